using System.Text;

namespace Kong.Upgrade.Fingerprints;

/// <summary>A row's primary key as text, and a hash of its content.</summary>
internal sealed record HashedRow(string Key, Guid Hash);

/// <summary>Walks rows that come ordered by key. For one thread.</summary>
internal sealed class RowCursor(IAsyncEnumerable<HashedRow> rows) : IAsyncDisposable
{
    private readonly IAsyncEnumerator<HashedRow> walk = rows.GetAsyncEnumerator();

    /// <summary>The row it stands on; <see langword="null"/> behind the last.</summary>
    public HashedRow? Current { get; private set; }

    public async ValueTask NextAsync() => Current = await walk.MoveNextAsync().ConfigureAwait(false) ? walk.Current : null;

    public ValueTask DisposeAsync() => walk.DisposeAsync();

    /// <summary>The server's order under the collation "C": by bytes. The end comes last.</summary>
    public static int Compare(HashedRow? one, HashedRow? other) =>
        one is null ? 1 : other is null ? -1 : Encoding.UTF8.GetBytes(one.Key).AsSpan().SequenceCompareTo(Encoding.UTF8.GetBytes(other.Key));
}
