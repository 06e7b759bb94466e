// binary_array: the analog array. A black box for synthesis; a model stands in for it in simulation.
(* blackbox *)
module binary_array (
`ifdef USE_POWER_PINS
  inout  wire           VDD,
  inout  wire           VSS,
`endif
  input  wire   [639:0] row_code,
  input  wire     [0:0] precharge,
  input  wire     [0:0] evaluate,
  input  wire     [0:0] compare,
  output wire   [127:0] fires,
  input  wire     [6:0] row,
  input  wire     [0:0] word_group,
  input  wire   [127:0] write_data,
  input  wire     [0:0] write,
  input  wire     [0:0] read,
  output wire   [127:0] read_data
);
endmodule
