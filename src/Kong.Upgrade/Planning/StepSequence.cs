using Kong.Upgrade.Steps;

namespace Kong.Upgrade.Planning;

/// <summary>The guide's steps in order, with the host's own placed among them.</summary>
internal static class StepSequence
{
    // Evaluating changes nothing, so it comes before the freeze: nobody's writes stop for an upgrade that cannot start.
    private static readonly GuidedStep[] Guide =
    [
        new EvaluateStep(), new FreezeStep(), new BackUpStep(), new ProvisionGreenStep(), new MigrateUpStep(), new StartGreenStep(),
        new StageStep(), new DivertStep(), new BakeStep(), new FinishStep(), new DecommissionBlueStep(), new ThawStep(),
    ];

    public static IReadOnlyList<UpgradeStep> Of(IReadOnlyList<PlacedStep> custom) =>
        [.. Guide.SelectMany(step => Beside(step, custom))];

    private static IEnumerable<UpgradeStep> Beside(GuidedStep step, IReadOnlyList<PlacedStep> custom) =>
    [
        .. custom.Where(c => c.Beside == step.Guide && c.IsBefore).Select(c => c.Step),
        step,
        .. custom.Where(c => c.Beside == step.Guide && !c.IsBefore).Select(c => c.Step),
    ];
}
