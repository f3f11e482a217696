using System.Globalization;

namespace Kong.Upgrade.AdminApi;

/// <summary>What green's own schemas say of every entity. Immutable.</summary>
public sealed class SchemaDryRunReport
{
    /// <summary>The node that was asked: its address, version and id.</summary>
    public required string Node { get; init; }

    /// <summary>How many entities the source showed.</summary>
    public required int Entities { get; init; }

    /// <summary>How many different configurations they have; each was asked about once.</summary>
    public required int Configurations { get; init; }

    /// <summary>How many entities green accepts.</summary>
    public required int Validated { get; init; }

    /// <summary>What green refuses, in a stable order.</summary>
    public required IReadOnlyList<DryRunRefusal> Refusals { get; init; }

    /// <summary>Kinds of which green has no schema, with the number of their entities: their plugin is not enabled there, or the kind is gone.</summary>
    public required IReadOnlyDictionary<string, int> UnknownKinds { get; init; }

    /// <summary>What was not validated for any other reason.</summary>
    public required IReadOnlyList<DryRunGap> Gaps { get; init; }

    /// <summary>How many entities green refuses.</summary>
    public int Refused => Refusals.Sum(r => r.Entities.Count);

    /// <summary>Whether every entity was read and answered for; only then is an empty <see cref="Refusals"/> good news.</summary>
    public bool IsComplete => Gaps.Count == 0 && UnknownKinds.Count == 0;

    /// <summary>The counts, and what is not known.</summary>
    /// <returns>Text for people.</returns>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture,
        $"{Node}: validated {Validated + Refused:N0} of {Entities:N0} entities ({Configurations:N0} configurations), {Refused:N0} refused{Unknown()}");

    private string Unknown() => string.Concat(UnknownKinds.Select(k => $"; no schema of {k.Key} ({k.Value})").Concat(Gaps.Select(g => $"; {g.What}: {g.Why}")));
}
