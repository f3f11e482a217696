namespace Kong.Upgrade.Probing.AccessLogs;

/// <summary>What a line of a log is.</summary>
internal enum LineKind
{
    /// <summary>Not of the splitter's format: somebody else wrote it, or it was cut.</summary>
    Foreign,

    /// <summary>Understood, and nothing to be counted: a tester's, or sent to no node.</summary>
    Nothing,

    /// <summary>A user's request.</summary>
    Request,

    /// <summary>One that a node failed whom the line does not name, and that another node answered.</summary>
    RequestOfUnknownFirst,
}
