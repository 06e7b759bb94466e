"""What the arrays' models in Verilog share: how one becomes a chip, draws numbers, and leaves a transcript."""

from collections.abc import Sequence

DECLARATIONS = """\
  // where the chip's tables lie, and what is left of what it did
  reg [8*1024-1:0] folder, file;
  integer transcript;
  reg over = 1'b0;
"""

OPENED = """\
    folder = TABLES;
    if (folder == 0 && !$value$plusargs("tables=%s", folder)) folder = 0;
    transcript = 0;
    if ($value$plusargs("transcript=%s", file)) transcript = $fopen(file, "w");
"""

CLOSED = """\
  // nothing more is coming
  always @(posedge over)
    if (transcript != 0) $fclose(transcript);
"""

DRAWN = """\
  // draw a word by its number: SplitMix64
  function [63:0] drawn;
    input [63:0] number;
    reg [63:0] z;
    begin
      z = chip[0] + (number + 64'd1) * 64'h9e3779b97f4a7c15;
      z = (z ^ (z >> 30)) * 64'hbf58476d1ce4e5b9;
      z = (z ^ (z >> 27)) * 64'h94d049bb133111eb;
      drawn = z ^ (z >> 31);
    end
  endfunction
"""


def loaded(tables: Sequence[str]) -> str:
    """Statements that read the chip's tables, each into the memory of its name."""
    lines = [f'      $sformat(file, "%0s/{table}.hex", folder);\n      $readmemh(file, {table});\n' for table in tables]
    return "".join(lines)
