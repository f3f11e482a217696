namespace Kong.Upgrade.Database;

/// <summary>Which of Kong's tables hold what, open source and Enterprise (kong-facts 2.1, 2.2).</summary>
internal static class KongTables
{
    private static readonly Dictionary<string, TableKind> kinds = Read(
        (TableKind.Configuration,
            """
            workspaces services routes certificates snis ca_certificates consumers plugins upstreams targets vaults vaults_beta sm_vaults
            key_sets keys filter_chains acls basicauth_credentials hmacauth_credentials jwt_secrets keyauth_credentials keyauth_enc_credentials
            mtls_auth_credentials oauth2_credentials parameters vault_auth_vaults consumer_groups consumer_group_plugins consumer_group_consumers
            rbac_users rbac_roles rbac_user_roles rbac_role_entities rbac_role_endpoints rbac_user_groups groups group_rbac_roles admins
            developers files legacy_files document_objects applications application_instances event_hooks licenses keyring_meta keyring_keys
            degraphql_routes graphql_ratelimiting_advanced_cost_decoration partials plugins_partials
            """),
        (TableKind.RunTime,
            """
            cluster_events clustering_data_planes clustering_rpc_requests clustering_sync_version clustering_sync_delta clustering_sync_lock
            ratelimiting_metrics response_ratelimiting_metrics sessions session_metadatas oauth2_tokens oauth2_authorization_codes acme_storage
            cluster_ca ttls audit_requests audit_objects login_attempts workspace_entity_counters license_data license_llm_data rl_counters
            consumer_reset_secrets
            """),
        (TableKind.Machinery, "schema_meta locks"),
        (TableKind.Derived, "tags"));

    /// <summary>What a table holds; <see cref="TableKind.Unknown"/> for one that nobody described.</summary>
    public static TableKind KindOf(string table) =>
        kinds.TryGetValue(table, out TableKind kind) ? kind
        : table.StartsWith("vitals_", StringComparison.Ordinal) ? TableKind.RunTime
        : TableKind.Unknown;

    private static Dictionary<string, TableKind> Read(params (TableKind Kind, string Names)[] groups) =>
        groups.SelectMany(group => group.Names.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Select(name => (name, group.Kind)))
            .ToDictionary(pair => pair.name, pair => pair.Kind, StringComparer.Ordinal);
}
