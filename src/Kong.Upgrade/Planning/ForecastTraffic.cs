namespace Kong.Upgrade.Planning;

/// <summary>What a forecast is made for.</summary>
/// <param name="RequestsPerSecond">Of both clusters together.</param>
/// <param name="BlueErrorRate">The part of blue's requests that fail.</param>
/// <param name="Dispersion">By how much failures come in clusters.</param>
internal readonly record struct ForecastTraffic(double RequestsPerSecond, double BlueErrorRate, double Dispersion)
{
    public const double UsualErrorRate = 0.001, MostRequestsPerSecond = 1e9;

    public static bool IsTraffic(double requestsPerSecond) => requestsPerSecond is > 0 and <= MostRequestsPerSecond;
}
