using Kong.Upgrade.LocalUpgrade.Tests.Settings;
using LocalUpgrade.Commands;
using LocalUpgrade.Settings;
using LocalUpgrade.Views;

namespace Kong.Upgrade.LocalUpgrade.Tests.Commands;

/// <summary>A command as a person types it, in this process.</summary>
internal static class Typed
{
    public static string Settings(string text) => SettingsText.File(text).File;

    public static async Task<(int Code, string Output)> RunAsync(params string[] args)
    {
        StringWriter output = new();
        CommandContext context = new(Invocation.Read(args), new PlainView(output, output), TimeProvider.System, TestContext.Current.CancellationToken);
        return (await context.Invocation.Verb.RunAsync(context), output.ToString());
    }

    /// <summary>A journal whose run has come so far.</summary>
    public static async Task<string> JournalAsync(string settings, params Kong.Upgrade.Journal.JournalEntry[] entries)
    {
        using Kong.Upgrade.Journal.FileUpgradeJournal journal = new(SettingsFile.Read(settings).Journal());
        Kong.Upgrade.Journal.RunRecord run = await journal.OpenAsync(new() { PlanFingerprint = "f", PlanSummary = "Kong 3.9.0 to 3.9.1", At = DateTimeOffset.UtcNow }, default);
        foreach (Kong.Upgrade.Journal.JournalEntry entry in entries) await journal.WriteAsync(entry, default);
        await journal.CloseAsync(default);
        return run.RunId;
    }

    public static Kong.Upgrade.Journal.JournalEntry Entry(Kong.Upgrade.Journal.JournalMark mark, string subject = "", string detail = "") => new() { Mark = mark, At = DateTimeOffset.UtcNow, Subject = subject, Detail = detail };
}
