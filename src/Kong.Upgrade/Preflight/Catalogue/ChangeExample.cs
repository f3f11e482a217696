using System.Text.Json;

namespace Kong.Upgrade.Preflight.Catalogue;

/// <summary>A small installation, as the data files write one. What is left out is not known.</summary>
internal sealed class ChangeExample
{
    /// <summary>Blue's version.</summary>
    public required string From { get; set; }

    /// <summary>Green's version.</summary>
    public required string To { get; set; }

    public KongDeployment Deployment { get; set; } = KongDeployment.Traditional;

    /// <summary>Blue's kong.conf, line by line; an empty list is a known file in which nothing is set.</summary>
    public IReadOnlyList<string>? Conf { get; set; }

    /// <summary>Blue's environment.</summary>
    public Dictionary<string, string>? Env { get; set; }

    public IReadOnlyList<string>? GreenConf { get; set; }

    public Dictionary<string, string>? GreenEnv { get; set; }

    /// <summary>Where the entities are read from.</summary>
    public Entities.EntityOrigin Origin { get; set; } = Preflight.Entities.EntityOrigin.Database;

    /// <summary><c>_format_version</c> of the file that they are read from.</summary>
    public string? FormatVersion { get; set; }

    /// <summary>Entities by kind; <c>workspace</c> in one names its workspace.</summary>
    public Dictionary<string, IReadOnlyList<JsonElement>>? Entities { get; set; }

    /// <summary>What blue's nodes answer to <c>GET /</c>.</summary>
    public IReadOnlyList<JsonElement> Blue { get; set; } = [];

    public IReadOnlyList<JsonElement> Green { get; set; } = [];

    public Facts.DatabaseFacts? Database { get; set; }

    public HostFacts? Host { get; set; }

    /// <summary>Why it is caught, or left alone.</summary>
    public string? Why { get; set; }
}
