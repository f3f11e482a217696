using System.Text.Json;

namespace Kong.Upgrade.Staging.Recorded;

/// <summary>Walks through the JSON of a HAR, token by token, and hands each entry's request on when the entry ends. For one thread.</summary>
internal sealed class HarEntries(RecordedSink sink, LongTexts cut)
{
    private readonly Stack<HarPlace> places = new();
    private readonly HarRequest request = new();
    private HarName name;
    private long taken, begun;
    private bool hasEntries;

    public void Take(ref Utf8JsonReader reader)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.PropertyName:
                name = NameOf(ref reader);
                break;
            case JsonTokenType.StartObject or JsonTokenType.StartArray:
                Enter(reader.TokenType is JsonTokenType.StartArray, reader.TokenStartIndex);
                break;
            case JsonTokenType.EndObject or JsonTokenType.EndArray:
                Leave();
                break;
            default:
                TakeValue(ref reader);
                break;
        }
    }

    /// <summary>So many bytes will not be seen again.</summary>
    public void Advance(long bytes) => taken += bytes;

    /// <summary>Nothing behind this can be read.</summary>
    public void Break(long at, string why) => sink.AddUnreadable(cut.Place(taken + at), $"{why}; what comes after it is not read");

    public void Close()
    {
        if (!hasEntries) sink.AddUnreadable(0, "it is JSON and no HAR: it has no log.entries");
    }

    private HarPlace Here => places.TryPeek(out HarPlace here) ? here : HarPlace.Other;

    private HarName NameOf(ref Utf8JsonReader reader)
    {
        if (Here is HarPlace.Other) return HarName.Other;
        try
        {
            return HarNames.Of(Here, ref reader);
        }
        catch (InvalidOperationException)
        {
            // No Unicode: none of the names that are known.
            return HarName.Other;
        }
    }

    private void Enter(bool isArray, long at)
    {
        HarPlace place = places.Count == 0 && !isArray ? HarPlace.Root : HarNames.Below(Here, name, isArray);
        if (place is HarPlace.Other) request.TakeWrong(Here, name);
        places.Push(place);
        name = HarName.Other;
        hasEntries |= place is HarPlace.Entries;
        if (place is not HarPlace.Entry) return;
        request.Clear();
        begun = cut.Place(taken + at);
    }

    private void Leave()
    {
        name = HarName.Other;
        switch (places.Pop())
        {
            case HarPlace.Header:
                request.EndHeader();
                break;
            case HarPlace.Param:
                request.EndParam();
                break;
            case HarPlace.Entry:
                sink.Add(request.Finish(), begun);
                break;
        }
    }

    private void TakeValue(ref Utf8JsonReader reader)
    {
        HarPlace here = Here;
        if (here is HarPlace.Entries) sink.AddUnreadable(cut.Place(taken + reader.TokenStartIndex), "an entry that is no object");
        else if (here is HarPlace.Response && name is HarName.Status) request.TakeStatus(reader.TokenType is JsonTokenType.Number && reader.TryGetInt32(out int status) ? status : 0);
        else if (name is not HarName.Other && reader.TokenType is JsonTokenType.String) request.TakeText(here, name, TextOf(ref reader));
        else if (name is not HarName.Other && reader.TokenType is not JsonTokenType.Null) request.TakeWrong(here, name);
        name = HarName.Other;
    }

    /// <returns><see langword="null"/> where it is too long or no Unicode.</returns>
    private static string? TextOf(ref Utf8JsonReader reader)
    {
        if (reader.ValueSpan.Length >= HarFormat.LongestText) return null;
        try
        {
            return reader.GetString();
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }
}
