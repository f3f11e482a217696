namespace Kong.Upgrade.Testing.Timing;

/// <summary>Timers by due time and then by number. Each knows its place, so that one of ten thousand is removed as cheaply as it is added.</summary>
internal sealed class TimerHeap
{
    private VirtualTimer[] heap = new VirtualTimer[4];

    public int Count { get; private set; }

    public VirtualTimer? First => Count > 0 ? heap[0] : null;

    public void Add(VirtualTimer timer)
    {
        if (Count == heap.Length) Array.Resize(ref heap, Count * 2);
        Put(timer, Count++);
        Rise(timer);
    }

    public void Remove(VirtualTimer timer)
    {
        if (timer.Place < 0) return;
        int hole = timer.Place;
        VirtualTimer last = heap[--Count];
        heap[Count] = null!;
        timer.Place = -1;
        if (last == timer) return;
        Put(last, hole);
        Rise(last);
        Sink(last);
    }

    private void Rise(VirtualTimer timer)
    {
        while (timer.Place > 0 && IsBefore(timer, heap[(timer.Place - 1) / 2])) Swap(timer, heap[(timer.Place - 1) / 2]);
    }

    private void Sink(VirtualTimer timer)
    {
        for (; ; )
        {
            int child = (timer.Place * 2) + 1;
            if (child + 1 < Count && IsBefore(heap[child + 1], heap[child])) child++;
            if (child >= Count || !IsBefore(heap[child], timer)) return;
            Swap(timer, heap[child]);
        }
    }

    private void Swap(VirtualTimer one, VirtualTimer other)
    {
        int place = one.Place;
        Put(one, other.Place);
        Put(other, place);
    }

    private void Put(VirtualTimer timer, int place)
    {
        heap[place] = timer;
        timer.Place = place;
    }

    private static bool IsBefore(VirtualTimer one, VirtualTimer other) =>
        one.Due < other.Due || (one.Due == other.Due && one.Number < other.Number);
}
