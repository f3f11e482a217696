using System.Text;
using Kong.Upgrade.Staging.Recorded;
using Kong.Upgrade.Staging.Requests;

namespace Kong.Upgrade.Tests;

/// <summary>Reads recorded traffic out of texts, and says what came of it.</summary>
internal static class RecordedReading
{
    public static Task<RecordedRequests> OfHarAsync(string text, Action<RecordedTrafficOptions>? set = null) => OfAsync(new HarFormat(), Encoding.UTF8.GetBytes(text), "byte", set);

    public static Task<RecordedRequests> OfLogAsync(string text, string? format = null, Action<RecordedTrafficOptions>? set = null) => OfLogAsync(Encoding.UTF8.GetBytes(text), format, set);

    public static Task<RecordedRequests> OfLogAsync(byte[] text, string? format = null, Action<RecordedTrafficOptions>? set = null) =>
        OfAsync(new NginxLog(format is null ? NginxLogFormat.Combined : NginxLogFormat.Parse(format)), text, "line", set);

    public static Task<RecordedRequests> OfRequestsAsync(string text, Action<RecordedTrafficOptions>? set = null) => OfAsync(new RequestLines(), Encoding.UTF8.GetBytes(text), "line", set, isWritten: true);

    public static Task<RecordedRequests> OfAsync(IRecordedFormat format, byte[] content, string unit = "line", Action<RecordedTrafficOptions>? set = null, bool isWritten = false) =>
        OfAsync(format, () => new MemoryStream(content), unit, set, isWritten);

    public static async Task<RecordedRequests> OfAsync(IRecordedFormat format, Func<Stream> open, string unit = "line", Action<RecordedTrafficOptions>? set = null, bool isWritten = false, CancellationToken token = default)
    {
        RecordedTrafficOptions options = new();
        set?.Invoke(options);
        options.Validate().Should().BeEmpty();
        return await new RecordedTraffic(new RecordedFile("file", "f", format, unit, open) { IsWritten = isWritten }).ReadAsync(options, null, token);
    }

    /// <summary>Method, scheme, host and path of each request in the order of places.</summary>
    public static IReadOnlyList<string> Asked(this RecordedRequests recorded) => [.. recorded.Requests.OrderBy(r => r.Place).Select(r => Asked(r.Request))];

    public static async Task<IReadOnlyList<string>> HeadersAsync(this RecordedRequest recorded)
    {
        List<string> headers = [];
        foreach (StagingHeader header in recorded.Request.Headers) headers.Add($"{header.Name}: {await header.Value.ReadAsync(default)}");
        return headers;
    }

    private static string Asked(StagingRequest request) => $"{request.Method} {(request.Tls ? "https" : "http")}://{request.Host}{request.Path}{(request.Protocol is StagingProtocol.WebSocket ? " as a WebSocket" : "")}";
}
