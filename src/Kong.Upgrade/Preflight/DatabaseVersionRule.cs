using System.Globalization;
using Kong.Upgrade.Database;

namespace Kong.Upgrade.Preflight;

/// <summary>
/// Whether both versions of Kong work with this PostgreSQL, and whether every role can really log in: id <c>database-version</c>. Blocking below 9.5 and for a role that
/// cannot log in; a warning where Kong's documents disagree or do not name the pair (kong-facts 6.2). The version that is not named may well work.
/// </summary>
/// <param name="database">The database.</param>
/// <param name="others">The same database as each further role sees it: each logs in once.</param>
public sealed class DatabaseVersionRule(KongDatabase database, params IReadOnlyList<KongDatabase> others) : IPreflightRule
{
    private const int FirstWithOneNumber = 100000;

    // Before 3.0 some builds' driver did not know SCRAM (kong-facts 10 no. 18).
    private static readonly KongVersion knowsScram = KongVersion.Parse("3.0.0");

    /// <inheritdoc/>
    public string Id => "database-version";

    /// <inheritdoc/>
    public async Task<IReadOnlyList<PreflightFinding>> EvaluateAsync(PreflightFacts facts, CancellationToken cancellationToken)
    {
        (int version, string encryption) = await database.RunAsync("reading the server's version", s => ReadAsync(s, cancellationToken), cancellationToken).ConfigureAwait(false);
        List<PreflightFinding> findings = [.. Versions(facts.Plan, version), .. Passwords(facts.Plan, encryption)];
        foreach (KongDatabase other in others) findings.AddRange(await LogInAsync(other, cancellationToken).ConfigureAwait(false));
        return findings;
    }

    private static IEnumerable<PreflightFinding> Versions(UpgradePlan plan, int version)
    {
        if (version < PostgresSupport.Least) return [Finding.Blocking($"PostgreSQL {Text(version)} is older than 9.5, which Kong itself demands.", "Move the database to a PostgreSQL that both versions name, before the upgrade.")];
        return new[] { plan.From, plan.To }.SelectMany(kong => Version(kong, version));
    }

    private static IEnumerable<PreflightFinding> Version(KongVersion kong, int version)
    {
        const string remedy = "It may work: try it on a copy. Do not change PostgreSQL's version during the upgrade.";
        IReadOnlyList<bool> answers = PostgresSupport.Ask(kong, version / 10000);
        if (answers.Count == 0) yield return Finding.Information($"No document at hand says which PostgreSQL Kong {kong} works with; this one is {Text(version)}.", remedy);
        else if (!answers.Contains(true)) yield return Finding.Warning($"Kong's documents do not name PostgreSQL {Text(version)} for Kong {kong}.", remedy);
        else if (answers.Contains(false)) yield return Finding.Warning($"Kong's documents disagree whether Kong {kong} works with PostgreSQL {Text(version)}.", remedy);
    }

    private static IEnumerable<PreflightFinding> Passwords(UpgradePlan plan, string encryption)
    {
        if (encryption == "scram-sha-256" && plan.From < knowsScram)
            yield return Finding.Information($"New passwords are stored as {encryption}; some builds of Kong {plan.From} cannot log in so (\"authentication type 10\").", "Try a login with each side's own image before roles get new passwords.");
    }

    private static async Task<IReadOnlyList<PreflightFinding>> LogInAsync(KongDatabase role, CancellationToken cancellationToken)
    {
        try
        {
            await role.RunAsync($"logging in as {role.Username}", s => s.ScalarAsync<int>("SELECT 1", cancellationToken), cancellationToken).ConfigureAwait(false);
            return [];
        }
        catch (UpgradeServiceException failure)
        {
            return [Finding.Blocking($"Role {role.Username} cannot log in.", failure.Message)];
        }
    }

    private static async Task<(int Version, string Encryption)> ReadAsync(DatabaseSession session, CancellationToken cancellationToken) =>
        (await session.QueryAsync("SELECT current_setting('server_version_num')::int, current_setting('password_encryption')", r => (r.GetInt32(0), r.GetString(1)), cancellationToken).ConfigureAwait(false)).Single();

    private static string Text(int version) => version >= FirstWithOneNumber
        ? string.Create(CultureInfo.InvariantCulture, $"{version / 10000}.{version % 10000}")
        : string.Create(CultureInfo.InvariantCulture, $"{version / 10000}.{version / 100 % 100}");
}
