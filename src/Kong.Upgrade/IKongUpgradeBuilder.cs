using Microsoft.Extensions.DependencyInjection;

namespace Kong.Upgrade;

/// <summary>Where upgrade services are registered; adapters add extension methods to it.</summary>
public interface IKongUpgradeBuilder
{
    /// <summary>The container's registrations.</summary>
    IServiceCollection Services { get; }
}
