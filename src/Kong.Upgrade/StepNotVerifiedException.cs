namespace Kong.Upgrade;

/// <summary>A step acted without an error, but what it was to bring about was not found afterwards.</summary>
public sealed class StepNotVerifiedException : KongUpgradeException
{
    internal StepNotVerifiedException(string stepName, string found)
        : base($"{stepName} reported success, but looking again found: {found}. Nothing is believed that cannot be seen; look at the system behind the step.") =>
        StepName = stepName;

    /// <summary>The step.</summary>
    public string StepName { get; }
}
