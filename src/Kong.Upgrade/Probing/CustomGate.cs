namespace Kong.Upgrade.Probing;

internal sealed class CustomGate(string name, Func<GateInput, GateVerdict> judge) : Gate
{
    public override string Name => name;

    public override GateVerdict Judge(GateInput input) => judge(input);
}
