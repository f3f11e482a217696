namespace Kong.Upgrade.Steps;

/// <summary>Whether a step's effect is there.</summary>
public enum StepState
{
    /// <summary>Could not be told: the run holds, then halts. It never acts on this.</summary>
    Unknown = 0,

    /// <summary>It is surely not there.</summary>
    NotDone,

    /// <summary>It is surely there.</summary>
    Done,
}
