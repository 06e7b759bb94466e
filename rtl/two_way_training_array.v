// two_way_training_array: the analog array. A black box for synthesis; a model stands in for it in simulation.
(* blackbox *)
module two_way_training_array (
`ifdef USE_POWER_PINS
  inout  wire           VDD,
  inout  wire           VSS,
`endif
  input  wire   [127:0] row_drive,
  input  wire    [63:0] column_drive,
  input  wire     [0:0] backward,
  input  wire     [7:0] slot,
  input  wire     [0:0] precharge,
  input  wire     [0:0] evaluate,
  input  wire     [0:0] sample,
  input  wire   [319:0] forward_trial,
  output wire    [63:0] forward_above,
  input  wire   [639:0] backward_trial,
  output wire   [127:0] backward_above,
  input  wire     [6:0] row,
  input  wire     [3:0] word_group,
  input  wire   [127:0] write_data,
  input  wire     [0:0] write,
  input  wire     [0:0] read,
  output wire   [127:0] read_data
);
endmodule

// two_way_training_values: a memory of 2048 words of 144 bits, read and written at the rise of clk.
(* blackbox *)
module two_way_training_values (
  input  wire           clk,
  input  wire           read_enable,
  input  wire    [10:0] read_address,
  output wire   [143:0] read_data,
  input  wire           write_enable,
  input  wire    [10:0] write_address,
  input  wire   [143:0] write_data
);
endmodule

// two_way_training_sums: a memory of 4096 words of 512 bits, read and written at the rise of clk.
(* blackbox *)
module two_way_training_sums (
  input  wire           clk,
  input  wire           read_enable,
  input  wire    [11:0] read_address,
  output wire   [511:0] read_data,
  input  wire           write_enable,
  input  wire    [11:0] write_address,
  input  wire   [511:0] write_data
);
endmodule

// two_way_training_program: a memory of 64 words of 173 bits, read and written at the rise of clk.
(* blackbox *)
module two_way_training_program (
  input  wire           clk,
  input  wire           read_enable,
  input  wire     [5:0] read_address,
  output wire   [172:0] read_data,
  input  wire           write_enable,
  input  wire     [5:0] write_address,
  input  wire   [172:0] write_data
);
endmodule
