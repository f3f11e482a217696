using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Text.Json.Nodes;
using Kong.Upgrade.Simulation.Entities;
using Microsoft.AspNetCore.Http;

namespace Kong.Upgrade.Simulation.Hosting;

/// <summary>An upstream's answer with what changes from one to the next in real ones. Chance is real chance here: no two runs are the same.</summary>
internal sealed class NoisyAnswer(SimulatedNoise noise, long count, TimeProvider time)
{
    private static readonly string[] Ordered = ["X-Alpha", "X-Beta", "X-Gamma"];

    public async Task WriteAsync(HttpContext context, int status, JsonObject body)
    {
        AddMembers(body);
        AddHeaders(context.Response.Headers);
        byte[] bytes = Encoding.UTF8.GetBytes(Json.Write(Has(SimulatedNoise.Members) ? Shuffled(body) : body));
        if (Has(SimulatedNoise.Compression) && Flips() && context.Request.Headers.AcceptEncoding.ToString().Contains("gzip", StringComparison.Ordinal))
        {
            context.Response.Headers.ContentEncoding = "gzip";
            bytes = Compress(bytes);
        }
        Answers.SetStatus(context, status);
        context.Response.ContentType = "application/json";
        bool inChunks = Has(SimulatedNoise.Chunks) && Flips();
        context.Response.ContentLength = inChunks ? null : bytes.Length;
        if (!HttpMethods.IsHead(context.Request.Method))
            await WriteAsync(context, bytes, inChunks ? Random.Shared.Next(1, bytes.Length + 1) : bytes.Length).ConfigureAwait(false);
    }

    private void AddMembers(JsonObject body)
    {
        if (Has(SimulatedNoise.Dates))
            body["now"] = time.GetUtcNow().ToString("O", CultureInfo.InvariantCulture);
        if (Has(SimulatedNoise.Ids))
            body["id"] = Guid.NewGuid().ToString();
        if (Has(SimulatedNoise.Counters))
            body["count"] = count;
        if (Has(SimulatedNoise.Members))
            body["extra"] = Json.Array(Enumerable.Range(0, Random.Shared.Next(4)).Select(_ => (JsonNode?)new JsonObject { [Word()] = Word() }));
    }

    private void AddHeaders(IHeaderDictionary headers)
    {
        if (Has(SimulatedNoise.Dates))
            headers.LastModified = time.GetUtcNow().ToString("r", CultureInfo.InvariantCulture);
        if (Has(SimulatedNoise.Ids))
            (headers["X-Trace-Id"], headers.ETag) = (Word(), $"\"{Word()}\"");
        if (Has(SimulatedNoise.Counters))
            headers["X-Count"] = count.ToString(CultureInfo.InvariantCulture);
        if (!Has(SimulatedNoise.HeaderOrder))
            return;
        string[] order = [.. Ordered];
        Random.Shared.Shuffle(order);
        foreach (string name in order)
            headers[name] = name[2..];
    }

    private static async Task WriteAsync(HttpContext context, byte[] bytes, int size)
    {
        for (int start = 0; start < bytes.Length; start += size)
        {
            await context.Response.Body.WriteAsync(bytes.AsMemory(start, Math.Min(size, bytes.Length - start)), context.RequestAborted).ConfigureAwait(false);
            if (size < bytes.Length)
                await context.Response.Body.FlushAsync(context.RequestAborted).ConfigureAwait(false);
        }
    }

    private static JsonObject Shuffled(JsonObject body)
    {
        KeyValuePair<string, JsonNode?>[] members = [.. body.Select(m => KeyValuePair.Create(m.Key, m.Value?.DeepClone()))];
        Random.Shared.Shuffle(members);
        return new(members);
    }

    private static byte[] Compress(byte[] bytes)
    {
        using MemoryStream compressed = new();
        using (GZipStream gzip = new(compressed, CompressionLevel.Fastest))
            gzip.Write(bytes);
        return compressed.ToArray();
    }

    private bool Has(SimulatedNoise kind) => noise.HasFlag(kind);

    private static bool Flips() => Random.Shared.Next(2) == 0;

    private static string Word() => Random.Shared.GetHexString(12, lowercase: true);
}
