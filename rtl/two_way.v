// Starts the evaluations of a product, slot by slot, read by read, line group by line group.
module two_way_sequencer (
  input  wire           clk,
  input  wire           rst,
  input  wire    [10:0] op_payload,  // {row[6:0], signed, kind[2:0]}
  input  wire           op_valid,
  output wire           op_ready,
  output wire           product,
  output wire     [3:0] groups,
  input  wire     [3:0] loaded,
  output wire           done,
  output wire           start_valid,
  input  wire           start_ready,
  output wire    [16:0] start_tag,  // {last, end, slot[7:0], correct, mid, negative, shift[1:0], first, backward}
  output reg      [2:0] group,
  output wire     [2:0] digit,
  output wire           polarity,
  output wire     [7:0] plane,
  output wire           access_valid,
  input  wire           access_ready,
  input  wire           idle,
  input  wire           taken,
  output wire           busy,
  output reg            illegal,
  output reg     [31:0] evaluations
);

  localparam [2:0] KIND_FORWARD = 3'd0;
  localparam [2:0] KIND_BACKWARD = 3'd1;
  localparam [2:0] KIND_WRITE = 3'd2;
  localparam [2:0] KIND_READ = 3'd3;
  localparam [2:0] KIND_VERIFY = 3'd4;
  localparam [2:0] KIND_CLEAR = 3'd5;

  wire           legal;
  reg            reserved;
  wire           end_of_slot;
  wire           start;
  wire           last_group;
  reg      [2:0] number;
  reg      [7:0] slot;
  reg            started;
  wire           start_tag_backward;
  wire           start_tag_first;
  wire     [1:0] start_tag_shift;
  wire           start_tag_correct;
  reg     [17:0] read;  // {last, correct, mid, negative, shift[1:0], plane[7:0], polarity, digit[2:0]}

  wire     [2:0] op_payload_kind = op_payload[2:0];
  wire           op_payload_signed = op_payload[3];
  wire           last_read = read[17];
  wire           read_negative = read[14];
  wire           read_mid = read[15];
  wire     [2:0] read_digit = read[2:0];
  wire           read_polarity = read[3];
  wire     [7:0] read_plane = read[11:4];
  wire     [1:0] read_shift = read[13:12];
  wire           read_correct = read[16];

  assign start_tag_backward = op_payload_kind == KIND_BACKWARD;
  assign product = op_valid & ((op_payload_kind == KIND_FORWARD) | start_tag_backward);
  assign legal = product | (op_payload_kind == KIND_CLEAR) | (op_payload_kind == KIND_WRITE) |
      (op_payload_kind == KIND_READ) | (op_payload_kind == KIND_VERIFY);
  assign groups = start_tag_backward ? 4'd4 : 4'd8;
  assign last_group = {2'd0, group} == ({1'b0, groups} - 5'd1);
  assign end_of_slot = last_group & last_read;
  assign start_valid = product & ({1'b0, group} < loaded) & (~end_of_slot | ~reserved);
  assign start = start_valid & start_ready;
  assign done = start & end_of_slot & slot[7];
  assign access_valid = op_valid & legal & ~product & idle;
  assign op_ready = done | (access_valid & access_ready) | (op_valid & ~legal);
  assign start_tag_first = (number == 3'd0) & (group == 3'd0);
  assign start_tag_shift = (group == 3'd0) ? read_shift : 2'd0;
  assign start_tag_correct = read_correct & (group == 3'd0);
  assign start_tag =
      {slot[7], end_of_slot, slot, start_tag_correct, read_mid, read_negative, start_tag_shift, start_tag_first,
      start_tag_backward};
  assign digit = read_digit;
  assign polarity = read_polarity;
  assign plane = read_plane;
  assign busy = op_valid | reserved;

  always @* begin
    read = 18'd0;
    case ({start_tag_backward, op_payload_signed, number})
      5'd0: read = {1'b0, 1'b0, 1'b0, 1'b0, 2'd0, 8'd1, 1'b0, 3'd7};
      5'd1: read = {1'b0, 1'b0, 1'b0, 1'b0, 2'd1, 8'd1, 1'b0, 3'd6};
      5'd2: read = {1'b0, 1'b0, 1'b0, 1'b0, 2'd1, 8'd1, 1'b0, 3'd5};
      5'd3: read = {1'b0, 1'b0, 1'b0, 1'b0, 2'd1, 8'd1, 1'b0, 3'd4};
      5'd4: read = {1'b0, 1'b0, 1'b0, 1'b0, 2'd1, 8'd1, 1'b0, 3'd3};
      5'd5: read = {1'b0, 1'b0, 1'b0, 1'b0, 2'd1, 8'd1, 1'b0, 3'd2};
      5'd6: read = {1'b0, 1'b0, 1'b0, 1'b0, 2'd1, 8'd1, 1'b0, 3'd1};
      5'd7: read = {1'b1, 1'b0, 1'b0, 1'b0, 2'd1, 8'd1, 1'b0, 3'd0};
      5'd8: read = {1'b0, 1'b0, 1'b0, 1'b1, 2'd0, 8'd1, 1'b0, 3'd7};
      5'd9: read = {1'b0, 1'b0, 1'b0, 1'b0, 2'd1, 8'd1, 1'b0, 3'd6};
      5'd10: read = {1'b0, 1'b0, 1'b0, 1'b0, 2'd1, 8'd1, 1'b0, 3'd5};
      5'd11: read = {1'b0, 1'b0, 1'b0, 1'b0, 2'd1, 8'd1, 1'b0, 3'd4};
      5'd12: read = {1'b0, 1'b0, 1'b0, 1'b0, 2'd1, 8'd1, 1'b0, 3'd3};
      5'd13: read = {1'b0, 1'b0, 1'b0, 1'b0, 2'd1, 8'd1, 1'b0, 3'd2};
      5'd14: read = {1'b0, 1'b0, 1'b0, 1'b0, 2'd1, 8'd1, 1'b0, 3'd1};
      5'd15: read = {1'b1, 1'b0, 1'b0, 1'b0, 2'd1, 8'd1, 1'b0, 3'd0};
      5'd16: read = {1'b0, 1'b0, 1'b0, 1'b0, 2'd0, 8'd1, 1'b0, 3'd7};
      5'd17: read = {1'b0, 1'b0, 1'b0, 1'b0, 2'd1, 8'd1, 1'b0, 3'd6};
      5'd18: read = {1'b0, 1'b0, 1'b0, 1'b0, 2'd1, 8'd1, 1'b0, 3'd5};
      5'd19: read = {1'b0, 1'b0, 1'b0, 1'b0, 2'd1, 8'd1, 1'b0, 3'd4};
      5'd20: read = {1'b0, 1'b0, 1'b0, 1'b0, 2'd1, 8'd1, 1'b0, 3'd3};
      5'd21: read = {1'b0, 1'b0, 1'b0, 1'b0, 2'd1, 8'd1, 1'b0, 3'd2};
      5'd22: read = {1'b0, 1'b0, 1'b0, 1'b0, 2'd1, 8'd1, 1'b0, 3'd1};
      5'd23: read = {1'b1, 1'b0, 1'b0, 1'b0, 2'd1, 8'd1, 1'b0, 3'd0};
      5'd24: read = {1'b0, 1'b0, 1'b0, 1'b1, 2'd0, 8'd1, 1'b0, 3'd7};
      5'd25: read = {1'b0, 1'b0, 1'b0, 1'b0, 2'd1, 8'd1, 1'b0, 3'd6};
      5'd26: read = {1'b0, 1'b0, 1'b0, 1'b0, 2'd1, 8'd1, 1'b0, 3'd5};
      5'd27: read = {1'b0, 1'b0, 1'b0, 1'b0, 2'd1, 8'd1, 1'b0, 3'd4};
      5'd28: read = {1'b0, 1'b0, 1'b0, 1'b0, 2'd1, 8'd1, 1'b0, 3'd3};
      5'd29: read = {1'b0, 1'b0, 1'b0, 1'b0, 2'd1, 8'd1, 1'b0, 3'd2};
      5'd30: read = {1'b0, 1'b0, 1'b0, 1'b0, 2'd1, 8'd1, 1'b0, 3'd1};
      5'd31: read = {1'b1, 1'b0, 1'b0, 1'b0, 2'd1, 8'd1, 1'b0, 3'd0};
      default: ;
    endcase
  end

  always @(posedge clk)
    if (rst)
      illegal <= 1'b0;
    else if (op_valid & ~legal)
      illegal <= 1'b1;

  always @(posedge clk)
    if (rst) begin
      reserved <= 1'b0;
      started <= 1'b0;
    end else begin
      reserved <= reserved + (start & end_of_slot) - taken;
      started <= start;
    end

  always @(posedge clk)
    if (rst)
      evaluations <= 32'd0;
    else if (started)
      evaluations <= evaluations + 32'd1;

  always @(posedge clk)
    if (rst) begin
      group <= 3'd0;
      number <= 3'd0;
      slot <= 8'd1;
    end else if (start) begin
      group <= last_group ? 3'd0 : group + 3'd1;
      if (last_group)
        number <= last_read ? 3'd0 : number + 3'd1;
      if (end_of_slot)
        slot <= {slot[6:0], slot[7]};
    end

  wire unused = &{1'b0, op_payload[10:4]};

endmodule

// Takes the bit lines through precharge, evaluation and strobe, one evaluation after the other without a gap.
module two_way_phases (
  input  wire           clk,
  input  wire           rst,
  input  wire    [16:0] i_payload,  // {last, end, slot[7:0], correct, mid, negative, shift[1:0], first, backward}
  input  wire           i_valid,
  output reg            i_ready,
  input  wire     [3:0] stretch_precharge,
  input  wire     [3:0] stretch_evaluate,
  input  wire     [3:0] stretch_sample,
  output reg            precharge,
  output reg            evaluate,
  output reg            sample,
  output wire           strobing,
  output wire           ending,
  output reg     [16:0] tag,  // {last, end, slot[7:0], correct, mid, negative, shift[1:0], first, backward}
  output wire           idle
);

  localparam [1:0] PHASE_IDLE = 2'd0;
  localparam [1:0] PHASE_PRECHARGE = 2'd1;
  localparam [1:0] PHASE_EVALUATE = 2'd2;
  localparam [1:0] PHASE_STROBE = 2'd3;

  reg      [4:0] remaining;
  reg      [1:0] phase_state;

  wire           last = remaining[4];

  assign strobing = (phase_state == PHASE_EVALUATE) & last;
  assign ending = (phase_state == PHASE_STROBE) & last;
  assign idle = phase_state == PHASE_IDLE;

  always @* begin
    i_ready = 1'b0;
    case (phase_state)
      PHASE_IDLE: i_ready = 1'b1;
      PHASE_STROBE:
        if (last)
          i_ready = 1'b1;
      default: ;
    endcase
  end

  always @(posedge clk)
    if (rst) begin
      remaining <= 5'd31;
      precharge <= 1'b0;
      phase_state <= PHASE_IDLE;
      evaluate <= 1'b0;
      sample <= 1'b0;
    end else begin
      if (~last)
        remaining <= remaining - 5'd1;
      case (phase_state)
        PHASE_IDLE:
          if (i_valid) begin
            remaining <= {1'b0, stretch_precharge};
            precharge <= 1'b1;
            phase_state <= PHASE_PRECHARGE;
          end else
            phase_state <= PHASE_IDLE;
        PHASE_PRECHARGE:
          if (last) begin
            remaining <= {1'b0, stretch_evaluate};
            precharge <= 1'b0;
            phase_state <= PHASE_EVALUATE;
            evaluate <= 1'b1;
          end
        PHASE_EVALUATE:
          if (last) begin
            remaining <= 5'd31 + {1'b0, stretch_sample};
            phase_state <= PHASE_STROBE;
            sample <= 1'b1;
          end
        PHASE_STROBE:
          if (last) begin
            evaluate <= 1'b0;
            sample <= 1'b0;
            if (i_valid) begin
              remaining <= {1'b0, stretch_precharge};
              precharge <= 1'b1;
              phase_state <= PHASE_PRECHARGE;
            end else
              phase_state <= PHASE_IDLE;
          end
        default: ;
      endcase
    end

  always @(posedge clk)
    case (phase_state)
      PHASE_IDLE:
        if (i_valid)
          tag <= i_payload;
      PHASE_STROBE:
        if (last & i_valid)
          tag <= i_payload;
      default: ;
    endcase

endmodule

// Sequences evaluations without a gap: while a sample is converted, the bit lines precharge and settle for the next
// one.
module two_way_conversion (
  input  wire           clk,
  input  wire           rst,
  input  wire    [16:0] i_payload,  // {last, end, slot[7:0], correct, mid, negative, shift[1:0], first, backward}
  input  wire           i_valid,
  output wire           i_ready,
  input  wire     [3:0] stretch_precharge,
  input  wire     [3:0] stretch_evaluate,
  input  wire     [3:0] stretch_sample,
  output wire           precharge,
  output wire           evaluate,
  output wire           sample,
  output reg      [4:0] step,
  output wire           decide,
  output reg     [16:0] converting,  // {last, end, slot[7:0], correct, mid, negative, shift[1:0], first, backward}
  output reg            o_valid,
  output reg     [16:0] o_tag,  // {last, end, slot[7:0], correct, mid, negative, shift[1:0], first, backward}
  output wire           idle
);

  wire           phases_idle;
  wire           phases_strobing;
  wire    [16:0] phases_tag;  // {last, end, slot[7:0], correct, mid, negative, shift[1:0], first, backward}
  wire           phases_ending;

  two_way_phases phases (
    .clk(clk),
    .rst(rst),
    .i_payload(i_payload),
    .i_valid(i_valid),
    .i_ready(i_ready),
    .stretch_precharge(stretch_precharge),
    .stretch_evaluate(stretch_evaluate),
    .stretch_sample(stretch_sample),
    .precharge(precharge),
    .evaluate(evaluate),
    .sample(sample),
    .strobing(phases_strobing),
    .ending(phases_ending),
    .tag(phases_tag),
    .idle(phases_idle)
  );

  assign decide = |step;
  assign idle = phases_idle & ~decide & ~o_valid;

  always @(posedge clk)
    if (rst)
      step <= 5'd0;
    else if (phases_strobing)
      step <= 5'd16;
    else if (decide)
      step <= {1'b0, step[4:1]};

  always @(posedge clk)
    if (phases_strobing)
      converting <= phases_tag;

  always @(posedge clk)
    if (rst)
      o_tag <= 17'd0;
    else if (decide & step[0])
      o_tag <= converting;

  always @(posedge clk)
    if (rst)
      o_valid <= 1'b0;
    else
      o_valid <= decide & step[0];

  wire unused = &{1'b0, phases_ending};

endmodule

// Keeps one input vector, a line group a beat, in the form in which its digits are driven.
module two_way_input_buffer (
  input  wire           clk,
  input  wire           rst,
  input  wire   [127:0] i_payload,  // [15:0][7:0]
  input  wire           i_valid,
  output wire           i_ready,
  input  wire           open,
  input  wire           is_signed,
  input  wire     [3:0] groups,
  output reg      [3:0] loaded,
  input  wire           done,
  input  wire     [2:0] group,
  output reg    [127:0] words  // [15:0][7:0]
);

  reg    [127:0] group_0;  // [15:0][7:0]
  reg    [127:0] group_1;  // [15:0][7:0]
  reg    [127:0] group_2;  // [15:0][7:0]
  reg    [127:0] group_3;  // [15:0][7:0]
  reg    [127:0] group_4;  // [15:0][7:0]
  reg    [127:0] group_5;  // [15:0][7:0]
  reg    [127:0] group_6;  // [15:0][7:0]
  reg    [127:0] group_7;  // [15:0][7:0]

  assign i_ready = open & (loaded != groups);

  always @* begin
    words = 128'd0;
    case (group)
      3'd0: words = group_0;
      3'd1: words = group_1;
      3'd2: words = group_2;
      3'd3: words = group_3;
      3'd4: words = group_4;
      3'd5: words = group_5;
      3'd6: words = group_6;
      3'd7: words = group_7;
      default: ;
    endcase
  end

  always @(posedge clk)
    if (rst)
      loaded <= 4'd0;
    else begin
      if (i_valid & i_ready)
        loaded <= loaded + 4'd1;
      if (done)
        loaded <= 4'd0;
    end

  always @(posedge clk)
    if (i_valid & i_ready) begin
      case (loaded)
        4'd0: group_0 <= i_payload;
        4'd1: group_1 <= i_payload;
        4'd2: group_2 <= i_payload;
        4'd3: group_3 <= i_payload;
        4'd4: group_4 <= i_payload;
        4'd5: group_5 <= i_payload;
        4'd6: group_6 <= i_payload;
        4'd7: group_7 <= i_payload;
        default: ;
      endcase
    end

  wire unused = &{1'b0, is_signed};

endmodule

// Takes the same digit from each input of a line group. Combinational.
module two_way_digit_selector (
  input  wire   [127:0] words,  // [15:0][7:0]
  input  wire     [2:0] digit,
  output wire    [15:0] o  // [15:0]
);

  reg            digit_0;
  reg            digit_1;
  reg            digit_2;
  reg            digit_3;
  reg            digit_4;
  reg            digit_5;
  reg            digit_6;
  reg            digit_7;
  reg            digit_8;
  reg            digit_9;
  reg            digit_10;
  reg            digit_11;
  reg            digit_12;
  reg            digit_13;
  reg            digit_14;
  reg            digit_15;

  assign o =
      {digit_15, digit_14, digit_13, digit_12, digit_11, digit_10, digit_9, digit_8, digit_7, digit_6, digit_5, digit_4,
      digit_3, digit_2, digit_1, digit_0};

  always @* begin
    digit_0 = 1'b0;
    digit_1 = 1'b0;
    digit_2 = 1'b0;
    digit_3 = 1'b0;
    digit_4 = 1'b0;
    digit_5 = 1'b0;
    digit_6 = 1'b0;
    digit_7 = 1'b0;
    digit_8 = 1'b0;
    digit_9 = 1'b0;
    digit_10 = 1'b0;
    digit_11 = 1'b0;
    digit_12 = 1'b0;
    digit_13 = 1'b0;
    digit_14 = 1'b0;
    digit_15 = 1'b0;
    case (digit)
      3'd0: begin
        digit_0 = words[0];
        digit_1 = words[8];
        digit_2 = words[16];
        digit_3 = words[24];
        digit_4 = words[32];
        digit_5 = words[40];
        digit_6 = words[48];
        digit_7 = words[56];
        digit_8 = words[64];
        digit_9 = words[72];
        digit_10 = words[80];
        digit_11 = words[88];
        digit_12 = words[96];
        digit_13 = words[104];
        digit_14 = words[112];
        digit_15 = words[120];
      end
      3'd1: begin
        digit_0 = words[1];
        digit_1 = words[9];
        digit_2 = words[17];
        digit_3 = words[25];
        digit_4 = words[33];
        digit_5 = words[41];
        digit_6 = words[49];
        digit_7 = words[57];
        digit_8 = words[65];
        digit_9 = words[73];
        digit_10 = words[81];
        digit_11 = words[89];
        digit_12 = words[97];
        digit_13 = words[105];
        digit_14 = words[113];
        digit_15 = words[121];
      end
      3'd2: begin
        digit_0 = words[2];
        digit_1 = words[10];
        digit_2 = words[18];
        digit_3 = words[26];
        digit_4 = words[34];
        digit_5 = words[42];
        digit_6 = words[50];
        digit_7 = words[58];
        digit_8 = words[66];
        digit_9 = words[74];
        digit_10 = words[82];
        digit_11 = words[90];
        digit_12 = words[98];
        digit_13 = words[106];
        digit_14 = words[114];
        digit_15 = words[122];
      end
      3'd3: begin
        digit_0 = words[3];
        digit_1 = words[11];
        digit_2 = words[19];
        digit_3 = words[27];
        digit_4 = words[35];
        digit_5 = words[43];
        digit_6 = words[51];
        digit_7 = words[59];
        digit_8 = words[67];
        digit_9 = words[75];
        digit_10 = words[83];
        digit_11 = words[91];
        digit_12 = words[99];
        digit_13 = words[107];
        digit_14 = words[115];
        digit_15 = words[123];
      end
      3'd4: begin
        digit_0 = words[4];
        digit_1 = words[12];
        digit_2 = words[20];
        digit_3 = words[28];
        digit_4 = words[36];
        digit_5 = words[44];
        digit_6 = words[52];
        digit_7 = words[60];
        digit_8 = words[68];
        digit_9 = words[76];
        digit_10 = words[84];
        digit_11 = words[92];
        digit_12 = words[100];
        digit_13 = words[108];
        digit_14 = words[116];
        digit_15 = words[124];
      end
      3'd5: begin
        digit_0 = words[5];
        digit_1 = words[13];
        digit_2 = words[21];
        digit_3 = words[29];
        digit_4 = words[37];
        digit_5 = words[45];
        digit_6 = words[53];
        digit_7 = words[61];
        digit_8 = words[69];
        digit_9 = words[77];
        digit_10 = words[85];
        digit_11 = words[93];
        digit_12 = words[101];
        digit_13 = words[109];
        digit_14 = words[117];
        digit_15 = words[125];
      end
      3'd6: begin
        digit_0 = words[6];
        digit_1 = words[14];
        digit_2 = words[22];
        digit_3 = words[30];
        digit_4 = words[38];
        digit_5 = words[46];
        digit_6 = words[54];
        digit_7 = words[62];
        digit_8 = words[70];
        digit_9 = words[78];
        digit_10 = words[86];
        digit_11 = words[94];
        digit_12 = words[102];
        digit_13 = words[110];
        digit_14 = words[118];
        digit_15 = words[126];
      end
      3'd7: begin
        digit_0 = words[7];
        digit_1 = words[15];
        digit_2 = words[23];
        digit_3 = words[31];
        digit_4 = words[39];
        digit_5 = words[47];
        digit_6 = words[55];
        digit_7 = words[63];
        digit_8 = words[71];
        digit_9 = words[79];
        digit_10 = words[87];
        digit_11 = words[95];
        digit_12 = words[103];
        digit_13 = words[111];
        digit_14 = words[119];
        digit_15 = words[127];
      end
      default: ;
    endcase
  end

endmodule

// Puts a group's digits on its lines and zero on all others, straight from flip-flops.
module two_way_row_line_driver (
  input  wire           clk,
  input  wire           rst,
  input  wire           load,
  input  wire           enable,
  input  wire     [2:0] group,
  input  wire    [15:0] digits,  // [15:0]
  output wire   [127:0] drive
);

  wire           chosen_0;
  wire           chosen_1;
  wire           chosen_2;
  wire           chosen_3;
  wire           chosen_4;
  wire           chosen_5;
  wire           chosen_6;
  wire           chosen_7;
  reg     [15:0] group_0;
  reg     [15:0] group_1;
  reg     [15:0] group_2;
  reg     [15:0] group_3;
  reg     [15:0] group_4;
  reg     [15:0] group_5;
  reg     [15:0] group_6;
  reg     [15:0] group_7;

  assign chosen_0 = enable & (group == 3'd0);
  assign chosen_1 = enable & (group == 3'd1);
  assign chosen_2 = enable & (group == 3'd2);
  assign chosen_3 = enable & (group == 3'd3);
  assign chosen_4 = enable & (group == 3'd4);
  assign chosen_5 = enable & (group == 3'd5);
  assign chosen_6 = enable & (group == 3'd6);
  assign chosen_7 = enable & (group == 3'd7);
  assign drive = {group_7, group_6, group_5, group_4, group_3, group_2, group_1, group_0};

  always @(posedge clk)
    if (rst) begin
      group_0 <= 16'd0;
      group_1 <= 16'd0;
      group_2 <= 16'd0;
      group_3 <= 16'd0;
      group_4 <= 16'd0;
      group_5 <= 16'd0;
      group_6 <= 16'd0;
      group_7 <= 16'd0;
    end else if (load) begin
      group_0 <= digits & {16{chosen_0}};
      group_1 <= digits & {16{chosen_1}};
      group_2 <= digits & {16{chosen_2}};
      group_3 <= digits & {16{chosen_3}};
      group_4 <= digits & {16{chosen_4}};
      group_5 <= digits & {16{chosen_5}};
      group_6 <= digits & {16{chosen_6}};
      group_7 <= digits & {16{chosen_7}};
    end

endmodule

// Puts a group's digits on its lines and zero on all others, straight from flip-flops.
module two_way_column_line_driver (
  input  wire           clk,
  input  wire           rst,
  input  wire           load,
  input  wire           enable,
  input  wire     [1:0] group,
  input  wire    [15:0] digits,  // [15:0]
  output wire    [63:0] drive
);

  wire           chosen_0;
  wire           chosen_1;
  wire           chosen_2;
  wire           chosen_3;
  reg     [15:0] group_0;
  reg     [15:0] group_1;
  reg     [15:0] group_2;
  reg     [15:0] group_3;

  assign chosen_0 = enable & (group == 2'd0);
  assign chosen_1 = enable & (group == 2'd1);
  assign chosen_2 = enable & (group == 2'd2);
  assign chosen_3 = enable & (group == 2'd3);
  assign drive = {group_3, group_2, group_1, group_0};

  always @(posedge clk)
    if (rst) begin
      group_0 <= 16'd0;
      group_1 <= 16'd0;
      group_2 <= 16'd0;
      group_3 <= 16'd0;
    end else if (load) begin
      group_0 <= digits & {16{chosen_0}};
      group_1 <= digits & {16{chosen_1}};
      group_2 <= digits & {16{chosen_2}};
      group_3 <= digits & {16{chosen_3}};
    end

endmodule

// A beat of two's-complement weights as the cells that keep them, word by word, lowest plane first. Combinational.
module two_way_weight_encoder (
  input  wire   [127:0] weights,  // [15:0][7:0]
  output wire   [127:0] cells
);

  assign cells = weights;

endmodule

// The inverse of WeightEncoder, for whatever the cells hold. Combinational.
module two_way_weight_decoder (
  input  wire   [127:0] cells,
  output wire   [127:0] weights  // [15:0][7:0]
);

  assign weights = cells;

endmodule

// Writes, reads back and verifies rows of cells, a word group a beat.
module two_way_array_port (
  input  wire           clk,
  input  wire           rst,
  input  wire     [8:0] i_payload,  // {row[6:0], access[1:0]}
  input  wire           i_valid,
  output reg            i_ready,
  input  wire   [127:0] w_payload,
  input  wire           w_valid,
  output wire           w_ready,
  output wire   [255:0] r_payload,  // {difference[127:0], cells[127:0]}
  output wire           r_valid,
  input  wire           r_ready,
  output reg      [6:0] row,
  output reg      [3:0] word_group,
  output reg    [127:0] write_data,
  output reg            write,
  output reg            read,
  input  wire   [127:0] read_data,
  output reg    [127:0] old
);

  localparam [2:0] PHASE_IDLE = 3'd0;
  localparam [2:0] PHASE_LATCH = 3'd1;
  localparam [2:0] PHASE_SETUP = 3'd2;
  localparam [2:0] PHASE_READ = 3'd3;
  localparam [2:0] PHASE_WRITE = 3'd4;
  localparam [2:0] PHASE_RESPOND = 3'd5;
  localparam [2:0] PHASE_HOLD = 3'd6;
  localparam [1:0] ACCESS_WRITE = 2'd0;
  localparam [1:0] ACCESS_READ = 2'd1;
  localparam [1:0] ACCESS_VERIFY = 2'd2;
  localparam [1:0] ACCESS_CLEAR = 2'd3;

  wire           last;
  reg            remaining;
  wire           clears;
  wire           writes;
  wire           reads;
  reg      [2:0] phase_state;
  wire   [127:0] r_payload_difference;

  wire     [1:0] i_payload_access = i_payload[1:0];
  wire     [6:0] i_payload_row = i_payload[8:2];

  assign last = ~remaining;
  assign clears = i_payload_access == ACCESS_CLEAR;
  assign writes = (i_payload_access == ACCESS_WRITE) | clears;
  assign reads = ~writes;
  assign w_ready = (phase_state == PHASE_LATCH) & ~clears & (i_payload_access != ACCESS_READ);
  assign r_payload_difference = (i_payload_access == ACCESS_VERIFY) ? old ^ write_data : 128'd0;
  assign r_payload = {r_payload_difference, old};
  assign r_valid = phase_state == PHASE_RESPOND;

  always @* begin
    i_ready = 1'b0;
    case (phase_state)
      PHASE_RESPOND:
        if (r_ready & word_group[3] & ~(clears & (row != 7'd127)))
          i_ready = 1'b1;
      PHASE_HOLD:
        if (word_group[3] & ~(clears & (row != 7'd127)))
          i_ready = 1'b1;
      default: ;
    endcase
  end

  always @(posedge clk)
    if (rst) begin
      remaining <= 1'b0;
      row <= 7'd0;
      word_group <= 4'd0;
      phase_state <= PHASE_IDLE;
      write_data <= 128'd0;
      read <= 1'b0;
      write <= 1'b0;
      old <= 128'd0;
    end else begin
      if (~last)
        remaining <= remaining - 1'b1;
      case (phase_state)
        PHASE_IDLE:
          if (i_valid) begin
            row <= clears ? 7'd0 : i_payload_row;
            word_group <= 4'd1;
            phase_state <= PHASE_LATCH;
          end
        PHASE_LATCH:
          if (w_valid | ~w_ready) begin
            phase_state <= PHASE_SETUP;
            write_data <= clears ? 128'd0 : w_payload;
          end
        PHASE_SETUP:
          if (reads) begin
            remaining <= 1'b1;
            phase_state <= PHASE_READ;
            read <= 1'b1;
          end else begin
            remaining <= 1'b1;
            phase_state <= PHASE_WRITE;
            write <= 1'b1;
          end
        PHASE_READ:
          if (last) begin
            read <= 1'b0;
            old <= read_data;
            if (writes) begin
              remaining <= 1'b1;
              phase_state <= PHASE_WRITE;
              write <= 1'b1;
            end else
              phase_state <= PHASE_RESPOND;
          end
        PHASE_RESPOND:
          if (r_ready) begin
            word_group <= {word_group[2:0], 1'b0};
            phase_state <= PHASE_LATCH;
            if (word_group[3]) begin
              word_group <= 4'd1;
              if (clears & (row != 7'd127))
                row <= row + 7'd1;
              else
                phase_state <= PHASE_IDLE;
            end
          end
        PHASE_WRITE:
          if (last) begin
            phase_state <= PHASE_HOLD;
            write <= 1'b0;
          end
        PHASE_HOLD: begin
          word_group <= {word_group[2:0], 1'b0};
          phase_state <= PHASE_LATCH;
          if (word_group[3]) begin
            word_group <= 4'd1;
            if (clears & (row != 7'd127))
              row <= row + 7'd1;
            else
              phase_state <= PHASE_IDLE;
          end
        end
        default: ;
      endcase
    end

endmodule

// A first-in first-out queue of registers. One cycle from i to o; a beat a cycle, with one place while o is taken.
module two_way_result_queue (
  input  wire           clk,
  input  wire           rst,
  input  wire   [384:0] i_payload,  // {last, results[15:0][23:0]}
  input  wire           i_valid,
  output wire           i_ready,
  output reg    [384:0] o_payload,  // {last, results[15:0][23:0]}
  output wire           o_valid,
  input  wire           o_ready
);

  reg            level;
  wire           put;
  wire           taken;
  wire           kept;

  assign i_ready = ~level | o_ready;
  assign put = i_valid & i_ready;
  assign taken = level & o_ready;
  assign o_valid = level;
  assign kept = level - taken;

  always @(posedge clk)
    if (rst)
      level <= 1'b0;
    else
      level <= kept + put;

  always @(posedge clk)
    if (put & ~kept)
      o_payload <= i_payload;

endmodule

// Successive approximation: each step compares the sample with a trial code and keeps the bit if the sample is not
// below it.
module two_way_sar (
  input  wire           clk,
  input  wire           rst,
  input  wire     [4:0] step,
  input  wire           decide,
  input  wire           above,
  output wire     [4:0] trial,
  output reg      [4:0] code
);

  assign trial = (code & {|step[3:0], |step[2:0], |step[1:0], step[0], 1'b0}) | step;

  always @(posedge clk)
    if (rst)
      code <= 5'd0;
    else begin
      if (step[0] & decide)
        code[0] <= above;
      if (step[1] & decide)
        code[1] <= above;
      if (step[2] & decide)
        code[2] <= above;
      if (step[3] & decide)
        code[3] <= above;
      if (step[4] & decide)
        code[4] <= above;
    end

endmodule

// Two bits and a constant one: a full adder that has lost its third input. Combinational, always generic gates.
module two_way_incremented_half_adder (
  input  wire           a,
  input  wire           b,
  output wire           total,
  output wire           carry
);

  assign total = ~(a ^ b);
  assign carry = a | b;

endmodule

// Weighs the codes of one read, and adds the reads up by Horner's rule, over input digits and line groups alike.
module two_way_forward_shift_add (
  input  wire           clk,
  input  wire    [39:0] codes,  // [7:0][4:0]
  input  wire           sum,
  input  wire           add,
  input  wire           first,
  input  wire     [1:0] shift,
  input  wire           negative,
  output reg     [23:0] total
);

  wire           full_adder_2_0_carry;
  wire           full_adder_3_1_total;
  wire           full_adder_3_1_carry;
  wire           full_adder_4_3_total;
  wire           full_adder_3_2_carry;
  wire           full_adder_4_4_total;
  wire           full_adder_4_3_carry;
  wire           full_adder_5_6_total;
  wire           full_adder_4_4_carry;
  wire           full_adder_5_7_total;
  wire           full_adder_5_6_carry;
  wire           full_adder_6_9_total;
  wire           full_adder_5_7_carry;
  wire           full_adder_6_10_total;
  wire           full_adder_6_9_carry;
  wire           incremented_half_adder_7_0_total;
  wire           full_adder_7_12_total;
  wire           full_adder_6_10_carry;
  wire           full_adder_7_13_total;
  wire           full_adder_6_11_carry;
  wire           incremented_half_adder_7_0_carry;
  wire           full_adder_7_12_carry;
  wire           full_adder_8_15_total;
  wire           full_adder_7_13_carry;
  wire           full_adder_8_16_total;
  wire           full_adder_8_15_carry;
  wire           full_adder_9_18_total;
  wire           full_adder_8_16_carry;
  wire           full_adder_9_18_carry;
  wire           carry_1;
  wire           carry_2;
  wire           full_adder_2_0_total;
  wire           carry_3;
  wire           full_adder_3_2_total;
  wire           carry_4;
  wire           full_adder_4_5_total;
  wire           carry_5;
  wire           full_adder_4_5_carry;
  wire           full_adder_5_8_total;
  wire           carry_6;
  wire           full_adder_5_8_carry;
  wire           full_adder_6_11_total;
  wire           carry_7;
  wire           full_adder_7_14_total;
  wire           carry_8;
  wire           full_adder_8_17_total;
  wire           full_adder_7_14_carry;
  wire           carry_9;
  wire           full_adder_8_17_carry;
  wire           full_adder_9_19_total;
  wire           carry_10;
  wire           full_adder_10_20_total;
  wire           full_adder_9_19_carry;
  wire           carry_11;
  wire           full_adder_10_20_carry;
  reg     [12:0] extended;
  wire    [12:0] added;
  wire    [23:0] shifted;

  two_way_full_adder full_adder_2_0 (
    .a(codes[2]),
    .b(codes[6]),
    .c(codes[10]),
    .total(full_adder_2_0_total),
    .carry(full_adder_2_0_carry)
  );

  two_way_full_adder full_adder_3_1 (
    .a(codes[3]),
    .b(codes[7]),
    .c(codes[11]),
    .total(full_adder_3_1_total),
    .carry(full_adder_3_1_carry)
  );

  two_way_full_adder full_adder_3_2 (
    .a(codes[15]),
    .b(full_adder_2_0_carry),
    .c(full_adder_3_1_total),
    .total(full_adder_3_2_total),
    .carry(full_adder_3_2_carry)
  );

  two_way_full_adder full_adder_4_3 (
    .a(codes[4]),
    .b(codes[8]),
    .c(codes[12]),
    .total(full_adder_4_3_total),
    .carry(full_adder_4_3_carry)
  );

  two_way_full_adder full_adder_4_4 (
    .a(codes[16]),
    .b(codes[20]),
    .c(full_adder_3_1_carry),
    .total(full_adder_4_4_total),
    .carry(full_adder_4_4_carry)
  );

  two_way_full_adder full_adder_4_5 (
    .a(full_adder_4_3_total),
    .b(full_adder_3_2_carry),
    .c(full_adder_4_4_total),
    .total(full_adder_4_5_total),
    .carry(full_adder_4_5_carry)
  );

  two_way_full_adder full_adder_5_6 (
    .a(codes[9]),
    .b(codes[13]),
    .c(codes[17]),
    .total(full_adder_5_6_total),
    .carry(full_adder_5_6_carry)
  );

  two_way_full_adder full_adder_5_7 (
    .a(codes[21]),
    .b(codes[25]),
    .c(full_adder_4_3_carry),
    .total(full_adder_5_7_total),
    .carry(full_adder_5_7_carry)
  );

  two_way_full_adder full_adder_5_8 (
    .a(full_adder_5_6_total),
    .b(full_adder_4_4_carry),
    .c(full_adder_5_7_total),
    .total(full_adder_5_8_total),
    .carry(full_adder_5_8_carry)
  );

  two_way_full_adder full_adder_6_9 (
    .a(codes[14]),
    .b(codes[18]),
    .c(codes[22]),
    .total(full_adder_6_9_total),
    .carry(full_adder_6_9_carry)
  );

  two_way_full_adder full_adder_6_10 (
    .a(codes[26]),
    .b(codes[30]),
    .c(full_adder_5_6_carry),
    .total(full_adder_6_10_total),
    .carry(full_adder_6_10_carry)
  );

  two_way_full_adder full_adder_6_11 (
    .a(full_adder_6_9_total),
    .b(full_adder_5_7_carry),
    .c(full_adder_6_10_total),
    .total(full_adder_6_11_total),
    .carry(full_adder_6_11_carry)
  );

  two_way_incremented_half_adder incremented_half_adder_7_0 (
    .a(codes[19]),
    .b(codes[23]),
    .total(incremented_half_adder_7_0_total),
    .carry(incremented_half_adder_7_0_carry)
  );

  two_way_full_adder full_adder_7_12 (
    .a(codes[27]),
    .b(codes[31]),
    .c(~codes[35]),
    .total(full_adder_7_12_total),
    .carry(full_adder_7_12_carry)
  );

  two_way_full_adder full_adder_7_13 (
    .a(full_adder_6_9_carry),
    .b(incremented_half_adder_7_0_total),
    .c(full_adder_7_12_total),
    .total(full_adder_7_13_total),
    .carry(full_adder_7_13_carry)
  );

  two_way_full_adder full_adder_7_14 (
    .a(full_adder_6_10_carry),
    .b(full_adder_7_13_total),
    .c(full_adder_6_11_carry),
    .total(full_adder_7_14_total),
    .carry(full_adder_7_14_carry)
  );

  two_way_full_adder full_adder_8_15 (
    .a(codes[24]),
    .b(codes[28]),
    .c(codes[32]),
    .total(full_adder_8_15_total),
    .carry(full_adder_8_15_carry)
  );

  two_way_full_adder full_adder_8_16 (
    .a(~codes[36]),
    .b(incremented_half_adder_7_0_carry),
    .c(full_adder_7_12_carry),
    .total(full_adder_8_16_total),
    .carry(full_adder_8_16_carry)
  );

  two_way_full_adder full_adder_8_17 (
    .a(full_adder_8_15_total),
    .b(full_adder_7_13_carry),
    .c(full_adder_8_16_total),
    .total(full_adder_8_17_total),
    .carry(full_adder_8_17_carry)
  );

  two_way_full_adder full_adder_9_18 (
    .a(codes[29]),
    .b(codes[33]),
    .c(~codes[37]),
    .total(full_adder_9_18_total),
    .carry(full_adder_9_18_carry)
  );

  two_way_full_adder full_adder_9_19 (
    .a(full_adder_8_15_carry),
    .b(full_adder_9_18_total),
    .c(full_adder_8_16_carry),
    .total(full_adder_9_19_total),
    .carry(full_adder_9_19_carry)
  );

  two_way_full_adder full_adder_10_20 (
    .a(codes[34]),
    .b(~codes[38]),
    .c(full_adder_9_18_carry),
    .total(full_adder_10_20_total),
    .carry(full_adder_10_20_carry)
  );

  assign carry_1 = codes[1] & codes[5];
  assign carry_2 = full_adder_2_0_total & carry_1;
  assign carry_3 = full_adder_3_2_total & carry_2;
  assign carry_4 = full_adder_4_5_total & carry_3;
  assign carry_5 = (full_adder_4_5_carry & full_adder_5_8_total) |
      (carry_4 & (full_adder_4_5_carry | full_adder_5_8_total));
  assign carry_6 = (full_adder_5_8_carry & full_adder_6_11_total) |
      (carry_5 & (full_adder_5_8_carry | full_adder_6_11_total));
  assign carry_7 = full_adder_7_14_total & carry_6;
  assign carry_8 = (full_adder_8_17_total & full_adder_7_14_carry) |
      (carry_7 & (full_adder_8_17_total | full_adder_7_14_carry));
  assign carry_9 = (full_adder_8_17_carry & full_adder_9_19_total) |
      (carry_8 & (full_adder_8_17_carry | full_adder_9_19_total));
  assign carry_10 = (full_adder_10_20_total & full_adder_9_19_carry) |
      (carry_9 & (full_adder_10_20_total | full_adder_9_19_carry));
  assign carry_11 = (~codes[39] & full_adder_10_20_carry) | (carry_10 & (~codes[39] | full_adder_10_20_carry));
  assign added = negative ? ~extended : extended;
  assign shifted = first ? 24'd0 : total << shift;

  always @(posedge clk)
    if (sum)
      extended <=
          {~carry_11, ~codes[39] ^ full_adder_10_20_carry ^ carry_10, full_adder_10_20_total ^ full_adder_9_19_carry ^
          carry_9, full_adder_8_17_carry ^ full_adder_9_19_total ^ carry_8, full_adder_8_17_total ^
          full_adder_7_14_carry ^ carry_7, full_adder_7_14_total ^ carry_6, full_adder_5_8_carry ^
          full_adder_6_11_total ^ carry_5, full_adder_4_5_carry ^ full_adder_5_8_total ^ carry_4, full_adder_4_5_total ^
          carry_3, full_adder_3_2_total ^ carry_2, full_adder_2_0_total ^ carry_1, codes[1] ^ codes[5], codes[0]};

  always @(posedge clk)
    if (add)
      total <= shifted + {{11{added[12]}}, added} + {23'd0, negative};

endmodule

// The output side of one direction: the logic of every converter, and a shift-and-add lane for each result made at
// once.
module two_way_forward_side (
  input  wire           clk,
  input  wire           rst,
  input  wire    [63:0] above,
  output wire   [319:0] trial,
  input  wire     [4:0] step,
  input  wire           decide,
  input  wire           sum,
  input  wire           add,
  input  wire           first,
  input  wire     [1:0] shift,
  input  wire           negative,
  output wire   [191:0] totals  // [7:0][23:0]
);

  wire     [4:0] converter_0_trial;
  wire     [4:0] converter_1_trial;
  wire     [4:0] converter_2_trial;
  wire     [4:0] converter_3_trial;
  wire     [4:0] converter_4_trial;
  wire     [4:0] converter_5_trial;
  wire     [4:0] converter_6_trial;
  wire     [4:0] converter_7_trial;
  wire     [4:0] converter_8_trial;
  wire     [4:0] converter_9_trial;
  wire     [4:0] converter_10_trial;
  wire     [4:0] converter_11_trial;
  wire     [4:0] converter_12_trial;
  wire     [4:0] converter_13_trial;
  wire     [4:0] converter_14_trial;
  wire     [4:0] converter_15_trial;
  wire     [4:0] converter_16_trial;
  wire     [4:0] converter_17_trial;
  wire     [4:0] converter_18_trial;
  wire     [4:0] converter_19_trial;
  wire     [4:0] converter_20_trial;
  wire     [4:0] converter_21_trial;
  wire     [4:0] converter_22_trial;
  wire     [4:0] converter_23_trial;
  wire     [4:0] converter_24_trial;
  wire     [4:0] converter_25_trial;
  wire     [4:0] converter_26_trial;
  wire     [4:0] converter_27_trial;
  wire     [4:0] converter_28_trial;
  wire     [4:0] converter_29_trial;
  wire     [4:0] converter_30_trial;
  wire     [4:0] converter_31_trial;
  wire     [4:0] converter_32_trial;
  wire     [4:0] converter_33_trial;
  wire     [4:0] converter_34_trial;
  wire     [4:0] converter_35_trial;
  wire     [4:0] converter_36_trial;
  wire     [4:0] converter_37_trial;
  wire     [4:0] converter_38_trial;
  wire     [4:0] converter_39_trial;
  wire     [4:0] converter_40_trial;
  wire     [4:0] converter_41_trial;
  wire     [4:0] converter_42_trial;
  wire     [4:0] converter_43_trial;
  wire     [4:0] converter_44_trial;
  wire     [4:0] converter_45_trial;
  wire     [4:0] converter_46_trial;
  wire     [4:0] converter_47_trial;
  wire     [4:0] converter_48_trial;
  wire     [4:0] converter_49_trial;
  wire     [4:0] converter_50_trial;
  wire     [4:0] converter_51_trial;
  wire     [4:0] converter_52_trial;
  wire     [4:0] converter_53_trial;
  wire     [4:0] converter_54_trial;
  wire     [4:0] converter_55_trial;
  wire     [4:0] converter_56_trial;
  wire     [4:0] converter_57_trial;
  wire     [4:0] converter_58_trial;
  wire     [4:0] converter_59_trial;
  wire     [4:0] converter_60_trial;
  wire     [4:0] converter_61_trial;
  wire     [4:0] converter_62_trial;
  wire     [4:0] converter_63_trial;
  wire    [23:0] lane_0_total;
  wire    [23:0] lane_1_total;
  wire    [23:0] lane_2_total;
  wire    [23:0] lane_3_total;
  wire    [23:0] lane_4_total;
  wire    [23:0] lane_5_total;
  wire    [23:0] lane_6_total;
  wire    [23:0] lane_7_total;
  wire     [4:0] converter_0_code;
  wire     [4:0] converter_1_code;
  wire     [4:0] converter_2_code;
  wire     [4:0] converter_3_code;
  wire     [4:0] converter_4_code;
  wire     [4:0] converter_5_code;
  wire     [4:0] converter_6_code;
  wire     [4:0] converter_7_code;
  wire     [4:0] converter_8_code;
  wire     [4:0] converter_9_code;
  wire     [4:0] converter_10_code;
  wire     [4:0] converter_11_code;
  wire     [4:0] converter_12_code;
  wire     [4:0] converter_13_code;
  wire     [4:0] converter_14_code;
  wire     [4:0] converter_15_code;
  wire     [4:0] converter_16_code;
  wire     [4:0] converter_17_code;
  wire     [4:0] converter_18_code;
  wire     [4:0] converter_19_code;
  wire     [4:0] converter_20_code;
  wire     [4:0] converter_21_code;
  wire     [4:0] converter_22_code;
  wire     [4:0] converter_23_code;
  wire     [4:0] converter_24_code;
  wire     [4:0] converter_25_code;
  wire     [4:0] converter_26_code;
  wire     [4:0] converter_27_code;
  wire     [4:0] converter_28_code;
  wire     [4:0] converter_29_code;
  wire     [4:0] converter_30_code;
  wire     [4:0] converter_31_code;
  wire     [4:0] converter_32_code;
  wire     [4:0] converter_33_code;
  wire     [4:0] converter_34_code;
  wire     [4:0] converter_35_code;
  wire     [4:0] converter_36_code;
  wire     [4:0] converter_37_code;
  wire     [4:0] converter_38_code;
  wire     [4:0] converter_39_code;
  wire     [4:0] converter_40_code;
  wire     [4:0] converter_41_code;
  wire     [4:0] converter_42_code;
  wire     [4:0] converter_43_code;
  wire     [4:0] converter_44_code;
  wire     [4:0] converter_45_code;
  wire     [4:0] converter_46_code;
  wire     [4:0] converter_47_code;
  wire     [4:0] converter_48_code;
  wire     [4:0] converter_49_code;
  wire     [4:0] converter_50_code;
  wire     [4:0] converter_51_code;
  wire     [4:0] converter_52_code;
  wire     [4:0] converter_53_code;
  wire     [4:0] converter_54_code;
  wire     [4:0] converter_55_code;
  wire     [4:0] converter_56_code;
  wire     [4:0] converter_57_code;
  wire     [4:0] converter_58_code;
  wire     [4:0] converter_59_code;
  wire     [4:0] converter_60_code;
  wire     [4:0] converter_61_code;
  wire     [4:0] converter_62_code;
  wire     [4:0] converter_63_code;

  two_way_sar converter_0 (
    .clk(clk),
    .rst(rst),
    .step(step),
    .decide(decide),
    .above(above[0]),
    .trial(converter_0_trial),
    .code(converter_0_code)
  );

  two_way_sar converter_1 (
    .clk(clk),
    .rst(rst),
    .step(step),
    .decide(decide),
    .above(above[1]),
    .trial(converter_1_trial),
    .code(converter_1_code)
  );

  two_way_sar converter_2 (
    .clk(clk),
    .rst(rst),
    .step(step),
    .decide(decide),
    .above(above[2]),
    .trial(converter_2_trial),
    .code(converter_2_code)
  );

  two_way_sar converter_3 (
    .clk(clk),
    .rst(rst),
    .step(step),
    .decide(decide),
    .above(above[3]),
    .trial(converter_3_trial),
    .code(converter_3_code)
  );

  two_way_sar converter_4 (
    .clk(clk),
    .rst(rst),
    .step(step),
    .decide(decide),
    .above(above[4]),
    .trial(converter_4_trial),
    .code(converter_4_code)
  );

  two_way_sar converter_5 (
    .clk(clk),
    .rst(rst),
    .step(step),
    .decide(decide),
    .above(above[5]),
    .trial(converter_5_trial),
    .code(converter_5_code)
  );

  two_way_sar converter_6 (
    .clk(clk),
    .rst(rst),
    .step(step),
    .decide(decide),
    .above(above[6]),
    .trial(converter_6_trial),
    .code(converter_6_code)
  );

  two_way_sar converter_7 (
    .clk(clk),
    .rst(rst),
    .step(step),
    .decide(decide),
    .above(above[7]),
    .trial(converter_7_trial),
    .code(converter_7_code)
  );

  two_way_sar converter_8 (
    .clk(clk),
    .rst(rst),
    .step(step),
    .decide(decide),
    .above(above[8]),
    .trial(converter_8_trial),
    .code(converter_8_code)
  );

  two_way_sar converter_9 (
    .clk(clk),
    .rst(rst),
    .step(step),
    .decide(decide),
    .above(above[9]),
    .trial(converter_9_trial),
    .code(converter_9_code)
  );

  two_way_sar converter_10 (
    .clk(clk),
    .rst(rst),
    .step(step),
    .decide(decide),
    .above(above[10]),
    .trial(converter_10_trial),
    .code(converter_10_code)
  );

  two_way_sar converter_11 (
    .clk(clk),
    .rst(rst),
    .step(step),
    .decide(decide),
    .above(above[11]),
    .trial(converter_11_trial),
    .code(converter_11_code)
  );

  two_way_sar converter_12 (
    .clk(clk),
    .rst(rst),
    .step(step),
    .decide(decide),
    .above(above[12]),
    .trial(converter_12_trial),
    .code(converter_12_code)
  );

  two_way_sar converter_13 (
    .clk(clk),
    .rst(rst),
    .step(step),
    .decide(decide),
    .above(above[13]),
    .trial(converter_13_trial),
    .code(converter_13_code)
  );

  two_way_sar converter_14 (
    .clk(clk),
    .rst(rst),
    .step(step),
    .decide(decide),
    .above(above[14]),
    .trial(converter_14_trial),
    .code(converter_14_code)
  );

  two_way_sar converter_15 (
    .clk(clk),
    .rst(rst),
    .step(step),
    .decide(decide),
    .above(above[15]),
    .trial(converter_15_trial),
    .code(converter_15_code)
  );

  two_way_sar converter_16 (
    .clk(clk),
    .rst(rst),
    .step(step),
    .decide(decide),
    .above(above[16]),
    .trial(converter_16_trial),
    .code(converter_16_code)
  );

  two_way_sar converter_17 (
    .clk(clk),
    .rst(rst),
    .step(step),
    .decide(decide),
    .above(above[17]),
    .trial(converter_17_trial),
    .code(converter_17_code)
  );

  two_way_sar converter_18 (
    .clk(clk),
    .rst(rst),
    .step(step),
    .decide(decide),
    .above(above[18]),
    .trial(converter_18_trial),
    .code(converter_18_code)
  );

  two_way_sar converter_19 (
    .clk(clk),
    .rst(rst),
    .step(step),
    .decide(decide),
    .above(above[19]),
    .trial(converter_19_trial),
    .code(converter_19_code)
  );

  two_way_sar converter_20 (
    .clk(clk),
    .rst(rst),
    .step(step),
    .decide(decide),
    .above(above[20]),
    .trial(converter_20_trial),
    .code(converter_20_code)
  );

  two_way_sar converter_21 (
    .clk(clk),
    .rst(rst),
    .step(step),
    .decide(decide),
    .above(above[21]),
    .trial(converter_21_trial),
    .code(converter_21_code)
  );

  two_way_sar converter_22 (
    .clk(clk),
    .rst(rst),
    .step(step),
    .decide(decide),
    .above(above[22]),
    .trial(converter_22_trial),
    .code(converter_22_code)
  );

  two_way_sar converter_23 (
    .clk(clk),
    .rst(rst),
    .step(step),
    .decide(decide),
    .above(above[23]),
    .trial(converter_23_trial),
    .code(converter_23_code)
  );

  two_way_sar converter_24 (
    .clk(clk),
    .rst(rst),
    .step(step),
    .decide(decide),
    .above(above[24]),
    .trial(converter_24_trial),
    .code(converter_24_code)
  );

  two_way_sar converter_25 (
    .clk(clk),
    .rst(rst),
    .step(step),
    .decide(decide),
    .above(above[25]),
    .trial(converter_25_trial),
    .code(converter_25_code)
  );

  two_way_sar converter_26 (
    .clk(clk),
    .rst(rst),
    .step(step),
    .decide(decide),
    .above(above[26]),
    .trial(converter_26_trial),
    .code(converter_26_code)
  );

  two_way_sar converter_27 (
    .clk(clk),
    .rst(rst),
    .step(step),
    .decide(decide),
    .above(above[27]),
    .trial(converter_27_trial),
    .code(converter_27_code)
  );

  two_way_sar converter_28 (
    .clk(clk),
    .rst(rst),
    .step(step),
    .decide(decide),
    .above(above[28]),
    .trial(converter_28_trial),
    .code(converter_28_code)
  );

  two_way_sar converter_29 (
    .clk(clk),
    .rst(rst),
    .step(step),
    .decide(decide),
    .above(above[29]),
    .trial(converter_29_trial),
    .code(converter_29_code)
  );

  two_way_sar converter_30 (
    .clk(clk),
    .rst(rst),
    .step(step),
    .decide(decide),
    .above(above[30]),
    .trial(converter_30_trial),
    .code(converter_30_code)
  );

  two_way_sar converter_31 (
    .clk(clk),
    .rst(rst),
    .step(step),
    .decide(decide),
    .above(above[31]),
    .trial(converter_31_trial),
    .code(converter_31_code)
  );

  two_way_sar converter_32 (
    .clk(clk),
    .rst(rst),
    .step(step),
    .decide(decide),
    .above(above[32]),
    .trial(converter_32_trial),
    .code(converter_32_code)
  );

  two_way_sar converter_33 (
    .clk(clk),
    .rst(rst),
    .step(step),
    .decide(decide),
    .above(above[33]),
    .trial(converter_33_trial),
    .code(converter_33_code)
  );

  two_way_sar converter_34 (
    .clk(clk),
    .rst(rst),
    .step(step),
    .decide(decide),
    .above(above[34]),
    .trial(converter_34_trial),
    .code(converter_34_code)
  );

  two_way_sar converter_35 (
    .clk(clk),
    .rst(rst),
    .step(step),
    .decide(decide),
    .above(above[35]),
    .trial(converter_35_trial),
    .code(converter_35_code)
  );

  two_way_sar converter_36 (
    .clk(clk),
    .rst(rst),
    .step(step),
    .decide(decide),
    .above(above[36]),
    .trial(converter_36_trial),
    .code(converter_36_code)
  );

  two_way_sar converter_37 (
    .clk(clk),
    .rst(rst),
    .step(step),
    .decide(decide),
    .above(above[37]),
    .trial(converter_37_trial),
    .code(converter_37_code)
  );

  two_way_sar converter_38 (
    .clk(clk),
    .rst(rst),
    .step(step),
    .decide(decide),
    .above(above[38]),
    .trial(converter_38_trial),
    .code(converter_38_code)
  );

  two_way_sar converter_39 (
    .clk(clk),
    .rst(rst),
    .step(step),
    .decide(decide),
    .above(above[39]),
    .trial(converter_39_trial),
    .code(converter_39_code)
  );

  two_way_sar converter_40 (
    .clk(clk),
    .rst(rst),
    .step(step),
    .decide(decide),
    .above(above[40]),
    .trial(converter_40_trial),
    .code(converter_40_code)
  );

  two_way_sar converter_41 (
    .clk(clk),
    .rst(rst),
    .step(step),
    .decide(decide),
    .above(above[41]),
    .trial(converter_41_trial),
    .code(converter_41_code)
  );

  two_way_sar converter_42 (
    .clk(clk),
    .rst(rst),
    .step(step),
    .decide(decide),
    .above(above[42]),
    .trial(converter_42_trial),
    .code(converter_42_code)
  );

  two_way_sar converter_43 (
    .clk(clk),
    .rst(rst),
    .step(step),
    .decide(decide),
    .above(above[43]),
    .trial(converter_43_trial),
    .code(converter_43_code)
  );

  two_way_sar converter_44 (
    .clk(clk),
    .rst(rst),
    .step(step),
    .decide(decide),
    .above(above[44]),
    .trial(converter_44_trial),
    .code(converter_44_code)
  );

  two_way_sar converter_45 (
    .clk(clk),
    .rst(rst),
    .step(step),
    .decide(decide),
    .above(above[45]),
    .trial(converter_45_trial),
    .code(converter_45_code)
  );

  two_way_sar converter_46 (
    .clk(clk),
    .rst(rst),
    .step(step),
    .decide(decide),
    .above(above[46]),
    .trial(converter_46_trial),
    .code(converter_46_code)
  );

  two_way_sar converter_47 (
    .clk(clk),
    .rst(rst),
    .step(step),
    .decide(decide),
    .above(above[47]),
    .trial(converter_47_trial),
    .code(converter_47_code)
  );

  two_way_sar converter_48 (
    .clk(clk),
    .rst(rst),
    .step(step),
    .decide(decide),
    .above(above[48]),
    .trial(converter_48_trial),
    .code(converter_48_code)
  );

  two_way_sar converter_49 (
    .clk(clk),
    .rst(rst),
    .step(step),
    .decide(decide),
    .above(above[49]),
    .trial(converter_49_trial),
    .code(converter_49_code)
  );

  two_way_sar converter_50 (
    .clk(clk),
    .rst(rst),
    .step(step),
    .decide(decide),
    .above(above[50]),
    .trial(converter_50_trial),
    .code(converter_50_code)
  );

  two_way_sar converter_51 (
    .clk(clk),
    .rst(rst),
    .step(step),
    .decide(decide),
    .above(above[51]),
    .trial(converter_51_trial),
    .code(converter_51_code)
  );

  two_way_sar converter_52 (
    .clk(clk),
    .rst(rst),
    .step(step),
    .decide(decide),
    .above(above[52]),
    .trial(converter_52_trial),
    .code(converter_52_code)
  );

  two_way_sar converter_53 (
    .clk(clk),
    .rst(rst),
    .step(step),
    .decide(decide),
    .above(above[53]),
    .trial(converter_53_trial),
    .code(converter_53_code)
  );

  two_way_sar converter_54 (
    .clk(clk),
    .rst(rst),
    .step(step),
    .decide(decide),
    .above(above[54]),
    .trial(converter_54_trial),
    .code(converter_54_code)
  );

  two_way_sar converter_55 (
    .clk(clk),
    .rst(rst),
    .step(step),
    .decide(decide),
    .above(above[55]),
    .trial(converter_55_trial),
    .code(converter_55_code)
  );

  two_way_sar converter_56 (
    .clk(clk),
    .rst(rst),
    .step(step),
    .decide(decide),
    .above(above[56]),
    .trial(converter_56_trial),
    .code(converter_56_code)
  );

  two_way_sar converter_57 (
    .clk(clk),
    .rst(rst),
    .step(step),
    .decide(decide),
    .above(above[57]),
    .trial(converter_57_trial),
    .code(converter_57_code)
  );

  two_way_sar converter_58 (
    .clk(clk),
    .rst(rst),
    .step(step),
    .decide(decide),
    .above(above[58]),
    .trial(converter_58_trial),
    .code(converter_58_code)
  );

  two_way_sar converter_59 (
    .clk(clk),
    .rst(rst),
    .step(step),
    .decide(decide),
    .above(above[59]),
    .trial(converter_59_trial),
    .code(converter_59_code)
  );

  two_way_sar converter_60 (
    .clk(clk),
    .rst(rst),
    .step(step),
    .decide(decide),
    .above(above[60]),
    .trial(converter_60_trial),
    .code(converter_60_code)
  );

  two_way_sar converter_61 (
    .clk(clk),
    .rst(rst),
    .step(step),
    .decide(decide),
    .above(above[61]),
    .trial(converter_61_trial),
    .code(converter_61_code)
  );

  two_way_sar converter_62 (
    .clk(clk),
    .rst(rst),
    .step(step),
    .decide(decide),
    .above(above[62]),
    .trial(converter_62_trial),
    .code(converter_62_code)
  );

  two_way_sar converter_63 (
    .clk(clk),
    .rst(rst),
    .step(step),
    .decide(decide),
    .above(above[63]),
    .trial(converter_63_trial),
    .code(converter_63_code)
  );

  two_way_forward_shift_add lane_0 (
    .clk(clk),
    .codes({converter_7_code, converter_6_code, converter_5_code, converter_4_code, converter_3_code, converter_2_code,
        converter_1_code, converter_0_code}),
    .sum(sum),
    .add(add),
    .first(first),
    .shift(shift),
    .negative(negative),
    .total(lane_0_total)
  );

  two_way_forward_shift_add lane_1 (
    .clk(clk),
    .codes({converter_15_code, converter_14_code, converter_13_code, converter_12_code, converter_11_code,
        converter_10_code, converter_9_code, converter_8_code}),
    .sum(sum),
    .add(add),
    .first(first),
    .shift(shift),
    .negative(negative),
    .total(lane_1_total)
  );

  two_way_forward_shift_add lane_2 (
    .clk(clk),
    .codes({converter_23_code, converter_22_code, converter_21_code, converter_20_code, converter_19_code,
        converter_18_code, converter_17_code, converter_16_code}),
    .sum(sum),
    .add(add),
    .first(first),
    .shift(shift),
    .negative(negative),
    .total(lane_2_total)
  );

  two_way_forward_shift_add lane_3 (
    .clk(clk),
    .codes({converter_31_code, converter_30_code, converter_29_code, converter_28_code, converter_27_code,
        converter_26_code, converter_25_code, converter_24_code}),
    .sum(sum),
    .add(add),
    .first(first),
    .shift(shift),
    .negative(negative),
    .total(lane_3_total)
  );

  two_way_forward_shift_add lane_4 (
    .clk(clk),
    .codes({converter_39_code, converter_38_code, converter_37_code, converter_36_code, converter_35_code,
        converter_34_code, converter_33_code, converter_32_code}),
    .sum(sum),
    .add(add),
    .first(first),
    .shift(shift),
    .negative(negative),
    .total(lane_4_total)
  );

  two_way_forward_shift_add lane_5 (
    .clk(clk),
    .codes({converter_47_code, converter_46_code, converter_45_code, converter_44_code, converter_43_code,
        converter_42_code, converter_41_code, converter_40_code}),
    .sum(sum),
    .add(add),
    .first(first),
    .shift(shift),
    .negative(negative),
    .total(lane_5_total)
  );

  two_way_forward_shift_add lane_6 (
    .clk(clk),
    .codes({converter_55_code, converter_54_code, converter_53_code, converter_52_code, converter_51_code,
        converter_50_code, converter_49_code, converter_48_code}),
    .sum(sum),
    .add(add),
    .first(first),
    .shift(shift),
    .negative(negative),
    .total(lane_6_total)
  );

  two_way_forward_shift_add lane_7 (
    .clk(clk),
    .codes({converter_63_code, converter_62_code, converter_61_code, converter_60_code, converter_59_code,
        converter_58_code, converter_57_code, converter_56_code}),
    .sum(sum),
    .add(add),
    .first(first),
    .shift(shift),
    .negative(negative),
    .total(lane_7_total)
  );

  assign trial =
      {converter_63_trial, converter_62_trial, converter_61_trial, converter_60_trial, converter_59_trial,
      converter_58_trial, converter_57_trial, converter_56_trial, converter_55_trial, converter_54_trial,
      converter_53_trial, converter_52_trial, converter_51_trial, converter_50_trial, converter_49_trial,
      converter_48_trial, converter_47_trial, converter_46_trial, converter_45_trial, converter_44_trial,
      converter_43_trial, converter_42_trial, converter_41_trial, converter_40_trial, converter_39_trial,
      converter_38_trial, converter_37_trial, converter_36_trial, converter_35_trial, converter_34_trial,
      converter_33_trial, converter_32_trial, converter_31_trial, converter_30_trial, converter_29_trial,
      converter_28_trial, converter_27_trial, converter_26_trial, converter_25_trial, converter_24_trial,
      converter_23_trial, converter_22_trial, converter_21_trial, converter_20_trial, converter_19_trial,
      converter_18_trial, converter_17_trial, converter_16_trial, converter_15_trial, converter_14_trial,
      converter_13_trial, converter_12_trial, converter_11_trial, converter_10_trial, converter_9_trial,
      converter_8_trial, converter_7_trial, converter_6_trial, converter_5_trial, converter_4_trial, converter_3_trial,
      converter_2_trial, converter_1_trial, converter_0_trial};
  assign totals =
      {lane_7_total, lane_6_total, lane_5_total, lane_4_total, lane_3_total, lane_2_total, lane_1_total, lane_0_total};

endmodule

// Weighs the codes of one read, and adds the reads up by Horner's rule, over input digits and line groups alike.
module two_way_backward_shift_add (
  input  wire           clk,
  input  wire    [39:0] codes,  // [7:0][4:0]
  input  wire           sum,
  input  wire           add,
  input  wire           first,
  input  wire     [1:0] shift,
  input  wire           negative,
  output reg     [22:0] total
);

  wire           full_adder_2_0_carry;
  wire           full_adder_3_1_total;
  wire           full_adder_3_1_carry;
  wire           full_adder_4_3_total;
  wire           full_adder_3_2_carry;
  wire           full_adder_4_4_total;
  wire           full_adder_4_3_carry;
  wire           full_adder_5_6_total;
  wire           full_adder_4_4_carry;
  wire           full_adder_5_7_total;
  wire           full_adder_5_6_carry;
  wire           full_adder_6_9_total;
  wire           full_adder_5_7_carry;
  wire           full_adder_6_10_total;
  wire           full_adder_6_9_carry;
  wire           incremented_half_adder_7_0_total;
  wire           full_adder_7_12_total;
  wire           full_adder_6_10_carry;
  wire           full_adder_7_13_total;
  wire           full_adder_6_11_carry;
  wire           incremented_half_adder_7_0_carry;
  wire           full_adder_7_12_carry;
  wire           full_adder_8_15_total;
  wire           full_adder_7_13_carry;
  wire           full_adder_8_16_total;
  wire           full_adder_8_15_carry;
  wire           full_adder_9_18_total;
  wire           full_adder_8_16_carry;
  wire           full_adder_9_18_carry;
  wire           carry_1;
  wire           carry_2;
  wire           full_adder_2_0_total;
  wire           carry_3;
  wire           full_adder_3_2_total;
  wire           carry_4;
  wire           full_adder_4_5_total;
  wire           carry_5;
  wire           full_adder_4_5_carry;
  wire           full_adder_5_8_total;
  wire           carry_6;
  wire           full_adder_5_8_carry;
  wire           full_adder_6_11_total;
  wire           carry_7;
  wire           full_adder_7_14_total;
  wire           carry_8;
  wire           full_adder_8_17_total;
  wire           full_adder_7_14_carry;
  wire           carry_9;
  wire           full_adder_8_17_carry;
  wire           full_adder_9_19_total;
  wire           carry_10;
  wire           full_adder_10_20_total;
  wire           full_adder_9_19_carry;
  wire           carry_11;
  wire           full_adder_10_20_carry;
  reg     [12:0] extended;
  wire    [12:0] added;
  wire    [22:0] shifted;

  two_way_full_adder full_adder_2_0 (
    .a(codes[2]),
    .b(codes[6]),
    .c(codes[10]),
    .total(full_adder_2_0_total),
    .carry(full_adder_2_0_carry)
  );

  two_way_full_adder full_adder_3_1 (
    .a(codes[3]),
    .b(codes[7]),
    .c(codes[11]),
    .total(full_adder_3_1_total),
    .carry(full_adder_3_1_carry)
  );

  two_way_full_adder full_adder_3_2 (
    .a(codes[15]),
    .b(full_adder_2_0_carry),
    .c(full_adder_3_1_total),
    .total(full_adder_3_2_total),
    .carry(full_adder_3_2_carry)
  );

  two_way_full_adder full_adder_4_3 (
    .a(codes[4]),
    .b(codes[8]),
    .c(codes[12]),
    .total(full_adder_4_3_total),
    .carry(full_adder_4_3_carry)
  );

  two_way_full_adder full_adder_4_4 (
    .a(codes[16]),
    .b(codes[20]),
    .c(full_adder_3_1_carry),
    .total(full_adder_4_4_total),
    .carry(full_adder_4_4_carry)
  );

  two_way_full_adder full_adder_4_5 (
    .a(full_adder_4_3_total),
    .b(full_adder_3_2_carry),
    .c(full_adder_4_4_total),
    .total(full_adder_4_5_total),
    .carry(full_adder_4_5_carry)
  );

  two_way_full_adder full_adder_5_6 (
    .a(codes[9]),
    .b(codes[13]),
    .c(codes[17]),
    .total(full_adder_5_6_total),
    .carry(full_adder_5_6_carry)
  );

  two_way_full_adder full_adder_5_7 (
    .a(codes[21]),
    .b(codes[25]),
    .c(full_adder_4_3_carry),
    .total(full_adder_5_7_total),
    .carry(full_adder_5_7_carry)
  );

  two_way_full_adder full_adder_5_8 (
    .a(full_adder_5_6_total),
    .b(full_adder_4_4_carry),
    .c(full_adder_5_7_total),
    .total(full_adder_5_8_total),
    .carry(full_adder_5_8_carry)
  );

  two_way_full_adder full_adder_6_9 (
    .a(codes[14]),
    .b(codes[18]),
    .c(codes[22]),
    .total(full_adder_6_9_total),
    .carry(full_adder_6_9_carry)
  );

  two_way_full_adder full_adder_6_10 (
    .a(codes[26]),
    .b(codes[30]),
    .c(full_adder_5_6_carry),
    .total(full_adder_6_10_total),
    .carry(full_adder_6_10_carry)
  );

  two_way_full_adder full_adder_6_11 (
    .a(full_adder_6_9_total),
    .b(full_adder_5_7_carry),
    .c(full_adder_6_10_total),
    .total(full_adder_6_11_total),
    .carry(full_adder_6_11_carry)
  );

  two_way_incremented_half_adder incremented_half_adder_7_0 (
    .a(codes[19]),
    .b(codes[23]),
    .total(incremented_half_adder_7_0_total),
    .carry(incremented_half_adder_7_0_carry)
  );

  two_way_full_adder full_adder_7_12 (
    .a(codes[27]),
    .b(codes[31]),
    .c(~codes[35]),
    .total(full_adder_7_12_total),
    .carry(full_adder_7_12_carry)
  );

  two_way_full_adder full_adder_7_13 (
    .a(full_adder_6_9_carry),
    .b(incremented_half_adder_7_0_total),
    .c(full_adder_7_12_total),
    .total(full_adder_7_13_total),
    .carry(full_adder_7_13_carry)
  );

  two_way_full_adder full_adder_7_14 (
    .a(full_adder_6_10_carry),
    .b(full_adder_7_13_total),
    .c(full_adder_6_11_carry),
    .total(full_adder_7_14_total),
    .carry(full_adder_7_14_carry)
  );

  two_way_full_adder full_adder_8_15 (
    .a(codes[24]),
    .b(codes[28]),
    .c(codes[32]),
    .total(full_adder_8_15_total),
    .carry(full_adder_8_15_carry)
  );

  two_way_full_adder full_adder_8_16 (
    .a(~codes[36]),
    .b(incremented_half_adder_7_0_carry),
    .c(full_adder_7_12_carry),
    .total(full_adder_8_16_total),
    .carry(full_adder_8_16_carry)
  );

  two_way_full_adder full_adder_8_17 (
    .a(full_adder_8_15_total),
    .b(full_adder_7_13_carry),
    .c(full_adder_8_16_total),
    .total(full_adder_8_17_total),
    .carry(full_adder_8_17_carry)
  );

  two_way_full_adder full_adder_9_18 (
    .a(codes[29]),
    .b(codes[33]),
    .c(~codes[37]),
    .total(full_adder_9_18_total),
    .carry(full_adder_9_18_carry)
  );

  two_way_full_adder full_adder_9_19 (
    .a(full_adder_8_15_carry),
    .b(full_adder_9_18_total),
    .c(full_adder_8_16_carry),
    .total(full_adder_9_19_total),
    .carry(full_adder_9_19_carry)
  );

  two_way_full_adder full_adder_10_20 (
    .a(codes[34]),
    .b(~codes[38]),
    .c(full_adder_9_18_carry),
    .total(full_adder_10_20_total),
    .carry(full_adder_10_20_carry)
  );

  assign carry_1 = codes[1] & codes[5];
  assign carry_2 = full_adder_2_0_total & carry_1;
  assign carry_3 = full_adder_3_2_total & carry_2;
  assign carry_4 = full_adder_4_5_total & carry_3;
  assign carry_5 = (full_adder_4_5_carry & full_adder_5_8_total) |
      (carry_4 & (full_adder_4_5_carry | full_adder_5_8_total));
  assign carry_6 = (full_adder_5_8_carry & full_adder_6_11_total) |
      (carry_5 & (full_adder_5_8_carry | full_adder_6_11_total));
  assign carry_7 = full_adder_7_14_total & carry_6;
  assign carry_8 = (full_adder_8_17_total & full_adder_7_14_carry) |
      (carry_7 & (full_adder_8_17_total | full_adder_7_14_carry));
  assign carry_9 = (full_adder_8_17_carry & full_adder_9_19_total) |
      (carry_8 & (full_adder_8_17_carry | full_adder_9_19_total));
  assign carry_10 = (full_adder_10_20_total & full_adder_9_19_carry) |
      (carry_9 & (full_adder_10_20_total | full_adder_9_19_carry));
  assign carry_11 = (~codes[39] & full_adder_10_20_carry) | (carry_10 & (~codes[39] | full_adder_10_20_carry));
  assign added = negative ? ~extended : extended;
  assign shifted = first ? 23'd0 : total << shift;

  always @(posedge clk)
    if (sum)
      extended <=
          {~carry_11, ~codes[39] ^ full_adder_10_20_carry ^ carry_10, full_adder_10_20_total ^ full_adder_9_19_carry ^
          carry_9, full_adder_8_17_carry ^ full_adder_9_19_total ^ carry_8, full_adder_8_17_total ^
          full_adder_7_14_carry ^ carry_7, full_adder_7_14_total ^ carry_6, full_adder_5_8_carry ^
          full_adder_6_11_total ^ carry_5, full_adder_4_5_carry ^ full_adder_5_8_total ^ carry_4, full_adder_4_5_total ^
          carry_3, full_adder_3_2_total ^ carry_2, full_adder_2_0_total ^ carry_1, codes[1] ^ codes[5], codes[0]};

  always @(posedge clk)
    if (add)
      total <= shifted + {{10{added[12]}}, added} + {22'd0, negative};

endmodule

// The output side of one direction: the logic of every converter, and a shift-and-add lane for each result made at
// once.
module two_way_backward_side (
  input  wire           clk,
  input  wire           rst,
  input  wire   [127:0] above,
  output wire   [639:0] trial,
  input  wire     [4:0] step,
  input  wire           decide,
  input  wire           sum,
  input  wire           add,
  input  wire           first,
  input  wire     [1:0] shift,
  input  wire           negative,
  output wire   [367:0] totals  // [15:0][22:0]
);

  wire     [4:0] converter_0_trial;
  wire     [4:0] converter_1_trial;
  wire     [4:0] converter_2_trial;
  wire     [4:0] converter_3_trial;
  wire     [4:0] converter_4_trial;
  wire     [4:0] converter_5_trial;
  wire     [4:0] converter_6_trial;
  wire     [4:0] converter_7_trial;
  wire     [4:0] converter_8_trial;
  wire     [4:0] converter_9_trial;
  wire     [4:0] converter_10_trial;
  wire     [4:0] converter_11_trial;
  wire     [4:0] converter_12_trial;
  wire     [4:0] converter_13_trial;
  wire     [4:0] converter_14_trial;
  wire     [4:0] converter_15_trial;
  wire     [4:0] converter_16_trial;
  wire     [4:0] converter_17_trial;
  wire     [4:0] converter_18_trial;
  wire     [4:0] converter_19_trial;
  wire     [4:0] converter_20_trial;
  wire     [4:0] converter_21_trial;
  wire     [4:0] converter_22_trial;
  wire     [4:0] converter_23_trial;
  wire     [4:0] converter_24_trial;
  wire     [4:0] converter_25_trial;
  wire     [4:0] converter_26_trial;
  wire     [4:0] converter_27_trial;
  wire     [4:0] converter_28_trial;
  wire     [4:0] converter_29_trial;
  wire     [4:0] converter_30_trial;
  wire     [4:0] converter_31_trial;
  wire     [4:0] converter_32_trial;
  wire     [4:0] converter_33_trial;
  wire     [4:0] converter_34_trial;
  wire     [4:0] converter_35_trial;
  wire     [4:0] converter_36_trial;
  wire     [4:0] converter_37_trial;
  wire     [4:0] converter_38_trial;
  wire     [4:0] converter_39_trial;
  wire     [4:0] converter_40_trial;
  wire     [4:0] converter_41_trial;
  wire     [4:0] converter_42_trial;
  wire     [4:0] converter_43_trial;
  wire     [4:0] converter_44_trial;
  wire     [4:0] converter_45_trial;
  wire     [4:0] converter_46_trial;
  wire     [4:0] converter_47_trial;
  wire     [4:0] converter_48_trial;
  wire     [4:0] converter_49_trial;
  wire     [4:0] converter_50_trial;
  wire     [4:0] converter_51_trial;
  wire     [4:0] converter_52_trial;
  wire     [4:0] converter_53_trial;
  wire     [4:0] converter_54_trial;
  wire     [4:0] converter_55_trial;
  wire     [4:0] converter_56_trial;
  wire     [4:0] converter_57_trial;
  wire     [4:0] converter_58_trial;
  wire     [4:0] converter_59_trial;
  wire     [4:0] converter_60_trial;
  wire     [4:0] converter_61_trial;
  wire     [4:0] converter_62_trial;
  wire     [4:0] converter_63_trial;
  wire     [4:0] converter_64_trial;
  wire     [4:0] converter_65_trial;
  wire     [4:0] converter_66_trial;
  wire     [4:0] converter_67_trial;
  wire     [4:0] converter_68_trial;
  wire     [4:0] converter_69_trial;
  wire     [4:0] converter_70_trial;
  wire     [4:0] converter_71_trial;
  wire     [4:0] converter_72_trial;
  wire     [4:0] converter_73_trial;
  wire     [4:0] converter_74_trial;
  wire     [4:0] converter_75_trial;
  wire     [4:0] converter_76_trial;
  wire     [4:0] converter_77_trial;
  wire     [4:0] converter_78_trial;
  wire     [4:0] converter_79_trial;
  wire     [4:0] converter_80_trial;
  wire     [4:0] converter_81_trial;
  wire     [4:0] converter_82_trial;
  wire     [4:0] converter_83_trial;
  wire     [4:0] converter_84_trial;
  wire     [4:0] converter_85_trial;
  wire     [4:0] converter_86_trial;
  wire     [4:0] converter_87_trial;
  wire     [4:0] converter_88_trial;
  wire     [4:0] converter_89_trial;
  wire     [4:0] converter_90_trial;
  wire     [4:0] converter_91_trial;
  wire     [4:0] converter_92_trial;
  wire     [4:0] converter_93_trial;
  wire     [4:0] converter_94_trial;
  wire     [4:0] converter_95_trial;
  wire     [4:0] converter_96_trial;
  wire     [4:0] converter_97_trial;
  wire     [4:0] converter_98_trial;
  wire     [4:0] converter_99_trial;
  wire     [4:0] converter_100_trial;
  wire     [4:0] converter_101_trial;
  wire     [4:0] converter_102_trial;
  wire     [4:0] converter_103_trial;
  wire     [4:0] converter_104_trial;
  wire     [4:0] converter_105_trial;
  wire     [4:0] converter_106_trial;
  wire     [4:0] converter_107_trial;
  wire     [4:0] converter_108_trial;
  wire     [4:0] converter_109_trial;
  wire     [4:0] converter_110_trial;
  wire     [4:0] converter_111_trial;
  wire     [4:0] converter_112_trial;
  wire     [4:0] converter_113_trial;
  wire     [4:0] converter_114_trial;
  wire     [4:0] converter_115_trial;
  wire     [4:0] converter_116_trial;
  wire     [4:0] converter_117_trial;
  wire     [4:0] converter_118_trial;
  wire     [4:0] converter_119_trial;
  wire     [4:0] converter_120_trial;
  wire     [4:0] converter_121_trial;
  wire     [4:0] converter_122_trial;
  wire     [4:0] converter_123_trial;
  wire     [4:0] converter_124_trial;
  wire     [4:0] converter_125_trial;
  wire     [4:0] converter_126_trial;
  wire     [4:0] converter_127_trial;
  wire    [22:0] lane_0_total;
  wire    [22:0] lane_1_total;
  wire    [22:0] lane_2_total;
  wire    [22:0] lane_3_total;
  wire    [22:0] lane_4_total;
  wire    [22:0] lane_5_total;
  wire    [22:0] lane_6_total;
  wire    [22:0] lane_7_total;
  wire    [22:0] lane_8_total;
  wire    [22:0] lane_9_total;
  wire    [22:0] lane_10_total;
  wire    [22:0] lane_11_total;
  wire    [22:0] lane_12_total;
  wire    [22:0] lane_13_total;
  wire    [22:0] lane_14_total;
  wire    [22:0] lane_15_total;
  wire     [4:0] converter_0_code;
  wire     [4:0] converter_1_code;
  wire     [4:0] converter_2_code;
  wire     [4:0] converter_3_code;
  wire     [4:0] converter_4_code;
  wire     [4:0] converter_5_code;
  wire     [4:0] converter_6_code;
  wire     [4:0] converter_7_code;
  wire     [4:0] converter_8_code;
  wire     [4:0] converter_9_code;
  wire     [4:0] converter_10_code;
  wire     [4:0] converter_11_code;
  wire     [4:0] converter_12_code;
  wire     [4:0] converter_13_code;
  wire     [4:0] converter_14_code;
  wire     [4:0] converter_15_code;
  wire     [4:0] converter_16_code;
  wire     [4:0] converter_17_code;
  wire     [4:0] converter_18_code;
  wire     [4:0] converter_19_code;
  wire     [4:0] converter_20_code;
  wire     [4:0] converter_21_code;
  wire     [4:0] converter_22_code;
  wire     [4:0] converter_23_code;
  wire     [4:0] converter_24_code;
  wire     [4:0] converter_25_code;
  wire     [4:0] converter_26_code;
  wire     [4:0] converter_27_code;
  wire     [4:0] converter_28_code;
  wire     [4:0] converter_29_code;
  wire     [4:0] converter_30_code;
  wire     [4:0] converter_31_code;
  wire     [4:0] converter_32_code;
  wire     [4:0] converter_33_code;
  wire     [4:0] converter_34_code;
  wire     [4:0] converter_35_code;
  wire     [4:0] converter_36_code;
  wire     [4:0] converter_37_code;
  wire     [4:0] converter_38_code;
  wire     [4:0] converter_39_code;
  wire     [4:0] converter_40_code;
  wire     [4:0] converter_41_code;
  wire     [4:0] converter_42_code;
  wire     [4:0] converter_43_code;
  wire     [4:0] converter_44_code;
  wire     [4:0] converter_45_code;
  wire     [4:0] converter_46_code;
  wire     [4:0] converter_47_code;
  wire     [4:0] converter_48_code;
  wire     [4:0] converter_49_code;
  wire     [4:0] converter_50_code;
  wire     [4:0] converter_51_code;
  wire     [4:0] converter_52_code;
  wire     [4:0] converter_53_code;
  wire     [4:0] converter_54_code;
  wire     [4:0] converter_55_code;
  wire     [4:0] converter_56_code;
  wire     [4:0] converter_57_code;
  wire     [4:0] converter_58_code;
  wire     [4:0] converter_59_code;
  wire     [4:0] converter_60_code;
  wire     [4:0] converter_61_code;
  wire     [4:0] converter_62_code;
  wire     [4:0] converter_63_code;
  wire     [4:0] converter_64_code;
  wire     [4:0] converter_65_code;
  wire     [4:0] converter_66_code;
  wire     [4:0] converter_67_code;
  wire     [4:0] converter_68_code;
  wire     [4:0] converter_69_code;
  wire     [4:0] converter_70_code;
  wire     [4:0] converter_71_code;
  wire     [4:0] converter_72_code;
  wire     [4:0] converter_73_code;
  wire     [4:0] converter_74_code;
  wire     [4:0] converter_75_code;
  wire     [4:0] converter_76_code;
  wire     [4:0] converter_77_code;
  wire     [4:0] converter_78_code;
  wire     [4:0] converter_79_code;
  wire     [4:0] converter_80_code;
  wire     [4:0] converter_81_code;
  wire     [4:0] converter_82_code;
  wire     [4:0] converter_83_code;
  wire     [4:0] converter_84_code;
  wire     [4:0] converter_85_code;
  wire     [4:0] converter_86_code;
  wire     [4:0] converter_87_code;
  wire     [4:0] converter_88_code;
  wire     [4:0] converter_89_code;
  wire     [4:0] converter_90_code;
  wire     [4:0] converter_91_code;
  wire     [4:0] converter_92_code;
  wire     [4:0] converter_93_code;
  wire     [4:0] converter_94_code;
  wire     [4:0] converter_95_code;
  wire     [4:0] converter_96_code;
  wire     [4:0] converter_97_code;
  wire     [4:0] converter_98_code;
  wire     [4:0] converter_99_code;
  wire     [4:0] converter_100_code;
  wire     [4:0] converter_101_code;
  wire     [4:0] converter_102_code;
  wire     [4:0] converter_103_code;
  wire     [4:0] converter_104_code;
  wire     [4:0] converter_105_code;
  wire     [4:0] converter_106_code;
  wire     [4:0] converter_107_code;
  wire     [4:0] converter_108_code;
  wire     [4:0] converter_109_code;
  wire     [4:0] converter_110_code;
  wire     [4:0] converter_111_code;
  wire     [4:0] converter_112_code;
  wire     [4:0] converter_113_code;
  wire     [4:0] converter_114_code;
  wire     [4:0] converter_115_code;
  wire     [4:0] converter_116_code;
  wire     [4:0] converter_117_code;
  wire     [4:0] converter_118_code;
  wire     [4:0] converter_119_code;
  wire     [4:0] converter_120_code;
  wire     [4:0] converter_121_code;
  wire     [4:0] converter_122_code;
  wire     [4:0] converter_123_code;
  wire     [4:0] converter_124_code;
  wire     [4:0] converter_125_code;
  wire     [4:0] converter_126_code;
  wire     [4:0] converter_127_code;

  two_way_sar converter_0 (
    .clk(clk),
    .rst(rst),
    .step(step),
    .decide(decide),
    .above(above[0]),
    .trial(converter_0_trial),
    .code(converter_0_code)
  );

  two_way_sar converter_1 (
    .clk(clk),
    .rst(rst),
    .step(step),
    .decide(decide),
    .above(above[1]),
    .trial(converter_1_trial),
    .code(converter_1_code)
  );

  two_way_sar converter_2 (
    .clk(clk),
    .rst(rst),
    .step(step),
    .decide(decide),
    .above(above[2]),
    .trial(converter_2_trial),
    .code(converter_2_code)
  );

  two_way_sar converter_3 (
    .clk(clk),
    .rst(rst),
    .step(step),
    .decide(decide),
    .above(above[3]),
    .trial(converter_3_trial),
    .code(converter_3_code)
  );

  two_way_sar converter_4 (
    .clk(clk),
    .rst(rst),
    .step(step),
    .decide(decide),
    .above(above[4]),
    .trial(converter_4_trial),
    .code(converter_4_code)
  );

  two_way_sar converter_5 (
    .clk(clk),
    .rst(rst),
    .step(step),
    .decide(decide),
    .above(above[5]),
    .trial(converter_5_trial),
    .code(converter_5_code)
  );

  two_way_sar converter_6 (
    .clk(clk),
    .rst(rst),
    .step(step),
    .decide(decide),
    .above(above[6]),
    .trial(converter_6_trial),
    .code(converter_6_code)
  );

  two_way_sar converter_7 (
    .clk(clk),
    .rst(rst),
    .step(step),
    .decide(decide),
    .above(above[7]),
    .trial(converter_7_trial),
    .code(converter_7_code)
  );

  two_way_sar converter_8 (
    .clk(clk),
    .rst(rst),
    .step(step),
    .decide(decide),
    .above(above[8]),
    .trial(converter_8_trial),
    .code(converter_8_code)
  );

  two_way_sar converter_9 (
    .clk(clk),
    .rst(rst),
    .step(step),
    .decide(decide),
    .above(above[9]),
    .trial(converter_9_trial),
    .code(converter_9_code)
  );

  two_way_sar converter_10 (
    .clk(clk),
    .rst(rst),
    .step(step),
    .decide(decide),
    .above(above[10]),
    .trial(converter_10_trial),
    .code(converter_10_code)
  );

  two_way_sar converter_11 (
    .clk(clk),
    .rst(rst),
    .step(step),
    .decide(decide),
    .above(above[11]),
    .trial(converter_11_trial),
    .code(converter_11_code)
  );

  two_way_sar converter_12 (
    .clk(clk),
    .rst(rst),
    .step(step),
    .decide(decide),
    .above(above[12]),
    .trial(converter_12_trial),
    .code(converter_12_code)
  );

  two_way_sar converter_13 (
    .clk(clk),
    .rst(rst),
    .step(step),
    .decide(decide),
    .above(above[13]),
    .trial(converter_13_trial),
    .code(converter_13_code)
  );

  two_way_sar converter_14 (
    .clk(clk),
    .rst(rst),
    .step(step),
    .decide(decide),
    .above(above[14]),
    .trial(converter_14_trial),
    .code(converter_14_code)
  );

  two_way_sar converter_15 (
    .clk(clk),
    .rst(rst),
    .step(step),
    .decide(decide),
    .above(above[15]),
    .trial(converter_15_trial),
    .code(converter_15_code)
  );

  two_way_sar converter_16 (
    .clk(clk),
    .rst(rst),
    .step(step),
    .decide(decide),
    .above(above[16]),
    .trial(converter_16_trial),
    .code(converter_16_code)
  );

  two_way_sar converter_17 (
    .clk(clk),
    .rst(rst),
    .step(step),
    .decide(decide),
    .above(above[17]),
    .trial(converter_17_trial),
    .code(converter_17_code)
  );

  two_way_sar converter_18 (
    .clk(clk),
    .rst(rst),
    .step(step),
    .decide(decide),
    .above(above[18]),
    .trial(converter_18_trial),
    .code(converter_18_code)
  );

  two_way_sar converter_19 (
    .clk(clk),
    .rst(rst),
    .step(step),
    .decide(decide),
    .above(above[19]),
    .trial(converter_19_trial),
    .code(converter_19_code)
  );

  two_way_sar converter_20 (
    .clk(clk),
    .rst(rst),
    .step(step),
    .decide(decide),
    .above(above[20]),
    .trial(converter_20_trial),
    .code(converter_20_code)
  );

  two_way_sar converter_21 (
    .clk(clk),
    .rst(rst),
    .step(step),
    .decide(decide),
    .above(above[21]),
    .trial(converter_21_trial),
    .code(converter_21_code)
  );

  two_way_sar converter_22 (
    .clk(clk),
    .rst(rst),
    .step(step),
    .decide(decide),
    .above(above[22]),
    .trial(converter_22_trial),
    .code(converter_22_code)
  );

  two_way_sar converter_23 (
    .clk(clk),
    .rst(rst),
    .step(step),
    .decide(decide),
    .above(above[23]),
    .trial(converter_23_trial),
    .code(converter_23_code)
  );

  two_way_sar converter_24 (
    .clk(clk),
    .rst(rst),
    .step(step),
    .decide(decide),
    .above(above[24]),
    .trial(converter_24_trial),
    .code(converter_24_code)
  );

  two_way_sar converter_25 (
    .clk(clk),
    .rst(rst),
    .step(step),
    .decide(decide),
    .above(above[25]),
    .trial(converter_25_trial),
    .code(converter_25_code)
  );

  two_way_sar converter_26 (
    .clk(clk),
    .rst(rst),
    .step(step),
    .decide(decide),
    .above(above[26]),
    .trial(converter_26_trial),
    .code(converter_26_code)
  );

  two_way_sar converter_27 (
    .clk(clk),
    .rst(rst),
    .step(step),
    .decide(decide),
    .above(above[27]),
    .trial(converter_27_trial),
    .code(converter_27_code)
  );

  two_way_sar converter_28 (
    .clk(clk),
    .rst(rst),
    .step(step),
    .decide(decide),
    .above(above[28]),
    .trial(converter_28_trial),
    .code(converter_28_code)
  );

  two_way_sar converter_29 (
    .clk(clk),
    .rst(rst),
    .step(step),
    .decide(decide),
    .above(above[29]),
    .trial(converter_29_trial),
    .code(converter_29_code)
  );

  two_way_sar converter_30 (
    .clk(clk),
    .rst(rst),
    .step(step),
    .decide(decide),
    .above(above[30]),
    .trial(converter_30_trial),
    .code(converter_30_code)
  );

  two_way_sar converter_31 (
    .clk(clk),
    .rst(rst),
    .step(step),
    .decide(decide),
    .above(above[31]),
    .trial(converter_31_trial),
    .code(converter_31_code)
  );

  two_way_sar converter_32 (
    .clk(clk),
    .rst(rst),
    .step(step),
    .decide(decide),
    .above(above[32]),
    .trial(converter_32_trial),
    .code(converter_32_code)
  );

  two_way_sar converter_33 (
    .clk(clk),
    .rst(rst),
    .step(step),
    .decide(decide),
    .above(above[33]),
    .trial(converter_33_trial),
    .code(converter_33_code)
  );

  two_way_sar converter_34 (
    .clk(clk),
    .rst(rst),
    .step(step),
    .decide(decide),
    .above(above[34]),
    .trial(converter_34_trial),
    .code(converter_34_code)
  );

  two_way_sar converter_35 (
    .clk(clk),
    .rst(rst),
    .step(step),
    .decide(decide),
    .above(above[35]),
    .trial(converter_35_trial),
    .code(converter_35_code)
  );

  two_way_sar converter_36 (
    .clk(clk),
    .rst(rst),
    .step(step),
    .decide(decide),
    .above(above[36]),
    .trial(converter_36_trial),
    .code(converter_36_code)
  );

  two_way_sar converter_37 (
    .clk(clk),
    .rst(rst),
    .step(step),
    .decide(decide),
    .above(above[37]),
    .trial(converter_37_trial),
    .code(converter_37_code)
  );

  two_way_sar converter_38 (
    .clk(clk),
    .rst(rst),
    .step(step),
    .decide(decide),
    .above(above[38]),
    .trial(converter_38_trial),
    .code(converter_38_code)
  );

  two_way_sar converter_39 (
    .clk(clk),
    .rst(rst),
    .step(step),
    .decide(decide),
    .above(above[39]),
    .trial(converter_39_trial),
    .code(converter_39_code)
  );

  two_way_sar converter_40 (
    .clk(clk),
    .rst(rst),
    .step(step),
    .decide(decide),
    .above(above[40]),
    .trial(converter_40_trial),
    .code(converter_40_code)
  );

  two_way_sar converter_41 (
    .clk(clk),
    .rst(rst),
    .step(step),
    .decide(decide),
    .above(above[41]),
    .trial(converter_41_trial),
    .code(converter_41_code)
  );

  two_way_sar converter_42 (
    .clk(clk),
    .rst(rst),
    .step(step),
    .decide(decide),
    .above(above[42]),
    .trial(converter_42_trial),
    .code(converter_42_code)
  );

  two_way_sar converter_43 (
    .clk(clk),
    .rst(rst),
    .step(step),
    .decide(decide),
    .above(above[43]),
    .trial(converter_43_trial),
    .code(converter_43_code)
  );

  two_way_sar converter_44 (
    .clk(clk),
    .rst(rst),
    .step(step),
    .decide(decide),
    .above(above[44]),
    .trial(converter_44_trial),
    .code(converter_44_code)
  );

  two_way_sar converter_45 (
    .clk(clk),
    .rst(rst),
    .step(step),
    .decide(decide),
    .above(above[45]),
    .trial(converter_45_trial),
    .code(converter_45_code)
  );

  two_way_sar converter_46 (
    .clk(clk),
    .rst(rst),
    .step(step),
    .decide(decide),
    .above(above[46]),
    .trial(converter_46_trial),
    .code(converter_46_code)
  );

  two_way_sar converter_47 (
    .clk(clk),
    .rst(rst),
    .step(step),
    .decide(decide),
    .above(above[47]),
    .trial(converter_47_trial),
    .code(converter_47_code)
  );

  two_way_sar converter_48 (
    .clk(clk),
    .rst(rst),
    .step(step),
    .decide(decide),
    .above(above[48]),
    .trial(converter_48_trial),
    .code(converter_48_code)
  );

  two_way_sar converter_49 (
    .clk(clk),
    .rst(rst),
    .step(step),
    .decide(decide),
    .above(above[49]),
    .trial(converter_49_trial),
    .code(converter_49_code)
  );

  two_way_sar converter_50 (
    .clk(clk),
    .rst(rst),
    .step(step),
    .decide(decide),
    .above(above[50]),
    .trial(converter_50_trial),
    .code(converter_50_code)
  );

  two_way_sar converter_51 (
    .clk(clk),
    .rst(rst),
    .step(step),
    .decide(decide),
    .above(above[51]),
    .trial(converter_51_trial),
    .code(converter_51_code)
  );

  two_way_sar converter_52 (
    .clk(clk),
    .rst(rst),
    .step(step),
    .decide(decide),
    .above(above[52]),
    .trial(converter_52_trial),
    .code(converter_52_code)
  );

  two_way_sar converter_53 (
    .clk(clk),
    .rst(rst),
    .step(step),
    .decide(decide),
    .above(above[53]),
    .trial(converter_53_trial),
    .code(converter_53_code)
  );

  two_way_sar converter_54 (
    .clk(clk),
    .rst(rst),
    .step(step),
    .decide(decide),
    .above(above[54]),
    .trial(converter_54_trial),
    .code(converter_54_code)
  );

  two_way_sar converter_55 (
    .clk(clk),
    .rst(rst),
    .step(step),
    .decide(decide),
    .above(above[55]),
    .trial(converter_55_trial),
    .code(converter_55_code)
  );

  two_way_sar converter_56 (
    .clk(clk),
    .rst(rst),
    .step(step),
    .decide(decide),
    .above(above[56]),
    .trial(converter_56_trial),
    .code(converter_56_code)
  );

  two_way_sar converter_57 (
    .clk(clk),
    .rst(rst),
    .step(step),
    .decide(decide),
    .above(above[57]),
    .trial(converter_57_trial),
    .code(converter_57_code)
  );

  two_way_sar converter_58 (
    .clk(clk),
    .rst(rst),
    .step(step),
    .decide(decide),
    .above(above[58]),
    .trial(converter_58_trial),
    .code(converter_58_code)
  );

  two_way_sar converter_59 (
    .clk(clk),
    .rst(rst),
    .step(step),
    .decide(decide),
    .above(above[59]),
    .trial(converter_59_trial),
    .code(converter_59_code)
  );

  two_way_sar converter_60 (
    .clk(clk),
    .rst(rst),
    .step(step),
    .decide(decide),
    .above(above[60]),
    .trial(converter_60_trial),
    .code(converter_60_code)
  );

  two_way_sar converter_61 (
    .clk(clk),
    .rst(rst),
    .step(step),
    .decide(decide),
    .above(above[61]),
    .trial(converter_61_trial),
    .code(converter_61_code)
  );

  two_way_sar converter_62 (
    .clk(clk),
    .rst(rst),
    .step(step),
    .decide(decide),
    .above(above[62]),
    .trial(converter_62_trial),
    .code(converter_62_code)
  );

  two_way_sar converter_63 (
    .clk(clk),
    .rst(rst),
    .step(step),
    .decide(decide),
    .above(above[63]),
    .trial(converter_63_trial),
    .code(converter_63_code)
  );

  two_way_sar converter_64 (
    .clk(clk),
    .rst(rst),
    .step(step),
    .decide(decide),
    .above(above[64]),
    .trial(converter_64_trial),
    .code(converter_64_code)
  );

  two_way_sar converter_65 (
    .clk(clk),
    .rst(rst),
    .step(step),
    .decide(decide),
    .above(above[65]),
    .trial(converter_65_trial),
    .code(converter_65_code)
  );

  two_way_sar converter_66 (
    .clk(clk),
    .rst(rst),
    .step(step),
    .decide(decide),
    .above(above[66]),
    .trial(converter_66_trial),
    .code(converter_66_code)
  );

  two_way_sar converter_67 (
    .clk(clk),
    .rst(rst),
    .step(step),
    .decide(decide),
    .above(above[67]),
    .trial(converter_67_trial),
    .code(converter_67_code)
  );

  two_way_sar converter_68 (
    .clk(clk),
    .rst(rst),
    .step(step),
    .decide(decide),
    .above(above[68]),
    .trial(converter_68_trial),
    .code(converter_68_code)
  );

  two_way_sar converter_69 (
    .clk(clk),
    .rst(rst),
    .step(step),
    .decide(decide),
    .above(above[69]),
    .trial(converter_69_trial),
    .code(converter_69_code)
  );

  two_way_sar converter_70 (
    .clk(clk),
    .rst(rst),
    .step(step),
    .decide(decide),
    .above(above[70]),
    .trial(converter_70_trial),
    .code(converter_70_code)
  );

  two_way_sar converter_71 (
    .clk(clk),
    .rst(rst),
    .step(step),
    .decide(decide),
    .above(above[71]),
    .trial(converter_71_trial),
    .code(converter_71_code)
  );

  two_way_sar converter_72 (
    .clk(clk),
    .rst(rst),
    .step(step),
    .decide(decide),
    .above(above[72]),
    .trial(converter_72_trial),
    .code(converter_72_code)
  );

  two_way_sar converter_73 (
    .clk(clk),
    .rst(rst),
    .step(step),
    .decide(decide),
    .above(above[73]),
    .trial(converter_73_trial),
    .code(converter_73_code)
  );

  two_way_sar converter_74 (
    .clk(clk),
    .rst(rst),
    .step(step),
    .decide(decide),
    .above(above[74]),
    .trial(converter_74_trial),
    .code(converter_74_code)
  );

  two_way_sar converter_75 (
    .clk(clk),
    .rst(rst),
    .step(step),
    .decide(decide),
    .above(above[75]),
    .trial(converter_75_trial),
    .code(converter_75_code)
  );

  two_way_sar converter_76 (
    .clk(clk),
    .rst(rst),
    .step(step),
    .decide(decide),
    .above(above[76]),
    .trial(converter_76_trial),
    .code(converter_76_code)
  );

  two_way_sar converter_77 (
    .clk(clk),
    .rst(rst),
    .step(step),
    .decide(decide),
    .above(above[77]),
    .trial(converter_77_trial),
    .code(converter_77_code)
  );

  two_way_sar converter_78 (
    .clk(clk),
    .rst(rst),
    .step(step),
    .decide(decide),
    .above(above[78]),
    .trial(converter_78_trial),
    .code(converter_78_code)
  );

  two_way_sar converter_79 (
    .clk(clk),
    .rst(rst),
    .step(step),
    .decide(decide),
    .above(above[79]),
    .trial(converter_79_trial),
    .code(converter_79_code)
  );

  two_way_sar converter_80 (
    .clk(clk),
    .rst(rst),
    .step(step),
    .decide(decide),
    .above(above[80]),
    .trial(converter_80_trial),
    .code(converter_80_code)
  );

  two_way_sar converter_81 (
    .clk(clk),
    .rst(rst),
    .step(step),
    .decide(decide),
    .above(above[81]),
    .trial(converter_81_trial),
    .code(converter_81_code)
  );

  two_way_sar converter_82 (
    .clk(clk),
    .rst(rst),
    .step(step),
    .decide(decide),
    .above(above[82]),
    .trial(converter_82_trial),
    .code(converter_82_code)
  );

  two_way_sar converter_83 (
    .clk(clk),
    .rst(rst),
    .step(step),
    .decide(decide),
    .above(above[83]),
    .trial(converter_83_trial),
    .code(converter_83_code)
  );

  two_way_sar converter_84 (
    .clk(clk),
    .rst(rst),
    .step(step),
    .decide(decide),
    .above(above[84]),
    .trial(converter_84_trial),
    .code(converter_84_code)
  );

  two_way_sar converter_85 (
    .clk(clk),
    .rst(rst),
    .step(step),
    .decide(decide),
    .above(above[85]),
    .trial(converter_85_trial),
    .code(converter_85_code)
  );

  two_way_sar converter_86 (
    .clk(clk),
    .rst(rst),
    .step(step),
    .decide(decide),
    .above(above[86]),
    .trial(converter_86_trial),
    .code(converter_86_code)
  );

  two_way_sar converter_87 (
    .clk(clk),
    .rst(rst),
    .step(step),
    .decide(decide),
    .above(above[87]),
    .trial(converter_87_trial),
    .code(converter_87_code)
  );

  two_way_sar converter_88 (
    .clk(clk),
    .rst(rst),
    .step(step),
    .decide(decide),
    .above(above[88]),
    .trial(converter_88_trial),
    .code(converter_88_code)
  );

  two_way_sar converter_89 (
    .clk(clk),
    .rst(rst),
    .step(step),
    .decide(decide),
    .above(above[89]),
    .trial(converter_89_trial),
    .code(converter_89_code)
  );

  two_way_sar converter_90 (
    .clk(clk),
    .rst(rst),
    .step(step),
    .decide(decide),
    .above(above[90]),
    .trial(converter_90_trial),
    .code(converter_90_code)
  );

  two_way_sar converter_91 (
    .clk(clk),
    .rst(rst),
    .step(step),
    .decide(decide),
    .above(above[91]),
    .trial(converter_91_trial),
    .code(converter_91_code)
  );

  two_way_sar converter_92 (
    .clk(clk),
    .rst(rst),
    .step(step),
    .decide(decide),
    .above(above[92]),
    .trial(converter_92_trial),
    .code(converter_92_code)
  );

  two_way_sar converter_93 (
    .clk(clk),
    .rst(rst),
    .step(step),
    .decide(decide),
    .above(above[93]),
    .trial(converter_93_trial),
    .code(converter_93_code)
  );

  two_way_sar converter_94 (
    .clk(clk),
    .rst(rst),
    .step(step),
    .decide(decide),
    .above(above[94]),
    .trial(converter_94_trial),
    .code(converter_94_code)
  );

  two_way_sar converter_95 (
    .clk(clk),
    .rst(rst),
    .step(step),
    .decide(decide),
    .above(above[95]),
    .trial(converter_95_trial),
    .code(converter_95_code)
  );

  two_way_sar converter_96 (
    .clk(clk),
    .rst(rst),
    .step(step),
    .decide(decide),
    .above(above[96]),
    .trial(converter_96_trial),
    .code(converter_96_code)
  );

  two_way_sar converter_97 (
    .clk(clk),
    .rst(rst),
    .step(step),
    .decide(decide),
    .above(above[97]),
    .trial(converter_97_trial),
    .code(converter_97_code)
  );

  two_way_sar converter_98 (
    .clk(clk),
    .rst(rst),
    .step(step),
    .decide(decide),
    .above(above[98]),
    .trial(converter_98_trial),
    .code(converter_98_code)
  );

  two_way_sar converter_99 (
    .clk(clk),
    .rst(rst),
    .step(step),
    .decide(decide),
    .above(above[99]),
    .trial(converter_99_trial),
    .code(converter_99_code)
  );

  two_way_sar converter_100 (
    .clk(clk),
    .rst(rst),
    .step(step),
    .decide(decide),
    .above(above[100]),
    .trial(converter_100_trial),
    .code(converter_100_code)
  );

  two_way_sar converter_101 (
    .clk(clk),
    .rst(rst),
    .step(step),
    .decide(decide),
    .above(above[101]),
    .trial(converter_101_trial),
    .code(converter_101_code)
  );

  two_way_sar converter_102 (
    .clk(clk),
    .rst(rst),
    .step(step),
    .decide(decide),
    .above(above[102]),
    .trial(converter_102_trial),
    .code(converter_102_code)
  );

  two_way_sar converter_103 (
    .clk(clk),
    .rst(rst),
    .step(step),
    .decide(decide),
    .above(above[103]),
    .trial(converter_103_trial),
    .code(converter_103_code)
  );

  two_way_sar converter_104 (
    .clk(clk),
    .rst(rst),
    .step(step),
    .decide(decide),
    .above(above[104]),
    .trial(converter_104_trial),
    .code(converter_104_code)
  );

  two_way_sar converter_105 (
    .clk(clk),
    .rst(rst),
    .step(step),
    .decide(decide),
    .above(above[105]),
    .trial(converter_105_trial),
    .code(converter_105_code)
  );

  two_way_sar converter_106 (
    .clk(clk),
    .rst(rst),
    .step(step),
    .decide(decide),
    .above(above[106]),
    .trial(converter_106_trial),
    .code(converter_106_code)
  );

  two_way_sar converter_107 (
    .clk(clk),
    .rst(rst),
    .step(step),
    .decide(decide),
    .above(above[107]),
    .trial(converter_107_trial),
    .code(converter_107_code)
  );

  two_way_sar converter_108 (
    .clk(clk),
    .rst(rst),
    .step(step),
    .decide(decide),
    .above(above[108]),
    .trial(converter_108_trial),
    .code(converter_108_code)
  );

  two_way_sar converter_109 (
    .clk(clk),
    .rst(rst),
    .step(step),
    .decide(decide),
    .above(above[109]),
    .trial(converter_109_trial),
    .code(converter_109_code)
  );

  two_way_sar converter_110 (
    .clk(clk),
    .rst(rst),
    .step(step),
    .decide(decide),
    .above(above[110]),
    .trial(converter_110_trial),
    .code(converter_110_code)
  );

  two_way_sar converter_111 (
    .clk(clk),
    .rst(rst),
    .step(step),
    .decide(decide),
    .above(above[111]),
    .trial(converter_111_trial),
    .code(converter_111_code)
  );

  two_way_sar converter_112 (
    .clk(clk),
    .rst(rst),
    .step(step),
    .decide(decide),
    .above(above[112]),
    .trial(converter_112_trial),
    .code(converter_112_code)
  );

  two_way_sar converter_113 (
    .clk(clk),
    .rst(rst),
    .step(step),
    .decide(decide),
    .above(above[113]),
    .trial(converter_113_trial),
    .code(converter_113_code)
  );

  two_way_sar converter_114 (
    .clk(clk),
    .rst(rst),
    .step(step),
    .decide(decide),
    .above(above[114]),
    .trial(converter_114_trial),
    .code(converter_114_code)
  );

  two_way_sar converter_115 (
    .clk(clk),
    .rst(rst),
    .step(step),
    .decide(decide),
    .above(above[115]),
    .trial(converter_115_trial),
    .code(converter_115_code)
  );

  two_way_sar converter_116 (
    .clk(clk),
    .rst(rst),
    .step(step),
    .decide(decide),
    .above(above[116]),
    .trial(converter_116_trial),
    .code(converter_116_code)
  );

  two_way_sar converter_117 (
    .clk(clk),
    .rst(rst),
    .step(step),
    .decide(decide),
    .above(above[117]),
    .trial(converter_117_trial),
    .code(converter_117_code)
  );

  two_way_sar converter_118 (
    .clk(clk),
    .rst(rst),
    .step(step),
    .decide(decide),
    .above(above[118]),
    .trial(converter_118_trial),
    .code(converter_118_code)
  );

  two_way_sar converter_119 (
    .clk(clk),
    .rst(rst),
    .step(step),
    .decide(decide),
    .above(above[119]),
    .trial(converter_119_trial),
    .code(converter_119_code)
  );

  two_way_sar converter_120 (
    .clk(clk),
    .rst(rst),
    .step(step),
    .decide(decide),
    .above(above[120]),
    .trial(converter_120_trial),
    .code(converter_120_code)
  );

  two_way_sar converter_121 (
    .clk(clk),
    .rst(rst),
    .step(step),
    .decide(decide),
    .above(above[121]),
    .trial(converter_121_trial),
    .code(converter_121_code)
  );

  two_way_sar converter_122 (
    .clk(clk),
    .rst(rst),
    .step(step),
    .decide(decide),
    .above(above[122]),
    .trial(converter_122_trial),
    .code(converter_122_code)
  );

  two_way_sar converter_123 (
    .clk(clk),
    .rst(rst),
    .step(step),
    .decide(decide),
    .above(above[123]),
    .trial(converter_123_trial),
    .code(converter_123_code)
  );

  two_way_sar converter_124 (
    .clk(clk),
    .rst(rst),
    .step(step),
    .decide(decide),
    .above(above[124]),
    .trial(converter_124_trial),
    .code(converter_124_code)
  );

  two_way_sar converter_125 (
    .clk(clk),
    .rst(rst),
    .step(step),
    .decide(decide),
    .above(above[125]),
    .trial(converter_125_trial),
    .code(converter_125_code)
  );

  two_way_sar converter_126 (
    .clk(clk),
    .rst(rst),
    .step(step),
    .decide(decide),
    .above(above[126]),
    .trial(converter_126_trial),
    .code(converter_126_code)
  );

  two_way_sar converter_127 (
    .clk(clk),
    .rst(rst),
    .step(step),
    .decide(decide),
    .above(above[127]),
    .trial(converter_127_trial),
    .code(converter_127_code)
  );

  two_way_backward_shift_add lane_0 (
    .clk(clk),
    .codes({converter_7_code, converter_6_code, converter_5_code, converter_4_code, converter_3_code, converter_2_code,
        converter_1_code, converter_0_code}),
    .sum(sum),
    .add(add),
    .first(first),
    .shift(shift),
    .negative(negative),
    .total(lane_0_total)
  );

  two_way_backward_shift_add lane_1 (
    .clk(clk),
    .codes({converter_15_code, converter_14_code, converter_13_code, converter_12_code, converter_11_code,
        converter_10_code, converter_9_code, converter_8_code}),
    .sum(sum),
    .add(add),
    .first(first),
    .shift(shift),
    .negative(negative),
    .total(lane_1_total)
  );

  two_way_backward_shift_add lane_2 (
    .clk(clk),
    .codes({converter_23_code, converter_22_code, converter_21_code, converter_20_code, converter_19_code,
        converter_18_code, converter_17_code, converter_16_code}),
    .sum(sum),
    .add(add),
    .first(first),
    .shift(shift),
    .negative(negative),
    .total(lane_2_total)
  );

  two_way_backward_shift_add lane_3 (
    .clk(clk),
    .codes({converter_31_code, converter_30_code, converter_29_code, converter_28_code, converter_27_code,
        converter_26_code, converter_25_code, converter_24_code}),
    .sum(sum),
    .add(add),
    .first(first),
    .shift(shift),
    .negative(negative),
    .total(lane_3_total)
  );

  two_way_backward_shift_add lane_4 (
    .clk(clk),
    .codes({converter_39_code, converter_38_code, converter_37_code, converter_36_code, converter_35_code,
        converter_34_code, converter_33_code, converter_32_code}),
    .sum(sum),
    .add(add),
    .first(first),
    .shift(shift),
    .negative(negative),
    .total(lane_4_total)
  );

  two_way_backward_shift_add lane_5 (
    .clk(clk),
    .codes({converter_47_code, converter_46_code, converter_45_code, converter_44_code, converter_43_code,
        converter_42_code, converter_41_code, converter_40_code}),
    .sum(sum),
    .add(add),
    .first(first),
    .shift(shift),
    .negative(negative),
    .total(lane_5_total)
  );

  two_way_backward_shift_add lane_6 (
    .clk(clk),
    .codes({converter_55_code, converter_54_code, converter_53_code, converter_52_code, converter_51_code,
        converter_50_code, converter_49_code, converter_48_code}),
    .sum(sum),
    .add(add),
    .first(first),
    .shift(shift),
    .negative(negative),
    .total(lane_6_total)
  );

  two_way_backward_shift_add lane_7 (
    .clk(clk),
    .codes({converter_63_code, converter_62_code, converter_61_code, converter_60_code, converter_59_code,
        converter_58_code, converter_57_code, converter_56_code}),
    .sum(sum),
    .add(add),
    .first(first),
    .shift(shift),
    .negative(negative),
    .total(lane_7_total)
  );

  two_way_backward_shift_add lane_8 (
    .clk(clk),
    .codes({converter_71_code, converter_70_code, converter_69_code, converter_68_code, converter_67_code,
        converter_66_code, converter_65_code, converter_64_code}),
    .sum(sum),
    .add(add),
    .first(first),
    .shift(shift),
    .negative(negative),
    .total(lane_8_total)
  );

  two_way_backward_shift_add lane_9 (
    .clk(clk),
    .codes({converter_79_code, converter_78_code, converter_77_code, converter_76_code, converter_75_code,
        converter_74_code, converter_73_code, converter_72_code}),
    .sum(sum),
    .add(add),
    .first(first),
    .shift(shift),
    .negative(negative),
    .total(lane_9_total)
  );

  two_way_backward_shift_add lane_10 (
    .clk(clk),
    .codes({converter_87_code, converter_86_code, converter_85_code, converter_84_code, converter_83_code,
        converter_82_code, converter_81_code, converter_80_code}),
    .sum(sum),
    .add(add),
    .first(first),
    .shift(shift),
    .negative(negative),
    .total(lane_10_total)
  );

  two_way_backward_shift_add lane_11 (
    .clk(clk),
    .codes({converter_95_code, converter_94_code, converter_93_code, converter_92_code, converter_91_code,
        converter_90_code, converter_89_code, converter_88_code}),
    .sum(sum),
    .add(add),
    .first(first),
    .shift(shift),
    .negative(negative),
    .total(lane_11_total)
  );

  two_way_backward_shift_add lane_12 (
    .clk(clk),
    .codes({converter_103_code, converter_102_code, converter_101_code, converter_100_code, converter_99_code,
        converter_98_code, converter_97_code, converter_96_code}),
    .sum(sum),
    .add(add),
    .first(first),
    .shift(shift),
    .negative(negative),
    .total(lane_12_total)
  );

  two_way_backward_shift_add lane_13 (
    .clk(clk),
    .codes({converter_111_code, converter_110_code, converter_109_code, converter_108_code, converter_107_code,
        converter_106_code, converter_105_code, converter_104_code}),
    .sum(sum),
    .add(add),
    .first(first),
    .shift(shift),
    .negative(negative),
    .total(lane_13_total)
  );

  two_way_backward_shift_add lane_14 (
    .clk(clk),
    .codes({converter_119_code, converter_118_code, converter_117_code, converter_116_code, converter_115_code,
        converter_114_code, converter_113_code, converter_112_code}),
    .sum(sum),
    .add(add),
    .first(first),
    .shift(shift),
    .negative(negative),
    .total(lane_14_total)
  );

  two_way_backward_shift_add lane_15 (
    .clk(clk),
    .codes({converter_127_code, converter_126_code, converter_125_code, converter_124_code, converter_123_code,
        converter_122_code, converter_121_code, converter_120_code}),
    .sum(sum),
    .add(add),
    .first(first),
    .shift(shift),
    .negative(negative),
    .total(lane_15_total)
  );

  assign trial =
      {converter_127_trial, converter_126_trial, converter_125_trial, converter_124_trial, converter_123_trial,
      converter_122_trial, converter_121_trial, converter_120_trial, converter_119_trial, converter_118_trial,
      converter_117_trial, converter_116_trial, converter_115_trial, converter_114_trial, converter_113_trial,
      converter_112_trial, converter_111_trial, converter_110_trial, converter_109_trial, converter_108_trial,
      converter_107_trial, converter_106_trial, converter_105_trial, converter_104_trial, converter_103_trial,
      converter_102_trial, converter_101_trial, converter_100_trial, converter_99_trial, converter_98_trial,
      converter_97_trial, converter_96_trial, converter_95_trial, converter_94_trial, converter_93_trial,
      converter_92_trial, converter_91_trial, converter_90_trial, converter_89_trial, converter_88_trial,
      converter_87_trial, converter_86_trial, converter_85_trial, converter_84_trial, converter_83_trial,
      converter_82_trial, converter_81_trial, converter_80_trial, converter_79_trial, converter_78_trial,
      converter_77_trial, converter_76_trial, converter_75_trial, converter_74_trial, converter_73_trial,
      converter_72_trial, converter_71_trial, converter_70_trial, converter_69_trial, converter_68_trial,
      converter_67_trial, converter_66_trial, converter_65_trial, converter_64_trial, converter_63_trial,
      converter_62_trial, converter_61_trial, converter_60_trial, converter_59_trial, converter_58_trial,
      converter_57_trial, converter_56_trial, converter_55_trial, converter_54_trial, converter_53_trial,
      converter_52_trial, converter_51_trial, converter_50_trial, converter_49_trial, converter_48_trial,
      converter_47_trial, converter_46_trial, converter_45_trial, converter_44_trial, converter_43_trial,
      converter_42_trial, converter_41_trial, converter_40_trial, converter_39_trial, converter_38_trial,
      converter_37_trial, converter_36_trial, converter_35_trial, converter_34_trial, converter_33_trial,
      converter_32_trial, converter_31_trial, converter_30_trial, converter_29_trial, converter_28_trial,
      converter_27_trial, converter_26_trial, converter_25_trial, converter_24_trial, converter_23_trial,
      converter_22_trial, converter_21_trial, converter_20_trial, converter_19_trial, converter_18_trial,
      converter_17_trial, converter_16_trial, converter_15_trial, converter_14_trial, converter_13_trial,
      converter_12_trial, converter_11_trial, converter_10_trial, converter_9_trial, converter_8_trial,
      converter_7_trial, converter_6_trial, converter_5_trial, converter_4_trial, converter_3_trial, converter_2_trial,
      converter_1_trial, converter_0_trial};
  assign totals =
      {lane_15_total, lane_14_total, lane_13_total, lane_12_total, lane_11_total, lane_10_total, lane_9_total,
      lane_8_total, lane_7_total, lane_6_total, lane_5_total, lane_4_total, lane_3_total, lane_2_total, lane_1_total,
      lane_0_total};

endmodule

// A transposable array with its drivers, converters, shift-and-add lanes, memory port and sequencer.
module two_way_macro (
  input  wire           clk,
  input  wire           rst,
  input  wire    [10:0] op_payload,  // {row[6:0], signed, kind[2:0]}
  input  wire           op_valid,
  output wire           op_ready,
  input  wire   [127:0] x_payload,  // [15:0][7:0]
  input  wire           x_valid,
  output wire           x_ready,
  output wire   [384:0] y_payload,  // {last, results[15:0][23:0]}
  output wire           y_valid,
  input  wire           y_ready,
  input  wire   [127:0] w_payload,  // [15:0][7:0]
  input  wire           w_valid,
  output wire           w_ready,
  output wire   [143:0] r_payload,  // {differs[15:0], weights[15:0][7:0]}
  output wire           r_valid,
  input  wire           r_ready,
  input  wire     [3:0] stretch_precharge,
  input  wire     [3:0] stretch_evaluate,
  input  wire     [3:0] stretch_sample,
  output wire           busy,
  output wire           illegal,
  output wire    [31:0] evaluations
);

  localparam [2:0] KIND_READ = 3'd3;
  localparam [2:0] KIND_VERIFY = 3'd4;
  localparam [2:0] KIND_CLEAR = 3'd5;
  localparam [1:0] ACCESS_READ = 2'd1;
  localparam [1:0] ACCESS_VERIFY = 2'd2;
  localparam [1:0] ACCESS_CLEAR = 2'd3;

  wire           sequencer_start_valid;
  wire    [16:0] sequencer_start_tag;  // {last, end, slot[7:0], correct, mid, negative, shift[1:0], first, backward}
  wire           conversion_i_ready;
  wire           conversion_idle;
  wire           sequencer_taken;
  wire           conversion_precharge;
  wire           conversion_evaluate;
  wire           conversion_sample;
  wire           start;
  wire           sequencer_product;
  wire     [3:0] sequencer_groups;
  wire           sequencer_done;
  wire     [2:0] sequencer_group;
  wire     [3:0] input_buffer_loaded;
  wire   [127:0] input_buffer_words;  // [15:0][7:0]
  wire     [2:0] sequencer_digit;
  wire    [15:0] digit_selector_o;  // [15:0]
  wire   [127:0] row_driver_drive;
  wire    [63:0] column_driver_drive;
  reg            held_backward;
  reg      [7:0] held_slot;
  reg      [8:0] array_port_i_payload;  // {row[6:0], access[1:0]}
  wire           sequencer_access_valid;
  wire           array_port_i_ready;
  wire   [127:0] encoder_cells;
  wire   [255:0] array_port_r_payload;  // {difference[127:0], cells[127:0]}
  wire   [127:0] decoder_weights;  // [15:0][7:0]
  wire     [6:0] array_port_row;
  wire     [3:0] array_port_word_group;
  wire   [127:0] array_port_write_data;
  wire           array_port_write;
  wire           array_port_read;
  wire   [127:0] u_array_read_data;
  reg            end_2;
  reg    [384:0] results_i_payload;  // {last, results[15:0][23:0]}
  reg     [16:0] ended;  // {last, end, slot[7:0], correct, mid, negative, shift[1:0], first, backward}
  wire           forward_side_decide;
  wire           conversion_decide;
  wire    [16:0] conversion_converting;  // {last, end, slot[7:0], correct, mid, negative, shift[1:0], first, backward}
  wire           forward_side_sum;
  wire           conversion_o_valid;
  wire    [16:0] conversion_o_tag;  // {last, end, slot[7:0], correct, mid, negative, shift[1:0], first, backward}
  wire           forward_side_add;
  reg            add;
  reg     [16:0] adding;  // {last, end, slot[7:0], correct, mid, negative, shift[1:0], first, backward}
  wire     [4:0] forward_side_step;
  wire     [4:0] conversion_step;
  wire    [63:0] u_array_forward_above;
  wire   [319:0] forward_side_trial;
  wire   [191:0] forward_side_totals;  // [7:0][23:0]
  wire           backward_side_decide;
  wire           backward_side_sum;
  wire           backward_side_add;
  wire     [4:0] backward_side_step;
  wire   [127:0] u_array_backward_above;
  wire   [639:0] backward_side_trial;
  wire   [367:0] backward_side_totals;  // [15:0][22:0]
  wire           sequencer_polarity;
  wire     [7:0] sequencer_plane;
  wire   [127:0] array_port_old;
  wire           results_i_ready;

  wire           op_payload_signed = op_payload[3];
  wire     [2:0] op_payload_kind = op_payload[2:0];
  wire     [6:0] op_payload_row = op_payload[10:4];
  wire           ended_backward = ended[0];
  wire           ended_last = ended[16];
  wire           adding_first = adding[1];
  wire     [1:0] adding_shift = adding[3:2];
  wire           adding_negative = adding[4];
  wire           adding_backward = adding[0];
  wire           adding_end = adding[15];
  wire           sequencer_start_tag_backward = sequencer_start_tag[0];
  wire     [7:0] sequencer_start_tag_slot = sequencer_start_tag[14:7];
  wire   [127:0] array_port_r_payload_cells = array_port_r_payload[127:0];
  wire   [127:0] array_port_r_payload_difference = array_port_r_payload[255:128];
  wire           conversion_converting_backward = conversion_converting[0];
  wire           conversion_o_tag_backward = conversion_o_tag[0];

  two_way_array u_array (
    .row_drive(row_driver_drive),
    .column_drive(column_driver_drive),
    .backward(held_backward),
    .slot(held_slot),
    .precharge(conversion_precharge),
    .evaluate(conversion_evaluate),
    .sample(conversion_sample),
    .forward_trial(forward_side_trial),
    .backward_trial(backward_side_trial),
    .row(array_port_row),
    .word_group(array_port_word_group),
    .write_data(array_port_write_data),
    .write(array_port_write),
    .read(array_port_read),
    .forward_above(u_array_forward_above),
    .backward_above(u_array_backward_above),
    .read_data(u_array_read_data)
  );

  two_way_sequencer sequencer (
    .clk(clk),
    .rst(rst),
    .op_payload(op_payload),
    .op_valid(op_valid),
    .op_ready(op_ready),
    .product(sequencer_product),
    .groups(sequencer_groups),
    .loaded(input_buffer_loaded),
    .done(sequencer_done),
    .start_valid(sequencer_start_valid),
    .start_ready(conversion_i_ready),
    .start_tag(sequencer_start_tag),
    .group(sequencer_group),
    .digit(sequencer_digit),
    .polarity(sequencer_polarity),
    .plane(sequencer_plane),
    .access_valid(sequencer_access_valid),
    .access_ready(array_port_i_ready),
    .idle(conversion_idle),
    .taken(sequencer_taken),
    .busy(busy),
    .illegal(illegal),
    .evaluations(evaluations)
  );

  two_way_conversion conversion (
    .clk(clk),
    .rst(rst),
    .i_payload(sequencer_start_tag),
    .i_valid(sequencer_start_valid),
    .i_ready(conversion_i_ready),
    .stretch_precharge(stretch_precharge),
    .stretch_evaluate(stretch_evaluate),
    .stretch_sample(stretch_sample),
    .precharge(conversion_precharge),
    .evaluate(conversion_evaluate),
    .sample(conversion_sample),
    .step(conversion_step),
    .decide(conversion_decide),
    .converting(conversion_converting),
    .o_valid(conversion_o_valid),
    .o_tag(conversion_o_tag),
    .idle(conversion_idle)
  );

  two_way_input_buffer input_buffer (
    .clk(clk),
    .rst(rst),
    .i_payload(x_payload),
    .i_valid(x_valid),
    .i_ready(x_ready),
    .open(sequencer_product),
    .is_signed(op_payload_signed),
    .groups(sequencer_groups),
    .loaded(input_buffer_loaded),
    .done(sequencer_done),
    .group(sequencer_group),
    .words(input_buffer_words)
  );

  two_way_digit_selector digit_selector (
    .words(input_buffer_words),
    .digit(sequencer_digit),
    .o(digit_selector_o)
  );

  two_way_row_line_driver row_driver (
    .clk(clk),
    .rst(rst),
    .load(start),
    .enable(~sequencer_start_tag_backward),
    .group(sequencer_group),
    .digits(digit_selector_o),
    .drive(row_driver_drive)
  );

  two_way_column_line_driver column_driver (
    .clk(clk),
    .rst(rst),
    .load(start),
    .enable(sequencer_start_tag_backward),
    .group(sequencer_group[1:0]),
    .digits(digit_selector_o),
    .drive(column_driver_drive)
  );

  two_way_weight_encoder encoder (
    .weights(w_payload),
    .cells(encoder_cells)
  );

  two_way_weight_decoder decoder (
    .cells(array_port_r_payload_cells),
    .weights(decoder_weights)
  );

  two_way_array_port array_port (
    .clk(clk),
    .rst(rst),
    .i_payload(array_port_i_payload),
    .i_valid(sequencer_access_valid),
    .i_ready(array_port_i_ready),
    .w_payload(encoder_cells),
    .w_valid(w_valid),
    .w_ready(w_ready),
    .r_payload(array_port_r_payload),
    .r_valid(r_valid),
    .r_ready(r_ready),
    .row(array_port_row),
    .word_group(array_port_word_group),
    .write_data(array_port_write_data),
    .write(array_port_write),
    .read(array_port_read),
    .read_data(u_array_read_data),
    .old(array_port_old)
  );

  two_way_result_queue results (
    .clk(clk),
    .rst(rst),
    .i_payload(results_i_payload),
    .i_valid(end_2),
    .i_ready(results_i_ready),
    .o_payload(y_payload),
    .o_valid(y_valid),
    .o_ready(y_ready)
  );

  two_way_forward_side forward_side (
    .clk(clk),
    .rst(rst),
    .above(u_array_forward_above),
    .trial(forward_side_trial),
    .step(forward_side_step),
    .decide(forward_side_decide),
    .sum(forward_side_sum),
    .add(forward_side_add),
    .first(adding_first),
    .shift(adding_shift),
    .negative(adding_negative),
    .totals(forward_side_totals)
  );

  two_way_backward_side backward_side (
    .clk(clk),
    .rst(rst),
    .above(u_array_backward_above),
    .trial(backward_side_trial),
    .step(backward_side_step),
    .decide(backward_side_decide),
    .sum(backward_side_sum),
    .add(backward_side_add),
    .first(adding_first),
    .shift(adding_shift),
    .negative(adding_negative),
    .totals(backward_side_totals)
  );

  assign sequencer_taken = y_valid & y_ready;
  assign start = sequencer_start_valid & conversion_i_ready;
  assign forward_side_decide = conversion_decide & ~conversion_converting_backward;
  assign forward_side_sum = conversion_o_valid & ~conversion_o_tag_backward;
  assign forward_side_add = add & ~adding_backward;
  assign forward_side_step = conversion_step & {5{~conversion_converting_backward}};
  assign backward_side_decide = conversion_decide & conversion_converting_backward;
  assign backward_side_sum = conversion_o_valid & conversion_o_tag_backward;
  assign backward_side_add = add & adding_backward;
  assign backward_side_step = conversion_step & {5{conversion_converting_backward}};
  assign r_payload =
      {|array_port_r_payload_difference[127:120], |array_port_r_payload_difference[119:112],
      |array_port_r_payload_difference[111:104], |array_port_r_payload_difference[103:96],
      |array_port_r_payload_difference[95:88], |array_port_r_payload_difference[87:80],
      |array_port_r_payload_difference[79:72], |array_port_r_payload_difference[71:64],
      |array_port_r_payload_difference[63:56], |array_port_r_payload_difference[55:48],
      |array_port_r_payload_difference[47:40], |array_port_r_payload_difference[39:32],
      |array_port_r_payload_difference[31:24], |array_port_r_payload_difference[23:16],
      |array_port_r_payload_difference[15:8], |array_port_r_payload_difference[7:0], decoder_weights};

  always @* begin
    array_port_i_payload = {op_payload_row, 2'd0};
    case (op_payload_kind)
      KIND_READ: array_port_i_payload[1:0] = ACCESS_READ;
      KIND_VERIFY: array_port_i_payload[1:0] = ACCESS_VERIFY;
      KIND_CLEAR: array_port_i_payload[1:0] = ACCESS_CLEAR;
      default: ;
    endcase
  end

  always @* begin
    results_i_payload = {ended_last, 384'd0};
    if (~ended_backward)
      results_i_payload[191:0] = forward_side_totals;
    if (ended_backward) begin
      results_i_payload[23:0] = {backward_side_totals[22], backward_side_totals[22:0]};
      results_i_payload[47:24] = {backward_side_totals[45], backward_side_totals[45:23]};
      results_i_payload[71:48] = {backward_side_totals[68], backward_side_totals[68:46]};
      results_i_payload[95:72] = {backward_side_totals[91], backward_side_totals[91:69]};
      results_i_payload[119:96] = {backward_side_totals[114], backward_side_totals[114:92]};
      results_i_payload[143:120] = {backward_side_totals[137], backward_side_totals[137:115]};
      results_i_payload[167:144] = {backward_side_totals[160], backward_side_totals[160:138]};
      results_i_payload[191:168] = {backward_side_totals[183], backward_side_totals[183:161]};
      results_i_payload[215:192] = {backward_side_totals[206], backward_side_totals[206:184]};
      results_i_payload[239:216] = {backward_side_totals[229], backward_side_totals[229:207]};
      results_i_payload[263:240] = {backward_side_totals[252], backward_side_totals[252:230]};
      results_i_payload[287:264] = {backward_side_totals[275], backward_side_totals[275:253]};
      results_i_payload[311:288] = {backward_side_totals[298], backward_side_totals[298:276]};
      results_i_payload[335:312] = {backward_side_totals[321], backward_side_totals[321:299]};
      results_i_payload[359:336] = {backward_side_totals[344], backward_side_totals[344:322]};
      results_i_payload[383:360] = {backward_side_totals[367], backward_side_totals[367:345]};
    end
  end

  always @(posedge clk)
    if (rst) begin
      held_backward <= 1'b0;
      held_slot <= 8'd0;
    end else if (start) begin
      held_backward <= sequencer_start_tag_backward;
      held_slot <= sequencer_start_tag_slot;
    end

  always @(posedge clk) begin
    adding <= conversion_o_tag;
    ended <= adding;
  end

  always @(posedge clk)
    if (rst) begin
      add <= 1'b0;
      end_2 <= 1'b0;
    end else begin
      add <= conversion_o_valid;
      end_2 <= add & adding_end;
    end

  wire unused =
      &{1'b0, ended[15:1], conversion_converting[16:1], sequencer_polarity, sequencer_plane, array_port_old,
      results_i_ready};

endmodule

// Registers on an APB3 port (Arm IHI 0024): no wait states, one transfer in two cycles.
module two_way_registers (
  input  wire           clk,
  input  wire           rst,
  input  wire           psel,
  input  wire           penable,
  input  wire           pwrite,
  input  wire     [7:0] paddr,
  input  wire    [31:0] pwdata,
  output reg     [31:0] prdata,
  output wire           pready,
  output wire           pslverr,
  output reg      [3:0] stretch_precharge,
  output reg      [3:0] stretch_evaluate,
  output reg      [3:0] stretch_sample,
  input  wire           busy,
  input  wire           illegal,
  input  wire    [31:0] evaluations
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
        prdata = 32'h641e523;
        known = ~pwrite;
      end
      8'd4: begin
        prdata = {20'd0, stretch_sample, stretch_evaluate, stretch_precharge};
        known = 1'b1;
      end
      8'd8: begin
        prdata = {30'd0, illegal, busy};
        known = ~pwrite;
      end
      8'd12: begin
        prdata = evaluations;
        known = ~pwrite;
      end
      default: ;
    endcase
  end

  always @(posedge clk)
    if (rst) begin
      stretch_precharge <= 4'd0;
      stretch_evaluate <= 4'd0;
      stretch_sample <= 4'd0;
    end else if ((paddr == 8'd4) & access & pwrite) begin
      stretch_precharge <= pwdata[3:0];
      stretch_evaluate <= pwdata[7:4];
      stretch_sample <= pwdata[11:8];
    end

  wire unused = &{1'b0, pwdata[31:12]};

endmodule

// A macro whose settings and status lie in registers; its streams are the top's own.
module two_way (
  input  wire           clk,
  input  wire           rst,
  input  wire    [10:0] op_payload,  // {row[6:0], signed, kind[2:0]}
  input  wire           op_valid,
  output wire           op_ready,
  input  wire   [127:0] x_payload,  // [15:0][7:0]
  input  wire           x_valid,
  output wire           x_ready,
  output wire   [384:0] y_payload,  // {last, results[15:0][23:0]}
  output wire           y_valid,
  input  wire           y_ready,
  input  wire   [127:0] w_payload,  // [15:0][7:0]
  input  wire           w_valid,
  output wire           w_ready,
  output wire   [143:0] r_payload,  // {differs[15:0], weights[15:0][7:0]}
  output wire           r_valid,
  input  wire           r_ready,
  input  wire           psel,
  input  wire           penable,
  input  wire           pwrite,
  input  wire     [7:0] paddr,
  input  wire    [31:0] pwdata,
  output wire    [31:0] prdata,
  output wire           pready,
  output wire           pslverr
);

  wire     [3:0] registers_stretch_precharge;
  wire     [3:0] registers_stretch_evaluate;
  wire     [3:0] registers_stretch_sample;
  wire           macro_busy;
  wire           macro_illegal;
  wire    [31:0] macro_evaluations;

  two_way_macro macro (
    .clk(clk),
    .rst(rst),
    .op_payload(op_payload),
    .op_valid(op_valid),
    .op_ready(op_ready),
    .x_payload(x_payload),
    .x_valid(x_valid),
    .x_ready(x_ready),
    .y_payload(y_payload),
    .y_valid(y_valid),
    .y_ready(y_ready),
    .w_payload(w_payload),
    .w_valid(w_valid),
    .w_ready(w_ready),
    .r_payload(r_payload),
    .r_valid(r_valid),
    .r_ready(r_ready),
    .stretch_precharge(registers_stretch_precharge),
    .stretch_evaluate(registers_stretch_evaluate),
    .stretch_sample(registers_stretch_sample),
    .busy(macro_busy),
    .illegal(macro_illegal),
    .evaluations(macro_evaluations)
  );

  two_way_registers registers (
    .clk(clk),
    .rst(rst),
    .psel(psel),
    .penable(penable),
    .pwrite(pwrite),
    .paddr(paddr),
    .pwdata(pwdata),
    .prdata(prdata),
    .pready(pready),
    .pslverr(pslverr),
    .stretch_precharge(registers_stretch_precharge),
    .stretch_evaluate(registers_stretch_evaluate),
    .stretch_sample(registers_stretch_sample),
    .busy(macro_busy),
    .illegal(macro_illegal),
    .evaluations(macro_evaluations)
  );

endmodule
