namespace Kong.Upgrade;

/// <summary>What a run does when it held as long as it may because it could not tell, or when a stage's time is up and green is not proven good enough.</summary>
public enum UndecidedPolicy
{
    /// <summary>All traffic goes back to blue, which is known to be good. The default.</summary>
    GoBack = 0,

    /// <summary>Traffic stays where it is and a person decides; nobody watches meanwhile.</summary>
    Halt,

    /// <summary>The next stage begins, if all that is missing is requests: nothing spoke against green, and every probe could look. Anything else goes back.</summary>
    GoOn,

    /// <summary>As <see cref="GoOn"/>, but requests of ours must have proven green: one of the further probes, such as <c>SyntheticProbe</c>, must accept it. Otherwise all traffic goes back.</summary>
    Synthesise,
}
