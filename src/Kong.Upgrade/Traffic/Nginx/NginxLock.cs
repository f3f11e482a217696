using System.Globalization;

namespace Kong.Upgrade.Traffic.Nginx;

/// <summary>One change at a time, among all processes. The lock dies with its process.</summary>
internal sealed class NginxLock(NginxOptions options, TimeProvider time)
{
    private static readonly TimeSpan look = TimeSpan.FromMilliseconds(20);

    // "Used by another process" on Windows, Linux and macOS; anything else is trouble of the disk, not a holder.
    private static readonly int[] takenCodes = [32, 11, 35];

    private readonly string path = NginxPaths.Lock(options);

    /// <summary>The lock, or <see langword="null"/> when somebody else had it all the time.</summary>
    public async Task<IDisposable?> TakeAsync(TimeSpan within, CancellationToken cancellationToken)
    {
        long start = time.GetTimestamp();
        for (; ; )
        {
            if (Try() is { } taken) return taken;
            if (time.GetElapsedTime(start) >= within) return null;
            await Task.Delay(look, time, cancellationToken).ConfigureAwait(false);
        }
    }

    public UpgradeServiceException Busy(TimeSpan waited) => new(
        string.Create(CultureInfo.InvariantCulture, $"Another process has been changing the share of this nginx for {waited.TotalSeconds:0} s (it holds {path}; 'fuser' names it). Nothing was changed. Repeat when it has ended."), isTransient: true);

    private FileStream? Try()
    {
        try
        {
            return new(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException error) when (takenCodes.Contains(error.HResult & 0xFFFF))
        {
            return null;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new UpgradeServiceException($"'{path}' could not be locked: {failure.Message}. The directory has to exist, and the user of this process has to be allowed to write in it.", failure);
        }
    }
}
