using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Kong.Upgrade.Declarative;

/// <summary>YAML, by the parser's events only.</summary>
internal sealed class YamlTokens(TextReader text) : ITokens
{
    private readonly Parser parser = new(text);
    private bool begun, ended;

    public void Dispose() => text.Dispose();

    public Token Next()
    {
        try
        {
            while (!ended && parser.MoveNext())
                if (Of(parser.Current!) is { } token) return token;
            return new(TokenKind.End, "", false, null, default);
        }
        catch (YamlException broken)
        {
            throw new FileTrouble(At(broken.Start), $"this is no YAML: {broken.Message}", broken);
        }
    }

    private Token? Of(ParsingEvent @event)
    {
        Place place = At(@event.Start);
        switch (@event)
        {
            case DocumentStart when begun:
                throw new FileTrouble(place, "a second document begins ('---'), which neither decK nor Kong reads; put each into a file of its own");
            case DocumentStart:
                begun = true;
                return null;
            case StreamEnd:
                ended = true;
                return null;
            case Scalar scalar:
                return new(TokenKind.Scalar, scalar.Value, scalar.Style is ScalarStyle.Plain && scalar.Tag.IsEmpty, Name(scalar.Anchor), place);
            case AnchorAlias alias:
                return new(TokenKind.Alias, alias.Value.Value, false, null, place);
            case MappingStart map:
                return new(TokenKind.MapStart, "", false, Name(map.Anchor), place);
            case SequenceStart list:
                return new(TokenKind.ListStart, "", false, Name(list.Anchor), place);
            case MappingEnd:
                return new(TokenKind.MapEnd, "", false, null, place);
            case SequenceEnd:
                return new(TokenKind.ListEnd, "", false, null, place);
            default:
                return null;
        }
    }

    private static string? Name(AnchorName anchor) => anchor.IsEmpty ? null : anchor.Value;

    private static Place At(Mark mark) => new(mark.Line, mark.Column);
}
