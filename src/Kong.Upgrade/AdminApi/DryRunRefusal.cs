namespace Kong.Upgrade.AdminApi;

/// <summary>A configuration that green refuses, and every entity that has it.</summary>
/// <param name="Entities">Whose it is; at least one.</param>
/// <param name="Fields">What the node says of each field (<c>config.redis.host</c> → <c>required field missing</c>); whatever may quote a secret is hidden. Empty where the node named no field.</param>
/// <param name="Message">All of it in one line.</param>
public sealed record DryRunRefusal(IReadOnlyList<DryRunEntity> Entities, IReadOnlyDictionary<string, string> Fields, string Message);
