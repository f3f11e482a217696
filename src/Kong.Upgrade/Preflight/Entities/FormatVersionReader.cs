namespace Kong.Upgrade.Preflight.Entities;

/// <summary>Finds out which format a declarative file has, before anything else is asked of it: a file that was converted for 3.x is read otherwise.</summary>
internal sealed class FormatVersionReader : IEntityVisitor
{
    private const string Kind = "_declarative", Field = "_format_version";

    private string? version;

    /// <returns>The version; <see langword="null"/> where the source has none, or cannot be read: that is told when its entities are read.</returns>
    public static async Task<string?> ReadAsync(IEntitySource? source, CancellationToken cancellationToken)
    {
        if (source?.Origin is not EntityOrigin.File) return null;
        FormatVersionReader reader = new();
        try
        {
            await source.ReadAsync(reader, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception failure) when (!(failure is OperationCanceledException && cancellationToken.IsCancellationRequested))
        {
            // The next reading fails, too, and is heard.
        }
        return reader.version;
    }

    public void See(KongEntity entity)
    {
        if (entity.Kind == Kind) version = entity.Text(Field);
    }

    public void CouldNotRead(string part, string why)
    {
    }
}
