using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Kong.Upgrade.Simulation.Tests.Replay;

/// <summary>A recorded *.http file: the request in its first line, then raw head and body of the answer.</summary>
internal sealed partial record RecordedExchange(string Method, string Target, IReadOnlyList<string> Headers, string? Data, int Status, string Reason,
    IReadOnlyDictionary<string, string> AnswerHeaders, string Body)
{
    public JsonNode? Json => JsonNode.Parse(Body);

    public static RecordedExchange Read(string relative)
    {
        string[] parts = Recordings.Text(relative).Split('\n', 2);
        string[] answer = parts[1].Replace("\r\n", "\n").Split("\n\n", 2);
        string[] head = answer[0].Split('\n');
        string[] status = head[0].Split(' ', 3);
        string[] request = parts[0].Split(" -", 2);
        string[] first = request[0].Split(' ');
        string arguments = request.Length > 1 ? "-" + request[1] : "";
        return new(first[1], first[2][first[2].IndexOf('/')..], [.. HeaderArgument().Matches(arguments).Select(m => m.Groups[1].Value.Trim())], DataOf(arguments),
            int.Parse(status[1]), status[2].Trim(), head[1..].Where(l => l.Contains(": ")).DistinctBy(l => l.Split(": ")[0], StringComparer.OrdinalIgnoreCase)
                .ToDictionary(l => l.Split(": ", 2)[0], l => l.Split(": ", 2)[1].Trim(), StringComparer.OrdinalIgnoreCase), answer.Length > 1 ? answer[1] : "");
    }

    public HttpRequestMessage Request(Uri listener)
    {
        HttpRequestMessage request = new(HttpMethod.Parse(Method), new Uri(listener, Target));
        request.Headers.TryAddWithoutValidation("User-Agent", "curl/7.88.1");
        request.Headers.TryAddWithoutValidation("Accept", "*/*");
        string type = "application/x-www-form-urlencoded";
        foreach (string header in Headers)
            if (header.StartsWith("Content-Type: ", StringComparison.Ordinal))
                type = header["Content-Type: ".Length..];
            else
                request.Headers.TryAddWithoutValidation(header.Split(": ")[0], header.Split(": ")[1]);
        if (Data is not null)
        {
            request.Content = new StringContent(Data);
            request.Content.Headers.Remove("Content-Type");
            request.Content.Headers.TryAddWithoutValidation("Content-Type", type);
        }
        return request;
    }

    private static string? DataOf(string arguments)
    {
        string[] data = [.. arguments.Split("-d ").Skip(1).Select(d => d.Trim())];
        return data.Length == 0 ? null : string.Join('&', data);
    }

    [GeneratedRegex(@"-H (.*?)(?= -[Hd] |$)")]
    private static partial Regex HeaderArgument();
}
