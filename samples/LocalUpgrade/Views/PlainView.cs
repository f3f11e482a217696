namespace LocalUpgrade.Views;

/// <summary>Lines for people and log files; what went wrong goes to the other stream.</summary>
internal sealed class PlainView(TextWriter output, TextWriter errors) : View
{
    private readonly Lock gate = new();

    public override void Say(string kind, string text, params (string Name, object? Value)[] facts) => Write(output, text);

    public override void Fail(string text) => Write(errors, text);

    private void Write(TextWriter writer, string text)
    {
        lock (gate)
        {
            try
            {
                writer.WriteLine(text);
                writer.Flush();
            }
            catch (IOException)
            {
                // Nobody reads any more; the upgrade goes on.
            }
        }
    }
}
