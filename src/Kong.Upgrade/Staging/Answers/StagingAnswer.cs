namespace Kong.Upgrade.Staging.Answers;

/// <summary>What a node answered to one request, or why it did not. Immutable.</summary>
internal sealed class StagingAnswer
{
    /// <summary>Why there is no answer; <see langword="null"/> where there is one.</summary>
    public string? Trouble { get; init; }

    public int Status { get; init; }

    public Version Protocol { get; init; } = System.Net.HttpVersion.Version11;

    /// <summary>Headers, then trailers, in the order of the answer; values of one name are joined by <c>, </c>.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Headers { get; init; } = [];

    /// <summary>The body, decompressed, as far as it was read.</summary>
    public ReadOnlyMemory<byte> Body { get; init; }

    /// <summary>Whether there was more of the body than is read, or its end did not come.</summary>
    public bool IsCut { get; init; }

    /// <summary>Until the head of the answer was there.</summary>
    public TimeSpan Elapsed { get; init; }

    /// <summary>What was sent that nobody may see.</summary>
    public IReadOnlyList<string> Secrets { get; init; } = [];

    public bool IsThere => Trouble is null;

    /// <summary>Limits are counted for both clusters together, so a refusal says nothing about either (kong-facts 12.7 no. 3).</summary>
    public bool IsLimited => Status == 429;

    public static StagingAnswer None(string trouble) => new() { Trouble = trouble };

    /// <summary>For people, without secrets.</summary>
    public override string ToString() => AnswerText.Of(this);

    public string? Header(string name)
    {
        foreach ((string key, string value) in Headers)
            if (key.Equals(name, StringComparison.OrdinalIgnoreCase)) return value;
        return null;
    }
}
