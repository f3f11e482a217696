namespace Kong.Upgrade.Staging.Comparing;

/// <summary>Parts in which green differs from blue so far. Each further look clears those that one side says now so, now otherwise.</summary>
internal sealed class Suspects(StringComparer names)
{
    private readonly Dictionary<string, (HashSet<string> Blue, HashSet<string> Green)> parts = new(names);

    public bool IsEmpty => parts.Count == 0;

    public IReadOnlyCollection<string> Parts => parts.Keys;

    /// <summary>Takes what two answers of blue agree in and green does not. A status counts also when blue wavers: a service that fails now and then must not hide a green that always does.</summary>
    public void Begin(IReadOnlyDictionary<string, string> green, IReadOnlyDictionary<string, string> blue, IReadOnlyDictionary<string, string> again)
    {
        foreach (string part in green.Keys.Union(blue.Keys, names))
        {
            (string g, string one, string two) = (Value(green, part), Value(blue, part), Value(again, part));
            if (g != one && g != two && (one == two || part == AnswerParts.Status)) parts[part] = ([one, two], [g]);
        }
    }

    /// <summary>Looks at two more answers.</summary>
    public void Look(IReadOnlyDictionary<string, string> green, IReadOnlyDictionary<string, string> blue)
    {
        foreach ((string part, (HashSet<string> said, HashSet<string> saidByGreen)) in parts.ToArray())
        {
            said.Add(Value(blue, part));
            saidByGreen.Add(Value(green, part));
            // What wavers on blue is noise; of a status it is enough that one side never says what the other says.
            if (said.Overlaps(saidByGreen) || (said.Count > 1 && part != AnswerParts.Status)) parts.Remove(part);
        }
    }

    public void Clear(string part) => parts.Remove(part);

    public bool Has(string part) => parts.ContainsKey(part);

    /// <summary>What each side said, one value of each.</summary>
    public (string Blue, string Green) Said(string part) => (parts[part].Blue.First(), parts[part].Green.First());

    public static string Value(IReadOnlyDictionary<string, string> parts, string part) => parts.GetValueOrDefault(part, AnswerParts.Absent);
}
