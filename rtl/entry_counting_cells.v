// entry_counting_multiplexer_cell: a stored bit behind a multiplexer. A black box for synthesis; a model stands in for it in simulation.
(* blackbox *)
module entry_counting_multiplexer_cell (
  input  wire D,
  input  wire W,
  input  wire S,
  input  wire I,
  output wire O
);
endmodule

// entry_counting_cam_cell: a streamed bit that is compared. A black box for synthesis; a model stands in for it in simulation.
(* blackbox *)
module entry_counting_cam_cell (
  input  wire D,
  input  wire W,
  input  wire SL,
  input  wire SLB,
  output wire X,
  output wire Q
);
endmodule
