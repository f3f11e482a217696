using System.Net.Http.Headers;
using Kong.Upgrade.Staging.Answers;

namespace Kong.Upgrade.Staging.Calling;

/// <summary>Reads an answer off the wire.</summary>
internal static class WireAnswer
{
    public static async Task<StagingAnswer> ReadAsync(HttpResponseMessage response, TimeSpan elapsed, int most, IReadOnlyList<string> secrets, CancellationToken deadline, CancellationToken cancellationToken)
    {
        (ReadOnlyMemory<byte> body, bool isCut) = (default, false);
        // What follows a 101 is not HTTP; it is closed unread.
        if ((int)response.StatusCode != 101)
        {
            Stream stream = await response.Content.ReadAsStreamAsync(deadline).ConfigureAwait(false);
            (body, isCut) = await BodyReader.ReadAsync(stream, response.Content.Headers.ContentEncoding.FirstOrDefault(), most, deadline, cancellationToken).ConfigureAwait(false);
        }
        return new()
        {
            Status = (int)response.StatusCode,
            Protocol = response.Version,
            Headers = [.. Pairs(response.Headers), .. Pairs(response.Content.Headers), .. isCut ? [] : Pairs(response.TrailingHeaders)],
            Body = body,
            IsCut = isCut,
            Elapsed = elapsed,
            Secrets = secrets,
        };
    }

    private static IEnumerable<KeyValuePair<string, string>> Pairs(HttpHeaders headers) => headers.NonValidated.Select(h => KeyValuePair.Create(h.Key, h.Value.ToString()));
}
