using System.Text;
using LocalUpgrade.Settings;

namespace LocalUpgrade.Commands;

/// <summary>Prints how the program is used.</summary>
internal static class HelpCommand
{
    public static Task<int> RunAsync(CommandContext context)
    {
        string? topic = context.Invocation.Argument;
        string? text = topic switch
        {
            null => Text(),
            "settings" => SettingsHelp.Text(),
            "schema" => SettingsSchema.Text(),
            _ => null,
        };
        if (text is null) throw new UsageException($"'{topic}' is no topic. Known are settings, schema.");
        context.View.Say("help", text.TrimEnd());
        return Task.FromResult(ExitCodes.Completed);
    }

    public static string Text()
    {
        StringBuilder text = new("Upgrades a Kong installation on this machine, blue-green, as its settings file describes it.\n\nLocalUpgrade COMMAND [OPTIONS]\n\n");
        foreach (Verb verb in Verb.All)
        {
            text.Append("  ").Append($"{verb.Name} {(verb.Argument is { } argument ? $"[{argument}]" : "")}".PadRight(18)).Append(verb.Says).Append('\n');
            foreach (Option option in verb.Options) Append(text, option, "      ");
        }
        text.Append("\nOptions of all commands:\n");
        foreach (Option option in Option.Common) Append(text, option, "  ");
        return text.Append("\nExit codes: 0 completed, 10 rolled back, 11 awaiting approval, 12 halted, 2 wrong input, 130 cancelled and retreated, 1 other trouble.\n").ToString();
    }

    private static void Append(StringBuilder text, Option option, string indent) =>
        text.Append(indent).Append($"{option.Name} {option.Value}".PadRight(26 - indent.Length)).Append(option.Says).Append('\n');
}
