using Kong.Upgrade.Clusters.Local;
using Kong.Upgrade.Roles;

namespace Kong.Upgrade.Clusters.Tests.Local;

public class OptionsTests
{
    private static readonly KongVersion version = KongVersion.Parse("3.9.1");

    [Fact]
    public void Constructor_NothingSet_SaysAllThatIsMissing() =>
        FluentActions.Invoking(() => new LocalClusterProvisioner(new())).Should().Throw<ArgumentException>().WithMessage("*Blue names no node*Green names no node*BlueLogin is missing*");

    [Fact]
    public void Defaults_AreAsDocumented()
    {
        LocalClusterOptions options = new();
        (options.ReadyWithin, options.DrainWithin, options.StopWithin, options.BackgroundRequests, options.AcceptSmallerGreen)
            .Should().Be((TimeSpan.FromSeconds(60), TimeSpan.FromMinutes(2), TimeSpan.FromSeconds(30), 5, null));
        options.Validate().Should().BeEmpty();
    }

    [Fact]
    public void Validate_Nodes_NamesAndPrefixesMustDiffer() =>
        Problems(new() { Blue = [Node("a", "/opt/one"), Node("b", "relative")], Green = [Node("a", "/opt/one/"), Node(" ", "/opt/with space"), Node("c", "/opt/../two")] })
            .Should().Match("*'relative' of b is no plain absolute path*'/opt/with space'*'/opt/../two'*a and a share the prefix /opt/one*2 nodes are called 'a'*A node has no name*");

    [Fact]
    public void Validate_Numbers_MustBeInRange() =>
        Problems(new() { ReadyWithin = TimeSpan.Zero, DrainWithin = TimeSpan.Zero, StopWithin = TimeSpan.FromMilliseconds(999), BackgroundRequests = double.NaN, AcceptSmallerGreen = " " })
            .Should().Match("*ReadyWithin is*DrainWithin is*StopWithin is*BackgroundRequests is*AcceptSmallerGreen is blank*");

    [Fact]
    public async Task Validate_Logins_MustBeOfOneDatabaseAndOfTwoRolesForAFence()
    {
        await using KongDatabase blue = new("Host=h;Database=kong;Username=blue"), other = new("Host=h;Database=other;Username=green"), same = new("Host=h;Database=kong;Username=blue");
        DatabaseFence fence = new(blue);
        Problems(new() { BlueLogin = blue, GreenLogin = other }).Should().Match("*both clusters share one database*");
        Problems(new() { BlueLogin = blue, Fence = fence }).Should().Match("*Fence needs GreenLogin*");
        Problems(new() { BlueLogin = blue, GreenLogin = same, Fence = fence }).Should().Match("*both log in as blue*");
        Problems(new() { BlueLogin = blue, GreenLogin = same }).Should().BeEmpty();
    }

    private static string Problems(LocalClusterOptions options) => string.Join(' ', options.Validate());

    private static LocalNode Node(string name, string prefix) => new() { Name = name, Kong = new(version, "kong"), Prefix = prefix };
}
