using System.Text.Json;
using Kong.Upgrade.Clusters;
using Kong.Upgrade.Processes;

namespace Kong.Upgrade.Witness;

/// <summary>A blue witness that starts one more node of blue's version on this host and asks it what blue is asked.</summary>
/// <remarks>
/// <para>The node has one worker, loopback ports that were free and a prefix of its own, and reads the same database with the role that it is given; a node's start writes nothing
/// (kong-facts 11.18). It is proven to be itself (prefix, version, database) before anything is asked, and stopped and removed before the call returns, also when that is cancelled.</para>
/// <para>The verdict is <see cref="WitnessVerdict.BlueWorks"/> only when something was compared and nothing differed. Without blue's addresses the witness still starts and is asked; then the
/// verdict is <see cref="WitnessVerdict.BlueIsBroken"/> when it answers 500 or more on its Admin API or does not come up, and otherwise <see cref="WitnessVerdict.Unknown"/>: nothing was compared.
/// Statuses, some headers and bodies are compared; an answer 429 never counts, since both sides share their limits, and
/// 502, 503 and 504 are the same, since a fresh node knows nothing yet of a service's health. Safe for any number of threads.</para>
/// </remarks>
public sealed class KongBlueWitness : IBlueWitness
{
    private readonly KongCommand blue;
    private readonly KongDatabase database;
    private readonly BlueWitnessOptions options;
    private readonly TimeProvider time;

    /// <summary>Names blue's version and what it is asked.</summary>
    /// <param name="blue">Blue's own <c>kong</c> on this host, with the configuration of blue's nodes.</param>
    /// <param name="database">The migrated database as blue's nodes see it.</param>
    /// <param name="options">What is asked, and where blue is asked the same; <see langword="null"/> for the defaults.</param>
    /// <param name="time">The clock; <see langword="null"/> for the system's.</param>
    /// <exception cref="ArgumentException">An option is out of range.</exception>
    public KongBlueWitness(KongCommand blue, KongDatabase database, BlueWitnessOptions? options = null, TimeProvider? time = null)
    {
        ArgumentNullException.ThrowIfNull(blue);
        ArgumentNullException.ThrowIfNull(database);
        this.options = options ?? new();
        if (this.options.Validate() is { Count: > 0 } problems) throw new ArgumentException(string.Join(' ', problems), nameof(options));
        (this.blue, this.database, this.time) = (blue, database, time ?? TimeProvider.System);
    }

    /// <inheritdoc/>
    public async Task<WitnessReport> TestifyAsync(CancellationToken cancellationToken)
    {
        using WitnessClient client = new(options);
        try
        {
            await CheckExecutableAsync(cancellationToken).ConfigureAwait(false);
            await CheckBlueAsync(client, cancellationToken).ConfigureAwait(false);
            return await AskFreshNodeAsync(client, cancellationToken).ConfigureAwait(false);
        }
        catch (WitnessVerdictException verdict)
        {
            return new() { Verdict = verdict.Verdict, Questions = 0, Differences = [verdict.Message] };
        }
        catch (UpgradeServiceException trouble)
        {
            return new() { Verdict = WitnessVerdict.Unknown, Questions = 0, Differences = [trouble.Message] };
        }
    }

    private async Task<WitnessReport> AskFreshNodeAsync(WitnessClient client, CancellationToken cancellationToken)
    {
        WitnessNode node = await WitnessNode.StartAsync(blue, database, options, client, time, cancellationToken).ConfigureAwait(false);
        WitnessReport report;
        try
        {
            report = await new Testimony(options, client, node).TakeAsync(cancellationToken).ConfigureAwait(false);
        }
        catch
        {
            await node.EndAsync().ConfigureAwait(false);
            throw;
        }
        // What is left behind does not change what the witness said, but somebody has to know.
        return await node.EndAsync().ConfigureAwait(false) is not { } left ? report : new() { Verdict = report.Verdict, Questions = report.Questions, Differences = [.. report.Differences, left] };
    }

    private async Task CheckExecutableAsync(CancellationToken cancellationToken)
    {
        CommandLine line = new(blue.Executable, "version") { Environment = blue.Environment.ToDictionary(e => e.Key, e => (string?)e.Value) };
        CommandOutcome outcome = await Command.RunAsync(line, time, null, cancellationToken).ConfigureAwait(false);
        string said = outcome.Out.Trim();
        if (outcome.ExitCode != 0 || !KongVersion.TryParse(said.Split(' ', '\n')[^1], out KongVersion? found) || found != blue.Version)
            throw WitnessVerdictException.Unknown($"'{blue.Executable} version' exited with {outcome.ExitCode} and said '{outcome.LastLines(1)}'; blue is {blue.Version}. Name the kong of blue's version.");
    }

    private async Task CheckBlueAsync(WitnessClient client, CancellationToken cancellationToken)
    {
        if (options.BlueAdmin is not { } admin) return;
        (JsonElement? root, string? trouble) = await client.AskRootAsync(admin, cancellationToken).ConfigureAwait(false);
        if (root is null) throw WitnessVerdictException.Unknown($"Blue's Admin API {admin} does not answer as it should ({trouble}), so there is nothing to compare the witness with.");
        if (NodeIdentity.Doubt(root.Value, blue.Version, database, prefix: null) is { } doubt)
            throw WitnessVerdictException.Unknown($"{admin} is not the Admin API of one of blue's nodes: {doubt}. Correct {nameof(BlueWitnessOptions.BlueAdmin)}.");
    }
}
