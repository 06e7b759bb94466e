// two_way_array: the analog array. A black box for synthesis; a model stands in for it in simulation.
(* blackbox *)
module two_way_array (
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
