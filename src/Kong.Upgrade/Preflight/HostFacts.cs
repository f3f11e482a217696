namespace Kong.Upgrade.Preflight;

/// <summary>What is known of a host or image that green's nodes will run on. What is <see langword="null"/> is not known, and nothing is concluded from it. Immutable.</summary>
public sealed class HostFacts
{
    /// <summary>The host's name, for people.</summary>
    public string? Name { get; init; }

    /// <summary>The distribution, as <c>ID</c> in <c>/etc/os-release</c>: <c>debian</c>, <c>ubuntu</c>, <c>rhel</c>, <c>centos</c>, <c>amzn</c>, <c>alpine</c> …</summary>
    public string? OperatingSystem { get; init; }

    /// <summary>Its version, as <c>VERSION_ID</c> in <c>/etc/os-release</c>: <c>10</c>, <c>18.04</c> …</summary>
    public string? OperatingSystemVersion { get; init; }

    /// <summary>The processor: <c>amd64</c> or <c>arm64</c>.</summary>
    public string? Architecture { get; init; }

    /// <summary>How many files a process may have open (<c>ulimit -n</c>).</summary>
    public long? OpenFilesLimit { get; init; }

    /// <summary>Bytes free where Kong's prefix lies.</summary>
    public long? FreeDiskBytes { get; init; }

    /// <summary>The container image with its tag, such as <c>kong/kong-gateway:2.8-alpine</c>.</summary>
    public string? Image { get; init; }

    /// <summary>The text of the template that nodes are started with (<c>kong start --nginx-conf</c>); <see langword="null"/> for none or where it is not known.</summary>
    public string? NginxTemplate { get; init; }

    /// <summary>What is known of the host that this process runs on: Linux's <c>/etc/os-release</c>, its limit of open files, free disk.</summary>
    /// <param name="prefix">Where Kong's prefix lies or will lie; <see langword="null"/> to leave out the disk.</param>
    /// <returns>The facts; what could not be read is <see langword="null"/>.</returns>
    public static HostFacts OfThisHost(string? prefix = null) => Facts.HostFactsReader.Read(prefix);
}
