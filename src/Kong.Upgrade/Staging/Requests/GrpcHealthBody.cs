using System.Text;

namespace Kong.Upgrade.Staging.Requests;

/// <summary>A <c>HealthCheckRequest</c>: field 1 is the service's name, left out when empty.</summary>
internal static class GrpcHealthBody
{
    public static ReadOnlyMemory<byte> Of(string service)
    {
        if (service.Length == 0) return default;
        byte[] name = Encoding.UTF8.GetBytes(service);
        List<byte> body = [0x0a];
        for (int rest = name.Length; ; rest >>= 7)
        {
            if (rest < 0x80)
            {
                body.Add((byte)rest);
                break;
            }
            body.Add((byte)(rest | 0x80));
        }
        return new([.. body, .. name]);
    }
}
