using Kong.Upgrade.Staging.Requests;

namespace Kong.Upgrade.Staging.Recipes;

/// <summary>What the tests of one recipe have in common: the suite, the plugin, the path, and what the caller says of every request.</summary>
internal sealed class Recipe
{
    private readonly StagingSuiteBuilder suite;
    private readonly string plugin, path;
    private readonly Action<RequestTestBuilder>? request;

    public Recipe(StagingSuiteBuilder suite, string plugin, string path, Action<RequestTestBuilder>? request)
    {
        ArgumentNullException.ThrowIfNull(suite);
        ArgumentNullException.ThrowIfNull(path);
        (this.suite, this.plugin, this.path, this.request) = (suite, plugin, path, request);
    }

    public StagingSuiteBuilder Suite => suite;

    /// <summary>The area of findings, and the trait of tests.</summary>
    public string Area => "plugin " + plugin;

    /// <summary>Adds a test.</summary>
    /// <param name="claim">What must hold: <c>a wrong key is refused</c>.</param>
    /// <param name="change">What else is said of this request.</param>
    /// <param name="body">A body that is posted; <see langword="null"/> for a GET.</param>
    public RequestTestBuilder Ask(string claim, Action<RequestTestBuilder>? change = null, string? body = null)
    {
        RequestTestBuilder test = Said(body is null ? suite.Get(path) : suite.Post(path, body), change);
        return test.Named(Name(test.Build().Request, claim));
    }

    /// <summary>Adds a browser's question before it asks from another origin.</summary>
    public RequestTestBuilder AskFirst(string claim, Action<RequestTestBuilder> change)
    {
        RequestTestBuilder test = Said(suite.Preflight(path), change);
        return test.Named(Name(test.Build().Request, claim));
    }

    /// <summary>A request that no test of the suite is: one of several that another test sends.</summary>
    public RequestTest Shape(string claim, StagingRequest? asked = null, Action<RequestTestBuilder>? change = null)
    {
        RequestTestBuilder test = Said(new(suite, asked ?? new() { Path = path }), change);
        RequestTest shape = test.Named(Name(test.Build().Request, claim)).Build();
        if (shape.Expectations.Count > 0) suite.Problem($"'{shape.Name}' sends several requests and has expectations of its own; leave out what is expected in the part that changes its requests.");
        return shape;
    }

    private RequestTestBuilder Said(RequestTestBuilder test, Action<RequestTestBuilder>? change)
    {
        test.About(plugin);
        request?.Invoke(test);
        change?.Invoke(test);
        return test;
    }

    private string Name(StagingRequest asked, string claim) => $"{plugin} on {RequestText.Path(path)}{(asked.Host is { } host ? $" of {host}" : "")}: {claim}";
}
