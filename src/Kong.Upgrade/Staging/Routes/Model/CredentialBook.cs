using Kong.Upgrade.Preflight.Entities;
using Kong.Upgrade.Preflight.Rules;

namespace Kong.Upgrade.Staging.Routes.Model;

/// <summary>The keys of a configuration, and the groups of their consumers. Holds secrets; shows none. Immutable.</summary>
internal sealed class CredentialBook
{
    private readonly ILookup<string?, KongEntity> keys;
    private readonly ILookup<string, string> groups;

    public CredentialBook(IReadOnlyCollection<KongEntity> entities)
    {
        keys = entities.Where(e => e.Kind == "keyauth_credentials" && IsUsable(e)).OrderBy(e => e.Id, StringComparer.Ordinal).ToLookup(e => e.Workspace);
        groups = entities.Where(e => e.Kind == "acls" && e.Reference("consumer") is not null).ToLookup(e => e.Reference("consumer")!, e => e.Text("group") ?? "", StringComparer.Ordinal);
    }

    /// <summary>A key of a workspace, whose consumer an acl plugin lets through if there is one: the consumer and the key.</summary>
    public (string Consumer, string Key)? Find(string? workspace, KongEntity? acl)
    {
        foreach (KongEntity key in keys[workspace])
            if (key.Reference("consumer") is { } consumer && (acl is null || IsLetThrough(acl, [.. groups[consumer]]))) return (consumer, key.Text("key")!);
        return null;
    }

    private static bool IsLetThrough(KongEntity acl, string[] groups) =>
        acl.IsFilled("config.deny") ? !acl.Items("config.deny").Intersect(groups).Any() : acl.Items("config.allow").Intersect(groups).Any();

    // What ends by itself, lies in a vault or is encrypted is no key to send.
    private static bool IsUsable(KongEntity key) =>
        key.Text("key") is { Length: > 0 } text && !PluginUse.IsVaultReference(text) && !text.StartsWith('$') && !key.IsSet("ttl") && text.All(c => c is > ' ' and <= '~');
}
