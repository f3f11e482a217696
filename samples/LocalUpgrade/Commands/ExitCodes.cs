using Kong.Upgrade;

namespace LocalUpgrade.Commands;

/// <summary>How the process ends.</summary>
internal static class ExitCodes
{
    /// <summary>The command did what it was asked; a run completed.</summary>
    public const int Completed = 0;

    /// <summary>The command could not do what it was asked, or found something that stands in the way. A run that ends so touched nothing.</summary>
    public const int Trouble = 1;

    /// <summary>The command line or the settings are wrong; nothing was touched.</summary>
    public const int WrongInput = 2;

    /// <summary>All traffic is on blue, and what was set up is taken back.</summary>
    public const int RolledBack = 10;

    /// <summary>Nobody answered in time; run again after answering.</summary>
    public const int AwaitingApproval = 11;

    /// <summary>A person decides.</summary>
    public const int Halted = 12;

    /// <summary>Ctrl-C: all traffic is on blue.</summary>
    public const int Cancelled = 130;

    public static int Of(UpgradeOutcome outcome) => outcome switch
    {
        UpgradeOutcome.Completed => Completed,
        UpgradeOutcome.RolledBack => RolledBack,
        UpgradeOutcome.AwaitingApproval => AwaitingApproval,
        // What is not known is for a person, too.
        _ => Halted,
    };
}
