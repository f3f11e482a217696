using Kong.Upgrade;
using Kong.Upgrade.Events;
using Spectre.Console;

namespace LocalUpgrade.Views;

/// <summary>One screen that moves while a run goes on: the steps, where traffic goes, what the gates say, and what happened last.</summary>
internal sealed class LiveView : View
{
    private const int Shown = 8;

    private readonly Lock gate = new();
    private readonly CancellationTokenSource stop = new();
    private readonly IAnsiConsole console;
    private readonly UpgradePlan plan;
    private readonly Func<string?> traffic;
    private readonly Dictionary<string, string> marks = [];
    private readonly Dictionary<string, string> gates = [];
    private readonly List<string> lines = [];
    private readonly Task drawing;
    private decimal green;
    private string title;

    public LiveView(IAnsiConsole console, UpgradePlan plan, Func<string?> traffic)
    {
        (this.console, this.plan, this.traffic, title) = (console, plan, traffic, plan.ToString());
        drawing = Task.Run(DrawAsync);
    }

    public override void Say(string kind, string text, params (string Name, object? Value)[] facts)
    {
        lock (gate) lines.Add($"{DateTimeOffset.Now:HH:mm:ss} {text}");
    }

    public override void Fail(string text) => Say("error", text);

    public override Task OnEventAsync(UpgradeEvent upgradeEvent, CancellationToken cancellationToken)
    {
        lock (gate) Note(upgradeEvent);
        return base.OnEventAsync(upgradeEvent, cancellationToken);
    }

    public override async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        await drawing;
        stop.Dispose();
        await base.DisposeAsync();
    }

    private void Note(UpgradeEvent upgradeEvent)
    {
        switch (upgradeEvent)
        {
            case RunStarted started: title = $"{plan}, {started}"; break;
            case StepStarting step: marks[step.StepName] = "[yellow]▶[/]"; break;
            case StepCompleted step: marks[step.StepName] = "[green]✔[/]"; break;
            case StepSkipped step: marks[step.StepName] = "[green]✓[/]"; break;
            case StepFailed step: marks[step.StepName] = "[red]✘[/]"; break;
            case StepReverted step: marks[step.StepName] = "[blue]↩[/]"; break;
            case ShareChanged share: green = share.Share.Percent; break;
            case GateJudged judged: gates[EventWords.Name(judged)] = judged.Verdict.Reason; break;
        }
    }

    private async Task DrawAsync()
    {
        await console.Live(Screen()).AutoClear(true).StartAsync(async live =>
        {
            while (!stop.IsCancellationRequested)
            {
                live.UpdateTarget(Screen());
                live.Refresh();
                await Task.Delay(TimeSpan.FromMilliseconds(250), stop.Token).ContinueWith(_ => { }, TaskScheduler.Default);
            }
        });
    }

    private Panel Screen()
    {
        lock (gate)
        {
            Grid grid = new Grid().AddColumn().AddColumn();
            grid.AddRow(new Markup("[bold]steps[/]"), new Markup(string.Join("  ", plan.Steps.Select(s => $"{marks.GetValueOrDefault(s.Name, "[grey]·[/]")} {Markup.Escape(s.Name)}"))));
            grid.AddRow(new Markup("[bold]traffic[/]"), new BreakdownChart().AddItem("blue %", (double)(100 - green), Color.Blue).AddItem("green %", (double)green, Color.Green));
            grid.AddRow(new Markup("[bold]seen[/]"), new Text(traffic() ?? "nothing yet"));
            foreach ((string name, string said) in gates) grid.AddRow(new Markup("[bold]gate[/]"), new Text($"{name}: {said}"));
            grid.AddRow(new Markup("[bold]lately[/]"), new Text(string.Join('\n', lines.TakeLast(Shown))));
            return new Panel(grid) { Header = new(Markup.Escape(title)), Border = BoxBorder.Rounded, Expand = true };
        }
    }
}
