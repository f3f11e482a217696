[assembly: AssemblyFixture(typeof(Kong.Upgrade.TestServers.PostgresServer))]
