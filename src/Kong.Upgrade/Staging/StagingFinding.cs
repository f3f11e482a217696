namespace Kong.Upgrade.Staging;

/// <summary>One thing that green did otherwise than expected, or than blue. Immutable; without secrets.</summary>
public sealed class StagingFinding
{
    /// <summary>What differs, in words that are the same wherever the same cause strikes, such as <c>status 200 instead of 401</c>: findings are grouped by it and <see cref="Area"/>.</summary>
    public required string What { get; init; }

    /// <summary>What it touches, in the words of the catalogue of changes: <c>route</c>, <c>plugin key-auth</c>, <c>certificate</c>, <c>header</c>, <c>entity</c>, <c>node</c>.</summary>
    public required string Area { get; init; }

    /// <summary>Whom it was asked of, such as <c>route r-orders</c> or the test's name.</summary>
    public required string Subject { get; init; }

    /// <summary>The green node.</summary>
    public required string Node { get; init; }

    /// <summary>The request, values of headers and of arguments left out; <see langword="null"/> where none was sent.</summary>
    public string? Request { get; init; }

    /// <summary>What green said.</summary>
    public string? Green { get; init; }

    /// <summary>What blue said; <see langword="null"/> where blue was not asked.</summary>
    public string? Blue { get; init; }

    /// <summary>What else is known of the subject, such as <c>plugin key-auth</c>, <c>service svc-a</c>, <c>regex path</c>: what all failures of one kind share and no success has is named as their likely cause. Empty by default.</summary>
    public IReadOnlyList<string> Traits { get; init; } = [];
}
