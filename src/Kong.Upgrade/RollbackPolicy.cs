namespace Kong.Upgrade;

/// <summary>What follows a rollback.</summary>
public enum RollbackPolicy
{
    /// <summary>The freeze stands until somebody thaws it, for the guide says to investigate and repeat. The default.</summary>
    KeepFrozen = 0,

    /// <summary>Configuration writes are let through again.</summary>
    Thaw,
}
