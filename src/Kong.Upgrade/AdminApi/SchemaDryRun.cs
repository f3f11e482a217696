using System.Threading.Channels;

namespace Kong.Upgrade.AdminApi;

/// <summary>Has a green node (the new version, the guide's cluster Y) validate every entity by its own schemas, without a single write (kong-facts 3.1, 12.1 no. 3).</summary>
/// <remarks>
/// Proves first that the node has the version that is expected. Entities of the same configuration are one question. Questions are asked several at once at a bounded rate and repeated where that may
/// help; a node that goes away in the middle ends the run with what was answered until then. Foreign keys and uniqueness are not checked by Kong here. While entities are read faster than the node answers, their
/// bodies are held in memory (about a kilobyte a configuration). Safe for any number of threads; each run is its own.
/// </remarks>
/// <param name="green">The node's Admin API.</param>
/// <param name="version">The version that the node must have: the plan's <c>To</c>.</param>
/// <param name="options">How politely; <see langword="null"/> for the defaults.</param>
/// <param name="time">The clock; <see langword="null"/> for the system's.</param>
/// <exception cref="ArgumentException">An option is out of range.</exception>
public sealed class SchemaDryRun(AdminApiOptions green, KongVersion version, SchemaDryRunOptions? options = null, TimeProvider? time = null)
{
    private readonly AdminApiOptions green = AdminApiOptionsCheck.Valid(green, nameof(green));
    private readonly KongVersion version = version ?? throw new ArgumentNullException(nameof(version));
    private readonly SchemaDryRunOptions options = Valid(options ?? new());
    private readonly TimeProvider time = time ?? TimeProvider.System;

    /// <summary>Asks about everything that the source shows.</summary>
    /// <param name="source">The entities: blue's database, Admin API, or a file.</param>
    /// <param name="cancellationToken">The caller no longer waits.</param>
    /// <returns>What green accepts, refuses, and what nobody knows. A source that breaks off is a gap in it.</returns>
    /// <exception cref="UpgradeServiceException">The node cannot be asked at all, or is not of the version that was expected.</exception>
    public async Task<SchemaDryRunReport> RunAsync(IEntitySource source, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(source);
        using AdminClient client = new(Connections(), time);
        KongRoot node = await ProveAsync(client, cancellationToken).ConfigureAwait(false);
        Channel<DryRunQuestion> asked = Channel.CreateUnbounded<DryRunQuestion>(new() { SingleWriter = true });
        DryRunQuestions questions = new(source.Origin, asked.Writer);
        DryRunAsking asking = new(new(client, green, time), options, time, token => ProveAsync(client, token));
        using CancellationTokenSource ending = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        Task answering = asking.AnswerAsync(asked.Reader, ending.Token);
        try
        {
            await ReadAsync(source, questions, cancellationToken).ConfigureAwait(false);
            asked.Writer.Complete();
            await answering.ConfigureAwait(false);
        }
        finally
        {
            await ending.CancelAsync().ConfigureAwait(false);
            await answering.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
        return DryRunTally.Of($"{green.Address} (Kong {node.Version}, node {node.NodeId ?? "without id"})", questions, asking.Stopped);
    }

    private static async Task ReadAsync(IEntitySource source, DryRunQuestions questions, CancellationToken cancellationToken)
    {
        try
        {
            await source.ReadAsync(questions, cancellationToken).ConfigureAwait(false);
        }
        catch (UpgradeServiceException broken)
        {
            questions.CouldNotRead(source.Name, broken.Message);
        }
    }

    private async Task<KongRoot> ProveAsync(AdminClient client, CancellationToken cancellationToken)
    {
        KongRoot node = await KongRoot.AskAsync(client, green, time, cancellationToken).ConfigureAwait(false);
        return KongVersion.TryParse(node.Version, out KongVersion? found) && found == version ? node
            : throw new UpgradeServiceException($"The node at {green.Address} says version '{node.Version}' instead of {version}: its schemas would prove nothing. Name a node of green.");
    }

    private AdminApiOptions Connections() => new()
    {
        Address = green.Address,
        Token = green.Token,
        TokenHeader = green.TokenHeader,
        RequestTimeout = green.RequestTimeout,
        MostRequestsAtOnce = options.MostAtOnce,
    };

    private static SchemaDryRunOptions Valid(SchemaDryRunOptions options) =>
        options.Validate() is { Count: > 0 } problems ? throw new ArgumentException(string.Join(' ', problems), nameof(options)) : options;
}
