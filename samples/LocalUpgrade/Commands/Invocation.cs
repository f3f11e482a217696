using LocalUpgrade.Settings;

namespace LocalUpgrade.Commands;

/// <summary>What was typed.</summary>
internal sealed class Invocation
{
    private readonly Dictionary<Option, string> options = [];

    private Invocation(Verb verb) => Verb = verb;

    public Verb Verb { get; }

    public string? Argument { get; private set; }

    public string? this[Option option] => options.GetValueOrDefault(option);

    public bool Has(Option option) => options.ContainsKey(option);

    /// <exception cref="UsageException">It makes no sense.</exception>
    public static Invocation Read(IReadOnlyList<string> args)
    {
        string name = args.Count == 0 || args[0] is "--help" or "-h" ? "help" : args[0];
        Verb verb = Verb.All.FirstOrDefault(v => v.Name == name) ?? throw new UsageException($"'{name}' is no command{Meant(name, Verb.All.Select(v => v.Name))}.");
        Invocation invocation = new(verb);
        for (int i = 1; i < args.Count; i++) i = invocation.Take(args, i);
        return invocation;
    }

    /// <returns>The place of the last word that was taken.</returns>
    private int Take(IReadOnlyList<string> args, int i)
    {
        if (!args[i].StartsWith('-'))
        {
            if (Verb.Argument is null || Argument is not null) throw new UsageException($"'{args[i]}' is too much: {Verb.Name} takes {(Verb.Argument is null ? "no argument" : $"one {Verb.Argument}")}.");
            Argument = args[i];
            return i;
        }
        string[] parts = args[i].Split('=', 2);
        IEnumerable<Option> known = [.. Verb.Options, .. Option.Common];
        Option option = known.FirstOrDefault(o => o.Name == parts[0]) ?? throw new UsageException($"'{parts[0]}' is no option of {Verb.Name}{Meant(parts[0], known.Select(o => o.Name))}.");
        if (options.ContainsKey(option)) throw new UsageException($"{option.Name} is given twice.");
        if (option.Value is null) return parts.Length == 1 ? Keep(option, "", i) : throw new UsageException($"{option.Name} has no value.");
        if (parts.Length == 2) return Keep(option, parts[1], i);
        return i + 1 < args.Count ? Keep(option, args[i + 1], i + 1) : throw new UsageException($"{option.Name} needs a value: {option.Value}.");
    }

    private int Keep(Option option, string value, int i)
    {
        if (option.Value is not null && string.IsNullOrWhiteSpace(value)) throw new UsageException($"{option.Name} needs a value: {option.Value}.");
        options.Add(option, value);
        return i;
    }

    private static string Meant(string word, IEnumerable<string> known) => Nearest.Of(word, known) is { } near ? $"; did you mean '{near}'?" : $". Known are {string.Join(", ", known)}";
}
