namespace Kong.Upgrade.Processes;

/// <summary>A prefix directory for one run of <c>kong</c>: nobody else may look into it, for Kong writes its settings there, passwords too (kong-facts 1.10).</summary>
internal sealed class ThrowAwayPrefix : IDisposable
{
    // Made with mode 0700.
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("kong-upgrade-");

    public string Path => folder.FullName;

    public void Dispose()
    {
        try
        {
            folder.Delete(recursive: true);
        }
        catch (DirectoryNotFoundException)
        {
            // What had to come about.
        }
    }
}
