using Kong.Upgrade.TestServers;

[assembly: AssemblyFixture(typeof(PostgresServer))]
