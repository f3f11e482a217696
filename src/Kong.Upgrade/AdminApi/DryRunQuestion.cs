using Kong.Upgrade.Preflight.Entities;

namespace Kong.Upgrade.AdminApi;

/// <summary>A configuration to be asked about, and whose it is.</summary>
internal sealed class DryRunQuestion(KongEntity first, byte[] body)
{
    public List<DryRunEntity> Entities { get; } = [DryRunEntity.Of(first)];

    public string Kind { get; } = first.Kind;

    /// <summary>Which plugin, for an entity of <c>plugins</c>.</summary>
    public string? Plugin { get; } = first.Kind == "plugins" ? first.Text("name") : null;

    /// <summary>What is sent; forgotten when it is answered.</summary>
    public byte[] Body { get; private set; } = body;

    public DryRunAnswer Answer { get; private set; } = new(DryRunVerdict.Unknown, "it was never asked");

    /// <summary>The refusal's fields.</summary>
    public IReadOnlyDictionary<string, string> Fields { get; set; } = new Dictionary<string, string>();

    public void Answered(DryRunAnswer answer) => (Answer, Body) = (answer, []);
}
