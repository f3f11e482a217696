using System.Text.Json.Nodes;
using Kong.Upgrade.Simulation.Entities;
using Kong.Upgrade.Simulation.Proxying;

namespace Kong.Upgrade.Simulation.Plugins;

/// <summary>
/// What all authentications have in common. One with an anonymous consumer is content with what another has proven;
/// one without demands its own proof.
/// </summary>
internal abstract class Authentication(JsonObject config, CredentialCache credentials) : IPlugin
{
    private readonly string? _anonymous = config.Text("anonymous") is { Length: > 0 } consumer ? consumer : null;

    protected CredentialCache Credentials => credentials;

    public async ValueTask<Answer?> AccessAsync(ProxyExchange exchange)
    {
        if (Passes(exchange) || (_anonymous is not null && exchange.CredentialId is not null))
            return null;
        Verdict verdict = await VerifyAsync(exchange).ConfigureAwait(false);
        if (verdict.Credential is { } credential)
            exchange.Authenticate(credential);
        else if (_anonymous is null || verdict.IsTrouble)
            return verdict.Answer;
        else
            return BeAnonymous(exchange, _anonymous);
        return null;
    }

    /// <summary>Whether a request needs no proof.</summary>
    protected virtual bool Passes(ProxyExchange exchange) => false;

    protected abstract ValueTask<Verdict> VerifyAsync(ProxyExchange exchange);

    private Answer? BeAnonymous(ProxyExchange exchange, string consumer)
    {
        if (!credentials.TryFindConsumer(consumer, out Consumer? anonymous))
            return Answer.Unexpected;
        if (anonymous is null)
            return new(500, $"anonymous consumer {consumer} is configured but doesn't exist");
        exchange.Authenticate(new(null, anonymous, []));
        return null;
    }
}
