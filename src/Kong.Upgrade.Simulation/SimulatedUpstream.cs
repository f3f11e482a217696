using System.Text.Json.Nodes;
using Kong.Upgrade.Simulation.Entities;
using Kong.Upgrade.Simulation.Hosting;
using Kong.Upgrade.Simulation.Proxying;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Kong.Upgrade.Simulation;

/// <summary>
/// A backend on a loopback socket that tells what it was asked: JSON with backend, method, path, headers and length of the
/// body. A path that contains <c>/status/NNN</c> is answered with that status. A WebSocket sends back what it gets, or
/// closes at once under a path that contains <c>/close</c>.
/// </summary>
/// <remarks>Safe for use by any number of threads; latency and error rate may be changed while it serves.</remarks>
public sealed class SimulatedUpstream : IAsyncDisposable
{
    private const string StatusPath = "/status/";
    private readonly string _name;
    private readonly TimeProvider _time;
    private readonly SimulatedFaults _faults;
    private readonly ListenerCounters _counters = new();
    private NodeListener _listener = null!;
    private NodeListener? _grpc;

    private SimulatedUpstream(string name, TimeProvider time) => (_name, _time, _faults) = (name, time, new(time));

    /// <summary>Where it listens.</summary>
    public Uri Address => _listener.Address;

    /// <summary>How long each answer takes. The default is zero.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative.</exception>
    public TimeSpan Latency
    {
        get => _faults.AddedLatency;
        set => _faults.AddedLatency = value;
    }

    /// <summary>The share of requests answered with 500, evenly spread. From 0 to 1; the default is 0.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not between 0 and 1.</exception>
    public double ErrorRate
    {
        get => _faults.ErrorRate;
        set => _faults.ErrorRate = value;
    }

    /// <summary>Whether it accepts requests and answers none until set back. The default is <see langword="false"/>.</summary>
    public bool Hang
    {
        get => _faults.Hang;
        set => _faults.Hang = value;
    }

    /// <summary>What differs between two answers to the same request. May be changed while it serves. The default is none.</summary>
    public SimulatedNoise Noise { get; set; }

    /// <summary>Headers that every answer carries on top of its usual ones. Replaced as a whole, also while it serves. The default is none.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Headers { get; set; } = [];

    /// <summary>How many requests came in.</summary>
    public long RequestsReceived => _counters.Requests;

    /// <summary>Starts a backend.</summary>
    /// <param name="name">What it calls itself in answers.</param>
    /// <param name="port">Its port; 0 takes a free one.</param>
    /// <param name="timeProvider">The clock; the system's when left out.</param>
    /// <param name="cancellationToken">Ends starting.</param>
    /// <returns>The backend; it listens.</returns>
    /// <exception cref="IOException">The port is taken.</exception>
    public static async Task<SimulatedUpstream> StartAsync(
        string name, int port = 0, TimeProvider? timeProvider = null, CancellationToken cancellationToken = default)
    {
        SimulatedUpstream upstream = new(name, timeProvider ?? TimeProvider.System);
        upstream._listener = await NodeListener.StartAsync(port, upstream._counters, upstream.HandleAsync, cancellationToken).ConfigureAwait(false);
        return upstream;
    }

    /// <summary>
    /// Opens a second port that speaks gRPC without TLS and answers <c>grpc.health.v1.Health/Check</c>: SERVING, or NOT_SERVING
    /// for the share of calls that <see cref="ErrorRate"/> says. Called again it returns the same address.
    /// </summary>
    /// <param name="cancellationToken">Ends starting.</param>
    /// <returns>Where it listens.</returns>
    public async Task<Uri> ListenForGrpcAsync(CancellationToken cancellationToken = default)
    {
        _grpc ??= await NodeListener.StartAsync(0, _counters, HandleGrpcAsync, cancellationToken, GrpcHealth.Apply).ConfigureAwait(false);
        return _grpc.Address;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_grpc is { } grpc)
            await EndAsync(grpc).ConfigureAwait(false);
        await EndAsync(_listener).ConfigureAwait(false);
    }

    private static async Task EndAsync(NodeListener listener)
    {
        listener.AbortConnections();
        await listener.StopAsync(new CancellationToken(canceled: true)).ConfigureAwait(false);
        listener.Dispose();
    }

    private async Task HandleAsync(HttpContext context)
    {
        _counters.Request();
        try
        {
            await _faults.PassAsync(context.RequestAborted).ConfigureAwait(false);
            await _faults.DelayAsync(context.RequestAborted).ConfigureAwait(false);
            string target = context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;
            if (SwitchedConnection.IsAsked(context))
            {
                await WebSocketEcho.AnswerAsync(context, target).ConfigureAwait(false);
                return;
            }
            long length = await CountAsync(context).ConfigureAwait(false);
            foreach ((string name, string value) in Headers)
                context.Response.Headers.Append(name, value);
            int status = _faults.Fails() ? 500 : Status(target);
            await (Noise == SimulatedNoise.None
                ? Answers.TextAsync(context, status, Json.Write(Describe(context, target, length)), "application/json")
                : new NoisyAnswer(Noise, _counters.Requests, _time).WriteAsync(context, status, Describe(context, target, length))).ConfigureAwait(false);
        }
        catch (Exception e) when (e is OperationCanceledException or IOException && context.RequestAborted.IsCancellationRequested)
        {
            // Nobody is left to answer.
        }
    }

    private async Task HandleGrpcAsync(HttpContext context)
    {
        _counters.Request();
        await _faults.PassAsync(context.RequestAborted).ConfigureAwait(false);
        await _faults.DelayAsync(context.RequestAborted).ConfigureAwait(false);
        await GrpcHealth.AnswerAsync(context, !_faults.Fails()).ConfigureAwait(false);
    }

    private JsonObject Describe(HttpContext context, string target, long length) => new()
    {
        ["backend"] = _name,
        ["method"] = context.Request.Method,
        ["path"] = target,
        ["headers"] = new JsonObject(context.Request.Headers.Select(h => KeyValuePair.Create<string, JsonNode?>(h.Key, h.Value.ToString()))),
        ["len"] = length,
    };

    private static int Status(string target)
    {
        int start = target.IndexOf(StatusPath, StringComparison.Ordinal) + StatusPath.Length;
        return start >= StatusPath.Length && start + 3 <= target.Length && int.TryParse(target.AsSpan(start, 3), out int status) && status is >= 200 and < 600
            ? status
            : 200;
    }

    private static async Task<long> CountAsync(HttpContext context)
    {
        if (context.Request.ContentLength is null or 0 && context.Request.Headers.TransferEncoding.Count == 0)
            return 0;
        byte[] buffer = new byte[8192];
        long length = 0;
        while (await context.Request.Body.ReadAsync(buffer, context.RequestAborted).ConfigureAwait(false) is > 0 and int read)
            length += read;
        return length;
    }
}
