using System.Text.Json.Nodes;
using LocalUpgrade.Settings;

namespace Kong.Upgrade.LocalUpgrade.Tests.Settings;

/// <summary>Fields, schema, help, README and what the program reads are the same.</summary>
public class FieldTests
{
    private static readonly string sample = Path.Combine(Repository.Root, "samples", "LocalUpgrade");

    [Fact]
    public void Schema_BesideTheSample_IsMadeFromTheFields() =>
        File.ReadAllText(Path.Combine(sample, "localupgrade.schema.json")).Should().Be(SettingsSchema.Text(), "after a change of fields run: LocalUpgrade help schema > samples/LocalUpgrade/localupgrade.schema.json");

    [Fact]
    public void Readme_OfTheSample_ListsEveryFieldAsTheHelpDoes() => File.ReadAllText(Path.Combine(sample, "README.md")).Should().Contain(SettingsHelp.Text().Trim());

    [Fact]
    public void Schema_AndModel_HaveTheSameFields()
    {
        foreach (string kind in new[] { "nginx", "haproxy" })
        {
            // Every field is there, and every one is asked for by who binds the model.
            SettingsFile file = SettingsText.File(EveryField.Json(kind).ToJsonString());
            file.All();
            EveryField.NeverAsked(file.Root, SettingsFields.Root).Should().BeEmpty($"of kind {kind}");
        }
        JsonNode schema = JsonNode.Parse(SettingsSchema.Text())!;
        EveryField.NamesOf(schema).Should().BeEquivalentTo(EveryField.NamesOf(SettingsFields.Root));
    }

    [Theory]
    [InlineData("nginx.example.json")]
    [InlineData("haproxy.example.json")]
    public void Example_BesideTheSample_HasNoProblemButSecretsThatAreNotHere(string name)
    {
        string text = File.ReadAllText(Path.Combine(sample, name));

        SettingsText.Problems(text).Should().OnlyContain(p => p.Contains("is not set") || p.Contains("names a file that cannot be read"));
        SettingsText.File(text).Balancer();
    }
}
