using System.Globalization;
using Kong.Upgrade.Preflight.Entities;
using Kong.Upgrade.Preflight.Rules;
using Kong.Upgrade.Staging.Routes.Candidates;
using Kong.Upgrade.Staging.Routes.Matching;
using Kong.Upgrade.Staging.Routes.Model;

namespace Kong.Upgrade.Staging.Routes.Answers;

/// <summary>Walks through the plugins of a request in Kong's order until one surely answers. For one request.</summary>
internal sealed class PluginChain(PluginBook book, RouteModel route, SeenRequest request, Credential? credential)
{
    private readonly SortedSet<int> mayBe = [];
    private readonly HashSet<string> seen = new(StringComparer.Ordinal);

    /// <summary>Who surely answers, and with what; <see langword="null"/> where nobody does before the service.</summary>
    public (PluginModel Plugin, IReadOnlyList<int> Statuses, string Why)? Answer { get; private set; }

    /// <summary>The first plugin of which nothing is known.</summary>
    public PluginModel? Unknown { get; private set; }

    /// <summary>What may come instead.</summary>
    public IReadOnlyCollection<int> MayBe => mayBe;

    public StagingEffects Effects { get; private set; }

    /// <summary>The consumer that is known by the end: the key's, or the one for everybody without.</summary>
    public string? Consumer { get; private set; }

    /// <summary>All that takes part, whether or not the request gets as far.</summary>
    public IReadOnlyCollection<PluginModel> Plugins { get; private set; } = [];

    public PluginChain Walk()
    {
        Plugins = book.Of(route);
        while (Answer is null && Next() is { } plugin) Pass(plugin);
        return this;
    }

    // A consumer's own plugins take part from when it is known.
    private PluginModel? Next()
    {
        PluginModel? next = (Consumer is null ? Plugins : book.Of(route, Consumer)).Where(p => !seen.Contains(p.Name)).OrderBy(p => KnownPlugins.PlaceOf(p.Name)).ThenBy(p => p.Name, StringComparer.Ordinal).FirstOrDefault();
        if (next is not null) seen.Add(next.Name);
        return next;
    }

    private void Pass(PluginModel plugin)
    {
        KongEntity config = plugin.Entity;
        // Enterprise lets an administrator change the order.
        PluginKind kind = config.HasContent("ordering") ? PluginKind.Anything : KnownPlugins.KindOf(plugin.Name);
        if (kind is PluginKind.Anything) Unknown ??= plugin;
        else if (kind is PluginKind.Authenticates) Authenticate(plugin);
        else if (kind is PluginKind.AsksForConsumer) AskForConsumer(plugin);
        else if (kind is PluginKind.MayRefuse) MayRefuse(plugin);
        else if (kind is PluginKind.Answers) Answers(plugin);
        else if (plugin.Name == "request-transformer" && config.Text("config.http_method") is { } method && RouteMethods.Writes(method)) Effects |= StagingEffects.Writes;
    }

    private void Authenticate(PluginModel plugin)
    {
        if (request.Method == "OPTIONS" && plugin.Name is "key-auth" or "jwt" && plugin.Entity.Field("config.run_on_preflight") is { ValueKind: System.Text.Json.JsonValueKind.False }) return;
        string? anonymous = plugin.Entity.Text("config.anonymous") is { Length: > 0 } someone ? someone : null;
        if (credential is not null && (plugin.Name == "key-auth" || anonymous is not null)) Consumer = credential.Consumer;
        else if (anonymous is not null) Consumer ??= book.ConsumerId(anonymous);
        else Answer = (plugin, [401], $"{plugin.Name} refuses a request without credentials");
    }

    private void AskForConsumer(PluginModel plugin)
    {
        if (credential is not null || Consumer is not null) mayBe.UnionWith([401, 403]);
        else Answer = (plugin, [401], $"{plugin.Name} refuses a request without a consumer");
    }

    private void MayRefuse(PluginModel plugin)
    {
        KongEntity config = plugin.Entity;
        if (plugin.Name == "bot-detection") mayBe.Add(403);
        if (plugin.Name == "ip-restriction") mayBe.Add(Status(config, "config.status", 403));
        if (plugin.Name == "request-size-limiting" && config.IsTrue("config.require_content_length")) mayBe.Add(411);
        if (!plugin.Name.EndsWith("ratelimiting", StringComparison.Ordinal) && plugin.Name != "rate-limiting") return;
        mayBe.Add(Status(config, "config.error_code", 429));
        // By address, and by consumer where there is none, only the tester's own share is used up.
        if (credential is not null || config.Text("config.limit_by") is "service" or "path" or "header") Effects |= StagingEffects.SpendsQuota;
    }

    private void Answers(PluginModel plugin)
    {
        KongEntity config = plugin.Entity;
        if (plugin.Name == "request-termination" && config.Text("config.trigger") is { Length: > 0 } trigger)
        {
            if (request.PlainHeaders.Any(h => h.Key == SeenRequest.PlainName(trigger))) mayBe.Add(Status(config, "config.status_code", 503));
            return;
        }
        int status = Status(config, "config.status_code", plugin.Name == "redirect" ? 301 : 503);
        Answer = (plugin, [status], string.Create(CultureInfo.InvariantCulture, $"{plugin.Name} answers {status}"));
    }

    private static int Status(KongEntity config, string field, int otherwise) => (int)(config.Number(field) ?? otherwise);
}
