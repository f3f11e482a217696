namespace Kong.Upgrade.Staging;

/// <summary>How a staging suite runs. Not to be changed while it is in use.</summary>
public sealed class StagingOptions
{
    /// <summary>Which effects of tests are agreed to. The default value is <see cref="StagingEffects.None"/>: a test with others is not run, and the report says so.</summary>
    public StagingEffects Consent { get; set; }

    /// <summary>How many tests run at once: from 1 to 256. The default value is 16.</summary>
    public int MostAtOnce { get; set; } = 16;

    /// <summary>How many requests a second are sent to all nodes together: from 1 to 100,000. The default value is 100; <see langword="null"/> for no limit. The services behind Kong, and blue's users, get them too.</summary>
    public int? RequestsPerSecond { get; set; } = 100;

    /// <summary>How long one answer may take, its body included. From 10 milliseconds to 10 minutes. The default value is 15 seconds.</summary>
    public TimeSpan AnswerWithin { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>How much of a body is read and compared, in bytes: from 0 to 67,108,864. The default value is 262,144. What comes after it is not read, and neither its content nor its end is known.</summary>
    public int MostBodyBytes { get; set; } = 256 * 1024;

    /// <summary>How often blue and green are asked once more before a difference counts: from 1 to 50. The default value is 12. What either side says now so, now otherwise is noise.</summary>
    public int Confirmations { get; set; } = 12;

    /// <summary>Whether <c>Kong-Debug: 1</c> is sent, so that nodes with <c>allow_debug_header</c> say which route and service answered (kong-facts 320-14). The default value is <see langword="true"/>; the services behind see the header, too.</summary>
    public bool AsksForRoute { get; set; } = true;

    /// <summary>Where an answer says which URL the service behind was asked for: a header's name, or a JSON path such as <c>$.path</c> for a service that echoes. A difference there is told as one of the upstream URL. The default value is <see langword="null"/>.</summary>
    public string? UpstreamUrlAt { get; set; }

    /// <summary>Finds everything that is wrong.</summary>
    /// <returns>One sentence a problem; empty when the options make sense.</returns>
    public IReadOnlyList<string> Validate() =>
    [
        .. Range(nameof(MostAtOnce), MostAtOnce, 1, 256), .. Range(nameof(RequestsPerSecond), RequestsPerSecond ?? 1, 1, 100_000),
        .. Range(nameof(MostBodyBytes), MostBodyBytes, 0, 64 * 1024 * 1024), .. Range(nameof(Confirmations), Confirmations, 1, 50),
        .. AnswerWithin < TimeSpan.FromMilliseconds(10) || AnswerWithin > TimeSpan.FromMinutes(10) ? new[] { $"{nameof(AnswerWithin)} is {AnswerWithin}; it must be from 10 milliseconds to 10 minutes." } : [],
        .. UpstreamUrlAt is { } at && string.IsNullOrWhiteSpace(at) ? new[] { $"{nameof(UpstreamUrlAt)} is blank; name a header or a JSON path that begins with '$'." } : [],
    ];

    /// <summary>What a suite keeps: whoever holds on to the options changes them no more.</summary>
    internal StagingOptions Copy() => (StagingOptions)MemberwiseClone();

    private static IEnumerable<string> Range(string option, int value, int least, int most)
    {
        if (value < least || value > most) yield return $"{option} is {value}; it must be from {least} to {most}.";
    }
}
