// Three bits of one weight in; their sum and the carry of the next weight out. Combinational.
module two_way_training_full_adder (
  input  wire           a,
  input  wire           b,
  input  wire           c,
  output wire           total,
  output wire           carry
);

  assign total = a ^ b ^ c;
  assign carry = (a & b) | (c & (a | b));

endmodule
