namespace Kong.Upgrade.Benchmarks.Judging.Worlds;

/// <summary>Changes what is usual in one cell in one second.</summary>
internal delegate void Shape(ref Condition condition, Moment moment);
