using System.Globalization;

namespace Kong.Upgrade.Staging.Nodes;

/// <summary>Collects what a test of nodes came to. Keeps a hundred findings of one cause and node, and counts the rest. One thread at a time.</summary>
internal sealed class NodeTally
{
    private const int MostOfACause = 100, MostCauses = 1000, MostSaid = 20;

    private readonly Dictionary<(string Node, string Area, string What), int> causes = [];
    private readonly List<StagingFinding> findings = [];
    private readonly List<string> explained = [], doubts = [], notes = [];
    private int left;

    /// <summary>Something that green does otherwise.</summary>
    public void Find(StagingFinding finding)
    {
        (string, string, string) cause = (finding.Node, finding.Area, finding.What);
        int before = causes.GetValueOrDefault(cause);
        if (before >= MostOfACause || (before == 0 && causes.Count >= MostCauses)) left++;
        else
        {
            causes[cause] = before + 1;
            findings.Add(finding);
        }
    }

    /// <summary>A difference that is known of the versions.</summary>
    public void Explain(string sentence) => Add(explained, sentence);

    /// <summary>Something that nobody knows: without a finding the test could not tell.</summary>
    public void Doubt(string why) => Add(doubts, why);

    /// <summary>Something for the reader that decides nothing.</summary>
    public void Note(string note) => Add(notes, note);

    /// <summary>The end.</summary>
    /// <param name="passed">What was proven where nothing was found and everything was known.</param>
    public StagingOutcome End(string passed)
    {
        StagingVerdict verdict = findings.Count > 0 ? StagingVerdict.Failed : doubts.Count > 0 ? StagingVerdict.CouldNotTell : StagingVerdict.Passed;
        string[] said = [verdict is StagingVerdict.Passed ? passed : "", verdict is StagingVerdict.Failed ? Found() : "", Said("could not tell: ", doubts), Said("", notes)];
        return new(verdict, string.Join(". ", said.Where(s => s.Length > 0))) { Findings = findings, Explained = explained };
    }

    private string Found() => string.Create(CultureInfo.InvariantCulture, $"{findings.Count + left:N0} {(findings.Count + left == 1 ? "thing is otherwise than it should be" : "things are otherwise than they should be")}{(left > 0 ? $", of which {findings.Count:N0} are told" : "")}");

    private static string Said(string before, List<string> sentences) =>
        sentences.Count == 0 ? "" : before + string.Join("; ", sentences.Take(MostSaid)) + (sentences.Count > MostSaid ? string.Create(CultureInfo.InvariantCulture, $"; and {sentences.Count - MostSaid:N0} more") : "");

    private static void Add(List<string> sentences, string sentence)
    {
        if (!sentences.Contains(sentence)) sentences.Add(sentence);
    }
}
