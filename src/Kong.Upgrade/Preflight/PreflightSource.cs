namespace Kong.Upgrade.Preflight;

/// <summary>Something that an evaluation read, or could not read. Immutable.</summary>
public sealed class PreflightSource
{
    /// <summary>What it is, such as <c>blue's kong.conf</c> or <c>entities: PostgreSQL kong@db:5432/kong</c>; no secrets.</summary>
    public required string Name { get; init; }

    /// <summary>What was read, such as <c>9 routes, 4 services</c>; for one that was not read at all <see langword="null"/>.</summary>
    public string? Read { get; init; }

    /// <summary>Why it, or a part of it, was not read; <see langword="null"/> when all of it was.</summary>
    public string? Trouble { get; init; }

    /// <summary>Whether all of it was read.</summary>
    public bool IsRead => Trouble is null;

    /// <summary>The source in one line.</summary>
    /// <returns>Text for people.</returns>
    public override string ToString() => $"{Name}: {(Trouble is null ? Read : Read is null ? $"NOT READ: {Trouble}" : $"{Read}; NOT READ: {Trouble}")}";
}
