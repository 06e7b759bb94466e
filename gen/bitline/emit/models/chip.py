"""What the arrays' models in Verilog share: how one becomes a chip, draws numbers, and leaves a transcript."""

from collections.abc import Sequence

DECLARATIONS = """\
  // what is left of what it did
  integer transcript;
  reg over = 1'b0;
"""

OPENED = """\
    transcript = 0;
    if ($test$plusargs("transcript")) transcript = $fopen({FOLDER, "/transcript.txt"}, "w");
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
    return "".join(f'      $readmemh({{FOLDER, "/{table}.hex"}}, {table});\n' for table in tables)
