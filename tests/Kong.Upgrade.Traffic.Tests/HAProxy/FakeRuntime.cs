using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Kong.Upgrade.Traffic.Tests.HAProxy;

/// <summary>A Runtime API on a port of its own whose every command is seen, and which fails where a test wants it to.</summary>
internal sealed class FakeRuntime : IAsyncDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource stop = new();
    private readonly Task serving;

    public FakeRuntime()
    {
        listener.Start();
        serving = ServeAsync();
    }

    public string Socket => listener.LocalEndpoint.ToString()!;

    /// <summary>Weights by server, in the order of the configuration.</summary>
    public Dictionary<string, int> Weights { get; } = new() { ["blue1"] = 256, ["blue2"] = 256, ["green1"] = 0, ["green2"] = 0 };

    /// <summary>Servers that a health check took out.</summary>
    public HashSet<string> Down { get; } = [];

    /// <summary>Called after each weight that was set.</summary>
    public Action? AfterSet { get; set; }

    /// <summary>So many weights can be set before HAProxy dies.</summary>
    public int SetsLeft { get; set; } = int.MaxValue;

    /// <summary>What is answered instead; empty closes the connection without a word.</summary>
    public string? Instead { get; set; }

    public double Share => Green / (double)(Green + Blue);

    public int Blue => Part("blue");

    public int Green => Part("green");

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        listener.Stop();
        await serving;
    }

    private int Part(string side) => Weights.Where(w => w.Key.StartsWith(side, StringComparison.Ordinal) && !Down.Contains(w.Key)).Sum(w => w.Value);

    private async Task ServeAsync()
    {
        while (!stop.IsCancellationRequested)
        {
            try
            {
                using Socket socket = await listener.AcceptSocketAsync(stop.Token);
                await using NetworkStream stream = new(socket);
                string command = await new StreamReader(stream).ReadLineAsync(stop.Token) ?? "";
                await stream.WriteAsync(Encoding.ASCII.GetBytes(Instead ?? Answer(command)), stop.Token);
            }
            catch (Exception failure) when (failure is OperationCanceledException or IOException or SocketException or ObjectDisposedException)
            {
                // The caller or the test is gone.
            }
        }
    }

    private string Answer(string command)
    {
        string[] words = command.Split(' ');
        if (words is not ["set", "weight", var path, var weight]) return State();
        if (SetsLeft-- <= 0) return "";
        string server = path.Split('/')[1];
        if (!Weights.ContainsKey(server)) return "No such server.\n\n";
        Weights[server] = int.Parse(weight, CultureInfo.InvariantCulture);
        AfterSet?.Invoke();
        return "\n";
    }

    private string State() => "1\n# be_id be_name srv_id srv_name srv_addr srv_op_state srv_admin_state srv_uweight srv_iweight\n"
        + string.Concat(Weights.Select(w => string.Create(CultureInfo.InvariantCulture, $"3 kong 1 {w.Key} 127.0.0.1 {(Down.Contains(w.Key) ? 0 : 2)} 0 {w.Value} 1\n"))) + "\n";
}
