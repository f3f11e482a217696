namespace Kong.Upgrade.Declarative;

/// <summary>What is wrong with a file, and where; told with the file's name by whoever opened it.</summary>
internal sealed class FileTrouble(Place place, string what, Exception? cause = null) : Exception($"{place}: {what}", cause)
{
    public Place Place => place;
}
