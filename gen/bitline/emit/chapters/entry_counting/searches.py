"""Searches at once: what more of them bring, and what they ask for."""

from dataclasses import replace

from ....params.entry_counting import EntryCounting
from .. import Table

SEARCHES = (1, 2, 3, 4, 6, 9, 16, 28)


def searches_at_once(p: EntryCounting) -> Table:
    """A row for some numbers of searches, all else as in this macro."""
    most = min(len(p.classes), p.search.most)
    numbers = sorted({number for number in (*SEARCHES, p.search.per_cycle, most) if number <= most})
    return Table(
        title="Searches at once",
        text="What this macro would be with other numbers of searches a cycle, all else equal. Each search has a counter over all"
        " lanes and search lines of its own; from some number on, the streamed words arrive too slowly for more.",
        headings=("searches", "cycles of a dense product", "operations a cycle", "GOPS", "counters of lanes", "search lines"),
        rows=[_row(replace(p, search=replace(p.search, per_cycle=number))) for number in numbers],
        marked=numbers.index(p.search.per_cycle),
    )


def _row(p: EntryCounting) -> list[str]:
    rate = p.cycles["ops_per_cycle_tile"]
    return [
        f"{p.search.per_cycle}",
        f"{p.search_cycles(len(p.classes))}",
        f"{rate:.2f}",
        f"{rate * p.clock_mhz / 1000:.2f}",
        f"{p.search.per_cycle} × {p.store.lanes}",
        f"{6 * p.search.per_cycle * p.word_bits}",
    ]
