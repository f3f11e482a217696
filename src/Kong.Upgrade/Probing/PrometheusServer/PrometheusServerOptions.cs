namespace Kong.Upgrade.Probing.PrometheusServer;

/// <summary>Which Prometheus server is asked, and which of its targets are blue's and green's nodes. Not to be changed while it is in use.</summary>
public sealed class PrometheusServerOptions
{
    /// <summary>The server's address, with its path where it has one (<c>https://metrics.example/prometheus</c>): http or https, without user, query and fragment. Required.</summary>
    public Uri? Server { get; set; }

    /// <summary>What picks blue's nodes among the server's targets: PromQL label matchers such as <c>job="kong-blue"</c> or <c>job="kong",instance=~"10\\.0\\.1\\..*"</c>, without braces. Only labels that <c>up</c> has too. Required.</summary>
    public string Blue { get; set; } = "";

    /// <summary>What picks green's nodes, as <see cref="Blue"/>; no target may be picked by both. Required.</summary>
    public string Green { get; set; } = "";

    /// <summary>The label of a target that names its node. The default value is <c>instance</c>.</summary>
    public string NodeLabel { get; set; } = "instance";

    /// <summary>Headers for each question, such as <c>Authorization</c>: asked before every look, so that a token may change; for any thread. They are neither logged nor repeated in any text. The default value is <see langword="null"/>: none.</summary>
    public Func<CancellationToken, Task<IReadOnlyDictionary<string, string>>>? Headers { get; set; }

    /// <summary>How often the server scrapes the nodes: from 10 milliseconds to 5 minutes. The default value is <see langword="null"/>: it is seen from the times of its scrapes.</summary>
    public TimeSpan? ScrapeInterval { get; set; }

    /// <summary>How long the questions of one look may take together. More than zero, at most 5 minutes. The default value is 5 seconds.</summary>
    public TimeSpan AnswerWithin { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>Finds everything that is wrong.</summary>
    /// <returns>One sentence a problem; empty when the options make sense.</returns>
    public IReadOnlyList<string> Validate() => [.. new PrometheusServerOptionsCheck(this).Problems()];
}
