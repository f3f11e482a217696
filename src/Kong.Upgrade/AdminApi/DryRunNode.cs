using System.Collections.Concurrent;
using System.Text.Json;

namespace Kong.Upgrade.AdminApi;

/// <summary>Asks green about one configuration.</summary>
internal sealed class DryRunNode(AdminClient client, AdminApiOptions options, TimeProvider time)
{
    private readonly Retrying retrying = new(options, time);
    private readonly SchemaSecrets secrets = new(client);
    private readonly ConcurrentDictionary<string, bool> unknown = new();

    /// <summary>Asks, and writes the answer down.</summary>
    /// <returns>The trouble, where there was no answer.</returns>
    public async Task<Trouble?> AskAsync(DryRunQuestion question, CancellationToken cancellationToken)
    {
        if (unknown.ContainsKey(question.Kind))
        {
            question.Answered(new(DryRunVerdict.NoSchema, ""));
            return null;
        }
        string path = question.Kind == "plugins" ? "schemas/plugins/validate" : $"schemas/{Uri.EscapeDataString(question.Kind)}/validate";
        AdminAnswer answer = await retrying.TryAsync(token => client.PostAsync(path, question.Body, token), a => a.Trouble, cancellationToken).ConfigureAwait(false);
        question.Answered(await ReadAsync(question, answer, cancellationToken).ConfigureAwait(false));
        if (question.Answer.Verdict is DryRunVerdict.NoSchema) unknown.TryAdd(question.Kind, true);
        return question.Answer.Verdict is DryRunVerdict.Unknown ? answer.Trouble ?? new(TroubleKind.Strange, question.Answer.Text) : null;
    }

    private async Task<DryRunAnswer> ReadAsync(DryRunQuestion question, AdminAnswer answer, CancellationToken cancellationToken)
    {
        if (answer is { Status: 200, Trouble: null } && answer.Text("message") == "schema validation successful") return new(DryRunVerdict.Accepted, "");
        if (answer is { Status: 400, Json: { ValueKind: JsonValueKind.Object } json } && (answer.Text("name") == "schema violation" || json.TryGetProperty("fields", out _))) return await RefusedAsync(question, answer, json, cancellationToken).ConfigureAwait(false);
        if (answer.Trouble?.Kind is TroubleKind.Absent) return new(DryRunVerdict.NoSchema, "");
        return new(DryRunVerdict.Unknown, answer.Trouble is { Kind: not TroubleKind.Refused } trouble ? trouble.Text : $"{answer.Status}: an answer that is neither success nor a schema violation");
    }

    private async Task<DryRunAnswer> RefusedAsync(DryRunQuestion question, AdminAnswer answer, JsonElement json, CancellationToken cancellationToken)
    {
        RefusalText text = new(question.Body, await secrets.MarkedAsync(question.Kind, question.Plugin, cancellationToken).ConfigureAwait(false));
        question.Fields = text.Fields(json);
        string message = question.Fields.Count > 0 ? string.Join("; ", question.Fields.Select(f => $"{f.Key}: {f.Value}")) : text.Message(answer.Text("message") ?? "refused without a word");
        return new(DryRunVerdict.Refused, message);
    }
}
