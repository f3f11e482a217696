using Kong.Upgrade;
using Kong.Upgrade.Events;
using LocalUpgrade.Views;

namespace LocalUpgrade.Commands;

/// <summary>Says what to type when the run asks.</summary>
internal sealed class AskedNote(CommandContext context, View view) : IUpgradeObserver
{
    public Task OnEventAsync(UpgradeEvent upgradeEvent, CancellationToken cancellationToken)
    {
        if (upgradeEvent is ApprovalAsked { Question: var question })
            view.Say("press", $"{question.Text}\nPress, in another terminal: {context.Press($"approve --run {question.RunId} --reason …")}; or {context.Press($"deny --run {question.RunId} --reason …")}", ("run", question.RunId), ("step", question.BeforeStep));
        return Task.CompletedTask;
    }
}
