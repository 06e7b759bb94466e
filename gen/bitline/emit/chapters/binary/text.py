"""What a datasheet says of the binary macro."""

from collections.abc import Sequence

from ....params.binary import Binary
from ...waves import write_access
from .. import Chapters, Claim, Fact, Figure, Operation, Table, counted
from .structure import structure
from .waves import slots


def chapters(p: Binary) -> Chapters:
    """The chapters of one binary macro."""
    return Chapters(
        about=_about(p),
        facts=_facts(p),
        diagram=structure(p),
        streams=_streams(p),
        operations=_operations(p),
        rules=_rules(p),
        figures=_figures(p),
        tables=(_rows(p),),
        claims=_claims(p),
    )


def _about(p: Binary) -> str:
    return (
        f"An SRAM of {p.array.rows} × {p.array.columns} cells, each ±1, whose word lines carry codes of"
        f" {counted(p.array.code_bits, 'bit')} and whose columns answer with a sign: column c fires where"
        " `Σ code[r]·cell[r, c] ≥ 0`. A program of evaluations makes layers of it: bits of one drive the rows of the next, bias"
        " rows of constant codes set thresholds, sums that need more than their sign are resolved by successive approximation,"
        " and votes become scores with the class of the highest."
    )


def _facts(p: Binary) -> Sequence[Fact]:
    rate = p.clock_mhz / p.slot
    return (
        Fact(f"{p.array.rows} × {p.array.columns} cells", "of ±1, in a 6T SRAM that can be read and written"),
        Fact(
            f"{p.array.code_bits}-bit codes", f"on {p.data_rows} data rows, {p.bias.rows} bias rows, {len(p.trim_rows)} trim rows"
        ),
        Fact(f"{rate:.4g} M/s", f"evaluations at {p.clock_mhz:g} MHz: a slot of {counted(p.slot, 'cycle')}, without a gap"),
        Fact(f"{p.strobes['compare'].energy_pj:.3g} pJ", "assumed of an evaluation of the array"),
        Fact(counted(p.program.steps, "step"), f"of a program, with {counted(p.program.pages, 'page')} of hidden bits"),
        Fact(f"{p.program.classes} classes", "voted on, with the highest found"),
    )


def _streams(p: Binary) -> dict[str, str]:
    return {
        "op": "what to do, in order; an operation stands until it is done",
        "program": "a program, a word a beat: the mask of the columns, entries of the bias table, steps",
        "x": f"input pages, {counted(p.input.lines, 'code')} a beat, data row 0 first; codes beyond the last row are not used",
        "y": "scores of votes that are sent, a class a beat, each with the class of the highest score so far",
        "w": f"cells to write or to verify against, {counted(p.array.word, 'column')} a beat, column 0 first",
        "r": "cells read or verified, and decisions shown; `differs` marks cells that are not what `w` says",
    }


def _operations(p: Binary) -> Sequence[Operation]:
    w, r = (f"{counted(p.word_groups, 'beat')} of `{stream}`" for stream in "wr")
    tested = f"{5 * p.array.rows + 2} rows of `r`"
    return (
        Operation("run", "run the program once", "pages of `x`, rows of `w`, as its steps say", "`y` and `r`, as its steps say"),
        Operation("load", "load a program", "its words at `program`", "", "one a word"),
        Operation("write", "write row `row`", w, "", f"{p.access_cycles('write'):,}"),
        Operation("read", "read row `row`", "", r, f"{p.access_cycles('read'):,}"),
        Operation("verify", "read row `row` and compare it with `w`", w, r, f"{p.access_cycles('verify'):,}"),
        Operation("trim", "measure every column's offset and write the trim rows against it"),
        Operation("test", "March C− over the array, then two evaluations on all zeros and on all ones", "", tested),
        Operation("evaluate", "a step: drive the rows, take a decision a column, `2^repeats` times"),
        Operation("search", "a step: resolve every column's sum, a bit an evaluation"),
        Operation("reload", "a step: write rows with words of `w`"),
    )


def _rules(p: Binary) -> Sequence[str]:
    rules = [
        "A sum of exactly 0 fires. Of several classes with the highest score the lowest is the label.",
        "Evaluations follow each other every slot, also where one drives bits that the one before has stored. One that accumulates"
        f" holds the next back for {counted(p.addition_cycles, 'cycle')} more; a vote holds back the next vote alone.",
        "A step waits for its input page, for cells of `w` where it reloads, and for room at `y` and `r`. A slow sender or receiver"
        " costs time, and never a result.",
        "A program with a word that is none is refused: `bad_program` stands, `bad_word` names the word, and nothing but another"
        " load is done.",
        "An operation that does not exist, a row beyond the array, or a run without a program is dropped and sets `illegal` until"
        " reset.",
        "A self-test overwrites every cell. Reset does not change the array: write every row before the first run.",
        "Trim after the rows are written or before: trimming drives trim rows alone. Trims count only while `use_trim` is set.",
    ]
    if p.timing.stretch_bits:
        rules.append(
            f"The `phases` register lengthens precharge, evaluate and compare by up to {counted(p.stretch[-1], 'cycle')} each, and"
            " every slot by their sum. Change it only while `busy` is 0."
        )
    return rules


def _figures(p: Binary) -> Sequence[Figure]:
    write = write_access(groups=p.word_groups, write=p.timing.write, read=0)
    return (
        Figure(
            slots(p),
            "The codes change two cycles into the precharge, when bits of the evaluation before are there to drive them. Decisions"
            " are taken at the end of `compare`. All strobes come straight from flip-flops.",
        ),
        Figure(
            write,
            f"Address and data stand a cycle before the strobe and a cycle after it. A row has"
            f" {counted(p.word_groups, 'word group')} and takes {counted(p.access_cycles('write'), 'cycle')}.",
        ),
    )


def _rows(p: Binary) -> Table:
    kinds = (
        ("data", range(p.data_rows), "codes of an input page, or one code for each hidden bit that is 1"),
        (
            "bias",
            p.bias_rows,
            f"constant codes, a step's choice of {p.bias.entries}",
        ),
        ("trim", p.trim_rows, f"codes {', '.join(map(str, p.trim_digits.codes))}: digits of {_weights(p)} code steps"),
    )
    return Table(
        title="Rows and what drives them",
        text=f"Cells of bias rows choose each column's threshold; a column's trim is what its cells in the trim rows make of ±"
        f"{sum(p.trim_digits.codes)} code steps.",
        headings=("rows", "from", "to", "driven by"),
        rows=[[name, str(span.start), str(span.stop - 1), what] for name, span, what in kinds],
    )


def _weights(p: Binary) -> str:
    return ", ".join(map(str, p.trim_digits.weights))


def _claims(p: Binary) -> Sequence[Claim]:
    return (
        Claim("number formats", "exact", "interval arithmetic over every value that can occur; the Verilog has these widths"),
        Claim("cycles", "exact", "with full streams; the co-simulation must count the same"),
        Claim("results for given decisions", "exact", "the Verilog equals the reference bit for bit, with every non-ideality on"),
        Claim("decisions of an ideal array", "exact", "signs of integer sums"),
        Claim(f"clock of {p.clock_mhz:g} MHz", "a goal", "what the constraints ask for; synthesis and layout tell the rest"),
        Claim("non-idealities, physical figures", "assumed", "each has its source in the parameter table; none was measured"),
    )
