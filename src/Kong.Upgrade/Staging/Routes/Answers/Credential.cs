namespace Kong.Upgrade.Staging.Routes.Answers;

/// <summary>A key that stands in the configuration. Immutable; its text shows no key.</summary>
/// <param name="Consumer">Whose it is: an id, or a name.</param>
internal sealed record Credential(string Consumer)
{
    /// <summary>The header that it goes into.</summary>
    public required string Header { get; init; }

    public required Requests.StagingSecret Key { get; init; }
}
