using CsCheck;
using Kong.Upgrade.Staging;
using Kong.Upgrade.Staging.Requests;
using Kong.Upgrade.Staging.Routes;
using static Kong.Upgrade.Tests.RouteEntities;

namespace Kong.Upgrade.Tests;

/// <summary>Whatever routes there are: a derived request goes where it is said to go, and what is said to be out of reach is.</summary>
public class DerivedRequestLawTests
{
    private static readonly string[] hosts = ["a.test", "b.test", "x.a.test", "*.a.test", "*.test", "a.*"];

    private static readonly string[] paths = ["/", "/a", "/a/b", "/ab", "/b", @"~/a/\d+$", "~/a", "~/[ab]+$", "~/a/(?<id>[^/]+)"];

    private static readonly Gen<PlainRoute> route = Gen.Select(
        Some(hosts, 3), Some(paths, 3), Some(["GET", "POST", "HEAD"], 2), Some(["1", "2"], 2), Some(["x"], 1), Gen.Int[0, 2], Gen.Int[1, 3],
        (h, p, m, v, k, priority, at) => new PlainRoute("", h, h.Length + m.Length == 0 && p.Length == 0 ? ["/"] : p, m, Headers(v, k), priority, at));

    private static readonly Gen<PlainRoute[]> routes = route.Array[1, 8].Select(all => all.Select((r, i) => r with { Name = $"r{i}" }).ToArray());

    private static readonly (DerivationOptions Options, bool IsBlueNew, bool IsGreenNew)[] upgrades =
    [
        (Options("3.4.2"), true, true),
        (Options("3.4.2") with { BlueFlavor = RouterFlavor.Traditional }, false, true),
        (Options("2.8.5"), false, true),
        (Options("3.9.0") with { BlueFlavor = RouterFlavor.Traditional, GreenFlavor = RouterFlavor.Traditional }, false, false),
    ];

    [Fact]
    public void Derive_AnyRoutes_EachRequestGoesWhereItSays() =>
        Gen.Select(routes, Gen.Int[0, 3]).Sample(
            (all, upgrade) =>
            {
                (DerivationOptions options, bool isBlueNew, bool isGreenNew) = upgrades[upgrade];
                foreach (DerivedRequest request in Derive(all, options).Requests)
                {
                    IReadOnlyList<string> blue = Choose(new(all, isBlueNew), request.Request), green = Choose(new(all, isGreenNew), request.Request);
                    if (request.Expected.RouteName is { } expected) blue.Should().Equal(expected);
                    else blue.Count.Should().BeGreaterThan(1);
                    bool isSame = blue.Count == 1 && green.Count == 1 && blue[0] == green[0];
                    isSame.Should().Be(!request.Traits.Any(t => t is RouteTraits.OrderDiffers or RouteTraits.OrderNotKnown));
                    if (isSame) request.Route.Should().Be($"route {blue[0]}");
                }
            },
            iter: 1_500, print: Print);

    [Fact]
    public void Derive_AnyRoutes_WhatIsNotReachedIsTakenByOthers() =>
        Gen.Select(routes, Gen.Int[0, 3]).Sample(
            (all, upgrade) =>
            {
                (DerivationOptions options, bool isBlueNew, bool isGreenNew) = upgrades[upgrade];
                DerivedRequests derived = Derive(all, options);
                foreach (PlainRoute one in all.Where(r => derived.Requests.All(d => d.Route != $"route {r.Name}")))
                {
                    derived.Unreached.Should().Contain(u => u.StartsWith($"route {one.Name} could not be reached: ", StringComparison.Ordinal));
                    Everything(one).Where(r => Choose(new(all, isBlueNew), r).SequenceEqual([one.Name]) && Choose(new(all, isGreenNew), r).SequenceEqual([one.Name])).Select(r => $"{one.Name}: {r}").Should().BeEmpty();
                }
            },
            iter: 1_500, print: Print);

    private static DerivedRequests Derive(PlainRoute[] all, DerivationOptions options) =>
        RouteRequests.Derive([One("services", Service), .. all.Select(r => One("routes", r.Json))], options with { Consent = StagingEffects.Writes });

    private static IReadOnlyList<string> Choose(PlainRouter router, StagingRequest request) =>
        router.Choose(request.Method, request.Host, Uri.UnescapeDataString(request.Path), request.Headers.ToDictionary(h => h.Name, h => h.Value.ReadAsync(default).AsTask().Result));

    // All that can tell these routes apart, as far as one route takes it.
    private static IEnumerable<StagingRequest> Everything(PlainRoute one) =>
        from method in one.Methods.Length > 0 ? one.Methods : ["GET", "HEAD", "POST"]
        from host in new[] { null, "a.test", "b.test", "x.a.test", "y.a.test", "y.test", "a.x" }
        from path in new[] { "/", "/a", "/a/b", "/a/0", "/a/b/c", "/ab", "/ba", "/b", "/b/c", "/c" }
        from value in one.Headers.TryGetValue("x-v", out string[]? values) ? values : [""]
        select new StagingRequest { Method = method, Host = host, Path = path, Headers = [.. one.Headers.Select(h => new StagingHeader(h.Key, StagingSecret.Of(h.Key == "x-v" ? value : h.Value[0])))] };

    private static Dictionary<string, string[]> Headers(string[] versions, string[] kinds)
    {
        Dictionary<string, string[]> headers = [];
        if (versions.Length > 0) headers["x-v"] = versions;
        if (kinds.Length > 0) headers["x-k"] = kinds;
        return headers;
    }

    private static Gen<string[]> Some(string[] of, int most) => Gen.Frequency((3, Gen.Const(Array.Empty<string>())), (4, Gen.Int[0, of.Length - 1].Array[1, most].Select(picked => picked.Distinct().Select(i => of[i]).ToArray())));

    private static string Print((PlainRoute[] Routes, int Upgrade) sample) => $"{sample.Upgrade}: {string.Join("\n", sample.Routes.Select(r => r.Json))}";
}
