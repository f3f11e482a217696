using System.Globalization;

namespace Kong.Upgrade.Simulation.Command;

/// <summary>Reads a command line as the real command does; what it does not understand ends in the usage text.</summary>
internal sealed class CommandLineParser(KongVersion version)
{
    public CommandLine Parse(IReadOnlyList<string> args)
    {
        if (args.Count == 0)
        {
            throw new UsageException(UsageText.Top(version));
        }

        CommandSpec spec = CommandSpec.Find(args[0], version)
            ?? throw new UsageException($"No such command: {args[0]}\n\n{UsageText.Top(version)}");
        return Parse(spec, [.. args.Skip(1)]);
    }

    private CommandLine Parse(CommandSpec spec, List<string> rest)
    {
        string usage = UsageText.Of(spec.Name, version);
        string? subcommand = null;
        if (spec.Subcommands.Count > 0 && rest.Count > 0 && !rest[0].StartsWith('-'))
        {
            subcommand = rest[0];
            rest.RemoveAt(0);
        }

        (List<string> operands, Dictionary<string, string> options) = ReadOptions(spec, rest, usage);
        if (options.ContainsKey("help") || (spec.Subcommands.Count > 0 && subcommand is null))
        {
            throw new UsageException(usage);
        }

        if (subcommand is not null && !spec.Subcommands.Contains(subcommand))
        {
            throw new UsageException($"No such command for {spec.Name}: {subcommand}\n\n{usage}");
        }

        return new CommandLine(spec, subcommand, operands, options);
    }

    private static (List<string> Operands, Dictionary<string, string> Options) ReadOptions(CommandSpec spec, List<string> rest, string usage)
    {
        List<string> operands = [];
        Dictionary<string, string> options = [];
        for (int i = 0; i < rest.Count; i++)
        {
            if (!rest[i].StartsWith('-'))
            {
                operands.Add(rest[i]);
                continue;
            }

            string[] parts = rest[i].TrimStart('-').Split('=', 2);
            CommandOption option = spec.Option(parts[0]) ?? throw Wrong($"unrecognized parameter: {parts[0]}");
            options[option.Name] = !option.TakesValue ? "" : parts.Length > 1 ? parts[1]
                : ++i < rest.Count ? rest[i] : throw Wrong($"argument for '{parts[0]}' is missing");
            if (option.IsNumber && !double.TryParse(options[option.Name], NumberStyles.Float, CultureInfo.InvariantCulture, out _))
            {
                throw Wrong($"unable to convert to number: {options[option.Name]}");
            }
        }

        return (operands, options);

        UsageException Wrong(string what) => new($"kong: {what}\n\n{usage}");
    }
}
