using Kong.Upgrade.Roles;
using Kong.Upgrade.TestServers;

namespace Kong.Upgrade.Database.Tests.Roles;

public class DatabaseFenceTests(PostgresServer server)
{
    [Fact]
    public async Task Fence_OfBlue_KeepsBlueOutAndGreenIn()
    {
        await using KongDatabase owner = await server.CreateAsync(), administrator = server.Database(owner.Name, "admin"), elsewhere = await server.CreateAsync();
        await using KongDatabase green = await new DatabaseRoles(administrator, owner).CreateGreenRoleAsync(default);
        // A role of its own: fencing 'kong' would fence the other tests.
        string blueName = owner.Name + "_blue";
        await server.ExecuteAsync("postgres", $"CREATE ROLE {blueName} LOGIN IN ROLE kong PASSWORD 'bluebluebl'");
        await using KongDatabase blue = owner.As(blueName, "bluebluebl"), blueElsewhere = elsewhere.As(blueName, "bluebluebl");
        await using DatabaseSessionProbe blueSession = await DatabaseSessionProbe.OpenAsync(blue), otherSession = await DatabaseSessionProbe.OpenAsync(blueElsewhere), greenSession = await DatabaseSessionProbe.OpenAsync(green);

        DatabaseFence fence = new(administrator);
        (await fence.FenceAsync(blueName, green.Username, default)).Should().ContainSingle().Which.Should().Contain(elsewhere.Name).And.Contain("1 sessions");
        ((await blueSession.IsAliveAsync(), await greenSession.IsAliveAsync())).Should().Be((false, true));
        Func<Task> login = () => blue.OpenAsync("starting blue", default);
        await login.Should().ThrowAsync<UpgradeServiceException>().WithMessage("*not permitted to log in*");

        await fence.LiftFenceAsync(blueName, default);
        await using DatabaseSessionProbe back = await DatabaseSessionProbe.OpenAsync(blue);
    }

    [Theory]
    [InlineData("kong", "kong", "*both log in as kong*")]
    [InlineData("admin", "kong", "*nobody could lift*")]
    [InlineData("nobody", "kong", "*no role nobody*")]
    [InlineData("kong", "nobody", "*Green's role nobody does not exist*")]
    public async Task Fence_ThatWouldHitTheWrongOne_IsRefused(string role, string green, string message)
    {
        await using KongDatabase owner = await server.CreateAsync(), administrator = server.Database(owner.Name, "admin");
        Func<Task> fencing = () => new DatabaseFence(administrator).FenceAsync(role, green, default);
        await fencing.Should().ThrowAsync<UpgradeServiceException>().WithMessage(message);
        await using DatabaseSessionProbe stillOpen = await DatabaseSessionProbe.OpenAsync(owner);
    }
}
