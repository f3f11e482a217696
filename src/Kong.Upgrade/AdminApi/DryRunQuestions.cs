using System.Security.Cryptography;
using System.Text;
using System.Threading.Channels;
using Kong.Upgrade.Preflight.Entities;

namespace Kong.Upgrade.AdminApi;

/// <summary>Makes questions of entities; the same configuration is one question.</summary>
internal sealed class DryRunQuestions(EntityOrigin origin, ChannelWriter<DryRunQuestion> asked) : IEntityVisitor
{
    private readonly ValidationBody bodies = new(origin);
    private readonly Dictionary<UInt128, DryRunQuestion> known = [];

    public int Entities { get; private set; }

    public IReadOnlyCollection<DryRunQuestion> All => known.Values;

    public List<DryRunGap> Unread { get; } = [];

    public void See(KongEntity entity)
    {
        // What is about the file and not an entity.
        if (entity.Kind.StartsWith('_')) return;
        Entities++;
        byte[] body = bodies.Of(entity);
        UInt128 hash = Hash(entity.Kind, body);
        if (known.TryGetValue(hash, out DryRunQuestion? same))
        {
            same.Entities.Add(DryRunEntity.Of(entity));
            return;
        }
        known.Add(hash, same = new(entity, body));
        asked.TryWrite(same);
    }

    public void CouldNotRead(string part, string why) => Unread.Add(new(part, why, 0));

    private static UInt128 Hash(string kind, byte[] body)
    {
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes(kind + "\n"));
        hash.AppendData(body);
        return BitConverter.ToUInt128(hash.GetHashAndReset());
    }
}
