using System.Text;

namespace Kong.Upgrade.Declarative.Tests;

public class BrokenFileTests
{
    public static TheoryData<string, string> Broken => new()
    {
        { "", "line 1, column 1: the file is empty" },
        { "# nothing\n", "the file is empty" },
        { "- a\n", "line 1, column 1: the file is no map" },
        { "services:\n  a: {}\n", "line 2, column 3: 'services' is a map, and must be a list" },
        { "services: 7\n", "line 1, column 11: 'services' is '7'" },
        { "services:\n- name: a\n  name: b\n", "line 3, column 3: the key 'name' stands twice" },
        { "services: []\nservices: []\n", "line 2, column 1: the key 'services' stands twice at the top" },
        { "services:\n- name: [\n", "this is no YAML" },
        { "services: []\n---\nservices: []\n", "line 2, column 1: a second document begins" },
        { "services:\n- *nobody\n", "line 2, column 3: the alias *nobody" },
        { "services:\n- &me {name: a, x: *me}\n", "the alias *me" },
        { "services:\n- <<: 7\n", "line 2, column 7: '<<' merges maps, not '7'" },
        { "services:\n- [a]: b\n", "a key must be a single word" },
        { "{\"services\": [}", "line 1, column 15: this is no JSON" },
        { "{\"services\": [\n{\"a\": 1, \"a\": 2}]}", "line 2, column 10: the key 'a' stands twice" },
        { "{\"services\": []} x", "no JSON" },
        { "{\"services\": [{\"name\": \"a\"", "no JSON" },
        { "{\"services\": [{\"name\": \"\\ud83d\"}]}", "half a character" },
    };

    [Theory]
    [MemberData(nameof(Broken))]
    public async Task Read_ABrokenFile_SaysWhere(string text, string expected)
    {
        Func<Task> read = () => Shown.OfAsync(text);
        (await read.Should().ThrowAsync<UpgradeServiceException>()).Which.Message.Should().Contain("a.yml, line ").And.Contain(expected).And.Contain("mend the file");
    }

    [Fact]
    public async Task Read_AFileThatIsNotThere_SaysSo()
    {
        Func<Task> read = () => Shown.OfFilesAsync("/nowhere/kong.yml");
        (await read.Should().ThrowAsync<UpgradeServiceException>()).WithMessage("The declarative file /nowhere/kong.yml cannot be read: *");
        Func<Task> folder = () => Shown.OfFilesAsync(Path.GetTempPath());
        await folder.Should().ThrowAsync<UpgradeServiceException>();
    }

    [Fact]
    public async Task Read_ABrokenSecondFile_ShowsNothingOfTheFirst()
    {
        Func<Task> read = () => Shown.OfAsync("services:\n- name: a\n", "services: 1\n");
        (await read.Should().ThrowAsync<UpgradeServiceException>()).Which.Message.Should().Contain("b.yml");
    }

    [Fact]
    public async Task Read_WrongPartsOfAnEntity_AreToldAndTheRestIsRead()
    {
        Shown shown = await Shown.OfAsync("services:\n- name: a\n  routes: {name: r}\n  plugins: ~\n- just-text\n- name: b\nconsumers:\n- username: c\n  groups: [1, [x]]\n_plugin_configs: {p: 5}\n");
        shown.Of("services").Select(s => s.Name).Should().Equal("a", "b");
        shown.Unread.Should().HaveCount(4);
        shown.Unread[0].Should().Contain("a.yml: line 3, column 11: 'routes' is a map, and must be a list");
        shown.Unread[1].Should().Contain("line 5, column 3: it is 'just-text'");
    }

    [Fact]
    public async Task Read_AnAliasBomb_IsRefused()
    {
        StringBuilder bomb = new("x-0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
        for (int i = 1; i < 30; i++) bomb.Append("x-").Append(i).Append(": &a").Append(i).Append(" [").AppendJoin(", ", Enumerable.Repeat($"*a{i - 1}", 10)).Append("]\n");
        Func<Task> read = () => Shown.OfAsync(bomb.ToString());
        (await read.Should().ThrowAsync<UpgradeServiceException>()).WithMessage("*aliases repeat more than*");
    }

    [Theory]
    [InlineData("services:\n- a: ", '[')]
    [InlineData("{\"services\": [{\"a\": ", '[')]
    public async Task Read_TooManyLevels_AreRefused(string head, char level)
    {
        Func<Task> read = () => Shown.OfAsync(head + new string(level, 500));
        (await read.Should().ThrowAsync<UpgradeServiceException>()).WithMessage("*more than 64 levels*");
    }

    [Fact]
    public void File_WithoutAPath_IsRefused()
    {
        Action none = () => new DeclarativeFile().ToString();
        none.Should().Throw<ArgumentException>().WithMessage("Name one*");
    }
}
