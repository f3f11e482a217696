using System.Diagnostics;

namespace Kong.Upgrade.Database.Tests.Trouble;

/// <summary>A file system of 4 MB that belongs to PostgreSQL's user.</summary>
internal sealed class SmallDisk : IAsyncDisposable
{
    private readonly string mount = Directory.CreateTempSubdirectory("kong-upgrade-disk-").FullName;

    private SmallDisk()
    {
    }

    /// <summary>A folder on it.</summary>
    public string Folder => mount + "/space";

    public static async Task<SmallDisk> MountAsync()
    {
        SmallDisk disk = new();
        bool isMounted = Environment.IsPrivilegedProcess && await RunAsync("mount", "-t", "tmpfs", "-o", "size=4m,mode=755", "tmpfs", disk.mount) == 0;
        if (!isMounted) Directory.Delete(disk.mount);
        Assert.SkipUnless(isMounted, "only root in a machine that permits it may mount a small disk");
        Directory.CreateDirectory(disk.Folder);
        (await RunAsync("chown", "postgres", disk.mount, disk.Folder)).Should().Be(0);
        return disk;
    }

    public async ValueTask DisposeAsync()
    {
        (await RunAsync("umount", mount)).Should().Be(0);
        Directory.Delete(mount);
    }

    private static async Task<int> RunAsync(string command, params string[] arguments)
    {
        using Process process = Process.Start(new ProcessStartInfo(command, arguments) { RedirectStandardError = true })!;
        await process.WaitForExitAsync();
        return process.ExitCode;
    }
}
