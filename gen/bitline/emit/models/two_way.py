"""The two-way array in Verilog: a link to a model outside the simulator, and a model by itself."""

from ...params.two_way import Side, TwoWay
from ..pins import ports
from . import chip
from .stand_in import stand_in

TABLES = (
    "gain", "mid_forward", "mid_backward", "threshold_forward", "threshold_backward",
    "stuck", "life", "preferred", "stored", "noise", "chip",
)  # fmt: skip


def link(p: TwoWay) -> str:
    """The array's stand-in; ``forward_code`` and ``backward_code`` are deposited, a byte a converter."""
    return stand_in(p, strobe="sample", drive=_drive(p), deposits=_codes(p), decisions=_decisions(p))


def _drive(p: TwoWay) -> list[str]:
    """Pins that decide an evaluation, highest first."""
    plane = ["plane"] if p.array.layout == "interleaved" else []
    return [*plane, "slot", "backward", "column_drive", "row_drive"]


def _codes(p: TwoWay) -> str:
    return "".join(f"  reg [{8 * side.converters - 1}:0] {side.direction}_code = 0;\n" for side in p.sides.values())


def _decisions(p: TwoWay) -> str:
    """Comparators from the byte-wide codes, in one concatenation a side: slice by slice would wake every reader each time."""
    out = []
    for side in p.sides.values():
        codes = [f"{side.direction}_code[{8 * n + p.adc.bits - 1}:{8 * n}]" for n in reversed(range(side.converters))]
        if p.adc.kind == "sar":
            bits, trial = p.adc.bits, f"{side.direction}_trial"
            trials = [f"{trial}[{bits * n + bits - 1}:{bits * n}]" for n in reversed(range(side.converters))]
            pin, parts = "above", [f"{code} >= {trial}" for code, trial in zip(codes, trials, strict=True)]
        else:
            ones = f"{{{p.codes[-1]}{{1'b1}}}}"
            pin, parts = "level", [f"~({ones} << {code})" for code in codes]
        joined = ",\n    ".join(parts)
        out.append(f"  assign {side.direction}_{pin} = {{\n    {joined}\n  }};\n")
    return "\n".join(out)


def model(p: TwoWay) -> str:
    """The array itself, behaviourally: ideal, or one chip whose tables lie in the folder that ``TABLES`` or ``+tables=`` names.

    The arithmetic is that of ``bitline_sim.arrays.two_way``, integer for integer, so both give the same codes from one seed.
    With ``+transcript=`` every evaluation and every write leaves a line in that file, which is complete once ``over`` has risen.
    """
    planes, share = len(p.planes), p.adc.share
    rows, columns, group = p.array.rows, p.array.columns, p.array.lines_per_read
    most = max(side.converters for side in p.sides.values())
    return f"""// {p.array_name}: behavioural model for simulation. Charges are in 1/4096 of a product.
module {p.array_name} #(
  parameter TABLES = ""
) (
{ports(p.array_pins, ["read_data"])}
);

  localparam ROWS = {rows}, COLUMNS = {columns}, PLANES = {planes}, SHARE = {share};
  localparam GROUP = {group}, GROUPS = {p.word_groups}, DIGIT = {p.input.digit_bits}, MOST = {most};
  localparam UNIT = 4096, STEP = {p.adc.step}, LEVELS = {p.codes[-1]};

  // what a chip is
  reg [31:0] gain [0:ROWS*COLUMNS*PLANES-1];
  reg [31:0] mid_forward [0:ROWS-1];
  reg [31:0] mid_backward [0:COLUMNS*PLANES-1];
{_thresholds(p)}
  reg [7:0] stuck [0:ROWS*COLUMNS*PLANES-1];
  reg [63:0] life [0:ROWS*COLUMNS*PLANES-1];
  reg preferred [0:ROWS*COLUMNS*PLANES-1];
  reg signed [63:0] noise [0:4095];
  reg [63:0] chip [0:4];  // seed, knee, clip, whether it has noise, whether it forgets

  // what it holds, and what that puts on a bit line
  reg stored [0:ROWS*COLUMNS*PLANES-1];
  reg [63:0] written_at [0:ROWS*GROUPS-1];
  reg [31:0] put [0:ROWS*COLUMNS*PLANES-1];
  reg stale;
  reg [63:0] evaluations;

  reg [31:0] charge [0:MOST-1];
  reg [31:0] digit;
  reg signed [63:0] value;
  reg [63:0] word;
  reg [7:0] code;
  reg [GROUP*PLANES-1:0] shown;
  integer line, lane, plane_, cell_, n, k, at, group_;

{_codes(p)}
{chip.DECLARATIONS}
  initial begin
    evaluations = 0;
    stale = 1'b1;
    for (n = 0; n < ROWS*GROUPS; n = n + 1) written_at[n] = 0;
{chip.OPENED}    if (folder == 0) begin
      for (n = 0; n < ROWS*COLUMNS*PLANES; n = n + 1) begin
        gain[n] = UNIT;
        stuck[n] = 8'hff;
        stored[n] = 1'b0;
      end
      for (n = 0; n < ROWS; n = n + 1) mid_forward[n] = UNIT;
      for (n = 0; n < COLUMNS*PLANES; n = n + 1) mid_backward[n] = UNIT;
      for (n = 0; n < 5; n = n + 1) chip[n] = 0;
{_ideal_thresholds(p)}
    end else begin
{chip.loaded(TABLES)}    end
  end

{chip.DRAWN}
  // the write that a cell was last written with: its row and word group
  function integer word_of;
    input integer which;
    word_of = which / (COLUMNS * PLANES) * GROUPS + which / PLANES % COLUMNS / GROUP;
  endfunction

  // what a cell holds now: what it is stuck at, what it fell back to, or what was written
  function held;
    input integer which;
    if (stuck[which] != 8'hff) held = stuck[which][0];
    else if (chip[4] != 0 && life[which] <= evaluations - written_at[word_of(which)]) held = preferred[which];
    else held = stored[which];
  endfunction

  // charge on a bit line to the value that is converted
  task develop;
    begin
      value = charge[n];
      if (chip[1] != 0) value = value - (value * value + $signed(chip[1]) + value - 1) / ($signed(chip[1]) + value);
      if (chip[2] != 0 && value > $signed(chip[2])) value = $signed(chip[2]);
      if (chip[3] != 0) begin
        word = drawn(evaluations * MOST + n);
        value = value + noise[word[63:52]] + noise[word[51:40]];
      end
    end
  endtask

{"".join(_evaluation(p, side) for side in p.sides.values())}
  always @(posedge sample) begin
    if (stale || chip[4] != 0) begin
      for (cell_ = 0; cell_ < ROWS*COLUMNS*PLANES; cell_ = cell_ + 1) put[cell_] = held(cell_) ? gain[cell_] : 0;
      stale = 1'b0;
    end
    for (at = SHARE - 1; at > 0 && !slot[at]; at = at - 1) ;
    for (n = 0; n < MOST; n = n + 1) charge[n] = 0;
    if (backward[0]) evaluate_backward;
    else evaluate_forward;
    evaluations = evaluations + 1;
  end

  // the cells of a word group, those beyond the row's end as zeros
  task show;
    for (n = 0; n < GROUP * PLANES; n = n + 1)
      shown[n] = group_ * GROUP + n / PLANES < COLUMNS ? held((row * COLUMNS + group_ * GROUP) * PLANES + n) : 1'b0;
  endtask

  always @(posedge write)
    for (group_ = 0; group_ < GROUPS; group_ = group_ + 1)
      if (word_group[group_]) begin
        written_at[row * GROUPS + group_] = evaluations;
        for (n = 0; n < GROUP * PLANES; n = n + 1)
          if (group_ * GROUP + n / PLANES < COLUMNS)
            stored[(row * COLUMNS + group_ * GROUP) * PLANES + n] = write_data[n];
        stale = 1'b1;
        show;
        if (transcript != 0) $fwrite(transcript, "write %0d %0d %h\\n", row, group_, shown);
      end

  always @(posedge read)
    for (group_ = 0; group_ < GROUPS; group_ = group_ + 1)
      if (word_group[group_]) begin
        show;
        read_data = shown;
      end

{chip.CLOSED}
{_decisions(p)}
endmodule
"""


def _thresholds(p: TwoWay) -> str:
    return "\n".join(f"  reg signed [31:0] threshold_{side.direction} [0:{side.converters}*LEVELS-1];" for side in p.sides.values())


def _ideal_thresholds(p: TwoWay) -> str:
    return "\n".join(
        f"""      for (n = 0; n < {side.converters}; n = n + 1)
        for (k = 0; k < LEVELS; k = k + 1)
          threshold_{side.direction}[n * LEVELS + k] = (2 * k + 1) * STEP * UNIT / 2;"""
        for side in p.sides.values()
    )


def _evaluation(p: TwoWay, side: Side) -> str:
    """One direction: every driven line's charge to the bit lines, and their conversion."""
    name = side.direction
    lines, drive = ("COLUMNS", "column_drive") if side.backward else ("ROWS", "row_drive")
    output = "(lane * SHARE + at)"
    row, column = (output, "line") if side.backward else ("line", output)
    one = side.one_plane_at_a_time
    place = "lane" if one else "lane * PLANES + plane_"
    chosen = "\n              if (plane[plane_])" if one else ""
    return f"""  task evaluate_{name};
    begin
      for (line = 0; line < {lines}; line = line + 1) begin
        digit = {drive}[line * DIGIT +: DIGIT];
        if (digit != 0) begin
          for (lane = 0; lane < {side.lanes}; lane = lane + 1)
            for (plane_ = 0; plane_ < PLANES; plane_ = plane_ + 1){chosen}
              charge[{place}] = charge[{place}] + digit * put[({row} * COLUMNS + {column}) * PLANES + plane_];
{_mid_line(p, side)}        end
      end
      for (n = 0; n < {side.converters}; n = n + 1) begin
        develop;
        code = 0;
        for (k = {p.adc.bits - 1}; k >= 0; k = k - 1)
          if (value >= threshold_{name}[n * LEVELS + (code | 1 << k) - 1]) code = code | 1 << k;
        {name}_code[8 * n +: 8] = code;
      end
      if (transcript != 0) $fwrite(transcript, "evaluate %h %h\\n", {{{", ".join(_drive(p))}}}, {name}_code);
    end
  endtask

"""


def _mid_line(p: TwoWay, side: Side) -> str:
    """The charge of the mid-level line's cells, on the last converter."""
    if not p.has_mid_line:
        return ""
    last = f"charge[{side.converters - 1}]"
    if side.one_plane_at_a_time:
        each = "for (plane_ = 0; plane_ < PLANES; plane_ = plane_ + 1)\n            if (plane[plane_]) "
        return f"          {each}{last} = {last} + digit * mid_backward[line * PLANES + plane_];\n"
    table = "mid_backward[line * PLANES]" if side.backward else "mid_forward[line]"
    return f"          {last} = {last} + digit * {table};\n"
