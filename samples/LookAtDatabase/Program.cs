// Looks at a real database before an upgrade and changes nothing; without an administrator it makes no roles and says which SQL would.
// dotnet run --project samples/LookAtDatabase -- KONG_CONF BLUE_KONG BLUE_VERSION GREEN_KONG GREEN_VERSION
using Kong.Upgrade;
using Kong.Upgrade.Fingerprints;
using Kong.Upgrade.Preflight;

if (args is not [var file, var blueKong, var from, var greenKong, var to])
{
    Console.Error.WriteLine("Usage: LookAtDatabase KONG_CONF BLUE_KONG BLUE_VERSION GREEN_KONG GREEN_VERSION");
    return 2;
}

try
{
    #region postgres
    KongConfiguration configuration = await KongConfiguration.LoadAsync(file, environment: null, default);   // a node's kong.conf, and its KONG_*
    await using KongDatabase database = KongDatabase.FromConfiguration(configuration);
    await using KongPostgres postgres = await KongPostgres.ConnectAsync(new()
    {
        Database = database,
        Administrator = null,                                                   // a role that may make login roles for the migration and for green, and databases
        Blue = new KongCommand(KongVersion.Parse(from), blueKong) { ConfigurationFile = file },
        Green = new KongCommand(KongVersion.Parse(to), greenKong) { ConfigurationFile = file },
        Backup = new() { Directory = "/var/backups/kong" },                     // dump, trial restore, rehearsal of 'up' on the copy
        Witness = new() { BlueAdmin = new("http://127.0.0.1:8001") },           // asked after 'up', beside a fresh node of blue's version
    });
    // services.AddKongUpgrade().UsePostgres(postgres) …
    #endregion

    PreflightFacts facts = new()
    {
        Plan = UpgradePlan.CreateBuilder(from, to).AcknowledgeRisk(UpgradeRisk.UnattendedFinish, "only looking").AcknowledgeRisk(UpgradeRisk.MinorJump, "only looking").AcknowledgeRisk(UpgradeRisk.MajorJump, "only looking").Build(),
        Migrations = await postgres.Migrations.GetStateAsync(default),
        Share = default,
    };
    Console.WriteLine($"{database}, migrations as Kong {to} sees them: {facts.Migrations}");
    Console.WriteLine($"new: {string.Join(", ", facts.Migrations.New)}");
    Console.WriteLine($"freeze: {(await postgres.Freeze.CheckAsync(default)).Standing}; fingerprint: {(await ConfigurationFingerprint.ReadAsync(database, default)).Value}");
    foreach (IPreflightRule rule in postgres.Rules)
    {
        foreach (PreflightFinding finding in await rule.EvaluateAsync(facts, default))
            Console.WriteLine($"{finding.Severity,-11} {rule.Id}: {finding.What} {finding.Remedy}");
    }
    foreach (string note in postgres.Notes) Console.WriteLine(note);
    return 0;
}
catch (KongUpgradeException trouble)
{
    Console.Error.WriteLine(trouble.Message);
    return 1;
}
