namespace Kong.Upgrade.Fingerprints;

/// <summary>What became of a row.</summary>
internal enum RowFate
{
    Unchanged,
    Added,
    Removed,
    Changed,
}

/// <summary>A row that differs between two databases, by its primary key.</summary>
internal sealed record RowDifference(string Key, RowFate Fate)
{
    public override string ToString() => $"{Key} was {(Fate is RowFate.Added ? "added" : Fate is RowFate.Removed ? "removed" : "changed")}";
}
