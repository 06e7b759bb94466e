"""What the binary macro shows to its neighbours: the array's pins and strobes, the registers."""

from .. import formats
from ..pins import Pin, Strobe
from ..registers import Field, Register, counter, identity, stretches
from .schedule import Schedule

PHASES = ("precharge", "evaluate", "compare")


def array_pins(p: Schedule) -> tuple[Pin, ...]:
    """The array's pins, in the order of every view."""
    array, groups, row = p.array, p.word_groups, formats.width(formats.index(p.array.rows))
    return (
        Pin("row_code", "input", array.rows * array.code_bits, "drive", "west", "compare", "code of each word line"),
        Pin("precharge", "input", 1, "phase", "north", "compare", "bit lines are precharged"),
        Pin("evaluate", "input", 1, "phase", "north", "compare", "word lines carry their codes, cells discharge the bit lines"),
        Pin("compare", "input", 1, "strobe", "south", "", "its rise strobes the comparators"),
        Pin("fires", "output", array.columns, "decision", "south", "compare", "the column's sum is not negative"),
        Pin("row", "input", row, "select", "west", "write read", "row that is written or read"),
        Pin("word_group", "input", groups, "select", "north", "write read", "columns that are written or read, one-hot"),
        Pin("write_data", "input", array.word, "data", "north", "write", "cells of a word group"),
        Pin("write", "input", 1, "strobe", "west", "", "its rise writes the word group"),
        Pin("read", "input", 1, "strobe", "west", "", "its rise reads the word group"),
        Pin("read_data", "output", array.word, "read", "north", "read", "cells of the word group last read"),
    )


def strobes(p: Schedule) -> dict[str, Strobe]:
    """The array's strobes, and how its pins move about them."""
    timing, physical = p.timing, p.physical
    return {
        "compare": Strobe(
            high=timing.compare,
            period=p.slot,
            before=timing.precharge + timing.evaluate - p.drive_latency,
            after=timing.compare + p.drive_latency,
            answer=timing.compare,
            setup_ns=physical.settle_ns,
            hold_ns=physical.hold_ns,
            pulse_ns=physical.pulse_ns,
            answer_ns=physical.compare_ns,
            energy_pj=p.array.rows * p.array.columns * physical.product_fj / 1000,
        ),
        "write": physical.access(timing.write, answer=0, cells=p.array.word),
        "read": physical.access(timing.read, answer=timing.read, cells=p.array.word),
    }


def registers(p: Schedule) -> tuple[Register, ...]:
    """The macro's own registers."""
    bad_word = Field("bad_word", 16, "read-only", 0, "number of the first word refused of the program last loaded")
    faults = Field("faults", 32, "read-only", 0, "word groups found with a wrong cell by the last self-test")
    return (
        identity(p.fingerprint),
        *stretches(PHASES, p.timing.stretch_bits),
        Register("calibration", _calibration(p), "offsets and faults"),
        Register("status", _STATUS, "what the macro does"),
        Register("bad_word", (bad_word,), "where a program is wrong"),
        Register("faults", (faults,), "how the array fares"),
        counter("evaluations", "array evaluations since reset"),
        counter("row_writes", "rows written since reset"),
    )


def _calibration(p: Schedule) -> tuple[Field, ...]:
    trims = "its rise measures and trims every column's offset, once nothing else is under way"
    tests = "its rise starts the self-test, once nothing else is under way"
    repeats = "logarithm of the decisions that a trim digit rests on"
    return (
        Field("start_trim", 1, "read-write", 0, trims),
        Field("start_test", 1, "read-write", 0, tests),
        Field("use_trim", 1, "read-write", 0, "trim rows are driven in every evaluation", static=True),
        Field("trim_repeats", formats.width(p.repeats), "read-write", 0, repeats, static=True),
    )


_STATUS = (
    Field("busy", 1, "read-only", 0, "an operation is under way"),
    Field("illegal", 1, "read-only", 0, "an operation that does not exist or cannot be done has been dropped since reset"),
    Field("ready", 1, "read-only", 0, "a program is loaded"),
    Field("bad_program", 1, "read-only", 0, "the program last loaded holds a word that is none; load another one"),
)
