"""What the two-way macro shows to its neighbours: the array's pins and strobes, the registers."""

from ..pins import Pin, Strobe
from ..registers import Field, Register, counter, identity, stretches
from .schedule import Schedule
from .side import Side

PHASES = ("precharge", "evaluate", "sample")
"""Phases of an evaluation that a register lengthens."""


def array_pins(p: Schedule) -> tuple[Pin, ...]:
    """The array's pins, in the order of every view."""
    array, adc = p.array, p.adc
    words = array.lines_per_read * len(p.planes)
    pins = [Pin("row_drive", "input", array.rows * p.input.digit_bits, "drive", "west", "sample", "digit of each row")]
    if "backward" in p.sides:
        columns = array.columns * p.input.digit_bits
        pins += [
            Pin("column_drive", "input", columns, "drive", "north", "sample", "digit of each column"),
            Pin("backward", "input", 1, "select", "north", "sample", "columns are driven and rows are read"),
        ]
    pins.append(Pin("slot", "input", adc.share, "select", "south", "sample", "line of each converter's group, one-hot"))
    if p.drives_planes:
        meaning = "bit group driven by a backward read, one-hot"
        pins.append(Pin("plane", "input", len(p.planes), "select", "north", "sample", meaning))
    pins += [
        Pin("precharge", "input", 1, "phase", "north", "sample", "bit lines are precharged"),
        Pin("evaluate", "input", 1, "phase", "north", "sample", "driven lines discharge the bit lines"),
        Pin("sample", "input", 1, "strobe", "north", "", "its rise samples the bit lines into the converters"),
    ]
    for side in p.sides.values():
        pins += _converter_pins(p, side)
    pins += [
        Pin("row", "input", max(1, (array.rows - 1).bit_length()), "select", "west", "write read", "row that is written or read"),
        Pin("word_group", "input", p.word_groups, "select", "south", "write read", "columns that are written or read, one-hot"),
        Pin("write_data", "input", words, "data", "south", "write", "cells of a word group, word by word, lowest plane first"),
        Pin("write", "input", 1, "strobe", "west", "", "its rise writes the word group"),
        Pin("read", "input", 1, "strobe", "west", "", "its rise reads the word group"),
        Pin("read_data", "output", words, "read", "south", "read", "cells of the word group last read"),
    ]
    return tuple(pins)


def _converter_pins(p: Schedule, side: Side) -> list[Pin]:
    edge, direction, bits = "east" if side.backward else "south", side.direction, p.adc.bits
    if p.adc.kind == "flash":
        levels, meaning = side.converters * p.codes[-1], "comparators of each converter, lowest level first"
        return [Pin(f"{direction}_level", "output", levels, "decision", edge, "sample", meaning)]
    trial, meaning = f"{direction}_trial", "the sample is not below the trial code"
    return [
        Pin(trial, "input", side.converters * bits, "trial", edge, "", "code each comparator holds its sample against"),
        Pin(f"{direction}_above", "output", side.converters, "decision", edge, "sample", meaning, trial),
    ]


def strobes(p: Schedule) -> dict[str, Strobe]:
    """The array's strobes, and how its pins move about them."""
    timing, physical = p.timing, p.physical
    settled = timing.precharge + timing.evaluate
    products = p.array.lines_per_read * p.input.digit_bits * max(side.converters for side in p.sides.values())
    cells = p.array.lines_per_read * len(p.planes)
    return {
        "sample": Strobe(
            high=timing.sample,
            period=p.period,
            before=settled,
            after=p.period - settled,
            answer=p.adc.compare_cycles,
            setup_ns=physical.settle_ns,
            hold_ns=physical.hold_ns,
            pulse_ns=physical.pulse_ns,
            answer_ns=physical.compare_ns,
            energy_pj=products * physical.product_fj / 1000,
        ),
        "write": physical.access(timing.write, answer=0, cells=cells),
        "read": physical.access(timing.read, answer=timing.read, cells=cells),
    }


def registers(p: Schedule) -> tuple[Register, ...]:
    """The macro's own registers."""
    state = (
        Field("busy", 1, "read-only", 0, "an operation is under way"),
        Field("illegal", 1, "read-only", 0, "an operation or row that does not exist has been dropped since reset"),
        Field("sums_valid", 1, "read-only", 0, "the kept weight sums are those of the array: set by a clear operation"),
    )
    return (
        identity(p.fingerprint),
        *stretches(PHASES, p.timing.stretch_bits),
        Register("status", state if p.keeps_sums else state[:-1], "what the macro does"),
        counter("evaluations", "array evaluations since reset"),
    )
