using System.Globalization;
using System.Text;

namespace Kong.Upgrade.Traffic.HAProxy;

/// <summary>The lines that a person adds to HAProxy's configuration.</summary>
internal sealed class ConfigurationText(HAProxyOptions options)
{
    private readonly StringBuilder text = new();

    public override string ToString()
    {
        Head();
        if (options.Mode is HAProxyMode.Map) Map();
        else Weights();
        return text.ToString();
    }

    private void Head()
    {
        Line("# Lines for Kong.Upgrade, to be added by hand to the sections that are there already; replace words in capitals. Then");
        Line("# 'haproxy -c -f FILE' and reload. Nothing here changes where requests go until a share is set.");
        Line("global");
        Line("    # Whoever can write to this socket can move all traffic: keep it to the user that runs the upgrade (mode, user), or to this host.");
        Line($"    stats socket {RuntimeAddress.Parse(options.Socket)!.Listen()} level admin");
        Line("");
        foreach (string line in AccessLogLines.Frontend(options)) Line(line);
        Line($"backend {options.Backend}");
    }

    private void Weights()
    {
        Line("    # Shares are weights here: any algorithm will do whose weights can change while it runs ('static-rr' cannot). Cookies or");
        Line("    # stick tables that bind clients to servers keep them there whatever the share is.");
        Line("    balance roundrobin");
        Line("    # A connection that a node refuses is tried at another node at once: nothing was sent yet, so this is safe for every request.");
        Line("    option redispatch 1");
        Line("    retries 3");
        if (options.ServerStateFile is { } file) State(file);
        Line("    # Servers of one side get equal weights.");
        foreach (string name in options.Blue) Line($"    server {name} ADDRESS-OF-{name} weight 256");
        foreach (string name in options.Green) Line($"    server {name} ADDRESS-OF-{name} weight 0");
    }

    private void State(string file)
    {
        Line("    # A restart or reload takes the weights from this file. It is written after each change; until the first it is missing, and");
        Line("    # HAProxy warns of that and takes the weights below.");
        Line($"    server-state-file-name {file}");
        Line("    load-server-state-from-file local");
    }

    private void Map()
    {
        foreach (string line in MapRules.Lines(options)) Line(line);
    }

    private void Line(string line) => text.Append(CultureInfo.InvariantCulture, $"{line}\n");
}
