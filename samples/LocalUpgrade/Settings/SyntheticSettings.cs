using Kong.Upgrade.Probing.Synthetic;

namespace LocalUpgrade.Settings;

/// <summary>Requests of the upgrade's own; where the nodes are is known later, from their configuration.</summary>
internal static class SyntheticSettings
{
    private static readonly Uri blue = new("http://blue"), green = new("http://green");

    /// <summary>The requests without the nodes; <see langword="null"/> when there are none.</summary>
    public static SyntheticOptions? From(Value root, Binder binder)
    {
        Value synthetic = root["synthetic"]!;
        SyntheticOptions options = new()
        {
            Requests = [.. synthetic["requests"]!.Items.Select(r => Request(r, binder))],
            RatePerSide = synthetic.Number("perSecond")!.Value,
            AnswerWithin = synthetic.Duration("answerWithin")!.Value,
            GoesOnFor = root["watch"]!.Duration("every")!.Value + TimeSpan.FromSeconds(5),
        };
        if (options.Requests.Count == 0) return None(root, binder);
        (options.Blue, options.Green) = ([blue], [green]);
        foreach (string problem in options.Validate()) binder.Add(synthetic, $"{synthetic.Path}: {problem}");
        return options;
    }

    private static SyntheticOptions? None(Value root, Binder binder)
    {
        if (root.Needed("whenUndecided") == "synthesise") binder.Add(root["whenUndecided"]!, $"{root.PathTo("whenUndecided")} is synthesise, but {root.PathTo("synthetic.requests")} names no request that could prove green");
        return null;
    }

    private static SyntheticRequest Request(Value value, Binder binder)
    {
        SyntheticRequest request = new() { Name = value.Needed("name"), Method = value.Needed("method"), Path = value.Needed("path"), Host = value.Text("host"), Headers = binder.Map(value, "headers") };
        if (value.Whole("expectStatus") is { } status) (request.ExpectedFrom, request.ExpectedTo) = (status, status);
        return request;
    }
}
