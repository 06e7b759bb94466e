"""What a datasheet says of the training engine."""

from collections.abc import Sequence

from ....params.two_way_training import TwoWayTraining
from .. import Chapters, Claim, Fact, Operation, Table, counted
from .instructions import instruction_fields, instructions
from .structure import structure


def chapters(p: TwoWayTraining) -> Chapters:
    """The chapters of one training engine."""
    return Chapters(
        about=_about(p),
        facts=_facts(p),
        diagram=structure(p),
        streams=_streams(p),
        operations=_operations(),
        rules=_rules(p),
        tables=(_arrays(p), _memories(p), instructions(p), instruction_fields(p)),
        claims=_claims(p),
    )


def _about(p: TwoWayTraining) -> str:
    macros = counted(p.training.macros, "two-way macro")
    return (
        f"Trains networks on {macros} of {p.array.rows} × {p.array.columns} weights: a program takes a batch through the forward"
        " products, the errors' way back, the gradients and the update of every layer. Layers larger than a macro are cut into"
        " tiles; convolutions are walked over position by position. Sums, gradients and errors are integers, and the reference"
        " gives every one of them bit for bit."
    )


def _facts(p: TwoWayTraining) -> Sequence[Fact]:
    training = p.training
    rounding = f"nearest or stochastic, {training.random_bits} random bits" if p.random_words else "to nearest"
    return (
        Fact(f"{training.macros} × {p.array.rows} × {p.array.columns} weights", f"of {counted(p.weight.bits, 'bit')}"),
        Fact(f"{training.activation_bits} and {training.error_bits} bits", "an activation, an error"),
        Fact(_gradients(p), f"added up in {training.sum_bits} bits"),
        Fact(rounding, "rounding of updates"),
        Fact(f"{training.momentum_bits} bits" if p.momenta else "none", "momentum"),
    )


def _gradients(p: TwoWayTraining) -> str:
    if p.gradient_macro is None:
        return f"{p.array.lines_per_read} gradients a cycle"
    cycles = p.gradient_macro.product_cycles("forward", signed=True)
    return f"{p.array.columns} gradients of {counted(p.array.rows, 'position')} in {cycles:,} cycles"


def _arrays(p: TwoWayTraining) -> Table:
    """Every black box of an array, and where it lies."""
    return Table(
        "Arrays",
        "Each is a black box of its own, whose views are estimates. An array that makes gradients stores the activations of a"
        " position in a row, and is driven by the errors of one output at a time; it is read along its columns alone.",
        ("module", "instances", "rows × columns", "cells of a word", "converters"),
        [
            (
                macro.array_name,
                ", ".join("/".join(path) for path, of in zip(p.array_paths, p.all_macros, strict=True) if of is macro),
                f"{macro.array.rows} × {macro.array.columns}",
                str(len(macro.planes)),
                " + ".join(str(side.converters) for side in macro.sides.values()),
            )
            for macro in p.arrays
        ],
    )


def _memories(p: TwoWayTraining) -> Table:
    return Table(
        "Memories",
        "They are black boxes, in whose place a memory compiler's go: a word is read and a word written in a cycle, what is read"
        " stands in the next one, and stays until the next read.",
        ("module", "holds", "words", "bits of a word"),
        [(memory.name, role, f"{memory.words:,}", str(memory.bits)) for role, memory in p.memories.items()],
    )


def _streams(p: TwoWayTraining) -> dict[str, str]:
    lanes = p.array.lines_per_read
    return {
        "op": "what to do, in order; an operation stands until it is done",
        "program": "instructions, and whether one is the program's last",
        "x": f"what a program takes, {lanes} lanes a word: values with their mask bit above them, sums, weights, random bits",
        "y": "what a program sends, likewise",
    }


def _operations() -> Sequence[Operation]:
    return (
        Operation("run", "carry out the program, from its first instruction to its last", "`x`, as it says", "`y`, as it says"),
        Operation("load", "take a program, and look at each of its words", "`program`, up to the last word"),
    )


def _rules(p: TwoWayTraining) -> Sequence[str]:
    return [
        "One instruction is carried out at a time, in order. A program runs as often as it is asked for.",
        "A program of which a word is refused leaves the engine in the state ILLEGAL, with the word's number in `bad_word`: a"
        " run is dropped then, sets `illegal`, and touches neither memories nor weights, until a legal program has been loaded.",
        "Reset changes neither arrays nor memories. **Begin with** `clear` **of every macro**, and write what is read; an"
        " array that makes gradients is cleared as it needs it.",
        "A forward product of padded channels needs weights of zero there: tiles are loaded whole.",
        "Addresses that a walk makes count modulo a memory's size, so no program reaches beyond it.",
    ]


def _claims(p: TwoWayTraining) -> Sequence[Claim]:
    return (
        Claim("cycles", "exact", "with full streams; the co-simulation must count the same"),
        Claim("values, sums, weights", "exact", "for the codes that the arrays give, the Verilog equals the reference bit for bit"),
        Claim(f"clock of {p.clock_mhz:g} MHz", "a goal", "what the constraints ask for; synthesis and layout tell the rest"),
        Claim("memories", "assumed", "of one cycle and two ports; their views are the compiler's, and none are made here"),
        Claim("non-idealities, physical figures", "assumed", "each has its source in the parameter table; none was measured"),
    )
