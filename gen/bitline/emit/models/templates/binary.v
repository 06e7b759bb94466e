// [[ p.array_name ]]: behavioural model for simulation. Discharges are in 1/1024 of a code step.
module [[ p.array_name ]] #(
  parameter FOLDER = "."
) (
[[ ports ]]
);

  localparam ROWS = [[ p.array.rows ]], COLUMNS = [[ p.array.columns ]], BITS = [[ p.array.code_bits ]], CODES = [[ p.codes | length ]], WORD = [[ p.array.word ]];
  localparam LEVEL = 64, GAIN = 1024, SUM_SHIFT = 6, SHARE_BITS = 20, FULL_LOAD = [[ p.array.rows * p.codes[-1] ]];

  // what a chip is
  reg [31:0] level [0:ROWS*CODES-1];
  reg [31:0] gain_0 [0:ROWS*COLUMNS-1];
  reg [31:0] gain_1 [0:ROWS*COLUMNS-1];
  reg signed [63:0] offset [0:COLUMNS-1];
  reg [7:0] stuck [0:ROWS*COLUMNS-1];
  reg [7:0] dead [0:COLUMNS-1];
  reg signed [63:0] noise [0:4095];
  reg [63:0] chip [0:4];  // seed, loss to the supply, knee, headroom, whether it has noise

  // what it holds
  reg stored [0:ROWS*COLUMNS-1];
  reg [63:0] evaluations;

  reg signed [63:0] discharge_0 [0:COLUMNS-1];
  reg signed [63:0] discharge_1 [0:COLUMNS-1];
  reg signed [63:0] keep, value;
  reg [63:0] load, drive, word;
  integer line, column, cell_, n, group_;

  initial begin
    evaluations = 0;
    fires = 0;
    if (!$test$plusargs("chip")) begin
      for (n = 0; n < ROWS*CODES; n = n + 1) level[n] = (n % CODES) * LEVEL;
      for (n = 0; n < ROWS*COLUMNS; n = n + 1) begin
        gain_0[n] = GAIN;
        gain_1[n] = GAIN;
        stuck[n] = 8'hff;
        stored[n] = 1'b0;
      end
      for (n = 0; n < COLUMNS; n = n + 1) begin
        offset[n] = 0;
        dead[n] = 8'hff;
      end
      for (n = 0; n < 5; n = n + 1) chip[n] = 0;
    end else begin
[[ loaded ]]    end
  end

  // what a cell holds: what it is stuck at, or what was written
  function held;
    input integer which;
    held = stuck[which] == 8'hff ? stored[which] : stuck[which][0];
  endfunction

[[ chip.DRAWN ]]
  // how far a bit line falls
  function signed [63:0] fallen;
    input signed [63:0] discharge;
    begin
      fallen = (discharge >>> SUM_SHIFT) * keep >>> SHARE_BITS;
      if (chip[2] != 0) fallen = fallen * $signed(chip[2]) / ($signed(chip[2]) + fallen);
      if (chip[3] != 0 && fallen > $signed(chip[3])) fallen = $signed(chip[3]);
    end
  endfunction

  always @(posedge compare) begin
    load = 0;
    for (n = 0; n < COLUMNS; n = n + 1) begin
      discharge_0[n] = 0;
      discharge_1[n] = 0;
    end
    for (line = 0; line < ROWS; line = line + 1)
      if (row_code[line * BITS +: BITS] != 0) begin
        load = load + row_code[line * BITS +: BITS];
        drive = level[line * CODES + row_code[line * BITS +: BITS]];
        for (column = 0; column < COLUMNS; column = column + 1) begin
          cell_ = line * COLUMNS + column;
          if (held(cell_)) discharge_1[column] = discharge_1[column] + drive * gain_1[cell_];
          else discharge_0[column] = discharge_0[column] + drive * gain_0[cell_];
        end
      end
    keep = (1 << SHARE_BITS) - chip[1] * load / FULL_LOAD;
    for (n = 0; n < COLUMNS; n = n + 1) begin
      value = fallen(discharge_1[n]) - fallen(discharge_0[n]) + offset[n];
      if (chip[4] != 0) begin
        word = drawn(evaluations * COLUMNS + n);
        value = value + noise[word[63:52]] + noise[word[51:40]];
      end
      fires[n] = dead[n] == 8'hff ? value >= 0 : dead[n][0];
    end
    evaluations = evaluations + 1;
  end

  always @(posedge write)
    for (group_ = 0; group_ < [[ p.word_groups ]]; group_ = group_ + 1)
      if (word_group[group_])
        for (n = 0; n < WORD; n = n + 1)
          stored[row * COLUMNS + group_ * WORD + n] = write_data[n];

  always @(posedge read)
    for (group_ = 0; group_ < [[ p.word_groups ]]; group_ = group_ + 1)
      if (word_group[group_])
        for (n = 0; n < WORD; n = n + 1)
          read_data[n] = held(row * COLUMNS + group_ * WORD + n);

endmodule
