// Upgrades a Kong installation on this machine, described by one JSON file. See README.md beside this file.
using Kong.Upgrade;
using LocalUpgrade.Commands;
using LocalUpgrade.Settings;
using LocalUpgrade.Views;

using Interruption interruption = new();
View view = args.Contains(Option.Json.Name) ? new JsonView(Console.Out, TimeProvider.System) : new PlainView(Console.Out, Console.Error);
try
{
    CommandContext context = new(Invocation.Read(args), view, TimeProvider.System, interruption.Token);
    return await context.Invocation.Verb.RunAsync(context);
}
catch (UsageException wrong)
{
    view.Fail($"{wrong.Message} Nothing was touched. See: LocalUpgrade help");
    return ExitCodes.WrongInput;
}
catch (Exception wrong) when (wrong is SettingsException or InvalidUpgradePlanException)
{
    view.Fail(wrong.Message);
    return ExitCodes.WrongInput;
}
catch (KongUpgradeException trouble)
{
    view.Fail(trouble.Message);
    return ExitCodes.Trouble;
}
catch (OperationCanceledException)
{
    view.Fail("Stopped before anything was begun.");
    return ExitCodes.Cancelled;
}
