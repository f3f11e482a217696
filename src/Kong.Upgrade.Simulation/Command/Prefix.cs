namespace Kong.Upgrade.Simulation.Command;

/// <summary>Kong's working directory.</summary>
internal sealed class Prefix(KongConfiguration configuration, KongVersion version)
{
    private static readonly KongVersion FirstWithRequestId = KongVersion.Parse("3.5.0");
    private static readonly KongVersion FirstThatReportsLast = KongVersion.Parse("3.0.0");

    public string Path { get; } = configuration.Prefix;

    public string Environment => System.IO.Path.Combine(Path, ".kong_env");

    public string PidFile => System.IO.Path.Combine(Path, "pids", "nginx.pid");

    /// <summary>Creates the directory when it is missing, as nearly every command does, with a word about it.</summary>
    public void Ensure(KongOutput output)
    {
        RefuseNewerVersionsPrefix();
        output.Verbose($"preparing nginx prefix directory at {Path}");
        if (!Directory.Exists(Path))
        {
            Report(output, $"prefix directory {Path} not found, trying to create it");
            Directory.CreateDirectory(Path);
        }

        output.Verbose("SSL enabled on proxy, no custom certificate set: using default certificates");
        EnsureCertificate(output, "kong-default");
        EnsureCertificate(output, "kong-default-ecdsa");
        output.Verbose($"generating trusted certs combined file in {Path}/.ca_combined");
    }

    /// <summary>Writes the resolved settings, secrets included, for its owner's eyes only.</summary>
    public async Task WriteEnvironmentAsync(CancellationToken cancellationToken)
    {
        string headers = SupportsRequestId(version) ? "server_tokens, latency_tokens, x-kong-request-id" : "server_tokens, latency_tokens";
        IEnumerable<string> lines = configuration.Values.Select(pair => $"{pair.Key} = {pair.Value.Replace("#", "\\#", StringComparison.Ordinal)}");
        FileStreamOptions options = new() { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        File.Delete(Environment);
        StreamWriter writer = new(Environment, options);
        await using (writer.ConfigureAwait(false))
        {
            string[] head = configuration["headers"] is null ? [$"headers = {headers}"] : [];
            await writer.WriteLineAsync(string.Join('\n', head.Concat(lines)).AsMemory(), cancellationToken).ConfigureAwait(false);
        }
    }

    // What an old command says in a prefix that a newer one prepared (kong-facts 11.15).
    private void RefuseNewerVersionsPrefix()
    {
        if (!SupportsRequestId(version) && File.Exists(Environment) && File.ReadAllText(Environment).Contains("x-kong-request-id", StringComparison.Ordinal))
        {
            throw new KongCommandException("headers: invalid entry 'x-kong-request-id'");
        }
    }

    private void Report(KongOutput output, string line)
    {
        if (version.CompareTo(FirstThatReportsLast) < 0)
        {
            output.Print(line);
        }
        else
        {
            output.PrintLast(line);
        }
    }

    // An empty file stands for the certificate: nothing simulated reads it, but the next command has to find it.
    private void EnsureCertificate(KongOutput output, string name)
    {
        string certificate = $"{Path}/ssl/{name}.crt";
        if (File.Exists(certificate))
        {
            output.Verbose($"proxy SSL certificate found at {certificate}");
            return;
        }

        output.Verbose($"generating proxy SSL certificate ({certificate}) and key ({Path}/ssl/{name}.key) for listener");
        Directory.CreateDirectory($"{Path}/ssl");
        File.WriteAllText(certificate, "");
    }

    private static bool SupportsRequestId(KongVersion version) => version.CompareTo(FirstWithRequestId) >= 0;
}
