namespace Kong.Upgrade.Versions.Hybrid;

/// <summary>What is the matter between the new control planes and data planes of some version.</summary>
internal enum HybridProblemKind
{
    /// <summary>Not determined.</summary>
    Unknown = 0,

    /// <summary>The data plane did not say which version it is.</summary>
    VersionNotKnown,

    /// <summary>Another major version: it is refused.</summary>
    OtherMajor,

    /// <summary>A newer minor version than the control plane: it is refused.</summary>
    NewerThanControlPlane,

    /// <summary>No protocol that both speak.</summary>
    NoCommonProtocol,

    /// <summary>A configured plugin came after its version: it gets no configuration any more.</summary>
    PluginMissing,

    /// <summary>Fields of plugins are taken away before they are sent.</summary>
    FieldsStripped,

    /// <summary>Plugins of consumer groups are not sent.</summary>
    ConsumerGroups,

    /// <summary>Routes with expressions are not sent.</summary>
    ExpressionRoutes,

    /// <summary>Incremental sync is in the way.</summary>
    IncrementalSync,
}
