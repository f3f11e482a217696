using Kong.Upgrade;
using Kong.Upgrade.Witness;
using LocalUpgrade.Making;

namespace LocalUpgrade.Settings;

/// <summary>The staging tests, and what of them a witness can be asked.</summary>
internal static class TestSettings
{
    private static readonly string[] harmless = ["GET", "HEAD"];

    public static IReadOnlyList<RequestTest> From(Value root, Binder binder)
    {
        List<RequestTest> tests = [];
        foreach (Value test in root["stagingTests"]!.Items)
        {
            if (!test.Needed("path").StartsWith('/')) binder.Add(test, $"{test.PathTo("path")} must begin with '/'");
            if (tests.Any(t => t.Name == test.Needed("name"))) binder.Add(test, $"{test.PathTo("name")}: there is another test of this name");
            tests.Add(new(test.Needed("name"), test.Needed("method").ToUpperInvariant(), test.Needed("path"), test.Text("host"), binder.Map(test, "headers"), test.Whole("expectStatus")!.Value));
        }
        return tests;
    }

    public static IReadOnlyList<WitnessQuestion> Questions(IReadOnlyList<RequestTest> tests) =>
    [
        .. tests.Where(t => harmless.Contains(t.Method) && t.Path.StartsWith('/')).Select(t => new WitnessQuestion(t.Path, t.Method) { Host = t.Host, Headers = t.Headers, ComparesBody = false }),
    ];
}
