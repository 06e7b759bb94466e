"""What a datasheet says of the two-way macro."""

from collections.abc import Sequence

from ....params.two_way import DIRECTIONS, Direction, TwoWay
from ...waves import Evaluation, evaluations, write_access
from .. import Chapters, Claim, Fact, Figure, Operation, counted
from .signs import signed_schemes
from .structure import LAYOUTS, structure

KINDS = {"sar": "successive approximation", "flash": "flash"}


def chapters(p: TwoWay) -> Chapters:
    """The chapters of one two-way macro."""
    return Chapters(
        about=_about(p),
        facts=_facts(p),
        diagram=structure(p),
        streams=_streams(p),
        operations=_operations(p),
        rules=_rules(p),
        figures=(_evaluation(p), _write(p)),
        tables=(signed_schemes(p),),
        claims=_claims(p),
    )


def _about(p: TwoWay) -> str:
    exact = (
        "Every sum of a read is a code of the converters, so an ideal array gives the exact product."
        if p.exact
        else f"A read can sum to {p.line_sums[-1]} units, and the converters resolve {p.adc.step} a step up to {p.code_values[-1]}:"
        " sums are rounded to a code and clipped there, as the reference model does."
    )
    array, backward = "An array", ""
    if "backward" in p.sides:
        array, backward = "A transposable array", ", or along its rows, `g[r] = Σ e[c]·W[r,c]`"
    return (
        f"{array} of {p.array.rows} × {p.array.columns} weights of {p.weight.bits} bits is read along its columns,"
        f" `y[c] = Σ x[r]·W[r,c]`{backward}. Inputs enter digit by digit on at most"
        f" {counted(p.array.lines_per_read, 'line')} at a time; converters, each for {counted(p.adc.share, 'line')}, digitize the"
        f" sums, and shift-and-add lanes weigh and add them. {exact}"
    )


def _facts(p: TwoWay) -> Sequence[Fact]:
    sides = p.sides.values()
    return (
        Fact(
            f"{p.array.rows} × {p.array.columns} weights",
            f"of {counted(p.weight.bits, 'bit')}, {len(p.planes)} cells each, {LAYOUTS[p.array.layout]}",
        ),
        Fact(
            f"{p.input.bits}-bit inputs",
            f"in digits of {counted(p.input.digit_bits, 'bit')}, {counted(p.array.lines_per_read, 'line')} a read",
        ),
        Fact(
            f"{' + '.join(str(side.converters) for side in sides)} converters",
            f"{' and '.join(p.sides)}, {p.adc.bits}-bit {KINDS[p.adc.kind]}, {counted(p.adc.share, 'line')} each",
        ),
        *(_speed(p, direction, signed=direction == "backward") for direction in p.sides),
        Fact("exact" if p.exact else "rounded and clipped", "products on an ideal array"),
    )


def _speed(p: TwoWay, direction: Direction, *, signed: bool) -> Fact:
    cycles = p.product_cycles(direction, signed)
    sign = "signed" if signed else "unsigned"
    time = _time(cycles / p.clock_mhz)
    return Fact(f"{cycles:,} cycles", f"a {direction} product of {sign} inputs: {time} at {p.clock_mhz:g} MHz")


def _time(microseconds: float) -> str:
    if microseconds >= 1000:
        return f"{microseconds / 1000:.3g} ms"
    return f"{microseconds:.3g} µs" if microseconds >= 1 else f"{microseconds * 1000:.3g} ns"


def _streams(p: TwoWay) -> dict[str, str]:
    lines, coding = p.array.lines_per_read, "unsigned" if p.weight.sign == "unsigned" else "two's complement"
    return {
        "op": "what to do, in order; an operation stands until it is done",
        "x": f"input vectors, {counted(lines, 'input')} a beat, input 0 first; unsigned or signed as the operation says",
        "y": f"results, a slot a beat: word j of slot s is output j × {p.adc.share} + s",
        "w": f"weights to write or to verify against, {counted(lines, 'column')} a beat, column 0 first; {coding}",
        "r": "weights read or verified; `differs` marks those that are not what `w` says",
    }


# ---- operations


def _operations(p: TwoWay) -> Sequence[Operation]:
    w, r = (f"{counted(p.word_groups, 'beat')} of `{stream}`" for stream in "wr")
    return (
        *(_product(p, direction) for direction in DIRECTIONS),
        Operation("write", "write row `row`", w, "", f"{p.access_cycles('write'):,}"),
        Operation("read", "read row `row`", "", r, f"{p.access_cycles('read'):,}"),
        Operation("verify", "read row `row` and compare it with `w`", w, r, f"{p.access_cycles('verify'):,}"),
        Operation("clear", "write zero to every weight", "", "", f"{p.access_cycles('clear'):,}"),
    )


def _product(p: TwoWay, direction: Direction) -> Operation:
    if direction not in p.sides:
        return Operation(direction, "none: the array is read along its columns alone; it is dropped, and sets `illegal`")
    inputs, results = ("rows", "columns") if direction == "forward" else ("columns", "rows")
    unsigned, signed = (p.product_cycles(direction, is_signed) for is_signed in (False, True))
    return Operation(
        direction,
        f"product with inputs on the {inputs}, results from the {results}; `signed` says what the inputs are",
        f"{counted(p.sides[direction].groups, 'beat')} of `x`",
        f"{counted(p.adc.share, 'beat')} of `y`",
        f"{unsigned:,}" if unsigned == signed else f"{unsigned:,} unsigned, {signed:,} signed",
    )


def _rules(p: TwoWay) -> Sequence[str]:
    sides = p.sides.items()
    beats = " and ".join(f"{counted(side.groups, 'beat')} for a {direction} one" for direction, side in sides)
    lanes = ", ".join(f"{direction} fills {counted(side.lanes, 'word')} of a beat" for direction, side in sides)
    rules = [
        "Operations are carried out in the order of `op`. Products follow each other without a gap; a write, read, verify or clear"
        " begins when no evaluation is under way.",
        f"`x` is taken only while a product stands at `op`: {beats}. Words of a last, shorter group beyond the vector are not"
        " used.",
        "An evaluation starts as soon as its inputs are there, so a vector's later beats may follow while the first are at work."
        " A slow sender or receiver costs time, and never a result.",
        f"`last` marks the beat of a product's last slot: {lanes}; others are zero.",
        "An operation code or row that does not exist is dropped, takes nothing from `x` or `w`, and sets `illegal` until reset.",
        "Reset does not change the array. Write every row, or `clear` it, before the first product.",
    ]
    if p.keeps_sums:
        rules.append(
            "Signed inputs are offset binary: the sums of the weights are kept on chip. **Begin with `clear`**,"
            " which sets them and `sums_valid`; each write then reads the old row first and corrects them. Until `sums_valid` is"
            " set, products of signed inputs are wrong; those of unsigned inputs do not use the sums."
        )
    if p.timing.stretch_bits:
        rules.append(
            f"The `phases` register lengthens precharge, evaluate and sample by up to {counted(p.stretch[-1], 'cycle')} each, and"
            " every period by their sum. Change it only while `busy` is 0."
        )
    return rules


# ---- timing


def _evaluation(p: TwoWay) -> Figure:
    timing, adc = p.timing, p.adc
    steps = ("all levels",) if adc.kind == "flash" else tuple(f"b{bit}" for bit in reversed(range(adc.bits)))
    phases = Evaluation(timing.precharge, timing.evaluate, timing.sample, steps, adc.compare_cycles, p.period)
    return Figure(
        evaluations(phases, "lines, slot", "conversion", p.result_latency),
        "While one sample is converted, the bit lines precharge and settle for the next. `sample` takes the value at its rise and"
        f" lasts {counted(timing.sample, 'cycle')} with the lines still driven. Evaluation 1 is the last of its slot: its codes are"
        " weighed, added a cycle later, and the result passes a queue place. All strobes come straight from flip-flops.",
    )


def _write(p: TwoWay) -> Figure:
    first = " The cells are read before and after, so that the weight sums follow what they hold." if p.keeps_sums else ""
    return Figure(
        write_access(groups=p.word_groups, write=p.timing.write, read=p.timing.read if p.keeps_sums else 0),
        f"Address and data stand a cycle before the strobe and a cycle after it. A row has {counted(p.word_groups, 'word group')}"
        f" and takes {counted(p.access_cycles('write'), 'cycle')}.{first}",
    )


# ---- certainty


def _claims(p: TwoWay) -> Sequence[Claim]:
    products = (
        Claim("products on an ideal array", "exact", "every sum of a read is a code")
        if p.exact
        else Claim("products on an ideal array", "rounded and clipped", "the converters' range and step, as in the reference")
    )
    return (
        Claim("number formats", "exact", "interval arithmetic over every value that can occur; the Verilog has these widths"),
        Claim("cycles", "exact", "with full streams and phases not stretched; the co-simulation must count the same"),
        Claim("results for given codes", "exact", "the Verilog equals the reference bit for bit, with every non-ideality on"),
        products,
        Claim(f"clock of {p.clock_mhz:g} MHz", "a goal", "what the constraints ask for; synthesis and layout tell the rest"),
        Claim("non-idealities, physical figures", "assumed", "each has its source in the parameter table; none was measured"),
    )
