using System.Runtime.CompilerServices;

namespace Kong.Upgrade.Probing.Exposition;

/// <summary>Where the first labels of a line stand, so that nobody has to look for them twice. Kong has up to eight.</summary>
[InlineArray(Length)]
internal struct LabelPlaces
{
    public const int Length = 8;

    private LabelPlace first;
}
