namespace LocalUpgrade.Commands;

/// <summary>Writes a report where somebody asked for it.</summary>
internal static class ReportFile
{
    /// <param name="file">The file; <see langword="null"/> when nobody asked.</param>
    /// <param name="text">What is written.</param>
    /// <param name="cancellationToken">The caller no longer waits.</param>
    /// <exception cref="UsageException">It cannot be written.</exception>
    public static async Task WriteAsync(string? file, Func<string> text, CancellationToken cancellationToken)
    {
        if (file is null) return;
        try
        {
            await File.WriteAllTextAsync(file, text(), cancellationToken);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new UsageException($"The report could not be written: {failure.Message}");
        }
    }
}
