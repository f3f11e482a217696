namespace Kong.Upgrade.Staging.Routes.Answers;

/// <summary>What a plugin does to an answer's status, as far as the configuration tells.</summary>
internal enum PluginKind
{
    /// <summary>Nothing is known: it may answer anything.</summary>
    Anything = 0,

    /// <summary>It lets requests through and leaves the status alone.</summary>
    LetsThrough,

    /// <summary>It asks who the client is.</summary>
    Authenticates,

    /// <summary>It may refuse with a status that is known.</summary>
    MayRefuse,

    /// <summary>It asks for a consumer that an authentication found.</summary>
    AsksForConsumer,

    /// <summary>It answers in the service's place.</summary>
    Answers,
}
