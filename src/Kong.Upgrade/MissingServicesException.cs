namespace Kong.Upgrade;

/// <summary>Services that every upgrade needs were not given.</summary>
public sealed class MissingServicesException : KongUpgradeException
{
    internal MissingServicesException(IReadOnlyList<string> services)
        : base($"An upgrade cannot run without {string.Join(", ", services)}. Register each with the container before the runner is asked for "
            + $"(services.AddKongUpgrade().Use<{services[0]}, YourType>()), or set it on {nameof(UpgradeServices)}. Nothing was touched.") =>
        Services = services;

    /// <summary>The names of the missing service types.</summary>
    public IReadOnlyList<string> Services { get; }
}
