using Kong.Upgrade.Preflight.Facts;

namespace Kong.Upgrade.Preflight.Rules.Since34;

/// <summary>Operating systems and images that 3.4 left behind.</summary>
internal static class HostRules
{
    private static readonly string[] official = ["kong", "library/kong", "kong/kong", "kong/kong-gateway"];

    public static IReadOnlyList<ChangeRule> All { get; } =
    [
        Rule.Installation("340-02", i => i.Hosts.SelectMany(Image)),
        Rule.Installation("340-03", i => i.Hosts.SelectMany(System)),
        Rule.Host("340-20", h => h.OperatingSystem is "debian" or "ubuntu" && h.Image is null ? $"{h.OperatingSystem} {h.OperatingSystemVersion}: installed from a .deb" : null),
    ];

    private static IEnumerable<Hit> Image(HostFacts host)
    {
        if (host.Image is not { } image) yield break;
        (string repository, string tag) = Parts(image);
        if (tag.Contains("alpine", StringComparison.OrdinalIgnoreCase)) yield return About(host, $"image {image}");
        // A tag that is a version and nothing else, or none.
        else if (official.Contains(repository) && tag.All(c => char.IsAsciiDigit(c) || c == '.'))
            yield return About(host, $"image {image} is made of Ubuntu now") with { Certainty = FindingCertainty.Suspected, Severity = FindingSeverity.Warning };
    }

    private static IEnumerable<Hit> System(HostFacts host)
    {
        string version = host.OperatingSystemVersion ?? "";
        if (host.OperatingSystem == "centos" || (host.OperatingSystem == "ubuntu" && version == "18.04")) yield return About(host, $"{host.OperatingSystem} {version}".TrimEnd());
        else if (host.Image is { } image && Parts(image) is var (repository, tag) && official.Contains(repository) && tag.Contains("rhel", StringComparison.Ordinal))
            yield return About(host, $"image {image} is made of RHEL 9 now") with { Certainty = FindingCertainty.Suspected, Severity = FindingSeverity.Warning };
    }

    // "docker.io/kong/kong-gateway:3.4-alpine@sha256:…"; a port of a registry is no tag.
    private static (string Repository, string Tag) Parts(string image)
    {
        string name = image.Split('@')[0];
        int colon = name.LastIndexOf(':');
        (string repository, string tag) = colon > name.LastIndexOf('/') ? (name[..colon], name[(colon + 1)..]) : (name, "");
        return (repository.StartsWith("docker.io/", StringComparison.Ordinal) ? repository["docker.io/".Length..] : repository, tag);
    }

    private static Hit About(HostFacts host, string value) => new(value, Subject: new() { Kind = "host", Name = host.Name, Value = value });
}
