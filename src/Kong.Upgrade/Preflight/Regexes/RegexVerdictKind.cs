namespace Kong.Upgrade.Preflight.Regexes;

/// <summary>What became of a regex between two readers.</summary>
internal enum RegexVerdictKind
{
    /// <summary>It holds something that is beyond what can be tried here: no word about it.</summary>
    Unknown = 0,

    /// <summary>Both were compiled and tried, and no path told them apart; or both refuse it. That no other path would is not proven.</summary>
    Same,

    /// <summary>The reader to come refuses what the one before reads: Kong starts, logs "could not add route", and the route answers 404.</summary>
    Refused,

    /// <summary>A path was found that one side matches and the other does not.</summary>
    Differs,
}
