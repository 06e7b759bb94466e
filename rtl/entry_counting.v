// Hands each operation to the part that carries it out. Combinational.
module entry_counting_sequencer (
  // {residual, pool[3:0], by_repetition, entry[3:0], end[1:0], begin[1:0], accumulator[3:0], repetitions[15:0],
  //  outputs[4:0], steps[4:0], word[4:0], kind[2:0]}
  input  wire    [51:0] op_payload,
  input  wire           op_valid,
  output reg            op_ready,
  // {residual, pool[3:0], by_repetition, entry[3:0], end[1:0], begin[1:0], accumulator[3:0], repetitions[15:0],
  //  outputs[4:0], steps[4:0], word[4:0], kind[2:0]}
  output wire    [51:0] product_payload,
  output wire           product_valid,
  input  wire           product_ready,
  output wire    [12:0] access_payload,  // {steps[4:0], word[4:0], kind[2:0]}
  output wire           access_valid,
  input  wire           access_ready,
  output wire     [8:0] scale_payload,  // {steps[4:0], entry[3:0]}
  output wire           scale_valid,
  input  wire           scale_ready,
  input  wire           searching,
  input  wire           quiet,
  output wire           illegal
);

  localparam [2:0] KIND_WRITE = 3'd0;
  localparam [2:0] KIND_READ = 3'd1;
  localparam [2:0] KIND_VERIFY = 3'd2;
  localparam [2:0] KIND_SCALE = 3'd3;
  localparam [2:0] KIND_PRODUCT = 3'd4;

  wire           some;
  wire           product;
  wire           access;
  wire           scale;

  wire     [2:0] op_payload_kind = op_payload[2:0];
  wire     [4:0] op_payload_word = op_payload[7:3];
  wire     [4:0] op_payload_steps = op_payload[12:8];
  wire     [4:0] op_payload_outputs = op_payload[17:13];
  wire    [15:0] op_payload_repetitions = op_payload[33:18];
  wire     [3:0] op_payload_entry = op_payload[45:42];
  wire     [3:0] op_payload_pool = op_payload[50:47];

  assign some = |op_payload_steps & |op_payload_outputs & |op_payload_repetitions & |op_payload_pool;
  assign product = some & (op_payload_kind == KIND_PRODUCT);
  assign access = some &
      ((op_payload_kind == KIND_WRITE) | (op_payload_kind == KIND_READ) | (op_payload_kind == KIND_VERIFY));
  assign scale = some & (op_payload_kind == KIND_SCALE) &
      (({2'd0, op_payload_entry} + {1'b0, op_payload_steps}) <= 6'd16);
  assign product_payload = op_payload;
  assign product_valid = op_valid & product;
  assign access_payload = {op_payload_steps, op_payload_word, op_payload_kind};
  assign access_valid = op_valid & access & (({1'b0, op_payload_word} + {1'b0, op_payload_steps}) <= 6'd19) &
      ~searching;
  assign scale_payload = {op_payload_steps, op_payload_entry};
  assign scale_valid = op_valid & scale & quiet;
  assign illegal = op_valid &
      ~(product | (access & (({1'b0, op_payload_word} + {1'b0, op_payload_steps}) <= 6'd19)) | scale);

  always @* begin
    op_ready = illegal;
    if (product_valid & product_ready)
      op_ready = 1'b1;
    if (access_valid & access_ready)
      op_ready = 1'b1;
    if (scale_valid & scale_ready)
      op_ready = 1'b1;
  end

endmodule

// Counts repetitions, in them steps, and in those outputs.
module entry_counting_loops (
  input  wire           clk,
  input  wire           rst,
  // {residual, pool[3:0], by_repetition, entry[3:0], end[1:0], begin[1:0], accumulator[3:0], repetitions[15:0],
  //  outputs[4:0], steps[4:0], word[4:0], kind[2:0]}
  input  wire    [51:0] op,
  input  wire           move,
  // {window_last, window_first, slot[3:0], last_repetition, last_output, last_step, first_step, entry[16:0],
  //  accumulator[5:0], word[8:0]}
  output wire    [41:0] at
);

  localparam [1:0] BEGIN_CONTINUE = 2'd1;
  localparam [1:0] END_HOLD = 2'd0;

  wire           last_output;
  reg      [4:0] outputs_done;
  wire           last_step;
  reg      [4:0] steps_done;
  wire           last_repetition;
  reg     [15:0] repetitions_done;
  reg      [8:0] passed;
  reg      [4:0] base;
  reg      [3:0] place;
  wire           at_first_step;
  wire    [16:0] at_entry;
  wire     [3:0] at_slot;
  wire     [8:0] at_word;
  wire     [5:0] at_accumulator;
  wire           at_window_first;
  wire           at_window_last;

  wire     [4:0] op_word = op[7:3];
  wire     [4:0] op_steps = op[12:8];
  wire     [4:0] op_outputs = op[17:13];
  wire    [15:0] op_repetitions = op[33:18];
  wire     [3:0] op_accumulator = op[37:34];
  wire     [1:0] op_begin = op[39:38];
  wire     [1:0] op_end = op[41:40];
  wire     [3:0] op_entry = op[45:42];
  wire           op_by_repetition = op[46];
  wire     [3:0] op_pool = op[50:47];

  assign last_output = {1'b0, outputs_done} == ({1'b0, op_outputs} - 6'd1);
  assign last_step = {1'b0, steps_done} == ({1'b0, op_steps} - 6'd1);
  assign last_repetition = {1'b0, repetitions_done} == ({1'b0, op_repetitions} - 17'd1);
  assign at_first_step = steps_done == 5'd0;
  assign at_entry = {13'd0, op_entry} + {1'b0, op_by_repetition ? repetitions_done : {11'd0, outputs_done}};
  assign at_slot = op_by_repetition ? 4'd0 : outputs_done[3:0];
  assign at_word = {4'd0, op_word} + passed;
  assign at_accumulator = {2'd0, op_accumulator} + {1'b0, base} + {1'b0, outputs_done};
  assign at_window_first = place == 4'd0;
  assign at_window_last = {1'b0, place} == ({1'b0, op_pool} - 5'd1);
  assign at =
      {at_window_last, at_window_first, at_slot, last_repetition, last_output, last_step, at_first_step, at_entry,
      at_accumulator, at_word};

  always @(posedge clk)
    if (rst) begin
      outputs_done <= 5'd0;
      steps_done <= 5'd0;
      repetitions_done <= 16'd0;
      passed <= 9'd0;
    end else if (move) begin
      outputs_done <= last_output ? 5'd0 : outputs_done + 5'd1;
      passed <= (last_output & last_step) ? 9'd0 : passed + 9'd1;
      if (last_output)
        steps_done <= last_step ? 5'd0 : steps_done + 5'd1;
      if (last_output & last_step)
        repetitions_done <= last_repetition ? 16'd0 : repetitions_done + 16'd1;
    end

  always @(posedge clk)
    if (rst)
      base <= 5'd0;
    else if (move & last_output & last_step)
      base <= (last_repetition | ~((op_begin == BEGIN_CONTINUE) | (op_end == END_HOLD))) ? 5'd0 : base + op_outputs;

  always @(posedge clk)
    if (rst)
      place <= 4'd0;
    else if (move & last_step & (op_by_repetition | last_output))
      place <= (at_window_last | (op_by_repetition ? last_output : last_repetition)) ? 4'd0 : place + 4'd1;

  wire unused = &{1'b0, op[2:0], op[51]};

endmodule

// Makes dot products of products, one a cycle where nothing holds them up.
module entry_counting_dot_products (
  input  wire           clk,
  input  wire           rst,
  // {residual, pool[3:0], by_repetition, entry[3:0], end[1:0], begin[1:0], accumulator[3:0], repetitions[15:0],
  //  outputs[4:0], steps[4:0], word[4:0], kind[2:0]}
  input  wire    [51:0] i_payload,
  input  wire           i_valid,
  output wire           i_ready,
  input  wire    [17:0] fill_payload,
  input  wire           fill_valid,
  output wire           fill_ready,
  output wire     [4:0] word,
  input  wire     [3:0] stored,  // {operand, presence[2:0]}
  input  wire     [1:0] full,
  input  wire     [7:0] streamed,  // [1:0][3:0]
  input  wire           accessed,
  output wire    [67:0] o_payload,  // {tag[36:0], frees, half, stored, word[18:0], live[8:0]}
  output wire           o_valid,
  input  wire           o_ready,
  output wire           illegal
);

  localparam [1:0] BEGIN_CONTINUE = 2'd1;
  localparam [1:0] BEGIN_FILL = 2'd2;
  localparam [1:0] END_HOLD = 2'd0;
  localparam [1:0] END_SPILL = 2'd1;

  wire           take;
  wire           fills;
  // {window_last, window_first, slot[3:0], last_repetition, last_output, last_step, first_step, entry[16:0],
  //  accumulator[5:0], word[8:0]}
  wire    [41:0] loops_at;
  reg            half;
  wire     [3:0] streamed_2;  // {operand, presence[2:0]}
  wire           wrong;
  wire     [2:0] weight_presence;
  wire     [2:0] activation_presence;
  wire           o_payload_tag_anew;
  wire    [17:0] o_payload_tag_addend;
  wire           o_payload_tag_leaves;
  wire           o_payload_tag_leaving_plain;
  wire           o_payload_tag_leaving_residual;
  wire           o_payload_tag_leaving_first;
  wire           o_payload_tag_leaving_last;
  wire           wrong_condition;
  wire     [8:0] o_payload_live;

  wire     [1:0] i_payload_begin = i_payload[39:38];
  wire     [1:0] i_payload_end = i_payload[41:40];
  wire           i_payload_residual = i_payload[51];
  wire     [2:0] stored_presence = stored[2:0];
  wire           stored_operand = stored[3];
  wire     [2:0] streamed_2_presence = streamed_2[2:0];
  wire           streamed_2_operand = streamed_2[3];
  wire           loops_at_last_output = loops_at[34];
  wire     [3:0] loops_at_slot = loops_at[39:36];
  wire     [8:0] loops_at_word = loops_at[8:0];
  wire     [5:0] loops_at_accumulator = loops_at[14:9];
  wire    [16:0] loops_at_entry = loops_at[31:15];
  wire           loops_at_first_step = loops_at[32];
  wire           loops_at_last_step = loops_at[33];
  wire           loops_at_last_repetition = loops_at[35];
  wire           loops_at_window_first = loops_at[40];
  wire           loops_at_window_last = loops_at[41];

  entry_counting_loops loops (
    .clk(clk),
    .rst(rst),
    .op(i_payload),
    .move(take),
    .at(loops_at)
  );

  assign fills = loops_at_first_step & (i_payload_begin == BEGIN_FILL);
  assign o_valid = i_valid & (half ? full[1] : full[0]) & ~accessed & (fill_valid | ~fills);
  assign take = o_valid & o_ready;
  assign streamed_2 = half ? streamed[7:4] : streamed[3:0];
  assign wrong_condition =
      |{loops_at_word == 9'h12, loops_at_word == 9'h11, loops_at_word == 9'h10, loops_at_word == 9'd15, loops_at_word ==
      9'd14, loops_at_word == 9'd13, loops_at_word == 9'd12, loops_at_word == 9'd11, loops_at_word == 9'd10,
      loops_at_word == 9'd9, loops_at_word == 9'd8, loops_at_word == 9'd7, loops_at_word == 9'd6, loops_at_word == 9'd5,
      loops_at_word == 9'd4, loops_at_word == 9'd3, loops_at_word == 9'd2, loops_at_word == 9'd1, loops_at_word ==
      9'd0};
  assign wrong = (stored_operand == streamed_2_operand) | ~wrong_condition;
  assign weight_presence = ~stored_operand ? stored_presence : streamed_2_presence;
  assign activation_presence = ~stored_operand ? streamed_2_presence : stored_presence;
  assign i_ready = take & loops_at_last_step & loops_at_last_output & loops_at_last_repetition;
  assign fill_ready = take & fills;
  assign word = loops_at_word[4:0];
  assign o_payload_tag_anew = loops_at_first_step & (i_payload_begin != BEGIN_CONTINUE);
  assign o_payload_tag_addend = fills ? fill_payload : 18'd0;
  assign o_payload_tag_leaves = loops_at_last_step & (i_payload_end != END_HOLD);
  assign o_payload_tag_leaving_plain = i_payload_end == END_SPILL;
  assign o_payload_tag_leaving_residual = i_payload_residual & ~o_payload_tag_leaving_plain;
  assign o_payload_tag_leaving_first = loops_at_window_first | o_payload_tag_leaving_plain;
  assign o_payload_tag_leaving_last = loops_at_window_last | o_payload_tag_leaving_plain;
  assign o_payload_live = wrong ? 9'd0 :
      {weight_presence[2] & activation_presence[2], weight_presence[2] & activation_presence[1], weight_presence[2] &
      activation_presence[0], weight_presence[1] & activation_presence[2], weight_presence[1] & activation_presence[1],
      weight_presence[1] & activation_presence[0], weight_presence[0] & activation_presence[2], weight_presence[0] &
      activation_presence[1], weight_presence[0] & activation_presence[0]};
  assign o_payload =
      {o_payload_tag_leaving_last, o_payload_tag_leaving_first, loops_at_slot, o_payload_tag_leaving_residual,
      loops_at_entry[3:0], o_payload_tag_leaving_plain, o_payload_tag_leaves, 1'b0, o_payload_tag_addend,
      o_payload_tag_anew, loops_at_accumulator[3:0], loops_at_last_output, half, stored_operand, loops_at_word == 9'h12,
      loops_at_word == 9'h11, loops_at_word == 9'h10, loops_at_word == 9'd15, loops_at_word == 9'd14, loops_at_word ==
      9'd13, loops_at_word == 9'd12, loops_at_word == 9'd11, loops_at_word == 9'd10, loops_at_word == 9'd9,
      loops_at_word == 9'd8, loops_at_word == 9'd7, loops_at_word == 9'd6, loops_at_word == 9'd5, loops_at_word == 9'd4,
      loops_at_word == 9'd3, loops_at_word == 9'd2, loops_at_word == 9'd1, loops_at_word == 9'd0, o_payload_live};
  assign illegal = take &
      (wrong | (loops_at_accumulator >= 6'd16) |
      (o_payload_tag_leaves & ~o_payload_tag_leaving_plain & (loops_at_entry >= 17'h10)));

  always @(posedge clk)
    if (rst)
      half <= 1'b0;
    else
      half <= half ^ (take & loops_at_last_output);

endmodule

// Levels to the words that keep them, and which magnitudes are present. Combinational.
module entry_counting_word_encoder (
  input  wire    [47:0] levels,  // [15:0][2:0]
  input  wire           operand,
  output wire    [47:0] words,  // [15:0][2:0]
  output wire     [2:0] presence,
  output wire           legal
);

  localparam OPERAND_WEIGHT = 1'b0;

  wire           negative_0;
  wire           negative_1;
  wire           negative_2;
  wire           negative_3;
  wire           negative_4;
  wire           negative_5;
  wire           negative_6;
  wire           negative_7;
  wire           negative_8;
  wire           negative_9;
  wire           negative_10;
  wire           negative_11;
  wire           negative_12;
  wire           negative_13;
  wire           negative_14;
  wire           negative_15;
  wire           is_signed;
  wire     [2:0] magnitude_0;
  wire     [2:0] magnitude_1;
  wire     [2:0] magnitude_2;
  wire     [2:0] magnitude_3;
  wire     [2:0] magnitude_4;
  wire     [2:0] magnitude_5;
  wire     [2:0] magnitude_6;
  wire     [2:0] magnitude_7;
  wire     [2:0] magnitude_8;
  wire     [2:0] magnitude_9;
  wire     [2:0] magnitude_10;
  wire     [2:0] magnitude_11;
  wire     [2:0] magnitude_12;
  wire     [2:0] magnitude_13;
  wire     [2:0] magnitude_14;
  wire     [2:0] magnitude_15;
  wire           presence_condition;
  wire           presence_condition_2;
  wire           presence_condition_3;

  assign is_signed = operand == OPERAND_WEIGHT;
  assign negative_0 = levels[2] & is_signed;
  assign negative_1 = levels[5] & is_signed;
  assign negative_2 = levels[8] & is_signed;
  assign negative_3 = levels[11] & is_signed;
  assign negative_4 = levels[14] & is_signed;
  assign negative_5 = levels[17] & is_signed;
  assign negative_6 = levels[20] & is_signed;
  assign negative_7 = levels[23] & is_signed;
  assign negative_8 = levels[26] & is_signed;
  assign negative_9 = levels[29] & is_signed;
  assign negative_10 = levels[32] & is_signed;
  assign negative_11 = levels[35] & is_signed;
  assign negative_12 = levels[38] & is_signed;
  assign negative_13 = levels[41] & is_signed;
  assign negative_14 = levels[44] & is_signed;
  assign negative_15 = levels[47] & is_signed;
  assign magnitude_0 = negative_0 ? -levels[2:0] : levels[2:0];
  assign magnitude_1 = negative_1 ? -levels[5:3] : levels[5:3];
  assign magnitude_2 = negative_2 ? -levels[8:6] : levels[8:6];
  assign magnitude_3 = negative_3 ? -levels[11:9] : levels[11:9];
  assign magnitude_4 = negative_4 ? -levels[14:12] : levels[14:12];
  assign magnitude_5 = negative_5 ? -levels[17:15] : levels[17:15];
  assign magnitude_6 = negative_6 ? -levels[20:18] : levels[20:18];
  assign magnitude_7 = negative_7 ? -levels[23:21] : levels[23:21];
  assign magnitude_8 = negative_8 ? -levels[26:24] : levels[26:24];
  assign magnitude_9 = negative_9 ? -levels[29:27] : levels[29:27];
  assign magnitude_10 = negative_10 ? -levels[32:30] : levels[32:30];
  assign magnitude_11 = negative_11 ? -levels[35:33] : levels[35:33];
  assign magnitude_12 = negative_12 ? -levels[38:36] : levels[38:36];
  assign magnitude_13 = negative_13 ? -levels[41:39] : levels[41:39];
  assign magnitude_14 = negative_14 ? -levels[44:42] : levels[44:42];
  assign magnitude_15 = negative_15 ? -levels[47:45] : levels[47:45];
  assign words =
      {{1'b0, magnitude_15[1:0]} | {negative_15, 2'd0}, {1'b0, magnitude_14[1:0]} | {negative_14, 2'd0},
      {1'b0, magnitude_13[1:0]} | {negative_13, 2'd0}, {1'b0, magnitude_12[1:0]} | {negative_12, 2'd0},
      {1'b0, magnitude_11[1:0]} | {negative_11, 2'd0}, {1'b0, magnitude_10[1:0]} | {negative_10, 2'd0},
      {1'b0, magnitude_9[1:0]} | {negative_9, 2'd0}, {1'b0, magnitude_8[1:0]} | {negative_8, 2'd0},
      {1'b0, magnitude_7[1:0]} | {negative_7, 2'd0}, {1'b0, magnitude_6[1:0]} | {negative_6, 2'd0},
      {1'b0, magnitude_5[1:0]} | {negative_5, 2'd0}, {1'b0, magnitude_4[1:0]} | {negative_4, 2'd0},
      {1'b0, magnitude_3[1:0]} | {negative_3, 2'd0}, {1'b0, magnitude_2[1:0]} | {negative_2, 2'd0},
      {1'b0, magnitude_1[1:0]} | {negative_1, 2'd0}, {1'b0, magnitude_0[1:0]} | {negative_0, 2'd0}};
  assign presence_condition =
      |{magnitude_15 == 3'd1, magnitude_14 == 3'd1, magnitude_13 == 3'd1, magnitude_12 == 3'd1, magnitude_11 == 3'd1,
      magnitude_10 == 3'd1, magnitude_9 == 3'd1, magnitude_8 == 3'd1, magnitude_7 == 3'd1, magnitude_6 == 3'd1,
      magnitude_5 == 3'd1, magnitude_4 == 3'd1, magnitude_3 == 3'd1, magnitude_2 == 3'd1, magnitude_1 == 3'd1,
      magnitude_0 == 3'd1};
  assign presence_condition_2 =
      |{magnitude_15 == 3'd2, magnitude_14 == 3'd2, magnitude_13 == 3'd2, magnitude_12 == 3'd2, magnitude_11 == 3'd2,
      magnitude_10 == 3'd2, magnitude_9 == 3'd2, magnitude_8 == 3'd2, magnitude_7 == 3'd2, magnitude_6 == 3'd2,
      magnitude_5 == 3'd2, magnitude_4 == 3'd2, magnitude_3 == 3'd2, magnitude_2 == 3'd2, magnitude_1 == 3'd2,
      magnitude_0 == 3'd2};
  assign presence_condition_3 =
      |{magnitude_15 == 3'd3, magnitude_14 == 3'd3, magnitude_13 == 3'd3, magnitude_12 == 3'd3, magnitude_11 == 3'd3,
      magnitude_10 == 3'd3, magnitude_9 == 3'd3, magnitude_8 == 3'd3, magnitude_7 == 3'd3, magnitude_6 == 3'd3,
      magnitude_5 == 3'd3, magnitude_4 == 3'd3, magnitude_3 == 3'd3, magnitude_2 == 3'd3, magnitude_1 == 3'd3,
      magnitude_0 == 3'd3};
  assign presence = {presence_condition_3, presence_condition_2, presence_condition};
  assign legal =
      &{is_signed ? magnitude_15 <= 3'd3 : negative_15 ? magnitude_15 <= 3'd0 : magnitude_15 <= 3'd3, is_signed ?
      magnitude_14 <= 3'd3 : negative_14 ? magnitude_14 <= 3'd0 : magnitude_14 <= 3'd3, is_signed ? magnitude_13 <=
      3'd3 : negative_13 ? magnitude_13 <= 3'd0 : magnitude_13 <= 3'd3, is_signed ? magnitude_12 <= 3'd3 : negative_12 ?
      magnitude_12 <= 3'd0 : magnitude_12 <= 3'd3, is_signed ? magnitude_11 <= 3'd3 : negative_11 ? magnitude_11 <=
      3'd0 : magnitude_11 <= 3'd3, is_signed ? magnitude_10 <= 3'd3 : negative_10 ? magnitude_10 <= 3'd0 :
      magnitude_10 <= 3'd3, is_signed ? magnitude_9 <= 3'd3 : negative_9 ? magnitude_9 <= 3'd0 : magnitude_9 <= 3'd3,
      is_signed ? magnitude_8 <= 3'd3 : negative_8 ? magnitude_8 <= 3'd0 : magnitude_8 <= 3'd3, is_signed ?
      magnitude_7 <= 3'd3 : negative_7 ? magnitude_7 <= 3'd0 : magnitude_7 <= 3'd3, is_signed ? magnitude_6 <= 3'd3 :
      negative_6 ? magnitude_6 <= 3'd0 : magnitude_6 <= 3'd3, is_signed ? magnitude_5 <= 3'd3 : negative_5 ?
      magnitude_5 <= 3'd0 : magnitude_5 <= 3'd3, is_signed ? magnitude_4 <= 3'd3 : negative_4 ? magnitude_4 <= 3'd0 :
      magnitude_4 <= 3'd3, is_signed ? magnitude_3 <= 3'd3 : negative_3 ? magnitude_3 <= 3'd0 : magnitude_3 <= 3'd3,
      is_signed ? magnitude_2 <= 3'd3 : negative_2 ? magnitude_2 <= 3'd0 : magnitude_2 <= 3'd3, is_signed ?
      magnitude_1 <= 3'd3 : negative_1 ? magnitude_1 <= 3'd0 : magnitude_1 <= 3'd3, is_signed ? magnitude_0 <= 3'd3 :
      negative_0 ? magnitude_0 <= 3'd0 : magnitude_0 <= 3'd3};

endmodule

// Takes words of all lanes beat by beat, and keeps each beat's words for two cycles.
module entry_counting_word_port (
  input  wire           clk,
  input  wire           rst,
  input  wire    [48:0] i_payload,  // {operand, words[15:0][2:0]}
  input  wire           i_valid,
  output wire           i_ready,
  input  wire           open,
  input  wire           skip,
  output wire           moves,
  output reg      [7:0] group,
  output wire           last,
  output wire           legal,
  output wire     [3:0] word,  // {operand, presence[2:0]}
  output wire           refused,
  output wire    [95:0] data  // [1:0][47:0]
);

  wire           taken;
  reg     [47:0] beat_0;  // [15:0][2:0]
  reg     [47:0] beat_1;  // [15:0][2:0]
  wire           encoder_legal;
  reg      [3:0] so_far;  // {operand, presence[2:0]}
  reg            refused_2;
  wire     [2:0] encoder_presence;
  wire    [47:0] encoder_words;  // [15:0][2:0]

  wire    [47:0] i_payload_words = i_payload[47:0];
  wire           i_payload_operand = i_payload[48];
  wire           first = group[0];
  wire     [2:0] so_far_presence = so_far[2:0];
  wire           so_far_operand = so_far[3];

  entry_counting_word_encoder encoder (
    .levels(i_payload_words),
    .operand(i_payload_operand),
    .words(encoder_words),
    .presence(encoder_presence),
    .legal(encoder_legal)
  );

  assign i_ready = open & ~1'b0;
  assign taken = i_valid & i_ready;
  assign moves = taken | skip;
  assign last = group[7];
  assign legal = encoder_legal & (first | (i_payload_operand == so_far_operand));
  assign refused = ~legal | (refused_2 & ~first);
  assign word = {i_payload_operand, refused ? 3'd0 : encoder_presence | (first ? 3'd0 : so_far_presence)};
  assign data = {beat_1, beat_0};

  always @(posedge clk)
    if (rst) begin
      group <= 8'd1;
      so_far <= 4'd0;
      refused_2 <= 1'b0;
    end else if (moves) begin
      group <= {group[6:0], group[7]};
      so_far <= word;
      refused_2 <= refused;
    end

  always @(posedge clk)
    if (taken & |{group[6], group[4], group[2], first})
      beat_0 <= encoder_words;

  always @(posedge clk)
    if (taken & |{group[7], group[5], group[3], group[1]})
      beat_1 <= encoder_words;

endmodule

// Shows the words of one group of lanes two cycles after they are asked for, and which of them differ from a beat's.
module entry_counting_read_back (
  input  wire           clk,
  input  wire           rst,
  input  wire           ask,
  input  wire     [4:0] word,
  input  wire     [7:0] group,
  output reg            show,
  output wire    [18:0] shown_word,
  input  wire   [383:0] shown,  // [7:0][47:0]
  input  wire    [95:0] data,  // [1:0][47:0]
  output reg            valid,
  output wire    [47:0] words,  // [15:0][2:0]
  output wire    [15:0] differs,
  output reg      [4:0] asked
);

  reg      [7:0] asked_group;
  reg      [7:0] group_2;
  wire    [47:0] expected;  // [15:0][2:0]
  wire    [47:0] words_bits;

  assign expected = |{group_2[6], group_2[4], group_2[2], group_2[0]} ? data[47:0] : data[95:48];
  assign shown_word =
      {asked == 5'd18, asked == 5'd17, asked == 5'd16, asked == 5'd15, asked == 5'd14, asked == 5'd13, asked == 5'd12,
      asked == 5'd11, asked == 5'd10, asked == 5'd9, asked == 5'd8, asked == 5'd7, asked == 5'd6, asked == 5'd5,
      asked == 5'd4, asked == 5'd3, asked == 5'd2, asked == 5'd1, asked == 5'd0};
  assign words_bits = (group_2[0] ? shown[47:0] : 48'd0) | (group_2[1] ? shown[95:48] : 48'd0) |
      (group_2[2] ? shown[143:96] : 48'd0) | (group_2[3] ? shown[191:144] : 48'd0) |
      (group_2[4] ? shown[239:192] : 48'd0);
  assign words = words_bits | (group_2[5] ? shown[287:240] : 48'd0) | (group_2[6] ? shown[335:288] : 48'd0) |
      (group_2[7] ? shown[383:336] : 48'd0);
  assign differs =
      {words[47:45] != expected[47:45], words[44:42] != expected[44:42], words[41:39] != expected[41:39],
      words[38:36] != expected[38:36], words[35:33] != expected[35:33], words[32:30] != expected[32:30], words[29:27] !=
      expected[29:27], words[26:24] != expected[26:24], words[23:21] != expected[23:21], words[20:18] !=
      expected[20:18], words[17:15] != expected[17:15], words[14:12] != expected[14:12], words[11:9] != expected[11:9],
      words[8:6] != expected[8:6], words[5:3] != expected[5:3], words[2:0] != expected[2:0]};

  always @(posedge clk)
    if (rst) begin
      asked <= 5'd0;
      asked_group <= 8'd0;
    end else if (ask) begin
      asked <= word;
      asked_group <= group;
    end

  always @(posedge clk)
    if (rst) begin
      show <= 1'b0;
      valid <= 1'b0;
      group_2 <= 8'd0;
    end else begin
      show <= ask;
      valid <= show;
      group_2 <= asked_group;
    end

endmodule

// The inverse of WordEncoder. Combinational.
module entry_counting_word_decoder (
  input  wire    [47:0] words,  // [15:0][2:0]
  input  wire           operand,
  output wire    [47:0] levels  // [15:0][2:0]
);

  localparam OPERAND_WEIGHT = 1'b0;

  wire     [2:0] levels_0;
  wire     [2:0] levels_1;
  wire     [2:0] levels_2;
  wire     [2:0] levels_3;
  wire     [2:0] levels_4;
  wire     [2:0] levels_5;
  wire     [2:0] levels_6;
  wire     [2:0] levels_7;
  wire     [2:0] levels_8;
  wire     [2:0] levels_9;
  wire     [2:0] levels_10;
  wire     [2:0] levels_11;
  wire     [2:0] levels_12;
  wire     [2:0] levels_13;
  wire     [2:0] levels_14;
  wire     [2:0] levels_15;

  assign levels_0 = (operand == OPERAND_WEIGHT) ? (words[2] ? -{words[1:0] == 2'd0, words[1:0]} : {1'b0, words[1:0]}) :
      words[2:0];
  assign levels_1 = (operand == OPERAND_WEIGHT) ? (words[5] ? -{words[4:3] == 2'd0, words[4:3]} : {1'b0, words[4:3]}) :
      words[5:3];
  assign levels_2 = (operand == OPERAND_WEIGHT) ? (words[8] ? -{words[7:6] == 2'd0, words[7:6]} : {1'b0, words[7:6]}) :
      words[8:6];
  assign levels_3 = (operand == OPERAND_WEIGHT) ?
      (words[11] ? -{words[10:9] == 2'd0, words[10:9]} : {1'b0, words[10:9]}) : words[11:9];
  assign levels_4 = (operand == OPERAND_WEIGHT) ?
      (words[14] ? -{words[13:12] == 2'd0, words[13:12]} : {1'b0, words[13:12]}) : words[14:12];
  assign levels_5 = (operand == OPERAND_WEIGHT) ?
      (words[17] ? -{words[16:15] == 2'd0, words[16:15]} : {1'b0, words[16:15]}) : words[17:15];
  assign levels_6 = (operand == OPERAND_WEIGHT) ?
      (words[20] ? -{words[19:18] == 2'd0, words[19:18]} : {1'b0, words[19:18]}) : words[20:18];
  assign levels_7 = (operand == OPERAND_WEIGHT) ?
      (words[23] ? -{words[22:21] == 2'd0, words[22:21]} : {1'b0, words[22:21]}) : words[23:21];
  assign levels_8 = (operand == OPERAND_WEIGHT) ?
      (words[26] ? -{words[25:24] == 2'd0, words[25:24]} : {1'b0, words[25:24]}) : words[26:24];
  assign levels_9 = (operand == OPERAND_WEIGHT) ?
      (words[29] ? -{words[28:27] == 2'd0, words[28:27]} : {1'b0, words[28:27]}) : words[29:27];
  assign levels_10 = (operand == OPERAND_WEIGHT) ?
      (words[32] ? -{words[31:30] == 2'd0, words[31:30]} : {1'b0, words[31:30]}) : words[32:30];
  assign levels_11 = (operand == OPERAND_WEIGHT) ?
      (words[35] ? -{words[34:33] == 2'd0, words[34:33]} : {1'b0, words[34:33]}) : words[35:33];
  assign levels_12 = (operand == OPERAND_WEIGHT) ?
      (words[38] ? -{words[37:36] == 2'd0, words[37:36]} : {1'b0, words[37:36]}) : words[38:36];
  assign levels_13 = (operand == OPERAND_WEIGHT) ?
      (words[41] ? -{words[40:39] == 2'd0, words[40:39]} : {1'b0, words[40:39]}) : words[41:39];
  assign levels_14 = (operand == OPERAND_WEIGHT) ?
      (words[44] ? -{words[43:42] == 2'd0, words[43:42]} : {1'b0, words[43:42]}) : words[44:42];
  assign levels_15 = (operand == OPERAND_WEIGHT) ?
      (words[47] ? -{words[46:45] == 2'd0, words[46:45]} : {1'b0, words[46:45]}) : words[47:45];
  assign levels =
      {levels_15, levels_14, levels_13, levels_12, levels_11, levels_10, levels_9, levels_8, levels_7, levels_6,
      levels_5, levels_4, levels_3, levels_2, levels_1, levels_0};

endmodule

// Writes words of the store, reads them back and verifies them.
module entry_counting_store_port (
  input  wire           clk,
  input  wire           rst,
  input  wire    [12:0] access_payload,  // {steps[4:0], word[4:0], kind[2:0]}
  input  wire           access_valid,
  output wire           access_ready,
  input  wire    [48:0] w_payload,  // {operand, words[15:0][2:0]}
  input  wire           w_valid,
  output wire           w_ready,
  output wire    [64:0] r_payload,  // {differs[15:0], operand, words[15:0][2:0]}
  output wire           r_valid,
  input  wire           r_ready,
  output reg    [151:0] write,  // [18:0][7:0]
  output wire    [95:0] data,  // [1:0][47:0]
  output wire           show,
  output wire    [18:0] shown_word,
  input  wire   [383:0] shown,  // [7:0][47:0]
  input  wire     [4:0] word,
  output reg      [3:0] content,  // {operand, presence[2:0]}
  output wire           busy,
  output reg            half,
  output wire           written,
  output wire           refused,
  output wire           differs
);

  localparam [2:0] PHASE_IDLE = 3'd0;
  localparam [2:0] PHASE_WRITE = 3'd1;
  localparam [2:0] PHASE_TAKE = 3'd2;
  localparam [2:0] PHASE_SELECT = 3'd3;
  localparam [2:0] PHASE_ANSWER = 3'd4;
  localparam OPERAND_WEIGHT = 1'b0;
  localparam [2:0] KIND_WRITE = 3'd0;
  localparam [2:0] KIND_READ = 3'd1;
  localparam [2:0] KIND_VERIFY = 3'd2;

  wire           ends;
  wire           port_moves;
  wire           port_last;
  wire           writes;
  reg     [12:0] at;  // {steps[4:0], word[4:0], kind[2:0]}
  wire           port_refused;
  wire           back_valid;
  wire           answered;
  reg      [2:0] phase_state;
  reg            port_open;
  wire           writes_0;
  wire           port_legal;
  wire           writes_1;
  wire           writes_2;
  wire           writes_3;
  wire           writes_4;
  wire           writes_5;
  wire           writes_6;
  wire           writes_7;
  wire           writes_8;
  wire           writes_9;
  wire           writes_10;
  wire           writes_11;
  wire           writes_12;
  wire           writes_13;
  wire           writes_14;
  wire           writes_15;
  wire           writes_16;
  wire           writes_17;
  wire           writes_18;
  reg      [3:0] content_0;  // {operand, presence[2:0]}
  reg      [3:0] content_1;  // {operand, presence[2:0]}
  reg      [3:0] content_2;  // {operand, presence[2:0]}
  reg      [3:0] content_3;  // {operand, presence[2:0]}
  reg      [3:0] content_4;  // {operand, presence[2:0]}
  reg      [3:0] content_5;  // {operand, presence[2:0]}
  reg      [3:0] content_6;  // {operand, presence[2:0]}
  reg      [3:0] content_7;  // {operand, presence[2:0]}
  reg      [3:0] content_8;  // {operand, presence[2:0]}
  reg      [3:0] content_9;  // {operand, presence[2:0]}
  reg      [3:0] content_10;  // {operand, presence[2:0]}
  reg      [3:0] content_11;  // {operand, presence[2:0]}
  reg      [3:0] content_12;  // {operand, presence[2:0]}
  reg      [3:0] content_13;  // {operand, presence[2:0]}
  reg      [3:0] content_14;  // {operand, presence[2:0]}
  reg      [3:0] content_15;  // {operand, presence[2:0]}
  reg      [3:0] content_16;  // {operand, presence[2:0]}
  reg      [3:0] content_17;  // {operand, presence[2:0]}
  reg      [3:0] content_18;  // {operand, presence[2:0]}
  wire           back_ask;
  wire     [7:0] port_group;
  wire    [47:0] back_words;  // [15:0][2:0]
  reg            decoder_operand;
  wire     [4:0] back_asked;
  wire    [47:0] decoder_levels;  // [15:0][2:0]
  wire    [15:0] back_differs;
  wire           wrong;
  wire     [3:0] port_word;  // {operand, presence[2:0]}
  wire           writes_0_condition;
  wire    [15:0] r_payload_differs;
  wire           idle;
  wire           port_skip;

  wire     [2:0] access_payload_kind = access_payload[2:0];
  wire     [4:0] access_payload_word = access_payload[7:3];
  wire     [4:0] at_word = at[7:3];
  wire     [2:0] at_kind = at[2:0];
  wire     [4:0] at_steps = at[12:8];
  wire           content_0_operand = content_0[3];
  wire           content_1_operand = content_1[3];
  wire           content_2_operand = content_2[3];
  wire           content_3_operand = content_3[3];
  wire           content_4_operand = content_4[3];
  wire           content_5_operand = content_5[3];
  wire           content_6_operand = content_6[3];
  wire           content_7_operand = content_7[3];
  wire           content_8_operand = content_8[3];
  wire           content_9_operand = content_9[3];
  wire           content_10_operand = content_10[3];
  wire           content_11_operand = content_11[3];
  wire           content_12_operand = content_12[3];
  wire           content_13_operand = content_13[3];
  wire           content_14_operand = content_14[3];
  wire           content_15_operand = content_15[3];
  wire           content_16_operand = content_16[3];
  wire           content_17_operand = content_17[3];
  wire           content_18_operand = content_18[3];

  entry_counting_word_port port (
    .clk(clk),
    .rst(rst),
    .i_payload(w_payload),
    .i_valid(w_valid),
    .i_ready(w_ready),
    .open(port_open),
    .skip(port_skip),
    .moves(port_moves),
    .group(port_group),
    .last(port_last),
    .legal(port_legal),
    .word(port_word),
    .refused(port_refused),
    .data(data)
  );

  entry_counting_read_back back (
    .clk(clk),
    .rst(rst),
    .ask(back_ask),
    .word(at_word),
    .group(port_group),
    .show(show),
    .shown_word(shown_word),
    .shown(shown),
    .data(data),
    .valid(back_valid),
    .words(back_words),
    .differs(back_differs),
    .asked(back_asked)
  );

  entry_counting_word_decoder decoder (
    .words(back_words),
    .operand(decoder_operand),
    .levels(decoder_levels)
  );

  assign ends = port_moves & port_last;
  assign writes = at_kind == KIND_WRITE;
  assign r_valid = phase_state == PHASE_ANSWER;
  assign answered = r_valid & r_ready;
  assign writes_0_condition = port_moves & port_legal & writes;
  assign writes_0 = writes_0_condition & (at_word == 5'd0);
  assign writes_1 = writes_0_condition & (at_word == 5'd1);
  assign writes_2 = writes_0_condition & (at_word == 5'd2);
  assign writes_3 = writes_0_condition & (at_word == 5'd3);
  assign writes_4 = writes_0_condition & (at_word == 5'd4);
  assign writes_5 = writes_0_condition & (at_word == 5'd5);
  assign writes_6 = writes_0_condition & (at_word == 5'd6);
  assign writes_7 = writes_0_condition & (at_word == 5'd7);
  assign writes_8 = writes_0_condition & (at_word == 5'd8);
  assign writes_9 = writes_0_condition & (at_word == 5'd9);
  assign writes_10 = writes_0_condition & (at_word == 5'd10);
  assign writes_11 = writes_0_condition & (at_word == 5'd11);
  assign writes_12 = writes_0_condition & (at_word == 5'd12);
  assign writes_13 = writes_0_condition & (at_word == 5'd13);
  assign writes_14 = writes_0_condition & (at_word == 5'd14);
  assign writes_15 = writes_0_condition & (at_word == 5'd15);
  assign writes_16 = writes_0_condition & (at_word == 5'd16);
  assign writes_17 = writes_0_condition & (at_word == 5'd17);
  assign writes_18 = writes_0_condition & (at_word == 5'd18);
  assign back_ask = port_moves & (port_legal | (at_kind != KIND_WRITE));
  assign wrong = |back_differs & (at_kind != KIND_READ);
  assign idle = phase_state == PHASE_IDLE;
  assign busy = ~idle | show | back_valid;
  assign access_ready = idle & ~busy;
  assign r_payload_differs = (at_kind == KIND_VERIFY) ? back_differs : 16'd0;
  assign r_payload = {r_payload_differs, decoder_operand, decoder_levels};
  assign written = ends & writes;
  assign refused = ends & (at_kind != KIND_READ) & port_refused;
  assign differs = wrong & back_valid;
  assign port_skip = (phase_state == PHASE_TAKE) & (at_kind == KIND_READ);

  always @* begin
    content = 4'd0;
    case (word)
      5'd0: content = content_0;
      5'd1: content = content_1;
      5'd2: content = content_2;
      5'd3: content = content_3;
      5'd4: content = content_4;
      5'd5: content = content_5;
      5'd6: content = content_6;
      5'd7: content = content_7;
      5'd8: content = content_8;
      5'd9: content = content_9;
      5'd10: content = content_10;
      5'd11: content = content_11;
      5'd12: content = content_12;
      5'd13: content = content_13;
      5'd14: content = content_14;
      5'd15: content = content_15;
      5'd16: content = content_16;
      5'd17: content = content_17;
      5'd18: content = content_18;
      default: ;
    endcase
  end

  always @* begin
    decoder_operand = OPERAND_WEIGHT;
    case (back_asked)
      5'd0: decoder_operand = content_0_operand;
      5'd1: decoder_operand = content_1_operand;
      5'd2: decoder_operand = content_2_operand;
      5'd3: decoder_operand = content_3_operand;
      5'd4: decoder_operand = content_4_operand;
      5'd5: decoder_operand = content_5_operand;
      5'd6: decoder_operand = content_6_operand;
      5'd7: decoder_operand = content_7_operand;
      5'd8: decoder_operand = content_8_operand;
      5'd9: decoder_operand = content_9_operand;
      5'd10: decoder_operand = content_10_operand;
      5'd11: decoder_operand = content_11_operand;
      5'd12: decoder_operand = content_12_operand;
      5'd13: decoder_operand = content_13_operand;
      5'd14: decoder_operand = content_14_operand;
      5'd15: decoder_operand = content_15_operand;
      5'd16: decoder_operand = content_16_operand;
      5'd17: decoder_operand = content_17_operand;
      5'd18: decoder_operand = content_18_operand;
      default: ;
    endcase
  end

  always @* begin
    port_open = 1'b0;
    case (phase_state)
      PHASE_WRITE: port_open = 1'b1;
      PHASE_TAKE: port_open = at_kind == KIND_VERIFY;
      default: ;
    endcase
  end

  always @(posedge clk)
    if (rst) begin
      at <= 13'd0;
      half <= 1'b0;
      phase_state <= PHASE_IDLE;
    end else begin
      case (phase_state)
        PHASE_IDLE:
          if (access_valid & access_ready) begin
            at <= access_payload;
            half <= access_payload_word >= 5'd19;
            if (access_payload_kind == KIND_WRITE)
              phase_state <= PHASE_WRITE;
            else
              phase_state <= PHASE_TAKE;
          end
        PHASE_WRITE:
          if (ends & (at_steps == 5'd1))
            phase_state <= PHASE_IDLE;
        PHASE_TAKE:
          if (port_moves)
            phase_state <= PHASE_SELECT;
        PHASE_SELECT: phase_state <= PHASE_ANSWER;
        PHASE_ANSWER:
          if (answered & (at_steps == 5'd0))
            phase_state <= PHASE_IDLE;
          else if (answered)
            phase_state <= PHASE_TAKE;
        default: ;
      endcase
      if (ends) begin
        at[7:3] <= at_word + 5'd1;
        at[12:8] <= at_steps - 5'd1;
      end
    end

  always @(posedge clk)
    if (rst)
      write <= 152'd0;
    else
      write <=
          {port_group & {8{writes_18}}, port_group & {8{writes_17}}, port_group & {8{writes_16}}, port_group &
          {8{writes_15}}, port_group & {8{writes_14}}, port_group & {8{writes_13}}, port_group & {8{writes_12}},
          port_group & {8{writes_11}}, port_group & {8{writes_10}}, port_group & {8{writes_9}}, port_group &
          {8{writes_8}}, port_group & {8{writes_7}}, port_group & {8{writes_6}}, port_group & {8{writes_5}},
          port_group & {8{writes_4}}, port_group & {8{writes_3}}, port_group & {8{writes_2}}, port_group &
          {8{writes_1}}, port_group & {8{writes_0}}};

  always @(posedge clk)
    if (rst)
      content_0 <= 4'd0;
    else if (written & (at_word == 5'd0))
      content_0 <= port_word;

  always @(posedge clk)
    if (rst)
      content_1 <= 4'd0;
    else if (written & (at_word == 5'd1))
      content_1 <= port_word;

  always @(posedge clk)
    if (rst)
      content_2 <= 4'd0;
    else if (written & (at_word == 5'd2))
      content_2 <= port_word;

  always @(posedge clk)
    if (rst)
      content_3 <= 4'd0;
    else if (written & (at_word == 5'd3))
      content_3 <= port_word;

  always @(posedge clk)
    if (rst)
      content_4 <= 4'd0;
    else if (written & (at_word == 5'd4))
      content_4 <= port_word;

  always @(posedge clk)
    if (rst)
      content_5 <= 4'd0;
    else if (written & (at_word == 5'd5))
      content_5 <= port_word;

  always @(posedge clk)
    if (rst)
      content_6 <= 4'd0;
    else if (written & (at_word == 5'd6))
      content_6 <= port_word;

  always @(posedge clk)
    if (rst)
      content_7 <= 4'd0;
    else if (written & (at_word == 5'd7))
      content_7 <= port_word;

  always @(posedge clk)
    if (rst)
      content_8 <= 4'd0;
    else if (written & (at_word == 5'd8))
      content_8 <= port_word;

  always @(posedge clk)
    if (rst)
      content_9 <= 4'd0;
    else if (written & (at_word == 5'd9))
      content_9 <= port_word;

  always @(posedge clk)
    if (rst)
      content_10 <= 4'd0;
    else if (written & (at_word == 5'd10))
      content_10 <= port_word;

  always @(posedge clk)
    if (rst)
      content_11 <= 4'd0;
    else if (written & (at_word == 5'd11))
      content_11 <= port_word;

  always @(posedge clk)
    if (rst)
      content_12 <= 4'd0;
    else if (written & (at_word == 5'd12))
      content_12 <= port_word;

  always @(posedge clk)
    if (rst)
      content_13 <= 4'd0;
    else if (written & (at_word == 5'd13))
      content_13 <= port_word;

  always @(posedge clk)
    if (rst)
      content_14 <= 4'd0;
    else if (written & (at_word == 5'd14))
      content_14 <= port_word;

  always @(posedge clk)
    if (rst)
      content_15 <= 4'd0;
    else if (written & (at_word == 5'd15))
      content_15 <= port_word;

  always @(posedge clk)
    if (rst)
      content_16 <= 4'd0;
    else if (written & (at_word == 5'd16))
      content_16 <= port_word;

  always @(posedge clk)
    if (rst)
      content_17 <= 4'd0;
    else if (written & (at_word == 5'd17))
      content_17 <= port_word;

  always @(posedge clk)
    if (rst)
      content_18 <= 4'd0;
    else if (written & (at_word == 5'd18))
      content_18 <= port_word;

endmodule

// Fills the two halves of each lane's streamed word in turn.
module entry_counting_intake (
  input  wire           clk,
  input  wire           rst,
  input  wire    [48:0] x_payload,  // {operand, words[15:0][2:0]}
  input  wire           x_valid,
  output wire           x_ready,
  input  wire     [1:0] free,
  output reg      [1:0] full,
  output reg      [7:0] words,  // [1:0][3:0]
  output reg     [15:0] write,  // [1:0][7:0]
  output wire    [95:0] data,  // [1:0][47:0]
  output wire           streamed,
  output wire           refused
);

  wire           port_open;
  reg            half;
  wire           port_moves;
  wire           port_last;
  wire           port_refused;
  wire     [7:0] port_group;
  wire           port_legal;
  wire     [3:0] port_word;  // {operand, presence[2:0]}
  wire           write_condition;
  wire           write_condition_2;

  entry_counting_word_port port (
    .clk(clk),
    .rst(rst),
    .i_payload(x_payload),
    .i_valid(x_valid),
    .i_ready(x_ready),
    .open(port_open),
    .skip(1'b0),
    .moves(port_moves),
    .group(port_group),
    .last(port_last),
    .legal(port_legal),
    .word(port_word),
    .refused(port_refused),
    .data(data)
  );

  assign port_open = ~(half ? full[1] : full[0]);
  assign streamed = port_moves & port_last;
  assign refused = streamed & port_refused;
  assign write_condition = port_moves & port_legal & ~half;
  assign write_condition_2 = port_moves & port_legal & half;

  always @(posedge clk)
    if (rst) begin
      half <= 1'b0;
      write <= 16'd0;
    end else begin
      half <= half ^ streamed;
      write <= {port_group & {8{write_condition_2}}, port_group & {8{write_condition}}};
    end

  always @(posedge clk)
    if (rst) begin
      full <= 2'd0;
      words <= 8'd0;
    end else begin
      if (streamed & ~half) begin
        full[0] <= 1'b1;
        words[3:0] <= port_word;
      end else if (free[0])
        full[0] <= 1'b0;
      if (streamed & half) begin
        full[1] <= 1'b1;
        words[7:4] <= port_word;
      end else if (free[1])
        full[1] <= 1'b0;
    end

endmodule

// Chooses the count lowest of the bits that are set. Combinational; its depth grows with the logarithm of n.
module entry_counting_lowest_bits (
  input  wire     [8:0] i,
  output wire     [8:0] chosen,  // [0:0][8:0]
  output wire     [8:0] rest
);

  wire           set_0_to_1;
  wire           set_2_to_3;
  wire           set_0_to_2;
  wire           set_0_to_3;
  wire           set_4_to_5;
  wire           set_6_to_7;
  wire           set_4_to_6;
  wire           set_4_to_7;
  wire           set_0_to_4;
  wire           set_0_to_5;
  wire           set_0_to_6;
  wire           set_0_to_7;

  assign set_0_to_1 = i[1] | i[0];
  assign set_2_to_3 = i[3] | i[2];
  assign set_0_to_2 = i[2] | set_0_to_1;
  assign set_0_to_3 = set_2_to_3 | set_0_to_1;
  assign set_4_to_5 = i[5] | i[4];
  assign set_6_to_7 = i[7] | i[6];
  assign set_4_to_6 = i[6] | set_4_to_5;
  assign set_4_to_7 = set_6_to_7 | set_4_to_5;
  assign set_0_to_4 = i[4] | set_0_to_3;
  assign set_0_to_5 = set_4_to_5 | set_0_to_3;
  assign set_0_to_6 = set_4_to_6 | set_0_to_3;
  assign set_0_to_7 = set_4_to_7 | set_0_to_3;
  assign chosen =
      {i[8] & ~set_0_to_7, i[7] & ~set_0_to_6, i[6] & ~set_0_to_5, i[5] & ~set_0_to_4, i[4] & ~set_0_to_3, i[3] &
      ~set_0_to_2, i[2] & ~set_0_to_1, i[1] & ~i[0], i[0]};
  assign rest =
      {i[8] & set_0_to_7, i[7] & set_0_to_6, i[6] & set_0_to_5, i[5] & set_0_to_4, i[4] & set_0_to_3, i[3] & set_0_to_2,
      i[2] & set_0_to_1, i[1] & i[0], 1'b0};

endmodule

// Takes dot products and gives, each cycle, the lowest of their live classes, as many as are searched at once.
module entry_counting_picker (
  input  wire           clk,
  input  wire           rst,
  input  wire    [67:0] i_payload,  // {tag[36:0], frees, half, stored, word[18:0], live[8:0]}
  input  wire           i_valid,
  output wire           i_ready,
  input  wire           taken,
  output wire           go,
  output wire     [8:0] chosen,  // [0:0][8:0]
  output wire    [67:0] at,  // {tag[36:0], frees, half, stored, word[18:0], live[8:0]}
  output wire           last,
  output reg            active,
  output wire           empty
);

  reg     [67:0] under_way;  // {tag[36:0], frees, half, stored, word[18:0], live[8:0]}
  wire     [8:0] lowest_rest;
  wire           leaves;
  reg      [2:0] reserved;
  reg            first;
  wire           at_tag_anew;

  wire     [8:0] under_way_live = under_way[8:0];
  wire    [18:0] under_way_word = under_way[27:9];
  wire           under_way_stored = under_way[28];
  wire           under_way_half = under_way[29];
  wire           under_way_frees = under_way[30];
  wire     [3:0] under_way_tag_accumulator = under_way[34:31];
  wire    [17:0] under_way_tag_addend = under_way[53:36];
  wire    [11:0] under_way_tag_leaving = under_way[67:56];
  wire           under_way_tag_anew = under_way[35];
  wire           under_way_tag_leaves = under_way[55];

  entry_counting_lowest_bits lowest (
    .i(under_way_live),
    .chosen(chosen),
    .rest(lowest_rest)
  );

  assign last = lowest_rest == 9'd0;
  assign leaves = under_way_tag_leaves & last;
  assign go = active & ~(leaves & (reserved == 3'd6));
  assign i_ready = ~active | (go & last);
  assign at_tag_anew = under_way_tag_anew & first;
  assign at =
      {under_way_tag_leaving, leaves, last, under_way_tag_addend, at_tag_anew, under_way_tag_accumulator,
      under_way_frees, under_way_half, under_way_stored, under_way_word, under_way_live};
  assign empty = reserved == 3'd0;

  always @(posedge clk)
    if (rst)
      reserved <= 3'd0;
    else
      reserved <= reserved + {2'd0, go & leaves} - {2'd0, taken};

  always @(posedge clk)
    if (rst) begin
      active <= 1'b0;
      first <= 1'b0;
    end else if (i_ready) begin
      active <= i_valid;
      first <= 1'b1;
    end else if (go)
      first <= 1'b0;

  always @(posedge clk)
    if (i_ready)
      under_way <= i_payload;
    else if (go)
      under_way[8:0] <= lowest_rest;

  wire unused = &{1'b0, under_way[54]};

endmodule

// A first-in first-out queue of registers. One cycle from i to o; a beat a cycle, with one place while o is taken.
module entry_counting_sum_queue (
  input  wire           clk,
  input  wire           rst,
  input  wire    [29:0] i_payload,  // {leaving[11:0], sum[17:0]}
  input  wire           i_valid,
  output wire           i_ready,
  output reg     [29:0] o_payload,  // {leaving[11:0], sum[17:0]}
  output wire           o_valid,
  input  wire           o_ready
);

  reg      [2:0] level;
  wire           put;
  wire           taken;
  reg     [29:0] place_1;  // {leaving[11:0], sum[17:0]}
  reg     [29:0] place_2;  // {leaving[11:0], sum[17:0]}
  reg     [29:0] place_3;  // {leaving[11:0], sum[17:0]}
  reg     [29:0] place_4;  // {leaving[11:0], sum[17:0]}
  reg     [29:0] place_5;  // {leaving[11:0], sum[17:0]}
  wire     [2:0] kept;

  assign i_ready = (level != 3'd6) | o_ready;
  assign put = i_valid & i_ready;
  assign o_valid = level != 3'd0;
  assign taken = o_valid & o_ready;
  assign kept = level - {2'd0, taken};

  always @(posedge clk)
    if (rst)
      level <= 3'd0;
    else
      level <= kept + {2'd0, put};

  always @(posedge clk) begin
    if (taken) begin
      o_payload <= place_1;
      place_1 <= place_2;
      place_2 <= place_3;
      place_3 <= place_4;
      place_4 <= place_5;
    end
    if (put & (kept == 3'd0))
      o_payload <= i_payload;
    if (put & (kept == 3'd1))
      place_1 <= i_payload;
    if (put & (kept == 3'd2))
      place_2 <= i_payload;
    if (put & (kept == 3'd3))
      place_3 <= i_payload;
    if (put & (kept == 3'd4))
      place_4 <= i_payload;
  end

  always @(posedge clk)
    if (put & (kept == 3'd5))
      place_5 <= i_payload;

endmodule

// The requantizer's table: an entry for each channel, and what all channels share.
module entry_counting_scales (
  input  wire           clk,
  input  wire           rst,
  input  wire     [8:0] op_payload,  // {steps[4:0], entry[3:0]}
  input  wire           op_valid,
  output wire           op_ready,
  // {high[7:0], low[7:0], zero_point[7:0], shift[4:0], residual_multiplier[15:0], multiplier[15:0], bias[17:0]}
  input  wire    [78:0] i_payload,
  input  wire           i_valid,
  output wire           i_ready,
  input  wire     [3:0] at,
  output reg     [33:0] entry,  // {multiplier[15:0], bias[17:0]}
  output reg     [44:0] shared  // {high[7:0], low[7:0], zero_point[7:0], shift[4:0], residual_multiplier[15:0]}
);

  wire           put;
  wire           last;
  reg      [4:0] step;
  reg     [33:0] entry_0;  // {multiplier[15:0], bias[17:0]}
  reg     [33:0] entry_1;  // {multiplier[15:0], bias[17:0]}
  reg     [33:0] entry_2;  // {multiplier[15:0], bias[17:0]}
  reg     [33:0] entry_3;  // {multiplier[15:0], bias[17:0]}
  reg     [33:0] entry_4;  // {multiplier[15:0], bias[17:0]}
  reg     [33:0] entry_5;  // {multiplier[15:0], bias[17:0]}
  reg     [33:0] entry_6;  // {multiplier[15:0], bias[17:0]}
  reg     [33:0] entry_7;  // {multiplier[15:0], bias[17:0]}
  reg     [33:0] entry_8;  // {multiplier[15:0], bias[17:0]}
  reg     [33:0] entry_9;  // {multiplier[15:0], bias[17:0]}
  reg     [33:0] entry_10;  // {multiplier[15:0], bias[17:0]}
  reg     [33:0] entry_11;  // {multiplier[15:0], bias[17:0]}
  reg     [33:0] entry_12;  // {multiplier[15:0], bias[17:0]}
  reg     [33:0] entry_13;  // {multiplier[15:0], bias[17:0]}
  reg     [33:0] entry_14;  // {multiplier[15:0], bias[17:0]}
  reg     [33:0] entry_15;  // {multiplier[15:0], bias[17:0]}

  wire     [3:0] op_payload_entry = op_payload[3:0];
  wire     [4:0] op_payload_steps = op_payload[8:4];
  wire    [17:0] i_payload_bias = i_payload[17:0];
  wire    [15:0] i_payload_multiplier = i_payload[33:18];
  wire    [15:0] i_payload_residual_multiplier = i_payload[49:34];
  wire     [4:0] i_payload_shift = i_payload[54:50];
  wire     [7:0] i_payload_zero_point = i_payload[62:55];
  wire     [7:0] i_payload_low = i_payload[70:63];
  wire     [7:0] i_payload_high = i_payload[78:71];

  assign put = op_valid & i_valid;
  assign last = {1'b0, step} == ({1'b0, op_payload_steps} - 6'd1);
  assign op_ready = put & last;
  assign i_ready = op_valid;

  always @* begin
    entry = 34'd0;
    case (at)
      4'd0: entry = entry_0;
      4'd1: entry = entry_1;
      4'd2: entry = entry_2;
      4'd3: entry = entry_3;
      4'd4: entry = entry_4;
      4'd5: entry = entry_5;
      4'd6: entry = entry_6;
      4'd7: entry = entry_7;
      4'd8: entry = entry_8;
      4'd9: entry = entry_9;
      4'd10: entry = entry_10;
      4'd11: entry = entry_11;
      4'd12: entry = entry_12;
      4'd13: entry = entry_13;
      4'd14: entry = entry_14;
      4'd15: entry = entry_15;
      default: ;
    endcase
  end

  always @(posedge clk)
    if (rst) begin
      step <= 5'd0;
      shared <= 45'd0;
    end else if (put) begin
      step <= last ? 5'd0 : step + 5'd1;
      if (step == 5'd0)
        shared <= {i_payload_high, i_payload_low, i_payload_zero_point, i_payload_shift, i_payload_residual_multiplier};
    end

  always @(posedge clk)
    if (put & (({2'd0, op_payload_entry} + {1'b0, step}) == 6'd0))
      entry_0 <= {i_payload_multiplier, i_payload_bias};

  always @(posedge clk)
    if (put & (({2'd0, op_payload_entry} + {1'b0, step}) == 6'd1))
      entry_1 <= {i_payload_multiplier, i_payload_bias};

  always @(posedge clk)
    if (put & (({2'd0, op_payload_entry} + {1'b0, step}) == 6'd2))
      entry_2 <= {i_payload_multiplier, i_payload_bias};

  always @(posedge clk)
    if (put & (({2'd0, op_payload_entry} + {1'b0, step}) == 6'd3))
      entry_3 <= {i_payload_multiplier, i_payload_bias};

  always @(posedge clk)
    if (put & (({2'd0, op_payload_entry} + {1'b0, step}) == 6'd4))
      entry_4 <= {i_payload_multiplier, i_payload_bias};

  always @(posedge clk)
    if (put & (({2'd0, op_payload_entry} + {1'b0, step}) == 6'd5))
      entry_5 <= {i_payload_multiplier, i_payload_bias};

  always @(posedge clk)
    if (put & (({2'd0, op_payload_entry} + {1'b0, step}) == 6'd6))
      entry_6 <= {i_payload_multiplier, i_payload_bias};

  always @(posedge clk)
    if (put & (({2'd0, op_payload_entry} + {1'b0, step}) == 6'd7))
      entry_7 <= {i_payload_multiplier, i_payload_bias};

  always @(posedge clk)
    if (put & (({2'd0, op_payload_entry} + {1'b0, step}) == 6'd8))
      entry_8 <= {i_payload_multiplier, i_payload_bias};

  always @(posedge clk)
    if (put & (({2'd0, op_payload_entry} + {1'b0, step}) == 6'd9))
      entry_9 <= {i_payload_multiplier, i_payload_bias};

  always @(posedge clk)
    if (put & (({2'd0, op_payload_entry} + {1'b0, step}) == 6'd10))
      entry_10 <= {i_payload_multiplier, i_payload_bias};

  always @(posedge clk)
    if (put & (({2'd0, op_payload_entry} + {1'b0, step}) == 6'd11))
      entry_11 <= {i_payload_multiplier, i_payload_bias};

  always @(posedge clk)
    if (put & (({2'd0, op_payload_entry} + {1'b0, step}) == 6'd12))
      entry_12 <= {i_payload_multiplier, i_payload_bias};

  always @(posedge clk)
    if (put & (({2'd0, op_payload_entry} + {1'b0, step}) == 6'd13))
      entry_13 <= {i_payload_multiplier, i_payload_bias};

  always @(posedge clk)
    if (put & (({2'd0, op_payload_entry} + {1'b0, step}) == 6'd14))
      entry_14 <= {i_payload_multiplier, i_payload_bias};

  always @(posedge clk)
    if (put & (({2'd0, op_payload_entry} + {1'b0, step}) == 6'd15))
      entry_15 <= {i_payload_multiplier, i_payload_bias};

endmodule

// clip(round(((value + bias)·multiplier + residual·residual_multiplier) / 2**shift) + zero_point, low, high).
module entry_counting_requantizer (
  input  wire           clk,
  input  wire           rst,
  input  wire    [66:0] i_payload,  // {tag[5:0], plain, residual[7:0], multiplier[15:0], bias[17:0], value[17:0]}
  input  wire           i_valid,
  output wire           i_ready,
  input  wire    [15:0] residual_multiplier,
  input  wire     [4:0] shift,
  input  wire     [7:0] zero_point,
  input  wire     [7:0] low,
  input  wire     [7:0] high,
  output reg     [23:0] o_payload,  // {tag[5:0], value[17:0]}
  output reg            o_valid,
  input  wire           o_ready,
  output wire           busy
);

  reg            valid_1;
  reg            valid_2;
  reg            valid_3;
  reg            valid_4;
  wire    [35:0] shifted_0;
  reg     [34:0] total;
  wire    [35:0] shifted_1;
  wire    [35:0] shifted_2;
  wire           lost_2;
  wire    [35:0] shifted_3;
  wire           lost_3;
  wire    [35:0] shifted_4;
  wire           lost_4;
  wire     [9:0] near;
  reg     [17:0] rounded;
  wire           below;
  wire           above;
  reg            plain_1;
  reg            plain_2;
  reg            plain_3;
  reg            plain_4;
  reg      [5:0] tag_1;  // {last, first, slot[3:0]}
  reg      [5:0] tag_2;  // {last, first, slot[3:0]}
  reg      [5:0] tag_3;  // {last, first, slot[3:0]}
  reg      [5:0] tag_4;  // {last, first, slot[3:0]}
  reg     [18:0] biased;
  reg     [15:0] multiplier;
  reg     [34:0] product;
  reg      [7:0] residual;
  reg     [23:0] residual_product;
  wire           lost_1;
  wire    [10:0] level;
  wire     [8:0] below_difference;
  wire     [8:0] above_difference;
  wire    [17:0] biased_choice;
  wire    [10:0] rounded_sum;
  wire    [10:0] o_payload_choice;

  wire    [17:0] i_payload_value = i_payload[17:0];
  wire    [17:0] i_payload_bias = i_payload[35:18];
  wire    [15:0] i_payload_multiplier = i_payload[51:36];
  wire     [7:0] i_payload_residual = i_payload[59:52];
  wire           i_payload_plain = i_payload[60];
  wire     [5:0] i_payload_tag = i_payload[66:61];

  assign shifted_0 = shift[0] ? {total[34], total} : {total, 1'b0};
  assign shifted_1 = shift[1] ? {{2{shifted_0[35]}}, shifted_0[35:2]} : shifted_0;
  assign shifted_2 = shift[2] ? {{4{shifted_1[35]}}, shifted_1[35:4]} : shifted_1;
  assign lost_1 = shift[1] & |shifted_0[1:0];
  assign lost_2 = lost_1 | (shift[2] & |shifted_1[3:0]);
  assign shifted_3 = shift[3] ? {{8{shifted_2[35]}}, shifted_2[35:8]} : shifted_2;
  assign lost_3 = lost_2 | (shift[3] & |shifted_2[7:0]);
  assign shifted_4 = shift[4] ? {{16{shifted_3[35]}}, shifted_3[35:16]} : shifted_3;
  assign lost_4 = lost_3 | (shift[4] & |shifted_3[15:0]);
  assign near = (|shifted_4[35:10] & ~&shifted_4[35:10]) ? {shifted_4[35], {9{~shifted_4[35]}}} : shifted_4[10:1];
  assign below_difference = {low[7], low} - {zero_point[7], zero_point};
  assign below = $signed(rounded[10:0]) < $signed({{2{below_difference[8]}}, below_difference});
  assign above_difference = {high[7], high} - {zero_point[7], zero_point};
  assign above = $signed(rounded[10:0]) > $signed({{2{above_difference[8]}}, above_difference});
  assign i_ready = ~o_valid | o_ready;
  assign busy = |{o_valid, valid_4, valid_3, valid_2, valid_1};
  assign level = rounded[10:0] + {{3{zero_point[7]}}, zero_point};
  assign biased_choice = i_payload_plain ? 18'd0 : i_payload_bias;
  assign rounded_sum = {near[9], near} + {10'd0, shifted_4[0] & (lost_4 | shifted_4[1])};
  assign o_payload_choice = below ? {{3{low[7]}}, low} : above ? {{3{high[7]}}, high} : level;

  always @(posedge clk)
    if (rst) begin
      valid_1 <= 1'b0;
      valid_2 <= 1'b0;
      valid_3 <= 1'b0;
      valid_4 <= 1'b0;
      o_valid <= 1'b0;
      o_payload <= 24'd0;
    end else if (i_ready) begin
      valid_1 <= i_valid;
      valid_2 <= valid_1;
      valid_3 <= valid_2;
      valid_4 <= valid_3;
      o_valid <= valid_4;
      o_payload <= {tag_4, plain_4 ? rounded : {{7{o_payload_choice[10]}}, o_payload_choice}};
    end

  always @(posedge clk)
    if (i_ready) begin
      plain_1 <= i_payload_plain;
      plain_2 <= plain_1;
      plain_3 <= plain_2;
      plain_4 <= plain_3;
      tag_1 <= i_payload_tag;
      tag_2 <= tag_1;
      tag_3 <= tag_2;
      tag_4 <= tag_3;
      biased <= {i_payload_value[17], i_payload_value} + {biased_choice[17], biased_choice};
      multiplier <= i_payload_plain ? 16'd1 : i_payload_multiplier;
      product <= {{16{biased[18]}}, biased} * {{19{multiplier[15]}}, multiplier};
      residual <= i_payload_plain ? 8'd0 : i_payload_residual;
      residual_product <= {{16{residual[7]}}, residual} * {{8{residual_multiplier[15]}}, residual_multiplier};
      total <= product + {{11{residual_product[23]}}, residual_product};
      rounded <= plain_3 ? total[17:0] : {{7{rounded_sum[10]}}, rounded_sum};
    end

endmodule

// Passes on the largest value of each window, in the cycle of the window's last one. A value a cycle.
module entry_counting_max_pool (
  input  wire           clk,
  input  wire    [23:0] i_payload,  // {last, first, slot[3:0], value[17:0]}
  input  wire           i_valid,
  output wire           i_ready,
  output wire    [17:0] o_payload,
  output wire           o_valid,
  input  wire           o_ready
);

  reg      [7:0] so_far;
  reg      [7:0] largest_0;
  reg      [7:0] largest_1;
  reg      [7:0] largest_2;
  reg      [7:0] largest_3;
  reg      [7:0] largest_4;
  reg      [7:0] largest_5;
  reg      [7:0] largest_6;
  reg      [7:0] largest_7;
  reg      [7:0] largest_8;
  reg      [7:0] largest_9;
  reg      [7:0] largest_10;
  reg      [7:0] largest_11;
  reg      [7:0] largest_12;
  reg      [7:0] largest_13;
  reg      [7:0] largest_14;
  reg      [7:0] largest_15;

  wire    [17:0] i_payload_value = i_payload[17:0];
  wire     [3:0] i_payload_slot = i_payload[21:18];
  wire           i_payload_first = i_payload[22];
  wire           i_payload_last = i_payload[23];

  assign i_ready = o_ready | ~i_payload_last;
  assign o_payload = (~i_payload_first & ($signed({{10{so_far[7]}}, so_far}) > $signed(i_payload_value))) ?
      {{10{so_far[7]}}, so_far} : i_payload_value;
  assign o_valid = i_valid & i_payload_last;

  always @* begin
    so_far = 8'd0;
    case (i_payload_slot)
      4'd0: so_far = largest_0;
      4'd1: so_far = largest_1;
      4'd2: so_far = largest_2;
      4'd3: so_far = largest_3;
      4'd4: so_far = largest_4;
      4'd5: so_far = largest_5;
      4'd6: so_far = largest_6;
      4'd7: so_far = largest_7;
      4'd8: so_far = largest_8;
      4'd9: so_far = largest_9;
      4'd10: so_far = largest_10;
      4'd11: so_far = largest_11;
      4'd12: so_far = largest_12;
      4'd13: so_far = largest_13;
      4'd14: so_far = largest_14;
      4'd15: so_far = largest_15;
      default: ;
    endcase
  end

  always @(posedge clk)
    if (i_valid & ~i_payload_last & (i_payload_slot == 4'd0))
      largest_0 <= o_payload[7:0];

  always @(posedge clk)
    if (i_valid & ~i_payload_last & (i_payload_slot == 4'd1))
      largest_1 <= o_payload[7:0];

  always @(posedge clk)
    if (i_valid & ~i_payload_last & (i_payload_slot == 4'd2))
      largest_2 <= o_payload[7:0];

  always @(posedge clk)
    if (i_valid & ~i_payload_last & (i_payload_slot == 4'd3))
      largest_3 <= o_payload[7:0];

  always @(posedge clk)
    if (i_valid & ~i_payload_last & (i_payload_slot == 4'd4))
      largest_4 <= o_payload[7:0];

  always @(posedge clk)
    if (i_valid & ~i_payload_last & (i_payload_slot == 4'd5))
      largest_5 <= o_payload[7:0];

  always @(posedge clk)
    if (i_valid & ~i_payload_last & (i_payload_slot == 4'd6))
      largest_6 <= o_payload[7:0];

  always @(posedge clk)
    if (i_valid & ~i_payload_last & (i_payload_slot == 4'd7))
      largest_7 <= o_payload[7:0];

  always @(posedge clk)
    if (i_valid & ~i_payload_last & (i_payload_slot == 4'd8))
      largest_8 <= o_payload[7:0];

  always @(posedge clk)
    if (i_valid & ~i_payload_last & (i_payload_slot == 4'd9))
      largest_9 <= o_payload[7:0];

  always @(posedge clk)
    if (i_valid & ~i_payload_last & (i_payload_slot == 4'd10))
      largest_10 <= o_payload[7:0];

  always @(posedge clk)
    if (i_valid & ~i_payload_last & (i_payload_slot == 4'd11))
      largest_11 <= o_payload[7:0];

  always @(posedge clk)
    if (i_valid & ~i_payload_last & (i_payload_slot == 4'd12))
      largest_12 <= o_payload[7:0];

  always @(posedge clk)
    if (i_valid & ~i_payload_last & (i_payload_slot == 4'd13))
      largest_13 <= o_payload[7:0];

  always @(posedge clk)
    if (i_valid & ~i_payload_last & (i_payload_slot == 4'd14))
      largest_14 <= o_payload[7:0];

  always @(posedge clk)
    if (i_valid & ~i_payload_last & (i_payload_slot == 4'd15))
      largest_15 <= o_payload[7:0];

endmodule

// Queues sums, requantizes those that are not plain, pools, and gives results.
module entry_counting_output (
  input  wire           clk,
  input  wire           rst,
  input  wire    [29:0] i_payload,  // {leaving[11:0], sum[17:0]}
  input  wire           i_valid,
  output wire           i_ready,
  output wire           taken,
  input  wire     [8:0] op_payload,  // {steps[4:0], entry[3:0]}
  input  wire           op_valid,
  output wire           op_ready,
  // {high[7:0], low[7:0], zero_point[7:0], shift[4:0], residual_multiplier[15:0], multiplier[15:0], bias[17:0]}
  input  wire    [78:0] scales_payload,
  input  wire           scales_valid,
  output wire           scales_ready,
  input  wire     [7:0] residual_payload,
  input  wire           residual_valid,
  output wire           residual_ready,
  output wire    [17:0] y_payload,
  output wire           y_valid,
  input  wire           y_ready,
  output wire           busy
);

  wire           queue_o_valid;
  wire           queue_o_ready;
  wire    [29:0] queue_o_payload;  // {leaving[11:0], sum[17:0]}
  wire    [33:0] scales_entry;  // {multiplier[15:0], bias[17:0]}
  wire    [44:0] scales_shared;  // {high[7:0], low[7:0], zero_point[7:0], shift[4:0], residual_multiplier[15:0]}
  wire    [23:0] requantizer_o_payload;  // {tag[5:0], value[17:0]}
  wire           requantizer_o_valid;
  wire           pool_i_ready;
  wire           requantizer_i_valid;
  wire           complete;
  wire           requantizer_i_ready;
  wire     [7:0] requantizer_o_payload_residual;

  wire     [3:0] queue_o_payload_leaving_entry = queue_o_payload[22:19];
  wire    [17:0] queue_o_payload_sum = queue_o_payload[17:0];
  wire    [11:0] queue_o_payload_leaving = queue_o_payload[29:18];
  wire           queue_o_payload_leaving_plain = queue_o_payload[18];
  wire           queue_o_payload_leaving_residual = queue_o_payload[23];
  wire    [15:0] scales_shared_residual_multiplier = scales_shared[15:0];
  wire     [4:0] scales_shared_shift = scales_shared[20:16];
  wire     [7:0] scales_shared_zero_point = scales_shared[28:21];
  wire     [7:0] scales_shared_low = scales_shared[36:29];
  wire     [7:0] scales_shared_high = scales_shared[44:37];

  entry_counting_sum_queue queue (
    .clk(clk),
    .rst(rst),
    .i_payload(i_payload),
    .i_valid(i_valid),
    .i_ready(i_ready),
    .o_payload(queue_o_payload),
    .o_valid(queue_o_valid),
    .o_ready(queue_o_ready)
  );

  entry_counting_scales scales (
    .clk(clk),
    .rst(rst),
    .op_payload(op_payload),
    .op_valid(op_valid),
    .op_ready(op_ready),
    .i_payload(scales_payload),
    .i_valid(scales_valid),
    .i_ready(scales_ready),
    .at(queue_o_payload_leaving_entry),
    .entry(scales_entry),
    .shared(scales_shared)
  );

  entry_counting_requantizer requantizer (
    .clk(clk),
    .rst(rst),
    .i_payload({queue_o_payload_leaving[11:6], queue_o_payload_leaving_plain, requantizer_o_payload_residual,
        scales_entry, queue_o_payload_sum}),
    .i_valid(requantizer_i_valid),
    .i_ready(requantizer_i_ready),
    .residual_multiplier(scales_shared_residual_multiplier),
    .shift(scales_shared_shift),
    .zero_point(scales_shared_zero_point),
    .low(scales_shared_low),
    .high(scales_shared_high),
    .o_payload(requantizer_o_payload),
    .o_valid(requantizer_o_valid),
    .o_ready(pool_i_ready),
    .busy(busy)
  );

  entry_counting_max_pool pool (
    .clk(clk),
    .i_payload(requantizer_o_payload),
    .i_valid(requantizer_o_valid),
    .i_ready(pool_i_ready),
    .o_payload(y_payload),
    .o_valid(y_valid),
    .o_ready(y_ready)
  );

  assign complete = residual_valid | ~queue_o_payload_leaving_residual;
  assign queue_o_ready = requantizer_i_ready & complete;
  assign requantizer_i_valid = queue_o_valid & complete;
  assign taken = queue_o_valid & queue_o_ready;
  assign residual_ready = taken & queue_o_payload_leaving_residual;
  assign requantizer_o_payload_residual = queue_o_payload_leaving_residual ? residual_payload : 8'd0;

  wire unused = &{1'b0, queue_o_payload_leaving[5:0]};

endmodule

// Drives select and search lines, straight from flip-flops, in the cycle after classes were chosen.
module entry_counting_search_lines (
  input  wire           clk,
  input  wire           rst,
  input  wire           go,
  input  wire     [8:0] chosen,  // [0:0][8:0]
  input  wire    [18:0] word,
  input  wire           stored,
  input  wire           half,
  input  wire           show,
  input  wire    [18:0] shown_word,
  output reg     [18:0] select,
  output reg      [5:0] stored_lines,  // [0:0][5:0]
  output reg     [11:0] streamed_lines,  // [0:0][11:0]
  output reg            stored_signed,
  output reg      [1:0] streamed_signed,
  output reg            sample,
  output reg      [5:0] multiples  // [0:0][5:0]
);

  localparam OPERAND_WEIGHT = 1'b0;

  wire           searches_0;
  wire           weights_stored;
  wire     [4:0] weight_key_0;
  wire     [4:0] activation_key_0;
  wire     [4:0] streamed_lines_choice;

  assign searches_0 = |word;
  assign weights_stored = stored == OPERAND_WEIGHT;
  assign weight_key_0 = {|chosen[2:0], |chosen[5:3], 1'b0, |chosen[8:3], |{chosen[8:6], chosen[2:0]}};
  assign activation_key_0 =
      {|{chosen[6], chosen[3], chosen[0]}, |{chosen[7], chosen[4], chosen[1]}, 1'b0,
      |{chosen[8:7], chosen[5:4], chosen[2:1]}, |{chosen[8], chosen[6:5], chosen[3:2], chosen[0]}};
  assign streamed_lines_choice = weights_stored ? activation_key_0 : weight_key_0;

  always @(posedge clk)
    if (rst)
      select <= 19'd0;
    else if (show & |shown_word)
      select <= shown_word;
    else if (go & searches_0)
      select <= word;

  always @(posedge clk)
    if (rst) begin
      sample <= 1'b0;
      stored_signed <= 1'b0;
      streamed_signed <= 2'd0;
      multiples <= 6'd0;
      stored_lines <= 6'd0;
      streamed_lines <= 12'd0;
    end else begin
      sample <= 1'b0;
      if (go) begin
        sample <= |chosen;
        stored_signed <= weights_stored;
        streamed_signed <= (weights_stored ? 1'b0 : 1'b1) ? {half, ~half} : 2'd0;
        multiples <=
            {|{chosen[7], chosen[5]}, |{chosen[8], chosen[6], chosen[2]}, chosen[8], |{chosen[7], chosen[5:4]},
            |{chosen[6], chosen[3:1]}, chosen[0]};
        stored_lines <= {1'b0, weights_stored ? weight_key_0 : activation_key_0};
        streamed_lines <= {1'b0, half ? streamed_lines_choice : 5'd0, 1'b0, ~half ? streamed_lines_choice : 5'd0};
      end
    end

endmodule

// How many of n bits are set, those with down counted as -1. Combinational: one compressor tree.
module entry_counting_up_down_count (
  input  wire   [127:0] i,
  input  wire   [127:0] down,
  output wire     [8:0] o
);

  wire           half_adder_0_0_total;
  wire           full_adder_0_0_total;
  wire           full_adder_0_1_total;
  wire           full_adder_0_2_total;
  wire           full_adder_0_3_total;
  wire           full_adder_0_4_total;
  wire           full_adder_0_5_total;
  wire           full_adder_0_6_total;
  wire           full_adder_0_7_total;
  wire           full_adder_0_8_total;
  wire           full_adder_0_9_total;
  wire           full_adder_0_10_total;
  wire           full_adder_0_11_total;
  wire           full_adder_0_12_total;
  wire           full_adder_0_13_total;
  wire           full_adder_0_14_total;
  wire           full_adder_0_15_total;
  wire           full_adder_0_16_total;
  wire           full_adder_0_17_total;
  wire           full_adder_0_18_total;
  wire           full_adder_0_19_total;
  wire           full_adder_0_20_total;
  wire           full_adder_0_21_total;
  wire           full_adder_0_22_total;
  wire           full_adder_0_23_total;
  wire           full_adder_0_24_total;
  wire           full_adder_0_25_total;
  wire           full_adder_0_26_total;
  wire           full_adder_0_27_total;
  wire           full_adder_0_28_total;
  wire           full_adder_0_29_total;
  wire           full_adder_0_30_total;
  wire           full_adder_0_31_total;
  wire           full_adder_0_32_total;
  wire           full_adder_0_33_total;
  wire           full_adder_0_34_total;
  wire           full_adder_0_35_total;
  wire           full_adder_0_36_total;
  wire           full_adder_0_37_total;
  wire           full_adder_0_38_total;
  wire           full_adder_0_39_total;
  wire           full_adder_0_40_total;
  wire           full_adder_0_41_total;
  wire           full_adder_0_42_total;
  wire           full_adder_0_43_total;
  wire           full_adder_0_44_total;
  wire           full_adder_0_45_total;
  wire           full_adder_0_46_total;
  wire           full_adder_0_47_total;
  wire           full_adder_0_48_total;
  wire           full_adder_0_49_total;
  wire           full_adder_0_50_total;
  wire           full_adder_0_51_total;
  wire           full_adder_0_52_total;
  wire           full_adder_0_53_total;
  wire           full_adder_0_54_total;
  wire           full_adder_0_55_total;
  wire           full_adder_0_56_total;
  wire           full_adder_0_57_total;
  wire           full_adder_0_58_total;
  wire           full_adder_0_59_total;
  wire           full_adder_0_60_total;
  wire           full_adder_0_61_total;
  wire           half_adder_1_1_a;
  wire           half_adder_1_1_b;
  wire           full_adder_1_63_a;
  wire           full_adder_1_63_b;
  wire           full_adder_1_63_c;
  wire           full_adder_1_64_a;
  wire           full_adder_1_64_b;
  wire           full_adder_1_64_c;
  wire           full_adder_1_65_a;
  wire           full_adder_1_65_b;
  wire           full_adder_1_65_c;
  wire           full_adder_1_66_a;
  wire           full_adder_1_66_b;
  wire           full_adder_1_66_c;
  wire           full_adder_1_67_a;
  wire           full_adder_1_67_b;
  wire           full_adder_1_67_c;
  wire           full_adder_1_68_a;
  wire           full_adder_1_68_b;
  wire           full_adder_1_68_c;
  wire           full_adder_1_69_a;
  wire           full_adder_1_69_b;
  wire           full_adder_1_69_c;
  wire           full_adder_1_70_a;
  wire           full_adder_1_70_b;
  wire           full_adder_1_70_c;
  wire           full_adder_1_71_a;
  wire           full_adder_1_71_b;
  wire           full_adder_1_71_c;
  wire           full_adder_1_72_a;
  wire           full_adder_1_72_b;
  wire           full_adder_1_72_c;
  wire           full_adder_1_73_a;
  wire           full_adder_1_73_b;
  wire           full_adder_1_73_c;
  wire           full_adder_1_74_a;
  wire           full_adder_1_74_b;
  wire           full_adder_1_74_c;
  wire           full_adder_1_75_a;
  wire           full_adder_1_75_b;
  wire           full_adder_1_75_c;
  wire           full_adder_1_76_a;
  wire           full_adder_1_76_b;
  wire           full_adder_1_76_c;
  wire           full_adder_1_77_a;
  wire           full_adder_1_77_b;
  wire           full_adder_1_77_c;
  wire           full_adder_1_78_a;
  wire           full_adder_1_78_b;
  wire           full_adder_1_78_c;
  wire           full_adder_1_79_a;
  wire           full_adder_1_79_b;
  wire           full_adder_1_79_c;
  wire           full_adder_1_80_a;
  wire           full_adder_1_80_b;
  wire           full_adder_1_80_c;
  wire           full_adder_1_81_a;
  wire           full_adder_1_81_b;
  wire           full_adder_1_81_c;
  wire           full_adder_1_82_a;
  wire           full_adder_1_82_b;
  wire           full_adder_1_82_c;
  wire           full_adder_1_83_a;
  wire           full_adder_1_83_b;
  wire           full_adder_1_83_c;
  wire           full_adder_1_84_a;
  wire           full_adder_1_84_b;
  wire           full_adder_1_84_c;
  wire           full_adder_1_85_a;
  wire           full_adder_1_85_b;
  wire           full_adder_1_85_c;
  wire           full_adder_1_86_a;
  wire           full_adder_1_86_b;
  wire           full_adder_1_86_c;
  wire           full_adder_1_87_a;
  wire           full_adder_1_87_b;
  wire           full_adder_1_87_c;
  wire           full_adder_1_88_a;
  wire           full_adder_1_88_b;
  wire           full_adder_1_88_c;
  wire           full_adder_1_89_a;
  wire           full_adder_1_89_b;
  wire           full_adder_1_89_c;
  wire           full_adder_1_90_a;
  wire           full_adder_1_90_b;
  wire           full_adder_1_90_c;
  wire           full_adder_1_91_a;
  wire           full_adder_1_91_b;
  wire           full_adder_1_91_c;
  wire           full_adder_1_92_a;
  wire           full_adder_1_92_b;
  wire           full_adder_1_92_c;
  wire           full_adder_1_93_a;
  wire           full_adder_1_93_b;
  wire           full_adder_1_93_c;
  wire           full_adder_1_94_a;
  wire           full_adder_1_94_b;
  wire           full_adder_1_94_c;
  wire           full_adder_1_95_a;
  wire           full_adder_1_95_b;
  wire           full_adder_1_95_c;
  wire           full_adder_1_96_a;
  wire           full_adder_1_96_b;
  wire           full_adder_1_96_c;
  wire           full_adder_1_97_a;
  wire           full_adder_1_97_b;
  wire           full_adder_1_97_c;
  wire           full_adder_1_98_a;
  wire           full_adder_1_98_b;
  wire           full_adder_1_98_c;
  wire           full_adder_1_99_a;
  wire           full_adder_1_99_b;
  wire           full_adder_1_99_c;
  wire           full_adder_1_100_a;
  wire           full_adder_1_100_b;
  wire           full_adder_1_100_c;
  wire           full_adder_1_101_a;
  wire           full_adder_1_101_b;
  wire           full_adder_1_101_c;
  wire           full_adder_1_102_a;
  wire           full_adder_1_102_b;
  wire           full_adder_1_102_c;
  wire           full_adder_1_103_a;
  wire           full_adder_1_103_b;
  wire           full_adder_1_103_c;
  wire           full_adder_1_104_a;
  wire           full_adder_1_104_b;
  wire           full_adder_1_104_c;
  wire           half_adder_0_0_carry;
  wire           full_adder_0_0_carry;
  wire           full_adder_0_1_carry;
  wire           full_adder_0_2_carry;
  wire           full_adder_0_3_carry;
  wire           full_adder_0_4_carry;
  wire           full_adder_0_5_carry;
  wire           full_adder_0_6_carry;
  wire           full_adder_0_7_carry;
  wire           full_adder_0_8_carry;
  wire           full_adder_0_9_carry;
  wire           full_adder_0_10_carry;
  wire           full_adder_0_11_carry;
  wire           full_adder_0_12_carry;
  wire           full_adder_0_13_carry;
  wire           full_adder_0_14_carry;
  wire           full_adder_0_15_carry;
  wire           full_adder_0_16_carry;
  wire           full_adder_0_17_carry;
  wire           full_adder_0_18_carry;
  wire           full_adder_0_19_carry;
  wire           full_adder_0_20_carry;
  wire           full_adder_0_21_carry;
  wire           full_adder_0_22_carry;
  wire           full_adder_0_23_carry;
  wire           full_adder_0_24_carry;
  wire           full_adder_0_25_carry;
  wire           full_adder_0_26_carry;
  wire           full_adder_0_27_carry;
  wire           full_adder_0_28_carry;
  wire           full_adder_0_29_carry;
  wire           full_adder_0_30_carry;
  wire           full_adder_0_31_carry;
  wire           full_adder_0_32_carry;
  wire           full_adder_0_33_carry;
  wire           full_adder_0_34_carry;
  wire           full_adder_0_35_carry;
  wire           full_adder_0_36_carry;
  wire           full_adder_0_37_carry;
  wire           full_adder_0_38_carry;
  wire           full_adder_0_39_carry;
  wire           full_adder_0_40_carry;
  wire           full_adder_0_41_carry;
  wire           half_adder_1_1_total;
  wire           full_adder_1_63_total;
  wire           full_adder_1_64_total;
  wire           full_adder_1_65_total;
  wire           full_adder_1_66_total;
  wire           full_adder_1_67_total;
  wire           full_adder_1_68_total;
  wire           full_adder_1_69_total;
  wire           full_adder_1_70_total;
  wire           full_adder_1_71_total;
  wire           full_adder_1_72_total;
  wire           full_adder_1_73_total;
  wire           full_adder_1_74_total;
  wire           full_adder_1_75_total;
  wire           full_adder_1_76_total;
  wire           full_adder_1_77_total;
  wire           full_adder_1_78_total;
  wire           full_adder_1_79_total;
  wire           full_adder_1_80_total;
  wire           full_adder_1_81_total;
  wire           full_adder_1_82_total;
  wire           full_adder_1_83_total;
  wire           full_adder_1_84_total;
  wire           full_adder_1_85_total;
  wire           full_adder_1_86_total;
  wire           full_adder_1_87_total;
  wire           full_adder_1_88_total;
  wire           full_adder_1_89_total;
  wire           full_adder_1_90_total;
  wire           full_adder_1_91_total;
  wire           full_adder_1_92_total;
  wire           full_adder_1_93_total;
  wire           full_adder_1_94_total;
  wire           full_adder_1_95_total;
  wire           full_adder_1_96_total;
  wire           full_adder_1_97_total;
  wire           full_adder_1_98_total;
  wire           full_adder_1_99_total;
  wire           full_adder_1_100_total;
  wire           full_adder_1_101_total;
  wire           full_adder_1_102_total;
  wire           full_adder_1_103_total;
  wire           full_adder_1_104_total;
  wire           full_adder_0_42_carry;
  wire           full_adder_0_43_carry;
  wire           full_adder_0_44_carry;
  wire           full_adder_0_45_carry;
  wire           full_adder_0_46_carry;
  wire           full_adder_0_47_carry;
  wire           full_adder_0_48_carry;
  wire           full_adder_0_49_carry;
  wire           full_adder_0_50_carry;
  wire           full_adder_0_51_carry;
  wire           full_adder_0_52_carry;
  wire           full_adder_0_53_carry;
  wire           full_adder_0_54_carry;
  wire           full_adder_0_55_carry;
  wire           full_adder_1_105_total;
  wire           full_adder_1_106_total;
  wire           full_adder_1_107_total;
  wire           full_adder_1_108_total;
  wire           full_adder_1_109_total;
  wire           full_adder_1_110_total;
  wire           full_adder_1_111_total;
  wire           full_adder_1_112_total;
  wire           full_adder_1_113_total;
  wire           full_adder_1_114_total;
  wire           full_adder_1_115_total;
  wire           full_adder_1_116_total;
  wire           full_adder_1_117_total;
  wire           full_adder_1_118_total;
  wire           full_adder_1_119_total;
  wire           full_adder_1_120_total;
  wire           full_adder_1_121_total;
  wire           full_adder_1_122_total;
  wire           full_adder_1_123_total;
  wire           full_adder_1_124_total;
  wire           full_adder_1_125_total;
  wire           full_adder_1_126_total;
  wire           full_adder_1_127_total;
  wire           full_adder_1_128_total;
  wire           full_adder_1_129_total;
  wire           full_adder_1_130_total;
  wire           full_adder_1_131_total;
  wire           full_adder_1_132_total;
  wire           full_adder_0_56_carry;
  wire           full_adder_0_57_carry;
  wire           full_adder_0_58_carry;
  wire           full_adder_0_59_carry;
  wire           full_adder_0_60_carry;
  wire           full_adder_1_133_total;
  wire           full_adder_1_134_total;
  wire           full_adder_1_135_total;
  wire           full_adder_1_136_total;
  wire           full_adder_1_137_total;
  wire           full_adder_1_138_total;
  wire           full_adder_1_139_total;
  wire           full_adder_1_140_total;
  wire           full_adder_1_141_total;
  wire           full_adder_1_142_total;
  wire           full_adder_1_143_total;
  wire           full_adder_1_144_total;
  wire           full_adder_1_145_total;
  wire           full_adder_1_146_total;
  wire           full_adder_0_61_carry;
  wire           full_adder_1_147_total;
  wire           full_adder_1_148_total;
  wire           full_adder_1_149_total;
  wire           full_adder_1_150_total;
  wire           full_adder_1_151_total;
  wire           full_adder_1_152_total;
  wire           full_adder_1_153_total;
  wire           full_adder_0_62_carry;
  wire           full_adder_1_154_total;
  wire           full_adder_1_155_total;
  wire           full_adder_1_156_total;
  wire           half_adder_1_1_carry;
  wire           full_adder_1_63_carry;
  wire           full_adder_1_64_carry;
  wire           full_adder_1_65_carry;
  wire           full_adder_1_66_carry;
  wire           full_adder_1_67_carry;
  wire           full_adder_1_68_carry;
  wire           full_adder_1_69_carry;
  wire           full_adder_1_70_carry;
  wire           full_adder_1_71_carry;
  wire           full_adder_1_72_carry;
  wire           full_adder_1_73_carry;
  wire           full_adder_1_74_carry;
  wire           full_adder_1_75_carry;
  wire           full_adder_1_76_carry;
  wire           full_adder_1_77_carry;
  wire           full_adder_1_78_carry;
  wire           full_adder_1_79_carry;
  wire           full_adder_1_80_carry;
  wire           full_adder_1_81_carry;
  wire           full_adder_1_82_carry;
  wire           full_adder_1_83_carry;
  wire           full_adder_1_84_carry;
  wire           full_adder_1_85_carry;
  wire           full_adder_1_86_carry;
  wire           full_adder_1_87_carry;
  wire           full_adder_1_88_carry;
  wire           full_adder_1_89_carry;
  wire           full_adder_1_90_carry;
  wire           full_adder_1_91_carry;
  wire           full_adder_1_92_carry;
  wire           full_adder_1_93_carry;
  wire           full_adder_1_94_carry;
  wire           full_adder_1_95_carry;
  wire           full_adder_1_96_carry;
  wire           full_adder_1_97_carry;
  wire           full_adder_1_98_carry;
  wire           full_adder_1_99_carry;
  wire           full_adder_1_100_carry;
  wire           full_adder_1_101_carry;
  wire           full_adder_1_102_carry;
  wire           full_adder_1_103_carry;
  wire           full_adder_1_104_carry;
  wire           full_adder_1_105_carry;
  wire           full_adder_1_106_carry;
  wire           full_adder_1_107_carry;
  wire           full_adder_1_108_carry;
  wire           full_adder_1_109_carry;
  wire           full_adder_1_110_carry;
  wire           full_adder_1_111_carry;
  wire           full_adder_1_112_carry;
  wire           full_adder_1_113_carry;
  wire           full_adder_1_114_carry;
  wire           full_adder_1_115_carry;
  wire           full_adder_1_116_carry;
  wire           full_adder_1_117_carry;
  wire           full_adder_1_118_carry;
  wire           half_adder_2_2_total;
  wire           full_adder_1_119_carry;
  wire           full_adder_1_120_carry;
  wire           full_adder_1_121_carry;
  wire           full_adder_1_122_carry;
  wire           full_adder_1_123_carry;
  wire           full_adder_1_124_carry;
  wire           full_adder_1_125_carry;
  wire           full_adder_1_126_carry;
  wire           full_adder_1_127_carry;
  wire           full_adder_1_128_carry;
  wire           full_adder_1_129_carry;
  wire           full_adder_1_130_carry;
  wire           full_adder_1_131_carry;
  wire           full_adder_1_132_carry;
  wire           full_adder_2_158_total;
  wire           full_adder_2_159_total;
  wire           full_adder_2_160_total;
  wire           full_adder_2_161_total;
  wire           full_adder_2_162_total;
  wire           full_adder_2_163_total;
  wire           full_adder_2_164_total;
  wire           full_adder_2_165_total;
  wire           full_adder_2_166_total;
  wire           full_adder_2_167_total;
  wire           full_adder_2_168_total;
  wire           full_adder_2_169_total;
  wire           full_adder_2_170_total;
  wire           full_adder_1_133_carry;
  wire           full_adder_1_134_carry;
  wire           full_adder_1_135_carry;
  wire           full_adder_1_136_carry;
  wire           full_adder_1_137_carry;
  wire           full_adder_1_138_carry;
  wire           full_adder_1_139_carry;
  wire           full_adder_1_140_carry;
  wire           full_adder_1_141_carry;
  wire           full_adder_1_142_carry;
  wire           full_adder_2_171_total;
  wire           full_adder_2_172_total;
  wire           full_adder_2_173_total;
  wire           full_adder_2_174_total;
  wire           full_adder_2_175_total;
  wire           full_adder_1_143_carry;
  wire           full_adder_1_144_carry;
  wire           full_adder_1_145_carry;
  wire           full_adder_1_146_carry;
  wire           full_adder_2_176_total;
  wire           full_adder_2_177_total;
  wire           full_adder_2_178_total;
  wire           full_adder_2_179_total;
  wire           full_adder_2_180_total;
  wire           full_adder_2_181_total;
  wire           full_adder_2_182_total;
  wire           full_adder_2_183_total;
  wire           full_adder_2_184_total;
  wire           full_adder_1_147_carry;
  wire           full_adder_1_148_carry;
  wire           full_adder_1_149_carry;
  wire           full_adder_1_150_carry;
  wire           full_adder_1_151_carry;
  wire           full_adder_2_185_total;
  wire           full_adder_2_186_total;
  wire           full_adder_2_187_total;
  wire           full_adder_2_188_total;
  wire           full_adder_2_189_total;
  wire           full_adder_1_152_carry;
  wire           full_adder_1_153_carry;
  wire           full_adder_2_190_total;
  wire           full_adder_2_191_total;
  wire           full_adder_2_192_total;
  wire           full_adder_2_193_total;
  wire           full_adder_2_194_total;
  wire           full_adder_1_154_carry;
  wire           full_adder_1_155_carry;
  wire           full_adder_2_195_total;
  wire           full_adder_2_196_total;
  wire           full_adder_2_197_total;
  wire           full_adder_2_198_total;
  wire           full_adder_2_199_total;
  wire           full_adder_1_156_carry;
  wire           full_adder_2_200_total;
  wire           full_adder_2_201_total;
  wire           full_adder_2_202_total;
  wire           full_adder_1_157_carry;
  wire           full_adder_2_203_total;
  wire           half_adder_2_2_carry;
  wire           full_adder_2_158_carry;
  wire           full_adder_2_159_carry;
  wire           full_adder_2_160_carry;
  wire           full_adder_2_161_carry;
  wire           full_adder_2_162_carry;
  wire           full_adder_2_163_carry;
  wire           full_adder_2_164_carry;
  wire           full_adder_2_165_carry;
  wire           full_adder_2_166_carry;
  wire           full_adder_2_167_carry;
  wire           full_adder_2_168_carry;
  wire           full_adder_2_169_carry;
  wire           full_adder_2_170_carry;
  wire           full_adder_2_171_carry;
  wire           full_adder_2_172_carry;
  wire           full_adder_2_173_carry;
  wire           full_adder_2_174_carry;
  wire           full_adder_2_175_carry;
  wire           half_adder_3_3_total;
  wire           full_adder_2_176_carry;
  wire           full_adder_2_177_carry;
  wire           full_adder_2_178_carry;
  wire           full_adder_2_179_carry;
  wire           full_adder_2_180_carry;
  wire           full_adder_2_181_carry;
  wire           full_adder_2_182_carry;
  wire           full_adder_2_183_carry;
  wire           full_adder_2_184_carry;
  wire           full_adder_3_205_total;
  wire           full_adder_3_206_total;
  wire           full_adder_3_207_total;
  wire           full_adder_3_208_total;
  wire           full_adder_2_185_carry;
  wire           full_adder_2_186_carry;
  wire           full_adder_2_187_carry;
  wire           full_adder_2_188_carry;
  wire           full_adder_2_189_carry;
  wire           full_adder_3_209_total;
  wire           full_adder_3_210_total;
  wire           full_adder_2_190_carry;
  wire           full_adder_2_191_carry;
  wire           full_adder_2_192_carry;
  wire           full_adder_2_193_carry;
  wire           full_adder_2_194_carry;
  wire           full_adder_3_211_total;
  wire           full_adder_3_212_total;
  wire           full_adder_3_213_total;
  wire           full_adder_3_214_total;
  wire           full_adder_2_195_carry;
  wire           full_adder_2_196_carry;
  wire           full_adder_2_197_carry;
  wire           full_adder_3_215_total;
  wire           full_adder_3_216_total;
  wire           full_adder_2_198_carry;
  wire           full_adder_2_199_carry;
  wire           full_adder_3_217_total;
  wire           full_adder_3_218_total;
  wire           full_adder_3_219_total;
  wire           full_adder_2_200_carry;
  wire           full_adder_2_201_carry;
  wire           full_adder_3_220_total;
  wire           full_adder_3_221_total;
  wire           full_adder_2_202_carry;
  wire           full_adder_3_222_total;
  wire           full_adder_3_223_total;
  wire           full_adder_2_203_carry;
  wire           full_adder_3_224_total;
  wire           full_adder_3_225_total;
  wire           full_adder_2_204_carry;
  wire           full_adder_3_226_total;
  wire           half_adder_3_3_carry;
  wire           full_adder_3_205_carry;
  wire           full_adder_3_206_carry;
  wire           full_adder_3_207_carry;
  wire           full_adder_3_208_carry;
  wire           full_adder_3_209_carry;
  wire           full_adder_3_210_carry;
  wire           half_adder_4_4_total;
  wire           full_adder_3_211_carry;
  wire           full_adder_3_212_carry;
  wire           full_adder_3_213_carry;
  wire           full_adder_3_214_carry;
  wire           full_adder_4_228_total;
  wire           full_adder_3_215_carry;
  wire           full_adder_3_216_carry;
  wire           full_adder_4_229_total;
  wire           full_adder_3_217_carry;
  wire           full_adder_3_218_carry;
  wire           full_adder_3_219_carry;
  wire           full_adder_4_230_total;
  wire           full_adder_3_220_carry;
  wire           full_adder_3_221_carry;
  wire           full_adder_4_231_total;
  wire           full_adder_3_222_carry;
  wire           full_adder_3_223_carry;
  wire           full_adder_4_232_total;
  wire           full_adder_4_233_total;
  wire           full_adder_3_224_carry;
  wire           full_adder_4_234_total;
  wire           full_adder_3_225_carry;
  wire           full_adder_4_235_total;
  wire           full_adder_3_226_carry;
  wire           full_adder_4_236_total;
  wire           full_adder_3_227_carry;
  wire           full_adder_4_237_total;
  wire           half_adder_4_4_carry;
  wire           full_adder_4_228_carry;
  wire           full_adder_4_229_carry;
  wire           half_adder_5_5_total;
  wire           full_adder_4_230_carry;
  wire           full_adder_4_231_carry;
  wire           full_adder_4_232_carry;
  wire           full_adder_4_233_carry;
  wire           full_adder_5_239_total;
  wire           full_adder_4_234_carry;
  wire           full_adder_4_235_carry;
  wire           full_adder_5_240_total;
  wire           full_adder_4_236_carry;
  wire           full_adder_5_241_total;
  wire           full_adder_4_237_carry;
  wire           full_adder_5_242_total;
  wire           full_adder_4_238_carry;
  wire           half_adder_5_5_carry;
  wire           full_adder_5_239_carry;
  wire           half_adder_6_6_total;
  wire           full_adder_5_240_carry;
  wire           full_adder_5_241_carry;
  wire           full_adder_5_242_carry;
  wire           full_adder_6_244_total;
  wire           full_adder_5_243_carry;
  wire           half_adder_6_6_carry;
  wire           full_adder_6_244_carry;
  wire           full_adder_6_245_carry;
  wire           full_adder_0_62_total;
  wire           full_adder_1_157_total;
  wire           full_adder_2_204_total;
  wire           full_adder_3_227_total;
  wire           full_adder_4_238_total;
  wire           full_adder_5_243_total;
  wire           full_adder_6_245_total;
  wire           full_adder_7_246_total;
  wire           full_adder_7_246_carry;

  entry_counting_half_adder half_adder_0_0 (
    .a(i[0]),
    .b(i[1]),
    .total(half_adder_0_0_total),
    .carry(half_adder_0_0_carry)
  );

  entry_counting_full_adder full_adder_0_0 (
    .a(i[2]),
    .b(i[3]),
    .c(i[4]),
    .total(full_adder_0_0_total),
    .carry(full_adder_0_0_carry)
  );

  entry_counting_full_adder full_adder_0_1 (
    .a(i[5]),
    .b(i[6]),
    .c(i[7]),
    .total(full_adder_0_1_total),
    .carry(full_adder_0_1_carry)
  );

  entry_counting_full_adder full_adder_0_2 (
    .a(i[8]),
    .b(i[9]),
    .c(i[10]),
    .total(full_adder_0_2_total),
    .carry(full_adder_0_2_carry)
  );

  entry_counting_full_adder full_adder_0_3 (
    .a(i[11]),
    .b(i[12]),
    .c(i[13]),
    .total(full_adder_0_3_total),
    .carry(full_adder_0_3_carry)
  );

  entry_counting_full_adder full_adder_0_4 (
    .a(i[14]),
    .b(i[15]),
    .c(i[16]),
    .total(full_adder_0_4_total),
    .carry(full_adder_0_4_carry)
  );

  entry_counting_full_adder full_adder_0_5 (
    .a(i[17]),
    .b(i[18]),
    .c(i[19]),
    .total(full_adder_0_5_total),
    .carry(full_adder_0_5_carry)
  );

  entry_counting_full_adder full_adder_0_6 (
    .a(i[20]),
    .b(i[21]),
    .c(i[22]),
    .total(full_adder_0_6_total),
    .carry(full_adder_0_6_carry)
  );

  entry_counting_full_adder full_adder_0_7 (
    .a(i[23]),
    .b(i[24]),
    .c(i[25]),
    .total(full_adder_0_7_total),
    .carry(full_adder_0_7_carry)
  );

  entry_counting_full_adder full_adder_0_8 (
    .a(i[26]),
    .b(i[27]),
    .c(i[28]),
    .total(full_adder_0_8_total),
    .carry(full_adder_0_8_carry)
  );

  entry_counting_full_adder full_adder_0_9 (
    .a(i[29]),
    .b(i[30]),
    .c(i[31]),
    .total(full_adder_0_9_total),
    .carry(full_adder_0_9_carry)
  );

  entry_counting_full_adder full_adder_0_10 (
    .a(i[32]),
    .b(i[33]),
    .c(i[34]),
    .total(full_adder_0_10_total),
    .carry(full_adder_0_10_carry)
  );

  entry_counting_full_adder full_adder_0_11 (
    .a(i[35]),
    .b(i[36]),
    .c(i[37]),
    .total(full_adder_0_11_total),
    .carry(full_adder_0_11_carry)
  );

  entry_counting_full_adder full_adder_0_12 (
    .a(i[38]),
    .b(i[39]),
    .c(i[40]),
    .total(full_adder_0_12_total),
    .carry(full_adder_0_12_carry)
  );

  entry_counting_full_adder full_adder_0_13 (
    .a(i[41]),
    .b(i[42]),
    .c(i[43]),
    .total(full_adder_0_13_total),
    .carry(full_adder_0_13_carry)
  );

  entry_counting_full_adder full_adder_0_14 (
    .a(i[44]),
    .b(i[45]),
    .c(i[46]),
    .total(full_adder_0_14_total),
    .carry(full_adder_0_14_carry)
  );

  entry_counting_full_adder full_adder_0_15 (
    .a(i[47]),
    .b(i[48]),
    .c(i[49]),
    .total(full_adder_0_15_total),
    .carry(full_adder_0_15_carry)
  );

  entry_counting_full_adder full_adder_0_16 (
    .a(i[50]),
    .b(i[51]),
    .c(i[52]),
    .total(full_adder_0_16_total),
    .carry(full_adder_0_16_carry)
  );

  entry_counting_full_adder full_adder_0_17 (
    .a(i[53]),
    .b(i[54]),
    .c(i[55]),
    .total(full_adder_0_17_total),
    .carry(full_adder_0_17_carry)
  );

  entry_counting_full_adder full_adder_0_18 (
    .a(i[56]),
    .b(i[57]),
    .c(i[58]),
    .total(full_adder_0_18_total),
    .carry(full_adder_0_18_carry)
  );

  entry_counting_full_adder full_adder_0_19 (
    .a(i[59]),
    .b(i[60]),
    .c(i[61]),
    .total(full_adder_0_19_total),
    .carry(full_adder_0_19_carry)
  );

  entry_counting_full_adder full_adder_0_20 (
    .a(i[62]),
    .b(i[63]),
    .c(i[64]),
    .total(full_adder_0_20_total),
    .carry(full_adder_0_20_carry)
  );

  entry_counting_full_adder full_adder_0_21 (
    .a(i[65]),
    .b(i[66]),
    .c(i[67]),
    .total(full_adder_0_21_total),
    .carry(full_adder_0_21_carry)
  );

  entry_counting_full_adder full_adder_0_22 (
    .a(i[68]),
    .b(i[69]),
    .c(i[70]),
    .total(full_adder_0_22_total),
    .carry(full_adder_0_22_carry)
  );

  entry_counting_full_adder full_adder_0_23 (
    .a(i[71]),
    .b(i[72]),
    .c(i[73]),
    .total(full_adder_0_23_total),
    .carry(full_adder_0_23_carry)
  );

  entry_counting_full_adder full_adder_0_24 (
    .a(i[74]),
    .b(i[75]),
    .c(i[76]),
    .total(full_adder_0_24_total),
    .carry(full_adder_0_24_carry)
  );

  entry_counting_full_adder full_adder_0_25 (
    .a(i[77]),
    .b(i[78]),
    .c(i[79]),
    .total(full_adder_0_25_total),
    .carry(full_adder_0_25_carry)
  );

  entry_counting_full_adder full_adder_0_26 (
    .a(i[80]),
    .b(i[81]),
    .c(i[82]),
    .total(full_adder_0_26_total),
    .carry(full_adder_0_26_carry)
  );

  entry_counting_full_adder full_adder_0_27 (
    .a(i[83]),
    .b(i[84]),
    .c(i[85]),
    .total(full_adder_0_27_total),
    .carry(full_adder_0_27_carry)
  );

  entry_counting_full_adder full_adder_0_28 (
    .a(i[86]),
    .b(i[87]),
    .c(i[88]),
    .total(full_adder_0_28_total),
    .carry(full_adder_0_28_carry)
  );

  entry_counting_full_adder full_adder_0_29 (
    .a(i[89]),
    .b(i[90]),
    .c(i[91]),
    .total(full_adder_0_29_total),
    .carry(full_adder_0_29_carry)
  );

  entry_counting_full_adder full_adder_0_30 (
    .a(i[92]),
    .b(i[93]),
    .c(i[94]),
    .total(full_adder_0_30_total),
    .carry(full_adder_0_30_carry)
  );

  entry_counting_full_adder full_adder_0_31 (
    .a(i[95]),
    .b(i[96]),
    .c(i[97]),
    .total(full_adder_0_31_total),
    .carry(full_adder_0_31_carry)
  );

  entry_counting_full_adder full_adder_0_32 (
    .a(i[98]),
    .b(i[99]),
    .c(i[100]),
    .total(full_adder_0_32_total),
    .carry(full_adder_0_32_carry)
  );

  entry_counting_full_adder full_adder_0_33 (
    .a(i[101]),
    .b(i[102]),
    .c(i[103]),
    .total(full_adder_0_33_total),
    .carry(full_adder_0_33_carry)
  );

  entry_counting_full_adder full_adder_0_34 (
    .a(i[104]),
    .b(i[105]),
    .c(i[106]),
    .total(full_adder_0_34_total),
    .carry(full_adder_0_34_carry)
  );

  entry_counting_full_adder full_adder_0_35 (
    .a(i[107]),
    .b(i[108]),
    .c(i[109]),
    .total(full_adder_0_35_total),
    .carry(full_adder_0_35_carry)
  );

  entry_counting_full_adder full_adder_0_36 (
    .a(i[110]),
    .b(i[111]),
    .c(i[112]),
    .total(full_adder_0_36_total),
    .carry(full_adder_0_36_carry)
  );

  entry_counting_full_adder full_adder_0_37 (
    .a(i[113]),
    .b(i[114]),
    .c(i[115]),
    .total(full_adder_0_37_total),
    .carry(full_adder_0_37_carry)
  );

  entry_counting_full_adder full_adder_0_38 (
    .a(i[116]),
    .b(i[117]),
    .c(i[118]),
    .total(full_adder_0_38_total),
    .carry(full_adder_0_38_carry)
  );

  entry_counting_full_adder full_adder_0_39 (
    .a(i[119]),
    .b(i[120]),
    .c(i[121]),
    .total(full_adder_0_39_total),
    .carry(full_adder_0_39_carry)
  );

  entry_counting_full_adder full_adder_0_40 (
    .a(i[122]),
    .b(i[123]),
    .c(i[124]),
    .total(full_adder_0_40_total),
    .carry(full_adder_0_40_carry)
  );

  entry_counting_full_adder full_adder_0_41 (
    .a(i[125]),
    .b(i[126]),
    .c(i[127]),
    .total(full_adder_0_41_total),
    .carry(full_adder_0_41_carry)
  );

  entry_counting_full_adder full_adder_0_42 (
    .a(half_adder_0_0_total),
    .b(full_adder_0_0_total),
    .c(full_adder_0_1_total),
    .total(full_adder_0_42_total),
    .carry(full_adder_0_42_carry)
  );

  entry_counting_full_adder full_adder_0_43 (
    .a(full_adder_0_2_total),
    .b(full_adder_0_3_total),
    .c(full_adder_0_4_total),
    .total(full_adder_0_43_total),
    .carry(full_adder_0_43_carry)
  );

  entry_counting_full_adder full_adder_0_44 (
    .a(full_adder_0_5_total),
    .b(full_adder_0_6_total),
    .c(full_adder_0_7_total),
    .total(full_adder_0_44_total),
    .carry(full_adder_0_44_carry)
  );

  entry_counting_full_adder full_adder_0_45 (
    .a(full_adder_0_8_total),
    .b(full_adder_0_9_total),
    .c(full_adder_0_10_total),
    .total(full_adder_0_45_total),
    .carry(full_adder_0_45_carry)
  );

  entry_counting_full_adder full_adder_0_46 (
    .a(full_adder_0_11_total),
    .b(full_adder_0_12_total),
    .c(full_adder_0_13_total),
    .total(full_adder_0_46_total),
    .carry(full_adder_0_46_carry)
  );

  entry_counting_full_adder full_adder_0_47 (
    .a(full_adder_0_14_total),
    .b(full_adder_0_15_total),
    .c(full_adder_0_16_total),
    .total(full_adder_0_47_total),
    .carry(full_adder_0_47_carry)
  );

  entry_counting_full_adder full_adder_0_48 (
    .a(full_adder_0_17_total),
    .b(full_adder_0_18_total),
    .c(full_adder_0_19_total),
    .total(full_adder_0_48_total),
    .carry(full_adder_0_48_carry)
  );

  entry_counting_full_adder full_adder_0_49 (
    .a(full_adder_0_20_total),
    .b(full_adder_0_21_total),
    .c(full_adder_0_22_total),
    .total(full_adder_0_49_total),
    .carry(full_adder_0_49_carry)
  );

  entry_counting_full_adder full_adder_0_50 (
    .a(full_adder_0_23_total),
    .b(full_adder_0_24_total),
    .c(full_adder_0_25_total),
    .total(full_adder_0_50_total),
    .carry(full_adder_0_50_carry)
  );

  entry_counting_full_adder full_adder_0_51 (
    .a(full_adder_0_26_total),
    .b(full_adder_0_27_total),
    .c(full_adder_0_28_total),
    .total(full_adder_0_51_total),
    .carry(full_adder_0_51_carry)
  );

  entry_counting_full_adder full_adder_0_52 (
    .a(full_adder_0_29_total),
    .b(full_adder_0_30_total),
    .c(full_adder_0_31_total),
    .total(full_adder_0_52_total),
    .carry(full_adder_0_52_carry)
  );

  entry_counting_full_adder full_adder_0_53 (
    .a(full_adder_0_32_total),
    .b(full_adder_0_33_total),
    .c(full_adder_0_34_total),
    .total(full_adder_0_53_total),
    .carry(full_adder_0_53_carry)
  );

  entry_counting_full_adder full_adder_0_54 (
    .a(full_adder_0_35_total),
    .b(full_adder_0_36_total),
    .c(full_adder_0_37_total),
    .total(full_adder_0_54_total),
    .carry(full_adder_0_54_carry)
  );

  entry_counting_full_adder full_adder_0_55 (
    .a(full_adder_0_38_total),
    .b(full_adder_0_39_total),
    .c(full_adder_0_40_total),
    .total(full_adder_0_55_total),
    .carry(full_adder_0_55_carry)
  );

  entry_counting_full_adder full_adder_0_56 (
    .a(full_adder_0_41_total),
    .b(full_adder_0_42_total),
    .c(full_adder_0_43_total),
    .total(full_adder_0_56_total),
    .carry(full_adder_0_56_carry)
  );

  entry_counting_full_adder full_adder_0_57 (
    .a(full_adder_0_44_total),
    .b(full_adder_0_45_total),
    .c(full_adder_0_46_total),
    .total(full_adder_0_57_total),
    .carry(full_adder_0_57_carry)
  );

  entry_counting_full_adder full_adder_0_58 (
    .a(full_adder_0_47_total),
    .b(full_adder_0_48_total),
    .c(full_adder_0_49_total),
    .total(full_adder_0_58_total),
    .carry(full_adder_0_58_carry)
  );

  entry_counting_full_adder full_adder_0_59 (
    .a(full_adder_0_50_total),
    .b(full_adder_0_51_total),
    .c(full_adder_0_52_total),
    .total(full_adder_0_59_total),
    .carry(full_adder_0_59_carry)
  );

  entry_counting_full_adder full_adder_0_60 (
    .a(full_adder_0_53_total),
    .b(full_adder_0_54_total),
    .c(full_adder_0_55_total),
    .total(full_adder_0_60_total),
    .carry(full_adder_0_60_carry)
  );

  entry_counting_full_adder full_adder_0_61 (
    .a(full_adder_0_56_total),
    .b(full_adder_0_57_total),
    .c(full_adder_0_58_total),
    .total(full_adder_0_61_total),
    .carry(full_adder_0_61_carry)
  );

  entry_counting_full_adder full_adder_0_62 (
    .a(full_adder_0_59_total),
    .b(full_adder_0_60_total),
    .c(full_adder_0_61_total),
    .total(full_adder_0_62_total),
    .carry(full_adder_0_62_carry)
  );

  entry_counting_half_adder half_adder_1_1 (
    .a(half_adder_1_1_a),
    .b(half_adder_1_1_b),
    .total(half_adder_1_1_total),
    .carry(half_adder_1_1_carry)
  );

  entry_counting_full_adder full_adder_1_63 (
    .a(full_adder_1_63_a),
    .b(full_adder_1_63_b),
    .c(full_adder_1_63_c),
    .total(full_adder_1_63_total),
    .carry(full_adder_1_63_carry)
  );

  entry_counting_full_adder full_adder_1_64 (
    .a(full_adder_1_64_a),
    .b(full_adder_1_64_b),
    .c(full_adder_1_64_c),
    .total(full_adder_1_64_total),
    .carry(full_adder_1_64_carry)
  );

  entry_counting_full_adder full_adder_1_65 (
    .a(full_adder_1_65_a),
    .b(full_adder_1_65_b),
    .c(full_adder_1_65_c),
    .total(full_adder_1_65_total),
    .carry(full_adder_1_65_carry)
  );

  entry_counting_full_adder full_adder_1_66 (
    .a(full_adder_1_66_a),
    .b(full_adder_1_66_b),
    .c(full_adder_1_66_c),
    .total(full_adder_1_66_total),
    .carry(full_adder_1_66_carry)
  );

  entry_counting_full_adder full_adder_1_67 (
    .a(full_adder_1_67_a),
    .b(full_adder_1_67_b),
    .c(full_adder_1_67_c),
    .total(full_adder_1_67_total),
    .carry(full_adder_1_67_carry)
  );

  entry_counting_full_adder full_adder_1_68 (
    .a(full_adder_1_68_a),
    .b(full_adder_1_68_b),
    .c(full_adder_1_68_c),
    .total(full_adder_1_68_total),
    .carry(full_adder_1_68_carry)
  );

  entry_counting_full_adder full_adder_1_69 (
    .a(full_adder_1_69_a),
    .b(full_adder_1_69_b),
    .c(full_adder_1_69_c),
    .total(full_adder_1_69_total),
    .carry(full_adder_1_69_carry)
  );

  entry_counting_full_adder full_adder_1_70 (
    .a(full_adder_1_70_a),
    .b(full_adder_1_70_b),
    .c(full_adder_1_70_c),
    .total(full_adder_1_70_total),
    .carry(full_adder_1_70_carry)
  );

  entry_counting_full_adder full_adder_1_71 (
    .a(full_adder_1_71_a),
    .b(full_adder_1_71_b),
    .c(full_adder_1_71_c),
    .total(full_adder_1_71_total),
    .carry(full_adder_1_71_carry)
  );

  entry_counting_full_adder full_adder_1_72 (
    .a(full_adder_1_72_a),
    .b(full_adder_1_72_b),
    .c(full_adder_1_72_c),
    .total(full_adder_1_72_total),
    .carry(full_adder_1_72_carry)
  );

  entry_counting_full_adder full_adder_1_73 (
    .a(full_adder_1_73_a),
    .b(full_adder_1_73_b),
    .c(full_adder_1_73_c),
    .total(full_adder_1_73_total),
    .carry(full_adder_1_73_carry)
  );

  entry_counting_full_adder full_adder_1_74 (
    .a(full_adder_1_74_a),
    .b(full_adder_1_74_b),
    .c(full_adder_1_74_c),
    .total(full_adder_1_74_total),
    .carry(full_adder_1_74_carry)
  );

  entry_counting_full_adder full_adder_1_75 (
    .a(full_adder_1_75_a),
    .b(full_adder_1_75_b),
    .c(full_adder_1_75_c),
    .total(full_adder_1_75_total),
    .carry(full_adder_1_75_carry)
  );

  entry_counting_full_adder full_adder_1_76 (
    .a(full_adder_1_76_a),
    .b(full_adder_1_76_b),
    .c(full_adder_1_76_c),
    .total(full_adder_1_76_total),
    .carry(full_adder_1_76_carry)
  );

  entry_counting_full_adder full_adder_1_77 (
    .a(full_adder_1_77_a),
    .b(full_adder_1_77_b),
    .c(full_adder_1_77_c),
    .total(full_adder_1_77_total),
    .carry(full_adder_1_77_carry)
  );

  entry_counting_full_adder full_adder_1_78 (
    .a(full_adder_1_78_a),
    .b(full_adder_1_78_b),
    .c(full_adder_1_78_c),
    .total(full_adder_1_78_total),
    .carry(full_adder_1_78_carry)
  );

  entry_counting_full_adder full_adder_1_79 (
    .a(full_adder_1_79_a),
    .b(full_adder_1_79_b),
    .c(full_adder_1_79_c),
    .total(full_adder_1_79_total),
    .carry(full_adder_1_79_carry)
  );

  entry_counting_full_adder full_adder_1_80 (
    .a(full_adder_1_80_a),
    .b(full_adder_1_80_b),
    .c(full_adder_1_80_c),
    .total(full_adder_1_80_total),
    .carry(full_adder_1_80_carry)
  );

  entry_counting_full_adder full_adder_1_81 (
    .a(full_adder_1_81_a),
    .b(full_adder_1_81_b),
    .c(full_adder_1_81_c),
    .total(full_adder_1_81_total),
    .carry(full_adder_1_81_carry)
  );

  entry_counting_full_adder full_adder_1_82 (
    .a(full_adder_1_82_a),
    .b(full_adder_1_82_b),
    .c(full_adder_1_82_c),
    .total(full_adder_1_82_total),
    .carry(full_adder_1_82_carry)
  );

  entry_counting_full_adder full_adder_1_83 (
    .a(full_adder_1_83_a),
    .b(full_adder_1_83_b),
    .c(full_adder_1_83_c),
    .total(full_adder_1_83_total),
    .carry(full_adder_1_83_carry)
  );

  entry_counting_full_adder full_adder_1_84 (
    .a(full_adder_1_84_a),
    .b(full_adder_1_84_b),
    .c(full_adder_1_84_c),
    .total(full_adder_1_84_total),
    .carry(full_adder_1_84_carry)
  );

  entry_counting_full_adder full_adder_1_85 (
    .a(full_adder_1_85_a),
    .b(full_adder_1_85_b),
    .c(full_adder_1_85_c),
    .total(full_adder_1_85_total),
    .carry(full_adder_1_85_carry)
  );

  entry_counting_full_adder full_adder_1_86 (
    .a(full_adder_1_86_a),
    .b(full_adder_1_86_b),
    .c(full_adder_1_86_c),
    .total(full_adder_1_86_total),
    .carry(full_adder_1_86_carry)
  );

  entry_counting_full_adder full_adder_1_87 (
    .a(full_adder_1_87_a),
    .b(full_adder_1_87_b),
    .c(full_adder_1_87_c),
    .total(full_adder_1_87_total),
    .carry(full_adder_1_87_carry)
  );

  entry_counting_full_adder full_adder_1_88 (
    .a(full_adder_1_88_a),
    .b(full_adder_1_88_b),
    .c(full_adder_1_88_c),
    .total(full_adder_1_88_total),
    .carry(full_adder_1_88_carry)
  );

  entry_counting_full_adder full_adder_1_89 (
    .a(full_adder_1_89_a),
    .b(full_adder_1_89_b),
    .c(full_adder_1_89_c),
    .total(full_adder_1_89_total),
    .carry(full_adder_1_89_carry)
  );

  entry_counting_full_adder full_adder_1_90 (
    .a(full_adder_1_90_a),
    .b(full_adder_1_90_b),
    .c(full_adder_1_90_c),
    .total(full_adder_1_90_total),
    .carry(full_adder_1_90_carry)
  );

  entry_counting_full_adder full_adder_1_91 (
    .a(full_adder_1_91_a),
    .b(full_adder_1_91_b),
    .c(full_adder_1_91_c),
    .total(full_adder_1_91_total),
    .carry(full_adder_1_91_carry)
  );

  entry_counting_full_adder full_adder_1_92 (
    .a(full_adder_1_92_a),
    .b(full_adder_1_92_b),
    .c(full_adder_1_92_c),
    .total(full_adder_1_92_total),
    .carry(full_adder_1_92_carry)
  );

  entry_counting_full_adder full_adder_1_93 (
    .a(full_adder_1_93_a),
    .b(full_adder_1_93_b),
    .c(full_adder_1_93_c),
    .total(full_adder_1_93_total),
    .carry(full_adder_1_93_carry)
  );

  entry_counting_full_adder full_adder_1_94 (
    .a(full_adder_1_94_a),
    .b(full_adder_1_94_b),
    .c(full_adder_1_94_c),
    .total(full_adder_1_94_total),
    .carry(full_adder_1_94_carry)
  );

  entry_counting_full_adder full_adder_1_95 (
    .a(full_adder_1_95_a),
    .b(full_adder_1_95_b),
    .c(full_adder_1_95_c),
    .total(full_adder_1_95_total),
    .carry(full_adder_1_95_carry)
  );

  entry_counting_full_adder full_adder_1_96 (
    .a(full_adder_1_96_a),
    .b(full_adder_1_96_b),
    .c(full_adder_1_96_c),
    .total(full_adder_1_96_total),
    .carry(full_adder_1_96_carry)
  );

  entry_counting_full_adder full_adder_1_97 (
    .a(full_adder_1_97_a),
    .b(full_adder_1_97_b),
    .c(full_adder_1_97_c),
    .total(full_adder_1_97_total),
    .carry(full_adder_1_97_carry)
  );

  entry_counting_full_adder full_adder_1_98 (
    .a(full_adder_1_98_a),
    .b(full_adder_1_98_b),
    .c(full_adder_1_98_c),
    .total(full_adder_1_98_total),
    .carry(full_adder_1_98_carry)
  );

  entry_counting_full_adder full_adder_1_99 (
    .a(full_adder_1_99_a),
    .b(full_adder_1_99_b),
    .c(full_adder_1_99_c),
    .total(full_adder_1_99_total),
    .carry(full_adder_1_99_carry)
  );

  entry_counting_full_adder full_adder_1_100 (
    .a(full_adder_1_100_a),
    .b(full_adder_1_100_b),
    .c(full_adder_1_100_c),
    .total(full_adder_1_100_total),
    .carry(full_adder_1_100_carry)
  );

  entry_counting_full_adder full_adder_1_101 (
    .a(full_adder_1_101_a),
    .b(full_adder_1_101_b),
    .c(full_adder_1_101_c),
    .total(full_adder_1_101_total),
    .carry(full_adder_1_101_carry)
  );

  entry_counting_full_adder full_adder_1_102 (
    .a(full_adder_1_102_a),
    .b(full_adder_1_102_b),
    .c(full_adder_1_102_c),
    .total(full_adder_1_102_total),
    .carry(full_adder_1_102_carry)
  );

  entry_counting_full_adder full_adder_1_103 (
    .a(full_adder_1_103_a),
    .b(full_adder_1_103_b),
    .c(full_adder_1_103_c),
    .total(full_adder_1_103_total),
    .carry(full_adder_1_103_carry)
  );

  entry_counting_full_adder full_adder_1_104 (
    .a(full_adder_1_104_a),
    .b(full_adder_1_104_b),
    .c(full_adder_1_104_c),
    .total(full_adder_1_104_total),
    .carry(full_adder_1_104_carry)
  );

  entry_counting_full_adder full_adder_1_105 (
    .a(half_adder_0_0_carry),
    .b(full_adder_0_0_carry),
    .c(full_adder_0_1_carry),
    .total(full_adder_1_105_total),
    .carry(full_adder_1_105_carry)
  );

  entry_counting_full_adder full_adder_1_106 (
    .a(full_adder_0_2_carry),
    .b(full_adder_0_3_carry),
    .c(full_adder_0_4_carry),
    .total(full_adder_1_106_total),
    .carry(full_adder_1_106_carry)
  );

  entry_counting_full_adder full_adder_1_107 (
    .a(full_adder_0_5_carry),
    .b(full_adder_0_6_carry),
    .c(full_adder_0_7_carry),
    .total(full_adder_1_107_total),
    .carry(full_adder_1_107_carry)
  );

  entry_counting_full_adder full_adder_1_108 (
    .a(full_adder_0_8_carry),
    .b(full_adder_0_9_carry),
    .c(full_adder_0_10_carry),
    .total(full_adder_1_108_total),
    .carry(full_adder_1_108_carry)
  );

  entry_counting_full_adder full_adder_1_109 (
    .a(full_adder_0_11_carry),
    .b(full_adder_0_12_carry),
    .c(full_adder_0_13_carry),
    .total(full_adder_1_109_total),
    .carry(full_adder_1_109_carry)
  );

  entry_counting_full_adder full_adder_1_110 (
    .a(full_adder_0_14_carry),
    .b(full_adder_0_15_carry),
    .c(full_adder_0_16_carry),
    .total(full_adder_1_110_total),
    .carry(full_adder_1_110_carry)
  );

  entry_counting_full_adder full_adder_1_111 (
    .a(full_adder_0_17_carry),
    .b(full_adder_0_18_carry),
    .c(full_adder_0_19_carry),
    .total(full_adder_1_111_total),
    .carry(full_adder_1_111_carry)
  );

  entry_counting_full_adder full_adder_1_112 (
    .a(full_adder_0_20_carry),
    .b(full_adder_0_21_carry),
    .c(full_adder_0_22_carry),
    .total(full_adder_1_112_total),
    .carry(full_adder_1_112_carry)
  );

  entry_counting_full_adder full_adder_1_113 (
    .a(full_adder_0_23_carry),
    .b(full_adder_0_24_carry),
    .c(full_adder_0_25_carry),
    .total(full_adder_1_113_total),
    .carry(full_adder_1_113_carry)
  );

  entry_counting_full_adder full_adder_1_114 (
    .a(full_adder_0_26_carry),
    .b(full_adder_0_27_carry),
    .c(full_adder_0_28_carry),
    .total(full_adder_1_114_total),
    .carry(full_adder_1_114_carry)
  );

  entry_counting_full_adder full_adder_1_115 (
    .a(full_adder_0_29_carry),
    .b(full_adder_0_30_carry),
    .c(full_adder_0_31_carry),
    .total(full_adder_1_115_total),
    .carry(full_adder_1_115_carry)
  );

  entry_counting_full_adder full_adder_1_116 (
    .a(full_adder_0_32_carry),
    .b(full_adder_0_33_carry),
    .c(full_adder_0_34_carry),
    .total(full_adder_1_116_total),
    .carry(full_adder_1_116_carry)
  );

  entry_counting_full_adder full_adder_1_117 (
    .a(full_adder_0_35_carry),
    .b(full_adder_0_36_carry),
    .c(full_adder_0_37_carry),
    .total(full_adder_1_117_total),
    .carry(full_adder_1_117_carry)
  );

  entry_counting_full_adder full_adder_1_118 (
    .a(full_adder_0_38_carry),
    .b(full_adder_0_39_carry),
    .c(full_adder_0_40_carry),
    .total(full_adder_1_118_total),
    .carry(full_adder_1_118_carry)
  );

  entry_counting_full_adder full_adder_1_119 (
    .a(full_adder_0_41_carry),
    .b(half_adder_1_1_total),
    .c(full_adder_1_63_total),
    .total(full_adder_1_119_total),
    .carry(full_adder_1_119_carry)
  );

  entry_counting_full_adder full_adder_1_120 (
    .a(full_adder_1_64_total),
    .b(full_adder_1_65_total),
    .c(full_adder_1_66_total),
    .total(full_adder_1_120_total),
    .carry(full_adder_1_120_carry)
  );

  entry_counting_full_adder full_adder_1_121 (
    .a(full_adder_1_67_total),
    .b(full_adder_1_68_total),
    .c(full_adder_1_69_total),
    .total(full_adder_1_121_total),
    .carry(full_adder_1_121_carry)
  );

  entry_counting_full_adder full_adder_1_122 (
    .a(full_adder_1_70_total),
    .b(full_adder_1_71_total),
    .c(full_adder_1_72_total),
    .total(full_adder_1_122_total),
    .carry(full_adder_1_122_carry)
  );

  entry_counting_full_adder full_adder_1_123 (
    .a(full_adder_1_73_total),
    .b(full_adder_1_74_total),
    .c(full_adder_1_75_total),
    .total(full_adder_1_123_total),
    .carry(full_adder_1_123_carry)
  );

  entry_counting_full_adder full_adder_1_124 (
    .a(full_adder_1_76_total),
    .b(full_adder_1_77_total),
    .c(full_adder_1_78_total),
    .total(full_adder_1_124_total),
    .carry(full_adder_1_124_carry)
  );

  entry_counting_full_adder full_adder_1_125 (
    .a(full_adder_1_79_total),
    .b(full_adder_1_80_total),
    .c(full_adder_1_81_total),
    .total(full_adder_1_125_total),
    .carry(full_adder_1_125_carry)
  );

  entry_counting_full_adder full_adder_1_126 (
    .a(full_adder_1_82_total),
    .b(full_adder_1_83_total),
    .c(full_adder_1_84_total),
    .total(full_adder_1_126_total),
    .carry(full_adder_1_126_carry)
  );

  entry_counting_full_adder full_adder_1_127 (
    .a(full_adder_1_85_total),
    .b(full_adder_1_86_total),
    .c(full_adder_1_87_total),
    .total(full_adder_1_127_total),
    .carry(full_adder_1_127_carry)
  );

  entry_counting_full_adder full_adder_1_128 (
    .a(full_adder_1_88_total),
    .b(full_adder_1_89_total),
    .c(full_adder_1_90_total),
    .total(full_adder_1_128_total),
    .carry(full_adder_1_128_carry)
  );

  entry_counting_full_adder full_adder_1_129 (
    .a(full_adder_1_91_total),
    .b(full_adder_1_92_total),
    .c(full_adder_1_93_total),
    .total(full_adder_1_129_total),
    .carry(full_adder_1_129_carry)
  );

  entry_counting_full_adder full_adder_1_130 (
    .a(full_adder_1_94_total),
    .b(full_adder_1_95_total),
    .c(full_adder_1_96_total),
    .total(full_adder_1_130_total),
    .carry(full_adder_1_130_carry)
  );

  entry_counting_full_adder full_adder_1_131 (
    .a(full_adder_1_97_total),
    .b(full_adder_1_98_total),
    .c(full_adder_1_99_total),
    .total(full_adder_1_131_total),
    .carry(full_adder_1_131_carry)
  );

  entry_counting_full_adder full_adder_1_132 (
    .a(full_adder_1_100_total),
    .b(full_adder_1_101_total),
    .c(full_adder_1_102_total),
    .total(full_adder_1_132_total),
    .carry(full_adder_1_132_carry)
  );

  entry_counting_full_adder full_adder_1_133 (
    .a(full_adder_1_103_total),
    .b(full_adder_1_104_total),
    .c(full_adder_0_42_carry),
    .total(full_adder_1_133_total),
    .carry(full_adder_1_133_carry)
  );

  entry_counting_full_adder full_adder_1_134 (
    .a(full_adder_0_43_carry),
    .b(full_adder_0_44_carry),
    .c(full_adder_0_45_carry),
    .total(full_adder_1_134_total),
    .carry(full_adder_1_134_carry)
  );

  entry_counting_full_adder full_adder_1_135 (
    .a(full_adder_0_46_carry),
    .b(full_adder_0_47_carry),
    .c(full_adder_0_48_carry),
    .total(full_adder_1_135_total),
    .carry(full_adder_1_135_carry)
  );

  entry_counting_full_adder full_adder_1_136 (
    .a(full_adder_0_49_carry),
    .b(full_adder_0_50_carry),
    .c(full_adder_0_51_carry),
    .total(full_adder_1_136_total),
    .carry(full_adder_1_136_carry)
  );

  entry_counting_full_adder full_adder_1_137 (
    .a(full_adder_0_52_carry),
    .b(full_adder_0_53_carry),
    .c(full_adder_0_54_carry),
    .total(full_adder_1_137_total),
    .carry(full_adder_1_137_carry)
  );

  entry_counting_full_adder full_adder_1_138 (
    .a(full_adder_0_55_carry),
    .b(full_adder_1_105_total),
    .c(full_adder_1_106_total),
    .total(full_adder_1_138_total),
    .carry(full_adder_1_138_carry)
  );

  entry_counting_full_adder full_adder_1_139 (
    .a(full_adder_1_107_total),
    .b(full_adder_1_108_total),
    .c(full_adder_1_109_total),
    .total(full_adder_1_139_total),
    .carry(full_adder_1_139_carry)
  );

  entry_counting_full_adder full_adder_1_140 (
    .a(full_adder_1_110_total),
    .b(full_adder_1_111_total),
    .c(full_adder_1_112_total),
    .total(full_adder_1_140_total),
    .carry(full_adder_1_140_carry)
  );

  entry_counting_full_adder full_adder_1_141 (
    .a(full_adder_1_113_total),
    .b(full_adder_1_114_total),
    .c(full_adder_1_115_total),
    .total(full_adder_1_141_total),
    .carry(full_adder_1_141_carry)
  );

  entry_counting_full_adder full_adder_1_142 (
    .a(full_adder_1_116_total),
    .b(full_adder_1_117_total),
    .c(full_adder_1_118_total),
    .total(full_adder_1_142_total),
    .carry(full_adder_1_142_carry)
  );

  entry_counting_full_adder full_adder_1_143 (
    .a(full_adder_1_119_total),
    .b(full_adder_1_120_total),
    .c(full_adder_1_121_total),
    .total(full_adder_1_143_total),
    .carry(full_adder_1_143_carry)
  );

  entry_counting_full_adder full_adder_1_144 (
    .a(full_adder_1_122_total),
    .b(full_adder_1_123_total),
    .c(full_adder_1_124_total),
    .total(full_adder_1_144_total),
    .carry(full_adder_1_144_carry)
  );

  entry_counting_full_adder full_adder_1_145 (
    .a(full_adder_1_125_total),
    .b(full_adder_1_126_total),
    .c(full_adder_1_127_total),
    .total(full_adder_1_145_total),
    .carry(full_adder_1_145_carry)
  );

  entry_counting_full_adder full_adder_1_146 (
    .a(full_adder_1_128_total),
    .b(full_adder_1_129_total),
    .c(full_adder_1_130_total),
    .total(full_adder_1_146_total),
    .carry(full_adder_1_146_carry)
  );

  entry_counting_full_adder full_adder_1_147 (
    .a(full_adder_1_131_total),
    .b(full_adder_1_132_total),
    .c(full_adder_0_56_carry),
    .total(full_adder_1_147_total),
    .carry(full_adder_1_147_carry)
  );

  entry_counting_full_adder full_adder_1_148 (
    .a(full_adder_0_57_carry),
    .b(full_adder_0_58_carry),
    .c(full_adder_0_59_carry),
    .total(full_adder_1_148_total),
    .carry(full_adder_1_148_carry)
  );

  entry_counting_full_adder full_adder_1_149 (
    .a(full_adder_0_60_carry),
    .b(full_adder_1_133_total),
    .c(full_adder_1_134_total),
    .total(full_adder_1_149_total),
    .carry(full_adder_1_149_carry)
  );

  entry_counting_full_adder full_adder_1_150 (
    .a(full_adder_1_135_total),
    .b(full_adder_1_136_total),
    .c(full_adder_1_137_total),
    .total(full_adder_1_150_total),
    .carry(full_adder_1_150_carry)
  );

  entry_counting_full_adder full_adder_1_151 (
    .a(full_adder_1_138_total),
    .b(full_adder_1_139_total),
    .c(full_adder_1_140_total),
    .total(full_adder_1_151_total),
    .carry(full_adder_1_151_carry)
  );

  entry_counting_full_adder full_adder_1_152 (
    .a(full_adder_1_141_total),
    .b(full_adder_1_142_total),
    .c(full_adder_1_143_total),
    .total(full_adder_1_152_total),
    .carry(full_adder_1_152_carry)
  );

  entry_counting_full_adder full_adder_1_153 (
    .a(full_adder_1_144_total),
    .b(full_adder_1_145_total),
    .c(full_adder_1_146_total),
    .total(full_adder_1_153_total),
    .carry(full_adder_1_153_carry)
  );

  entry_counting_full_adder full_adder_1_154 (
    .a(full_adder_0_61_carry),
    .b(full_adder_1_147_total),
    .c(full_adder_1_148_total),
    .total(full_adder_1_154_total),
    .carry(full_adder_1_154_carry)
  );

  entry_counting_full_adder full_adder_1_155 (
    .a(full_adder_1_149_total),
    .b(full_adder_1_150_total),
    .c(full_adder_1_151_total),
    .total(full_adder_1_155_total),
    .carry(full_adder_1_155_carry)
  );

  entry_counting_full_adder full_adder_1_156 (
    .a(full_adder_1_152_total),
    .b(full_adder_1_153_total),
    .c(full_adder_0_62_carry),
    .total(full_adder_1_156_total),
    .carry(full_adder_1_156_carry)
  );

  entry_counting_full_adder full_adder_1_157 (
    .a(full_adder_1_154_total),
    .b(full_adder_1_155_total),
    .c(full_adder_1_156_total),
    .total(full_adder_1_157_total),
    .carry(full_adder_1_157_carry)
  );

  entry_counting_half_adder half_adder_2_2 (
    .a(half_adder_1_1_carry),
    .b(full_adder_1_63_carry),
    .total(half_adder_2_2_total),
    .carry(half_adder_2_2_carry)
  );

  entry_counting_full_adder full_adder_2_158 (
    .a(full_adder_1_64_carry),
    .b(full_adder_1_65_carry),
    .c(full_adder_1_66_carry),
    .total(full_adder_2_158_total),
    .carry(full_adder_2_158_carry)
  );

  entry_counting_full_adder full_adder_2_159 (
    .a(full_adder_1_67_carry),
    .b(full_adder_1_68_carry),
    .c(full_adder_1_69_carry),
    .total(full_adder_2_159_total),
    .carry(full_adder_2_159_carry)
  );

  entry_counting_full_adder full_adder_2_160 (
    .a(full_adder_1_70_carry),
    .b(full_adder_1_71_carry),
    .c(full_adder_1_72_carry),
    .total(full_adder_2_160_total),
    .carry(full_adder_2_160_carry)
  );

  entry_counting_full_adder full_adder_2_161 (
    .a(full_adder_1_73_carry),
    .b(full_adder_1_74_carry),
    .c(full_adder_1_75_carry),
    .total(full_adder_2_161_total),
    .carry(full_adder_2_161_carry)
  );

  entry_counting_full_adder full_adder_2_162 (
    .a(full_adder_1_76_carry),
    .b(full_adder_1_77_carry),
    .c(full_adder_1_78_carry),
    .total(full_adder_2_162_total),
    .carry(full_adder_2_162_carry)
  );

  entry_counting_full_adder full_adder_2_163 (
    .a(full_adder_1_79_carry),
    .b(full_adder_1_80_carry),
    .c(full_adder_1_81_carry),
    .total(full_adder_2_163_total),
    .carry(full_adder_2_163_carry)
  );

  entry_counting_full_adder full_adder_2_164 (
    .a(full_adder_1_82_carry),
    .b(full_adder_1_83_carry),
    .c(full_adder_1_84_carry),
    .total(full_adder_2_164_total),
    .carry(full_adder_2_164_carry)
  );

  entry_counting_full_adder full_adder_2_165 (
    .a(full_adder_1_85_carry),
    .b(full_adder_1_86_carry),
    .c(full_adder_1_87_carry),
    .total(full_adder_2_165_total),
    .carry(full_adder_2_165_carry)
  );

  entry_counting_full_adder full_adder_2_166 (
    .a(full_adder_1_88_carry),
    .b(full_adder_1_89_carry),
    .c(full_adder_1_90_carry),
    .total(full_adder_2_166_total),
    .carry(full_adder_2_166_carry)
  );

  entry_counting_full_adder full_adder_2_167 (
    .a(full_adder_1_91_carry),
    .b(full_adder_1_92_carry),
    .c(full_adder_1_93_carry),
    .total(full_adder_2_167_total),
    .carry(full_adder_2_167_carry)
  );

  entry_counting_full_adder full_adder_2_168 (
    .a(full_adder_1_94_carry),
    .b(full_adder_1_95_carry),
    .c(full_adder_1_96_carry),
    .total(full_adder_2_168_total),
    .carry(full_adder_2_168_carry)
  );

  entry_counting_full_adder full_adder_2_169 (
    .a(full_adder_1_97_carry),
    .b(full_adder_1_98_carry),
    .c(full_adder_1_99_carry),
    .total(full_adder_2_169_total),
    .carry(full_adder_2_169_carry)
  );

  entry_counting_full_adder full_adder_2_170 (
    .a(full_adder_1_100_carry),
    .b(full_adder_1_101_carry),
    .c(full_adder_1_102_carry),
    .total(full_adder_2_170_total),
    .carry(full_adder_2_170_carry)
  );

  entry_counting_full_adder full_adder_2_171 (
    .a(full_adder_1_103_carry),
    .b(full_adder_1_104_carry),
    .c(full_adder_1_105_carry),
    .total(full_adder_2_171_total),
    .carry(full_adder_2_171_carry)
  );

  entry_counting_full_adder full_adder_2_172 (
    .a(full_adder_1_106_carry),
    .b(full_adder_1_107_carry),
    .c(full_adder_1_108_carry),
    .total(full_adder_2_172_total),
    .carry(full_adder_2_172_carry)
  );

  entry_counting_full_adder full_adder_2_173 (
    .a(full_adder_1_109_carry),
    .b(full_adder_1_110_carry),
    .c(full_adder_1_111_carry),
    .total(full_adder_2_173_total),
    .carry(full_adder_2_173_carry)
  );

  entry_counting_full_adder full_adder_2_174 (
    .a(full_adder_1_112_carry),
    .b(full_adder_1_113_carry),
    .c(full_adder_1_114_carry),
    .total(full_adder_2_174_total),
    .carry(full_adder_2_174_carry)
  );

  entry_counting_full_adder full_adder_2_175 (
    .a(full_adder_1_115_carry),
    .b(full_adder_1_116_carry),
    .c(full_adder_1_117_carry),
    .total(full_adder_2_175_total),
    .carry(full_adder_2_175_carry)
  );

  entry_counting_full_adder full_adder_2_176 (
    .a(full_adder_1_118_carry),
    .b(half_adder_2_2_total),
    .c(full_adder_1_119_carry),
    .total(full_adder_2_176_total),
    .carry(full_adder_2_176_carry)
  );

  entry_counting_full_adder full_adder_2_177 (
    .a(full_adder_1_120_carry),
    .b(full_adder_1_121_carry),
    .c(full_adder_1_122_carry),
    .total(full_adder_2_177_total),
    .carry(full_adder_2_177_carry)
  );

  entry_counting_full_adder full_adder_2_178 (
    .a(full_adder_1_123_carry),
    .b(full_adder_1_124_carry),
    .c(full_adder_1_125_carry),
    .total(full_adder_2_178_total),
    .carry(full_adder_2_178_carry)
  );

  entry_counting_full_adder full_adder_2_179 (
    .a(full_adder_1_126_carry),
    .b(full_adder_1_127_carry),
    .c(full_adder_1_128_carry),
    .total(full_adder_2_179_total),
    .carry(full_adder_2_179_carry)
  );

  entry_counting_full_adder full_adder_2_180 (
    .a(full_adder_1_129_carry),
    .b(full_adder_1_130_carry),
    .c(full_adder_1_131_carry),
    .total(full_adder_2_180_total),
    .carry(full_adder_2_180_carry)
  );

  entry_counting_full_adder full_adder_2_181 (
    .a(full_adder_1_132_carry),
    .b(full_adder_2_158_total),
    .c(full_adder_2_159_total),
    .total(full_adder_2_181_total),
    .carry(full_adder_2_181_carry)
  );

  entry_counting_full_adder full_adder_2_182 (
    .a(full_adder_2_160_total),
    .b(full_adder_2_161_total),
    .c(full_adder_2_162_total),
    .total(full_adder_2_182_total),
    .carry(full_adder_2_182_carry)
  );

  entry_counting_full_adder full_adder_2_183 (
    .a(full_adder_2_163_total),
    .b(full_adder_2_164_total),
    .c(full_adder_2_165_total),
    .total(full_adder_2_183_total),
    .carry(full_adder_2_183_carry)
  );

  entry_counting_full_adder full_adder_2_184 (
    .a(full_adder_2_166_total),
    .b(full_adder_2_167_total),
    .c(full_adder_2_168_total),
    .total(full_adder_2_184_total),
    .carry(full_adder_2_184_carry)
  );

  entry_counting_full_adder full_adder_2_185 (
    .a(full_adder_2_169_total),
    .b(full_adder_2_170_total),
    .c(full_adder_1_133_carry),
    .total(full_adder_2_185_total),
    .carry(full_adder_2_185_carry)
  );

  entry_counting_full_adder full_adder_2_186 (
    .a(full_adder_1_134_carry),
    .b(full_adder_1_135_carry),
    .c(full_adder_1_136_carry),
    .total(full_adder_2_186_total),
    .carry(full_adder_2_186_carry)
  );

  entry_counting_full_adder full_adder_2_187 (
    .a(full_adder_1_137_carry),
    .b(full_adder_1_138_carry),
    .c(full_adder_1_139_carry),
    .total(full_adder_2_187_total),
    .carry(full_adder_2_187_carry)
  );

  entry_counting_full_adder full_adder_2_188 (
    .a(full_adder_1_140_carry),
    .b(full_adder_1_141_carry),
    .c(full_adder_1_142_carry),
    .total(full_adder_2_188_total),
    .carry(full_adder_2_188_carry)
  );

  entry_counting_full_adder full_adder_2_189 (
    .a(full_adder_2_171_total),
    .b(full_adder_2_172_total),
    .c(full_adder_2_173_total),
    .total(full_adder_2_189_total),
    .carry(full_adder_2_189_carry)
  );

  entry_counting_full_adder full_adder_2_190 (
    .a(full_adder_2_174_total),
    .b(full_adder_2_175_total),
    .c(full_adder_1_143_carry),
    .total(full_adder_2_190_total),
    .carry(full_adder_2_190_carry)
  );

  entry_counting_full_adder full_adder_2_191 (
    .a(full_adder_1_144_carry),
    .b(full_adder_1_145_carry),
    .c(full_adder_1_146_carry),
    .total(full_adder_2_191_total),
    .carry(full_adder_2_191_carry)
  );

  entry_counting_full_adder full_adder_2_192 (
    .a(full_adder_2_176_total),
    .b(full_adder_2_177_total),
    .c(full_adder_2_178_total),
    .total(full_adder_2_192_total),
    .carry(full_adder_2_192_carry)
  );

  entry_counting_full_adder full_adder_2_193 (
    .a(full_adder_2_179_total),
    .b(full_adder_2_180_total),
    .c(full_adder_2_181_total),
    .total(full_adder_2_193_total),
    .carry(full_adder_2_193_carry)
  );

  entry_counting_full_adder full_adder_2_194 (
    .a(full_adder_2_182_total),
    .b(full_adder_2_183_total),
    .c(full_adder_2_184_total),
    .total(full_adder_2_194_total),
    .carry(full_adder_2_194_carry)
  );

  entry_counting_full_adder full_adder_2_195 (
    .a(full_adder_1_147_carry),
    .b(full_adder_1_148_carry),
    .c(full_adder_1_149_carry),
    .total(full_adder_2_195_total),
    .carry(full_adder_2_195_carry)
  );

  entry_counting_full_adder full_adder_2_196 (
    .a(full_adder_1_150_carry),
    .b(full_adder_1_151_carry),
    .c(full_adder_2_185_total),
    .total(full_adder_2_196_total),
    .carry(full_adder_2_196_carry)
  );

  entry_counting_full_adder full_adder_2_197 (
    .a(full_adder_2_186_total),
    .b(full_adder_2_187_total),
    .c(full_adder_2_188_total),
    .total(full_adder_2_197_total),
    .carry(full_adder_2_197_carry)
  );

  entry_counting_full_adder full_adder_2_198 (
    .a(full_adder_2_189_total),
    .b(full_adder_1_152_carry),
    .c(full_adder_1_153_carry),
    .total(full_adder_2_198_total),
    .carry(full_adder_2_198_carry)
  );

  entry_counting_full_adder full_adder_2_199 (
    .a(full_adder_2_190_total),
    .b(full_adder_2_191_total),
    .c(full_adder_2_192_total),
    .total(full_adder_2_199_total),
    .carry(full_adder_2_199_carry)
  );

  entry_counting_full_adder full_adder_2_200 (
    .a(full_adder_2_193_total),
    .b(full_adder_2_194_total),
    .c(full_adder_1_154_carry),
    .total(full_adder_2_200_total),
    .carry(full_adder_2_200_carry)
  );

  entry_counting_full_adder full_adder_2_201 (
    .a(full_adder_1_155_carry),
    .b(full_adder_2_195_total),
    .c(full_adder_2_196_total),
    .total(full_adder_2_201_total),
    .carry(full_adder_2_201_carry)
  );

  entry_counting_full_adder full_adder_2_202 (
    .a(full_adder_2_197_total),
    .b(full_adder_2_198_total),
    .c(full_adder_2_199_total),
    .total(full_adder_2_202_total),
    .carry(full_adder_2_202_carry)
  );

  entry_counting_full_adder full_adder_2_203 (
    .a(full_adder_1_156_carry),
    .b(full_adder_2_200_total),
    .c(full_adder_2_201_total),
    .total(full_adder_2_203_total),
    .carry(full_adder_2_203_carry)
  );

  entry_counting_full_adder full_adder_2_204 (
    .a(full_adder_2_202_total),
    .b(full_adder_1_157_carry),
    .c(full_adder_2_203_total),
    .total(full_adder_2_204_total),
    .carry(full_adder_2_204_carry)
  );

  entry_counting_half_adder half_adder_3_3 (
    .a(half_adder_2_2_carry),
    .b(full_adder_2_158_carry),
    .total(half_adder_3_3_total),
    .carry(half_adder_3_3_carry)
  );

  entry_counting_full_adder full_adder_3_205 (
    .a(full_adder_2_159_carry),
    .b(full_adder_2_160_carry),
    .c(full_adder_2_161_carry),
    .total(full_adder_3_205_total),
    .carry(full_adder_3_205_carry)
  );

  entry_counting_full_adder full_adder_3_206 (
    .a(full_adder_2_162_carry),
    .b(full_adder_2_163_carry),
    .c(full_adder_2_164_carry),
    .total(full_adder_3_206_total),
    .carry(full_adder_3_206_carry)
  );

  entry_counting_full_adder full_adder_3_207 (
    .a(full_adder_2_165_carry),
    .b(full_adder_2_166_carry),
    .c(full_adder_2_167_carry),
    .total(full_adder_3_207_total),
    .carry(full_adder_3_207_carry)
  );

  entry_counting_full_adder full_adder_3_208 (
    .a(full_adder_2_168_carry),
    .b(full_adder_2_169_carry),
    .c(full_adder_2_170_carry),
    .total(full_adder_3_208_total),
    .carry(full_adder_3_208_carry)
  );

  entry_counting_full_adder full_adder_3_209 (
    .a(full_adder_2_171_carry),
    .b(full_adder_2_172_carry),
    .c(full_adder_2_173_carry),
    .total(full_adder_3_209_total),
    .carry(full_adder_3_209_carry)
  );

  entry_counting_full_adder full_adder_3_210 (
    .a(full_adder_2_174_carry),
    .b(full_adder_2_175_carry),
    .c(half_adder_3_3_total),
    .total(full_adder_3_210_total),
    .carry(full_adder_3_210_carry)
  );

  entry_counting_full_adder full_adder_3_211 (
    .a(full_adder_2_176_carry),
    .b(full_adder_2_177_carry),
    .c(full_adder_2_178_carry),
    .total(full_adder_3_211_total),
    .carry(full_adder_3_211_carry)
  );

  entry_counting_full_adder full_adder_3_212 (
    .a(full_adder_2_179_carry),
    .b(full_adder_2_180_carry),
    .c(full_adder_2_181_carry),
    .total(full_adder_3_212_total),
    .carry(full_adder_3_212_carry)
  );

  entry_counting_full_adder full_adder_3_213 (
    .a(full_adder_2_182_carry),
    .b(full_adder_2_183_carry),
    .c(full_adder_2_184_carry),
    .total(full_adder_3_213_total),
    .carry(full_adder_3_213_carry)
  );

  entry_counting_full_adder full_adder_3_214 (
    .a(full_adder_3_205_total),
    .b(full_adder_3_206_total),
    .c(full_adder_3_207_total),
    .total(full_adder_3_214_total),
    .carry(full_adder_3_214_carry)
  );

  entry_counting_full_adder full_adder_3_215 (
    .a(full_adder_3_208_total),
    .b(full_adder_2_185_carry),
    .c(full_adder_2_186_carry),
    .total(full_adder_3_215_total),
    .carry(full_adder_3_215_carry)
  );

  entry_counting_full_adder full_adder_3_216 (
    .a(full_adder_2_187_carry),
    .b(full_adder_2_188_carry),
    .c(full_adder_2_189_carry),
    .total(full_adder_3_216_total),
    .carry(full_adder_3_216_carry)
  );

  entry_counting_full_adder full_adder_3_217 (
    .a(full_adder_3_209_total),
    .b(full_adder_3_210_total),
    .c(full_adder_2_190_carry),
    .total(full_adder_3_217_total),
    .carry(full_adder_3_217_carry)
  );

  entry_counting_full_adder full_adder_3_218 (
    .a(full_adder_2_191_carry),
    .b(full_adder_2_192_carry),
    .c(full_adder_2_193_carry),
    .total(full_adder_3_218_total),
    .carry(full_adder_3_218_carry)
  );

  entry_counting_full_adder full_adder_3_219 (
    .a(full_adder_2_194_carry),
    .b(full_adder_3_211_total),
    .c(full_adder_3_212_total),
    .total(full_adder_3_219_total),
    .carry(full_adder_3_219_carry)
  );

  entry_counting_full_adder full_adder_3_220 (
    .a(full_adder_3_213_total),
    .b(full_adder_3_214_total),
    .c(full_adder_2_195_carry),
    .total(full_adder_3_220_total),
    .carry(full_adder_3_220_carry)
  );

  entry_counting_full_adder full_adder_3_221 (
    .a(full_adder_2_196_carry),
    .b(full_adder_2_197_carry),
    .c(full_adder_3_215_total),
    .total(full_adder_3_221_total),
    .carry(full_adder_3_221_carry)
  );

  entry_counting_full_adder full_adder_3_222 (
    .a(full_adder_3_216_total),
    .b(full_adder_2_198_carry),
    .c(full_adder_2_199_carry),
    .total(full_adder_3_222_total),
    .carry(full_adder_3_222_carry)
  );

  entry_counting_full_adder full_adder_3_223 (
    .a(full_adder_3_217_total),
    .b(full_adder_3_218_total),
    .c(full_adder_3_219_total),
    .total(full_adder_3_223_total),
    .carry(full_adder_3_223_carry)
  );

  entry_counting_full_adder full_adder_3_224 (
    .a(full_adder_2_200_carry),
    .b(full_adder_2_201_carry),
    .c(full_adder_3_220_total),
    .total(full_adder_3_224_total),
    .carry(full_adder_3_224_carry)
  );

  entry_counting_full_adder full_adder_3_225 (
    .a(full_adder_3_221_total),
    .b(full_adder_2_202_carry),
    .c(full_adder_3_222_total),
    .total(full_adder_3_225_total),
    .carry(full_adder_3_225_carry)
  );

  entry_counting_full_adder full_adder_3_226 (
    .a(full_adder_3_223_total),
    .b(full_adder_2_203_carry),
    .c(full_adder_3_224_total),
    .total(full_adder_3_226_total),
    .carry(full_adder_3_226_carry)
  );

  entry_counting_full_adder full_adder_3_227 (
    .a(full_adder_3_225_total),
    .b(full_adder_2_204_carry),
    .c(full_adder_3_226_total),
    .total(full_adder_3_227_total),
    .carry(full_adder_3_227_carry)
  );

  entry_counting_half_adder half_adder_4_4 (
    .a(half_adder_3_3_carry),
    .b(full_adder_3_205_carry),
    .total(half_adder_4_4_total),
    .carry(half_adder_4_4_carry)
  );

  entry_counting_full_adder full_adder_4_228 (
    .a(full_adder_3_206_carry),
    .b(full_adder_3_207_carry),
    .c(full_adder_3_208_carry),
    .total(full_adder_4_228_total),
    .carry(full_adder_4_228_carry)
  );

  entry_counting_full_adder full_adder_4_229 (
    .a(full_adder_3_209_carry),
    .b(full_adder_3_210_carry),
    .c(half_adder_4_4_total),
    .total(full_adder_4_229_total),
    .carry(full_adder_4_229_carry)
  );

  entry_counting_full_adder full_adder_4_230 (
    .a(full_adder_3_211_carry),
    .b(full_adder_3_212_carry),
    .c(full_adder_3_213_carry),
    .total(full_adder_4_230_total),
    .carry(full_adder_4_230_carry)
  );

  entry_counting_full_adder full_adder_4_231 (
    .a(full_adder_3_214_carry),
    .b(full_adder_4_228_total),
    .c(full_adder_3_215_carry),
    .total(full_adder_4_231_total),
    .carry(full_adder_4_231_carry)
  );

  entry_counting_full_adder full_adder_4_232 (
    .a(full_adder_3_216_carry),
    .b(full_adder_4_229_total),
    .c(full_adder_3_217_carry),
    .total(full_adder_4_232_total),
    .carry(full_adder_4_232_carry)
  );

  entry_counting_full_adder full_adder_4_233 (
    .a(full_adder_3_218_carry),
    .b(full_adder_3_219_carry),
    .c(full_adder_4_230_total),
    .total(full_adder_4_233_total),
    .carry(full_adder_4_233_carry)
  );

  entry_counting_full_adder full_adder_4_234 (
    .a(full_adder_3_220_carry),
    .b(full_adder_3_221_carry),
    .c(full_adder_4_231_total),
    .total(full_adder_4_234_total),
    .carry(full_adder_4_234_carry)
  );

  entry_counting_full_adder full_adder_4_235 (
    .a(full_adder_3_222_carry),
    .b(full_adder_3_223_carry),
    .c(full_adder_4_232_total),
    .total(full_adder_4_235_total),
    .carry(full_adder_4_235_carry)
  );

  entry_counting_full_adder full_adder_4_236 (
    .a(full_adder_4_233_total),
    .b(full_adder_3_224_carry),
    .c(full_adder_4_234_total),
    .total(full_adder_4_236_total),
    .carry(full_adder_4_236_carry)
  );

  entry_counting_full_adder full_adder_4_237 (
    .a(full_adder_3_225_carry),
    .b(full_adder_4_235_total),
    .c(full_adder_3_226_carry),
    .total(full_adder_4_237_total),
    .carry(full_adder_4_237_carry)
  );

  entry_counting_full_adder full_adder_4_238 (
    .a(full_adder_4_236_total),
    .b(full_adder_3_227_carry),
    .c(full_adder_4_237_total),
    .total(full_adder_4_238_total),
    .carry(full_adder_4_238_carry)
  );

  entry_counting_half_adder half_adder_5_5 (
    .a(half_adder_4_4_carry),
    .b(full_adder_4_228_carry),
    .total(half_adder_5_5_total),
    .carry(half_adder_5_5_carry)
  );

  entry_counting_full_adder full_adder_5_239 (
    .a(full_adder_4_229_carry),
    .b(half_adder_5_5_total),
    .c(full_adder_4_230_carry),
    .total(full_adder_5_239_total),
    .carry(full_adder_5_239_carry)
  );

  entry_counting_full_adder full_adder_5_240 (
    .a(full_adder_4_231_carry),
    .b(full_adder_4_232_carry),
    .c(full_adder_4_233_carry),
    .total(full_adder_5_240_total),
    .carry(full_adder_5_240_carry)
  );

  entry_counting_full_adder full_adder_5_241 (
    .a(full_adder_5_239_total),
    .b(full_adder_4_234_carry),
    .c(full_adder_4_235_carry),
    .total(full_adder_5_241_total),
    .carry(full_adder_5_241_carry)
  );

  entry_counting_full_adder full_adder_5_242 (
    .a(full_adder_5_240_total),
    .b(full_adder_4_236_carry),
    .c(full_adder_5_241_total),
    .total(full_adder_5_242_total),
    .carry(full_adder_5_242_carry)
  );

  entry_counting_full_adder full_adder_5_243 (
    .a(full_adder_4_237_carry),
    .b(full_adder_5_242_total),
    .c(full_adder_4_238_carry),
    .total(full_adder_5_243_total),
    .carry(full_adder_5_243_carry)
  );

  entry_counting_half_adder half_adder_6_6 (
    .a(half_adder_5_5_carry),
    .b(full_adder_5_239_carry),
    .total(half_adder_6_6_total),
    .carry(half_adder_6_6_carry)
  );

  entry_counting_full_adder full_adder_6_244 (
    .a(half_adder_6_6_total),
    .b(full_adder_5_240_carry),
    .c(full_adder_5_241_carry),
    .total(full_adder_6_244_total),
    .carry(full_adder_6_244_carry)
  );

  entry_counting_full_adder full_adder_6_245 (
    .a(full_adder_5_242_carry),
    .b(full_adder_6_244_total),
    .c(full_adder_5_243_carry),
    .total(full_adder_6_245_total),
    .carry(full_adder_6_245_carry)
  );

  entry_counting_full_adder full_adder_7_246 (
    .a(half_adder_6_6_carry),
    .b(full_adder_6_244_carry),
    .c(full_adder_6_245_carry),
    .total(full_adder_7_246_total),
    .carry(full_adder_7_246_carry)
  );

  assign half_adder_1_1_a = ~(i[0] & down[0]);
  assign half_adder_1_1_b = ~(i[1] & down[1]);
  assign full_adder_1_63_a = ~(i[2] & down[2]);
  assign full_adder_1_63_b = ~(i[3] & down[3]);
  assign full_adder_1_63_c = ~(i[4] & down[4]);
  assign full_adder_1_64_a = ~(i[5] & down[5]);
  assign full_adder_1_64_b = ~(i[6] & down[6]);
  assign full_adder_1_64_c = ~(i[7] & down[7]);
  assign full_adder_1_65_a = ~(i[8] & down[8]);
  assign full_adder_1_65_b = ~(i[9] & down[9]);
  assign full_adder_1_65_c = ~(i[10] & down[10]);
  assign full_adder_1_66_a = ~(i[11] & down[11]);
  assign full_adder_1_66_b = ~(i[12] & down[12]);
  assign full_adder_1_66_c = ~(i[13] & down[13]);
  assign full_adder_1_67_a = ~(i[14] & down[14]);
  assign full_adder_1_67_b = ~(i[15] & down[15]);
  assign full_adder_1_67_c = ~(i[16] & down[16]);
  assign full_adder_1_68_a = ~(i[17] & down[17]);
  assign full_adder_1_68_b = ~(i[18] & down[18]);
  assign full_adder_1_68_c = ~(i[19] & down[19]);
  assign full_adder_1_69_a = ~(i[20] & down[20]);
  assign full_adder_1_69_b = ~(i[21] & down[21]);
  assign full_adder_1_69_c = ~(i[22] & down[22]);
  assign full_adder_1_70_a = ~(i[23] & down[23]);
  assign full_adder_1_70_b = ~(i[24] & down[24]);
  assign full_adder_1_70_c = ~(i[25] & down[25]);
  assign full_adder_1_71_a = ~(i[26] & down[26]);
  assign full_adder_1_71_b = ~(i[27] & down[27]);
  assign full_adder_1_71_c = ~(i[28] & down[28]);
  assign full_adder_1_72_a = ~(i[29] & down[29]);
  assign full_adder_1_72_b = ~(i[30] & down[30]);
  assign full_adder_1_72_c = ~(i[31] & down[31]);
  assign full_adder_1_73_a = ~(i[32] & down[32]);
  assign full_adder_1_73_b = ~(i[33] & down[33]);
  assign full_adder_1_73_c = ~(i[34] & down[34]);
  assign full_adder_1_74_a = ~(i[35] & down[35]);
  assign full_adder_1_74_b = ~(i[36] & down[36]);
  assign full_adder_1_74_c = ~(i[37] & down[37]);
  assign full_adder_1_75_a = ~(i[38] & down[38]);
  assign full_adder_1_75_b = ~(i[39] & down[39]);
  assign full_adder_1_75_c = ~(i[40] & down[40]);
  assign full_adder_1_76_a = ~(i[41] & down[41]);
  assign full_adder_1_76_b = ~(i[42] & down[42]);
  assign full_adder_1_76_c = ~(i[43] & down[43]);
  assign full_adder_1_77_a = ~(i[44] & down[44]);
  assign full_adder_1_77_b = ~(i[45] & down[45]);
  assign full_adder_1_77_c = ~(i[46] & down[46]);
  assign full_adder_1_78_a = ~(i[47] & down[47]);
  assign full_adder_1_78_b = ~(i[48] & down[48]);
  assign full_adder_1_78_c = ~(i[49] & down[49]);
  assign full_adder_1_79_a = ~(i[50] & down[50]);
  assign full_adder_1_79_b = ~(i[51] & down[51]);
  assign full_adder_1_79_c = ~(i[52] & down[52]);
  assign full_adder_1_80_a = ~(i[53] & down[53]);
  assign full_adder_1_80_b = ~(i[54] & down[54]);
  assign full_adder_1_80_c = ~(i[55] & down[55]);
  assign full_adder_1_81_a = ~(i[56] & down[56]);
  assign full_adder_1_81_b = ~(i[57] & down[57]);
  assign full_adder_1_81_c = ~(i[58] & down[58]);
  assign full_adder_1_82_a = ~(i[59] & down[59]);
  assign full_adder_1_82_b = ~(i[60] & down[60]);
  assign full_adder_1_82_c = ~(i[61] & down[61]);
  assign full_adder_1_83_a = ~(i[62] & down[62]);
  assign full_adder_1_83_b = ~(i[63] & down[63]);
  assign full_adder_1_83_c = ~(i[64] & down[64]);
  assign full_adder_1_84_a = ~(i[65] & down[65]);
  assign full_adder_1_84_b = ~(i[66] & down[66]);
  assign full_adder_1_84_c = ~(i[67] & down[67]);
  assign full_adder_1_85_a = ~(i[68] & down[68]);
  assign full_adder_1_85_b = ~(i[69] & down[69]);
  assign full_adder_1_85_c = ~(i[70] & down[70]);
  assign full_adder_1_86_a = ~(i[71] & down[71]);
  assign full_adder_1_86_b = ~(i[72] & down[72]);
  assign full_adder_1_86_c = ~(i[73] & down[73]);
  assign full_adder_1_87_a = ~(i[74] & down[74]);
  assign full_adder_1_87_b = ~(i[75] & down[75]);
  assign full_adder_1_87_c = ~(i[76] & down[76]);
  assign full_adder_1_88_a = ~(i[77] & down[77]);
  assign full_adder_1_88_b = ~(i[78] & down[78]);
  assign full_adder_1_88_c = ~(i[79] & down[79]);
  assign full_adder_1_89_a = ~(i[80] & down[80]);
  assign full_adder_1_89_b = ~(i[81] & down[81]);
  assign full_adder_1_89_c = ~(i[82] & down[82]);
  assign full_adder_1_90_a = ~(i[83] & down[83]);
  assign full_adder_1_90_b = ~(i[84] & down[84]);
  assign full_adder_1_90_c = ~(i[85] & down[85]);
  assign full_adder_1_91_a = ~(i[86] & down[86]);
  assign full_adder_1_91_b = ~(i[87] & down[87]);
  assign full_adder_1_91_c = ~(i[88] & down[88]);
  assign full_adder_1_92_a = ~(i[89] & down[89]);
  assign full_adder_1_92_b = ~(i[90] & down[90]);
  assign full_adder_1_92_c = ~(i[91] & down[91]);
  assign full_adder_1_93_a = ~(i[92] & down[92]);
  assign full_adder_1_93_b = ~(i[93] & down[93]);
  assign full_adder_1_93_c = ~(i[94] & down[94]);
  assign full_adder_1_94_a = ~(i[95] & down[95]);
  assign full_adder_1_94_b = ~(i[96] & down[96]);
  assign full_adder_1_94_c = ~(i[97] & down[97]);
  assign full_adder_1_95_a = ~(i[98] & down[98]);
  assign full_adder_1_95_b = ~(i[99] & down[99]);
  assign full_adder_1_95_c = ~(i[100] & down[100]);
  assign full_adder_1_96_a = ~(i[101] & down[101]);
  assign full_adder_1_96_b = ~(i[102] & down[102]);
  assign full_adder_1_96_c = ~(i[103] & down[103]);
  assign full_adder_1_97_a = ~(i[104] & down[104]);
  assign full_adder_1_97_b = ~(i[105] & down[105]);
  assign full_adder_1_97_c = ~(i[106] & down[106]);
  assign full_adder_1_98_a = ~(i[107] & down[107]);
  assign full_adder_1_98_b = ~(i[108] & down[108]);
  assign full_adder_1_98_c = ~(i[109] & down[109]);
  assign full_adder_1_99_a = ~(i[110] & down[110]);
  assign full_adder_1_99_b = ~(i[111] & down[111]);
  assign full_adder_1_99_c = ~(i[112] & down[112]);
  assign full_adder_1_100_a = ~(i[113] & down[113]);
  assign full_adder_1_100_b = ~(i[114] & down[114]);
  assign full_adder_1_100_c = ~(i[115] & down[115]);
  assign full_adder_1_101_a = ~(i[116] & down[116]);
  assign full_adder_1_101_b = ~(i[117] & down[117]);
  assign full_adder_1_101_c = ~(i[118] & down[118]);
  assign full_adder_1_102_a = ~(i[119] & down[119]);
  assign full_adder_1_102_b = ~(i[120] & down[120]);
  assign full_adder_1_102_c = ~(i[121] & down[121]);
  assign full_adder_1_103_a = ~(i[122] & down[122]);
  assign full_adder_1_103_b = ~(i[123] & down[123]);
  assign full_adder_1_103_c = ~(i[124] & down[124]);
  assign full_adder_1_104_a = ~(i[125] & down[125]);
  assign full_adder_1_104_b = ~(i[126] & down[126]);
  assign full_adder_1_104_c = ~(i[127] & down[127]);
  assign o =
      {~full_adder_7_246_carry, full_adder_7_246_total, full_adder_6_245_total, full_adder_5_243_total,
      full_adder_4_238_total, full_adder_3_227_total, full_adder_2_204_total, full_adder_1_157_total,
      full_adder_0_62_total};

endmodule

// Two bits and a constant one: a full adder that has lost its third input. Combinational, always generic gates.
module entry_counting_incremented_half_adder (
  input  wire           a,
  input  wire           b,
  output wire           total,
  output wire           carry
);

  assign total = ~(a ^ b);
  assign carry = a | b;

endmodule

// What the searches of one cycle add to a dot product; two cycles, one set of searches a cycle.
module entry_counting_counting (
  input  wire           clk,
  input  wire   [127:0] match,  // [0:0][127:0]
  input  wire   [127:0] negative,
  input  wire     [5:0] multiples,  // [0:0][5:0]
  output reg     [11:0] increment
);

  wire    [11:0] search_0_term_0;
  reg      [5:0] chosen_multiples;  // [0:0][5:0]
  reg      [8:0] count_0;
  wire     [9:0] search_0_term_1;
  wire           incremented_half_adder_9_0_carry;
  wire           carry_0;
  wire           carry_1;
  wire           carry_2;
  wire           carry_3;
  wire           carry_4;
  wire           carry_5;
  wire           carry_6;
  wire           carry_7;
  wire           carry_8;
  wire           carry_9;
  wire           incremented_half_adder_9_0_total;
  wire           carry_10;
  wire           incremented_half_adder_10_1_total;
  wire           incremented_half_adder_10_1_carry;
  wire     [8:0] counter_0_o;
  wire     [8:0] search_0_term_0_choice;
  wire     [9:0] search_0_term_0_bits;
  wire    [10:0] search_0_term_0_bits_2;
  wire     [8:0] search_0_term_1_choice;

  wire     [3:0] chosen_multiples_shift_0 = chosen_multiples[3:0];
  wire     [1:0] chosen_multiples_shift_1 = chosen_multiples[5:4];

  entry_counting_up_down_count counter_0 (
    .i(match),
    .down(negative),
    .o(counter_0_o)
  );

  entry_counting_incremented_half_adder incremented_half_adder_9_0 (
    .a(search_0_term_0[9]),
    .b(~search_0_term_1[9]),
    .total(incremented_half_adder_9_0_total),
    .carry(incremented_half_adder_9_0_carry)
  );

  entry_counting_incremented_half_adder incremented_half_adder_10_1 (
    .a(search_0_term_0[10]),
    .b(incremented_half_adder_9_0_carry),
    .total(incremented_half_adder_10_1_total),
    .carry(incremented_half_adder_10_1_carry)
  );

  assign search_0_term_0_choice = chosen_multiples_shift_0[0] ? count_0 : 9'd0;
  assign search_0_term_0_bits = {search_0_term_0_choice[8], search_0_term_0_choice} |
      (chosen_multiples_shift_0[1] ? {count_0, 1'b0} : 10'd0);
  assign search_0_term_0_bits_2 = {search_0_term_0_bits[9], search_0_term_0_bits} |
      (chosen_multiples_shift_0[2] ? {count_0, 2'd0} : 11'd0);
  assign search_0_term_0 = {search_0_term_0_bits_2[10], search_0_term_0_bits_2} |
      (chosen_multiples_shift_0[3] ? {count_0, 3'd0} : 12'd0);
  assign search_0_term_1_choice = chosen_multiples_shift_1[0] ? count_0 : 9'd0;
  assign search_0_term_1 = {search_0_term_1_choice[8], search_0_term_1_choice} |
      (chosen_multiples_shift_1[1] ? {count_0, 1'b0} : 10'd0);
  assign carry_0 = search_0_term_0[0] & search_0_term_1[0];
  assign carry_1 = (search_0_term_0[1] & search_0_term_1[1]) | (carry_0 & (search_0_term_0[1] | search_0_term_1[1]));
  assign carry_2 = (search_0_term_0[2] & search_0_term_1[2]) | (carry_1 & (search_0_term_0[2] | search_0_term_1[2]));
  assign carry_3 = (search_0_term_0[3] & search_0_term_1[3]) | (carry_2 & (search_0_term_0[3] | search_0_term_1[3]));
  assign carry_4 = (search_0_term_0[4] & search_0_term_1[4]) | (carry_3 & (search_0_term_0[4] | search_0_term_1[4]));
  assign carry_5 = (search_0_term_0[5] & search_0_term_1[5]) | (carry_4 & (search_0_term_0[5] | search_0_term_1[5]));
  assign carry_6 = (search_0_term_0[6] & search_0_term_1[6]) | (carry_5 & (search_0_term_0[6] | search_0_term_1[6]));
  assign carry_7 = (search_0_term_0[7] & search_0_term_1[7]) | (carry_6 & (search_0_term_0[7] | search_0_term_1[7]));
  assign carry_8 = (search_0_term_0[8] & search_0_term_1[8]) | (carry_7 & (search_0_term_0[8] | search_0_term_1[8]));
  assign carry_9 = incremented_half_adder_9_0_total & carry_8;
  assign carry_10 = incremented_half_adder_10_1_total & carry_9;

  always @(posedge clk) begin
    count_0 <= counter_0_o;
    chosen_multiples <= multiples;
    increment <=
        {~search_0_term_0[11] ^ incremented_half_adder_10_1_carry ^ carry_10, incremented_half_adder_10_1_total ^
        carry_9, incremented_half_adder_9_0_total ^ carry_8, search_0_term_0[8] ^ search_0_term_1[8] ^ carry_7,
        search_0_term_0[7] ^ search_0_term_1[7] ^ carry_6, search_0_term_0[6] ^ search_0_term_1[6] ^ carry_5,
        search_0_term_0[5] ^ search_0_term_1[5] ^ carry_4, search_0_term_0[4] ^ search_0_term_1[4] ^ carry_3,
        search_0_term_0[3] ^ search_0_term_1[3] ^ carry_2, search_0_term_0[2] ^ search_0_term_1[2] ^ carry_1,
        search_0_term_0[1] ^ search_0_term_1[1] ^ carry_0, search_0_term_0[0] ^ search_0_term_1[0]};
  end

endmodule

// Adds an increment a cycle to the accumulator that its tag names; a sum that leaves is shown in the cycle of its last
// one.
module entry_counting_accumulators (
  input  wire           clk,
  input  wire           valid,
  input  wire    [36:0] tag,  // {leaving[11:0], leaves, last, addend[17:0], anew, accumulator[3:0]}
  input  wire    [11:0] increment,
  output wire           leaves,
  output wire    [17:0] sum,
  output wire    [11:0] leaving,  // {last, first, slot[3:0], residual, entry[3:0], plain}
  output wire           overflow
);

  reg     [18:0] sum_0;
  reg     [18:0] sum_1;
  reg     [18:0] sum_2;
  reg     [18:0] sum_3;
  reg     [18:0] sum_4;
  reg     [18:0] sum_5;
  reg     [18:0] sum_6;
  reg     [18:0] sum_7;
  reg     [18:0] sum_8;
  reg     [18:0] sum_9;
  reg     [18:0] sum_10;
  reg     [18:0] sum_11;
  reg     [18:0] sum_12;
  reg     [18:0] sum_13;
  reg     [18:0] sum_14;
  reg     [18:0] sum_15;
  reg     [18:0] sum_choice;
  wire    [18:0] exact;
  wire    [18:0] sum_0_choice;

  wire     [3:0] tag_accumulator = tag[3:0];
  wire           tag_anew = tag[4];
  wire    [17:0] tag_addend = tag[22:5];
  wire           tag_last = tag[23];
  wire           tag_leaves = tag[24];
  wire    [11:0] tag_leaving = tag[36:25];

  assign leaves = valid & tag_leaves;
  assign exact = (tag_anew ? {tag_addend[17], tag_addend} : sum_choice) + {{7{increment[11]}}, increment};
  assign sum = exact[17:0];
  assign leaving = tag_leaving;
  assign overflow = valid & tag_last & ({exact[17], exact[17:0]} != exact);
  assign sum_0_choice = tag_last ? {exact[17], exact[17:0]} : exact;

  always @* begin
    sum_choice = 19'd0;
    case (tag_accumulator)
      4'd0: sum_choice = sum_0;
      4'd1: sum_choice = sum_1;
      4'd2: sum_choice = sum_2;
      4'd3: sum_choice = sum_3;
      4'd4: sum_choice = sum_4;
      4'd5: sum_choice = sum_5;
      4'd6: sum_choice = sum_6;
      4'd7: sum_choice = sum_7;
      4'd8: sum_choice = sum_8;
      4'd9: sum_choice = sum_9;
      4'd10: sum_choice = sum_10;
      4'd11: sum_choice = sum_11;
      4'd12: sum_choice = sum_12;
      4'd13: sum_choice = sum_13;
      4'd14: sum_choice = sum_14;
      4'd15: sum_choice = sum_15;
      default: ;
    endcase
  end

  always @(posedge clk)
    if (valid & (tag_accumulator == 4'd0))
      sum_0 <= sum_0_choice;

  always @(posedge clk)
    if (valid & (tag_accumulator == 4'd1))
      sum_1 <= sum_0_choice;

  always @(posedge clk)
    if (valid & (tag_accumulator == 4'd2))
      sum_2 <= sum_0_choice;

  always @(posedge clk)
    if (valid & (tag_accumulator == 4'd3))
      sum_3 <= sum_0_choice;

  always @(posedge clk)
    if (valid & (tag_accumulator == 4'd4))
      sum_4 <= sum_0_choice;

  always @(posedge clk)
    if (valid & (tag_accumulator == 4'd5))
      sum_5 <= sum_0_choice;

  always @(posedge clk)
    if (valid & (tag_accumulator == 4'd6))
      sum_6 <= sum_0_choice;

  always @(posedge clk)
    if (valid & (tag_accumulator == 4'd7))
      sum_7 <= sum_0_choice;

  always @(posedge clk)
    if (valid & (tag_accumulator == 4'd8))
      sum_8 <= sum_0_choice;

  always @(posedge clk)
    if (valid & (tag_accumulator == 4'd9))
      sum_9 <= sum_0_choice;

  always @(posedge clk)
    if (valid & (tag_accumulator == 4'd10))
      sum_10 <= sum_0_choice;

  always @(posedge clk)
    if (valid & (tag_accumulator == 4'd11))
      sum_11 <= sum_0_choice;

  always @(posedge clk)
    if (valid & (tag_accumulator == 4'd12))
      sum_12 <= sum_0_choice;

  always @(posedge clk)
    if (valid & (tag_accumulator == 4'd13))
      sum_13 <= sum_0_choice;

  always @(posedge clk)
    if (valid & (tag_accumulator == 4'd14))
      sum_14 <= sum_0_choice;

  always @(posedge clk)
    if (valid & (tag_accumulator == 4'd15))
      sum_15 <= sum_0_choice;

endmodule

// Stored words behind a multiplexer, and a streamed word in two halves; both are compared with their search lines.
module entry_counting_lane (
  input  wire           clk,
  input  wire    [18:0] stored_write,
  input  wire     [1:0] streamed_write,
  input  wire    [18:0] select,
  input  wire     [5:0] stored_lines,  // [0:0][5:0]
  input  wire    [11:0] streamed_lines,  // [0:0][11:0]
  input  wire           stored_signed,
  input  wire     [1:0] streamed_signed,
  input  wire           sample,
  input  wire     [2:0] stored_data,
  input  wire     [2:0] streamed_data,
  output reg            match,
  output reg            negative,
  output wire     [2:0] shown
);

  wire           selected_0_0;
  wire           stored_4_0_O;
  wire           stored_9_0_O;
  wire           stored_14_0_O;
  wire           stored_18_0_O;
  wire           selected_0_1;
  wire           stored_4_1_O;
  wire           stored_9_1_O;
  wire           stored_14_1_O;
  wire           stored_18_1_O;
  wire           selected_0_2;
  wire           stored_4_2_O;
  wire           stored_9_2_O;
  wire           stored_14_2_O;
  wire           stored_18_2_O;
  wire           streamed_0_0_X;
  wire           streamed_0_1_X;
  wire           streamed_0_2_X;
  wire           streamed_1_0_X;
  wire           streamed_1_1_X;
  wire           streamed_1_2_X;
  wire           streamed_0_0_Q;
  wire           streamed_0_1_Q;
  wire           streamed_0_2_Q;
  wire           streamed_1_0_Q;
  wire           streamed_1_1_Q;
  wire           streamed_1_2_Q;
  wire           stored_0_0_O;
  wire           stored_1_0_O;
  wire           stored_2_0_O;
  wire           stored_3_0_O;
  wire           stored_5_0_O;
  wire           stored_6_0_O;
  wire           stored_7_0_O;
  wire           stored_8_0_O;
  wire           stored_10_0_O;
  wire           stored_11_0_O;
  wire           stored_12_0_O;
  wire           stored_13_0_O;
  wire           stored_15_0_O;
  wire           stored_16_0_O;
  wire           stored_17_0_O;
  wire           stored_0_1_O;
  wire           stored_1_1_O;
  wire           stored_2_1_O;
  wire           stored_3_1_O;
  wire           stored_5_1_O;
  wire           stored_6_1_O;
  wire           stored_7_1_O;
  wire           stored_8_1_O;
  wire           stored_10_1_O;
  wire           stored_11_1_O;
  wire           stored_12_1_O;
  wire           stored_13_1_O;
  wire           stored_15_1_O;
  wire           stored_16_1_O;
  wire           stored_17_1_O;
  wire           stored_0_2_O;
  wire           stored_1_2_O;
  wire           stored_2_2_O;
  wire           stored_3_2_O;
  wire           stored_5_2_O;
  wire           stored_6_2_O;
  wire           stored_7_2_O;
  wire           stored_8_2_O;
  wire           stored_10_2_O;
  wire           stored_11_2_O;
  wire           stored_12_2_O;
  wire           stored_13_2_O;
  wire           stored_15_2_O;
  wire           stored_16_2_O;
  wire           stored_17_2_O;
  wire           match_condition;

  wire     [2:0] stored_lines_one = stored_lines[2:0];
  wire     [2:0] stored_lines_zero = stored_lines[5:3];

  entry_counting_multiplexer_cell stored_0_0 (
    .D(stored_data[0]),
    .W(stored_write[0]),
    .S(select[0]),
    .I(1'b0),
    .O(stored_0_0_O)
  );

  entry_counting_multiplexer_cell stored_1_0 (
    .D(stored_data[0]),
    .W(stored_write[1]),
    .S(select[1]),
    .I(stored_0_0_O),
    .O(stored_1_0_O)
  );

  entry_counting_multiplexer_cell stored_2_0 (
    .D(stored_data[0]),
    .W(stored_write[2]),
    .S(select[2]),
    .I(stored_1_0_O),
    .O(stored_2_0_O)
  );

  entry_counting_multiplexer_cell stored_3_0 (
    .D(stored_data[0]),
    .W(stored_write[3]),
    .S(select[3]),
    .I(stored_2_0_O),
    .O(stored_3_0_O)
  );

  entry_counting_multiplexer_cell stored_4_0 (
    .D(stored_data[0]),
    .W(stored_write[4]),
    .S(select[4]),
    .I(stored_3_0_O),
    .O(stored_4_0_O)
  );

  entry_counting_multiplexer_cell stored_5_0 (
    .D(stored_data[0]),
    .W(stored_write[5]),
    .S(select[5]),
    .I(1'b0),
    .O(stored_5_0_O)
  );

  entry_counting_multiplexer_cell stored_6_0 (
    .D(stored_data[0]),
    .W(stored_write[6]),
    .S(select[6]),
    .I(stored_5_0_O),
    .O(stored_6_0_O)
  );

  entry_counting_multiplexer_cell stored_7_0 (
    .D(stored_data[0]),
    .W(stored_write[7]),
    .S(select[7]),
    .I(stored_6_0_O),
    .O(stored_7_0_O)
  );

  entry_counting_multiplexer_cell stored_8_0 (
    .D(stored_data[0]),
    .W(stored_write[8]),
    .S(select[8]),
    .I(stored_7_0_O),
    .O(stored_8_0_O)
  );

  entry_counting_multiplexer_cell stored_9_0 (
    .D(stored_data[0]),
    .W(stored_write[9]),
    .S(select[9]),
    .I(stored_8_0_O),
    .O(stored_9_0_O)
  );

  entry_counting_multiplexer_cell stored_10_0 (
    .D(stored_data[0]),
    .W(stored_write[10]),
    .S(select[10]),
    .I(1'b0),
    .O(stored_10_0_O)
  );

  entry_counting_multiplexer_cell stored_11_0 (
    .D(stored_data[0]),
    .W(stored_write[11]),
    .S(select[11]),
    .I(stored_10_0_O),
    .O(stored_11_0_O)
  );

  entry_counting_multiplexer_cell stored_12_0 (
    .D(stored_data[0]),
    .W(stored_write[12]),
    .S(select[12]),
    .I(stored_11_0_O),
    .O(stored_12_0_O)
  );

  entry_counting_multiplexer_cell stored_13_0 (
    .D(stored_data[0]),
    .W(stored_write[13]),
    .S(select[13]),
    .I(stored_12_0_O),
    .O(stored_13_0_O)
  );

  entry_counting_multiplexer_cell stored_14_0 (
    .D(stored_data[0]),
    .W(stored_write[14]),
    .S(select[14]),
    .I(stored_13_0_O),
    .O(stored_14_0_O)
  );

  entry_counting_multiplexer_cell stored_15_0 (
    .D(stored_data[0]),
    .W(stored_write[15]),
    .S(select[15]),
    .I(1'b0),
    .O(stored_15_0_O)
  );

  entry_counting_multiplexer_cell stored_16_0 (
    .D(stored_data[0]),
    .W(stored_write[16]),
    .S(select[16]),
    .I(stored_15_0_O),
    .O(stored_16_0_O)
  );

  entry_counting_multiplexer_cell stored_17_0 (
    .D(stored_data[0]),
    .W(stored_write[17]),
    .S(select[17]),
    .I(stored_16_0_O),
    .O(stored_17_0_O)
  );

  entry_counting_multiplexer_cell stored_18_0 (
    .D(stored_data[0]),
    .W(stored_write[18]),
    .S(select[18]),
    .I(stored_17_0_O),
    .O(stored_18_0_O)
  );

  entry_counting_multiplexer_cell stored_0_1 (
    .D(stored_data[1]),
    .W(stored_write[0]),
    .S(select[0]),
    .I(1'b0),
    .O(stored_0_1_O)
  );

  entry_counting_multiplexer_cell stored_1_1 (
    .D(stored_data[1]),
    .W(stored_write[1]),
    .S(select[1]),
    .I(stored_0_1_O),
    .O(stored_1_1_O)
  );

  entry_counting_multiplexer_cell stored_2_1 (
    .D(stored_data[1]),
    .W(stored_write[2]),
    .S(select[2]),
    .I(stored_1_1_O),
    .O(stored_2_1_O)
  );

  entry_counting_multiplexer_cell stored_3_1 (
    .D(stored_data[1]),
    .W(stored_write[3]),
    .S(select[3]),
    .I(stored_2_1_O),
    .O(stored_3_1_O)
  );

  entry_counting_multiplexer_cell stored_4_1 (
    .D(stored_data[1]),
    .W(stored_write[4]),
    .S(select[4]),
    .I(stored_3_1_O),
    .O(stored_4_1_O)
  );

  entry_counting_multiplexer_cell stored_5_1 (
    .D(stored_data[1]),
    .W(stored_write[5]),
    .S(select[5]),
    .I(1'b0),
    .O(stored_5_1_O)
  );

  entry_counting_multiplexer_cell stored_6_1 (
    .D(stored_data[1]),
    .W(stored_write[6]),
    .S(select[6]),
    .I(stored_5_1_O),
    .O(stored_6_1_O)
  );

  entry_counting_multiplexer_cell stored_7_1 (
    .D(stored_data[1]),
    .W(stored_write[7]),
    .S(select[7]),
    .I(stored_6_1_O),
    .O(stored_7_1_O)
  );

  entry_counting_multiplexer_cell stored_8_1 (
    .D(stored_data[1]),
    .W(stored_write[8]),
    .S(select[8]),
    .I(stored_7_1_O),
    .O(stored_8_1_O)
  );

  entry_counting_multiplexer_cell stored_9_1 (
    .D(stored_data[1]),
    .W(stored_write[9]),
    .S(select[9]),
    .I(stored_8_1_O),
    .O(stored_9_1_O)
  );

  entry_counting_multiplexer_cell stored_10_1 (
    .D(stored_data[1]),
    .W(stored_write[10]),
    .S(select[10]),
    .I(1'b0),
    .O(stored_10_1_O)
  );

  entry_counting_multiplexer_cell stored_11_1 (
    .D(stored_data[1]),
    .W(stored_write[11]),
    .S(select[11]),
    .I(stored_10_1_O),
    .O(stored_11_1_O)
  );

  entry_counting_multiplexer_cell stored_12_1 (
    .D(stored_data[1]),
    .W(stored_write[12]),
    .S(select[12]),
    .I(stored_11_1_O),
    .O(stored_12_1_O)
  );

  entry_counting_multiplexer_cell stored_13_1 (
    .D(stored_data[1]),
    .W(stored_write[13]),
    .S(select[13]),
    .I(stored_12_1_O),
    .O(stored_13_1_O)
  );

  entry_counting_multiplexer_cell stored_14_1 (
    .D(stored_data[1]),
    .W(stored_write[14]),
    .S(select[14]),
    .I(stored_13_1_O),
    .O(stored_14_1_O)
  );

  entry_counting_multiplexer_cell stored_15_1 (
    .D(stored_data[1]),
    .W(stored_write[15]),
    .S(select[15]),
    .I(1'b0),
    .O(stored_15_1_O)
  );

  entry_counting_multiplexer_cell stored_16_1 (
    .D(stored_data[1]),
    .W(stored_write[16]),
    .S(select[16]),
    .I(stored_15_1_O),
    .O(stored_16_1_O)
  );

  entry_counting_multiplexer_cell stored_17_1 (
    .D(stored_data[1]),
    .W(stored_write[17]),
    .S(select[17]),
    .I(stored_16_1_O),
    .O(stored_17_1_O)
  );

  entry_counting_multiplexer_cell stored_18_1 (
    .D(stored_data[1]),
    .W(stored_write[18]),
    .S(select[18]),
    .I(stored_17_1_O),
    .O(stored_18_1_O)
  );

  entry_counting_multiplexer_cell stored_0_2 (
    .D(stored_data[2]),
    .W(stored_write[0]),
    .S(select[0]),
    .I(1'b0),
    .O(stored_0_2_O)
  );

  entry_counting_multiplexer_cell stored_1_2 (
    .D(stored_data[2]),
    .W(stored_write[1]),
    .S(select[1]),
    .I(stored_0_2_O),
    .O(stored_1_2_O)
  );

  entry_counting_multiplexer_cell stored_2_2 (
    .D(stored_data[2]),
    .W(stored_write[2]),
    .S(select[2]),
    .I(stored_1_2_O),
    .O(stored_2_2_O)
  );

  entry_counting_multiplexer_cell stored_3_2 (
    .D(stored_data[2]),
    .W(stored_write[3]),
    .S(select[3]),
    .I(stored_2_2_O),
    .O(stored_3_2_O)
  );

  entry_counting_multiplexer_cell stored_4_2 (
    .D(stored_data[2]),
    .W(stored_write[4]),
    .S(select[4]),
    .I(stored_3_2_O),
    .O(stored_4_2_O)
  );

  entry_counting_multiplexer_cell stored_5_2 (
    .D(stored_data[2]),
    .W(stored_write[5]),
    .S(select[5]),
    .I(1'b0),
    .O(stored_5_2_O)
  );

  entry_counting_multiplexer_cell stored_6_2 (
    .D(stored_data[2]),
    .W(stored_write[6]),
    .S(select[6]),
    .I(stored_5_2_O),
    .O(stored_6_2_O)
  );

  entry_counting_multiplexer_cell stored_7_2 (
    .D(stored_data[2]),
    .W(stored_write[7]),
    .S(select[7]),
    .I(stored_6_2_O),
    .O(stored_7_2_O)
  );

  entry_counting_multiplexer_cell stored_8_2 (
    .D(stored_data[2]),
    .W(stored_write[8]),
    .S(select[8]),
    .I(stored_7_2_O),
    .O(stored_8_2_O)
  );

  entry_counting_multiplexer_cell stored_9_2 (
    .D(stored_data[2]),
    .W(stored_write[9]),
    .S(select[9]),
    .I(stored_8_2_O),
    .O(stored_9_2_O)
  );

  entry_counting_multiplexer_cell stored_10_2 (
    .D(stored_data[2]),
    .W(stored_write[10]),
    .S(select[10]),
    .I(1'b0),
    .O(stored_10_2_O)
  );

  entry_counting_multiplexer_cell stored_11_2 (
    .D(stored_data[2]),
    .W(stored_write[11]),
    .S(select[11]),
    .I(stored_10_2_O),
    .O(stored_11_2_O)
  );

  entry_counting_multiplexer_cell stored_12_2 (
    .D(stored_data[2]),
    .W(stored_write[12]),
    .S(select[12]),
    .I(stored_11_2_O),
    .O(stored_12_2_O)
  );

  entry_counting_multiplexer_cell stored_13_2 (
    .D(stored_data[2]),
    .W(stored_write[13]),
    .S(select[13]),
    .I(stored_12_2_O),
    .O(stored_13_2_O)
  );

  entry_counting_multiplexer_cell stored_14_2 (
    .D(stored_data[2]),
    .W(stored_write[14]),
    .S(select[14]),
    .I(stored_13_2_O),
    .O(stored_14_2_O)
  );

  entry_counting_multiplexer_cell stored_15_2 (
    .D(stored_data[2]),
    .W(stored_write[15]),
    .S(select[15]),
    .I(1'b0),
    .O(stored_15_2_O)
  );

  entry_counting_multiplexer_cell stored_16_2 (
    .D(stored_data[2]),
    .W(stored_write[16]),
    .S(select[16]),
    .I(stored_15_2_O),
    .O(stored_16_2_O)
  );

  entry_counting_multiplexer_cell stored_17_2 (
    .D(stored_data[2]),
    .W(stored_write[17]),
    .S(select[17]),
    .I(stored_16_2_O),
    .O(stored_17_2_O)
  );

  entry_counting_multiplexer_cell stored_18_2 (
    .D(stored_data[2]),
    .W(stored_write[18]),
    .S(select[18]),
    .I(stored_17_2_O),
    .O(stored_18_2_O)
  );

  entry_counting_cam_cell streamed_0_0 (
    .D(streamed_data[0]),
    .W(streamed_write[0]),
    .SL(streamed_lines[0]),
    .SLB(streamed_lines[3]),
    .X(streamed_0_0_X),
    .Q(streamed_0_0_Q)
  );

  entry_counting_cam_cell streamed_0_1 (
    .D(streamed_data[1]),
    .W(streamed_write[0]),
    .SL(streamed_lines[1]),
    .SLB(streamed_lines[4]),
    .X(streamed_0_1_X),
    .Q(streamed_0_1_Q)
  );

  entry_counting_cam_cell streamed_0_2 (
    .D(streamed_data[2]),
    .W(streamed_write[0]),
    .SL(streamed_lines[2]),
    .SLB(streamed_lines[5]),
    .X(streamed_0_2_X),
    .Q(streamed_0_2_Q)
  );

  entry_counting_cam_cell streamed_1_0 (
    .D(streamed_data[0]),
    .W(streamed_write[1]),
    .SL(streamed_lines[6]),
    .SLB(streamed_lines[9]),
    .X(streamed_1_0_X),
    .Q(streamed_1_0_Q)
  );

  entry_counting_cam_cell streamed_1_1 (
    .D(streamed_data[1]),
    .W(streamed_write[1]),
    .SL(streamed_lines[7]),
    .SLB(streamed_lines[10]),
    .X(streamed_1_1_X),
    .Q(streamed_1_1_Q)
  );

  entry_counting_cam_cell streamed_1_2 (
    .D(streamed_data[2]),
    .W(streamed_write[1]),
    .SL(streamed_lines[8]),
    .SLB(streamed_lines[11]),
    .X(streamed_1_2_X),
    .Q(streamed_1_2_Q)
  );

  assign selected_0_0 = stored_4_0_O | stored_9_0_O | stored_14_0_O | stored_18_0_O;
  assign selected_0_1 = stored_4_1_O | stored_9_1_O | stored_14_1_O | stored_18_1_O;
  assign selected_0_2 = stored_4_2_O | stored_9_2_O | stored_14_2_O | stored_18_2_O;
  assign shown = {selected_0_2, selected_0_1, selected_0_0};
  assign match_condition =
      |(({selected_0_2, selected_0_1, selected_0_0} & stored_lines_zero) |
      (~{selected_0_2, selected_0_1, selected_0_0} & stored_lines_one)) |
      |{streamed_0_2_X, streamed_0_1_X, streamed_0_0_X};

  always @(posedge clk)
    if (sample) begin
      match <= ~(match_condition | |{streamed_1_2_X, streamed_1_1_X, streamed_1_0_X});
      negative <= (selected_0_2 & stored_signed) ^ |({streamed_1_2_Q, streamed_0_2_Q} & streamed_signed);
    end

  wire unused = &{1'b0, streamed_0_0_Q, streamed_0_1_Q, streamed_1_0_Q, streamed_1_1_Q};

endmodule

// The lanes that a beat writes: they share their strobes, as all lanes share select and search lines.
module entry_counting_lane_group (
  input  wire           clk,
  input  wire    [18:0] stored_write,
  input  wire     [1:0] streamed_write,
  input  wire    [18:0] select,
  input  wire     [5:0] stored_lines,  // [0:0][5:0]
  input  wire    [11:0] streamed_lines,  // [0:0][11:0]
  input  wire           stored_signed,
  input  wire     [1:0] streamed_signed,
  input  wire           sample,
  input  wire    [47:0] stored_data,  // [15:0][2:0]
  input  wire    [47:0] streamed_data,  // [15:0][2:0]
  output wire    [15:0] match,  // [0:0][15:0]
  output wire    [15:0] negative,
  output wire    [47:0] shown  // [15:0][2:0]
);

  wire           lane_0_negative;
  wire     [2:0] lane_0_shown;
  wire           lane_1_negative;
  wire     [2:0] lane_1_shown;
  wire           lane_2_negative;
  wire     [2:0] lane_2_shown;
  wire           lane_3_negative;
  wire     [2:0] lane_3_shown;
  wire           lane_4_negative;
  wire     [2:0] lane_4_shown;
  wire           lane_5_negative;
  wire     [2:0] lane_5_shown;
  wire           lane_6_negative;
  wire     [2:0] lane_6_shown;
  wire           lane_7_negative;
  wire     [2:0] lane_7_shown;
  wire           lane_8_negative;
  wire     [2:0] lane_8_shown;
  wire           lane_9_negative;
  wire     [2:0] lane_9_shown;
  wire           lane_10_negative;
  wire     [2:0] lane_10_shown;
  wire           lane_11_negative;
  wire     [2:0] lane_11_shown;
  wire           lane_12_negative;
  wire     [2:0] lane_12_shown;
  wire           lane_13_negative;
  wire     [2:0] lane_13_shown;
  wire           lane_14_negative;
  wire     [2:0] lane_14_shown;
  wire           lane_15_negative;
  wire     [2:0] lane_15_shown;
  wire           lane_0_match;
  wire           lane_1_match;
  wire           lane_2_match;
  wire           lane_3_match;
  wire           lane_4_match;
  wire           lane_5_match;
  wire           lane_6_match;
  wire           lane_7_match;
  wire           lane_8_match;
  wire           lane_9_match;
  wire           lane_10_match;
  wire           lane_11_match;
  wire           lane_12_match;
  wire           lane_13_match;
  wire           lane_14_match;
  wire           lane_15_match;

  entry_counting_lane lane_0 (
    .clk(clk),
    .stored_write(stored_write),
    .streamed_write(streamed_write),
    .select(select),
    .stored_lines(stored_lines),
    .streamed_lines(streamed_lines),
    .stored_signed(stored_signed),
    .streamed_signed(streamed_signed),
    .sample(sample),
    .stored_data(stored_data[2:0]),
    .streamed_data(streamed_data[2:0]),
    .match(lane_0_match),
    .negative(lane_0_negative),
    .shown(lane_0_shown)
  );

  entry_counting_lane lane_1 (
    .clk(clk),
    .stored_write(stored_write),
    .streamed_write(streamed_write),
    .select(select),
    .stored_lines(stored_lines),
    .streamed_lines(streamed_lines),
    .stored_signed(stored_signed),
    .streamed_signed(streamed_signed),
    .sample(sample),
    .stored_data(stored_data[5:3]),
    .streamed_data(streamed_data[5:3]),
    .match(lane_1_match),
    .negative(lane_1_negative),
    .shown(lane_1_shown)
  );

  entry_counting_lane lane_2 (
    .clk(clk),
    .stored_write(stored_write),
    .streamed_write(streamed_write),
    .select(select),
    .stored_lines(stored_lines),
    .streamed_lines(streamed_lines),
    .stored_signed(stored_signed),
    .streamed_signed(streamed_signed),
    .sample(sample),
    .stored_data(stored_data[8:6]),
    .streamed_data(streamed_data[8:6]),
    .match(lane_2_match),
    .negative(lane_2_negative),
    .shown(lane_2_shown)
  );

  entry_counting_lane lane_3 (
    .clk(clk),
    .stored_write(stored_write),
    .streamed_write(streamed_write),
    .select(select),
    .stored_lines(stored_lines),
    .streamed_lines(streamed_lines),
    .stored_signed(stored_signed),
    .streamed_signed(streamed_signed),
    .sample(sample),
    .stored_data(stored_data[11:9]),
    .streamed_data(streamed_data[11:9]),
    .match(lane_3_match),
    .negative(lane_3_negative),
    .shown(lane_3_shown)
  );

  entry_counting_lane lane_4 (
    .clk(clk),
    .stored_write(stored_write),
    .streamed_write(streamed_write),
    .select(select),
    .stored_lines(stored_lines),
    .streamed_lines(streamed_lines),
    .stored_signed(stored_signed),
    .streamed_signed(streamed_signed),
    .sample(sample),
    .stored_data(stored_data[14:12]),
    .streamed_data(streamed_data[14:12]),
    .match(lane_4_match),
    .negative(lane_4_negative),
    .shown(lane_4_shown)
  );

  entry_counting_lane lane_5 (
    .clk(clk),
    .stored_write(stored_write),
    .streamed_write(streamed_write),
    .select(select),
    .stored_lines(stored_lines),
    .streamed_lines(streamed_lines),
    .stored_signed(stored_signed),
    .streamed_signed(streamed_signed),
    .sample(sample),
    .stored_data(stored_data[17:15]),
    .streamed_data(streamed_data[17:15]),
    .match(lane_5_match),
    .negative(lane_5_negative),
    .shown(lane_5_shown)
  );

  entry_counting_lane lane_6 (
    .clk(clk),
    .stored_write(stored_write),
    .streamed_write(streamed_write),
    .select(select),
    .stored_lines(stored_lines),
    .streamed_lines(streamed_lines),
    .stored_signed(stored_signed),
    .streamed_signed(streamed_signed),
    .sample(sample),
    .stored_data(stored_data[20:18]),
    .streamed_data(streamed_data[20:18]),
    .match(lane_6_match),
    .negative(lane_6_negative),
    .shown(lane_6_shown)
  );

  entry_counting_lane lane_7 (
    .clk(clk),
    .stored_write(stored_write),
    .streamed_write(streamed_write),
    .select(select),
    .stored_lines(stored_lines),
    .streamed_lines(streamed_lines),
    .stored_signed(stored_signed),
    .streamed_signed(streamed_signed),
    .sample(sample),
    .stored_data(stored_data[23:21]),
    .streamed_data(streamed_data[23:21]),
    .match(lane_7_match),
    .negative(lane_7_negative),
    .shown(lane_7_shown)
  );

  entry_counting_lane lane_8 (
    .clk(clk),
    .stored_write(stored_write),
    .streamed_write(streamed_write),
    .select(select),
    .stored_lines(stored_lines),
    .streamed_lines(streamed_lines),
    .stored_signed(stored_signed),
    .streamed_signed(streamed_signed),
    .sample(sample),
    .stored_data(stored_data[26:24]),
    .streamed_data(streamed_data[26:24]),
    .match(lane_8_match),
    .negative(lane_8_negative),
    .shown(lane_8_shown)
  );

  entry_counting_lane lane_9 (
    .clk(clk),
    .stored_write(stored_write),
    .streamed_write(streamed_write),
    .select(select),
    .stored_lines(stored_lines),
    .streamed_lines(streamed_lines),
    .stored_signed(stored_signed),
    .streamed_signed(streamed_signed),
    .sample(sample),
    .stored_data(stored_data[29:27]),
    .streamed_data(streamed_data[29:27]),
    .match(lane_9_match),
    .negative(lane_9_negative),
    .shown(lane_9_shown)
  );

  entry_counting_lane lane_10 (
    .clk(clk),
    .stored_write(stored_write),
    .streamed_write(streamed_write),
    .select(select),
    .stored_lines(stored_lines),
    .streamed_lines(streamed_lines),
    .stored_signed(stored_signed),
    .streamed_signed(streamed_signed),
    .sample(sample),
    .stored_data(stored_data[32:30]),
    .streamed_data(streamed_data[32:30]),
    .match(lane_10_match),
    .negative(lane_10_negative),
    .shown(lane_10_shown)
  );

  entry_counting_lane lane_11 (
    .clk(clk),
    .stored_write(stored_write),
    .streamed_write(streamed_write),
    .select(select),
    .stored_lines(stored_lines),
    .streamed_lines(streamed_lines),
    .stored_signed(stored_signed),
    .streamed_signed(streamed_signed),
    .sample(sample),
    .stored_data(stored_data[35:33]),
    .streamed_data(streamed_data[35:33]),
    .match(lane_11_match),
    .negative(lane_11_negative),
    .shown(lane_11_shown)
  );

  entry_counting_lane lane_12 (
    .clk(clk),
    .stored_write(stored_write),
    .streamed_write(streamed_write),
    .select(select),
    .stored_lines(stored_lines),
    .streamed_lines(streamed_lines),
    .stored_signed(stored_signed),
    .streamed_signed(streamed_signed),
    .sample(sample),
    .stored_data(stored_data[38:36]),
    .streamed_data(streamed_data[38:36]),
    .match(lane_12_match),
    .negative(lane_12_negative),
    .shown(lane_12_shown)
  );

  entry_counting_lane lane_13 (
    .clk(clk),
    .stored_write(stored_write),
    .streamed_write(streamed_write),
    .select(select),
    .stored_lines(stored_lines),
    .streamed_lines(streamed_lines),
    .stored_signed(stored_signed),
    .streamed_signed(streamed_signed),
    .sample(sample),
    .stored_data(stored_data[41:39]),
    .streamed_data(streamed_data[41:39]),
    .match(lane_13_match),
    .negative(lane_13_negative),
    .shown(lane_13_shown)
  );

  entry_counting_lane lane_14 (
    .clk(clk),
    .stored_write(stored_write),
    .streamed_write(streamed_write),
    .select(select),
    .stored_lines(stored_lines),
    .streamed_lines(streamed_lines),
    .stored_signed(stored_signed),
    .streamed_signed(streamed_signed),
    .sample(sample),
    .stored_data(stored_data[44:42]),
    .streamed_data(streamed_data[44:42]),
    .match(lane_14_match),
    .negative(lane_14_negative),
    .shown(lane_14_shown)
  );

  entry_counting_lane lane_15 (
    .clk(clk),
    .stored_write(stored_write),
    .streamed_write(streamed_write),
    .select(select),
    .stored_lines(stored_lines),
    .streamed_lines(streamed_lines),
    .stored_signed(stored_signed),
    .streamed_signed(streamed_signed),
    .sample(sample),
    .stored_data(stored_data[47:45]),
    .streamed_data(streamed_data[47:45]),
    .match(lane_15_match),
    .negative(lane_15_negative),
    .shown(lane_15_shown)
  );

  assign match =
      {lane_15_match, lane_14_match, lane_13_match, lane_12_match, lane_11_match, lane_10_match, lane_9_match,
      lane_8_match, lane_7_match, lane_6_match, lane_5_match, lane_4_match, lane_3_match, lane_2_match, lane_1_match,
      lane_0_match};
  assign negative =
      {lane_15_negative, lane_14_negative, lane_13_negative, lane_12_negative, lane_11_negative, lane_10_negative,
      lane_9_negative, lane_8_negative, lane_7_negative, lane_6_negative, lane_5_negative, lane_4_negative,
      lane_3_negative, lane_2_negative, lane_1_negative, lane_0_negative};
  assign shown =
      {lane_15_shown, lane_14_shown, lane_13_shown, lane_12_shown, lane_11_shown, lane_10_shown, lane_9_shown,
      lane_8_shown, lane_7_shown, lane_6_shown, lane_5_shown, lane_4_shown, lane_3_shown, lane_2_shown, lane_1_shown,
      lane_0_shown};

endmodule

// Counts what happens, and remembers what went wrong, until reset.
module entry_counting_events (
  input  wire           clk,
  input  wire           rst,
  input  wire           written,
  input  wire           streamed,
  input  wire     [1:0] refused,
  input  wire           take,
  input  wire    [36:0] tag,  // {leaving[11:0], leaves, last, addend[17:0], anew, accumulator[3:0]}
  input  wire           filled,
  input  wire           searched,
  input  wire           wrong_illegal,
  input  wire           wrong_differs,
  input  wire           wrong_overflow,
  output reg            illegal,
  output reg            differs,
  output reg            overflow,
  output reg     [31:0] store_writes,
  output reg     [31:0] streamed_words,
  output reg     [31:0] refused_words,
  output reg     [31:0] accumulator_reads,
  output reg     [31:0] accumulator_writes,
  output reg     [31:0] fills,
  output reg     [31:0] spills,
  output reg     [31:0] searches,
  output reg     [31:0] searches_saved
);

  reg            store_writes_happened;
  reg            streamed_words_happened;
  reg      [1:0] refused_words_happened;
  reg            accumulator_reads_happened;
  reg            accumulator_writes_happened;
  reg            fills_happened;
  reg            spills_happened;
  reg            searches_happened;
  reg      [4:0] searches_saved_happened;
  wire     [3:0] begun;

  wire           tag_anew = tag[4];
  wire           tag_leaves = tag[24];
  wire           tag_leaving_plain = tag[25];

  assign begun = take ? 4'd9 : 4'd0;

  always @(posedge clk)
    if (rst) begin
      store_writes_happened <= 1'b0;
      store_writes <= 32'd0;
      streamed_words_happened <= 1'b0;
      streamed_words <= 32'd0;
      refused_words_happened <= 2'd0;
      refused_words <= 32'd0;
      accumulator_reads_happened <= 1'b0;
      accumulator_reads <= 32'd0;
      accumulator_writes_happened <= 1'b0;
      accumulator_writes <= 32'd0;
      fills_happened <= 1'b0;
      fills <= 32'd0;
      spills_happened <= 1'b0;
      spills <= 32'd0;
      searches_happened <= 1'b0;
      searches <= 32'd0;
      searches_saved_happened <= 5'd0;
      searches_saved <= 32'd0;
    end else begin
      store_writes_happened <= written;
      store_writes <= store_writes + {31'd0, store_writes_happened};
      streamed_words_happened <= streamed;
      streamed_words <= streamed_words + {31'd0, streamed_words_happened};
      refused_words_happened <= {1'b0, refused[0]} + {1'b0, refused[1]};
      refused_words <= refused_words + {30'd0, refused_words_happened};
      accumulator_reads_happened <= take & ~tag_anew;
      accumulator_reads <= accumulator_reads + {31'd0, accumulator_reads_happened};
      accumulator_writes_happened <= take & ~tag_leaves;
      accumulator_writes <= accumulator_writes + {31'd0, accumulator_writes_happened};
      fills_happened <= take & filled;
      fills <= fills + {31'd0, fills_happened};
      spills_happened <= take & tag_leaves & tag_leaving_plain;
      spills <= spills + {31'd0, spills_happened};
      searches_happened <= searched;
      searches <= searches + {31'd0, searches_happened};
      searches_saved_happened <= {1'b0, begun} - {4'd0, searched};
      searches_saved <= searches_saved + {{27{searches_saved_happened[4]}}, searches_saved_happened};
    end

  always @(posedge clk)
    if (rst)
      illegal <= 1'b0;
    else if (wrong_illegal)
      illegal <= 1'b1;

  always @(posedge clk)
    if (rst)
      differs <= 1'b0;
    else if (wrong_differs)
      differs <= 1'b1;

  always @(posedge clk)
    if (rst)
      overflow <= 1'b0;
    else if (wrong_overflow)
      overflow <= 1'b1;

  wire unused = &{1'b0, tag[3:0], tag[23:5], tag[36:26]};

endmodule

// Lanes of stored and streamed words that are searched for pairs of levels, and counted.
module entry_counting_macro (
  input  wire           clk,
  input  wire           rst,
  // {residual, pool[3:0], by_repetition, entry[3:0], end[1:0], begin[1:0], accumulator[3:0], repetitions[15:0],
  //  outputs[4:0], steps[4:0], word[4:0], kind[2:0]}
  input  wire    [51:0] op_payload,
  input  wire           op_valid,
  output wire           op_ready,
  input  wire    [48:0] w_payload,  // {operand, words[15:0][2:0]}
  input  wire           w_valid,
  output wire           w_ready,
  input  wire    [48:0] x_payload,  // {operand, words[15:0][2:0]}
  input  wire           x_valid,
  output wire           x_ready,
  input  wire    [17:0] fill_payload,
  input  wire           fill_valid,
  output wire           fill_ready,
  input  wire     [7:0] residual_payload,
  input  wire           residual_valid,
  output wire           residual_ready,
  // {high[7:0], low[7:0], zero_point[7:0], shift[4:0], residual_multiplier[15:0], multiplier[15:0], bias[17:0]}
  input  wire    [78:0] scales_payload,
  input  wire           scales_valid,
  output wire           scales_ready,
  output wire    [64:0] r_payload,  // {differs[15:0], operand, words[15:0][2:0]}
  output wire           r_valid,
  input  wire           r_ready,
  output wire    [17:0] y_payload,
  output wire           y_valid,
  input  wire           y_ready,
  output wire           busy,
  output wire           illegal,
  output wire           differs,
  output wire           overflow,
  output wire    [31:0] store_writes,
  output wire    [31:0] streamed_words,
  output wire    [31:0] refused_words,
  output wire    [31:0] accumulator_reads,
  output wire    [31:0] accumulator_writes,
  output wire    [31:0] fills,
  output wire    [31:0] spills,
  output wire    [31:0] searches,
  output wire    [31:0] searches_saved
);

  // {residual, pool[3:0], by_repetition, entry[3:0], end[1:0], begin[1:0], accumulator[3:0], repetitions[15:0],
  //  outputs[4:0], steps[4:0], word[4:0], kind[2:0]}
  wire    [51:0] sequencer_product_payload;
  wire           dot_products_i_ready;
  wire           sequencer_product_valid;
  wire    [12:0] sequencer_access_payload;  // {steps[4:0], word[4:0], kind[2:0]}
  wire           store_port_access_ready;
  wire           sequencer_access_valid;
  wire     [8:0] sequencer_scale_payload;  // {steps[4:0], entry[3:0]}
  wire           results_op_ready;
  wire           sequencer_scale_valid;
  wire    [67:0] dot_products_o_payload;  // {tag[36:0], frees, half, stored, word[18:0], live[8:0]}
  wire           picker_i_ready;
  wire           dot_products_o_valid;
  wire           ends;
  wire           picker_go;
  wire           picker_last;
  wire    [67:0] picker_at;  // {tag[36:0], frees, half, stored, word[18:0], live[8:0]}
  wire     [1:0] intake_full;
  wire     [7:0] intake_words;  // [1:0][3:0]
  wire     [3:0] store_port_content;  // {operand, presence[2:0]}
  wire     [4:0] dot_products_word;
  wire           dot_products_accessed;
  wire           store_port_busy;
  wire           store_port_half;
  wire           sequencer_searching;
  wire           picker_active;
  wire           sequencer_quiet;
  wire           picker_empty;
  wire           results_busy;
  wire           results_taken;
  wire     [8:0] picker_chosen;  // [0:0][8:0]
  wire           store_port_show;
  wire    [18:0] store_port_shown_word;
  wire    [95:0] store_port_data;  // [1:0][47:0]
  wire    [95:0] intake_data;  // [1:0][47:0]
  wire   [151:0] store_port_write;  // [18:0][7:0]
  wire    [15:0] intake_write;  // [1:0][7:0]
  wire    [18:0] search_lines_select;
  wire     [5:0] search_lines_stored_lines;  // [0:0][5:0]
  wire    [11:0] search_lines_streamed_lines;  // [0:0][11:0]
  wire           search_lines_stored_signed;
  wire     [1:0] search_lines_streamed_signed;
  wire           search_lines_sample;
  wire    [47:0] lanes_0_shown;  // [15:0][2:0]
  wire    [47:0] lanes_1_shown;  // [15:0][2:0]
  wire    [47:0] lanes_2_shown;  // [15:0][2:0]
  wire    [47:0] lanes_3_shown;  // [15:0][2:0]
  wire    [47:0] lanes_4_shown;  // [15:0][2:0]
  wire    [47:0] lanes_5_shown;  // [15:0][2:0]
  wire    [47:0] lanes_6_shown;  // [15:0][2:0]
  wire    [47:0] lanes_7_shown;  // [15:0][2:0]
  wire    [15:0] lanes_0_negative;
  wire    [15:0] lanes_1_negative;
  wire    [15:0] lanes_2_negative;
  wire    [15:0] lanes_3_negative;
  wire    [15:0] lanes_4_negative;
  wire    [15:0] lanes_5_negative;
  wire    [15:0] lanes_6_negative;
  wire    [15:0] lanes_7_negative;
  wire    [15:0] lanes_0_match;  // [0:0][15:0]
  wire    [15:0] lanes_1_match;  // [0:0][15:0]
  wire    [15:0] lanes_2_match;  // [0:0][15:0]
  wire    [15:0] lanes_3_match;  // [0:0][15:0]
  wire    [15:0] lanes_4_match;  // [0:0][15:0]
  wire    [15:0] lanes_5_match;  // [0:0][15:0]
  wire    [15:0] lanes_6_match;  // [0:0][15:0]
  wire    [15:0] lanes_7_match;  // [0:0][15:0]
  reg      [5:0] multiples_matched;  // [0:0][5:0]
  reg            weighed_valid;
  reg     [36:0] weighed_tag;  // {leaving[11:0], leaves, last, addend[17:0], anew, accumulator[3:0]}
  wire    [11:0] counting_increment;
  wire           accumulators_leaves;
  wire    [17:0] accumulators_sum;
  wire    [11:0] accumulators_leaving;  // {last, first, slot[3:0], residual, entry[3:0], plain}
  wire           store_port_written;
  wire           intake_streamed;
  wire           store_port_refused;
  wire           intake_refused;
  wire           events_take;
  wire           events_searched;
  wire           events_wrong_illegal;
  wire           sequencer_illegal;
  wire           dot_products_illegal;
  wire           store_port_differs;
  wire           accumulators_overflow;
  wire     [5:0] search_lines_multiples;  // [0:0][5:0]
  reg            searched_valid;
  reg     [36:0] searched_tag;  // {leaving[11:0], leaves, last, addend[17:0], anew, accumulator[3:0]}
  reg            matched_valid;
  reg     [36:0] matched_tag;  // {leaving[11:0], leaves, last, addend[17:0], anew, accumulator[3:0]}
  reg            counted_valid;
  reg     [36:0] counted_tag;  // {leaving[11:0], leaves, last, addend[17:0], anew, accumulator[3:0]}
  wire           value_condition;
  wire           value_condition_2;
  wire           results_i_ready;

  wire    [36:0] dot_products_o_payload_tag = dot_products_o_payload[67:31];
  wire    [18:0] picker_at_word = picker_at[27:9];
  wire           picker_at_stored = picker_at[28];
  wire           picker_at_half = picker_at[29];
  wire           picker_at_frees = picker_at[30];
  wire    [36:0] picker_at_tag = picker_at[67:31];

  entry_counting_sequencer sequencer (
    .op_payload(op_payload),
    .op_valid(op_valid),
    .op_ready(op_ready),
    .product_payload(sequencer_product_payload),
    .product_valid(sequencer_product_valid),
    .product_ready(dot_products_i_ready),
    .access_payload(sequencer_access_payload),
    .access_valid(sequencer_access_valid),
    .access_ready(store_port_access_ready),
    .scale_payload(sequencer_scale_payload),
    .scale_valid(sequencer_scale_valid),
    .scale_ready(results_op_ready),
    .searching(sequencer_searching),
    .quiet(sequencer_quiet),
    .illegal(sequencer_illegal)
  );

  entry_counting_dot_products dot_products (
    .clk(clk),
    .rst(rst),
    .i_payload(sequencer_product_payload),
    .i_valid(sequencer_product_valid),
    .i_ready(dot_products_i_ready),
    .fill_payload(fill_payload),
    .fill_valid(fill_valid),
    .fill_ready(fill_ready),
    .word(dot_products_word),
    .stored(store_port_content),
    .full(intake_full),
    .streamed(intake_words),
    .accessed(dot_products_accessed),
    .o_payload(dot_products_o_payload),
    .o_valid(dot_products_o_valid),
    .o_ready(picker_i_ready),
    .illegal(dot_products_illegal)
  );

  entry_counting_store_port store_port (
    .clk(clk),
    .rst(rst),
    .access_payload(sequencer_access_payload),
    .access_valid(sequencer_access_valid),
    .access_ready(store_port_access_ready),
    .w_payload(w_payload),
    .w_valid(w_valid),
    .w_ready(w_ready),
    .r_payload(r_payload),
    .r_valid(r_valid),
    .r_ready(r_ready),
    .write(store_port_write),
    .data(store_port_data),
    .show(store_port_show),
    .shown_word(store_port_shown_word),
    .shown({lanes_7_shown, lanes_6_shown, lanes_5_shown, lanes_4_shown, lanes_3_shown, lanes_2_shown, lanes_1_shown,
        lanes_0_shown}),
    .word(dot_products_word),
    .content(store_port_content),
    .busy(store_port_busy),
    .half(store_port_half),
    .written(store_port_written),
    .refused(store_port_refused),
    .differs(store_port_differs)
  );

  entry_counting_intake intake (
    .clk(clk),
    .rst(rst),
    .x_payload(x_payload),
    .x_valid(x_valid),
    .x_ready(x_ready),
    .free({value_condition_2, value_condition}),
    .full(intake_full),
    .words(intake_words),
    .write(intake_write),
    .data(intake_data),
    .streamed(intake_streamed),
    .refused(intake_refused)
  );

  entry_counting_picker picker (
    .clk(clk),
    .rst(rst),
    .i_payload(dot_products_o_payload),
    .i_valid(dot_products_o_valid),
    .i_ready(picker_i_ready),
    .taken(results_taken),
    .go(picker_go),
    .chosen(picker_chosen),
    .at(picker_at),
    .last(picker_last),
    .active(picker_active),
    .empty(picker_empty)
  );

  entry_counting_output results (
    .clk(clk),
    .rst(rst),
    .i_payload({accumulators_leaving, accumulators_sum}),
    .i_valid(accumulators_leaves),
    .i_ready(results_i_ready),
    .taken(results_taken),
    .op_payload(sequencer_scale_payload),
    .op_valid(sequencer_scale_valid),
    .op_ready(results_op_ready),
    .scales_payload(scales_payload),
    .scales_valid(scales_valid),
    .scales_ready(scales_ready),
    .residual_payload(residual_payload),
    .residual_valid(residual_valid),
    .residual_ready(residual_ready),
    .y_payload(y_payload),
    .y_valid(y_valid),
    .y_ready(y_ready),
    .busy(results_busy)
  );

  entry_counting_search_lines search_lines (
    .clk(clk),
    .rst(rst),
    .go(picker_go),
    .chosen(picker_chosen),
    .word(picker_at_word),
    .stored(picker_at_stored),
    .half(picker_at_half),
    .show(store_port_show),
    .shown_word(store_port_shown_word),
    .select(search_lines_select),
    .stored_lines(search_lines_stored_lines),
    .streamed_lines(search_lines_streamed_lines),
    .stored_signed(search_lines_stored_signed),
    .streamed_signed(search_lines_streamed_signed),
    .sample(search_lines_sample),
    .multiples(search_lines_multiples)
  );

  entry_counting_counting counting (
    .clk(clk),
    .match({lanes_7_match, lanes_6_match, lanes_5_match, lanes_4_match, lanes_3_match, lanes_2_match, lanes_1_match,
        lanes_0_match}),
    .negative({lanes_7_negative, lanes_6_negative, lanes_5_negative, lanes_4_negative, lanes_3_negative,
        lanes_2_negative, lanes_1_negative, lanes_0_negative}),
    .multiples(multiples_matched),
    .increment(counting_increment)
  );

  entry_counting_accumulators accumulators (
    .clk(clk),
    .valid(weighed_valid),
    .tag(weighed_tag),
    .increment(counting_increment),
    .leaves(accumulators_leaves),
    .sum(accumulators_sum),
    .leaving(accumulators_leaving),
    .overflow(accumulators_overflow)
  );

  entry_counting_lane_group lanes_0 (
    .clk(clk),
    .stored_write({store_port_write[144], store_port_write[136], store_port_write[128], store_port_write[120],
        store_port_write[112], store_port_write[104], store_port_write[96], store_port_write[88], store_port_write[80],
        store_port_write[72], store_port_write[64], store_port_write[56], store_port_write[48], store_port_write[40],
        store_port_write[32], store_port_write[24], store_port_write[16], store_port_write[8], store_port_write[0]}),
    .streamed_write({intake_write[8], intake_write[0]}),
    .select(search_lines_select),
    .stored_lines(search_lines_stored_lines),
    .streamed_lines(search_lines_streamed_lines),
    .stored_signed(search_lines_stored_signed),
    .streamed_signed(search_lines_streamed_signed),
    .sample(search_lines_sample),
    .stored_data(store_port_data[47:0]),
    .streamed_data(intake_data[47:0]),
    .match(lanes_0_match),
    .negative(lanes_0_negative),
    .shown(lanes_0_shown)
  );

  entry_counting_lane_group lanes_1 (
    .clk(clk),
    .stored_write({store_port_write[145], store_port_write[137], store_port_write[129], store_port_write[121],
        store_port_write[113], store_port_write[105], store_port_write[97], store_port_write[89], store_port_write[81],
        store_port_write[73], store_port_write[65], store_port_write[57], store_port_write[49], store_port_write[41],
        store_port_write[33], store_port_write[25], store_port_write[17], store_port_write[9], store_port_write[1]}),
    .streamed_write({intake_write[9], intake_write[1]}),
    .select(search_lines_select),
    .stored_lines(search_lines_stored_lines),
    .streamed_lines(search_lines_streamed_lines),
    .stored_signed(search_lines_stored_signed),
    .streamed_signed(search_lines_streamed_signed),
    .sample(search_lines_sample),
    .stored_data(store_port_data[95:48]),
    .streamed_data(intake_data[95:48]),
    .match(lanes_1_match),
    .negative(lanes_1_negative),
    .shown(lanes_1_shown)
  );

  entry_counting_lane_group lanes_2 (
    .clk(clk),
    .stored_write({store_port_write[146], store_port_write[138], store_port_write[130], store_port_write[122],
        store_port_write[114], store_port_write[106], store_port_write[98], store_port_write[90], store_port_write[82],
        store_port_write[74], store_port_write[66], store_port_write[58], store_port_write[50], store_port_write[42],
        store_port_write[34], store_port_write[26], store_port_write[18], store_port_write[10], store_port_write[2]}),
    .streamed_write({intake_write[10], intake_write[2]}),
    .select(search_lines_select),
    .stored_lines(search_lines_stored_lines),
    .streamed_lines(search_lines_streamed_lines),
    .stored_signed(search_lines_stored_signed),
    .streamed_signed(search_lines_streamed_signed),
    .sample(search_lines_sample),
    .stored_data(store_port_data[47:0]),
    .streamed_data(intake_data[47:0]),
    .match(lanes_2_match),
    .negative(lanes_2_negative),
    .shown(lanes_2_shown)
  );

  entry_counting_lane_group lanes_3 (
    .clk(clk),
    .stored_write({store_port_write[147], store_port_write[139], store_port_write[131], store_port_write[123],
        store_port_write[115], store_port_write[107], store_port_write[99], store_port_write[91], store_port_write[83],
        store_port_write[75], store_port_write[67], store_port_write[59], store_port_write[51], store_port_write[43],
        store_port_write[35], store_port_write[27], store_port_write[19], store_port_write[11], store_port_write[3]}),
    .streamed_write({intake_write[11], intake_write[3]}),
    .select(search_lines_select),
    .stored_lines(search_lines_stored_lines),
    .streamed_lines(search_lines_streamed_lines),
    .stored_signed(search_lines_stored_signed),
    .streamed_signed(search_lines_streamed_signed),
    .sample(search_lines_sample),
    .stored_data(store_port_data[95:48]),
    .streamed_data(intake_data[95:48]),
    .match(lanes_3_match),
    .negative(lanes_3_negative),
    .shown(lanes_3_shown)
  );

  entry_counting_lane_group lanes_4 (
    .clk(clk),
    .stored_write({store_port_write[148], store_port_write[140], store_port_write[132], store_port_write[124],
        store_port_write[116], store_port_write[108], store_port_write[100], store_port_write[92], store_port_write[84],
        store_port_write[76], store_port_write[68], store_port_write[60], store_port_write[52], store_port_write[44],
        store_port_write[36], store_port_write[28], store_port_write[20], store_port_write[12], store_port_write[4]}),
    .streamed_write({intake_write[12], intake_write[4]}),
    .select(search_lines_select),
    .stored_lines(search_lines_stored_lines),
    .streamed_lines(search_lines_streamed_lines),
    .stored_signed(search_lines_stored_signed),
    .streamed_signed(search_lines_streamed_signed),
    .sample(search_lines_sample),
    .stored_data(store_port_data[47:0]),
    .streamed_data(intake_data[47:0]),
    .match(lanes_4_match),
    .negative(lanes_4_negative),
    .shown(lanes_4_shown)
  );

  entry_counting_lane_group lanes_5 (
    .clk(clk),
    .stored_write({store_port_write[149], store_port_write[141], store_port_write[133], store_port_write[125],
        store_port_write[117], store_port_write[109], store_port_write[101], store_port_write[93], store_port_write[85],
        store_port_write[77], store_port_write[69], store_port_write[61], store_port_write[53], store_port_write[45],
        store_port_write[37], store_port_write[29], store_port_write[21], store_port_write[13], store_port_write[5]}),
    .streamed_write({intake_write[13], intake_write[5]}),
    .select(search_lines_select),
    .stored_lines(search_lines_stored_lines),
    .streamed_lines(search_lines_streamed_lines),
    .stored_signed(search_lines_stored_signed),
    .streamed_signed(search_lines_streamed_signed),
    .sample(search_lines_sample),
    .stored_data(store_port_data[95:48]),
    .streamed_data(intake_data[95:48]),
    .match(lanes_5_match),
    .negative(lanes_5_negative),
    .shown(lanes_5_shown)
  );

  entry_counting_lane_group lanes_6 (
    .clk(clk),
    .stored_write({store_port_write[150], store_port_write[142], store_port_write[134], store_port_write[126],
        store_port_write[118], store_port_write[110], store_port_write[102], store_port_write[94], store_port_write[86],
        store_port_write[78], store_port_write[70], store_port_write[62], store_port_write[54], store_port_write[46],
        store_port_write[38], store_port_write[30], store_port_write[22], store_port_write[14], store_port_write[6]}),
    .streamed_write({intake_write[14], intake_write[6]}),
    .select(search_lines_select),
    .stored_lines(search_lines_stored_lines),
    .streamed_lines(search_lines_streamed_lines),
    .stored_signed(search_lines_stored_signed),
    .streamed_signed(search_lines_streamed_signed),
    .sample(search_lines_sample),
    .stored_data(store_port_data[47:0]),
    .streamed_data(intake_data[47:0]),
    .match(lanes_6_match),
    .negative(lanes_6_negative),
    .shown(lanes_6_shown)
  );

  entry_counting_lane_group lanes_7 (
    .clk(clk),
    .stored_write({store_port_write[151], store_port_write[143], store_port_write[135], store_port_write[127],
        store_port_write[119], store_port_write[111], store_port_write[103], store_port_write[95], store_port_write[87],
        store_port_write[79], store_port_write[71], store_port_write[63], store_port_write[55], store_port_write[47],
        store_port_write[39], store_port_write[31], store_port_write[23], store_port_write[15], store_port_write[7]}),
    .streamed_write({intake_write[15], intake_write[7]}),
    .select(search_lines_select),
    .stored_lines(search_lines_stored_lines),
    .streamed_lines(search_lines_streamed_lines),
    .stored_signed(search_lines_stored_signed),
    .streamed_signed(search_lines_streamed_signed),
    .sample(search_lines_sample),
    .stored_data(store_port_data[95:48]),
    .streamed_data(intake_data[95:48]),
    .match(lanes_7_match),
    .negative(lanes_7_negative),
    .shown(lanes_7_shown)
  );

  entry_counting_events events (
    .clk(clk),
    .rst(rst),
    .written(store_port_written),
    .streamed(intake_streamed),
    .refused({intake_refused, store_port_refused}),
    .take(events_take),
    .tag(dot_products_o_payload_tag),
    .filled(fill_ready),
    .searched(events_searched),
    .wrong_illegal(events_wrong_illegal),
    .wrong_differs(store_port_differs),
    .wrong_overflow(accumulators_overflow),
    .illegal(illegal),
    .differs(differs),
    .overflow(overflow),
    .store_writes(store_writes),
    .streamed_words(streamed_words),
    .refused_words(refused_words),
    .accumulator_reads(accumulator_reads),
    .accumulator_writes(accumulator_writes),
    .fills(fills),
    .spills(spills),
    .searches(searches),
    .searches_saved(searches_saved)
  );

  assign ends = picker_go & picker_last & picker_at_frees;
  assign dot_products_accessed = store_port_busy & ~store_port_half;
  assign sequencer_searching = picker_active & |picker_at_word;
  assign sequencer_quiet = ~picker_active & picker_empty & ~results_busy;
  assign events_take = dot_products_o_valid & picker_i_ready;
  assign events_searched = picker_go & |picker_chosen;
  assign events_wrong_illegal = sequencer_illegal | dot_products_illegal | |{intake_refused, store_port_refused};
  assign busy = op_valid | store_port_busy | ~sequencer_quiet;
  assign value_condition = ends & ~picker_at_half;
  assign value_condition_2 = ends & picker_at_half;

  always @(posedge clk) begin
    multiples_matched <= search_lines_multiples;
    searched_tag <= picker_at_tag;
    matched_tag <= searched_tag;
    counted_tag <= matched_tag;
    weighed_tag <= counted_tag;
  end

  always @(posedge clk)
    if (rst) begin
      searched_valid <= 1'b0;
      matched_valid <= 1'b0;
      counted_valid <= 1'b0;
      weighed_valid <= 1'b0;
    end else begin
      searched_valid <= picker_go;
      matched_valid <= searched_valid;
      counted_valid <= matched_valid;
      weighed_valid <= counted_valid;
    end

  wire unused = &{1'b0, picker_at[8:0], results_i_ready};

endmodule

// Registers on an APB3 port (Arm IHI 0024): no wait states, one transfer in two cycles.
module entry_counting_registers (
  input  wire           psel,
  input  wire           penable,
  input  wire           pwrite,
  input  wire     [7:0] paddr,
  input  wire    [31:0] pwdata,
  output reg     [31:0] prdata,
  output wire           pready,
  output wire           pslverr,
  input  wire           busy,
  input  wire           illegal,
  input  wire           differs,
  input  wire           overflow,
  input  wire    [31:0] store_writes,
  input  wire    [31:0] streamed_words,
  input  wire    [31:0] refused_words,
  input  wire    [31:0] accumulator_reads,
  input  wire    [31:0] accumulator_writes,
  input  wire    [31:0] fills,
  input  wire    [31:0] spills,
  input  wire    [31:0] searches,
  input  wire    [31:0] searches_saved
);

  wire           access;
  reg            known;

  assign access = psel & penable;
  assign pready = 1'b1;
  assign pslverr = access & ~known;

  always @* begin
    prdata = 32'd0;
    known = 1'b0;
    case (paddr)
      8'd0: begin
        prdata = 32'hff271de0;
        known = ~pwrite;
      end
      8'd4: begin
        prdata = {28'd0, overflow, differs, illegal, busy};
        known = ~pwrite;
      end
      8'd8: begin
        prdata = store_writes;
        known = ~pwrite;
      end
      8'd12: begin
        prdata = streamed_words;
        known = ~pwrite;
      end
      8'd16: begin
        prdata = refused_words;
        known = ~pwrite;
      end
      8'd20: begin
        prdata = accumulator_reads;
        known = ~pwrite;
      end
      8'd24: begin
        prdata = accumulator_writes;
        known = ~pwrite;
      end
      8'd28: begin
        prdata = fills;
        known = ~pwrite;
      end
      8'd32: begin
        prdata = spills;
        known = ~pwrite;
      end
      8'd36: begin
        prdata = searches;
        known = ~pwrite;
      end
      8'd40: begin
        prdata = searches_saved;
        known = ~pwrite;
      end
      default: ;
    endcase
  end

  wire unused = &{1'b0, pwdata};

endmodule

// A macro whose settings and status lie in registers; its streams are the top's own.
module entry_counting (
  input  wire           clk,
  input  wire           rst,
  // {residual, pool[3:0], by_repetition, entry[3:0], end[1:0], begin[1:0], accumulator[3:0], repetitions[15:0],
  //  outputs[4:0], steps[4:0], word[4:0], kind[2:0]}
  input  wire    [51:0] op_payload,
  input  wire           op_valid,
  output wire           op_ready,
  input  wire    [48:0] w_payload,  // {operand, words[15:0][2:0]}
  input  wire           w_valid,
  output wire           w_ready,
  input  wire    [48:0] x_payload,  // {operand, words[15:0][2:0]}
  input  wire           x_valid,
  output wire           x_ready,
  input  wire    [17:0] fill_payload,
  input  wire           fill_valid,
  output wire           fill_ready,
  input  wire     [7:0] residual_payload,
  input  wire           residual_valid,
  output wire           residual_ready,
  // {high[7:0], low[7:0], zero_point[7:0], shift[4:0], residual_multiplier[15:0], multiplier[15:0], bias[17:0]}
  input  wire    [78:0] scales_payload,
  input  wire           scales_valid,
  output wire           scales_ready,
  output wire    [64:0] r_payload,  // {differs[15:0], operand, words[15:0][2:0]}
  output wire           r_valid,
  input  wire           r_ready,
  output wire    [17:0] y_payload,
  output wire           y_valid,
  input  wire           y_ready,
  input  wire           psel,
  input  wire           penable,
  input  wire           pwrite,
  input  wire     [7:0] paddr,
  input  wire    [31:0] pwdata,
  output wire    [31:0] prdata,
  output wire           pready,
  output wire           pslverr
);

  wire           macro_busy;
  wire           macro_illegal;
  wire           macro_differs;
  wire           macro_overflow;
  wire    [31:0] macro_store_writes;
  wire    [31:0] macro_streamed_words;
  wire    [31:0] macro_refused_words;
  wire    [31:0] macro_accumulator_reads;
  wire    [31:0] macro_accumulator_writes;
  wire    [31:0] macro_fills;
  wire    [31:0] macro_spills;
  wire    [31:0] macro_searches;
  wire    [31:0] macro_searches_saved;

  entry_counting_macro macro (
    .clk(clk),
    .rst(rst),
    .op_payload(op_payload),
    .op_valid(op_valid),
    .op_ready(op_ready),
    .w_payload(w_payload),
    .w_valid(w_valid),
    .w_ready(w_ready),
    .x_payload(x_payload),
    .x_valid(x_valid),
    .x_ready(x_ready),
    .fill_payload(fill_payload),
    .fill_valid(fill_valid),
    .fill_ready(fill_ready),
    .residual_payload(residual_payload),
    .residual_valid(residual_valid),
    .residual_ready(residual_ready),
    .scales_payload(scales_payload),
    .scales_valid(scales_valid),
    .scales_ready(scales_ready),
    .r_payload(r_payload),
    .r_valid(r_valid),
    .r_ready(r_ready),
    .y_payload(y_payload),
    .y_valid(y_valid),
    .y_ready(y_ready),
    .busy(macro_busy),
    .illegal(macro_illegal),
    .differs(macro_differs),
    .overflow(macro_overflow),
    .store_writes(macro_store_writes),
    .streamed_words(macro_streamed_words),
    .refused_words(macro_refused_words),
    .accumulator_reads(macro_accumulator_reads),
    .accumulator_writes(macro_accumulator_writes),
    .fills(macro_fills),
    .spills(macro_spills),
    .searches(macro_searches),
    .searches_saved(macro_searches_saved)
  );

  entry_counting_registers registers (
    .psel(psel),
    .penable(penable),
    .pwrite(pwrite),
    .paddr(paddr),
    .pwdata(pwdata),
    .prdata(prdata),
    .pready(pready),
    .pslverr(pslverr),
    .busy(macro_busy),
    .illegal(macro_illegal),
    .differs(macro_differs),
    .overflow(macro_overflow),
    .store_writes(macro_store_writes),
    .streamed_words(macro_streamed_words),
    .refused_words(macro_refused_words),
    .accumulator_reads(macro_accumulator_reads),
    .accumulator_writes(macro_accumulator_writes),
    .fills(macro_fills),
    .spills(macro_spills),
    .searches(macro_searches),
    .searches_saved(macro_searches_saved)
  );

endmodule
