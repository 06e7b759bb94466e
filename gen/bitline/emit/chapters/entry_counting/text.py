"""What a datasheet says of the entry-counting macro."""

from collections.abc import Sequence

from ....params.entry_counting import EntryCounting
from .. import Chapters, Claim, Fact, Figure, Operation, Table, counted
from .searches import searches_at_once
from .structure import structure
from .waves import beats, searches


def chapters(p: EntryCounting) -> Chapters:
    """The chapters of one entry-counting macro."""
    return Chapters(
        about=_about(p),
        facts=_facts(p),
        diagram=structure(p),
        streams=_streams(p),
        operations=_operations(p),
        rules=_rules(p),
        figures=_figures(p),
        tables=(searches_at_once(p), _dataflows()),
        claims=_claims(p),
    )


def _levels(levels: range) -> str:
    return f"{levels[0]} … {levels[-1]}".replace("-", "−")


def _about(p: EntryCounting) -> str:
    weight, activation = (_levels(levels.levels) for levels in p.operands.values())
    return (
        f"Each of {p.store.lanes} lanes keeps {counted(p.store.words, 'stored word')} and a streamed one. A dot product"
        " `y = Σ stored[n]·streamed[n]` is not multiplied but counted: for each class, a pair of non-zero magnitudes, the lanes"
        " that hold it are found by a search and counted up or down by their sign; the count times the product of the magnitudes,"
        f" a constant, is accumulated. Weights have the levels {weight}, activations {activation}:"
        f" {len(p.classes)} such pairs. A class whose magnitudes are not both present in any"
        " lane is not searched, so zeros and rare levels save cycles. Either operand may be the stored one."
    )


def _facts(p: EntryCounting) -> Sequence[Fact]:
    dense, rate = p.search_cycles(len(p.classes)), p.cycles["ops_per_cycle_tile"]
    multipliers = 1 + p.requantizer.residual
    return (
        Fact(f"{p.store.lanes} lanes", f"entries of a dot product; {p.storage_bits:,} stored bits in {p.cells.kind} cells"),
        Fact(f"{len(p.classes)} classes", f"of which {p.search.per_cycle} searched a cycle"),
        Fact(f"{dense} … {p.search_cycles(0)} cycles", "a dot product, with every class live … with none"),
        Fact(
            f"{rate:.4g} operations",
            f"a cycle over a dense 3 × 3 tile: {rate * p.clock_mhz / 1000:.3g} GOPS at {p.clock_mhz:g} MHz",
        ),
        Fact(counted(multipliers, "multiplier"), "in all, of the requantizer, for as many results as there are"),
        Fact("exact", "every dot product, and every count of cycles"),
    )


def _streams(p: EntryCounting) -> dict[str, str]:
    lanes = counted(p.store.lanes_per_beat, "lane")
    return {
        "op": "what to do, in order; a product stands until its last dot product is on its way",
        "w": f"words to store or to verify against, {lanes} a beat, lane 0 first; `operand` says whose levels they are",
        "x": "streamed words, likewise; the next one is taken while one is searched",
        "fill": "partial sums that sums begin with",
        "residual": "what is added to results, times a multiplier of its own",
        "scales": "entries of the requantizer's table: bias and multiplier are a channel's, the rest is for all channels",
        "r": f"words read or verified, {lanes} a beat; `differs` marks those that are not what `w` says",
        "y": "results, requantized, or sums as they are",
    }


def _operations(p: EntryCounting) -> Sequence[Operation]:
    w, r = (f"{counted(p.beats, 'beat')} of `{stream}` a word" for stream in "wr")
    dense, least = p.search_cycles(len(p.classes)), p.search_cycles(0)
    return (
        Operation("write", "write `steps` stored words from `word` on, and read each back", w, "", f"{p.word_cycles} a word"),
        Operation("read", "read `steps` words from `word` on", "", r, f"{3 * p.beats} a word"),
        Operation("verify", "read them and compare them with `w`", w, r, f"{3 * p.beats} a word"),
        Operation(
            "scale",
            "load `steps` entries of the requantizer's table from `entry` on",
            "as many beats of `scales`",
            "",
            "1 an entry",
        ),
        Operation(
            "product",
            "for each of `repetitions` and `steps` a streamed word, and with it `outputs` dot products, each into its accumulator",
            f"{counted(p.beats, 'beat')} of `x` a step",
            "a beat of `y` a result",
            f"{least} a dot product" if least == dense else f"{least} … {dense} a dot product",
        ),
    )


def _rules(p: EntryCounting) -> Sequence[str]:
    halves = (
        " One half of the store can be accessed while the other one is searched; an access lies in one half."
        if p.store.double_buffer
        else ""
    )
    return (
        "A dot product takes as many cycles as it has live classes, divided by the searches made at once, and one at the least. A"
        " class is live when its magnitudes are present somewhere in the stored and somewhere in the streamed word, which is known"
        " from bits kept when the words are loaded.",
        "A stored word is found at `word` + step · `outputs` + output. With `begin` = continue or `end` = hold each repetition has"
        " accumulators of its own, else all repetitions share those of the outputs.",
        "A sum begins with zero (clear), with what its accumulator holds (continue) or with a beat of `fill` (fill); it stays"
        " (hold), leaves as it is (spill) or leaves requantized (finish).",
        "A result is `clip(round(((sum + bias)·multiplier + residual·residual_multiplier) / 2^shift) + zero_point, low, high)`,"
        " halves to the even one. The entry of a result is `entry` + output, or `entry` + repetition with `by_repetition`.",
        "With `pool` above 1 the largest of so many results of one channel, one after the other, leaves.",
        f"A write begins when no dot product with a stored word is being searched.{halves}",
        "A level outside its operand's set is never counted: its word is refused, counts as all zeros, and sets `illegal` until"
        " reset. So do two words of the same operand, words, accumulators and entries beyond the last, and operations that do not"
        " exist.",
        "Every written beat is read back; a difference sets `differs` until reset. A sum that leaves the accumulators' format wraps"
        " round and sets `overflow`.",
        "Reset does not change the stored words. Write a word before its first product.",
    )


def _dataflows() -> Table:
    return Table(
        title="Dataflows",
        text="What stays where it is, is chosen operation by operation. The event counters tell what each choice moves.",
        headings=("stationary", "stored", "streamed", "sums", "fields"),
        rows=(
            (
                "weights",
                "channels",
                "pixels, each once for all stored channels",
                "begin and end in one product",
                "by_repetition 0",
            ),
            ("inputs", "pixels", "channels, each once for all stored pixels", "begin and end in one product", "by_repetition 1"),
            (
                "outputs",
                "a part of the channels' weights",
                "the same part of the pixels",
                "stay between products",
                "hold, continue",
            ),
        ),
    )


def _figures(p: EntryCounting) -> Sequence[Figure]:
    stands = (
        "Cells are latches, open while their strobe is high; their data begin to stand with the strobe and stand a cycle longer."
        if p.cells.kind == "dedicated"
        else "Cells are flip-flops that take their data at the end of the strobe."
    )
    return (
        Figure(
            searches(p),
            f"Each cycle the lowest live classes are chosen, {p.search.per_cycle} at a time. Search lines are driven in the next"
            " cycle, straight from flip-flops; lanes match, matches are counted, counts weighed and added, a cycle each. A dot"
            " product without live classes takes one cycle. The next one follows without a gap.",
        ),
        Figure(
            beats(p),
            "A beat's words stand for two cycles in the register of its parity, and are written by a strobe from a flip-flop."
            f" {stands}",
        ),
    )


def _claims(p: EntryCounting) -> Sequence[Claim]:
    cells = (
        Claim(
            "dedicated cells", "assumed", "size, delay and power are parameters with their source; there is no layout behind them"
        ),
    )
    return (
        Claim("results", "exact", "the Verilog equals the reference bit for bit; there is no analog part"),
        Claim("number formats", "exact", "interval arithmetic over every value that can occur; the Verilog has these widths"),
        Claim("cycles and event counters", "exact", "the co-simulation must count what is predicted"),
        Claim(
            f"{counted(p.storage_bits, 'stored bit')}",
            "exact",
            f"{p.store.lanes} × {p.store.words} words of {p.word_bits}; {2 * p.store.lanes * p.word_bits:,} more of streamed words",
        ),
        Claim(f"clock of {p.clock_mhz:g} MHz", "a goal", "what the constraints ask for; synthesis and layout tell the rest"),
        *(cells if p.cells.kind == "dedicated" else ()),
    )
