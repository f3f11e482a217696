namespace LocalUpgrade.Settings;

/// <summary>A request of <c>stagingTests</c>. Headers are texts already, and shown nowhere.</summary>
internal sealed record WrittenTest(string Name, string Method, string Path, string? Host, IReadOnlyDictionary<string, string> Headers, int ExpectStatus)
{
    private static readonly string[] harmless = ["GET", "HEAD", "OPTIONS", "TRACE"];

    public bool MayWrite => !harmless.Contains(Method);
}
