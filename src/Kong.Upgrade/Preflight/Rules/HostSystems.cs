namespace Kong.Upgrade.Preflight.Rules;

/// <summary>What several rules ask of a host.</summary>
internal static class HostSystems
{
    private static readonly string[] rpm = ["rhel", "centos", "amzn", "rocky", "almalinux", "ol", "fedora", "scientific", "sles"];

    /// <summary>Whether it is a system at some version, <c>7</c> being every 7.x too.</summary>
    public static bool Runs(this HostFacts host, string system, string version) =>
        host.OperatingSystem == system && host.OperatingSystemVersion is { } its && (its == version || its.StartsWith(version + ".", StringComparison.Ordinal));

    /// <summary>Whether Kong is installed there from an RPM package, as far as is known: not in a container.</summary>
    public static bool UsesRpm(this HostFacts host) => host.Image is null && rpm.Contains(host.OperatingSystem);

    /// <summary>The system with its version, for people.</summary>
    public static string System(this HostFacts host) => $"{host.OperatingSystem} {host.OperatingSystemVersion}".TrimEnd();

    /// <summary>The part of an image's name behind the colon; <see langword="null"/> where there is none. A port of the registry is none.</summary>
    public static string? Tag(this HostFacts host)
    {
        if (host.Image is null) return null;
        string image = host.Image.Split('@')[0];
        int colon = image.LastIndexOf(':');
        return colon > image.LastIndexOf('/') ? image[(colon + 1)..] : null;
    }
}
