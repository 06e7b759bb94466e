"""The two-way array in Verilog: a link to a model outside the simulator, and a model by itself."""

from ...params.two_way import Side, TwoWay
from ..pins import ports
from .stand_in import stand_in


def link(p: TwoWay) -> str:
    """The array's stand-in; ``forward_code`` and ``backward_code`` are deposited, a byte a converter."""
    drive = ["slot", "backward", "column_drive", "row_drive"]
    if p.array.layout == "interleaved":
        drive.insert(0, "plane")
    return stand_in(p, strobe="sample", drive=drive, deposits=_deposits(p), decisions=_decisions(p))


def _deposits(p: TwoWay) -> str:
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
    """The array itself, behaviourally: ideal, or one chip whose tables lie in the folder that ``TABLES`` names.

    The arithmetic is that of ``bitline_sim.arrays.two_way``, integer for integer, so both give the same codes from one seed.
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
  localparam GROUP = {group}, DIGIT = {p.input.digit_bits}, MOST = {most};
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

  // what it holds
  reg stored [0:ROWS*COLUMNS*PLANES-1];
  reg [63:0] written_at [0:ROWS*{p.word_groups}-1];
  reg [63:0] evaluations;

  reg [7:0] code [0:MOST-1];
  reg signed [63:0] charge [0:MOST-1];
  reg signed [63:0] value;
  reg [63:0] word, counter, digit;
  integer line, lane, plane_, n, k, at, group_;

  initial begin
    evaluations = 0;
    for (n = 0; n < MOST; n = n + 1) code[n] = 0;
    for (n = 0; n < ROWS*{p.word_groups}; n = n + 1) written_at[n] = 0;
    if (TABLES == "") begin
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
      $readmemh({{TABLES, "/gain.hex"}}, gain);
      $readmemh({{TABLES, "/mid_forward.hex"}}, mid_forward);
      $readmemh({{TABLES, "/mid_backward.hex"}}, mid_backward);
      $readmemh({{TABLES, "/threshold_forward.hex"}}, threshold_forward);
      $readmemh({{TABLES, "/threshold_backward.hex"}}, threshold_backward);
      $readmemh({{TABLES, "/stuck.hex"}}, stuck);
      $readmemh({{TABLES, "/life.hex"}}, life);
      $readmemh({{TABLES, "/preferred.hex"}}, preferred);
      $readmemh({{TABLES, "/stored.hex"}}, stored);
      $readmemh({{TABLES, "/noise.hex"}}, noise);
      $readmemh({{TABLES, "/chip.hex"}}, chip);
    end
  end

  // what a cell holds now: what it is stuck at, what it fell back to, or what was written
  function held;
    input integer cell_;
    input integer since;
    if (stuck[cell_] != 8'hff) held = stuck[cell_][0];
    else if (chip[4] != 0 && life[cell_] <= evaluations - written_at[since]) held = preferred[cell_];
    else held = stored[cell_];
  endfunction

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
    if (backward[0]) evaluate_backward;
    else evaluate_forward;
    evaluations = evaluations + 1;
  end

  always @(posedge write)
    for (group_ = 0; group_ < {p.word_groups}; group_ = group_ + 1)
      if (word_group[group_]) begin
        written_at[row * {p.word_groups} + group_] = evaluations;
        for (n = 0; n < GROUP * PLANES; n = n + 1)
          if (group_ * GROUP + n / PLANES < COLUMNS)
            stored[(row * COLUMNS + group_ * GROUP) * PLANES + n] = write_data[n];
      end

  always @(posedge read)
    for (group_ = 0; group_ < {p.word_groups}; group_ = group_ + 1)
      if (word_group[group_])
        for (n = 0; n < GROUP * PLANES; n = n + 1)
          read_data[n] = group_ * GROUP + n / PLANES < COLUMNS
            ? held((row * COLUMNS + group_ * GROUP) * PLANES + n, row * {p.word_groups} + group_) : 1'b0;

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
    lines, drive = ("COLUMNS", "column_drive") if side.backward else ("ROWS", "row_drive")
    output = f"(lane * SHARE + at)"
    row, column = (output, "line") if side.backward else ("line", output)
    one = side.one_plane_at_a_time
    planes = "plane[plane_]" if one else "1"
    place = "lane" if one else "lane * PLANES + plane_"
    mid = ""
    if p.has_mid_line:
        table = "mid_backward[line * PLANES + plane_]" if side.backward else "mid_forward[line]"
        loop = f"for (plane_ = 0; plane_ < {'PLANES' if one else '1'}; plane_ = plane_ + 1)\n            if ({planes}) "
        mid = f"""          {loop}charge[{side.converters - 1}] = charge[{side.converters - 1}] + digit * {table};
"""
    shown = (
        f"{side.direction}_above" if p.adc.kind == "sar" else f"{side.direction}_level"
    )
    decisions = (
        f"code_{side.direction}[{p.adc.bits} * n_{side.direction} +: {p.adc.bits}] >= {side.direction}_trial[{p.adc.bits} * n_{side.direction} +: {p.adc.bits}]"
        if p.adc.kind == "sar"
        else ""
    )
    name = side.direction
    comparators = (
        f"""  genvar g_{name};
  generate
    for (g_{name} = 0; g_{name} < {side.converters}; g_{name} = g_{name} + 1) begin : {name}_comparator
      assign {shown}[g_{name}] = {name}_code[8 * g_{name} +: {p.adc.bits}] >= {name}_trial[{p.adc.bits} * g_{name} +: {p.adc.bits}];
    end
  endgenerate
"""
        if decisions
        else f"""  genvar g_{name};
  generate
    for (g_{name} = 0; g_{name} < {side.converters}; g_{name} = g_{name} + 1) begin : {name}_comparator
      assign {shown}[LEVELS * g_{name} +: LEVELS] = ~({{LEVELS{{1'b1}}}} << {name}_code[8 * g_{name} +: {p.adc.bits}]);
    end
  endgenerate
"""
    )
    return f"""  reg [{8 * side.converters - 1}:0] {name}_code = 0;

  task evaluate_{name};
    begin
      for (at = SHARE - 1; at > 0 && !slot[at]; at = at - 1) ;
      for (n = 0; n < {side.converters}; n = n + 1) charge[n] = 0;
      for (line = 0; line < {lines}; line = line + 1) begin
        digit = {drive}[line * DIGIT +: DIGIT];
        if (digit != 0) begin
          for (lane = 0; lane < {side.lanes}; lane = lane + 1)
            for (plane_ = 0; plane_ < PLANES; plane_ = plane_ + 1)
              if ({planes} && held(({row} * COLUMNS + {column}) * PLANES + plane_, {row} * {p.word_groups} + {column} / GROUP))
                charge[{place}] = charge[{place}] + digit * gain[({row} * COLUMNS + {column}) * PLANES + plane_];
{mid}        end
      end
      for (n = 0; n < {side.converters}; n = n + 1) begin
        develop;
        code[n] = 0;
        for (k = {p.adc.bits - 1}; k >= 0; k = k - 1)
          if (value >= threshold_{name}[n * LEVELS + (code[n] | 1 << k) - 1]) code[n] = code[n] | 1 << k;
        {name}_code[8 * n +: 8] = code[n];
      end
    end
  endtask

{comparators}
"""
