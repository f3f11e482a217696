namespace Kong.Upgrade;

/// <summary>What a run does when it held as long as it may and still cannot tell whether green is good.</summary>
public enum UndecidedPolicy
{
    /// <summary>All traffic goes back to blue, which is known to be good. The default.</summary>
    GoBack = 0,

    /// <summary>Traffic stays where it is and a person decides; nobody watches meanwhile.</summary>
    Halt,
}
