using Quickstart;

using CancellationTokenSource stop = new();
Console.CancelKeyPress += (_, pressed) =>
{
    pressed.Cancel = true;      // the run retreats before the process ends
    stop.Cancel();
};

try
{
    Settings settings = Settings.Read(args);
    return await new Theatre(settings).RunAsync(stop.Token);
}
catch (ArgumentException wrong)
{
    Console.Error.WriteLine(wrong.Message);
    Console.Error.WriteLine(Settings.Usage);
    return 2;
}
catch (FormatException wrong)
{
    Console.Error.WriteLine($"The configuration cannot be served: {wrong.Message}");
    return 2;
}
catch (Kong.Upgrade.Journal.JournalException wrong)
{
    Console.Error.WriteLine(wrong.Message);
    return 3;
}
catch (OperationCanceledException)
{
    return 130;
}
