namespace Kong.Upgrade.Staging.Requests;

/// <summary>A value that is asked for when it is needed and shown nowhere: a key, a password, a token. Immutable; safe for any number of threads if its source is.</summary>
public sealed class StagingSecret
{
    private readonly Func<CancellationToken, ValueTask<string>> read;

    private StagingSecret(Func<CancellationToken, ValueTask<string>> read, string? known = null) => (this.read, Known) = (read, known);

    /// <summary>The value, where nobody has to be asked for it.</summary>
    internal string? Known { get; }

    /// <summary>A value that is known already.</summary>
    /// <param name="value">The value.</param>
    /// <returns>The secret.</returns>
    public static StagingSecret Of(string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        return new(_ => ValueTask.FromResult(value), value);
    }

    /// <summary>A value from a vault, asked for before each request, so that it may change.</summary>
    /// <param name="read">Reads it; for any thread. What it throws makes the test's end <see cref="StagingVerdict.CouldNotTell"/>.</param>
    /// <returns>The secret.</returns>
    public static StagingSecret From(Func<CancellationToken, ValueTask<string>> read)
    {
        ArgumentNullException.ThrowIfNull(read);
        return new(read);
    }

    /// <summary>A value from an environment variable of this process.</summary>
    /// <param name="variable">The variable's name.</param>
    /// <returns>The secret; reading it where the variable is missing is an error that names the variable.</returns>
    public static StagingSecret FromEnvironment(string variable)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(variable);
        return new(_ => ValueTask.FromResult(Environment.GetEnvironmentVariable(variable)
            ?? throw new UpgradeServiceException($"The environment variable {variable} is not set, so a staging test has no secret to send. Set it where this process is started.")));
    }

    /// <summary>Never the value.</summary>
    /// <returns><c>***</c>.</returns>
    public override string ToString() => Processes.Secrets.Mask;

    internal ValueTask<string> ReadAsync(CancellationToken cancellationToken) => read(cancellationToken);
}
