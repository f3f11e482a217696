using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace LocalUpgrade.Approvals;

/// <summary>Questions and answers between processes: files in the journal's directory that appear whole or not at all.</summary>
/// <param name="directory">The journal's directory: whoever may write there may approve.</param>
internal sealed class ApprovalFolder(string directory)
{
    private string QuestionFile => Path.Combine(directory, "question.json");

    private string AnswerFile => Path.Combine(directory, "answer.json");

    public AskedQuestion? Question => Read(QuestionFile, ApprovalJson.Default.AskedQuestion);

    public GivenAnswer? Answer => Read(AnswerFile, ApprovalJson.Default.GivenAnswer);

    public void Ask(AskedQuestion question)
    {
        Directory.CreateDirectory(directory);
        string next = Write(question, ApprovalJson.Default.AskedQuestion);
        File.Move(next, QuestionFile, overwrite: true);
    }

    /// <summary>Answers; an answer to the same question is never replaced.</summary>
    /// <returns>Whether it is the answer; otherwise somebody was faster.</returns>
    public bool TryAnswer(GivenAnswer answer)
    {
        if (Answer is { } old && !old.Answers(answer.Run, answer.Step)) File.Delete(AnswerFile);
        string next = Write(answer, ApprovalJson.Default.GivenAnswer);
        try
        {
            File.Move(next, AnswerFile, overwrite: false);
            return true;
        }
        catch (IOException) when (File.Exists(AnswerFile))
        {
            File.Delete(next);
            return false;
        }
    }

    /// <summary>The answer counts once: it is kept under the run's name, and the question is gone.</summary>
    public void Consume(GivenAnswer answer)
    {
        File.Move(AnswerFile, Path.Combine(directory, $"{answer.Run}.{answer.Step}.{(answer.Approved ? "approved" : "denied")}.json"), overwrite: true);
        Forget();
    }

    /// <summary>Nobody asks any more.</summary>
    public void Forget() => File.Delete(QuestionFile);

    private string Write<T>(T content, JsonTypeInfo<T> type)
    {
        string next = Path.Combine(directory, $".{Guid.NewGuid():n}.next");
        File.WriteAllText(next, JsonSerializer.Serialize(content, type));
        return next;
    }

    private static T? Read<T>(string file, JsonTypeInfo<T> type)
        where T : class
    {
        try
        {
            return JsonSerializer.Deserialize(File.ReadAllText(file), type);
        }
        catch (Exception unreadable) when (unreadable is FileNotFoundException or DirectoryNotFoundException or JsonException)
        {
            // What cannot be read is no answer.
            return null;
        }
    }
}
