using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Kong.Upgrade.Benchmarks.Balancers;

/// <summary>A server that runs until it is disposed, with a folder of its own that its workers, who are other users, may read.</summary>
internal sealed class PrivateProcess : IAsyncDisposable
{
    private readonly StringBuilder said = new();
    private Process? process;

    public DirectoryInfo Folder { get; } = Directory.CreateDirectory(Path.Combine(Path.GetTempPath(), $"kong-upgrade-traffic-{Guid.NewGuid():N}"));

    public string At(string name) => Path.Combine(Folder.FullName, name);

    /// <summary>Starts it and waits until it listens.</summary>
    public async Task StartAsync(int port, string executable, params string[] arguments)
    {
        process = Process.Start(new ProcessStartInfo(executable, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        process.OutputDataReceived += (_, line) => Keep(line.Data);
        process.ErrorDataReceived += (_, line) => Keep(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        while (!await ListensAsync(port))
        {
            if (process.HasExited) throw new InvalidOperationException($"{executable} ended: {said}");
            await Task.Delay(TimeSpan.FromMilliseconds(20));
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (process is not null)
        {
            using Process kill = Process.Start("kill", ["-TERM", process.Id.ToString(CultureInfo.InvariantCulture)]);
            await kill.WaitForExitAsync();
            await process.WaitForExitAsync();
            process.Dispose();
        }
        Folder.Delete(recursive: true);
    }

    public static int FreePort()
    {
        using TcpListener listener = new(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static async Task<bool> ListensAsync(int port)
    {
        try
        {
            using TcpClient client = new();
            await client.ConnectAsync(IPAddress.Loopback, port);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    private void Keep(string? line)
    {
        lock (said) said.AppendLine(line);
    }
}
