namespace Kong.Upgrade.Preflight.Regexes.Syntax;

/// <summary>A regex that its dialect does not accept. Never leaves this room.</summary>
internal sealed class RegexRefusedException(string reason) : KongUpgradeException(reason);
