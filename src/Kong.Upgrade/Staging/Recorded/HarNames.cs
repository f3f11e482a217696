using System.Text.Json;

namespace Kong.Upgrade.Staging.Recorded;

/// <summary>Which member of which object matters, and what is in it.</summary>
internal static class HarNames
{
    public static HarName Of(HarPlace place, ref Utf8JsonReader reader) => place switch
    {
        HarPlace.Root => reader.ValueTextEquals("log"u8) ? HarName.Log : HarName.Other,
        HarPlace.Log => reader.ValueTextEquals("entries"u8) ? HarName.Entries : HarName.Other,
        HarPlace.Entry => reader.ValueTextEquals("request"u8) ? HarName.Request : reader.ValueTextEquals("response"u8) ? HarName.Response : HarName.Other,
        HarPlace.Request => OfRequest(ref reader),
        HarPlace.Header or HarPlace.Param => reader.ValueTextEquals("name"u8) ? HarName.Name : reader.ValueTextEquals("value"u8) ? HarName.Value : HarName.Other,
        HarPlace.PostData => OfPostData(ref reader),
        HarPlace.Response => reader.ValueTextEquals("status"u8) ? HarName.Status : HarName.Other,
        _ => HarName.Other,
    };

    /// <summary>The object or array that begins as a member of another, or as an item of an array.</summary>
    public static HarPlace Below(HarPlace place, HarName name, bool isArray) => (place, name, isArray) switch
    {
        (HarPlace.Root, HarName.Log, false) => HarPlace.Log,
        (HarPlace.Log, HarName.Entries, true) => HarPlace.Entries,
        (HarPlace.Entries, _, false) => HarPlace.Entry,
        (HarPlace.Entry, HarName.Request, false) => HarPlace.Request,
        (HarPlace.Entry, HarName.Response, false) => HarPlace.Response,
        (HarPlace.Request, HarName.Headers, true) => HarPlace.Headers,
        (HarPlace.Request, HarName.PostData, false) => HarPlace.PostData,
        (HarPlace.Headers, _, false) => HarPlace.Header,
        (HarPlace.PostData, HarName.Params, true) => HarPlace.Params,
        (HarPlace.Params, _, false) => HarPlace.Param,
        _ => HarPlace.Other,
    };

    private static HarName OfRequest(ref Utf8JsonReader reader) =>
        reader.ValueTextEquals("method"u8) ? HarName.Method : reader.ValueTextEquals("url"u8) ? HarName.Url
        : reader.ValueTextEquals("headers"u8) ? HarName.Headers : reader.ValueTextEquals("postData"u8) ? HarName.PostData : HarName.Other;

    private static HarName OfPostData(ref Utf8JsonReader reader) =>
        reader.ValueTextEquals("text"u8) ? HarName.Text : reader.ValueTextEquals("params"u8) ? HarName.Params
        : reader.ValueTextEquals("mimeType"u8) ? HarName.MimeType : reader.ValueTextEquals("encoding"u8) ? HarName.Encoding : HarName.Other;
}
