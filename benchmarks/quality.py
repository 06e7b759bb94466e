"""Blocks of the periphery beside what a plain Verilog description of the same function gives, through the same tools.

    python benchmarks/quality.py
    python benchmarks/quality.py --blocks argmax sar

Every description goes through ``synth``, is mapped and sized for ``--target-ps`` and timed before layout; the period is the least.
Ours stands with the library's adder cells, and without, where it has adders.

Exit status 0: ours is smaller or faster than the plain description in every row, or the row says why not; 1: it is not;
2: there is no library, or a tool is missing.
"""

import argparse
import dataclasses
import json
import sys
from collections.abc import Callable, Iterator, Sequence

from rich.console import Console
from rich.table import Table
from synthesis import Figures, Source, add_library, measure

from bitline import platforms
from bitline.emit.verilog import Emission
from bitline.flow.library import Library, LibraryError, library
from bitline.flow.synthesis import FLAT, Description
from bitline.flow.tools import ToolError, yosys_version
from bitline.params import formats
from bitline.periphery.argmax import Argmax
from bitline.periphery.block import Block
from bitline.periphery.compressor import PopulationCount
from bitline.periphery.requantizer import Requantizer
from bitline.periphery.sar import Sar
from bitline.periphery.shift_add import ShiftAdd
from bitline.periphery.up_down_count import UpDownCount

PLANES = (1, 2, 4, 8, 16, 32, 64, -128)
"""What the codes of a weight's bit planes count, in two's complement."""

WEIGHTED = formats.span(-128 * 31, 127 * 31)
LANES = 128


@dataclasses.dataclass(frozen=True)
class Case:
    """A block and the same in plain Verilog, a module ``plain``; ``because`` says why it is no better, or what is not the same."""

    name: str
    ours: Callable[[], Block]
    plain: str
    because: str = ""


@dataclasses.dataclass(frozen=True)
class Row:
    """A line of the table; the ratios are those of the plain description to this one."""

    block: str
    description: str
    figures: Figures
    area_ratio: float
    period_ratio: float | None


POPULATION_COUNT = """
module plain (input [127:0] i, output reg [7:0] o);
  integer k;
  always @* begin
    o = 0;
    for (k = 0; k < 128; k = k + 1) o = o + i[k];
  end
endmodule
"""

UP_DOWN_COUNT = """
module plain (input [127:0] i, input [127:0] down, output reg signed [8:0] o);
  integer k;
  reg [7:0] ups, downs;
  always @* begin
    ups = 0;
    downs = 0;
    for (k = 0; k < 128; k = k + 1) begin
      ups = ups + (i[k] & ~down[k]);
      downs = downs + (i[k] & down[k]);
    end
    o = $signed({1'b0, ups}) - $signed({1'b0, downs});
  end
endmodule
"""

SHIFT_ADD = """
module plain (input clk, input [39:0] codes, input sum, add, first, negative, input [1:0] shift, output reg signed [25:0] total);
  reg signed [12:0] weighted;
  integer k;
  reg signed [12:0] summed;
  always @* begin
    summed = 0;
    for (k = 0; k < 7; k = k + 1) summed = summed + (codes[5*k +: 5] << k);
    summed = summed - (codes[39:35] << 7);
  end
  wire signed [25:0] moved = first ? 26'd0 : total << shift;
  always @(posedge clk) begin
    if (sum) weighted <= summed;
    if (add) total <= negative ? moved - weighted : moved + weighted;
  end
endmodule
"""

REQUANTIZER = """
module plain (input clk, rst, input i_valid, input signed [17:0] value, input signed [15:0] bias, input [11:0] multiplier,
    input plainly, tag, input [4:0] shift, input signed [3:0] zero_point, low, high,
    output reg signed [17:0] o, output reg o_tag, o_valid, input o_ready, output i_ready, output busy);
  reg [2:0] valid, passed, tags;
  reg signed [18:0] biased;
  reg signed [12:0] factor;
  reg signed [30:0] product, rounded;
  wire move = ~o_valid | o_ready;
  wire signed [31:0] half = shift == 0 ? 0 : (1 << (shift - 1)) - 1 + product[shift];
  wire signed [31:0] level = rounded + zero_point;
  assign i_ready = move;
  assign busy = |{valid, o_valid};
  always @(posedge clk)
    if (rst) begin
      valid <= 0;
      o_valid <= 0;
    end else if (move) begin
      valid <= {valid[1:0], i_valid};
      o_valid <= valid[2];
    end
  always @(posedge clk)
    if (move) begin
      passed <= {passed[1:0], plainly};
      {o_tag, tags} <= {tags, tag};
      biased <= plainly ? value : value + bias;
      factor <= plainly ? 1 : multiplier;
      product <= biased * factor;
      rounded <= passed[1] ? product : (product + half) >>> shift;
      o <= passed[2] ? rounded : level < low ? low : level > high ? high : level;
    end
endmodule
"""

ARGMAX = """
module plain (input clk, rst, take, first, input signed [15:0] value, input [3:0] at,
    output [3:0] number, output signed [15:0] highest);
  reg [3:0] kept_number;
  reg signed [15:0] kept_highest;
  wire higher = first || value > kept_highest;
  assign number = higher ? at : kept_number;
  assign highest = higher ? value : kept_highest;
  always @(posedge clk)
    if (rst) begin
      kept_number <= 0;
      kept_highest <= 0;
    end else if (take) begin
      kept_number <= number;
      kept_highest <= highest;
    end
endmodule
"""

SAR = """
module plain (input clk, rst, start, decide, above, output [4:0] trial, output reg [4:0] code);
  reg [4:0] step;
  assign trial = code | step;
  always @(posedge clk)
    if (rst) begin
      step <= 0;
      code <= 0;
    end else if (start) begin
      step <= 5'b10000;
      code <= 0;
    end else if (decide) begin
      if (above) code <= code | step;
      step <= step >> 1;
    end
endmodule
"""


WORD_PRODUCT = """
module plain (input [7:0] stored, streamed, output [15:0] product);
  assign product = stored * streamed;
endmodule
"""


def requantizer() -> Block:
    """Without a residual; one bit travels beside the value."""
    levels = formats.twos_complement(4)
    return Requantizer(
        value=formats.twos_complement(18), bias=formats.twos_complement(16), multiplier=range(1 << 12), output=levels,
        shift=range(32), residual=False, tag=1,
    )  # fmt: skip


def shift_add() -> Block:
    """A lane of eight bit planes of 5-bit codes."""
    return ShiftAdd(
        code_bits=5, weights=PLANES, weighted=WEIGHTED, accumulator=formats.twos_complement(26), correction=None, role="lane"
    )


def word_product() -> Block:
    """A lane of eight bit planes of one cell each: a stored byte times one that comes bit by bit."""
    planes = tuple(1 << plane for plane in range(8))
    return ShiftAdd(code_bits=1, weights=planes, weighted=range(256), accumulator=range(1 << 16), correction=None, role="element")


CASES = (
    Case("population count", lambda: PopulationCount(LANES), POPULATION_COUNT),
    Case("up/down count", lambda: UpDownCount(LANES), UP_DOWN_COUNT),
    Case("shift and add", shift_add, SHIFT_ADD),
    Case("requantizer", requantizer, REQUANTIZER),
    Case(
        "argmax", lambda: Argmax(formats.twos_complement(16), 10), ARGMAX,
        "it is the plain description: a comparison and two multiplexers leave nothing to choose",
    ),
    Case("sar", lambda: Sar(5), SAR),
    Case(
        "word product", word_product, WORD_PRODUCT,
        "OpenACM's element as published, an unsigned multiplier beside an SRAM; ours takes eight cycles, and adds products up",
    ),
)  # fmt: skip


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    names = [case.name.replace(" ", "-") for case in CASES]
    parser.add_argument("--blocks", nargs="+", choices=names, default=names, metavar="NAME", help=f"of {', '.join(names)}")
    add_library(parser, [name for name in platforms.names() if platforms.load(name).cells])
    parser.add_argument("--target-ps", type=int, default=1000, metavar="PS", help="delay to size gates for (default: 1000)")
    parser.add_argument("--json", action="store_true", help="print one JSON object instead of a table")
    options = parser.parse_args()
    chosen = [case for case in CASES if case.name.replace(" ", "-") in options.blocks]
    try:
        cells = library(platforms.load(options.platform), options.liberty)
        rows = [row for case in chosen for row in measured(case, cells, options.target_ps)]
    except (LibraryError, ToolError) as error:
        print(error, file=sys.stderr)
        return 2
    missed = [case.name for case in chosen if not case.because and not better([row for row in rows if row.block == case.name])]
    title = f"{yosys_version()}, {cells.paths[0].name}, sized for {options.target_ps} ps"
    if options.json:
        print(json.dumps({"ok": not missed, "title": title, "missed": missed, "rows": [dataclasses.asdict(row) for row in rows]}))
    else:
        show(title, rows, [f"{case.name}: {case.because}" for case in chosen if case.because], missed)
    return 1 if missed else 0


def measured(case: Case, cells: Library, target_ps: float) -> Iterator[Row]:
    """Ours, with adder cells and with gates alone where that differs, and the plain description last."""
    plain = measure(cells, target_ps, Source("plain", Description("plain", case.plain)), FLAT)
    texts = {}
    for name, adders in (("ours", cells.platform.cells), ("ours, gates", {})):
        emission = Emission("benchmark", adders)
        emission.describe(case.ours(), "ours")
        texts.setdefault("\n".join(emission.modules().values()), name)
    for text, name in texts.items():
        yield _row(case, name, measure(cells, target_ps, Source(name, Description("ours", text)), FLAT), plain)
    yield _row(case, "plain", plain, plain)


def _row(case: Case, name: str, figures: Figures, plain: Figures) -> Row:
    faster = plain.delay_ns / figures.delay_ns if plain.delay_ns and figures.delay_ns else None
    return Row(case.name, name, figures, plain.area / figures.area, faster)


def better(rows: Sequence[Row]) -> bool:
    """Whether one of ours is smaller or faster."""
    return any(row.area_ratio > 1 or (row.period_ratio or 0) > 1 for row in rows[:-1])


def show(title: str, rows: Sequence[Row], reasons: Sequence[str], missed: Sequence[str]) -> None:
    table = Table(title=title)
    for heading in ("block", "description"):
        table.add_column(heading)
    for heading in ("cells", "area", "flip-flops", "depth", "period, ns", "area ratio", "period ratio"):
        table.add_column(heading, justify="right")
    for row in rows:
        f = row.figures
        times = ("", "") if f.delay_ns is None or row.period_ratio is None else (f"{f.delay_ns:.2f}", f"{row.period_ratio:.2f}")
        counts = (f"{f.cells}", f"{f.area:.0f}", f"{f.flip_flops}", f"{f.depth}", times[0], f"{row.area_ratio:.2f}", times[1])
        table.add_row(row.block, row.description, *counts, end_section=row.description == "plain")
    console = Console(width=None if sys.stdout.isatty() else 120)
    console.print(table)
    for reason in reasons:
        console.print(reason)
    for name in missed:
        console.print(f"{name}: ours is neither smaller nor faster")


if __name__ == "__main__":
    sys.exit(main())
