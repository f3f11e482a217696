namespace Kong.Upgrade.Staging.Recipes;

/// <summary>
/// Staging tests for plugins that people use, a few for each: what it must let pass and what it must refuse. Each is one or more tests of the suite, so blue is asked the same and what blue does as well is not
/// green's fault; a failure is told as that of the plugin (<c>plugin key-auth</c>) on a node. Each method returns the suite's builder, for the next one.
/// </summary>
/// <remarks>
/// The last parameter of each method changes every request of the recipe: a host, TLS, the credentials that another plugin wants. A recipe may be used once for each path and host. Secrets are asked for right
/// before they are sent and are shown nowhere.
/// <code>
/// StagingSuite suite = StagingSuite.Create(tests => tests
///     .KeyAuth("/orders", StagingSecret.FromEnvironment("ORDERS_KEY"), request: r => r.WithHost("api.example.com").OverTls())
///     .ResponseTransformerRemoves("/orders", "X-Internal", r => r.WithHost("api.example.com")));
/// </code>
/// </remarks>
public static partial class PluginRecipes
{
}
