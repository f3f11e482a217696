namespace Kong.Upgrade.Simulation.Plugins;

/// <summary>An answer that Kong gives itself instead of asking the upstream.</summary>
/// <param name="Status">The HTTP status.</param>
/// <param name="Message">Put into Kong's usual JSON body, unless there is a body.</param>
internal sealed record Answer(int Status, string? Message = null)
{
    public const string JsonType = "application/json; charset=utf-8";

    /// <summary>The body as it goes out, with its type.</summary>
    public (string Text, string ContentType)? Body { get; init; }

    /// <summary>Headers of this answer only.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Headers { get; init; } = [];

    public static Answer Unexpected { get; } = new(500, "An unexpected error occurred");
}
