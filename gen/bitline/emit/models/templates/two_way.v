// [[ p.array_name ]]: behavioural model for simulation. Charges are in 1/4096 of a product.
module [[ p.array_name ]] #(
  parameter FOLDER = "."
) (
[[ ports ]]
);

  localparam ROWS = [[ p.array.rows ]], COLUMNS = [[ p.array.columns ]], PLANES = [[ p.planes | length ]], SHARE = [[ p.adc.share ]];
  localparam GROUP = [[ p.array.lines_per_read ]], GROUPS = [[ p.word_groups ]], DIGIT = [[ p.input.digit_bits ]], MOST = [[ most ]];
  localparam UNIT = 4096, STEP = [[ p.adc.step ]], LEVELS = [[ p.codes[-1] ]];

  // what a chip is
  reg [31:0] gain [0:ROWS*COLUMNS*PLANES-1];
  reg [31:0] mid_forward [0:ROWS-1];
  reg [31:0] mid_backward [0:COLUMNS*PLANES-1];
[% for side in sides %]
  reg signed [31:0] threshold_[[ side.direction ]] [0:[[ side.converters ]]*LEVELS-1];
[% endfor %]
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

[[ codes ]]
[[ chip.DECLARATIONS ]]
  initial begin
    evaluations = 0;
    stale = 1'b1;
    for (n = 0; n < ROWS*GROUPS; n = n + 1) written_at[n] = 0;
[[ chip.OPENED ]]    if (!$test$plusargs("chip")) begin
      for (n = 0; n < ROWS*COLUMNS*PLANES; n = n + 1) begin
        gain[n] = UNIT;
        stuck[n] = 8'hff;
        stored[n] = 1'b0;
      end
      for (n = 0; n < ROWS; n = n + 1) mid_forward[n] = UNIT;
      for (n = 0; n < COLUMNS*PLANES; n = n + 1) mid_backward[n] = UNIT;
      for (n = 0; n < 5; n = n + 1) chip[n] = 0;
[% for side in sides %]
      for (n = 0; n < [[ side.converters ]]; n = n + 1)
        for (k = 0; k < LEVELS; k = k + 1)
          threshold_[[ side.direction ]][n * LEVELS + k] = (2 * k + 1) * STEP * UNIT / 2;
[% endfor %]
    end else begin
[[ loaded ]]    end
  end

[[ chip.DRAWN ]]
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

[[ evaluations ]]
  always @(posedge sample) begin
    if (stale || chip[4] != 0) begin
      for (cell_ = 0; cell_ < ROWS*COLUMNS*PLANES; cell_ = cell_ + 1) put[cell_] = held(cell_) ? gain[cell_] : 0;
      stale = 1'b0;
    end
    for (at = SHARE - 1; at > 0 && !slot[at]; at = at - 1) ;
    for (n = 0; n < MOST; n = n + 1) charge[n] = 0;
[% if sides | length > 1 %]
    if (backward[0]) evaluate_backward;
    else evaluate_forward;
[% else %]
    evaluate_forward;
[% endif %]
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
        if (transcript != 0) $fwrite(transcript, "write %0d %0d %h\n", row, group_, shown);
      end

  always @(posedge read)
    for (group_ = 0; group_ < GROUPS; group_ = group_ + 1)
      if (word_group[group_]) begin
        show;
        read_data = shown;
      end

[[ chip.CLOSED ]]
[[ decisions ]]
endmodule
