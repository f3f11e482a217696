using Kong.Upgrade.Witness;

namespace LocalUpgrade.Settings;

/// <summary>The requests of <c>stagingTests</c>, and what of them a witness can be asked.</summary>
internal static class TestSettings
{
    private static readonly string[] asked = ["GET", "HEAD"];

    /// <summary>Those that make sense.</summary>
    public static IReadOnlyList<WrittenTest> From(Value root, Binder binder)
    {
        List<WrittenTest> tests = [];
        foreach (Value test in root["stagingTests"]!.Items)
        {
            WrittenTest written = new(test.Needed("name"), test.Needed("method").ToUpperInvariant(), test.Needed("path"), test.Text("host"), binder.Map(test, "headers"), test.Whole("expectStatus")!.Value);
            bool isThere = tests.Any(t => t.Name == written.Name), isPath = written.Path.StartsWith('/');
            if (!isPath) binder.Add(test, $"{test.PathTo("path")} must begin with '/'");
            if (isThere) binder.Add(test, $"{test.PathTo("name")}: there is another test of this name");
            if (isPath && !isThere) tests.Add(written);
        }
        return tests;
    }

    public static IReadOnlyList<WitnessQuestion> Questions(IReadOnlyList<WrittenTest> tests) =>
        [.. tests.Where(t => asked.Contains(t.Method)).Select(t => new WitnessQuestion(t.Path, t.Method) { Host = t.Host, Headers = t.Headers, ComparesBody = false })];
}
