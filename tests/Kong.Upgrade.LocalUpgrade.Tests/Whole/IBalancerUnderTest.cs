using System.Text.Json.Nodes;

namespace Kong.Upgrade.LocalUpgrade.Tests.Whole;

/// <summary>A real balancer, configured as <c>plan</c> says.</summary>
internal interface IBalancerUnderTest : IAsyncDisposable
{
    Uri Address { get; }

    /// <summary>The settings' <c>balancer</c>.</summary>
    JsonObject Settings(string[] blue, string[] green);

    /// <summary>Starts it with all traffic on blue.</summary>
    Task StartAsync(global::LocalUpgrade.Settings.BalancerSettings settings, string[] blue, string[] green);
}
