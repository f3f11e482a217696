using System.Buffers.Text;
using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Kong.Upgrade.Simulation.Entities;
using Kong.Upgrade.Simulation.Versions;
using Microsoft.AspNetCore.Http;

namespace Kong.Upgrade.Simulation.AdminApi;

/// <summary>Cuts a collection into pages: `size`, `offset` (the id of the last row in JSON in base64), `next` (kong-facts 3.3).</summary>
internal static class Paging
{
    public static JsonObject Page(IReadOnlyList<JsonObject> rows, AdminRequest request, VersionTraits version)
    {
        int size = Size(request.Query);
        IReadOnlyList<JsonObject> tagged = TagFilter.Apply(rows, request.Query["tags"].ToString());
        int start = Start(tagged, request.Query["offset"].ToString());
        JsonObject page = new() { ["data"] = Json.Array(tagged.Skip(start).Take(size)) };
        if (start + size >= tagged.Count)
        {
            page["next"] = null;
            return page;
        }
        string offset = Token(tagged[start + size - 1].Text("id")!);
        // 2.8 forgets the size on the way to the next page (recorded: page1.http).
        page["next"] = $"{request.Path}?offset={offset}" + (version.AtLeast(3, 0) && request.Query.ContainsKey("size") ? $"&size={size}" : "");
        page["offset"] = offset;
        return page;
    }

    private static int Size(IQueryCollection query)
    {
        if (!query.ContainsKey("size"))
            return 100;
        return int.TryParse(query["size"], NumberStyles.None, CultureInfo.InvariantCulture, out int size) && size is >= 1 and <= 1000
            ? size
            : throw KongError.InvalidSize();
    }

    private static int Start(IReadOnlyList<JsonObject> rows, string offset)
    {
        if (offset.Length == 0)
            return 0;
        string id = Read(offset);
        int index = rows.Select(r => r.Text("id")).ToList().IndexOf(id);
        // The row may be gone by now: go on behind the place where it was.
        return index >= 0 ? index + 1 : rows.Count(r => string.CompareOrdinal(r.Text("id"), id) < 0);
    }

    private static string Token(string id) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes($"[\"{id}\"]"));

    private static string Read(string offset)
    {
        try
        {
            return JsonSerializer.Deserialize<string[]>(Base64Url.DecodeFromChars(offset))![0];
        }
        catch (Exception e) when (e is FormatException or JsonException)
        {
            throw KongError.InvalidOffset(offset);
        }
    }
}
