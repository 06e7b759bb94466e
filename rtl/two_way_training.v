// Carries out take, send and zero: a word a cycle is taken or zeroed, a word every two cycles is sent.
module two_way_training_transfer (
  input  wire           clk,
  input  wire           rst,
  input  wire           take,
  input  wire           send,
  input  wire           zero,
  input  wire   [168:0] fields,
  output wire           done,
  input  wire   [511:0] x_payload,  // [15:0][31:0]
  input  wire           x_valid,
  output wire           x_ready,
  output reg    [511:0] y_payload,  // [15:0][31:0]
  output wire           y_valid,
  input  wire           y_ready,
  output reg     [11:0] read_values,  // {address[10:0], enable}
  input  wire   [143:0] value_word,  // [15:0][8:0]
  output wire   [155:0] write_values,  // {word[15:0][8:0], address[10:0], enable}
  output reg     [12:0] read_sums,  // {address[11:0], enable}
  input  wire   [511:0] sum_word,  // [15:0][31:0]
  output wire   [524:0] write_sums,  // {word[15:0][31:0], address[11:0], enable}
  output wire           random_load,
  output wire           random_number,
  input  wire   [126:0] random_state
);

  localparam [2:0] PHASE_IDLE = 3'd0;
  localparam [2:0] PHASE_TAKE = 3'd1;
  localparam [2:0] PHASE_ZERO = 3'd2;
  localparam [2:0] PHASE_READ = 3'd3;
  localparam [2:0] PHASE_SHOW = 3'd4;
  localparam [2:0] PHASE_SEND = 3'd5;

  reg            moved;
  reg     [12:0] left;
  reg            writing;
  reg     [11:0] at;
  reg      [2:0] phase_state;
  wire           write_values_enable;
  wire           write_sums_enable;
  wire    [11:0] read_values_sum;
  wire   [511:0] word;  // [15:0][31:0]

  wire    [26:0] given = fields[26:0];

  assign done = moved & (left == 13'd1);
  assign x_ready = phase_state == PHASE_TAKE;
  assign y_valid = phase_state == PHASE_SEND;
  assign write_values_enable = writing & (given[1:0] == 2'd0);
  assign word = x_ready ? x_payload : 512'd0;
  assign write_values =
      {word[488:480], word[456:448], word[424:416], word[392:384], word[360:352], word[328:320], word[296:288],
      word[264:256], word[232:224], word[200:192], word[168:160], word[136:128], word[104:96], word[72:64], word[40:32],
      word[8:0], at[10:0], write_values_enable};
  assign write_sums_enable = writing & (given[1:0] == 2'd1);
  assign write_sums = {word, at, write_sums_enable};
  assign random_load = writing & (given[1:0] == 2'd2);
  assign random_number = at[0];
  assign read_values_sum = at + 12'd1;

  always @* begin
    moved = 1'b0;
    writing = 1'b0;
    case (phase_state)
      PHASE_TAKE: begin
        moved = x_valid;
        writing = x_valid;
      end
      PHASE_ZERO: begin
        moved = 1'b1;
        writing = 1'b1;
      end
      PHASE_SEND: moved = y_ready;
      default: ;
    endcase
  end

  always @* begin
    read_values = 12'd0;
    read_sums = 13'd0;
    case (phase_state)
      PHASE_READ: begin
        read_values = {at[10:0], given[1:0] == 2'd0};
        read_sums = {at, given[1:0] == 2'd1};
      end
      PHASE_SEND:
        if (done) ;
        else if (moved) begin
          read_values = {read_values_sum[10:0], given[1:0] == 2'd0};
          read_sums = {read_values_sum, given[1:0] == 2'd1};
        end
      default: ;
    endcase
  end

  always @* begin
    y_payload = 512'd0;
    case (given[1:0])
      2'd0: y_payload =
          {23'd0, value_word[143:135], 23'd0, value_word[134:126], 23'd0, value_word[125:117], 23'd0,
          value_word[116:108], 23'd0, value_word[107:99], 23'd0, value_word[98:90], 23'd0, value_word[89:81], 23'd0,
          value_word[80:72], 23'd0, value_word[71:63], 23'd0, value_word[62:54], 23'd0, value_word[53:45], 23'd0,
          value_word[44:36], 23'd0, value_word[35:27], 23'd0, value_word[26:18], 23'd0, value_word[17:9], 23'd0,
          value_word[8:0]};
      2'd1: y_payload = sum_word;
      default: y_payload = {385'd0, (at == 12'd0) ? random_state : 127'd0};
    endcase
  end

  always @(posedge clk)
    if (take | send | zero) begin
      at <= given[13:2];
      left <= given[26:14];
    end else if (moved) begin
      at <= read_values_sum;
      left <= left - 13'd1;
    end

  always @(posedge clk)
    if (rst)
      phase_state <= PHASE_IDLE;
    else
      case (phase_state)
        PHASE_IDLE: begin
          if (take)
            phase_state <= PHASE_TAKE;
          if (zero)
            phase_state <= PHASE_ZERO;
          if (send)
            phase_state <= PHASE_READ;
        end
        PHASE_TAKE:
          if (done)
            phase_state <= PHASE_IDLE;
        PHASE_ZERO:
          if (done)
            phase_state <= PHASE_IDLE;
        PHASE_READ: phase_state <= PHASE_SHOW;
        PHASE_SHOW: phase_state <= PHASE_SEND;
        PHASE_SEND:
          if (done)
            phase_state <= PHASE_IDLE;
          else if (moved)
            phase_state <= PHASE_SHOW;
        default: ;
      endcase

  wire unused = &{1'b0, fields[168:27]};

endmodule

// Shows the address of one word after the other.
module two_way_training_window (
  input  wire           clk,
  input  wire           rst,
  input  wire           set,
  input  wire   [168:0] fields,
  input  wire           restart,
  input  wire           step,
  input  wire           rewind,
  input  wire           advance,
  output wire    [11:0] address,
  output wire           on_map,
  output reg      [7:0] number,
  output wire           last_point,
  output wire           last
);

  // {first_offset[11:0], first_group[9:0], first_x[3:0], first_y[3:0], y_step[11:0], x_step[11:0], image_step[11:0],
  //  line_step[11:0], column_step[11:0], corner[11:0], groups[9:0], padding[3:0], stride[3:0], kernel[3:0], width[8:0],
  //  height[8:0], columns[8:0], rows[8:0], images[8:0]}
  reg    [168:0] shape;
  reg      [8:0] image;
  reg      [8:0] row;
  reg      [8:0] column;
  reg     [11:0] corner;
  reg      [9:0] top;
  reg      [9:0] left;
  wire           last_column;
  wire           last_row;
  reg      [3:0] y;
  reg      [3:0] x;
  reg      [9:0] group;
  reg     [11:0] offset;
  wire           last_group;
  wire           last_x;
  wire           last_image;
  wire    [10:0] at_y;
  wire    [10:0] at_x;
  wire     [4:0] top_difference;
  wire           y_condition;

  wire     [8:0] shape_images = shape[8:0];
  wire     [8:0] shape_rows = shape[17:9];
  wire     [8:0] shape_columns = shape[26:18];
  wire     [8:0] shape_height = shape[35:27];
  wire     [8:0] shape_width = shape[44:36];
  wire     [3:0] shape_kernel = shape[48:45];
  wire     [3:0] shape_stride = shape[52:49];
  wire     [3:0] shape_padding = shape[56:53];
  wire     [9:0] shape_groups = shape[66:57];
  wire    [11:0] shape_corner = shape[78:67];
  wire    [11:0] shape_column_step = shape[90:79];
  wire    [11:0] shape_line_step = shape[102:91];
  wire    [11:0] shape_image_step = shape[114:103];
  wire    [11:0] shape_x_step = shape[126:115];
  wire    [11:0] shape_y_step = shape[138:127];
  wire     [3:0] shape_first_y = shape[142:139];
  wire     [3:0] shape_first_x = shape[146:143];
  wire     [9:0] shape_first_group = shape[156:147];
  wire    [11:0] shape_first_offset = shape[168:157];

  assign last_column = {1'b0, column} == ({1'b0, shape_columns} - 10'd1);
  assign last_row = {1'b0, row} == ({1'b0, shape_rows} - 10'd1);
  assign last_group = {1'b0, group} == ({1'b0, shape_groups} - 11'd1);
  assign last_x = {1'b0, x} == ({1'b0, shape_kernel} - 5'd1);
  assign last_image = {1'b0, image} == ({1'b0, shape_images} - 10'd1);
  assign at_y = {top[9], top} + {7'd0, y};
  assign at_x = {left[9], left} + {7'd0, x};
  assign address = corner + offset;
  assign on_map = ($signed(at_y) >= $signed(11'd0)) & ($signed(at_y) < $signed({2'd0, shape_height})) &
      ($signed(at_x) >= $signed(11'd0)) & ($signed(at_x) < $signed({2'd0, shape_width}));
  assign last_point = last_x & ({1'b0, y} == ({1'b0, shape_kernel} - 5'd1));
  assign last = last_column & last_row & last_image;
  assign top_difference = 5'd0 - {1'b0, shape_padding};
  assign y_condition = restart | rewind | advance;

  always @(posedge clk)
    if (set)
      shape <= fields;

  always @(posedge clk)
    if (restart) begin
      image <= 9'd0;
      row <= 9'd0;
      column <= 9'd0;
      corner <= shape_corner;
      top <= {{5{top_difference[4]}}, top_difference};
      left <= {{5{top_difference[4]}}, top_difference};
    end else if (advance) begin
      if (~last_column) begin
        column <= column + 9'd1;
        corner <= corner + shape_column_step;
        left <= left + {6'd0, shape_stride};
      end else begin
        column <= 9'd0;
        left <= {{5{top_difference[4]}}, top_difference};
        if (~last_row) begin
          row <= row + 9'd1;
          corner <= corner + shape_line_step;
          top <= top + {6'd0, shape_stride};
        end else begin
          image <= image + 9'd1;
          row <= 9'd0;
          corner <= corner + shape_image_step;
          top <= {{5{top_difference[4]}}, top_difference};
        end
      end
    end

  always @(posedge clk)
    if (y_condition) begin
      y <= shape_first_y;
      x <= shape_first_x;
      group <= shape_first_group;
      offset <= shape_first_offset;
    end else if (step) begin
      group <= last_group ? 10'd0 : group + 10'd1;
      offset <= offset + (~last_group ? 12'd1 : ~last_x ? shape_x_step : shape_y_step);
      if (last_group) begin
        y <= y + {3'd0, last_x};
        x <= last_x ? 4'd0 : x + 4'd1;
      end
    end

  always @(posedge clk)
    if (rst)
      number <= 8'd0;
    else if (y_condition)
      number <= 8'd0;
    else if (step) begin
      if (last_group)
        number <= number + 8'd1;
    end

endmodule

// Tells one macro after the other its tile, one a cycle after the cycle of start: row tiles first, column by column.
module two_way_training_assignment (
  input  wire           clk,
  input  wire           rst,
  input  wire           start,
  input  wire           backward,
  input  wire   [168:0] fields,
  output wire     [1:0] appoint,
  output reg            row_tile,
  output reg            column_tile,
  output wire           last,
  output reg     [12:0] total
);

  wire           last_row;
  reg            assigning;
  reg            macro;

  wire    [52:0] given = fields[52:0];

  assign last_row = {2'd0, row_tile} == ({1'b0, given[2:1]} - 3'd1);
  assign appoint = {1'b0, assigning} << macro;
  assign last = assigning & last_row & ({2'd0, column_tile} == ({1'b0, given[4:3]} - 3'd1));

  always @(posedge clk)
    if (rst) begin
      assigning <= 1'b0;
      row_tile <= 1'b0;
      column_tile <= 1'b0;
      total <= 13'd0;
    end else if (start) begin
      assigning <= 1'b1;
      row_tile <= 1'b0;
      column_tile <= 1'b0;
      total <= 13'd0;
    end else if (assigning) begin
      assigning <= ~last;
      row_tile <= last_row ? 1'b0 : row_tile + 1'b1;
      column_tile <= column_tile + last_row;
      if (backward ? ~row_tile : ~column_tile)
        total <= total + {1'b0, backward ? given[17:6] : given[52:41]};
    end

  always @(posedge clk)
    if (start)
      macro <= given[0];
    else if (assigning)
      macro <= macro + 1'b1;

  wire unused = &{1'b0, fields[168:53], given[5], given[40:18]};

endmodule

// Reads one position's inputs, tile by tile and line group by line group, a word a cycle, after the cycle of start.
module two_way_training_feeder (
  input  wire           clk,
  input  wire           rst,
  input  wire           start,
  input  wire           backward,
  input  wire   [168:0] fields,
  input  wire    [10:0] dense,
  input  wire    [11:0] address,
  input  wire           on_map,
  output wire           step,
  output wire    [11:0] read_values,  // {address[10:0], enable}
  input  wire   [143:0] value_word,  // [15:0][8:0]
  output reg            send,
  output reg            tile,
  output wire   [127:0] inputs,  // [15:0][7:0]
  output wire           last
);

  wire           last_group;
  reg      [2:0] group;
  reg            feeding;
  reg            read_tile;
  wire           real_2;
  reg     [12:0] number;
  reg            is_real;
  reg            asked;
  reg            asked_tile;
  reg            was_real;
  wire           read_values_enable;
  wire    [10:0] read_values_address;

  wire    [52:0] given = fields[52:0];

  assign last_group = group == (backward ? 3'd3 : 3'd7);
  assign real_2 = feeding & (number < {1'b0, backward ? given[52:41] : given[17:6]});
  assign step = real_2 & ~backward;
  assign read_values_enable = real_2 & (backward | on_map);
  assign read_values_address = backward ? dense + number[10:0] : address[10:0];
  assign read_values = {read_values_address, read_values_enable};
  assign inputs =
      {is_real ? value_word[142:135] : 8'd0, is_real ? value_word[133:126] : 8'd0, is_real ? value_word[124:117] : 8'd0,
      is_real ? value_word[115:108] : 8'd0, is_real ? value_word[106:99] : 8'd0, is_real ? value_word[97:90] : 8'd0,
      is_real ? value_word[88:81] : 8'd0, is_real ? value_word[79:72] : 8'd0, is_real ? value_word[70:63] : 8'd0,
      is_real ? value_word[61:54] : 8'd0, is_real ? value_word[52:45] : 8'd0, is_real ? value_word[43:36] : 8'd0,
      is_real ? value_word[34:27] : 8'd0, is_real ? value_word[25:18] : 8'd0, is_real ? value_word[16:9] : 8'd0,
      is_real ? value_word[7:0] : 8'd0};
  assign last = feeding & last_group & ({2'd0, read_tile} == ({1'b0, backward ? given[4:3] : given[2:1]} - 3'd1));

  always @(posedge clk)
    if (rst) begin
      asked <= 1'b0;
      send <= 1'b0;
      tile <= 1'b0;
    end else begin
      asked <= feeding;
      send <= asked;
      tile <= asked_tile;
    end

  always @(posedge clk) begin
    asked_tile <= read_tile;
    was_real <= read_values_enable;
    is_real <= was_real;
  end

  always @(posedge clk)
    if (rst)
      feeding <= 1'b0;
    else if (start)
      feeding <= 1'b1;
    else if (feeding)
      feeding <= ~last;

  always @(posedge clk)
    if (start) begin
      read_tile <= 1'b0;
      group <= 3'd0;
      number <= 13'd0;
    end else if (feeding) begin
      read_tile <= read_tile + last_group;
      group <= last_group ? 3'd0 : group + 3'd1;
      number <= number + 13'd1;
    end

  wire unused =
      &{1'b0, fields[168:53], address[11], value_word[8], value_word[17], value_word[26], value_word[35],
      value_word[44], value_word[53], value_word[62], value_word[71], value_word[80], value_word[89], value_word[98],
      value_word[107], value_word[116], value_word[125], value_word[134], value_word[143], given[0], given[5],
      given[40:18]};

endmodule

// Adds one position's results to words of sums, a word a cycle, after the cycle of start.
module two_way_training_collector (
  input  wire           clk,
  input  wire           rst,
  input  wire           start,
  input  wire           backward,
  input  wire   [168:0] fields,
  input  wire    [12:0] total,
  input  wire    [11:0] dense,
  input  wire    [11:0] address,
  input  wire           on_map,
  output wire           step,
  output wire           rewind,
  output wire           advance,
  output reg            macro,
  output reg      [2:0] number,
  input  wire   [383:0] word,  // [15:0][23:0]
  output wire   [524:0] add,  // {word[15:0][31:0], address[11:0], enable}
  output reg     [12:0] left
);

  wire           adding;
  wire           last_word;
  wire           last_place;
  reg     [11:0] place;
  reg            following;
  reg            first_macro;
  wire           add_enable;
  wire    [11:0] add_address;

  wire    [52:0] given = fields[52:0];

  assign adding = left != 13'd0;
  assign last_word = number == (backward ? 3'd7 : 3'd3);
  assign last_place = {1'b0, place} == ({1'b0, backward ? given[17:6] : given[52:41]} - 13'd1);
  assign step = adding & backward & ~last_place;
  assign advance = adding & backward & (left == 13'd1);
  assign rewind = adding & backward & last_place & ~advance;
  assign add_enable = adding & (~backward | on_map);
  assign add_address = backward ? address : dense + place;
  assign add =
      {{8{word[383]}}, word[383:359], {7{word[359]}}, word[359:335], {7{word[335]}}, word[335:311], {7{word[311]}},
      word[311:287], {7{word[287]}}, word[287:263], {7{word[263]}}, word[263:239], {7{word[239]}}, word[239:215],
      {7{word[215]}}, word[215:191], {7{word[191]}}, word[191:167], {7{word[167]}}, word[167:143], {7{word[143]}},
      word[143:119], {7{word[119]}}, word[119:95], {7{word[95]}}, word[95:71], {7{word[71]}}, word[71:47],
      {7{word[47]}}, word[47:23], {7{word[23]}}, word[23:0], add_address, add_enable};

  always @* begin
    following = 1'b0;
    if (start) ;
    else if (adding)
      following = first_macro + (backward ? given[1] : 1'b1);
  end

  always @(posedge clk)
    if (rst) begin
      left <= 13'd0;
      number <= 3'd0;
      macro <= 1'b0;
    end else if (start) begin
      left <= total;
      number <= 3'd0;
      macro <= given[0];
    end else if (adding) begin
      left <= left - 13'd1;
      number <= number + 3'd1;
      if (last_word) begin
        number <= 3'd0;
        macro <= macro + (backward ? 1'b1 : given[1]);
      end
      if (last_place) begin
        number <= 3'd0;
        macro <= following;
      end
    end

  always @(posedge clk)
    if (start) begin
      place <= 12'd0;
      first_macro <= given[0];
    end else if (adding) begin
      place <= place + 12'd1;
      if (last_place) begin
        place <= 12'd0;
        first_macro <= following;
      end
    end

  wire unused = &{1'b0, fields[168:53], given[5:2], given[40:18]};

endmodule

// Knows the tile that its macro holds, gives it the tile's inputs, and keeps the results of one product.
module two_way_training_worker (
  input  wire           clk,
  input  wire           rst,
  input  wire           appoint,
  input  wire           dismiss,
  input  wire           row_tile,
  input  wire           column_tile,
  input  wire           start,
  input  wire           backward,
  input  wire           is_signed,
  input  wire           send,
  input  wire           tile,
  input  wire   [127:0] inputs,  // [15:0][7:0]
  output wire    [10:0] op_payload,  // {row[6:0], signed, kind[2:0]}
  output reg            op_valid,
  input  wire           op_ready,
  output wire   [127:0] x_payload,  // [15:0][7:0]
  output wire           x_valid,
  input  wire           x_ready,
  input  wire   [384:0] y_payload,  // {last, results[15:0][23:0]}
  input  wire           y_valid,
  output wire           y_ready,
  output wire           arrived,
  input  wire     [2:0] number,
  output reg    [383:0] word  // [15:0][23:0]
);

  reg            active;
  reg            own_row_tile;
  reg            own_column_tile;
  reg            waiting;
  reg      [7:0] slot;
  reg     [23:0] result_0;
  reg     [23:0] result_1;
  reg     [23:0] result_2;
  reg     [23:0] result_3;
  reg     [23:0] result_4;
  reg     [23:0] result_5;
  reg     [23:0] result_6;
  reg     [23:0] result_7;
  reg     [23:0] result_8;
  reg     [23:0] result_9;
  reg     [23:0] result_10;
  reg     [23:0] result_11;
  reg     [23:0] result_12;
  reg     [23:0] result_13;
  reg     [23:0] result_14;
  reg     [23:0] result_15;
  reg     [23:0] result_16;
  reg     [23:0] result_17;
  reg     [23:0] result_18;
  reg     [23:0] result_19;
  reg     [23:0] result_20;
  reg     [23:0] result_21;
  reg     [23:0] result_22;
  reg     [23:0] result_23;
  reg     [23:0] result_24;
  reg     [23:0] result_25;
  reg     [23:0] result_26;
  reg     [23:0] result_27;
  reg     [23:0] result_28;
  reg     [23:0] result_29;
  reg     [23:0] result_30;
  reg     [23:0] result_31;
  reg     [23:0] result_32;
  reg     [23:0] result_33;
  reg     [23:0] result_34;
  reg     [23:0] result_35;
  reg     [23:0] result_36;
  reg     [23:0] result_37;
  reg     [23:0] result_38;
  reg     [23:0] result_39;
  reg     [23:0] result_40;
  reg     [23:0] result_41;
  reg     [23:0] result_42;
  reg     [23:0] result_43;
  reg     [23:0] result_44;
  reg     [23:0] result_45;
  reg     [23:0] result_46;
  reg     [23:0] result_47;
  reg     [23:0] result_48;
  reg     [23:0] result_49;
  reg     [23:0] result_50;
  reg     [23:0] result_51;
  reg     [23:0] result_52;
  reg     [23:0] result_53;
  reg     [23:0] result_54;
  reg     [23:0] result_55;
  reg     [23:0] result_56;
  reg     [23:0] result_57;
  reg     [23:0] result_58;
  reg     [23:0] result_59;
  reg     [23:0] result_60;
  reg     [23:0] result_61;
  reg     [23:0] result_62;
  reg     [23:0] result_63;
  reg     [23:0] result_64;
  reg     [23:0] result_65;
  reg     [23:0] result_66;
  reg     [23:0] result_67;
  reg     [23:0] result_68;
  reg     [23:0] result_69;
  reg     [23:0] result_70;
  reg     [23:0] result_71;
  reg     [23:0] result_72;
  reg     [23:0] result_73;
  reg     [23:0] result_74;
  reg     [23:0] result_75;
  reg     [23:0] result_76;
  reg     [23:0] result_77;
  reg     [23:0] result_78;
  reg     [23:0] result_79;
  reg     [23:0] result_80;
  reg     [23:0] result_81;
  reg     [23:0] result_82;
  reg     [23:0] result_83;
  reg     [23:0] result_84;
  reg     [23:0] result_85;
  reg     [23:0] result_86;
  reg     [23:0] result_87;
  reg     [23:0] result_88;
  reg     [23:0] result_89;
  reg     [23:0] result_90;
  reg     [23:0] result_91;
  reg     [23:0] result_92;
  reg     [23:0] result_93;
  reg     [23:0] result_94;
  reg     [23:0] result_95;
  reg     [23:0] result_96;
  reg     [23:0] result_97;
  reg     [23:0] result_98;
  reg     [23:0] result_99;
  reg     [23:0] result_100;
  reg     [23:0] result_101;
  reg     [23:0] result_102;
  reg     [23:0] result_103;
  reg     [23:0] result_104;
  reg     [23:0] result_105;
  reg     [23:0] result_106;
  reg     [23:0] result_107;
  reg     [23:0] result_108;
  reg     [23:0] result_109;
  reg     [23:0] result_110;
  reg     [23:0] result_111;
  reg     [23:0] result_112;
  reg     [23:0] result_113;
  reg     [23:0] result_114;
  reg     [23:0] result_115;
  reg     [23:0] result_116;
  reg     [23:0] result_117;
  reg     [23:0] result_118;
  reg     [23:0] result_119;
  reg     [23:0] result_120;
  reg     [23:0] result_121;
  reg     [23:0] result_122;
  reg     [23:0] result_123;
  reg     [23:0] result_124;
  reg     [23:0] result_125;
  reg     [23:0] result_126;
  reg     [23:0] result_127;
  wire     [2:0] op_payload_kind;

  wire   [383:0] y_payload_results = y_payload[383:0];
  wire           y_payload_last = y_payload[384];

  assign op_payload_kind = backward ? 3'd1 : 3'd0;
  assign op_payload = {7'd0, is_signed, op_payload_kind};
  assign x_payload = inputs;
  assign x_valid = send & active & (tile == (backward ? own_column_tile : own_row_tile));
  assign y_ready = 1'b1;
  assign arrived = ~waiting;

  always @* begin
    word = 384'd0;
    case (number)
      3'd0: word =
          {result_15, result_14, result_13, result_12, result_11, result_10, result_9, result_8, result_7, result_6,
          result_5, result_4, result_3, result_2, result_1, result_0};
      3'd1: word =
          {result_31, result_30, result_29, result_28, result_27, result_26, result_25, result_24, result_23, result_22,
          result_21, result_20, result_19, result_18, result_17, result_16};
      3'd2: word =
          {result_47, result_46, result_45, result_44, result_43, result_42, result_41, result_40, result_39, result_38,
          result_37, result_36, result_35, result_34, result_33, result_32};
      3'd3: word =
          {result_63, result_62, result_61, result_60, result_59, result_58, result_57, result_56, result_55, result_54,
          result_53, result_52, result_51, result_50, result_49, result_48};
      3'd4: word =
          {result_79, result_78, result_77, result_76, result_75, result_74, result_73, result_72, result_71, result_70,
          result_69, result_68, result_67, result_66, result_65, result_64};
      3'd5: word =
          {result_95, result_94, result_93, result_92, result_91, result_90, result_89, result_88, result_87, result_86,
          result_85, result_84, result_83, result_82, result_81, result_80};
      3'd6: word =
          {result_111, result_110, result_109, result_108, result_107, result_106, result_105, result_104, result_103,
          result_102, result_101, result_100, result_99, result_98, result_97, result_96};
      3'd7: word =
          {result_127, result_126, result_125, result_124, result_123, result_122, result_121, result_120, result_119,
          result_118, result_117, result_116, result_115, result_114, result_113, result_112};
      default: ;
    endcase
  end

  always @(posedge clk)
    if (rst)
      active <= 1'b0;
    else if (appoint)
      active <= 1'b1;
    else if (dismiss)
      active <= 1'b0;

  always @(posedge clk)
    if (appoint) begin
      own_row_tile <= row_tile;
      own_column_tile <= column_tile;
    end

  always @(posedge clk)
    if (rst) begin
      op_valid <= 1'b0;
      waiting <= 1'b0;
    end else if (start) begin
      op_valid <= active;
      waiting <= active;
    end else begin
      if (op_ready)
        op_valid <= 1'b0;
      if (y_valid & y_payload_last)
        waiting <= 1'b0;
    end

  always @(posedge clk)
    if (rst)
      slot <= 8'd1;
    else if (y_valid)
      slot <= {slot[6:0], slot[7]};

  always @(posedge clk)
    if (y_valid) begin
      if (slot[0]) begin
        result_0 <= y_payload_results[23:0];
        result_8 <= y_payload_results[47:24];
        result_16 <= y_payload_results[71:48];
        result_24 <= y_payload_results[95:72];
        result_32 <= y_payload_results[119:96];
        result_40 <= y_payload_results[143:120];
        result_48 <= y_payload_results[167:144];
        result_56 <= y_payload_results[191:168];
        result_64 <= y_payload_results[215:192];
        result_72 <= y_payload_results[239:216];
        result_80 <= y_payload_results[263:240];
        result_88 <= y_payload_results[287:264];
        result_96 <= y_payload_results[311:288];
        result_104 <= y_payload_results[335:312];
        result_112 <= y_payload_results[359:336];
        result_120 <= y_payload_results[383:360];
      end
      if (slot[1]) begin
        result_1 <= y_payload_results[23:0];
        result_9 <= y_payload_results[47:24];
        result_17 <= y_payload_results[71:48];
        result_25 <= y_payload_results[95:72];
        result_33 <= y_payload_results[119:96];
        result_41 <= y_payload_results[143:120];
        result_49 <= y_payload_results[167:144];
        result_57 <= y_payload_results[191:168];
        result_65 <= y_payload_results[215:192];
        result_73 <= y_payload_results[239:216];
        result_81 <= y_payload_results[263:240];
        result_89 <= y_payload_results[287:264];
        result_97 <= y_payload_results[311:288];
        result_105 <= y_payload_results[335:312];
        result_113 <= y_payload_results[359:336];
        result_121 <= y_payload_results[383:360];
      end
      if (slot[2]) begin
        result_2 <= y_payload_results[23:0];
        result_10 <= y_payload_results[47:24];
        result_18 <= y_payload_results[71:48];
        result_26 <= y_payload_results[95:72];
        result_34 <= y_payload_results[119:96];
        result_42 <= y_payload_results[143:120];
        result_50 <= y_payload_results[167:144];
        result_58 <= y_payload_results[191:168];
        result_66 <= y_payload_results[215:192];
        result_74 <= y_payload_results[239:216];
        result_82 <= y_payload_results[263:240];
        result_90 <= y_payload_results[287:264];
        result_98 <= y_payload_results[311:288];
        result_106 <= y_payload_results[335:312];
        result_114 <= y_payload_results[359:336];
        result_122 <= y_payload_results[383:360];
      end
      if (slot[3]) begin
        result_3 <= y_payload_results[23:0];
        result_11 <= y_payload_results[47:24];
        result_19 <= y_payload_results[71:48];
        result_27 <= y_payload_results[95:72];
        result_35 <= y_payload_results[119:96];
        result_43 <= y_payload_results[143:120];
        result_51 <= y_payload_results[167:144];
        result_59 <= y_payload_results[191:168];
        result_67 <= y_payload_results[215:192];
        result_75 <= y_payload_results[239:216];
        result_83 <= y_payload_results[263:240];
        result_91 <= y_payload_results[287:264];
        result_99 <= y_payload_results[311:288];
        result_107 <= y_payload_results[335:312];
        result_115 <= y_payload_results[359:336];
        result_123 <= y_payload_results[383:360];
      end
      if (slot[4]) begin
        result_4 <= y_payload_results[23:0];
        result_12 <= y_payload_results[47:24];
        result_20 <= y_payload_results[71:48];
        result_28 <= y_payload_results[95:72];
        result_36 <= y_payload_results[119:96];
        result_44 <= y_payload_results[143:120];
        result_52 <= y_payload_results[167:144];
        result_60 <= y_payload_results[191:168];
        result_68 <= y_payload_results[215:192];
        result_76 <= y_payload_results[239:216];
        result_84 <= y_payload_results[263:240];
        result_92 <= y_payload_results[287:264];
        result_100 <= y_payload_results[311:288];
        result_108 <= y_payload_results[335:312];
        result_116 <= y_payload_results[359:336];
        result_124 <= y_payload_results[383:360];
      end
      if (slot[5]) begin
        result_5 <= y_payload_results[23:0];
        result_13 <= y_payload_results[47:24];
        result_21 <= y_payload_results[71:48];
        result_29 <= y_payload_results[95:72];
        result_37 <= y_payload_results[119:96];
        result_45 <= y_payload_results[143:120];
        result_53 <= y_payload_results[167:144];
        result_61 <= y_payload_results[191:168];
        result_69 <= y_payload_results[215:192];
        result_77 <= y_payload_results[239:216];
        result_85 <= y_payload_results[263:240];
        result_93 <= y_payload_results[287:264];
        result_101 <= y_payload_results[311:288];
        result_109 <= y_payload_results[335:312];
        result_117 <= y_payload_results[359:336];
        result_125 <= y_payload_results[383:360];
      end
      if (slot[6]) begin
        result_6 <= y_payload_results[23:0];
        result_14 <= y_payload_results[47:24];
        result_22 <= y_payload_results[71:48];
        result_30 <= y_payload_results[95:72];
        result_38 <= y_payload_results[119:96];
        result_46 <= y_payload_results[143:120];
        result_54 <= y_payload_results[167:144];
        result_62 <= y_payload_results[191:168];
        result_70 <= y_payload_results[215:192];
        result_78 <= y_payload_results[239:216];
        result_86 <= y_payload_results[263:240];
        result_94 <= y_payload_results[287:264];
        result_102 <= y_payload_results[311:288];
        result_110 <= y_payload_results[335:312];
        result_118 <= y_payload_results[359:336];
        result_126 <= y_payload_results[383:360];
      end
      if (slot[7]) begin
        result_7 <= y_payload_results[23:0];
        result_15 <= y_payload_results[47:24];
        result_23 <= y_payload_results[71:48];
        result_31 <= y_payload_results[95:72];
        result_39 <= y_payload_results[119:96];
        result_47 <= y_payload_results[143:120];
        result_55 <= y_payload_results[167:144];
        result_63 <= y_payload_results[191:168];
        result_71 <= y_payload_results[215:192];
        result_79 <= y_payload_results[239:216];
        result_87 <= y_payload_results[263:240];
        result_95 <= y_payload_results[287:264];
        result_103 <= y_payload_results[311:288];
        result_111 <= y_payload_results[335:312];
        result_119 <= y_payload_results[359:336];
        result_127 <= y_payload_results[383:360];
      end
    end

  wire unused = &{1'b0, x_ready};

endmodule

// Carries out forward and backward.
module two_way_training_product (
  input  wire           clk,
  input  wire           rst,
  input  wire           forward,
  input  wire           backward,
  input  wire   [168:0] fields,
  output wire           done,
  output wire           restart,
  output wire           step,
  output wire           rewind,
  output reg            advance,
  input  wire    [11:0] address,
  input  wire           on_map,
  input  wire           last,
  output wire    [11:0] read_values,  // {address[10:0], enable}
  input  wire   [143:0] value_word,  // [15:0][8:0]
  output wire   [524:0] add,  // {word[15:0][31:0], address[11:0], enable}
  output wire    [10:0] op_0_payload,  // {row[6:0], signed, kind[2:0]}
  output wire           op_0_valid,
  input  wire           op_0_ready,
  output wire   [127:0] x_0_payload,  // [15:0][7:0]
  output wire           x_0_valid,
  input  wire           x_0_ready,
  input  wire   [384:0] y_0_payload,  // {last, results[15:0][23:0]}
  input  wire           y_0_valid,
  output wire           y_0_ready,
  output wire    [10:0] op_1_payload,  // {row[6:0], signed, kind[2:0]}
  output wire           op_1_valid,
  input  wire           op_1_ready,
  output wire   [127:0] x_1_payload,  // [15:0][7:0]
  output wire           x_1_valid,
  input  wire           x_1_ready,
  input  wire   [384:0] y_1_payload,  // {last, results[15:0][23:0]}
  input  wire           y_1_valid,
  output wire           y_1_ready
);

  localparam [2:0] PHASE_IDLE = 3'd0;
  localparam [2:0] PHASE_ASSIGN = 3'd1;
  localparam [2:0] PHASE_START = 3'd2;
  localparam [2:0] PHASE_FEED = 3'd3;
  localparam [2:0] PHASE_WAIT = 3'd4;
  localparam [2:0] PHASE_FINISH = 3'd5;

  wire           feeder_step;
  wire           collector_step;
  wire    [12:0] assignment_total;
  reg            is_backward;
  reg     [11:0] feeder_dense;
  wire     [1:0] assignment_appoint;
  wire           assignment_row_tile;
  wire           assignment_column_tile;
  wire           feeder_send;
  wire           feeder_tile;
  wire   [127:0] feeder_inputs;  // [15:0][7:0]
  wire     [2:0] collector_number;
  reg    [383:0] collector_word;  // [15:0][23:0]
  wire           collector_macro;
  wire   [383:0] worker_0_word;  // [15:0][23:0]
  wire   [383:0] worker_1_word;  // [15:0][23:0]
  wire           arrived;
  wire           worker_0_arrived;
  wire           worker_1_arrived;
  wire           moves;
  wire    [12:0] collector_left;
  reg      [2:0] phase_state;
  wire           collector_advance;
  wire           assignment_last;
  wire           feeder_last;
  wire           feeder_start;
  wire           collector_start;

  wire    [52:0] given = fields[52:0];

  two_way_training_assignment assignment (
    .clk(clk),
    .rst(rst),
    .start(restart),
    .backward(is_backward),
    .fields(fields),
    .appoint(assignment_appoint),
    .row_tile(assignment_row_tile),
    .column_tile(assignment_column_tile),
    .last(assignment_last),
    .total(assignment_total)
  );

  two_way_training_feeder feeder (
    .clk(clk),
    .rst(rst),
    .start(feeder_start),
    .backward(is_backward),
    .fields(fields),
    .dense(feeder_dense[10:0]),
    .address(address),
    .on_map(on_map),
    .step(feeder_step),
    .read_values(read_values),
    .value_word(value_word),
    .send(feeder_send),
    .tile(feeder_tile),
    .inputs(feeder_inputs),
    .last(feeder_last)
  );

  two_way_training_collector collector (
    .clk(clk),
    .rst(rst),
    .start(collector_start),
    .backward(is_backward),
    .fields(fields),
    .total(assignment_total),
    .dense(feeder_dense),
    .address(address),
    .on_map(on_map),
    .step(collector_step),
    .rewind(rewind),
    .advance(collector_advance),
    .macro(collector_macro),
    .number(collector_number),
    .word(collector_word),
    .add(add),
    .left(collector_left)
  );

  two_way_training_worker worker_0 (
    .clk(clk),
    .rst(rst),
    .appoint(assignment_appoint[0]),
    .dismiss(restart),
    .row_tile(assignment_row_tile),
    .column_tile(assignment_column_tile),
    .start(feeder_start),
    .backward(is_backward),
    .is_signed(given[5]),
    .send(feeder_send),
    .tile(feeder_tile),
    .inputs(feeder_inputs),
    .op_payload(op_0_payload),
    .op_valid(op_0_valid),
    .op_ready(op_0_ready),
    .x_payload(x_0_payload),
    .x_valid(x_0_valid),
    .x_ready(x_0_ready),
    .y_payload(y_0_payload),
    .y_valid(y_0_valid),
    .y_ready(y_0_ready),
    .arrived(worker_0_arrived),
    .number(collector_number),
    .word(worker_0_word)
  );

  two_way_training_worker worker_1 (
    .clk(clk),
    .rst(rst),
    .appoint(assignment_appoint[1]),
    .dismiss(restart),
    .row_tile(assignment_row_tile),
    .column_tile(assignment_column_tile),
    .start(feeder_start),
    .backward(is_backward),
    .is_signed(given[5]),
    .send(feeder_send),
    .tile(feeder_tile),
    .inputs(feeder_inputs),
    .op_payload(op_1_payload),
    .op_valid(op_1_valid),
    .op_ready(op_1_ready),
    .x_payload(x_1_payload),
    .x_valid(x_1_valid),
    .x_ready(x_1_ready),
    .y_payload(y_1_payload),
    .y_valid(y_1_valid),
    .y_ready(y_1_ready),
    .arrived(worker_1_arrived),
    .number(collector_number),
    .word(worker_1_word)
  );

  assign arrived = &{worker_1_arrived, worker_0_arrived};
  assign collector_start = (phase_state == PHASE_WAIT) & arrived;
  assign moves = is_backward ? collector_start : collector_left == 13'd1;
  assign done = (phase_state == PHASE_FINISH) & (collector_left == 13'd1);
  assign restart = forward | backward;
  assign step = feeder_step | collector_step;
  assign feeder_start = (phase_state == PHASE_START) & (collector_left <= 13'ha9);

  always @* begin
    collector_word = 384'd0;
    if (~collector_macro)
      collector_word = worker_0_word;
    else
      collector_word = worker_1_word;
  end

  always @* begin
    advance = 1'b0;
    if ((phase_state == PHASE_WAIT) & arrived & ~last)
      advance = ~is_backward;
    if (collector_advance)
      advance = 1'b1;
  end

  always @(posedge clk)
    if (rst)
      phase_state <= PHASE_IDLE;
    else
      case (phase_state)
        PHASE_IDLE:
          if (restart)
            phase_state <= PHASE_ASSIGN;
        PHASE_ASSIGN:
          if (assignment_last)
            phase_state <= PHASE_START;
        PHASE_START:
          if (collector_left <= 13'ha9)
            phase_state <= PHASE_FEED;
        PHASE_FEED:
          if (feeder_last)
            phase_state <= PHASE_WAIT;
        PHASE_WAIT:
          if (arrived) begin
            if (last)
              phase_state <= PHASE_FINISH;
            else
              phase_state <= PHASE_START;
          end
        PHASE_FINISH:
          if (collector_left == 13'd1)
            phase_state <= PHASE_IDLE;
        default: ;
      endcase

  always @(posedge clk)
    if (restart) begin
      is_backward <= backward;
      feeder_dense <= {1'b0, given[28:18]};
    end else if (moves)
      feeder_dense <= feeder_dense + given[40:29];

  wire unused = &{1'b0, given[4:0], given[17:6], given[52:41]};

endmodule

// round(value / 2**shift), a value a cycle, two cycles from value to o; it saturates where o ends.
module two_way_training_value_rounder (
  input  wire           clk,
  input  wire           rst,
  input  wire    [31:0] value,
  input  wire     [6:0] shift,
  output reg      [9:0] o
);

  wire    [32:0] shifted_0;
  wire    [32:0] shifted_1;
  wire    [32:0] shifted_2;
  wire           lost_2;
  wire    [32:0] shifted_3;
  wire           lost_3;
  wire    [32:0] shifted_4;
  wire           lost_4;
  wire    [32:0] shifted_5;
  wire           lost_5;
  wire     [9:0] near;
  reg      [9:0] whole;
  reg            fraction;
  reg            lost;
  wire     [5:0] right;
  wire     [3:0] left;
  wire           lost_1;
  wire    [19:0] multiple;
  wire    [10:0] o_sum;

  assign right = ($signed(shift) < $signed(7'd0)) ? 6'd0 : ($signed(shift) > $signed(7'd33)) ? 6'd33 : shift[5:0];
  assign shifted_0 = right[0] ? {value[31], value} : {value, 1'b0};
  assign shifted_1 = right[1] ? {{2{shifted_0[32]}}, shifted_0[32:2]} : shifted_0;
  assign shifted_2 = right[2] ? {{4{shifted_1[32]}}, shifted_1[32:4]} : shifted_1;
  assign lost_1 = right[1] & |shifted_0[1:0];
  assign lost_2 = lost_1 | (right[2] & |shifted_1[3:0]);
  assign shifted_3 = right[3] ? {{8{shifted_2[32]}}, shifted_2[32:8]} : shifted_2;
  assign lost_3 = lost_2 | (right[3] & |shifted_2[7:0]);
  assign shifted_4 = right[4] ? {{16{shifted_3[32]}}, shifted_3[32:16]} : shifted_3;
  assign lost_4 = lost_3 | (right[4] & |shifted_3[15:0]);
  assign shifted_5 = right[5] ? {33{shifted_4[32]}} : shifted_4;
  assign lost_5 = lost_4 | (right[5] & |shifted_4[31:0]);
  assign near = (|shifted_5[32:10] & ~&shifted_5[32:10]) ? {shifted_5[32], {9{~shifted_5[32]}}} : shifted_5[10:1];
  assign left = ($signed(shift) >= $signed(7'd0)) ? 4'd0 : ($signed(shift) < $signed(7'd118)) ? 4'd10 : -shift[3:0];
  assign multiple = {{10{near[9]}}, near} << left;
  assign o_sum = {whole[9], whole} + {10'd0, fraction & (lost | whole[0])};

  always @(posedge clk) begin
    whole <= (|multiple[19:9] & ~&multiple[19:9]) ? {multiple[19], {9{~multiple[19]}}} : multiple[9:0];
    fraction <= shifted_5[0];
    lost <= lost_5;
  end

  always @(posedge clk)
    if (rst)
      o <= 10'd0;
    else
      o <= (|o_sum[10:9] & ~&o_sum[10:9]) ? {o_sum[10], {9{~o_sum[10]}}} : o_sum[9:0];

endmodule

// A sum on its way to a value: three cycles after sum and beside stand, o is the value.
module two_way_training_rescaler_lane (
  input  wire           clk,
  input  wire           rst,
  input  wire    [31:0] sum,
  input  wire     [8:0] beside,  // {mask, value[7:0]}
  input  wire           activate,
  input  wire           error,
  input  wire           rescale,
  input  wire     [6:0] shift,
  output wire    [31:0] magnitude,
  output reg      [8:0] o  // {mask, value[7:0]}
);

  wire    [31:0] masked;
  wire           uncut;
  wire     [9:0] rounder_o;
  reg      [7:0] target_1;
  reg      [7:0] target_0;
  wire     [7:0] activation;
  wire     [6:0] score;
  wire     [7:0] error_2;

  wire     [7:0] beside_value = beside[7:0];
  wire           beside_mask = beside[8];

  two_way_training_value_rounder rounder (
    .clk(clk),
    .rst(rst),
    .value(masked),
    .shift(shift),
    .o(rounder_o)
  );

  assign masked = (rescale & ~beside_mask) ? 32'd0 : sum;
  assign uncut = ($signed(rounder_o) > $signed(10'd0)) & ($signed(rounder_o) <= $signed(10'hff));
  assign magnitude = ($signed(masked) < $signed(32'd0)) ? -masked : masked;
  assign activation =
      ($signed(rounder_o) < $signed(10'd0)) ? 8'd0 :
      ($signed(rounder_o) > $signed(10'hff)) ? 8'd255 :
      rounder_o[7:0];
  assign score =
      ($signed(rounder_o) < $signed(10'h3c0)) ? 7'd64 :
      ($signed(rounder_o) > $signed(10'h3f)) ? 7'd63 :
      rounder_o[6:0];
  assign error_2 =
      error ? {score[6], score} - target_1 :
      ($signed(rounder_o) < $signed(10'h381)) ? 8'd129 :
      ($signed(rounder_o) > $signed(10'h7f)) ? 8'd127 :
      rounder_o[7:0];

  always @(posedge clk) begin
    target_0 <= beside_value;
    target_1 <= target_0;
  end

  always @(posedge clk)
    if (rst)
      o <= 9'd0;
    else
      o <= {activate & uncut, activate ? activation : error_2};

endmodule

// Carries out activate, error and rescale: a word a cycle.
module two_way_training_rescaler (
  input  wire           clk,
  input  wire           rst,
  input  wire           activate,
  input  wire           error,
  input  wire           rescale,
  input  wire   [168:0] fields,
  output wire           done,
  output wire    [12:0] read_sums,  // {address[11:0], enable}
  input  wire   [511:0] sum_word,  // [15:0][31:0]
  output wire    [11:0] read_values,  // {address[10:0], enable}
  input  wire   [143:0] value_word,  // [15:0][8:0]
  output wire   [155:0] write_values,  // {word[15:0][8:0], address[10:0], enable}
  output wire     [3:0] exponent_from,
  input  wire     [9:0] exponent,
  output wire     [3:0] exponent_to,
  output wire     [9:0] new_exponent,
  output wire           keep
);

  localparam [1:0] PHASE_IDLE = 2'd0;
  localparam [1:0] PHASE_LOOK = 2'd1;
  localparam [1:0] PHASE_WRITE = 2'd2;

  wire           start;
  reg      [1:0] phase_state;
  reg            reading;
  reg     [12:0] left;
  reg            under_way_0;
  reg            under_way_1;
  reg            under_way_2;
  reg            under_way_3;
  reg     [11:0] source;
  reg            is_activate;
  reg     [10:0] beside;
  reg            under_way_4;
  reg     [10:0] to;
  reg     [31:0] bits;
  reg      [9:0] longer;
  reg      [6:0] lane_0_shift;
  reg            is_error;
  reg            is_rescale;
  wire     [8:0] lane_0_o;  // {mask, value[7:0]}
  wire     [8:0] lane_1_o;  // {mask, value[7:0]}
  wire     [8:0] lane_2_o;  // {mask, value[7:0]}
  wire     [8:0] lane_3_o;  // {mask, value[7:0]}
  wire     [8:0] lane_4_o;  // {mask, value[7:0]}
  wire     [8:0] lane_5_o;  // {mask, value[7:0]}
  wire     [8:0] lane_6_o;  // {mask, value[7:0]}
  wire     [8:0] lane_7_o;  // {mask, value[7:0]}
  wire     [8:0] lane_8_o;  // {mask, value[7:0]}
  wire     [8:0] lane_9_o;  // {mask, value[7:0]}
  wire     [8:0] lane_10_o;  // {mask, value[7:0]}
  wire     [8:0] lane_11_o;  // {mask, value[7:0]}
  wire     [8:0] lane_12_o;  // {mask, value[7:0]}
  wire     [8:0] lane_13_o;  // {mask, value[7:0]}
  wire     [8:0] lane_14_o;  // {mask, value[7:0]}
  wire     [8:0] lane_15_o;  // {mask, value[7:0]}
  wire    [31:0] seen;
  wire    [31:0] lane_0_magnitude;
  wire    [31:0] lane_1_magnitude;
  wire    [31:0] lane_2_magnitude;
  wire    [31:0] lane_3_magnitude;
  wire    [31:0] lane_4_magnitude;
  wire    [31:0] lane_5_magnitude;
  wire    [31:0] lane_6_magnitude;
  wire    [31:0] lane_7_magnitude;
  wire    [31:0] lane_8_magnitude;
  wire    [31:0] lane_9_magnitude;
  wire    [31:0] lane_10_magnitude;
  wire    [31:0] lane_11_magnitude;
  wire    [31:0] lane_12_magnitude;
  wire    [31:0] lane_13_magnitude;
  wire    [31:0] lane_14_magnitude;
  wire    [31:0] lane_15_magnitude;
  reg      [9:0] found_shift;
  wire           keep_condition;
  wire           done_condition;
  wire           read_values_enable;
  wire    [31:0] seen_bits;
  wire           looking;

  wire    [43:0] given_activate = fields[43:0];
  wire    [54:0] given_error = fields[54:0];
  wire    [55:0] given_rescale = fields[55:0];

  two_way_training_rescaler_lane lane_0 (
    .clk(clk),
    .rst(rst),
    .sum(sum_word[31:0]),
    .beside(value_word[8:0]),
    .activate(is_activate),
    .error(is_error),
    .rescale(is_rescale),
    .shift(lane_0_shift),
    .magnitude(lane_0_magnitude),
    .o(lane_0_o)
  );

  two_way_training_rescaler_lane lane_1 (
    .clk(clk),
    .rst(rst),
    .sum(sum_word[63:32]),
    .beside(value_word[17:9]),
    .activate(is_activate),
    .error(is_error),
    .rescale(is_rescale),
    .shift(lane_0_shift),
    .magnitude(lane_1_magnitude),
    .o(lane_1_o)
  );

  two_way_training_rescaler_lane lane_2 (
    .clk(clk),
    .rst(rst),
    .sum(sum_word[95:64]),
    .beside(value_word[26:18]),
    .activate(is_activate),
    .error(is_error),
    .rescale(is_rescale),
    .shift(lane_0_shift),
    .magnitude(lane_2_magnitude),
    .o(lane_2_o)
  );

  two_way_training_rescaler_lane lane_3 (
    .clk(clk),
    .rst(rst),
    .sum(sum_word[127:96]),
    .beside(value_word[35:27]),
    .activate(is_activate),
    .error(is_error),
    .rescale(is_rescale),
    .shift(lane_0_shift),
    .magnitude(lane_3_magnitude),
    .o(lane_3_o)
  );

  two_way_training_rescaler_lane lane_4 (
    .clk(clk),
    .rst(rst),
    .sum(sum_word[159:128]),
    .beside(value_word[44:36]),
    .activate(is_activate),
    .error(is_error),
    .rescale(is_rescale),
    .shift(lane_0_shift),
    .magnitude(lane_4_magnitude),
    .o(lane_4_o)
  );

  two_way_training_rescaler_lane lane_5 (
    .clk(clk),
    .rst(rst),
    .sum(sum_word[191:160]),
    .beside(value_word[53:45]),
    .activate(is_activate),
    .error(is_error),
    .rescale(is_rescale),
    .shift(lane_0_shift),
    .magnitude(lane_5_magnitude),
    .o(lane_5_o)
  );

  two_way_training_rescaler_lane lane_6 (
    .clk(clk),
    .rst(rst),
    .sum(sum_word[223:192]),
    .beside(value_word[62:54]),
    .activate(is_activate),
    .error(is_error),
    .rescale(is_rescale),
    .shift(lane_0_shift),
    .magnitude(lane_6_magnitude),
    .o(lane_6_o)
  );

  two_way_training_rescaler_lane lane_7 (
    .clk(clk),
    .rst(rst),
    .sum(sum_word[255:224]),
    .beside(value_word[71:63]),
    .activate(is_activate),
    .error(is_error),
    .rescale(is_rescale),
    .shift(lane_0_shift),
    .magnitude(lane_7_magnitude),
    .o(lane_7_o)
  );

  two_way_training_rescaler_lane lane_8 (
    .clk(clk),
    .rst(rst),
    .sum(sum_word[287:256]),
    .beside(value_word[80:72]),
    .activate(is_activate),
    .error(is_error),
    .rescale(is_rescale),
    .shift(lane_0_shift),
    .magnitude(lane_8_magnitude),
    .o(lane_8_o)
  );

  two_way_training_rescaler_lane lane_9 (
    .clk(clk),
    .rst(rst),
    .sum(sum_word[319:288]),
    .beside(value_word[89:81]),
    .activate(is_activate),
    .error(is_error),
    .rescale(is_rescale),
    .shift(lane_0_shift),
    .magnitude(lane_9_magnitude),
    .o(lane_9_o)
  );

  two_way_training_rescaler_lane lane_10 (
    .clk(clk),
    .rst(rst),
    .sum(sum_word[351:320]),
    .beside(value_word[98:90]),
    .activate(is_activate),
    .error(is_error),
    .rescale(is_rescale),
    .shift(lane_0_shift),
    .magnitude(lane_10_magnitude),
    .o(lane_10_o)
  );

  two_way_training_rescaler_lane lane_11 (
    .clk(clk),
    .rst(rst),
    .sum(sum_word[383:352]),
    .beside(value_word[107:99]),
    .activate(is_activate),
    .error(is_error),
    .rescale(is_rescale),
    .shift(lane_0_shift),
    .magnitude(lane_11_magnitude),
    .o(lane_11_o)
  );

  two_way_training_rescaler_lane lane_12 (
    .clk(clk),
    .rst(rst),
    .sum(sum_word[415:384]),
    .beside(value_word[116:108]),
    .activate(is_activate),
    .error(is_error),
    .rescale(is_rescale),
    .shift(lane_0_shift),
    .magnitude(lane_12_magnitude),
    .o(lane_12_o)
  );

  two_way_training_rescaler_lane lane_13 (
    .clk(clk),
    .rst(rst),
    .sum(sum_word[447:416]),
    .beside(value_word[125:117]),
    .activate(is_activate),
    .error(is_error),
    .rescale(is_rescale),
    .shift(lane_0_shift),
    .magnitude(lane_13_magnitude),
    .o(lane_13_o)
  );

  two_way_training_rescaler_lane lane_14 (
    .clk(clk),
    .rst(rst),
    .sum(sum_word[479:448]),
    .beside(value_word[134:126]),
    .activate(is_activate),
    .error(is_error),
    .rescale(is_rescale),
    .shift(lane_0_shift),
    .magnitude(lane_14_magnitude),
    .o(lane_14_o)
  );

  two_way_training_rescaler_lane lane_15 (
    .clk(clk),
    .rst(rst),
    .sum(sum_word[511:480]),
    .beside(value_word[143:135]),
    .activate(is_activate),
    .error(is_error),
    .rescale(is_rescale),
    .shift(lane_0_shift),
    .magnitude(lane_15_magnitude),
    .o(lane_15_o)
  );

  assign start = activate | error | rescale;
  assign seen_bits = lane_0_magnitude | lane_1_magnitude | lane_2_magnitude | lane_3_magnitude | lane_4_magnitude |
      lane_5_magnitude | lane_6_magnitude | lane_7_magnitude | lane_8_magnitude;
  assign seen = seen_bits | lane_9_magnitude | lane_10_magnitude | lane_11_magnitude | lane_12_magnitude |
      lane_13_magnitude | lane_14_magnitude | lane_15_magnitude;
  assign done_condition = (left == 13'd0) & ~|{under_way_3, under_way_2, under_way_1, under_way_0};
  assign done = (phase_state == PHASE_WRITE) & done_condition;
  assign read_sums = {source, reading};
  assign read_values_enable = reading & ~is_activate;
  assign read_values = {beside, read_values_enable};
  assign write_values =
      {lane_15_o, lane_14_o, lane_13_o, lane_12_o, lane_11_o, lane_10_o, lane_9_o, lane_8_o, lane_7_o, lane_6_o,
      lane_5_o, lane_4_o, lane_3_o, lane_2_o, lane_1_o, lane_0_o, to, under_way_4};
  assign exponent_from = given_error[51:48];
  assign exponent_to = given_rescale[55:52];
  assign new_exponent = exponent + longer;
  assign keep_condition = ~reading & ~|{under_way_1, under_way_0};
  assign looking = phase_state == PHASE_LOOK;
  assign keep = looking & keep_condition;

  always @* begin
    reading = 1'b0;
    case (phase_state)
      PHASE_LOOK: reading = left != 13'd0;
      PHASE_WRITE: reading = left != 13'd0;
      default: ;
    endcase
  end

  always @* begin
    longer = 10'd0;
    if (bits[0])
      longer = 10'd0;
    if (bits[1])
      longer = 10'd0;
    if (bits[2])
      longer = 10'd0;
    if (bits[3])
      longer = 10'd0;
    if (bits[4])
      longer = 10'd0;
    if (bits[5])
      longer = 10'd0;
    if (bits[6])
      longer = 10'd0;
    if (bits[7])
      longer = 10'd1;
    if (bits[8])
      longer = 10'd2;
    if (bits[9])
      longer = 10'd3;
    if (bits[10])
      longer = 10'd4;
    if (bits[11])
      longer = 10'd5;
    if (bits[12])
      longer = 10'd6;
    if (bits[13])
      longer = 10'd7;
    if (bits[14])
      longer = 10'd8;
    if (bits[15])
      longer = 10'd9;
    if (bits[16])
      longer = 10'd10;
    if (bits[17])
      longer = 10'd11;
    if (bits[18])
      longer = 10'd12;
    if (bits[19])
      longer = 10'd13;
    if (bits[20])
      longer = 10'd14;
    if (bits[21])
      longer = 10'd15;
    if (bits[22])
      longer = 10'h10;
    if (bits[23])
      longer = 10'h11;
    if (bits[24])
      longer = 10'h12;
    if (bits[25])
      longer = 10'h13;
    if (bits[26])
      longer = 10'h14;
    if (bits[27])
      longer = 10'h15;
    if (bits[28])
      longer = 10'h16;
    if (bits[29])
      longer = 10'h17;
    if (bits[30])
      longer = 10'h18;
    if (bits[31])
      longer = 10'h19;
  end

  always @(posedge clk)
    if (start) begin
      is_activate <= activate;
      is_error <= error;
      is_rescale <= rescale;
    end

  always @(posedge clk) begin
    if (start | keep) begin
      source <= given_activate[11:0];
      left <= given_activate[36:24];
      to <= given_activate[22:12];
      beside <= error ? given_error[54:44] : given_error[47:37];
    end else if (reading) begin
      source <= source + 12'd1;
      left <= left - 13'd1;
      beside <= beside + 11'd1;
    end
    if (under_way_4)
      to <= to + 11'd1;
  end

  always @(posedge clk)
    if (rst)
      phase_state <= PHASE_IDLE;
    else
      case (phase_state)
        PHASE_IDLE:
          if (rescale)
            phase_state <= PHASE_LOOK;
          else if (start)
            phase_state <= PHASE_WRITE;
        PHASE_LOOK:
          if (keep_condition)
            phase_state <= PHASE_WRITE;
        PHASE_WRITE:
          if (done_condition)
            phase_state <= PHASE_IDLE;
        default: ;
      endcase

  always @(posedge clk)
    if (rst) begin
      under_way_0 <= 1'b0;
      under_way_1 <= 1'b0;
      under_way_2 <= 1'b0;
      under_way_3 <= 1'b0;
      under_way_4 <= 1'b0;
    end else begin
      under_way_0 <= reading;
      under_way_1 <= under_way_0;
      under_way_2 <= under_way_1 & ~looking;
      under_way_3 <= under_way_2 & ~looking;
      under_way_4 <= under_way_3 & ~looking;
    end

  always @(posedge clk) begin
    if (rescale)
      bits <= 32'd0;
    if (looking & under_way_1)
      bits <= bits | seen;
  end

  always @(posedge clk)
    if (keep)
      found_shift <= longer;

  always @(posedge clk)
    lane_0_shift <= is_rescale ? found_shift[6:0] : given_activate[43:37];

  wire unused = &{1'b0, found_shift[9:7], fields[168:56], given_activate[23], given_error[36:0], given_rescale[51:0]};

endmodule

// Carries out gradient: at each position, for each word under the kernel, for each dense word, lane by lane.
module two_way_training_outer_product (
  input  wire           clk,
  input  wire           rst,
  input  wire           start,
  input  wire   [168:0] fields,
  output reg            done,
  output wire           restart,
  output reg            step,
  output reg            advance,
  input  wire    [11:0] address,
  input  wire           on_map,
  input  wire           last,
  output reg     [11:0] read_values,  // {address[10:0], enable}
  input  wire   [143:0] value_word,  // [15:0][8:0]
  output reg    [524:0] add  // {word[15:0][31:0], address[11:0], enable}
);

  localparam [2:0] PHASE_IDLE = 3'd0;
  localparam [2:0] PHASE_INPUTS = 3'd1;
  localparam [2:0] PHASE_ERRORS = 3'd2;
  localparam [2:0] PHASE_TAKE = 3'd3;
  localparam [2:0] PHASE_ADD = 3'd4;

  reg    [127:0] inputs;
  reg     [11:0] at;
  reg      [2:0] phase_state;
  reg     [11:0] under;
  reg     [10:0] dense;
  reg     [11:0] beside;
  reg      [3:0] lane;
  reg     [11:0] row;
  wire    [16:0] add_product;
  wire    [16:0] add_product_2;
  wire    [16:0] add_product_3;
  wire    [16:0] add_product_4;
  wire    [16:0] add_product_5;
  wire    [16:0] add_product_6;
  wire    [16:0] add_product_7;
  wire    [16:0] add_product_8;
  wire    [16:0] add_product_9;
  wire    [16:0] add_product_10;
  wire    [16:0] add_product_11;
  wire    [16:0] add_product_12;
  wire    [16:0] add_product_13;
  wire    [16:0] add_product_14;
  wire    [16:0] add_product_15;
  wire    [16:0] add_product_16;

  wire    [59:0] given = fields[59:0];

  assign restart = (phase_state == PHASE_IDLE) & start;
  assign add_product = {{9{inputs[7] & given[0]}}, inputs[7:0]} * {{9{value_word[7]}}, value_word[7:0]};
  assign add_product_2 = {{9{inputs[7] & given[0]}}, inputs[7:0]} * {{9{value_word[16]}}, value_word[16:9]};
  assign add_product_3 = {{9{inputs[7] & given[0]}}, inputs[7:0]} * {{9{value_word[25]}}, value_word[25:18]};
  assign add_product_4 = {{9{inputs[7] & given[0]}}, inputs[7:0]} * {{9{value_word[34]}}, value_word[34:27]};
  assign add_product_5 = {{9{inputs[7] & given[0]}}, inputs[7:0]} * {{9{value_word[43]}}, value_word[43:36]};
  assign add_product_6 = {{9{inputs[7] & given[0]}}, inputs[7:0]} * {{9{value_word[52]}}, value_word[52:45]};
  assign add_product_7 = {{9{inputs[7] & given[0]}}, inputs[7:0]} * {{9{value_word[61]}}, value_word[61:54]};
  assign add_product_8 = {{9{inputs[7] & given[0]}}, inputs[7:0]} * {{9{value_word[70]}}, value_word[70:63]};
  assign add_product_9 = {{9{inputs[7] & given[0]}}, inputs[7:0]} * {{9{value_word[79]}}, value_word[79:72]};
  assign add_product_10 = {{9{inputs[7] & given[0]}}, inputs[7:0]} * {{9{value_word[88]}}, value_word[88:81]};
  assign add_product_11 = {{9{inputs[7] & given[0]}}, inputs[7:0]} * {{9{value_word[97]}}, value_word[97:90]};
  assign add_product_12 = {{9{inputs[7] & given[0]}}, inputs[7:0]} * {{9{value_word[106]}}, value_word[106:99]};
  assign add_product_13 = {{9{inputs[7] & given[0]}}, inputs[7:0]} * {{9{value_word[115]}}, value_word[115:108]};
  assign add_product_14 = {{9{inputs[7] & given[0]}}, inputs[7:0]} * {{9{value_word[124]}}, value_word[124:117]};
  assign add_product_15 = {{9{inputs[7] & given[0]}}, inputs[7:0]} * {{9{value_word[133]}}, value_word[133:126]};
  assign add_product_16 = {{9{inputs[7] & given[0]}}, inputs[7:0]} * {{9{value_word[142]}}, value_word[142:135]};

  always @* begin
    add =
        {{15{add_product_16[16]}}, add_product_16, {15{add_product_15[16]}}, add_product_15, {15{add_product_14[16]}},
        add_product_14, {15{add_product_13[16]}}, add_product_13, {15{add_product_12[16]}}, add_product_12,
        {15{add_product_11[16]}}, add_product_11, {15{add_product_10[16]}}, add_product_10, {15{add_product_9[16]}},
        add_product_9, {15{add_product_8[16]}}, add_product_8, {15{add_product_7[16]}}, add_product_7,
        {15{add_product_6[16]}}, add_product_6, {15{add_product_5[16]}}, add_product_5, {15{add_product_4[16]}},
        add_product_4, {15{add_product_3[16]}}, add_product_3, {15{add_product_2[16]}}, add_product_2,
        {15{add_product[16]}}, add_product, at, 1'b0};
    read_values = 12'd0;
    step = 1'b0;
    advance = 1'b0;
    done = 1'b0;
    case (phase_state)
      PHASE_INPUTS: begin
        read_values = {address[10:0], on_map};
        if (~on_map) begin
          step = {1'b0, under} != ({1'b0, given[12:1]} - 13'd1);
          if ({1'b0, under} == ({1'b0, given[12:1]} - 13'd1)) begin
            advance = 1'b1;
            if (last)
              done = 1'b1;
          end
        end
      end
      PHASE_ERRORS: read_values = {dense + beside[10:0], 1'b1};
      PHASE_ADD: begin
        add[0] = 1'b1;
        if ((lane == 4'd15) & ({1'b0, beside} == ({1'b0, given[47:36]} - 13'd1))) begin
          step = {1'b0, under} != ({1'b0, given[12:1]} - 13'd1);
          if ({1'b0, under} == ({1'b0, given[12:1]} - 13'd1)) begin
            advance = 1'b1;
            if (last)
              done = 1'b1;
          end
        end
      end
      default: ;
    endcase
  end

  always @(posedge clk)
    case (phase_state)
      PHASE_IDLE:
        if (start) begin
          under <= 12'd0;
          beside <= 12'd0;
          row <= given[59:48];
          at <= given[59:48];
          dense <= given[23:13];
        end
      PHASE_INPUTS:
        if (~on_map) begin
          under <= under + 12'd1;
          row <= row + (12'h10 * given[47:36]);
          at <= row + (12'h10 * given[47:36]);
          if ({1'b0, under} == ({1'b0, given[12:1]} - 13'd1)) begin
            under <= 12'd0;
            row <= given[59:48];
            at <= given[59:48];
            dense <= dense + given[34:24];
          end
        end
      PHASE_TAKE: begin
        lane <= 4'd0;
        if (beside == 12'd0)
          inputs <=
              {value_word[142:135], value_word[133:126], value_word[124:117], value_word[115:108], value_word[106:99],
              value_word[97:90], value_word[88:81], value_word[79:72], value_word[70:63], value_word[61:54],
              value_word[52:45], value_word[43:36], value_word[34:27], value_word[25:18], value_word[16:9],
              value_word[7:0]};
      end
      PHASE_ADD: begin
        at <= at + given[47:36];
        lane <= lane + 4'd1;
        inputs <= {inputs[7:0], inputs[127:8]};
        if (lane == 4'd15) begin
          beside <= beside + 12'd1;
          at <= row + beside + 12'd1;
          if ({1'b0, beside} == ({1'b0, given[47:36]} - 13'd1)) begin
            under <= under + 12'd1;
            beside <= 12'd0;
            row <= row + (12'h10 * given[47:36]);
            at <= row + (12'h10 * given[47:36]);
            if ({1'b0, under} == ({1'b0, given[12:1]} - 13'd1)) begin
              under <= 12'd0;
              row <= given[59:48];
              at <= given[59:48];
              dense <= dense + given[34:24];
            end
          end
        end
      end
      default: ;
    endcase

  always @(posedge clk)
    if (rst)
      phase_state <= PHASE_IDLE;
    else
      case (phase_state)
        PHASE_IDLE:
          if (start)
            phase_state <= PHASE_INPUTS;
        PHASE_INPUTS:
          if (on_map)
            phase_state <= PHASE_ERRORS;
          else begin
            phase_state <= PHASE_INPUTS;
            if (({1'b0, under} == ({1'b0, given[12:1]} - 13'd1)) & last)
              phase_state <= PHASE_IDLE;
          end
        PHASE_ERRORS: phase_state <= PHASE_TAKE;
        PHASE_TAKE: phase_state <= PHASE_ADD;
        PHASE_ADD:
          if (lane == 4'd15) begin
            phase_state <= PHASE_ERRORS;
            if ({1'b0, beside} == ({1'b0, given[47:36]} - 13'd1)) begin
              phase_state <= PHASE_INPUTS;
              if (({1'b0, under} == ({1'b0, given[12:1]} - 13'd1)) & last)
                phase_state <= PHASE_IDLE;
            end
          end
        default: ;
      endcase

  wire unused =
      &{1'b0, fields[168:60], address[11], value_word[8], value_word[17], value_word[26], value_word[35],
      value_word[44], value_word[53], value_word[62], value_word[71], value_word[80], value_word[89], value_word[98],
      value_word[107], value_word[116], value_word[125], value_word[134], value_word[143], given[35]};

endmodule

// Carries out pool and route.
module two_way_training_pooling (
  input  wire           clk,
  input  wire           rst,
  input  wire           pool,
  input  wire           route,
  input  wire   [168:0] fields,
  output reg            done,
  output wire           restart,
  output reg            step,
  output reg            advance,
  input  wire    [11:0] address,
  input  wire           on_map,
  input  wire     [7:0] number,
  input  wire           last_point,
  input  wire           last,
  output reg     [11:0] read_values,  // {address[10:0], enable}
  input  wire   [143:0] value_word,  // [15:0][8:0]
  output reg    [155:0] write_values  // {word[15:0][8:0], address[10:0], enable}
);

  localparam [3:0] PHASE_IDLE = 4'd0;
  localparam [3:0] PHASE_LOOK = 4'd1;
  localparam [3:0] PHASE_ERRORS = 4'd2;
  localparam [3:0] PHASE_SHOW = 4'd3;
  localparam [3:0] PHASE_COMPARE = 4'd4;
  localparam [3:0] PHASE_KEEP = 4'd5;
  localparam [3:0] PHASE_KEEP_INDEX = 4'd6;
  localparam [3:0] PHASE_INDICES = 4'd7;
  localparam [3:0] PHASE_TAKE = 4'd8;
  localparam [3:0] PHASE_SPREAD = 4'd9;

  reg      [3:0] phase_state;
  reg     [10:0] dense;
  reg    [143:0] best;  // [15:0][8:0]
  reg     [10:0] indices;
  reg    [143:0] where;  // [15:0][8:0]
  reg            asked;
  reg      [7:0] number_2;
  reg            found;
  reg      [7:0] seen;
  reg            first;
  wire           looking;

  wire    [33:0] given = fields[33:0];

  assign restart = pool | route;
  assign looking = phase_state == PHASE_LOOK;

  always @* begin
    read_values = 12'd0;
    step = 1'b0;
    write_values = 156'd0;
    advance = 1'b0;
    done = 1'b0;
    case (phase_state)
      PHASE_LOOK: begin
        read_values = {address[10:0], on_map};
        step = ~last_point;
      end
      PHASE_KEEP: write_values = {best, dense, 1'b1};
      PHASE_KEEP_INDEX: begin
        write_values = {where, indices, 1'b1};
        advance = 1'b1;
        if (last)
          done = 1'b1;
      end
      PHASE_ERRORS: read_values = {dense, 1'b1};
      PHASE_INDICES: read_values = {indices, 1'b1};
      PHASE_SPREAD: begin
        step = ~last_point;
        write_values[0] = on_map;
        write_values[11:1] = address[10:0];
        write_values[19:12] = (value_word[7:0] == number) ? best[7:0] : 8'd0;
        write_values[28:21] = (value_word[16:9] == number) ? best[16:9] : 8'd0;
        write_values[37:30] = (value_word[25:18] == number) ? best[25:18] : 8'd0;
        write_values[46:39] = (value_word[34:27] == number) ? best[34:27] : 8'd0;
        write_values[55:48] = (value_word[43:36] == number) ? best[43:36] : 8'd0;
        write_values[64:57] = (value_word[52:45] == number) ? best[52:45] : 8'd0;
        write_values[73:66] = (value_word[61:54] == number) ? best[61:54] : 8'd0;
        write_values[82:75] = (value_word[70:63] == number) ? best[70:63] : 8'd0;
        write_values[91:84] = (value_word[79:72] == number) ? best[79:72] : 8'd0;
        write_values[100:93] = (value_word[88:81] == number) ? best[88:81] : 8'd0;
        write_values[109:102] = (value_word[97:90] == number) ? best[97:90] : 8'd0;
        write_values[118:111] = (value_word[106:99] == number) ? best[106:99] : 8'd0;
        write_values[127:120] = (value_word[115:108] == number) ? best[115:108] : 8'd0;
        write_values[136:129] = (value_word[124:117] == number) ? best[124:117] : 8'd0;
        write_values[145:138] = (value_word[133:126] == number) ? best[133:126] : 8'd0;
        write_values[154:147] = (value_word[142:135] == number) ? best[142:135] : 8'd0;
        if (last_point) begin
          advance = 1'b1;
          if (last)
            done = 1'b1;
        end
      end
      default: ;
    endcase
  end

  always @(posedge clk)
    if (restart) begin
      dense <= given[10:0];
      indices <= given[33:23];
    end else if (advance) begin
      dense <= dense + given[21:11];
      indices <= indices + given[21:11];
    end

  always @(posedge clk)
    if (rst) begin
      asked <= 1'b0;
      found <= 1'b0;
    end else begin
      asked <= looking & on_map;
      found <= asked;
    end

  always @(posedge clk) begin
    number_2 <= number;
    seen <= number_2;
  end

  always @(posedge clk) begin
    if (found) begin
      first <= 1'b0;
      if (first | (value_word[7:0] > best[7:0])) begin
        best[8:0] <= value_word[8:0];
        where[7:0] <= seen;
        where[8] <= 1'b0;
      end
      if (first | (value_word[16:9] > best[16:9])) begin
        best[17:9] <= value_word[17:9];
        where[16:9] <= seen;
        where[17] <= 1'b0;
      end
      if (first | (value_word[25:18] > best[25:18])) begin
        best[26:18] <= value_word[26:18];
        where[25:18] <= seen;
        where[26] <= 1'b0;
      end
      if (first | (value_word[34:27] > best[34:27])) begin
        best[35:27] <= value_word[35:27];
        where[34:27] <= seen;
        where[35] <= 1'b0;
      end
      if (first | (value_word[43:36] > best[43:36])) begin
        best[44:36] <= value_word[44:36];
        where[43:36] <= seen;
        where[44] <= 1'b0;
      end
      if (first | (value_word[52:45] > best[52:45])) begin
        best[53:45] <= value_word[53:45];
        where[52:45] <= seen;
        where[53] <= 1'b0;
      end
      if (first | (value_word[61:54] > best[61:54])) begin
        best[62:54] <= value_word[62:54];
        where[61:54] <= seen;
        where[62] <= 1'b0;
      end
      if (first | (value_word[70:63] > best[70:63])) begin
        best[71:63] <= value_word[71:63];
        where[70:63] <= seen;
        where[71] <= 1'b0;
      end
      if (first | (value_word[79:72] > best[79:72])) begin
        best[80:72] <= value_word[80:72];
        where[79:72] <= seen;
        where[80] <= 1'b0;
      end
      if (first | (value_word[88:81] > best[88:81])) begin
        best[89:81] <= value_word[89:81];
        where[88:81] <= seen;
        where[89] <= 1'b0;
      end
      if (first | (value_word[97:90] > best[97:90])) begin
        best[98:90] <= value_word[98:90];
        where[97:90] <= seen;
        where[98] <= 1'b0;
      end
      if (first | (value_word[106:99] > best[106:99])) begin
        best[107:99] <= value_word[107:99];
        where[106:99] <= seen;
        where[107] <= 1'b0;
      end
      if (first | (value_word[115:108] > best[115:108])) begin
        best[116:108] <= value_word[116:108];
        where[115:108] <= seen;
        where[116] <= 1'b0;
      end
      if (first | (value_word[124:117] > best[124:117])) begin
        best[125:117] <= value_word[125:117];
        where[124:117] <= seen;
        where[125] <= 1'b0;
      end
      if (first | (value_word[133:126] > best[133:126])) begin
        best[134:126] <= value_word[134:126];
        where[133:126] <= seen;
        where[134] <= 1'b0;
      end
      if (first | (value_word[142:135] > best[142:135])) begin
        best[143:135] <= value_word[143:135];
        where[142:135] <= seen;
        where[143] <= 1'b0;
      end
    end
    if (restart | advance)
      first <= 1'b1;
    if (phase_state == PHASE_TAKE)
      best <= value_word;
  end

  always @(posedge clk)
    if (rst)
      phase_state <= PHASE_IDLE;
    else
      case (phase_state)
        PHASE_IDLE:
          if (pool)
            phase_state <= PHASE_LOOK;
          else if (route)
            phase_state <= PHASE_ERRORS;
        PHASE_LOOK:
          if (last_point)
            phase_state <= PHASE_SHOW;
        PHASE_SHOW: phase_state <= PHASE_COMPARE;
        PHASE_COMPARE: phase_state <= PHASE_KEEP;
        PHASE_KEEP: phase_state <= PHASE_KEEP_INDEX;
        PHASE_KEEP_INDEX: begin
          phase_state <= PHASE_LOOK;
          if (last)
            phase_state <= PHASE_IDLE;
        end
        PHASE_ERRORS: phase_state <= PHASE_INDICES;
        PHASE_INDICES: phase_state <= PHASE_TAKE;
        PHASE_TAKE: phase_state <= PHASE_SPREAD;
        PHASE_SPREAD:
          if (last_point) begin
            phase_state <= PHASE_ERRORS;
            if (last)
              phase_state <= PHASE_IDLE;
          end
        default: ;
      endcase

  wire unused = &{1'b0, fields[168:34], address[11], given[22]};

endmodule

// round(value / 2**shift), a value a cycle, two cycles from value to o; it saturates where o ends.
module two_way_training_step_rounder (
  input  wire           clk,
  input  wire           rst,
  input  wire    [31:0] value,
  input  wire    [11:0] shift,
  input  wire           stochastic,
  input  wire    [11:0] random,
  output reg      [9:0] o
);

  wire    [44:0] shifted_0;
  wire    [44:0] shifted_1;
  wire    [44:0] shifted_2;
  wire           lost_2;
  wire    [44:0] shifted_3;
  wire           lost_3;
  wire    [44:0] shifted_4;
  wire           lost_4;
  wire    [44:0] shifted_5;
  wire           lost_5;
  wire     [9:0] near;
  reg      [9:0] whole;
  reg     [12:0] fraction;
  reg            lost;
  reg            stochastic_2;
  reg     [11:0] random_2;
  wire     [5:0] right;
  wire     [3:0] left;
  wire           lost_1;
  wire    [19:0] multiple;
  wire    [12:0] o_sum;
  wire    [10:0] o_sum_2;

  assign right = ($signed(shift) < $signed(12'd0)) ? 6'd0 : ($signed(shift) > $signed(12'h2d)) ? 6'd45 : shift[5:0];
  assign shifted_0 = right[0] ? {value[31], value, 12'd0} : {value, 13'd0};
  assign shifted_1 = right[1] ? {{2{shifted_0[44]}}, shifted_0[44:2]} : shifted_0;
  assign shifted_2 = right[2] ? {{4{shifted_1[44]}}, shifted_1[44:4]} : shifted_1;
  assign lost_1 = right[1] & |shifted_0[1:0];
  assign lost_2 = lost_1 | (right[2] & |shifted_1[3:0]);
  assign shifted_3 = right[3] ? {{8{shifted_2[44]}}, shifted_2[44:8]} : shifted_2;
  assign lost_3 = lost_2 | (right[3] & |shifted_2[7:0]);
  assign shifted_4 = right[4] ? {{16{shifted_3[44]}}, shifted_3[44:16]} : shifted_3;
  assign lost_4 = lost_3 | (right[4] & |shifted_3[15:0]);
  assign shifted_5 = right[5] ? {{32{shifted_4[44]}}, shifted_4[44:32]} : shifted_4;
  assign lost_5 = lost_4 | (right[5] & |shifted_4[31:0]);
  assign near = (|shifted_5[44:22] & ~&shifted_5[44:22]) ? {shifted_5[44], {9{~shifted_5[44]}}} : shifted_5[22:13];
  assign left = ($signed(shift) >= $signed(12'd0)) ? 4'd0 : ($signed(shift) < $signed(12'hff6)) ? 4'd10 : -shift[3:0];
  assign multiple = {{10{near[9]}}, near} << left;
  assign o_sum = {1'b0, fraction[12:1]} + {1'b0, random_2} + {12'd0, fraction[0]};
  assign o_sum_2 = {whole[9], whole} +
      {10'd0, stochastic_2 ? o_sum[12] : fraction[12] & (|fraction[11:0] | lost | whole[0])};

  always @(posedge clk) begin
    whole <= (|multiple[19:9] & ~&multiple[19:9]) ? {multiple[19], {9{~multiple[19]}}} : multiple[9:0];
    fraction <= shifted_5[12:0];
    lost <= lost_5;
    stochastic_2 <= stochastic;
    random_2 <= random;
  end

  always @(posedge clk)
    if (rst)
      o <= 10'd0;
    else
      o <= (|o_sum_2[10:9] & ~&o_sum_2[10:9]) ? {o_sum_2[10], {9{~o_sum_2[10]}}} : o_sum_2[9:0];

  wire unused = &{1'b0, o_sum[11:0]};

endmodule

// Rounds, two cycles after value and shift stand, and makes of what is rounded a new momentum and a new weight.
module two_way_training_update_lane (
  input  wire           clk,
  input  wire           rst,
  input  wire    [31:0] value,
  input  wire    [11:0] shift,
  input  wire           stochastic,
  input  wire    [11:0] random,
  input  wire     [7:0] weight,
  output wire     [7:0] new_weight
);

  wire     [9:0] rounder_o;
  wire    [10:0] new_weight_difference;

  two_way_training_step_rounder rounder (
    .clk(clk),
    .rst(rst),
    .value(value),
    .shift(shift),
    .stochastic(stochastic),
    .random(random),
    .o(rounder_o)
  );

  assign new_weight_difference = {{3{weight[7]}}, weight} - {rounder_o[9], rounder_o};
  assign new_weight =
      ($signed(new_weight_difference) < $signed(11'h780)) ? 8'd128 :
      ($signed(new_weight_difference) > $signed(11'h7f)) ? 8'd127 :
      new_weight_difference[7:0];

endmodule

// Moves a word group against its gradient, which it reads, and its momentum, which it reads and writes.
module two_way_training_group_step (
  input  wire           clk,
  input  wire           rst,
  input  wire           valid,
  input  wire           moves,
  input  wire   [127:0] weights,  // [15:0][7:0]
  output wire   [127:0] moved,  // [15:0][7:0]
  output reg            done,
  input  wire    [11:0] source,
  input  wire   [168:0] fields,
  input  wire     [9:0] exponent,
  output wire    [12:0] read_sums,  // {address[11:0], enable}
  input  wire   [511:0] sum_word,  // [15:0][31:0]
  input  wire   [191:0] random,
  output wire           draw
);

  localparam [2:0] PHASE_READ = 3'd0;
  localparam [2:0] PHASE_SHOW = 3'd1;
  localparam [2:0] PHASE_GRADIENT = 3'd2;
  localparam [2:0] PHASE_ROUND = 3'd3;
  localparam [2:0] PHASE_MOVE = 3'd4;

  reg     [11:0] rate;
  wire     [7:0] lane_0_new_weight;
  wire     [7:0] lane_1_new_weight;
  wire     [7:0] lane_2_new_weight;
  wire     [7:0] lane_3_new_weight;
  wire     [7:0] lane_4_new_weight;
  wire     [7:0] lane_5_new_weight;
  wire     [7:0] lane_6_new_weight;
  wire     [7:0] lane_7_new_weight;
  wire     [7:0] lane_8_new_weight;
  wire     [7:0] lane_9_new_weight;
  wire     [7:0] lane_10_new_weight;
  wire     [7:0] lane_11_new_weight;
  wire     [7:0] lane_12_new_weight;
  wire     [7:0] lane_13_new_weight;
  wire     [7:0] lane_14_new_weight;
  wire     [7:0] lane_15_new_weight;
  reg      [2:0] phase_state;

  wire    [47:0] given = fields[47:0];

  two_way_training_update_lane lane_0 (
    .clk(clk),
    .rst(rst),
    .value(sum_word[31:0]),
    .shift(rate),
    .stochastic(draw),
    .random(random[11:0]),
    .weight(weights[7:0]),
    .new_weight(lane_0_new_weight)
  );

  two_way_training_update_lane lane_1 (
    .clk(clk),
    .rst(rst),
    .value(sum_word[63:32]),
    .shift(rate),
    .stochastic(draw),
    .random(random[23:12]),
    .weight(weights[15:8]),
    .new_weight(lane_1_new_weight)
  );

  two_way_training_update_lane lane_2 (
    .clk(clk),
    .rst(rst),
    .value(sum_word[95:64]),
    .shift(rate),
    .stochastic(draw),
    .random(random[35:24]),
    .weight(weights[23:16]),
    .new_weight(lane_2_new_weight)
  );

  two_way_training_update_lane lane_3 (
    .clk(clk),
    .rst(rst),
    .value(sum_word[127:96]),
    .shift(rate),
    .stochastic(draw),
    .random(random[47:36]),
    .weight(weights[31:24]),
    .new_weight(lane_3_new_weight)
  );

  two_way_training_update_lane lane_4 (
    .clk(clk),
    .rst(rst),
    .value(sum_word[159:128]),
    .shift(rate),
    .stochastic(draw),
    .random(random[59:48]),
    .weight(weights[39:32]),
    .new_weight(lane_4_new_weight)
  );

  two_way_training_update_lane lane_5 (
    .clk(clk),
    .rst(rst),
    .value(sum_word[191:160]),
    .shift(rate),
    .stochastic(draw),
    .random(random[71:60]),
    .weight(weights[47:40]),
    .new_weight(lane_5_new_weight)
  );

  two_way_training_update_lane lane_6 (
    .clk(clk),
    .rst(rst),
    .value(sum_word[223:192]),
    .shift(rate),
    .stochastic(draw),
    .random(random[83:72]),
    .weight(weights[55:48]),
    .new_weight(lane_6_new_weight)
  );

  two_way_training_update_lane lane_7 (
    .clk(clk),
    .rst(rst),
    .value(sum_word[255:224]),
    .shift(rate),
    .stochastic(draw),
    .random(random[95:84]),
    .weight(weights[63:56]),
    .new_weight(lane_7_new_weight)
  );

  two_way_training_update_lane lane_8 (
    .clk(clk),
    .rst(rst),
    .value(sum_word[287:256]),
    .shift(rate),
    .stochastic(draw),
    .random(random[107:96]),
    .weight(weights[71:64]),
    .new_weight(lane_8_new_weight)
  );

  two_way_training_update_lane lane_9 (
    .clk(clk),
    .rst(rst),
    .value(sum_word[319:288]),
    .shift(rate),
    .stochastic(draw),
    .random(random[119:108]),
    .weight(weights[79:72]),
    .new_weight(lane_9_new_weight)
  );

  two_way_training_update_lane lane_10 (
    .clk(clk),
    .rst(rst),
    .value(sum_word[351:320]),
    .shift(rate),
    .stochastic(draw),
    .random(random[131:120]),
    .weight(weights[87:80]),
    .new_weight(lane_10_new_weight)
  );

  two_way_training_update_lane lane_11 (
    .clk(clk),
    .rst(rst),
    .value(sum_word[383:352]),
    .shift(rate),
    .stochastic(draw),
    .random(random[143:132]),
    .weight(weights[95:88]),
    .new_weight(lane_11_new_weight)
  );

  two_way_training_update_lane lane_12 (
    .clk(clk),
    .rst(rst),
    .value(sum_word[415:384]),
    .shift(rate),
    .stochastic(draw),
    .random(random[155:144]),
    .weight(weights[103:96]),
    .new_weight(lane_12_new_weight)
  );

  two_way_training_update_lane lane_13 (
    .clk(clk),
    .rst(rst),
    .value(sum_word[447:416]),
    .shift(rate),
    .stochastic(draw),
    .random(random[167:156]),
    .weight(weights[111:104]),
    .new_weight(lane_13_new_weight)
  );

  two_way_training_update_lane lane_14 (
    .clk(clk),
    .rst(rst),
    .value(sum_word[479:448]),
    .shift(rate),
    .stochastic(draw),
    .random(random[179:168]),
    .weight(weights[119:112]),
    .new_weight(lane_14_new_weight)
  );

  two_way_training_update_lane lane_15 (
    .clk(clk),
    .rst(rst),
    .value(sum_word[511:480]),
    .shift(rate),
    .stochastic(draw),
    .random(random[191:180]),
    .weight(weights[127:120]),
    .new_weight(lane_15_new_weight)
  );

  assign moved =
      {moves ? lane_15_new_weight : weights[127:120], moves ? lane_14_new_weight : weights[119:112], moves ?
      lane_13_new_weight : weights[111:104], moves ? lane_12_new_weight : weights[103:96], moves ? lane_11_new_weight :
      weights[95:88], moves ? lane_10_new_weight : weights[87:80], moves ? lane_9_new_weight : weights[79:72], moves ?
      lane_8_new_weight : weights[71:64], moves ? lane_7_new_weight : weights[63:56], moves ? lane_6_new_weight :
      weights[55:48], moves ? lane_5_new_weight : weights[47:40], moves ? lane_4_new_weight : weights[39:32], moves ?
      lane_3_new_weight : weights[31:24], moves ? lane_2_new_weight : weights[23:16], moves ? lane_1_new_weight :
      weights[15:8], moves ? lane_0_new_weight : weights[7:0]};
  assign read_sums = ((phase_state == PHASE_READ) & valid) ? {source, moves} : 13'd0;
  assign draw = (phase_state == PHASE_GRADIENT) & given[47];

  always @* begin
    done = 1'b0;
    case (phase_state)
      PHASE_READ:
        if (valid)
          done = ~moves;
      PHASE_MOVE: done = 1'b1;
      default: ;
    endcase
  end

  always @(posedge clk)
    rate <= {{5{given[42]}}, given[42:36]} - {2'd0, exponent};

  always @(posedge clk)
    if (rst)
      phase_state <= PHASE_READ;
    else
      case (phase_state)
        PHASE_READ:
          if (valid & moves)
            phase_state <= PHASE_SHOW;
        PHASE_SHOW: phase_state <= PHASE_GRADIENT;
        PHASE_GRADIENT: phase_state <= PHASE_ROUND;
        PHASE_ROUND: phase_state <= PHASE_MOVE;
        PHASE_MOVE: phase_state <= PHASE_READ;
        default: ;
      endcase

  wire unused = &{1'b0, fields[168:48], given[35:0], given[46:43]};

endmodule

// Carries out load, store, clear and update, row by row, with the macro that macro chooses.
module two_way_training_weight_access (
  input  wire           clk,
  input  wire           rst,
  input  wire           load,
  input  wire           store,
  input  wire           clear,
  input  wire           update,
  input  wire   [168:0] fields,
  output reg            done,
  output wire           macro,
  output reg     [10:0] op_payload,  // {row[6:0], signed, kind[2:0]}
  output reg            op_valid,
  input  wire           op_ready,
  output reg    [127:0] w_payload,  // [15:0][7:0]
  output reg            w_valid,
  input  wire           w_ready,
  input  wire   [143:0] r_payload,  // {differs[15:0], weights[15:0][7:0]}
  input  wire           r_valid,
  output reg            r_ready,
  input  wire   [511:0] x_payload,  // [15:0][31:0]
  input  wire           x_valid,
  output wire           x_ready,
  output wire   [511:0] y_payload,  // [15:0][31:0]
  output wire           y_valid,
  input  wire           y_ready,
  output wire    [12:0] read_sums,  // {address[11:0], enable}
  input  wire   [511:0] sum_word,  // [15:0][31:0]
  output wire     [3:0] exponent_number,
  input  wire     [9:0] exponent,
  input  wire   [191:0] random,
  output wire           draw,
  output wire     [4:0] faults
);

  localparam [2:0] PHASE_IDLE = 3'd0;
  localparam [2:0] PHASE_LOAD = 3'd1;
  localparam [2:0] PHASE_STORE = 3'd2;
  localparam [2:0] PHASE_CLEAR = 3'd3;
  localparam [2:0] PHASE_OLD = 3'd4;
  localparam [2:0] PHASE_NEW = 3'd5;
  localparam [2:0] PHASE_CHECK = 3'd6;
  localparam [2:0] KIND_WRITE = 3'd2;
  localparam [2:0] KIND_READ = 3'd3;
  localparam [2:0] KIND_VERIFY = 3'd4;
  localparam [2:0] KIND_CLEAR = 3'd5;

  reg      [6:0] row;
  wire           finished;
  wire           last_row;
  reg      [2:0] phase_state;
  wire           step_done;
  reg      [1:0] group;
  reg    [127:0] new_0;
  reg    [127:0] new_1;
  reg    [127:0] new_2;
  reg    [127:0] new_3;
  wire           next_row;
  wire           step_moves;
  reg     [11:0] source;
  wire   [127:0] step_moved;  // [15:0][7:0]
  reg     [11:0] velocity;
  reg    [127:0] w_payload_choice;
  reg    [127:0] w_payload_choice_2;
  wire     [4:0] faults_sum;
  wire    [11:0] step_source;
  wire           step_valid;

  wire    [47:0] given = fields[47:0];
  wire   [127:0] r_payload_weights = r_payload[127:0];
  wire    [15:0] r_payload_differs = r_payload[143:128];
  wire     [2:0] op_payload_kind = op_payload[2:0];

  two_way_training_group_step step (
    .clk(clk),
    .rst(rst),
    .valid(step_valid),
    .moves(step_moves),
    .weights(r_payload_weights),
    .moved(step_moved),
    .done(step_done),
    .source(step_source),
    .fields(fields),
    .exponent(exponent),
    .read_sums(read_sums),
    .sum_word(sum_word),
    .random(random),
    .draw(draw)
  );

  assign finished = op_valid & op_ready;
  assign last_row = {2'd0, row} == ({1'b0, given[8:1]} - 9'd1);
  assign next_row = (op_payload_kind == KIND_VERIFY) & op_valid & op_ready;
  assign step_moves = {1'b0, group} < given[11:9];
  assign macro = given[0];
  assign x_ready = (phase_state == PHASE_LOAD) & w_ready;
  assign y_payload =
      {{24{r_payload_weights[127]}}, r_payload_weights[127:119], {23{r_payload_weights[119]}},
      r_payload_weights[119:111], {23{r_payload_weights[111]}}, r_payload_weights[111:103],
      {23{r_payload_weights[103]}}, r_payload_weights[103:95], {23{r_payload_weights[95]}}, r_payload_weights[95:87],
      {23{r_payload_weights[87]}}, r_payload_weights[87:79], {23{r_payload_weights[79]}}, r_payload_weights[79:71],
      {23{r_payload_weights[71]}}, r_payload_weights[71:63], {23{r_payload_weights[63]}}, r_payload_weights[63:55],
      {23{r_payload_weights[55]}}, r_payload_weights[55:47], {23{r_payload_weights[47]}}, r_payload_weights[47:39],
      {23{r_payload_weights[39]}}, r_payload_weights[39:31], {23{r_payload_weights[31]}}, r_payload_weights[31:23],
      {23{r_payload_weights[23]}}, r_payload_weights[23:15], {23{r_payload_weights[15]}}, r_payload_weights[15:7],
      {23{r_payload_weights[7]}}, r_payload_weights[7:0]};
  assign y_valid = (phase_state == PHASE_STORE) & r_valid;
  assign exponent_number = given[46:43];
  assign faults_sum =
      {1'b0, {1'b0, {2'd0, r_payload_differs[0]} + {2'd0, r_payload_differs[1]}} + {3'd0, r_payload_differs[2]}} +
      {4'd0, r_payload_differs[3]} + {4'd0, r_payload_differs[4]} + {4'd0, r_payload_differs[5]} +
      {4'd0, r_payload_differs[6]} + {4'd0, r_payload_differs[7]} + {4'd0, r_payload_differs[8]};
  assign faults = ((phase_state == PHASE_CHECK) & r_valid) ? faults_sum + {4'd0, r_payload_differs[9]} +
      {4'd0, r_payload_differs[10]} + {4'd0, r_payload_differs[11]} + {4'd0, r_payload_differs[12]} +
      {4'd0, r_payload_differs[13]} + {4'd0, r_payload_differs[14]} + {4'd0, r_payload_differs[15]} : 5'd0;
  assign step_source = source + {10'd0, group};
  assign step_valid = (phase_state == PHASE_OLD) & r_valid;

  always @* begin
    w_payload_choice = 128'd0;
    w_payload_choice_2 = 128'd0;
    case (group)
      2'd0: begin
        w_payload_choice = new_0;
        w_payload_choice_2 = new_0;
      end
      2'd1: begin
        w_payload_choice = new_1;
        w_payload_choice_2 = new_1;
      end
      2'd2: begin
        w_payload_choice = new_2;
        w_payload_choice_2 = new_2;
      end
      2'd3: begin
        w_payload_choice = new_3;
        w_payload_choice_2 = new_3;
      end
      default: ;
    endcase
  end

  always @* begin
    op_payload = {row, 4'd0};
    op_valid = 1'b0;
    w_valid = 1'b0;
    w_payload = 128'd0;
    r_ready = 1'b0;
    case (phase_state)
      PHASE_LOAD: begin
        op_payload[2:0] = KIND_WRITE;
        op_valid = 1'b1;
        w_valid = x_valid;
        w_payload =
            {x_payload[487:480], x_payload[455:448], x_payload[423:416], x_payload[391:384], x_payload[359:352],
            x_payload[327:320], x_payload[295:288], x_payload[263:256], x_payload[231:224], x_payload[199:192],
            x_payload[167:160], x_payload[135:128], x_payload[103:96], x_payload[71:64], x_payload[39:32],
            x_payload[7:0]};
      end
      PHASE_STORE: begin
        op_payload[2:0] = KIND_READ;
        op_valid = 1'b1;
        r_ready = y_ready;
      end
      PHASE_CLEAR: begin
        op_payload[2:0] = KIND_CLEAR;
        op_valid = 1'b1;
      end
      PHASE_OLD: begin
        op_payload[2:0] = KIND_READ;
        op_valid = 1'b1;
        r_ready = step_done;
      end
      PHASE_NEW: begin
        op_payload[2:0] = KIND_WRITE;
        op_valid = 1'b1;
        w_valid = 1'b1;
        w_payload = w_payload_choice;
      end
      PHASE_CHECK: begin
        op_payload[2:0] = KIND_VERIFY;
        op_valid = 1'b1;
        w_valid = 1'b1;
        w_payload = w_payload_choice_2;
        r_ready = 1'b1;
      end
      default: ;
    endcase
  end

  always @* begin
    done = 1'b0;
    case (phase_state)
      PHASE_LOAD:
        if (finished & last_row)
          done = 1'b1;
      PHASE_STORE:
        if (finished & last_row)
          done = 1'b1;
      PHASE_CLEAR:
        if (finished)
          done = 1'b1;
      PHASE_CHECK:
        if (finished & last_row)
          done = 1'b1;
      default: ;
    endcase
  end

  always @(posedge clk)
    if (step_done & (group == 2'd0))
      new_0 <= step_moved;

  always @(posedge clk)
    if (step_done & (group == 2'd1))
      new_1 <= step_moved;

  always @(posedge clk)
    if (step_done & (group == 2'd2))
      new_2 <= step_moved;

  always @(posedge clk)
    if (step_done & (group == 2'd3))
      new_3 <= step_moved;

  always @(posedge clk)
    case (phase_state)
      PHASE_IDLE: row <= 7'd0;
      PHASE_LOAD:
        if (finished)
          row <= row + 7'd1;
      PHASE_STORE:
        if (finished)
          row <= row + 7'd1;
      PHASE_CHECK:
        if (finished)
          row <= row + 7'd1;
      default: ;
    endcase

  always @(posedge clk)
    if (rst)
      phase_state <= PHASE_IDLE;
    else
      case (phase_state)
        PHASE_IDLE: begin
          if (load)
            phase_state <= PHASE_LOAD;
          if (store)
            phase_state <= PHASE_STORE;
          if (clear)
            phase_state <= PHASE_CLEAR;
          if (update)
            phase_state <= PHASE_OLD;
        end
        PHASE_LOAD:
          if (finished) begin
            phase_state <= PHASE_LOAD;
            if (last_row)
              phase_state <= PHASE_IDLE;
          end
        PHASE_STORE:
          if (finished) begin
            phase_state <= PHASE_STORE;
            if (last_row)
              phase_state <= PHASE_IDLE;
          end
        PHASE_CLEAR:
          if (finished)
            phase_state <= PHASE_IDLE;
        PHASE_OLD:
          if (finished)
            phase_state <= PHASE_NEW;
        PHASE_NEW:
          if (finished)
            phase_state <= PHASE_CHECK;
        PHASE_CHECK:
          if (finished) begin
            phase_state <= PHASE_OLD;
            if (last_row)
              phase_state <= PHASE_IDLE;
          end
        default: ;
      endcase

  always @(posedge clk) begin
    if ((w_valid & w_ready & (op_payload_kind != KIND_VERIFY)) | (r_valid & r_ready))
      group <= group + 2'd1;
    if (finished)
      group <= 2'd0;
  end

  always @(posedge clk)
    if (update) begin
      source <= given[23:12];
      velocity <= 12'd0;
    end else if (next_row) begin
      source <= source + given[35:24];
      velocity <= velocity + given[35:24];
    end

  wire unused =
      &{1'b0, x_payload[31:8], x_payload[63:40], x_payload[95:72], x_payload[127:104], x_payload[159:136],
      x_payload[191:168], x_payload[223:200], x_payload[255:232], x_payload[287:264], x_payload[319:296],
      x_payload[351:328], x_payload[383:360], x_payload[415:392], x_payload[447:424], x_payload[479:456],
      x_payload[511:488], given[42:36], given[47]};

endmodule

// Loads programs and runs them.
module two_way_training_program_sequencer (
  input  wire           clk,
  input  wire           rst,
  input  wire           op_payload,  // {kind}
  input  wire           op_valid,
  output reg            op_ready,
  output wire           open,
  output reg            restart,
  input  wire           checked,
  input  wire           last,
  input  wire           refused,
  input  wire    [15:0] taken,
  output reg            fetch,
  output reg      [5:0] number,
  output wire           take,
  input  wire     [3:0] kind,
  output wire    [15:0] start,
  input  wire           done,
  output wire           busy,
  output reg      [1:0] state,
  output reg            illegal,
  output reg     [15:0] bad_word,
  output reg     [31:0] instructions
);

  localparam [2:0] PHASE_IDLE = 3'd0;
  localparam [2:0] PHASE_LOAD = 3'd1;
  localparam [2:0] PHASE_TAKE = 3'd2;
  localparam [2:0] PHASE_START = 3'd3;
  localparam [2:0] PHASE_WAIT = 3'd4;
  localparam [2:0] PHASE_END = 3'd5;
  localparam OPERATION_LOAD = 1'b1;

  reg            bad;
  reg      [2:0] phase_state;
  reg            ready;
  reg            last_taken;
  reg      [5:0] final_number;
  reg            last_fetched;

  assign open = (phase_state == PHASE_LOAD) & ~(checked & last);
  assign take = phase_state == PHASE_TAKE;
  assign start = (phase_state == PHASE_START) ? 16'd1 << kind : 16'd0;
  assign busy = op_valid;

  always @* begin
    state = bad ? 2'd3 : 2'd0;
    restart = 1'b0;
    fetch = 1'b0;
    op_ready = 1'b0;
    case (phase_state)
      PHASE_IDLE:
        if (op_valid) begin
          if (op_payload == OPERATION_LOAD)
            restart = 1'b1;
          else if (ready)
            fetch = 1'b1;
          else
            op_ready = 1'b1;
        end
      PHASE_LOAD: begin
        state = 2'd1;
        if (checked & last)
          op_ready = 1'b1;
      end
      PHASE_TAKE: state = 2'd2;
      PHASE_START: begin
        state = 2'd2;
        fetch = ~last_taken;
      end
      PHASE_WAIT: state = 2'd2;
      PHASE_END: begin
        state = 2'd2;
        op_ready = 1'b1;
      end
      default: ;
    endcase
  end

  always @(posedge clk)
    if (rst) begin
      ready <= 1'b0;
      bad <= 1'b0;
      phase_state <= PHASE_IDLE;
      illegal <= 1'b0;
      bad_word <= 16'd0;
      instructions <= 32'd0;
      number <= 6'd0;
    end else begin
      case (phase_state)
        PHASE_IDLE:
          if (op_valid) begin
            if (op_payload == OPERATION_LOAD) begin
              ready <= 1'b0;
              bad <= 1'b0;
              phase_state <= PHASE_LOAD;
            end else if (ready)
              phase_state <= PHASE_TAKE;
            else
              illegal <= 1'b1;
          end
        PHASE_LOAD: begin
          if (checked & last) begin
            ready <= ~bad & ~refused;
            phase_state <= PHASE_IDLE;
          end
          if (refused & ~bad) begin
            bad <= 1'b1;
            bad_word <= taken;
          end
        end
        PHASE_TAKE: phase_state <= PHASE_START;
        PHASE_START: begin
          phase_state <= PHASE_WAIT;
          if (done) begin
            phase_state <= PHASE_TAKE;
            instructions <= instructions + 32'd1;
            if (last_taken)
              phase_state <= PHASE_END;
          end
        end
        PHASE_WAIT:
          if (done) begin
            phase_state <= PHASE_TAKE;
            instructions <= instructions + 32'd1;
            if (last_taken)
              phase_state <= PHASE_END;
          end
        PHASE_END: begin
          phase_state <= PHASE_IDLE;
          number <= 6'd0;
        end
        default: ;
      endcase
      if (fetch)
        number <= number + 6'd1;
    end

  always @(posedge clk)
    case (phase_state)
      PHASE_LOAD:
        if (checked & last)
          final_number <= taken[5:0];
      PHASE_TAKE: last_taken <= last_fetched;
      default: ;
    endcase

  always @(posedge clk)
    if (fetch)
      last_fetched <= number == final_number;

endmodule

// Keeps a program's instructions.
module two_way_training_program_store (
  input  wire           clk,
  input  wire           rst,
  input  wire   [173:0] i_payload,  // {last, word[172:0]}
  input  wire           i_valid,
  output wire           i_ready,
  input  wire           open,
  input  wire           restart,
  output reg            checked,
  output wire           last,
  output wire           refused,
  output reg     [15:0] taken,
  input  wire           fetch,
  input  wire     [5:0] number,
  input  wire           take,
  output reg    [172:0] word
);

  reg    [173:0] given;  // {last, word[172:0]}
  wire   [172:0] instructions_read_data;
  reg            legal;
  wire           instructions_write_enable;
  wire           legal_condition;
  wire           legal_condition_2;
  wire           legal_condition_3;
  wire           legal_condition_4;
  wire           legal_condition_5;
  wire           legal_condition_6;
  wire           legal_condition_7;
  wire           legal_condition_8;
  wire    [26:0] given_take;  // {count[12:0], address[11:0], space[1:0]}
  wire    [26:0] given_send;  // {count[12:0], address[11:0], space[1:0]}
  wire    [26:0] given_zero;  // {count[12:0], address[11:0], space[1:0]}
  wire   [156:0] given_window;
  // {dense_words[11:0], dense_step[11:0], dense[10:0], window_words[11:0], signed, column_tiles[1:0], row_tiles[1:0],
  //  macro}
  wire    [52:0] given_forward;
  // {dense_words[11:0], dense_step[11:0], dense[10:0], window_words[11:0], signed, column_tiles[1:0], row_tiles[1:0],
  //  macro}
  wire    [52:0] given_backward;
  wire    [43:0] given_activate;  // {shift[6:0], count[12:0], to[11:0], source[11:0]}
  wire    [54:0] given_error;  // {targets[10:0], shift[6:0], count[12:0], to[11:0], source[11:0]}
  // {exponent_to[3:0], exponent_from[3:0], masks[10:0], count[12:0], to[11:0], source[11:0]}
  wire    [55:0] given_rescale;
  wire    [47:0] given_gradient;
  wire    [46:0] given_update;
  wire     [8:0] given_load;  // {tile_rows[7:0], macro}
  wire     [8:0] given_store;  // {tile_rows[7:0], macro}

  wire   [172:0] given_word = given[172:0];
  wire           given_last = given[173];
  wire     [1:0] given_take_space = given_take[1:0];
  wire    [11:0] given_take_address = given_take[13:2];
  wire    [12:0] given_take_count = given_take[26:14];
  wire     [1:0] given_send_space = given_send[1:0];
  wire    [11:0] given_send_address = given_send[13:2];
  wire    [12:0] given_send_count = given_send[26:14];
  wire     [1:0] given_zero_space = given_zero[1:0];
  wire    [11:0] given_zero_address = given_zero[13:2];
  wire    [12:0] given_zero_count = given_zero[26:14];
  wire     [8:0] given_window_images = given_window[8:0];
  wire     [8:0] given_window_rows = given_window[17:9];
  wire     [8:0] given_window_columns = given_window[26:18];
  wire     [8:0] given_window_height = given_window[35:27];
  wire     [8:0] given_window_width = given_window[44:36];
  wire     [3:0] given_window_kernel = given_window[48:45];
  wire     [3:0] given_window_stride = given_window[52:49];
  wire     [9:0] given_window_groups = given_window[66:57];
  wire     [3:0] given_window_first_y = given_window[142:139];
  wire     [3:0] given_window_first_x = given_window[146:143];
  wire     [9:0] given_window_first_group = given_window[156:147];
  wire           given_forward_macro = given_forward[0];
  wire     [1:0] given_forward_row_tiles = given_forward[2:1];
  wire     [1:0] given_forward_column_tiles = given_forward[4:3];
  wire    [11:0] given_forward_window_words = given_forward[17:6];
  wire    [11:0] given_forward_dense_words = given_forward[52:41];
  wire           given_backward_macro = given_backward[0];
  wire     [1:0] given_backward_row_tiles = given_backward[2:1];
  wire     [1:0] given_backward_column_tiles = given_backward[4:3];
  wire    [11:0] given_backward_window_words = given_backward[17:6];
  wire    [11:0] given_backward_dense_words = given_backward[52:41];
  wire    [11:0] given_activate_source = given_activate[11:0];
  wire    [11:0] given_activate_to = given_activate[23:12];
  wire    [12:0] given_activate_count = given_activate[36:24];
  wire     [6:0] given_activate_shift = given_activate[43:37];
  wire    [11:0] given_error_source = given_error[11:0];
  wire    [11:0] given_error_to = given_error[23:12];
  wire    [12:0] given_error_count = given_error[36:24];
  wire     [6:0] given_error_shift = given_error[43:37];
  wire    [10:0] given_error_targets = given_error[54:44];
  wire    [11:0] given_rescale_source = given_rescale[11:0];
  wire    [11:0] given_rescale_to = given_rescale[23:12];
  wire    [12:0] given_rescale_count = given_rescale[36:24];
  wire    [10:0] given_rescale_masks = given_rescale[47:37];
  wire     [3:0] given_rescale_exponent_from = given_rescale[51:48];
  wire     [3:0] given_rescale_exponent_to = given_rescale[55:52];
  wire    [11:0] given_gradient_window_words = given_gradient[12:1];
  wire    [11:0] given_gradient_dense_words = given_gradient[47:36];
  wire     [7:0] given_update_tile_rows = given_update[8:1];
  wire     [2:0] given_update_tile_words = given_update[11:9];
  wire     [6:0] given_update_shift = given_update[42:36];
  wire     [3:0] given_update_exponent = given_update[46:43];
  wire     [7:0] given_load_tile_rows = given_load[8:1];
  wire     [7:0] given_store_tile_rows = given_store[8:1];

  two_way_training_program instructions (
    .clk(clk),
    .read_enable(fetch),
    .read_address(number),
    .write_enable(instructions_write_enable),
    .write_address(taken[5:0]),
    .write_data(given_word),
    .read_data(instructions_read_data)
  );

  assign given_take = ((taken < 16'h40) & (given_word[3:0] == 4'd0)) ? given_word[30:4] : 27'd0;
  assign legal_condition =
      &{(given_take_space != 2'd2) | (({2'd0, given_take_address} + {1'b0, given_take_count}) <= 14'd1),
      (given_take_space != 2'd1) | (({2'd0, given_take_address} + {1'b0, given_take_count}) <= 14'h1000),
      (given_take_space != 2'd0) | (({2'd0, given_take_address} + {1'b0, given_take_count}) <= 14'h800),
      given_take_count <= 13'h1000, given_take_count >= 13'd1, given_take_space <= 2'd2, ~|given_word[172:31]};
  assign given_send = ((taken < 16'h40) & (given_word[3:0] == 4'd1)) ? given_word[30:4] : 27'd0;
  assign legal_condition_2 =
      &{(given_send_space != 2'd2) | (({2'd0, given_send_address} + {1'b0, given_send_count}) <= 14'd1),
      (given_send_space != 2'd1) | (({2'd0, given_send_address} + {1'b0, given_send_count}) <= 14'h1000),
      (given_send_space != 2'd0) | (({2'd0, given_send_address} + {1'b0, given_send_count}) <= 14'h800),
      given_send_count <= 13'h1000, given_send_count >= 13'd1, given_send_space <= 2'd2, ~|given_word[172:31]};
  assign given_zero = ((taken < 16'h40) & (given_word[3:0] == 4'd2)) ? given_word[30:4] : 27'd0;
  assign legal_condition_3 =
      &{given_zero_space != 2'd2, (given_zero_space != 2'd2) |
      (({2'd0, given_zero_address} + {1'b0, given_zero_count}) <= 14'd1), (given_zero_space != 2'd1) |
      (({2'd0, given_zero_address} + {1'b0, given_zero_count}) <= 14'h1000), (given_zero_space != 2'd0) |
      (({2'd0, given_zero_address} + {1'b0, given_zero_count}) <= 14'h800), given_zero_count <= 13'h1000,
      given_zero_count >= 13'd1, given_zero_space <= 2'd2, ~|given_word[172:31]};
  assign given_window = ((taken < 16'h40) & (given_word[3:0] == 4'd3)) ? given_word[160:4] : 157'd0;
  assign legal_condition_4 =
      &{given_window_first_group <= 10'h3fe, given_window_first_x <= 4'd14, given_window_first_y <= 4'd14,
      given_window_groups >= 10'd1, given_window_stride >= 4'd1, given_window_kernel >= 4'd1, given_window_width <=
      9'h100, given_window_width >= 9'd1, given_window_height <= 9'h100, given_window_height >= 9'd1,
      given_window_columns <= 9'h100, given_window_columns >= 9'd1, given_window_rows <= 9'h100, given_window_rows >=
      9'd1, given_window_images <= 9'h100, given_window_images >= 9'd1, ~1'b0};
  assign given_forward = ((taken < 16'h40) & (given_word[3:0] == 4'd4)) ? given_word[56:4] : 53'd0;
  assign legal_condition_5 =
      &{({4'd0, given_forward_macro} + {1'b0, {2'd0, given_forward_row_tiles} * {2'd0, given_forward_column_tiles}}) <=
      5'd2, given_forward_dense_words >= 12'd1, given_forward_window_words >= 12'd1, given_forward_column_tiles <= 2'd2,
      given_forward_column_tiles >= 2'd1, given_forward_row_tiles <= 2'd2, given_forward_row_tiles >= 2'd1,
      ~|given_word[172:57]};
  assign given_backward = ((taken < 16'h40) & (given_word[3:0] == 4'd5)) ? given_word[56:4] : 53'd0;
  assign legal_condition_6 =
      &{({4'd0, given_backward_macro} + {1'b0, {2'd0, given_backward_row_tiles} * {2'd0, given_backward_column_tiles}})
      <= 5'd2, given_backward_dense_words >= 12'd1, given_backward_window_words >= 12'd1, given_backward_column_tiles <=
      2'd2, given_backward_column_tiles >= 2'd1, given_backward_row_tiles <= 2'd2, given_backward_row_tiles >= 2'd1,
      ~|given_word[172:57]};
  assign given_error = ((taken < 16'h40) & (given_word[3:0] == 4'd7)) ? given_word[58:4] : 55'd0;
  assign legal_condition_7 =
      &{({3'd0, given_error_targets} + {1'b0, given_error_count}) <= 14'h800,
      ({2'd0, given_error_to} + {1'b0, given_error_count}) <= 14'h800,
      ({2'd0, given_error_source} + {1'b0, given_error_count}) <= 14'h1000, $signed(given_error_shift) <=
      $signed(7'd63), given_error_count <= 13'h1000, given_error_count >= 13'd1, ~|given_word[172:59]};
  assign given_rescale = ((taken < 16'h40) & (given_word[3:0] == 4'd8)) ? given_word[59:4] : 56'd0;
  assign legal_condition_8 =
      &{({3'd0, given_rescale_masks} + {1'b0, given_rescale_count}) <= 14'h800,
      ({2'd0, given_rescale_to} + {1'b0, given_rescale_count}) <= 14'h800,
      ({2'd0, given_rescale_source} + {1'b0, given_rescale_count}) <= 14'h1000, given_rescale_exponent_to <= 4'd8,
      given_rescale_exponent_to >= 4'd1, given_rescale_exponent_from <= 4'd8, given_rescale_count <= 13'h1000,
      given_rescale_count >= 13'd1, ~|given_word[172:60]};
  assign given_activate = ((taken < 16'h40) & (given_word[3:0] == 4'd6)) ? given_word[47:4] : 44'd0;
  assign given_gradient = ((taken < 16'h40) & (given_word[3:0] == 4'd9)) ? given_word[51:4] : 48'd0;
  assign given_update = ((taken < 16'h40) & (given_word[3:0] == 4'd10)) ? given_word[50:4] : 47'd0;
  assign given_load = ((taken < 16'h40) & (given_word[3:0] == 4'd11)) ? given_word[12:4] : 9'd0;
  assign given_store = ((taken < 16'h40) & (given_word[3:0] == 4'd12)) ? given_word[12:4] : 9'd0;
  assign instructions_write_enable = checked & legal;
  assign i_ready = open;
  assign last = given_last;
  assign refused = checked & ~legal;

  always @* begin
    legal = 1'b0;
    if (taken < 16'h40) begin
      case (given_word[3:0])
        4'd0: legal = legal_condition;
        4'd1: legal = legal_condition_2;
        4'd2: legal = legal_condition_3;
        4'd3: legal = legal_condition_4;
        4'd4: legal = legal_condition_5;
        4'd5: legal = legal_condition_6;
        4'd6: legal =
            &{({2'd0, given_activate_to} + {1'b0, given_activate_count}) <= 14'h800,
            ({2'd0, given_activate_source} + {1'b0, given_activate_count}) <= 14'h1000, $signed(given_activate_shift) <=
            $signed(7'd63), given_activate_count <= 13'h1000, given_activate_count >= 13'd1, ~|given_word[172:48]};
        4'd7: legal = legal_condition_7;
        4'd8: legal = legal_condition_8;
        4'd9: legal =
            &{given_gradient_dense_words >= 12'd1, given_gradient_window_words >= 12'd1, ~|given_word[172:64]};
        4'd10: legal =
            &{given_update_exponent <= 4'd8, $signed(given_update_shift) <= $signed(7'd63), given_update_tile_words <=
            3'd4, given_update_tile_words >= 3'd1, given_update_tile_rows <= 8'd128, given_update_tile_rows >= 8'd1,
            ~|given_word[172:52]};
        4'd11: legal = &{given_load_tile_rows <= 8'd128, given_load_tile_rows >= 8'd1, ~|given_word[172:13]};
        4'd12: legal = &{given_store_tile_rows <= 8'd128, given_store_tile_rows >= 8'd1, ~|given_word[172:13]};
        4'd13: legal = ~|given_word[172:5];
        4'd14: legal = ~|given_word[172:38];
        4'd15: legal = ~|given_word[172:38];
        default: ;
      endcase
    end
  end

  always @(posedge clk)
    if (rst)
      checked <= 1'b0;
    else
      checked <= open & i_valid;

  always @(posedge clk)
    if (open & i_valid)
      given <= i_payload;

  always @(posedge clk)
    if (rst)
      word <= 173'd0;
    else if (take)
      word <= instructions_read_data;

  always @(posedge clk)
    if (rst)
      taken <= 16'd0;
    else if (restart)
      taken <= 16'd0;
    else if (checked)
      taken <= taken + 16'd1;

  wire unused =
      &{1'b0, given_window[56:53], given_window[138:67], given_forward[5], given_forward[40:18], given_backward[5],
      given_backward[40:18], given_gradient[0], given_gradient[35:13], given_update[0], given_update[35:12],
      given_load[0], given_store[0]};

endmodule

// Adds words to words of a memory, one a cycle, also to the same word in cycles that follow each other.
module two_way_training_accumulator (
  input  wire           clk,
  input  wire           rst,
  input  wire   [524:0] i,  // {word[15:0][31:0], address[11:0], enable}
  output wire    [12:0] read,  // {address[11:0], enable}
  input  wire   [511:0] word,  // [15:0][31:0]
  output wire   [524:0] write,  // {word[15:0][31:0], address[11:0], enable}
  output wire           overflow
);

  reg            adding_0;
  reg    [524:0] added_0;  // {word[15:0][31:0], address[11:0], enable}
  reg      [1:0] again_0;
  reg            adding_1;
  reg    [524:0] added_1;  // {word[15:0][31:0], address[11:0], enable}
  reg    [511:0] written_0;  // [15:0][31:0]
  reg      [1:0] again_1;
  reg    [511:0] written_1;  // [15:0][31:0]
  wire    [32:0] total_0;
  wire    [32:0] total_1;
  wire    [32:0] total_2;
  wire    [32:0] total_3;
  wire    [32:0] total_4;
  wire    [32:0] total_5;
  wire    [32:0] total_6;
  wire    [32:0] total_7;
  wire    [32:0] total_8;
  wire    [32:0] total_9;
  wire    [32:0] total_10;
  wire    [32:0] total_11;
  wire    [32:0] total_12;
  wire    [32:0] total_13;
  wire    [32:0] total_14;
  wire    [32:0] total_15;
  wire    [31:0] total_0_choice;
  wire    [31:0] total_1_choice;
  wire    [31:0] total_2_choice;
  wire    [31:0] total_3_choice;
  wire    [31:0] total_4_choice;
  wire    [31:0] total_5_choice;
  wire    [31:0] total_6_choice;
  wire    [31:0] total_7_choice;
  wire    [31:0] total_8_choice;
  wire    [31:0] total_9_choice;
  wire    [31:0] total_10_choice;
  wire    [31:0] total_11_choice;
  wire    [31:0] total_12_choice;
  wire    [31:0] total_13_choice;
  wire    [31:0] total_14_choice;
  wire    [31:0] total_15_choice;
  wire           overflow_condition;

  wire           i_enable = i[0];
  wire    [11:0] i_address = i[12:1];
  wire    [11:0] added_0_address = added_0[12:1];
  wire    [11:0] added_1_address = added_1[12:1];
  wire   [511:0] added_1_word = added_1[524:13];

  assign total_0_choice = again_1[0] ? written_0[31:0] : again_1[1] ? written_1[31:0] : word[31:0];
  assign total_0 = {total_0_choice[31], total_0_choice} + {added_1_word[31], added_1_word[31:0]};
  assign total_1_choice = again_1[0] ? written_0[63:32] : again_1[1] ? written_1[63:32] : word[63:32];
  assign total_1 = {total_1_choice[31], total_1_choice} + {added_1_word[63], added_1_word[63:32]};
  assign total_2_choice = again_1[0] ? written_0[95:64] : again_1[1] ? written_1[95:64] : word[95:64];
  assign total_2 = {total_2_choice[31], total_2_choice} + {added_1_word[95], added_1_word[95:64]};
  assign total_3_choice = again_1[0] ? written_0[127:96] : again_1[1] ? written_1[127:96] : word[127:96];
  assign total_3 = {total_3_choice[31], total_3_choice} + {added_1_word[127], added_1_word[127:96]};
  assign total_4_choice = again_1[0] ? written_0[159:128] : again_1[1] ? written_1[159:128] : word[159:128];
  assign total_4 = {total_4_choice[31], total_4_choice} + {added_1_word[159], added_1_word[159:128]};
  assign total_5_choice = again_1[0] ? written_0[191:160] : again_1[1] ? written_1[191:160] : word[191:160];
  assign total_5 = {total_5_choice[31], total_5_choice} + {added_1_word[191], added_1_word[191:160]};
  assign total_6_choice = again_1[0] ? written_0[223:192] : again_1[1] ? written_1[223:192] : word[223:192];
  assign total_6 = {total_6_choice[31], total_6_choice} + {added_1_word[223], added_1_word[223:192]};
  assign total_7_choice = again_1[0] ? written_0[255:224] : again_1[1] ? written_1[255:224] : word[255:224];
  assign total_7 = {total_7_choice[31], total_7_choice} + {added_1_word[255], added_1_word[255:224]};
  assign total_8_choice = again_1[0] ? written_0[287:256] : again_1[1] ? written_1[287:256] : word[287:256];
  assign total_8 = {total_8_choice[31], total_8_choice} + {added_1_word[287], added_1_word[287:256]};
  assign total_9_choice = again_1[0] ? written_0[319:288] : again_1[1] ? written_1[319:288] : word[319:288];
  assign total_9 = {total_9_choice[31], total_9_choice} + {added_1_word[319], added_1_word[319:288]};
  assign total_10_choice = again_1[0] ? written_0[351:320] : again_1[1] ? written_1[351:320] : word[351:320];
  assign total_10 = {total_10_choice[31], total_10_choice} + {added_1_word[351], added_1_word[351:320]};
  assign total_11_choice = again_1[0] ? written_0[383:352] : again_1[1] ? written_1[383:352] : word[383:352];
  assign total_11 = {total_11_choice[31], total_11_choice} + {added_1_word[383], added_1_word[383:352]};
  assign total_12_choice = again_1[0] ? written_0[415:384] : again_1[1] ? written_1[415:384] : word[415:384];
  assign total_12 = {total_12_choice[31], total_12_choice} + {added_1_word[415], added_1_word[415:384]};
  assign total_13_choice = again_1[0] ? written_0[447:416] : again_1[1] ? written_1[447:416] : word[447:416];
  assign total_13 = {total_13_choice[31], total_13_choice} + {added_1_word[447], added_1_word[447:416]};
  assign total_14_choice = again_1[0] ? written_0[479:448] : again_1[1] ? written_1[479:448] : word[479:448];
  assign total_14 = {total_14_choice[31], total_14_choice} + {added_1_word[479], added_1_word[479:448]};
  assign total_15_choice = again_1[0] ? written_0[511:480] : again_1[1] ? written_1[511:480] : word[511:480];
  assign total_15 = {total_15_choice[31], total_15_choice} + {added_1_word[511], added_1_word[511:480]};
  assign read = {i_address, i_enable};
  assign write =
      {total_15[31:0], total_14[31:0], total_13[31:0], total_12[31:0], total_11[31:0], total_10[31:0], total_9[31:0],
      total_8[31:0], total_7[31:0], total_6[31:0], total_5[31:0], total_4[31:0], total_3[31:0], total_2[31:0],
      total_1[31:0], total_0[31:0], added_1_address, adding_1};
  assign overflow_condition =
      |{total_15[32] ^ total_15[31], total_14[32] ^ total_14[31], total_13[32] ^ total_13[31], total_12[32] ^
      total_12[31], total_11[32] ^ total_11[31], total_10[32] ^ total_10[31], total_9[32] ^ total_9[31], total_8[32] ^
      total_8[31], total_7[32] ^ total_7[31], total_6[32] ^ total_6[31], total_5[32] ^ total_5[31], total_4[32] ^
      total_4[31], total_3[32] ^ total_3[31], total_2[32] ^ total_2[31], total_1[32] ^ total_1[31], total_0[32] ^
      total_0[31]};
  assign overflow = adding_1 & overflow_condition;

  always @(posedge clk)
    if (rst) begin
      adding_0 <= 1'b0;
      adding_1 <= 1'b0;
    end else begin
      adding_0 <= i_enable;
      adding_1 <= adding_0;
    end

  always @(posedge clk) begin
    added_0 <= i;
    again_0 <= {adding_1 & (added_1_address == i_address), adding_0 & (added_0_address == i_address)};
    written_0 <=
        {total_15[31:0], total_14[31:0], total_13[31:0], total_12[31:0], total_11[31:0], total_10[31:0], total_9[31:0],
        total_8[31:0], total_7[31:0], total_6[31:0], total_5[31:0], total_4[31:0], total_3[31:0], total_2[31:0],
        total_1[31:0], total_0[31:0]};
    added_1 <= added_0;
    again_1 <= again_0;
    written_1 <= written_0;
  end

  wire unused = &{1'b0, added_1[0]};

endmodule

// Starts the evaluations of a product, slot by slot, read by read, line group by line group.
module two_way_training_sequencer (
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
module two_way_training_phases (
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
module two_way_training_conversion (
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

  two_way_training_phases phases (
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
module two_way_training_input_buffer (
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
module two_way_training_digit_selector (
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
module two_way_training_row_line_driver (
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
module two_way_training_column_line_driver (
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
module two_way_training_weight_encoder (
  input  wire   [127:0] weights,  // [15:0][7:0]
  output wire   [127:0] cells
);

  assign cells = weights;

endmodule

// The inverse of WeightEncoder, for whatever the cells hold. Combinational.
module two_way_training_weight_decoder (
  input  wire   [127:0] cells,
  output wire   [127:0] weights  // [15:0][7:0]
);

  assign weights = cells;

endmodule

// Writes, reads back and verifies rows of cells, a word group a beat.
module two_way_training_array_port (
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
module two_way_training_result_queue (
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
module two_way_training_sar (
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
module two_way_training_incremented_half_adder (
  input  wire           a,
  input  wire           b,
  output wire           total,
  output wire           carry
);

  assign total = ~(a ^ b);
  assign carry = a | b;

endmodule

// Weighs the codes of one read, and adds the reads up by Horner's rule, over input digits and line groups alike.
module two_way_training_forward_shift_add (
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

  two_way_training_full_adder full_adder_2_0 (
    .a(codes[2]),
    .b(codes[6]),
    .c(codes[10]),
    .total(full_adder_2_0_total),
    .carry(full_adder_2_0_carry)
  );

  two_way_training_full_adder full_adder_3_1 (
    .a(codes[3]),
    .b(codes[7]),
    .c(codes[11]),
    .total(full_adder_3_1_total),
    .carry(full_adder_3_1_carry)
  );

  two_way_training_full_adder full_adder_3_2 (
    .a(codes[15]),
    .b(full_adder_2_0_carry),
    .c(full_adder_3_1_total),
    .total(full_adder_3_2_total),
    .carry(full_adder_3_2_carry)
  );

  two_way_training_full_adder full_adder_4_3 (
    .a(codes[4]),
    .b(codes[8]),
    .c(codes[12]),
    .total(full_adder_4_3_total),
    .carry(full_adder_4_3_carry)
  );

  two_way_training_full_adder full_adder_4_4 (
    .a(codes[16]),
    .b(codes[20]),
    .c(full_adder_3_1_carry),
    .total(full_adder_4_4_total),
    .carry(full_adder_4_4_carry)
  );

  two_way_training_full_adder full_adder_4_5 (
    .a(full_adder_4_3_total),
    .b(full_adder_3_2_carry),
    .c(full_adder_4_4_total),
    .total(full_adder_4_5_total),
    .carry(full_adder_4_5_carry)
  );

  two_way_training_full_adder full_adder_5_6 (
    .a(codes[9]),
    .b(codes[13]),
    .c(codes[17]),
    .total(full_adder_5_6_total),
    .carry(full_adder_5_6_carry)
  );

  two_way_training_full_adder full_adder_5_7 (
    .a(codes[21]),
    .b(codes[25]),
    .c(full_adder_4_3_carry),
    .total(full_adder_5_7_total),
    .carry(full_adder_5_7_carry)
  );

  two_way_training_full_adder full_adder_5_8 (
    .a(full_adder_5_6_total),
    .b(full_adder_4_4_carry),
    .c(full_adder_5_7_total),
    .total(full_adder_5_8_total),
    .carry(full_adder_5_8_carry)
  );

  two_way_training_full_adder full_adder_6_9 (
    .a(codes[14]),
    .b(codes[18]),
    .c(codes[22]),
    .total(full_adder_6_9_total),
    .carry(full_adder_6_9_carry)
  );

  two_way_training_full_adder full_adder_6_10 (
    .a(codes[26]),
    .b(codes[30]),
    .c(full_adder_5_6_carry),
    .total(full_adder_6_10_total),
    .carry(full_adder_6_10_carry)
  );

  two_way_training_full_adder full_adder_6_11 (
    .a(full_adder_6_9_total),
    .b(full_adder_5_7_carry),
    .c(full_adder_6_10_total),
    .total(full_adder_6_11_total),
    .carry(full_adder_6_11_carry)
  );

  two_way_training_incremented_half_adder incremented_half_adder_7_0 (
    .a(codes[19]),
    .b(codes[23]),
    .total(incremented_half_adder_7_0_total),
    .carry(incremented_half_adder_7_0_carry)
  );

  two_way_training_full_adder full_adder_7_12 (
    .a(codes[27]),
    .b(codes[31]),
    .c(~codes[35]),
    .total(full_adder_7_12_total),
    .carry(full_adder_7_12_carry)
  );

  two_way_training_full_adder full_adder_7_13 (
    .a(full_adder_6_9_carry),
    .b(incremented_half_adder_7_0_total),
    .c(full_adder_7_12_total),
    .total(full_adder_7_13_total),
    .carry(full_adder_7_13_carry)
  );

  two_way_training_full_adder full_adder_7_14 (
    .a(full_adder_6_10_carry),
    .b(full_adder_7_13_total),
    .c(full_adder_6_11_carry),
    .total(full_adder_7_14_total),
    .carry(full_adder_7_14_carry)
  );

  two_way_training_full_adder full_adder_8_15 (
    .a(codes[24]),
    .b(codes[28]),
    .c(codes[32]),
    .total(full_adder_8_15_total),
    .carry(full_adder_8_15_carry)
  );

  two_way_training_full_adder full_adder_8_16 (
    .a(~codes[36]),
    .b(incremented_half_adder_7_0_carry),
    .c(full_adder_7_12_carry),
    .total(full_adder_8_16_total),
    .carry(full_adder_8_16_carry)
  );

  two_way_training_full_adder full_adder_8_17 (
    .a(full_adder_8_15_total),
    .b(full_adder_7_13_carry),
    .c(full_adder_8_16_total),
    .total(full_adder_8_17_total),
    .carry(full_adder_8_17_carry)
  );

  two_way_training_full_adder full_adder_9_18 (
    .a(codes[29]),
    .b(codes[33]),
    .c(~codes[37]),
    .total(full_adder_9_18_total),
    .carry(full_adder_9_18_carry)
  );

  two_way_training_full_adder full_adder_9_19 (
    .a(full_adder_8_15_carry),
    .b(full_adder_9_18_total),
    .c(full_adder_8_16_carry),
    .total(full_adder_9_19_total),
    .carry(full_adder_9_19_carry)
  );

  two_way_training_full_adder full_adder_10_20 (
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
module two_way_training_forward_side (
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

  two_way_training_sar converter_0 (
    .clk(clk),
    .rst(rst),
    .step(step),
    .decide(decide),
    .above(above[0]),
    .trial(converter_0_trial),
    .code(converter_0_code)
  );

  two_way_training_sar converter_1 (
    .clk(clk),
    .rst(rst),
    .step(step),
    .decide(decide),
    .above(above[1]),
    .trial(converter_1_trial),
    .code(converter_1_code)
  );

  two_way_training_sar converter_2 (
    .clk(clk),
    .rst(rst),
    .step(step),
    .decide(decide),
    .above(above[2]),
    .trial(converter_2_trial),
    .code(converter_2_code)
  );

  two_way_training_sar converter_3 (
    .clk(clk),
    .rst(rst),
    .step(step),
    .decide(decide),
    .above(above[3]),
    .trial(converter_3_trial),
    .code(converter_3_code)
  );

  two_way_training_sar converter_4 (
    .clk(clk),
    .rst(rst),
    .step(step),
    .decide(decide),
    .above(above[4]),
    .trial(converter_4_trial),
    .code(converter_4_code)
  );

  two_way_training_sar converter_5 (
    .clk(clk),
    .rst(rst),
    .step(step),
    .decide(decide),
    .above(above[5]),
    .trial(converter_5_trial),
    .code(converter_5_code)
  );

  two_way_training_sar converter_6 (
    .clk(clk),
    .rst(rst),
    .step(step),
    .decide(decide),
    .above(above[6]),
    .trial(converter_6_trial),
    .code(converter_6_code)
  );

  two_way_training_sar converter_7 (
    .clk(clk),
    .rst(rst),
    .step(step),
    .decide(decide),
    .above(above[7]),
    .trial(converter_7_trial),
    .code(converter_7_code)
  );

  two_way_training_sar converter_8 (
    .clk(clk),
    .rst(rst),
    .step(step),
    .decide(decide),
    .above(above[8]),
    .trial(converter_8_trial),
    .code(converter_8_code)
  );

  two_way_training_sar converter_9 (
    .clk(clk),
    .rst(rst),
    .step(step),
    .decide(decide),
    .above(above[9]),
    .trial(converter_9_trial),
    .code(converter_9_code)
  );

  two_way_training_sar converter_10 (
    .clk(clk),
    .rst(rst),
    .step(step),
    .decide(decide),
    .above(above[10]),
    .trial(converter_10_trial),
    .code(converter_10_code)
  );

  two_way_training_sar converter_11 (
    .clk(clk),
    .rst(rst),
    .step(step),
    .decide(decide),
    .above(above[11]),
    .trial(converter_11_trial),
    .code(converter_11_code)
  );

  two_way_training_sar converter_12 (
    .clk(clk),
    .rst(rst),
    .step(step),
    .decide(decide),
    .above(above[12]),
    .trial(converter_12_trial),
    .code(converter_12_code)
  );

  two_way_training_sar converter_13 (
    .clk(clk),
    .rst(rst),
    .step(step),
    .decide(decide),
    .above(above[13]),
    .trial(converter_13_trial),
    .code(converter_13_code)
  );

  two_way_training_sar converter_14 (
    .clk(clk),
    .rst(rst),
    .step(step),
    .decide(decide),
    .above(above[14]),
    .trial(converter_14_trial),
    .code(converter_14_code)
  );

  two_way_training_sar converter_15 (
    .clk(clk),
    .rst(rst),
    .step(step),
    .decide(decide),
    .above(above[15]),
    .trial(converter_15_trial),
    .code(converter_15_code)
  );

  two_way_training_sar converter_16 (
    .clk(clk),
    .rst(rst),
    .step(step),
    .decide(decide),
    .above(above[16]),
    .trial(converter_16_trial),
    .code(converter_16_code)
  );

  two_way_training_sar converter_17 (
    .clk(clk),
    .rst(rst),
    .step(step),
    .decide(decide),
    .above(above[17]),
    .trial(converter_17_trial),
    .code(converter_17_code)
  );

  two_way_training_sar converter_18 (
    .clk(clk),
    .rst(rst),
    .step(step),
    .decide(decide),
    .above(above[18]),
    .trial(converter_18_trial),
    .code(converter_18_code)
  );

  two_way_training_sar converter_19 (
    .clk(clk),
    .rst(rst),
    .step(step),
    .decide(decide),
    .above(above[19]),
    .trial(converter_19_trial),
    .code(converter_19_code)
  );

  two_way_training_sar converter_20 (
    .clk(clk),
    .rst(rst),
    .step(step),
    .decide(decide),
    .above(above[20]),
    .trial(converter_20_trial),
    .code(converter_20_code)
  );

  two_way_training_sar converter_21 (
    .clk(clk),
    .rst(rst),
    .step(step),
    .decide(decide),
    .above(above[21]),
    .trial(converter_21_trial),
    .code(converter_21_code)
  );

  two_way_training_sar converter_22 (
    .clk(clk),
    .rst(rst),
    .step(step),
    .decide(decide),
    .above(above[22]),
    .trial(converter_22_trial),
    .code(converter_22_code)
  );

  two_way_training_sar converter_23 (
    .clk(clk),
    .rst(rst),
    .step(step),
    .decide(decide),
    .above(above[23]),
    .trial(converter_23_trial),
    .code(converter_23_code)
  );

  two_way_training_sar converter_24 (
    .clk(clk),
    .rst(rst),
    .step(step),
    .decide(decide),
    .above(above[24]),
    .trial(converter_24_trial),
    .code(converter_24_code)
  );

  two_way_training_sar converter_25 (
    .clk(clk),
    .rst(rst),
    .step(step),
    .decide(decide),
    .above(above[25]),
    .trial(converter_25_trial),
    .code(converter_25_code)
  );

  two_way_training_sar converter_26 (
    .clk(clk),
    .rst(rst),
    .step(step),
    .decide(decide),
    .above(above[26]),
    .trial(converter_26_trial),
    .code(converter_26_code)
  );

  two_way_training_sar converter_27 (
    .clk(clk),
    .rst(rst),
    .step(step),
    .decide(decide),
    .above(above[27]),
    .trial(converter_27_trial),
    .code(converter_27_code)
  );

  two_way_training_sar converter_28 (
    .clk(clk),
    .rst(rst),
    .step(step),
    .decide(decide),
    .above(above[28]),
    .trial(converter_28_trial),
    .code(converter_28_code)
  );

  two_way_training_sar converter_29 (
    .clk(clk),
    .rst(rst),
    .step(step),
    .decide(decide),
    .above(above[29]),
    .trial(converter_29_trial),
    .code(converter_29_code)
  );

  two_way_training_sar converter_30 (
    .clk(clk),
    .rst(rst),
    .step(step),
    .decide(decide),
    .above(above[30]),
    .trial(converter_30_trial),
    .code(converter_30_code)
  );

  two_way_training_sar converter_31 (
    .clk(clk),
    .rst(rst),
    .step(step),
    .decide(decide),
    .above(above[31]),
    .trial(converter_31_trial),
    .code(converter_31_code)
  );

  two_way_training_sar converter_32 (
    .clk(clk),
    .rst(rst),
    .step(step),
    .decide(decide),
    .above(above[32]),
    .trial(converter_32_trial),
    .code(converter_32_code)
  );

  two_way_training_sar converter_33 (
    .clk(clk),
    .rst(rst),
    .step(step),
    .decide(decide),
    .above(above[33]),
    .trial(converter_33_trial),
    .code(converter_33_code)
  );

  two_way_training_sar converter_34 (
    .clk(clk),
    .rst(rst),
    .step(step),
    .decide(decide),
    .above(above[34]),
    .trial(converter_34_trial),
    .code(converter_34_code)
  );

  two_way_training_sar converter_35 (
    .clk(clk),
    .rst(rst),
    .step(step),
    .decide(decide),
    .above(above[35]),
    .trial(converter_35_trial),
    .code(converter_35_code)
  );

  two_way_training_sar converter_36 (
    .clk(clk),
    .rst(rst),
    .step(step),
    .decide(decide),
    .above(above[36]),
    .trial(converter_36_trial),
    .code(converter_36_code)
  );

  two_way_training_sar converter_37 (
    .clk(clk),
    .rst(rst),
    .step(step),
    .decide(decide),
    .above(above[37]),
    .trial(converter_37_trial),
    .code(converter_37_code)
  );

  two_way_training_sar converter_38 (
    .clk(clk),
    .rst(rst),
    .step(step),
    .decide(decide),
    .above(above[38]),
    .trial(converter_38_trial),
    .code(converter_38_code)
  );

  two_way_training_sar converter_39 (
    .clk(clk),
    .rst(rst),
    .step(step),
    .decide(decide),
    .above(above[39]),
    .trial(converter_39_trial),
    .code(converter_39_code)
  );

  two_way_training_sar converter_40 (
    .clk(clk),
    .rst(rst),
    .step(step),
    .decide(decide),
    .above(above[40]),
    .trial(converter_40_trial),
    .code(converter_40_code)
  );

  two_way_training_sar converter_41 (
    .clk(clk),
    .rst(rst),
    .step(step),
    .decide(decide),
    .above(above[41]),
    .trial(converter_41_trial),
    .code(converter_41_code)
  );

  two_way_training_sar converter_42 (
    .clk(clk),
    .rst(rst),
    .step(step),
    .decide(decide),
    .above(above[42]),
    .trial(converter_42_trial),
    .code(converter_42_code)
  );

  two_way_training_sar converter_43 (
    .clk(clk),
    .rst(rst),
    .step(step),
    .decide(decide),
    .above(above[43]),
    .trial(converter_43_trial),
    .code(converter_43_code)
  );

  two_way_training_sar converter_44 (
    .clk(clk),
    .rst(rst),
    .step(step),
    .decide(decide),
    .above(above[44]),
    .trial(converter_44_trial),
    .code(converter_44_code)
  );

  two_way_training_sar converter_45 (
    .clk(clk),
    .rst(rst),
    .step(step),
    .decide(decide),
    .above(above[45]),
    .trial(converter_45_trial),
    .code(converter_45_code)
  );

  two_way_training_sar converter_46 (
    .clk(clk),
    .rst(rst),
    .step(step),
    .decide(decide),
    .above(above[46]),
    .trial(converter_46_trial),
    .code(converter_46_code)
  );

  two_way_training_sar converter_47 (
    .clk(clk),
    .rst(rst),
    .step(step),
    .decide(decide),
    .above(above[47]),
    .trial(converter_47_trial),
    .code(converter_47_code)
  );

  two_way_training_sar converter_48 (
    .clk(clk),
    .rst(rst),
    .step(step),
    .decide(decide),
    .above(above[48]),
    .trial(converter_48_trial),
    .code(converter_48_code)
  );

  two_way_training_sar converter_49 (
    .clk(clk),
    .rst(rst),
    .step(step),
    .decide(decide),
    .above(above[49]),
    .trial(converter_49_trial),
    .code(converter_49_code)
  );

  two_way_training_sar converter_50 (
    .clk(clk),
    .rst(rst),
    .step(step),
    .decide(decide),
    .above(above[50]),
    .trial(converter_50_trial),
    .code(converter_50_code)
  );

  two_way_training_sar converter_51 (
    .clk(clk),
    .rst(rst),
    .step(step),
    .decide(decide),
    .above(above[51]),
    .trial(converter_51_trial),
    .code(converter_51_code)
  );

  two_way_training_sar converter_52 (
    .clk(clk),
    .rst(rst),
    .step(step),
    .decide(decide),
    .above(above[52]),
    .trial(converter_52_trial),
    .code(converter_52_code)
  );

  two_way_training_sar converter_53 (
    .clk(clk),
    .rst(rst),
    .step(step),
    .decide(decide),
    .above(above[53]),
    .trial(converter_53_trial),
    .code(converter_53_code)
  );

  two_way_training_sar converter_54 (
    .clk(clk),
    .rst(rst),
    .step(step),
    .decide(decide),
    .above(above[54]),
    .trial(converter_54_trial),
    .code(converter_54_code)
  );

  two_way_training_sar converter_55 (
    .clk(clk),
    .rst(rst),
    .step(step),
    .decide(decide),
    .above(above[55]),
    .trial(converter_55_trial),
    .code(converter_55_code)
  );

  two_way_training_sar converter_56 (
    .clk(clk),
    .rst(rst),
    .step(step),
    .decide(decide),
    .above(above[56]),
    .trial(converter_56_trial),
    .code(converter_56_code)
  );

  two_way_training_sar converter_57 (
    .clk(clk),
    .rst(rst),
    .step(step),
    .decide(decide),
    .above(above[57]),
    .trial(converter_57_trial),
    .code(converter_57_code)
  );

  two_way_training_sar converter_58 (
    .clk(clk),
    .rst(rst),
    .step(step),
    .decide(decide),
    .above(above[58]),
    .trial(converter_58_trial),
    .code(converter_58_code)
  );

  two_way_training_sar converter_59 (
    .clk(clk),
    .rst(rst),
    .step(step),
    .decide(decide),
    .above(above[59]),
    .trial(converter_59_trial),
    .code(converter_59_code)
  );

  two_way_training_sar converter_60 (
    .clk(clk),
    .rst(rst),
    .step(step),
    .decide(decide),
    .above(above[60]),
    .trial(converter_60_trial),
    .code(converter_60_code)
  );

  two_way_training_sar converter_61 (
    .clk(clk),
    .rst(rst),
    .step(step),
    .decide(decide),
    .above(above[61]),
    .trial(converter_61_trial),
    .code(converter_61_code)
  );

  two_way_training_sar converter_62 (
    .clk(clk),
    .rst(rst),
    .step(step),
    .decide(decide),
    .above(above[62]),
    .trial(converter_62_trial),
    .code(converter_62_code)
  );

  two_way_training_sar converter_63 (
    .clk(clk),
    .rst(rst),
    .step(step),
    .decide(decide),
    .above(above[63]),
    .trial(converter_63_trial),
    .code(converter_63_code)
  );

  two_way_training_forward_shift_add lane_0 (
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

  two_way_training_forward_shift_add lane_1 (
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

  two_way_training_forward_shift_add lane_2 (
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

  two_way_training_forward_shift_add lane_3 (
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

  two_way_training_forward_shift_add lane_4 (
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

  two_way_training_forward_shift_add lane_5 (
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

  two_way_training_forward_shift_add lane_6 (
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

  two_way_training_forward_shift_add lane_7 (
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
module two_way_training_backward_shift_add (
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

  two_way_training_full_adder full_adder_2_0 (
    .a(codes[2]),
    .b(codes[6]),
    .c(codes[10]),
    .total(full_adder_2_0_total),
    .carry(full_adder_2_0_carry)
  );

  two_way_training_full_adder full_adder_3_1 (
    .a(codes[3]),
    .b(codes[7]),
    .c(codes[11]),
    .total(full_adder_3_1_total),
    .carry(full_adder_3_1_carry)
  );

  two_way_training_full_adder full_adder_3_2 (
    .a(codes[15]),
    .b(full_adder_2_0_carry),
    .c(full_adder_3_1_total),
    .total(full_adder_3_2_total),
    .carry(full_adder_3_2_carry)
  );

  two_way_training_full_adder full_adder_4_3 (
    .a(codes[4]),
    .b(codes[8]),
    .c(codes[12]),
    .total(full_adder_4_3_total),
    .carry(full_adder_4_3_carry)
  );

  two_way_training_full_adder full_adder_4_4 (
    .a(codes[16]),
    .b(codes[20]),
    .c(full_adder_3_1_carry),
    .total(full_adder_4_4_total),
    .carry(full_adder_4_4_carry)
  );

  two_way_training_full_adder full_adder_4_5 (
    .a(full_adder_4_3_total),
    .b(full_adder_3_2_carry),
    .c(full_adder_4_4_total),
    .total(full_adder_4_5_total),
    .carry(full_adder_4_5_carry)
  );

  two_way_training_full_adder full_adder_5_6 (
    .a(codes[9]),
    .b(codes[13]),
    .c(codes[17]),
    .total(full_adder_5_6_total),
    .carry(full_adder_5_6_carry)
  );

  two_way_training_full_adder full_adder_5_7 (
    .a(codes[21]),
    .b(codes[25]),
    .c(full_adder_4_3_carry),
    .total(full_adder_5_7_total),
    .carry(full_adder_5_7_carry)
  );

  two_way_training_full_adder full_adder_5_8 (
    .a(full_adder_5_6_total),
    .b(full_adder_4_4_carry),
    .c(full_adder_5_7_total),
    .total(full_adder_5_8_total),
    .carry(full_adder_5_8_carry)
  );

  two_way_training_full_adder full_adder_6_9 (
    .a(codes[14]),
    .b(codes[18]),
    .c(codes[22]),
    .total(full_adder_6_9_total),
    .carry(full_adder_6_9_carry)
  );

  two_way_training_full_adder full_adder_6_10 (
    .a(codes[26]),
    .b(codes[30]),
    .c(full_adder_5_6_carry),
    .total(full_adder_6_10_total),
    .carry(full_adder_6_10_carry)
  );

  two_way_training_full_adder full_adder_6_11 (
    .a(full_adder_6_9_total),
    .b(full_adder_5_7_carry),
    .c(full_adder_6_10_total),
    .total(full_adder_6_11_total),
    .carry(full_adder_6_11_carry)
  );

  two_way_training_incremented_half_adder incremented_half_adder_7_0 (
    .a(codes[19]),
    .b(codes[23]),
    .total(incremented_half_adder_7_0_total),
    .carry(incremented_half_adder_7_0_carry)
  );

  two_way_training_full_adder full_adder_7_12 (
    .a(codes[27]),
    .b(codes[31]),
    .c(~codes[35]),
    .total(full_adder_7_12_total),
    .carry(full_adder_7_12_carry)
  );

  two_way_training_full_adder full_adder_7_13 (
    .a(full_adder_6_9_carry),
    .b(incremented_half_adder_7_0_total),
    .c(full_adder_7_12_total),
    .total(full_adder_7_13_total),
    .carry(full_adder_7_13_carry)
  );

  two_way_training_full_adder full_adder_7_14 (
    .a(full_adder_6_10_carry),
    .b(full_adder_7_13_total),
    .c(full_adder_6_11_carry),
    .total(full_adder_7_14_total),
    .carry(full_adder_7_14_carry)
  );

  two_way_training_full_adder full_adder_8_15 (
    .a(codes[24]),
    .b(codes[28]),
    .c(codes[32]),
    .total(full_adder_8_15_total),
    .carry(full_adder_8_15_carry)
  );

  two_way_training_full_adder full_adder_8_16 (
    .a(~codes[36]),
    .b(incremented_half_adder_7_0_carry),
    .c(full_adder_7_12_carry),
    .total(full_adder_8_16_total),
    .carry(full_adder_8_16_carry)
  );

  two_way_training_full_adder full_adder_8_17 (
    .a(full_adder_8_15_total),
    .b(full_adder_7_13_carry),
    .c(full_adder_8_16_total),
    .total(full_adder_8_17_total),
    .carry(full_adder_8_17_carry)
  );

  two_way_training_full_adder full_adder_9_18 (
    .a(codes[29]),
    .b(codes[33]),
    .c(~codes[37]),
    .total(full_adder_9_18_total),
    .carry(full_adder_9_18_carry)
  );

  two_way_training_full_adder full_adder_9_19 (
    .a(full_adder_8_15_carry),
    .b(full_adder_9_18_total),
    .c(full_adder_8_16_carry),
    .total(full_adder_9_19_total),
    .carry(full_adder_9_19_carry)
  );

  two_way_training_full_adder full_adder_10_20 (
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
module two_way_training_backward_side (
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

  two_way_training_sar converter_0 (
    .clk(clk),
    .rst(rst),
    .step(step),
    .decide(decide),
    .above(above[0]),
    .trial(converter_0_trial),
    .code(converter_0_code)
  );

  two_way_training_sar converter_1 (
    .clk(clk),
    .rst(rst),
    .step(step),
    .decide(decide),
    .above(above[1]),
    .trial(converter_1_trial),
    .code(converter_1_code)
  );

  two_way_training_sar converter_2 (
    .clk(clk),
    .rst(rst),
    .step(step),
    .decide(decide),
    .above(above[2]),
    .trial(converter_2_trial),
    .code(converter_2_code)
  );

  two_way_training_sar converter_3 (
    .clk(clk),
    .rst(rst),
    .step(step),
    .decide(decide),
    .above(above[3]),
    .trial(converter_3_trial),
    .code(converter_3_code)
  );

  two_way_training_sar converter_4 (
    .clk(clk),
    .rst(rst),
    .step(step),
    .decide(decide),
    .above(above[4]),
    .trial(converter_4_trial),
    .code(converter_4_code)
  );

  two_way_training_sar converter_5 (
    .clk(clk),
    .rst(rst),
    .step(step),
    .decide(decide),
    .above(above[5]),
    .trial(converter_5_trial),
    .code(converter_5_code)
  );

  two_way_training_sar converter_6 (
    .clk(clk),
    .rst(rst),
    .step(step),
    .decide(decide),
    .above(above[6]),
    .trial(converter_6_trial),
    .code(converter_6_code)
  );

  two_way_training_sar converter_7 (
    .clk(clk),
    .rst(rst),
    .step(step),
    .decide(decide),
    .above(above[7]),
    .trial(converter_7_trial),
    .code(converter_7_code)
  );

  two_way_training_sar converter_8 (
    .clk(clk),
    .rst(rst),
    .step(step),
    .decide(decide),
    .above(above[8]),
    .trial(converter_8_trial),
    .code(converter_8_code)
  );

  two_way_training_sar converter_9 (
    .clk(clk),
    .rst(rst),
    .step(step),
    .decide(decide),
    .above(above[9]),
    .trial(converter_9_trial),
    .code(converter_9_code)
  );

  two_way_training_sar converter_10 (
    .clk(clk),
    .rst(rst),
    .step(step),
    .decide(decide),
    .above(above[10]),
    .trial(converter_10_trial),
    .code(converter_10_code)
  );

  two_way_training_sar converter_11 (
    .clk(clk),
    .rst(rst),
    .step(step),
    .decide(decide),
    .above(above[11]),
    .trial(converter_11_trial),
    .code(converter_11_code)
  );

  two_way_training_sar converter_12 (
    .clk(clk),
    .rst(rst),
    .step(step),
    .decide(decide),
    .above(above[12]),
    .trial(converter_12_trial),
    .code(converter_12_code)
  );

  two_way_training_sar converter_13 (
    .clk(clk),
    .rst(rst),
    .step(step),
    .decide(decide),
    .above(above[13]),
    .trial(converter_13_trial),
    .code(converter_13_code)
  );

  two_way_training_sar converter_14 (
    .clk(clk),
    .rst(rst),
    .step(step),
    .decide(decide),
    .above(above[14]),
    .trial(converter_14_trial),
    .code(converter_14_code)
  );

  two_way_training_sar converter_15 (
    .clk(clk),
    .rst(rst),
    .step(step),
    .decide(decide),
    .above(above[15]),
    .trial(converter_15_trial),
    .code(converter_15_code)
  );

  two_way_training_sar converter_16 (
    .clk(clk),
    .rst(rst),
    .step(step),
    .decide(decide),
    .above(above[16]),
    .trial(converter_16_trial),
    .code(converter_16_code)
  );

  two_way_training_sar converter_17 (
    .clk(clk),
    .rst(rst),
    .step(step),
    .decide(decide),
    .above(above[17]),
    .trial(converter_17_trial),
    .code(converter_17_code)
  );

  two_way_training_sar converter_18 (
    .clk(clk),
    .rst(rst),
    .step(step),
    .decide(decide),
    .above(above[18]),
    .trial(converter_18_trial),
    .code(converter_18_code)
  );

  two_way_training_sar converter_19 (
    .clk(clk),
    .rst(rst),
    .step(step),
    .decide(decide),
    .above(above[19]),
    .trial(converter_19_trial),
    .code(converter_19_code)
  );

  two_way_training_sar converter_20 (
    .clk(clk),
    .rst(rst),
    .step(step),
    .decide(decide),
    .above(above[20]),
    .trial(converter_20_trial),
    .code(converter_20_code)
  );

  two_way_training_sar converter_21 (
    .clk(clk),
    .rst(rst),
    .step(step),
    .decide(decide),
    .above(above[21]),
    .trial(converter_21_trial),
    .code(converter_21_code)
  );

  two_way_training_sar converter_22 (
    .clk(clk),
    .rst(rst),
    .step(step),
    .decide(decide),
    .above(above[22]),
    .trial(converter_22_trial),
    .code(converter_22_code)
  );

  two_way_training_sar converter_23 (
    .clk(clk),
    .rst(rst),
    .step(step),
    .decide(decide),
    .above(above[23]),
    .trial(converter_23_trial),
    .code(converter_23_code)
  );

  two_way_training_sar converter_24 (
    .clk(clk),
    .rst(rst),
    .step(step),
    .decide(decide),
    .above(above[24]),
    .trial(converter_24_trial),
    .code(converter_24_code)
  );

  two_way_training_sar converter_25 (
    .clk(clk),
    .rst(rst),
    .step(step),
    .decide(decide),
    .above(above[25]),
    .trial(converter_25_trial),
    .code(converter_25_code)
  );

  two_way_training_sar converter_26 (
    .clk(clk),
    .rst(rst),
    .step(step),
    .decide(decide),
    .above(above[26]),
    .trial(converter_26_trial),
    .code(converter_26_code)
  );

  two_way_training_sar converter_27 (
    .clk(clk),
    .rst(rst),
    .step(step),
    .decide(decide),
    .above(above[27]),
    .trial(converter_27_trial),
    .code(converter_27_code)
  );

  two_way_training_sar converter_28 (
    .clk(clk),
    .rst(rst),
    .step(step),
    .decide(decide),
    .above(above[28]),
    .trial(converter_28_trial),
    .code(converter_28_code)
  );

  two_way_training_sar converter_29 (
    .clk(clk),
    .rst(rst),
    .step(step),
    .decide(decide),
    .above(above[29]),
    .trial(converter_29_trial),
    .code(converter_29_code)
  );

  two_way_training_sar converter_30 (
    .clk(clk),
    .rst(rst),
    .step(step),
    .decide(decide),
    .above(above[30]),
    .trial(converter_30_trial),
    .code(converter_30_code)
  );

  two_way_training_sar converter_31 (
    .clk(clk),
    .rst(rst),
    .step(step),
    .decide(decide),
    .above(above[31]),
    .trial(converter_31_trial),
    .code(converter_31_code)
  );

  two_way_training_sar converter_32 (
    .clk(clk),
    .rst(rst),
    .step(step),
    .decide(decide),
    .above(above[32]),
    .trial(converter_32_trial),
    .code(converter_32_code)
  );

  two_way_training_sar converter_33 (
    .clk(clk),
    .rst(rst),
    .step(step),
    .decide(decide),
    .above(above[33]),
    .trial(converter_33_trial),
    .code(converter_33_code)
  );

  two_way_training_sar converter_34 (
    .clk(clk),
    .rst(rst),
    .step(step),
    .decide(decide),
    .above(above[34]),
    .trial(converter_34_trial),
    .code(converter_34_code)
  );

  two_way_training_sar converter_35 (
    .clk(clk),
    .rst(rst),
    .step(step),
    .decide(decide),
    .above(above[35]),
    .trial(converter_35_trial),
    .code(converter_35_code)
  );

  two_way_training_sar converter_36 (
    .clk(clk),
    .rst(rst),
    .step(step),
    .decide(decide),
    .above(above[36]),
    .trial(converter_36_trial),
    .code(converter_36_code)
  );

  two_way_training_sar converter_37 (
    .clk(clk),
    .rst(rst),
    .step(step),
    .decide(decide),
    .above(above[37]),
    .trial(converter_37_trial),
    .code(converter_37_code)
  );

  two_way_training_sar converter_38 (
    .clk(clk),
    .rst(rst),
    .step(step),
    .decide(decide),
    .above(above[38]),
    .trial(converter_38_trial),
    .code(converter_38_code)
  );

  two_way_training_sar converter_39 (
    .clk(clk),
    .rst(rst),
    .step(step),
    .decide(decide),
    .above(above[39]),
    .trial(converter_39_trial),
    .code(converter_39_code)
  );

  two_way_training_sar converter_40 (
    .clk(clk),
    .rst(rst),
    .step(step),
    .decide(decide),
    .above(above[40]),
    .trial(converter_40_trial),
    .code(converter_40_code)
  );

  two_way_training_sar converter_41 (
    .clk(clk),
    .rst(rst),
    .step(step),
    .decide(decide),
    .above(above[41]),
    .trial(converter_41_trial),
    .code(converter_41_code)
  );

  two_way_training_sar converter_42 (
    .clk(clk),
    .rst(rst),
    .step(step),
    .decide(decide),
    .above(above[42]),
    .trial(converter_42_trial),
    .code(converter_42_code)
  );

  two_way_training_sar converter_43 (
    .clk(clk),
    .rst(rst),
    .step(step),
    .decide(decide),
    .above(above[43]),
    .trial(converter_43_trial),
    .code(converter_43_code)
  );

  two_way_training_sar converter_44 (
    .clk(clk),
    .rst(rst),
    .step(step),
    .decide(decide),
    .above(above[44]),
    .trial(converter_44_trial),
    .code(converter_44_code)
  );

  two_way_training_sar converter_45 (
    .clk(clk),
    .rst(rst),
    .step(step),
    .decide(decide),
    .above(above[45]),
    .trial(converter_45_trial),
    .code(converter_45_code)
  );

  two_way_training_sar converter_46 (
    .clk(clk),
    .rst(rst),
    .step(step),
    .decide(decide),
    .above(above[46]),
    .trial(converter_46_trial),
    .code(converter_46_code)
  );

  two_way_training_sar converter_47 (
    .clk(clk),
    .rst(rst),
    .step(step),
    .decide(decide),
    .above(above[47]),
    .trial(converter_47_trial),
    .code(converter_47_code)
  );

  two_way_training_sar converter_48 (
    .clk(clk),
    .rst(rst),
    .step(step),
    .decide(decide),
    .above(above[48]),
    .trial(converter_48_trial),
    .code(converter_48_code)
  );

  two_way_training_sar converter_49 (
    .clk(clk),
    .rst(rst),
    .step(step),
    .decide(decide),
    .above(above[49]),
    .trial(converter_49_trial),
    .code(converter_49_code)
  );

  two_way_training_sar converter_50 (
    .clk(clk),
    .rst(rst),
    .step(step),
    .decide(decide),
    .above(above[50]),
    .trial(converter_50_trial),
    .code(converter_50_code)
  );

  two_way_training_sar converter_51 (
    .clk(clk),
    .rst(rst),
    .step(step),
    .decide(decide),
    .above(above[51]),
    .trial(converter_51_trial),
    .code(converter_51_code)
  );

  two_way_training_sar converter_52 (
    .clk(clk),
    .rst(rst),
    .step(step),
    .decide(decide),
    .above(above[52]),
    .trial(converter_52_trial),
    .code(converter_52_code)
  );

  two_way_training_sar converter_53 (
    .clk(clk),
    .rst(rst),
    .step(step),
    .decide(decide),
    .above(above[53]),
    .trial(converter_53_trial),
    .code(converter_53_code)
  );

  two_way_training_sar converter_54 (
    .clk(clk),
    .rst(rst),
    .step(step),
    .decide(decide),
    .above(above[54]),
    .trial(converter_54_trial),
    .code(converter_54_code)
  );

  two_way_training_sar converter_55 (
    .clk(clk),
    .rst(rst),
    .step(step),
    .decide(decide),
    .above(above[55]),
    .trial(converter_55_trial),
    .code(converter_55_code)
  );

  two_way_training_sar converter_56 (
    .clk(clk),
    .rst(rst),
    .step(step),
    .decide(decide),
    .above(above[56]),
    .trial(converter_56_trial),
    .code(converter_56_code)
  );

  two_way_training_sar converter_57 (
    .clk(clk),
    .rst(rst),
    .step(step),
    .decide(decide),
    .above(above[57]),
    .trial(converter_57_trial),
    .code(converter_57_code)
  );

  two_way_training_sar converter_58 (
    .clk(clk),
    .rst(rst),
    .step(step),
    .decide(decide),
    .above(above[58]),
    .trial(converter_58_trial),
    .code(converter_58_code)
  );

  two_way_training_sar converter_59 (
    .clk(clk),
    .rst(rst),
    .step(step),
    .decide(decide),
    .above(above[59]),
    .trial(converter_59_trial),
    .code(converter_59_code)
  );

  two_way_training_sar converter_60 (
    .clk(clk),
    .rst(rst),
    .step(step),
    .decide(decide),
    .above(above[60]),
    .trial(converter_60_trial),
    .code(converter_60_code)
  );

  two_way_training_sar converter_61 (
    .clk(clk),
    .rst(rst),
    .step(step),
    .decide(decide),
    .above(above[61]),
    .trial(converter_61_trial),
    .code(converter_61_code)
  );

  two_way_training_sar converter_62 (
    .clk(clk),
    .rst(rst),
    .step(step),
    .decide(decide),
    .above(above[62]),
    .trial(converter_62_trial),
    .code(converter_62_code)
  );

  two_way_training_sar converter_63 (
    .clk(clk),
    .rst(rst),
    .step(step),
    .decide(decide),
    .above(above[63]),
    .trial(converter_63_trial),
    .code(converter_63_code)
  );

  two_way_training_sar converter_64 (
    .clk(clk),
    .rst(rst),
    .step(step),
    .decide(decide),
    .above(above[64]),
    .trial(converter_64_trial),
    .code(converter_64_code)
  );

  two_way_training_sar converter_65 (
    .clk(clk),
    .rst(rst),
    .step(step),
    .decide(decide),
    .above(above[65]),
    .trial(converter_65_trial),
    .code(converter_65_code)
  );

  two_way_training_sar converter_66 (
    .clk(clk),
    .rst(rst),
    .step(step),
    .decide(decide),
    .above(above[66]),
    .trial(converter_66_trial),
    .code(converter_66_code)
  );

  two_way_training_sar converter_67 (
    .clk(clk),
    .rst(rst),
    .step(step),
    .decide(decide),
    .above(above[67]),
    .trial(converter_67_trial),
    .code(converter_67_code)
  );

  two_way_training_sar converter_68 (
    .clk(clk),
    .rst(rst),
    .step(step),
    .decide(decide),
    .above(above[68]),
    .trial(converter_68_trial),
    .code(converter_68_code)
  );

  two_way_training_sar converter_69 (
    .clk(clk),
    .rst(rst),
    .step(step),
    .decide(decide),
    .above(above[69]),
    .trial(converter_69_trial),
    .code(converter_69_code)
  );

  two_way_training_sar converter_70 (
    .clk(clk),
    .rst(rst),
    .step(step),
    .decide(decide),
    .above(above[70]),
    .trial(converter_70_trial),
    .code(converter_70_code)
  );

  two_way_training_sar converter_71 (
    .clk(clk),
    .rst(rst),
    .step(step),
    .decide(decide),
    .above(above[71]),
    .trial(converter_71_trial),
    .code(converter_71_code)
  );

  two_way_training_sar converter_72 (
    .clk(clk),
    .rst(rst),
    .step(step),
    .decide(decide),
    .above(above[72]),
    .trial(converter_72_trial),
    .code(converter_72_code)
  );

  two_way_training_sar converter_73 (
    .clk(clk),
    .rst(rst),
    .step(step),
    .decide(decide),
    .above(above[73]),
    .trial(converter_73_trial),
    .code(converter_73_code)
  );

  two_way_training_sar converter_74 (
    .clk(clk),
    .rst(rst),
    .step(step),
    .decide(decide),
    .above(above[74]),
    .trial(converter_74_trial),
    .code(converter_74_code)
  );

  two_way_training_sar converter_75 (
    .clk(clk),
    .rst(rst),
    .step(step),
    .decide(decide),
    .above(above[75]),
    .trial(converter_75_trial),
    .code(converter_75_code)
  );

  two_way_training_sar converter_76 (
    .clk(clk),
    .rst(rst),
    .step(step),
    .decide(decide),
    .above(above[76]),
    .trial(converter_76_trial),
    .code(converter_76_code)
  );

  two_way_training_sar converter_77 (
    .clk(clk),
    .rst(rst),
    .step(step),
    .decide(decide),
    .above(above[77]),
    .trial(converter_77_trial),
    .code(converter_77_code)
  );

  two_way_training_sar converter_78 (
    .clk(clk),
    .rst(rst),
    .step(step),
    .decide(decide),
    .above(above[78]),
    .trial(converter_78_trial),
    .code(converter_78_code)
  );

  two_way_training_sar converter_79 (
    .clk(clk),
    .rst(rst),
    .step(step),
    .decide(decide),
    .above(above[79]),
    .trial(converter_79_trial),
    .code(converter_79_code)
  );

  two_way_training_sar converter_80 (
    .clk(clk),
    .rst(rst),
    .step(step),
    .decide(decide),
    .above(above[80]),
    .trial(converter_80_trial),
    .code(converter_80_code)
  );

  two_way_training_sar converter_81 (
    .clk(clk),
    .rst(rst),
    .step(step),
    .decide(decide),
    .above(above[81]),
    .trial(converter_81_trial),
    .code(converter_81_code)
  );

  two_way_training_sar converter_82 (
    .clk(clk),
    .rst(rst),
    .step(step),
    .decide(decide),
    .above(above[82]),
    .trial(converter_82_trial),
    .code(converter_82_code)
  );

  two_way_training_sar converter_83 (
    .clk(clk),
    .rst(rst),
    .step(step),
    .decide(decide),
    .above(above[83]),
    .trial(converter_83_trial),
    .code(converter_83_code)
  );

  two_way_training_sar converter_84 (
    .clk(clk),
    .rst(rst),
    .step(step),
    .decide(decide),
    .above(above[84]),
    .trial(converter_84_trial),
    .code(converter_84_code)
  );

  two_way_training_sar converter_85 (
    .clk(clk),
    .rst(rst),
    .step(step),
    .decide(decide),
    .above(above[85]),
    .trial(converter_85_trial),
    .code(converter_85_code)
  );

  two_way_training_sar converter_86 (
    .clk(clk),
    .rst(rst),
    .step(step),
    .decide(decide),
    .above(above[86]),
    .trial(converter_86_trial),
    .code(converter_86_code)
  );

  two_way_training_sar converter_87 (
    .clk(clk),
    .rst(rst),
    .step(step),
    .decide(decide),
    .above(above[87]),
    .trial(converter_87_trial),
    .code(converter_87_code)
  );

  two_way_training_sar converter_88 (
    .clk(clk),
    .rst(rst),
    .step(step),
    .decide(decide),
    .above(above[88]),
    .trial(converter_88_trial),
    .code(converter_88_code)
  );

  two_way_training_sar converter_89 (
    .clk(clk),
    .rst(rst),
    .step(step),
    .decide(decide),
    .above(above[89]),
    .trial(converter_89_trial),
    .code(converter_89_code)
  );

  two_way_training_sar converter_90 (
    .clk(clk),
    .rst(rst),
    .step(step),
    .decide(decide),
    .above(above[90]),
    .trial(converter_90_trial),
    .code(converter_90_code)
  );

  two_way_training_sar converter_91 (
    .clk(clk),
    .rst(rst),
    .step(step),
    .decide(decide),
    .above(above[91]),
    .trial(converter_91_trial),
    .code(converter_91_code)
  );

  two_way_training_sar converter_92 (
    .clk(clk),
    .rst(rst),
    .step(step),
    .decide(decide),
    .above(above[92]),
    .trial(converter_92_trial),
    .code(converter_92_code)
  );

  two_way_training_sar converter_93 (
    .clk(clk),
    .rst(rst),
    .step(step),
    .decide(decide),
    .above(above[93]),
    .trial(converter_93_trial),
    .code(converter_93_code)
  );

  two_way_training_sar converter_94 (
    .clk(clk),
    .rst(rst),
    .step(step),
    .decide(decide),
    .above(above[94]),
    .trial(converter_94_trial),
    .code(converter_94_code)
  );

  two_way_training_sar converter_95 (
    .clk(clk),
    .rst(rst),
    .step(step),
    .decide(decide),
    .above(above[95]),
    .trial(converter_95_trial),
    .code(converter_95_code)
  );

  two_way_training_sar converter_96 (
    .clk(clk),
    .rst(rst),
    .step(step),
    .decide(decide),
    .above(above[96]),
    .trial(converter_96_trial),
    .code(converter_96_code)
  );

  two_way_training_sar converter_97 (
    .clk(clk),
    .rst(rst),
    .step(step),
    .decide(decide),
    .above(above[97]),
    .trial(converter_97_trial),
    .code(converter_97_code)
  );

  two_way_training_sar converter_98 (
    .clk(clk),
    .rst(rst),
    .step(step),
    .decide(decide),
    .above(above[98]),
    .trial(converter_98_trial),
    .code(converter_98_code)
  );

  two_way_training_sar converter_99 (
    .clk(clk),
    .rst(rst),
    .step(step),
    .decide(decide),
    .above(above[99]),
    .trial(converter_99_trial),
    .code(converter_99_code)
  );

  two_way_training_sar converter_100 (
    .clk(clk),
    .rst(rst),
    .step(step),
    .decide(decide),
    .above(above[100]),
    .trial(converter_100_trial),
    .code(converter_100_code)
  );

  two_way_training_sar converter_101 (
    .clk(clk),
    .rst(rst),
    .step(step),
    .decide(decide),
    .above(above[101]),
    .trial(converter_101_trial),
    .code(converter_101_code)
  );

  two_way_training_sar converter_102 (
    .clk(clk),
    .rst(rst),
    .step(step),
    .decide(decide),
    .above(above[102]),
    .trial(converter_102_trial),
    .code(converter_102_code)
  );

  two_way_training_sar converter_103 (
    .clk(clk),
    .rst(rst),
    .step(step),
    .decide(decide),
    .above(above[103]),
    .trial(converter_103_trial),
    .code(converter_103_code)
  );

  two_way_training_sar converter_104 (
    .clk(clk),
    .rst(rst),
    .step(step),
    .decide(decide),
    .above(above[104]),
    .trial(converter_104_trial),
    .code(converter_104_code)
  );

  two_way_training_sar converter_105 (
    .clk(clk),
    .rst(rst),
    .step(step),
    .decide(decide),
    .above(above[105]),
    .trial(converter_105_trial),
    .code(converter_105_code)
  );

  two_way_training_sar converter_106 (
    .clk(clk),
    .rst(rst),
    .step(step),
    .decide(decide),
    .above(above[106]),
    .trial(converter_106_trial),
    .code(converter_106_code)
  );

  two_way_training_sar converter_107 (
    .clk(clk),
    .rst(rst),
    .step(step),
    .decide(decide),
    .above(above[107]),
    .trial(converter_107_trial),
    .code(converter_107_code)
  );

  two_way_training_sar converter_108 (
    .clk(clk),
    .rst(rst),
    .step(step),
    .decide(decide),
    .above(above[108]),
    .trial(converter_108_trial),
    .code(converter_108_code)
  );

  two_way_training_sar converter_109 (
    .clk(clk),
    .rst(rst),
    .step(step),
    .decide(decide),
    .above(above[109]),
    .trial(converter_109_trial),
    .code(converter_109_code)
  );

  two_way_training_sar converter_110 (
    .clk(clk),
    .rst(rst),
    .step(step),
    .decide(decide),
    .above(above[110]),
    .trial(converter_110_trial),
    .code(converter_110_code)
  );

  two_way_training_sar converter_111 (
    .clk(clk),
    .rst(rst),
    .step(step),
    .decide(decide),
    .above(above[111]),
    .trial(converter_111_trial),
    .code(converter_111_code)
  );

  two_way_training_sar converter_112 (
    .clk(clk),
    .rst(rst),
    .step(step),
    .decide(decide),
    .above(above[112]),
    .trial(converter_112_trial),
    .code(converter_112_code)
  );

  two_way_training_sar converter_113 (
    .clk(clk),
    .rst(rst),
    .step(step),
    .decide(decide),
    .above(above[113]),
    .trial(converter_113_trial),
    .code(converter_113_code)
  );

  two_way_training_sar converter_114 (
    .clk(clk),
    .rst(rst),
    .step(step),
    .decide(decide),
    .above(above[114]),
    .trial(converter_114_trial),
    .code(converter_114_code)
  );

  two_way_training_sar converter_115 (
    .clk(clk),
    .rst(rst),
    .step(step),
    .decide(decide),
    .above(above[115]),
    .trial(converter_115_trial),
    .code(converter_115_code)
  );

  two_way_training_sar converter_116 (
    .clk(clk),
    .rst(rst),
    .step(step),
    .decide(decide),
    .above(above[116]),
    .trial(converter_116_trial),
    .code(converter_116_code)
  );

  two_way_training_sar converter_117 (
    .clk(clk),
    .rst(rst),
    .step(step),
    .decide(decide),
    .above(above[117]),
    .trial(converter_117_trial),
    .code(converter_117_code)
  );

  two_way_training_sar converter_118 (
    .clk(clk),
    .rst(rst),
    .step(step),
    .decide(decide),
    .above(above[118]),
    .trial(converter_118_trial),
    .code(converter_118_code)
  );

  two_way_training_sar converter_119 (
    .clk(clk),
    .rst(rst),
    .step(step),
    .decide(decide),
    .above(above[119]),
    .trial(converter_119_trial),
    .code(converter_119_code)
  );

  two_way_training_sar converter_120 (
    .clk(clk),
    .rst(rst),
    .step(step),
    .decide(decide),
    .above(above[120]),
    .trial(converter_120_trial),
    .code(converter_120_code)
  );

  two_way_training_sar converter_121 (
    .clk(clk),
    .rst(rst),
    .step(step),
    .decide(decide),
    .above(above[121]),
    .trial(converter_121_trial),
    .code(converter_121_code)
  );

  two_way_training_sar converter_122 (
    .clk(clk),
    .rst(rst),
    .step(step),
    .decide(decide),
    .above(above[122]),
    .trial(converter_122_trial),
    .code(converter_122_code)
  );

  two_way_training_sar converter_123 (
    .clk(clk),
    .rst(rst),
    .step(step),
    .decide(decide),
    .above(above[123]),
    .trial(converter_123_trial),
    .code(converter_123_code)
  );

  two_way_training_sar converter_124 (
    .clk(clk),
    .rst(rst),
    .step(step),
    .decide(decide),
    .above(above[124]),
    .trial(converter_124_trial),
    .code(converter_124_code)
  );

  two_way_training_sar converter_125 (
    .clk(clk),
    .rst(rst),
    .step(step),
    .decide(decide),
    .above(above[125]),
    .trial(converter_125_trial),
    .code(converter_125_code)
  );

  two_way_training_sar converter_126 (
    .clk(clk),
    .rst(rst),
    .step(step),
    .decide(decide),
    .above(above[126]),
    .trial(converter_126_trial),
    .code(converter_126_code)
  );

  two_way_training_sar converter_127 (
    .clk(clk),
    .rst(rst),
    .step(step),
    .decide(decide),
    .above(above[127]),
    .trial(converter_127_trial),
    .code(converter_127_code)
  );

  two_way_training_backward_shift_add lane_0 (
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

  two_way_training_backward_shift_add lane_1 (
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

  two_way_training_backward_shift_add lane_2 (
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

  two_way_training_backward_shift_add lane_3 (
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

  two_way_training_backward_shift_add lane_4 (
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

  two_way_training_backward_shift_add lane_5 (
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

  two_way_training_backward_shift_add lane_6 (
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

  two_way_training_backward_shift_add lane_7 (
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

  two_way_training_backward_shift_add lane_8 (
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

  two_way_training_backward_shift_add lane_9 (
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

  two_way_training_backward_shift_add lane_10 (
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

  two_way_training_backward_shift_add lane_11 (
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

  two_way_training_backward_shift_add lane_12 (
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

  two_way_training_backward_shift_add lane_13 (
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

  two_way_training_backward_shift_add lane_14 (
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

  two_way_training_backward_shift_add lane_15 (
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
module two_way_training_macro (
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

  two_way_training_array u_array (
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

  two_way_training_sequencer sequencer (
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

  two_way_training_conversion conversion (
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

  two_way_training_input_buffer input_buffer (
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

  two_way_training_digit_selector digit_selector (
    .words(input_buffer_words),
    .digit(sequencer_digit),
    .o(digit_selector_o)
  );

  two_way_training_row_line_driver row_driver (
    .clk(clk),
    .rst(rst),
    .load(start),
    .enable(~sequencer_start_tag_backward),
    .group(sequencer_group),
    .digits(digit_selector_o),
    .drive(row_driver_drive)
  );

  two_way_training_column_line_driver column_driver (
    .clk(clk),
    .rst(rst),
    .load(start),
    .enable(sequencer_start_tag_backward),
    .group(sequencer_group[1:0]),
    .digits(digit_selector_o),
    .drive(column_driver_drive)
  );

  two_way_training_weight_encoder encoder (
    .weights(w_payload),
    .cells(encoder_cells)
  );

  two_way_training_weight_decoder decoder (
    .cells(array_port_r_payload_cells),
    .weights(decoder_weights)
  );

  two_way_training_array_port array_port (
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

  two_way_training_result_queue results (
    .clk(clk),
    .rst(rst),
    .i_payload(results_i_payload),
    .i_valid(end_2),
    .i_ready(results_i_ready),
    .o_payload(y_payload),
    .o_valid(y_valid),
    .o_ready(y_ready)
  );

  two_way_training_forward_side forward_side (
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

  two_way_training_backward_side backward_side (
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

// A linear feedback shift register that gives all bits of a word group at once.
module two_way_training_generator (
  input  wire           clk,
  input  wire           rst,
  output wire   [191:0] bits,
  input  wire           take,
  input  wire           load,
  input  wire           number,
  input  wire   [511:0] word,  // [15:0][31:0]
  output reg    [126:0] state
);

  wire           next_0;
  wire           next_1;
  wire           next_2;
  wire           next_3;
  wire           next_4;
  wire           next_5;
  wire           next_6;
  wire           next_7;
  wire           next_8;
  wire           next_9;
  wire           next_10;
  wire           next_11;
  wire           next_12;
  wire           next_13;
  wire           next_14;
  wire           next_15;
  wire           next_16;
  wire           next_17;
  wire           next_18;
  wire           next_19;
  wire           next_20;
  wire           next_21;
  wire           next_22;
  wire           next_23;
  wire           next_24;
  wire           next_25;
  wire           next_26;
  wire           next_27;
  wire           next_28;
  wire           next_29;
  wire           next_30;
  wire           next_31;
  wire           next_32;
  wire           next_33;
  wire           next_34;
  wire           next_35;
  wire           next_36;
  wire           next_37;
  wire           next_38;
  wire           next_39;
  wire           next_40;
  wire           next_41;
  wire           next_42;
  wire           next_43;
  wire           next_44;
  wire           next_45;
  wire           next_46;
  wire           next_47;
  wire           next_48;
  wire           next_49;
  wire           next_50;
  wire           next_51;
  wire           next_52;
  wire           next_53;
  wire           next_54;
  wire           next_55;
  wire           next_56;
  wire           next_57;
  wire           next_58;
  wire           next_59;
  wire           next_60;
  wire           next_61;
  wire           next_62;
  wire           next_63;
  wire           next_64;
  wire           next_65;
  wire           next_66;
  wire           next_67;
  wire           next_68;
  wire           next_69;
  wire           next_70;
  wire           next_71;
  wire           next_72;
  wire           next_73;
  wire           next_74;
  wire           next_75;
  wire           next_76;
  wire           next_77;
  wire           next_78;
  wire           next_79;
  wire           next_80;
  wire           next_81;
  wire           next_82;
  wire           next_83;
  wire           next_84;
  wire           next_85;
  wire           next_86;
  wire           next_87;
  wire           next_88;
  wire           next_89;
  wire           next_90;
  wire           next_91;
  wire           next_92;
  wire           next_93;
  wire           next_94;
  wire           next_95;
  wire           next_96;
  wire           next_97;
  wire           next_98;
  wire           next_99;
  wire           next_100;
  wire           next_101;
  wire           next_102;
  wire           next_103;
  wire           next_104;
  wire           next_105;
  wire           next_106;
  wire           next_107;
  wire           next_108;
  wire           next_109;
  wire           next_110;
  wire           next_111;
  wire           next_112;
  wire           next_113;
  wire           next_114;
  wire           next_115;
  wire           next_116;
  wire           next_117;
  wire           next_118;
  wire           next_119;
  wire           next_120;
  wire           next_121;
  wire           next_122;
  wire           next_123;
  wire           next_124;
  wire           next_125;
  wire           next_126;
  wire           next_127;
  wire           next_128;
  wire           next_129;
  wire           next_130;
  wire           next_131;
  wire           next_132;
  wire           next_133;
  wire           next_134;
  wire           next_135;
  wire           next_136;
  wire           next_137;
  wire           next_138;
  wire           next_139;
  wire           next_140;
  wire           next_141;
  wire           next_142;
  wire           next_143;
  wire           next_144;
  wire           next_145;
  wire           next_146;
  wire           next_147;
  wire           next_148;
  wire           next_149;
  wire           next_150;
  wire           next_151;
  wire           next_152;
  wire           next_153;
  wire           next_154;
  wire           next_155;
  wire           next_156;
  wire           next_157;
  wire           next_158;
  wire           next_159;
  wire           next_160;
  wire           next_161;
  wire           next_162;
  wire           next_163;
  wire           next_164;
  wire           next_165;
  wire           next_166;
  wire           next_167;
  wire           next_168;
  wire           next_169;
  wire           next_170;
  wire           next_171;
  wire           next_172;
  wire           next_173;
  wire           next_174;
  wire           next_175;
  wire           next_176;
  wire           next_177;
  wire           next_178;
  wire           next_179;
  wire           next_180;
  wire           next_181;
  wire           next_182;
  wire           next_183;
  wire           next_184;
  wire           next_185;
  wire           next_186;
  wire           next_187;
  wire           next_188;
  wire           next_189;
  wire           next_190;
  wire           next_191;
  reg    [126:0] share_0;

  assign next_0 = state[0] ^ state[64];
  assign next_1 = state[1] ^ state[65];
  assign next_2 = state[2] ^ state[66];
  assign next_3 = state[3] ^ state[67];
  assign next_4 = state[4] ^ state[68];
  assign next_5 = state[5] ^ state[69];
  assign next_6 = state[6] ^ state[70];
  assign next_7 = state[7] ^ state[71];
  assign next_8 = state[8] ^ state[72];
  assign next_9 = state[9] ^ state[73];
  assign next_10 = state[10] ^ state[74];
  assign next_11 = state[11] ^ state[75];
  assign next_12 = state[12] ^ state[76];
  assign next_13 = state[13] ^ state[77];
  assign next_14 = state[14] ^ state[78];
  assign next_15 = state[15] ^ state[79];
  assign next_16 = state[16] ^ state[80];
  assign next_17 = state[17] ^ state[81];
  assign next_18 = state[18] ^ state[82];
  assign next_19 = state[19] ^ state[83];
  assign next_20 = state[20] ^ state[84];
  assign next_21 = state[21] ^ state[85];
  assign next_22 = state[22] ^ state[86];
  assign next_23 = state[23] ^ state[87];
  assign next_24 = state[24] ^ state[88];
  assign next_25 = state[25] ^ state[89];
  assign next_26 = state[26] ^ state[90];
  assign next_27 = state[27] ^ state[91];
  assign next_28 = state[28] ^ state[92];
  assign next_29 = state[29] ^ state[93];
  assign next_30 = state[30] ^ state[94];
  assign next_31 = state[31] ^ state[95];
  assign next_32 = state[32] ^ state[96];
  assign next_33 = state[33] ^ state[97];
  assign next_34 = state[34] ^ state[98];
  assign next_35 = state[35] ^ state[99];
  assign next_36 = state[36] ^ state[100];
  assign next_37 = state[37] ^ state[101];
  assign next_38 = state[38] ^ state[102];
  assign next_39 = state[39] ^ state[103];
  assign next_40 = state[40] ^ state[104];
  assign next_41 = state[41] ^ state[105];
  assign next_42 = state[42] ^ state[106];
  assign next_43 = state[43] ^ state[107];
  assign next_44 = state[44] ^ state[108];
  assign next_45 = state[45] ^ state[109];
  assign next_46 = state[46] ^ state[110];
  assign next_47 = state[47] ^ state[111];
  assign next_48 = state[48] ^ state[112];
  assign next_49 = state[49] ^ state[113];
  assign next_50 = state[50] ^ state[114];
  assign next_51 = state[51] ^ state[115];
  assign next_52 = state[52] ^ state[116];
  assign next_53 = state[53] ^ state[117];
  assign next_54 = state[54] ^ state[118];
  assign next_55 = state[55] ^ state[119];
  assign next_56 = state[56] ^ state[120];
  assign next_57 = state[57] ^ state[121];
  assign next_58 = state[58] ^ state[122];
  assign next_59 = state[59] ^ state[123];
  assign next_60 = state[60] ^ state[124];
  assign next_61 = state[61] ^ state[125];
  assign next_62 = state[62] ^ state[126];
  assign next_63 = state[63] ^ next_0;
  assign next_64 = state[64] ^ next_1;
  assign next_65 = state[65] ^ next_2;
  assign next_66 = state[66] ^ next_3;
  assign next_67 = state[67] ^ next_4;
  assign next_68 = state[68] ^ next_5;
  assign next_69 = state[69] ^ next_6;
  assign next_70 = state[70] ^ next_7;
  assign next_71 = state[71] ^ next_8;
  assign next_72 = state[72] ^ next_9;
  assign next_73 = state[73] ^ next_10;
  assign next_74 = state[74] ^ next_11;
  assign next_75 = state[75] ^ next_12;
  assign next_76 = state[76] ^ next_13;
  assign next_77 = state[77] ^ next_14;
  assign next_78 = state[78] ^ next_15;
  assign next_79 = state[79] ^ next_16;
  assign next_80 = state[80] ^ next_17;
  assign next_81 = state[81] ^ next_18;
  assign next_82 = state[82] ^ next_19;
  assign next_83 = state[83] ^ next_20;
  assign next_84 = state[84] ^ next_21;
  assign next_85 = state[85] ^ next_22;
  assign next_86 = state[86] ^ next_23;
  assign next_87 = state[87] ^ next_24;
  assign next_88 = state[88] ^ next_25;
  assign next_89 = state[89] ^ next_26;
  assign next_90 = state[90] ^ next_27;
  assign next_91 = state[91] ^ next_28;
  assign next_92 = state[92] ^ next_29;
  assign next_93 = state[93] ^ next_30;
  assign next_94 = state[94] ^ next_31;
  assign next_95 = state[95] ^ next_32;
  assign next_96 = state[96] ^ next_33;
  assign next_97 = state[97] ^ next_34;
  assign next_98 = state[98] ^ next_35;
  assign next_99 = state[99] ^ next_36;
  assign next_100 = state[100] ^ next_37;
  assign next_101 = state[101] ^ next_38;
  assign next_102 = state[102] ^ next_39;
  assign next_103 = state[103] ^ next_40;
  assign next_104 = state[104] ^ next_41;
  assign next_105 = state[105] ^ next_42;
  assign next_106 = state[106] ^ next_43;
  assign next_107 = state[107] ^ next_44;
  assign next_108 = state[108] ^ next_45;
  assign next_109 = state[109] ^ next_46;
  assign next_110 = state[110] ^ next_47;
  assign next_111 = state[111] ^ next_48;
  assign next_112 = state[112] ^ next_49;
  assign next_113 = state[113] ^ next_50;
  assign next_114 = state[114] ^ next_51;
  assign next_115 = state[115] ^ next_52;
  assign next_116 = state[116] ^ next_53;
  assign next_117 = state[117] ^ next_54;
  assign next_118 = state[118] ^ next_55;
  assign next_119 = state[119] ^ next_56;
  assign next_120 = state[120] ^ next_57;
  assign next_121 = state[121] ^ next_58;
  assign next_122 = state[122] ^ next_59;
  assign next_123 = state[123] ^ next_60;
  assign next_124 = state[124] ^ next_61;
  assign next_125 = state[125] ^ next_62;
  assign next_126 = state[126] ^ next_63;
  assign next_127 = next_0 ^ next_64;
  assign next_128 = next_1 ^ next_65;
  assign next_129 = next_2 ^ next_66;
  assign next_130 = next_3 ^ next_67;
  assign next_131 = next_4 ^ next_68;
  assign next_132 = next_5 ^ next_69;
  assign next_133 = next_6 ^ next_70;
  assign next_134 = next_7 ^ next_71;
  assign next_135 = next_8 ^ next_72;
  assign next_136 = next_9 ^ next_73;
  assign next_137 = next_10 ^ next_74;
  assign next_138 = next_11 ^ next_75;
  assign next_139 = next_12 ^ next_76;
  assign next_140 = next_13 ^ next_77;
  assign next_141 = next_14 ^ next_78;
  assign next_142 = next_15 ^ next_79;
  assign next_143 = next_16 ^ next_80;
  assign next_144 = next_17 ^ next_81;
  assign next_145 = next_18 ^ next_82;
  assign next_146 = next_19 ^ next_83;
  assign next_147 = next_20 ^ next_84;
  assign next_148 = next_21 ^ next_85;
  assign next_149 = next_22 ^ next_86;
  assign next_150 = next_23 ^ next_87;
  assign next_151 = next_24 ^ next_88;
  assign next_152 = next_25 ^ next_89;
  assign next_153 = next_26 ^ next_90;
  assign next_154 = next_27 ^ next_91;
  assign next_155 = next_28 ^ next_92;
  assign next_156 = next_29 ^ next_93;
  assign next_157 = next_30 ^ next_94;
  assign next_158 = next_31 ^ next_95;
  assign next_159 = next_32 ^ next_96;
  assign next_160 = next_33 ^ next_97;
  assign next_161 = next_34 ^ next_98;
  assign next_162 = next_35 ^ next_99;
  assign next_163 = next_36 ^ next_100;
  assign next_164 = next_37 ^ next_101;
  assign next_165 = next_38 ^ next_102;
  assign next_166 = next_39 ^ next_103;
  assign next_167 = next_40 ^ next_104;
  assign next_168 = next_41 ^ next_105;
  assign next_169 = next_42 ^ next_106;
  assign next_170 = next_43 ^ next_107;
  assign next_171 = next_44 ^ next_108;
  assign next_172 = next_45 ^ next_109;
  assign next_173 = next_46 ^ next_110;
  assign next_174 = next_47 ^ next_111;
  assign next_175 = next_48 ^ next_112;
  assign next_176 = next_49 ^ next_113;
  assign next_177 = next_50 ^ next_114;
  assign next_178 = next_51 ^ next_115;
  assign next_179 = next_52 ^ next_116;
  assign next_180 = next_53 ^ next_117;
  assign next_181 = next_54 ^ next_118;
  assign next_182 = next_55 ^ next_119;
  assign next_183 = next_56 ^ next_120;
  assign next_184 = next_57 ^ next_121;
  assign next_185 = next_58 ^ next_122;
  assign next_186 = next_59 ^ next_123;
  assign next_187 = next_60 ^ next_124;
  assign next_188 = next_61 ^ next_125;
  assign next_189 = next_62 ^ next_126;
  assign next_190 = next_63 ^ next_127;
  assign next_191 = next_64 ^ next_128;
  assign bits =
      {next_191, next_190, next_189, next_188, next_187, next_186, next_185, next_184, next_183, next_182, next_181,
      next_180, next_179, next_178, next_177, next_176, next_175, next_174, next_173, next_172, next_171, next_170,
      next_169, next_168, next_167, next_166, next_165, next_164, next_163, next_162, next_161, next_160, next_159,
      next_158, next_157, next_156, next_155, next_154, next_153, next_152, next_151, next_150, next_149, next_148,
      next_147, next_146, next_145, next_144, next_143, next_142, next_141, next_140, next_139, next_138, next_137,
      next_136, next_135, next_134, next_133, next_132, next_131, next_130, next_129, next_128, next_127, next_126,
      next_125, next_124, next_123, next_122, next_121, next_120, next_119, next_118, next_117, next_116, next_115,
      next_114, next_113, next_112, next_111, next_110, next_109, next_108, next_107, next_106, next_105, next_104,
      next_103, next_102, next_101, next_100, next_99, next_98, next_97, next_96, next_95, next_94, next_93, next_92,
      next_91, next_90, next_89, next_88, next_87, next_86, next_85, next_84, next_83, next_82, next_81, next_80,
      next_79, next_78, next_77, next_76, next_75, next_74, next_73, next_72, next_71, next_70, next_69, next_68,
      next_67, next_66, next_65, next_64, next_63, next_62, next_61, next_60, next_59, next_58, next_57, next_56,
      next_55, next_54, next_53, next_52, next_51, next_50, next_49, next_48, next_47, next_46, next_45, next_44,
      next_43, next_42, next_41, next_40, next_39, next_38, next_37, next_36, next_35, next_34, next_33, next_32,
      next_31, next_30, next_29, next_28, next_27, next_26, next_25, next_24, next_23, next_22, next_21, next_20,
      next_19, next_18, next_17, next_16, next_15, next_14, next_13, next_12, next_11, next_10, next_9, next_8, next_7,
      next_6, next_5, next_4, next_3, next_2, next_1, next_0};

  always @* begin
    share_0 = 127'd0;
    if (take) ;
    else if (load) begin
      share_0 = state;
      if (~number)
        share_0 = word[126:0];
    end
  end

  always @(posedge clk)
    if (rst)
      state <= 127'd1;
    else if (take)
      state <=
          {next_191, next_190, next_189, next_188, next_187, next_186, next_185, next_184, next_183, next_182, next_181,
          next_180, next_179, next_178, next_177, next_176, next_175, next_174, next_173, next_172, next_171, next_170,
          next_169, next_168, next_167, next_166, next_165, next_164, next_163, next_162, next_161, next_160, next_159,
          next_158, next_157, next_156, next_155, next_154, next_153, next_152, next_151, next_150, next_149, next_148,
          next_147, next_146, next_145, next_144, next_143, next_142, next_141, next_140, next_139, next_138, next_137,
          next_136, next_135, next_134, next_133, next_132, next_131, next_130, next_129, next_128, next_127, next_126,
          next_125, next_124, next_123, next_122, next_121, next_120, next_119, next_118, next_117, next_116, next_115,
          next_114, next_113, next_112, next_111, next_110, next_109, next_108, next_107, next_106, next_105, next_104,
          next_103, next_102, next_101, next_100, next_99, next_98, next_97, next_96, next_95, next_94, next_93,
          next_92, next_91, next_90, next_89, next_88, next_87, next_86, next_85, next_84, next_83, next_82, next_81,
          next_80, next_79, next_78, next_77, next_76, next_75, next_74, next_73, next_72, next_71, next_70, next_69,
          next_68, next_67, next_66, next_65};
    else if (load)
      state <= share_0;

  wire unused = &{1'b0, word[511:127]};

endmodule

// Macros, the memories of values and of sums, and one unit for each group of instructions; one instruction at a time.
module two_way_training_engine (
  input  wire           clk,
  input  wire           rst,
  input  wire           op_payload,  // {kind}
  input  wire           op_valid,
  output wire           op_ready,
  input  wire   [173:0] program_payload,  // {last, word[172:0]}
  input  wire           program_valid,
  output wire           program_ready,
  input  wire   [511:0] x_payload,  // [15:0][31:0]
  input  wire           x_valid,
  output wire           x_ready,
  output reg    [511:0] y_payload,  // [15:0][31:0]
  output reg            y_valid,
  input  wire           y_ready,
  input  wire     [3:0] stretch_precharge,
  input  wire     [3:0] stretch_evaluate,
  input  wire     [3:0] stretch_sample,
  output wire           busy,
  output wire     [1:0] state,
  output wire           illegal,
  output reg            overflow,
  output wire    [15:0] bad_word,
  output reg     [31:0] evaluations,
  output reg     [31:0] faults,
  output wire    [31:0] instructions
);

  wire           sequencer_open;
  wire           sequencer_restart;
  wire           sequencer_fetch;
  wire     [5:0] sequencer_number;
  wire           sequencer_take;
  wire           program_store_checked;
  wire           program_store_last;
  wire           program_store_refused;
  wire    [15:0] program_store_taken;
  wire   [172:0] program_store_word;
  wire           sequencer_done;
  wire    [15:0] sequencer_start;
  wire           transfer_done;
  wire           product_done;
  wire           rescaler_done;
  wire           outer_product_done;
  wire           pooling_done;
  wire           weight_access_done;
  wire           window_restart;
  wire           product_restart;
  wire           outer_product_restart;
  wire           pooling_restart;
  wire           window_step;
  wire           product_step;
  wire           outer_product_step;
  wire           pooling_step;
  wire           product_rewind;
  wire           window_advance;
  wire           product_advance;
  wire           outer_product_advance;
  wire           pooling_advance;
  wire    [11:0] window_address;
  wire           window_on_map;
  wire           window_last;
  wire     [7:0] window_number;
  wire           window_last_point;
  reg     [11:0] asked;  // {address[10:0], enable}
  reg    [155:0] given;  // {word[15:0][8:0], address[10:0], enable}
  wire    [11:0] transfer_read_values;  // {address[10:0], enable}
  wire   [155:0] transfer_write_values;  // {word[15:0][8:0], address[10:0], enable}
  reg    [143:0] values_shown;  // [15:0][8:0]
  wire    [11:0] product_read_values;  // {address[10:0], enable}
  wire    [11:0] rescaler_read_values;  // {address[10:0], enable}
  wire   [155:0] rescaler_write_values;  // {word[15:0][8:0], address[10:0], enable}
  wire    [11:0] outer_product_read_values;  // {address[10:0], enable}
  wire    [11:0] pooling_read_values;  // {address[10:0], enable}
  wire   [155:0] pooling_write_values;  // {word[15:0][8:0], address[10:0], enable}
  reg     [12:0] asked_2;  // {address[11:0], enable}
  reg    [524:0] given_2;  // {word[15:0][31:0], address[11:0], enable}
  wire   [524:0] product_add;  // {word[15:0][31:0], address[11:0], enable}
  reg    [524:0] accumulator_i;  // {word[15:0][31:0], address[11:0], enable}
  wire   [524:0] outer_product_add;  // {word[15:0][31:0], address[11:0], enable}
  reg    [511:0] sums_shown;  // [15:0][31:0]
  wire    [12:0] transfer_read_sums;  // {address[11:0], enable}
  wire   [524:0] transfer_write_sums;  // {word[15:0][31:0], address[11:0], enable}
  wire    [12:0] rescaler_read_sums;  // {address[11:0], enable}
  wire    [12:0] weight_access_read_sums;  // {address[11:0], enable}
  wire    [12:0] accumulator_read;  // {address[11:0], enable}
  wire   [524:0] accumulator_write;  // {word[15:0][31:0], address[11:0], enable}
  wire           transfer_x_ready;
  wire           weight_access_x_ready;
  wire           transfer_y_valid;
  wire   [511:0] transfer_y_payload;  // [15:0][31:0]
  wire           weight_access_y_valid;
  wire   [511:0] weight_access_y_payload;  // [15:0][31:0]
  wire   [127:0] product_x_0_payload;  // [15:0][7:0]
  wire           macro_0_x_ready;
  wire           product_x_0_valid;
  wire   [384:0] macro_0_y_payload;  // {last, results[15:0][23:0]}
  wire           product_y_0_ready;
  wire           macro_0_y_valid;
  wire           access_0;
  wire           weight_access_op_valid;
  wire           weight_access_macro;
  wire           macro_0_op_valid;
  wire           product_op_0_valid;
  wire    [10:0] product_op_0_payload;  // {row[6:0], signed, kind[2:0]}
  wire           macro_0_op_ready;
  wire           macro_0_w_valid;
  wire           weight_access_w_valid;
  wire   [127:0] weight_access_w_payload;  // [15:0][7:0]
  wire           macro_0_r_ready;
  wire           weight_access_r_ready;
  wire    [10:0] weight_access_op_payload;  // {row[6:0], signed, kind[2:0]}
  wire   [127:0] product_x_1_payload;  // [15:0][7:0]
  wire           macro_1_x_ready;
  wire           product_x_1_valid;
  wire   [384:0] macro_1_y_payload;  // {last, results[15:0][23:0]}
  wire           product_y_1_ready;
  wire           macro_1_y_valid;
  wire           access_1;
  wire           macro_1_op_valid;
  wire           product_op_1_valid;
  wire    [10:0] product_op_1_payload;  // {row[6:0], signed, kind[2:0]}
  wire           macro_1_op_ready;
  wire           macro_1_w_valid;
  wire           macro_1_r_ready;
  reg            weight_access_op_ready;
  reg            weight_access_w_ready;
  wire           macro_0_w_ready;
  wire           macro_1_w_ready;
  reg            weight_access_r_valid;
  wire           macro_0_r_valid;
  wire           macro_1_r_valid;
  reg    [143:0] weight_access_r_payload;  // {differs[15:0], weights[15:0][7:0]}
  wire   [143:0] macro_0_r_payload;  // {differs[15:0], weights[15:0][7:0]}
  wire   [143:0] macro_1_r_payload;  // {differs[15:0], weights[15:0][7:0]}
  reg      [9:0] rescaler_exponent;
  wire     [3:0] rescaler_exponent_from;
  reg      [9:0] exponent_1;
  reg      [9:0] exponent_2;
  reg      [9:0] exponent_3;
  reg      [9:0] exponent_4;
  reg      [9:0] exponent_5;
  reg      [9:0] exponent_6;
  reg      [9:0] exponent_7;
  reg      [9:0] exponent_8;
  reg      [9:0] weight_access_exponent;
  wire     [3:0] weight_access_exponent_number;
  wire   [191:0] generator_bits;
  wire           weight_access_draw;
  wire           transfer_random_load;
  wire           transfer_random_number;
  wire   [126:0] generator_state;
  wire     [4:0] weight_access_faults;
  wire   [143:0] values_read_data;
  wire   [511:0] sums_read_data;
  wire           accumulator_overflow;
  wire    [31:0] macro_0_evaluations;
  wire    [31:0] macro_1_evaluations;
  wire           rescaler_keep;
  wire     [3:0] rescaler_exponent_to;
  wire     [9:0] rescaler_new_exponent;
  wire           macro_0_busy;
  wire           macro_0_illegal;
  wire           macro_1_busy;
  wire           macro_1_illegal;
  wire    [10:0] macro_0_op_payload;  // {row[6:0], signed, kind[2:0]}
  wire    [10:0] macro_1_op_payload;  // {row[6:0], signed, kind[2:0]}

  wire           asked_enable = asked[0];
  wire    [10:0] asked_address = asked[11:1];
  wire           given_enable = given[0];
  wire    [10:0] given_address = given[11:1];
  wire   [143:0] given_word = given[155:12];
  wire           asked_2_enable = asked_2[0];
  wire    [11:0] asked_2_address = asked_2[12:1];
  wire           given_2_enable = given_2[0];
  wire    [11:0] given_2_address = given_2[12:1];
  wire   [511:0] given_2_word = given_2[524:13];
  wire           transfer_read_values_enable = transfer_read_values[0];
  wire           transfer_write_values_enable = transfer_write_values[0];
  wire           product_read_values_enable = product_read_values[0];
  wire           rescaler_read_values_enable = rescaler_read_values[0];
  wire           rescaler_write_values_enable = rescaler_write_values[0];
  wire           outer_product_read_values_enable = outer_product_read_values[0];
  wire           pooling_read_values_enable = pooling_read_values[0];
  wire           pooling_write_values_enable = pooling_write_values[0];
  wire           product_add_enable = product_add[0];
  wire           outer_product_add_enable = outer_product_add[0];
  wire           transfer_read_sums_enable = transfer_read_sums[0];
  wire           transfer_write_sums_enable = transfer_write_sums[0];
  wire           rescaler_read_sums_enable = rescaler_read_sums[0];
  wire           weight_access_read_sums_enable = weight_access_read_sums[0];
  wire           accumulator_read_enable = accumulator_read[0];
  wire           accumulator_write_enable = accumulator_write[0];

  two_way_training_transfer transfer (
    .clk(clk),
    .rst(rst),
    .take(sequencer_start[0]),
    .send(sequencer_start[1]),
    .zero(sequencer_start[2]),
    .fields(program_store_word[172:4]),
    .done(transfer_done),
    .x_payload(x_payload),
    .x_valid(x_valid),
    .x_ready(transfer_x_ready),
    .y_payload(transfer_y_payload),
    .y_valid(transfer_y_valid),
    .y_ready(y_ready),
    .read_values(transfer_read_values),
    .value_word(values_shown),
    .write_values(transfer_write_values),
    .read_sums(transfer_read_sums),
    .sum_word(sums_shown),
    .write_sums(transfer_write_sums),
    .random_load(transfer_random_load),
    .random_number(transfer_random_number),
    .random_state(generator_state)
  );

  two_way_training_window window (
    .clk(clk),
    .rst(rst),
    .set(sequencer_start[3]),
    .fields(program_store_word[172:4]),
    .restart(window_restart),
    .step(window_step),
    .rewind(product_rewind),
    .advance(window_advance),
    .address(window_address),
    .on_map(window_on_map),
    .number(window_number),
    .last_point(window_last_point),
    .last(window_last)
  );

  two_way_training_product product (
    .clk(clk),
    .rst(rst),
    .forward(sequencer_start[4]),
    .backward(sequencer_start[5]),
    .fields(program_store_word[172:4]),
    .done(product_done),
    .restart(product_restart),
    .step(product_step),
    .rewind(product_rewind),
    .advance(product_advance),
    .address(window_address),
    .on_map(window_on_map),
    .last(window_last),
    .read_values(product_read_values),
    .value_word(values_shown),
    .add(product_add),
    .op_0_payload(product_op_0_payload),
    .op_0_valid(product_op_0_valid),
    .op_0_ready(macro_0_op_ready),
    .x_0_payload(product_x_0_payload),
    .x_0_valid(product_x_0_valid),
    .x_0_ready(macro_0_x_ready),
    .y_0_payload(macro_0_y_payload),
    .y_0_valid(macro_0_y_valid),
    .y_0_ready(product_y_0_ready),
    .op_1_payload(product_op_1_payload),
    .op_1_valid(product_op_1_valid),
    .op_1_ready(macro_1_op_ready),
    .x_1_payload(product_x_1_payload),
    .x_1_valid(product_x_1_valid),
    .x_1_ready(macro_1_x_ready),
    .y_1_payload(macro_1_y_payload),
    .y_1_valid(macro_1_y_valid),
    .y_1_ready(product_y_1_ready)
  );

  two_way_training_rescaler rescaler (
    .clk(clk),
    .rst(rst),
    .activate(sequencer_start[6]),
    .error(sequencer_start[7]),
    .rescale(sequencer_start[8]),
    .fields(program_store_word[172:4]),
    .done(rescaler_done),
    .read_sums(rescaler_read_sums),
    .sum_word(sums_shown),
    .read_values(rescaler_read_values),
    .value_word(values_shown),
    .write_values(rescaler_write_values),
    .exponent_from(rescaler_exponent_from),
    .exponent(rescaler_exponent),
    .exponent_to(rescaler_exponent_to),
    .new_exponent(rescaler_new_exponent),
    .keep(rescaler_keep)
  );

  two_way_training_outer_product outer_product (
    .clk(clk),
    .rst(rst),
    .start(sequencer_start[9]),
    .fields(program_store_word[172:4]),
    .done(outer_product_done),
    .restart(outer_product_restart),
    .step(outer_product_step),
    .advance(outer_product_advance),
    .address(window_address),
    .on_map(window_on_map),
    .last(window_last),
    .read_values(outer_product_read_values),
    .value_word(values_shown),
    .add(outer_product_add)
  );

  two_way_training_pooling pooling (
    .clk(clk),
    .rst(rst),
    .pool(sequencer_start[14]),
    .route(sequencer_start[15]),
    .fields(program_store_word[172:4]),
    .done(pooling_done),
    .restart(pooling_restart),
    .step(pooling_step),
    .advance(pooling_advance),
    .address(window_address),
    .on_map(window_on_map),
    .number(window_number),
    .last_point(window_last_point),
    .last(window_last),
    .read_values(pooling_read_values),
    .value_word(values_shown),
    .write_values(pooling_write_values)
  );

  two_way_training_weight_access weight_access (
    .clk(clk),
    .rst(rst),
    .load(sequencer_start[11]),
    .store(sequencer_start[12]),
    .clear(sequencer_start[13]),
    .update(sequencer_start[10]),
    .fields(program_store_word[172:4]),
    .done(weight_access_done),
    .macro(weight_access_macro),
    .op_payload(weight_access_op_payload),
    .op_valid(weight_access_op_valid),
    .op_ready(weight_access_op_ready),
    .w_payload(weight_access_w_payload),
    .w_valid(weight_access_w_valid),
    .w_ready(weight_access_w_ready),
    .r_payload(weight_access_r_payload),
    .r_valid(weight_access_r_valid),
    .r_ready(weight_access_r_ready),
    .x_payload(x_payload),
    .x_valid(x_valid),
    .x_ready(weight_access_x_ready),
    .y_payload(weight_access_y_payload),
    .y_valid(weight_access_y_valid),
    .y_ready(y_ready),
    .read_sums(weight_access_read_sums),
    .sum_word(sums_shown),
    .exponent_number(weight_access_exponent_number),
    .exponent(weight_access_exponent),
    .random(generator_bits),
    .draw(weight_access_draw),
    .faults(weight_access_faults)
  );

  two_way_training_program_sequencer sequencer (
    .clk(clk),
    .rst(rst),
    .op_payload(op_payload),
    .op_valid(op_valid),
    .op_ready(op_ready),
    .open(sequencer_open),
    .restart(sequencer_restart),
    .checked(program_store_checked),
    .last(program_store_last),
    .refused(program_store_refused),
    .taken(program_store_taken),
    .fetch(sequencer_fetch),
    .number(sequencer_number),
    .take(sequencer_take),
    .kind(program_store_word[3:0]),
    .start(sequencer_start),
    .done(sequencer_done),
    .busy(busy),
    .state(state),
    .illegal(illegal),
    .bad_word(bad_word),
    .instructions(instructions)
  );

  two_way_training_program_store program_store (
    .clk(clk),
    .rst(rst),
    .i_payload(program_payload),
    .i_valid(program_valid),
    .i_ready(program_ready),
    .open(sequencer_open),
    .restart(sequencer_restart),
    .checked(program_store_checked),
    .last(program_store_last),
    .refused(program_store_refused),
    .taken(program_store_taken),
    .fetch(sequencer_fetch),
    .number(sequencer_number),
    .take(sequencer_take),
    .word(program_store_word)
  );

  two_way_training_values values (
    .clk(clk),
    .read_enable(asked_enable),
    .read_address(asked_address),
    .write_enable(given_enable),
    .write_address(given_address),
    .write_data(given_word),
    .read_data(values_read_data)
  );

  two_way_training_sums sums (
    .clk(clk),
    .read_enable(asked_2_enable),
    .read_address(asked_2_address),
    .write_enable(given_2_enable),
    .write_address(given_2_address),
    .write_data(given_2_word),
    .read_data(sums_read_data)
  );

  two_way_training_accumulator accumulator (
    .clk(clk),
    .rst(rst),
    .i(accumulator_i),
    .read(accumulator_read),
    .word(sums_shown),
    .write(accumulator_write),
    .overflow(accumulator_overflow)
  );

  two_way_training_macro macro_0 (
    .clk(clk),
    .rst(rst),
    .op_payload(macro_0_op_payload),
    .op_valid(macro_0_op_valid),
    .op_ready(macro_0_op_ready),
    .x_payload(product_x_0_payload),
    .x_valid(product_x_0_valid),
    .x_ready(macro_0_x_ready),
    .y_payload(macro_0_y_payload),
    .y_valid(macro_0_y_valid),
    .y_ready(product_y_0_ready),
    .w_payload(weight_access_w_payload),
    .w_valid(macro_0_w_valid),
    .w_ready(macro_0_w_ready),
    .r_payload(macro_0_r_payload),
    .r_valid(macro_0_r_valid),
    .r_ready(macro_0_r_ready),
    .stretch_precharge(stretch_precharge),
    .stretch_evaluate(stretch_evaluate),
    .stretch_sample(stretch_sample),
    .busy(macro_0_busy),
    .illegal(macro_0_illegal),
    .evaluations(macro_0_evaluations)
  );

  two_way_training_macro macro_1 (
    .clk(clk),
    .rst(rst),
    .op_payload(macro_1_op_payload),
    .op_valid(macro_1_op_valid),
    .op_ready(macro_1_op_ready),
    .x_payload(product_x_1_payload),
    .x_valid(product_x_1_valid),
    .x_ready(macro_1_x_ready),
    .y_payload(macro_1_y_payload),
    .y_valid(macro_1_y_valid),
    .y_ready(product_y_1_ready),
    .w_payload(weight_access_w_payload),
    .w_valid(macro_1_w_valid),
    .w_ready(macro_1_w_ready),
    .r_payload(macro_1_r_payload),
    .r_valid(macro_1_r_valid),
    .r_ready(macro_1_r_ready),
    .stretch_precharge(stretch_precharge),
    .stretch_evaluate(stretch_evaluate),
    .stretch_sample(stretch_sample),
    .busy(macro_1_busy),
    .illegal(macro_1_illegal),
    .evaluations(macro_1_evaluations)
  );

  two_way_training_generator generator (
    .clk(clk),
    .rst(rst),
    .bits(generator_bits),
    .take(weight_access_draw),
    .load(transfer_random_load),
    .number(transfer_random_number),
    .word(x_payload),
    .state(generator_state)
  );

  assign sequencer_done = sequencer_start[3] |
      |{weight_access_done, pooling_done, outer_product_done, rescaler_done, product_done, transfer_done};
  assign window_restart = |{pooling_restart, outer_product_restart, product_restart};
  assign window_step = |{pooling_step, outer_product_step, product_step};
  assign window_advance = |{pooling_advance, outer_product_advance, product_advance};
  assign access_0 = weight_access_op_valid & ~weight_access_macro;
  assign macro_0_op_valid = product_op_0_valid | access_0;
  assign macro_0_w_valid = weight_access_w_valid & access_0;
  assign macro_0_r_ready = weight_access_r_ready & access_0;
  assign access_1 = weight_access_op_valid & weight_access_macro;
  assign macro_1_op_valid = product_op_1_valid | access_1;
  assign macro_1_w_valid = weight_access_w_valid & access_1;
  assign macro_1_r_ready = weight_access_r_ready & access_1;
  assign x_ready = |{weight_access_x_ready, transfer_x_ready};
  assign macro_0_op_payload = access_0 ? weight_access_op_payload : product_op_0_payload;
  assign macro_1_op_payload = access_1 ? weight_access_op_payload : product_op_1_payload;

  always @* begin
    weight_access_op_ready = 1'b0;
    if (~weight_access_macro)
      weight_access_op_ready = macro_0_op_ready;
    else
      weight_access_op_ready = macro_1_op_ready;
  end

  always @* begin
    weight_access_w_ready = 1'b0;
    if (~weight_access_macro)
      weight_access_w_ready = macro_0_w_ready;
    else
      weight_access_w_ready = macro_1_w_ready;
  end

  always @* begin
    weight_access_r_valid = 1'b0;
    if (~weight_access_macro)
      weight_access_r_valid = macro_0_r_valid;
    else
      weight_access_r_valid = macro_1_r_valid;
  end

  always @* begin
    weight_access_r_payload = 144'd0;
    if (~weight_access_macro)
      weight_access_r_payload = macro_0_r_payload;
    else
      weight_access_r_payload = macro_1_r_payload;
  end

  always @* begin
    rescaler_exponent = 10'd0;
    case (rescaler_exponent_from)
      4'd0: rescaler_exponent = 10'd0;
      4'd1: rescaler_exponent = exponent_1;
      4'd2: rescaler_exponent = exponent_2;
      4'd3: rescaler_exponent = exponent_3;
      4'd4: rescaler_exponent = exponent_4;
      4'd5: rescaler_exponent = exponent_5;
      4'd6: rescaler_exponent = exponent_6;
      4'd7: rescaler_exponent = exponent_7;
      4'd8: rescaler_exponent = exponent_8;
      default: ;
    endcase
  end

  always @* begin
    weight_access_exponent = 10'd0;
    case (weight_access_exponent_number)
      4'd0: weight_access_exponent = 10'd0;
      4'd1: weight_access_exponent = exponent_1;
      4'd2: weight_access_exponent = exponent_2;
      4'd3: weight_access_exponent = exponent_3;
      4'd4: weight_access_exponent = exponent_4;
      4'd5: weight_access_exponent = exponent_5;
      4'd6: weight_access_exponent = exponent_6;
      4'd7: weight_access_exponent = exponent_7;
      4'd8: weight_access_exponent = exponent_8;
      default: ;
    endcase
  end

  always @* begin
    asked = 12'd0;
    if (transfer_read_values_enable)
      asked = transfer_read_values;
    if (product_read_values_enable)
      asked = product_read_values;
    if (rescaler_read_values_enable)
      asked = rescaler_read_values;
    if (outer_product_read_values_enable)
      asked = outer_product_read_values;
    if (pooling_read_values_enable)
      asked = pooling_read_values;
  end

  always @* begin
    given = 156'd0;
    if (transfer_write_values_enable)
      given = transfer_write_values;
    if (rescaler_write_values_enable)
      given = rescaler_write_values;
    if (pooling_write_values_enable)
      given = pooling_write_values;
  end

  always @* begin
    accumulator_i = 525'd0;
    if (product_add_enable)
      accumulator_i = product_add;
    if (outer_product_add_enable)
      accumulator_i = outer_product_add;
  end

  always @* begin
    asked_2 = 13'd0;
    if (transfer_read_sums_enable)
      asked_2 = transfer_read_sums;
    if (rescaler_read_sums_enable)
      asked_2 = rescaler_read_sums;
    if (weight_access_read_sums_enable)
      asked_2 = weight_access_read_sums;
    if (accumulator_read_enable)
      asked_2 = accumulator_read;
  end

  always @* begin
    given_2 = 525'd0;
    if (transfer_write_sums_enable)
      given_2 = transfer_write_sums;
    if (accumulator_write_enable)
      given_2 = accumulator_write;
  end

  always @* begin
    y_valid = 1'b0;
    y_payload = 512'd0;
    if (transfer_y_valid) begin
      y_valid = 1'b1;
      y_payload = transfer_y_payload;
    end
    if (weight_access_y_valid) begin
      y_valid = 1'b1;
      y_payload = weight_access_y_payload;
    end
  end

  always @(posedge clk)
    if (rst) begin
      faults <= 32'd0;
      evaluations <= 32'd0;
    end else begin
      faults <= faults + {27'd0, weight_access_faults};
      evaluations <= macro_0_evaluations + macro_1_evaluations;
    end

  always @(posedge clk) begin
    values_shown <= values_read_data;
    sums_shown <= sums_read_data;
  end

  always @(posedge clk)
    if (rst)
      overflow <= 1'b0;
    else if (accumulator_overflow)
      overflow <= 1'b1;

  always @(posedge clk)
    if (rst)
      exponent_1 <= 10'd0;
    else if (rescaler_keep & (rescaler_exponent_to == 4'd1))
      exponent_1 <= rescaler_new_exponent;

  always @(posedge clk)
    if (rst)
      exponent_2 <= 10'd0;
    else if (rescaler_keep & (rescaler_exponent_to == 4'd2))
      exponent_2 <= rescaler_new_exponent;

  always @(posedge clk)
    if (rst)
      exponent_3 <= 10'd0;
    else if (rescaler_keep & (rescaler_exponent_to == 4'd3))
      exponent_3 <= rescaler_new_exponent;

  always @(posedge clk)
    if (rst)
      exponent_4 <= 10'd0;
    else if (rescaler_keep & (rescaler_exponent_to == 4'd4))
      exponent_4 <= rescaler_new_exponent;

  always @(posedge clk)
    if (rst)
      exponent_5 <= 10'd0;
    else if (rescaler_keep & (rescaler_exponent_to == 4'd5))
      exponent_5 <= rescaler_new_exponent;

  always @(posedge clk)
    if (rst)
      exponent_6 <= 10'd0;
    else if (rescaler_keep & (rescaler_exponent_to == 4'd6))
      exponent_6 <= rescaler_new_exponent;

  always @(posedge clk)
    if (rst)
      exponent_7 <= 10'd0;
    else if (rescaler_keep & (rescaler_exponent_to == 4'd7))
      exponent_7 <= rescaler_new_exponent;

  always @(posedge clk)
    if (rst)
      exponent_8 <= 10'd0;
    else if (rescaler_keep & (rescaler_exponent_to == 4'd8))
      exponent_8 <= rescaler_new_exponent;

  wire unused = &{1'b0, macro_0_busy, macro_0_illegal, macro_1_busy, macro_1_illegal};

endmodule

// Registers on an APB3 port (Arm IHI 0024): no wait states, one transfer in two cycles.
module two_way_training_registers (
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
  input  wire     [1:0] state,
  input  wire           illegal,
  input  wire           overflow,
  input  wire    [15:0] bad_word,
  input  wire    [31:0] evaluations,
  input  wire    [31:0] faults,
  input  wire    [31:0] instructions
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
        prdata = 32'hb978a0cd;
        known = ~pwrite;
      end
      8'd4: begin
        prdata = {20'd0, stretch_sample, stretch_evaluate, stretch_precharge};
        known = 1'b1;
      end
      8'd8: begin
        prdata = {11'd0, bad_word, overflow, illegal, state, busy};
        known = ~pwrite;
      end
      8'd12: begin
        prdata = evaluations;
        known = ~pwrite;
      end
      8'd16: begin
        prdata = faults;
        known = ~pwrite;
      end
      8'd20: begin
        prdata = instructions;
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
module two_way_training (
  input  wire           clk,
  input  wire           rst,
  input  wire           op_payload,  // {kind}
  input  wire           op_valid,
  output wire           op_ready,
  input  wire   [173:0] program_payload,  // {last, word[172:0]}
  input  wire           program_valid,
  output wire           program_ready,
  input  wire   [511:0] x_payload,  // [15:0][31:0]
  input  wire           x_valid,
  output wire           x_ready,
  output wire   [511:0] y_payload,  // [15:0][31:0]
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

  wire     [3:0] registers_stretch_precharge;
  wire     [3:0] registers_stretch_evaluate;
  wire     [3:0] registers_stretch_sample;
  wire           macro_busy;
  wire     [1:0] macro_state;
  wire           macro_illegal;
  wire           macro_overflow;
  wire    [15:0] macro_bad_word;
  wire    [31:0] macro_evaluations;
  wire    [31:0] macro_faults;
  wire    [31:0] macro_instructions;

  two_way_training_engine macro (
    .clk(clk),
    .rst(rst),
    .op_payload(op_payload),
    .op_valid(op_valid),
    .op_ready(op_ready),
    .program_payload(program_payload),
    .program_valid(program_valid),
    .program_ready(program_ready),
    .x_payload(x_payload),
    .x_valid(x_valid),
    .x_ready(x_ready),
    .y_payload(y_payload),
    .y_valid(y_valid),
    .y_ready(y_ready),
    .stretch_precharge(registers_stretch_precharge),
    .stretch_evaluate(registers_stretch_evaluate),
    .stretch_sample(registers_stretch_sample),
    .busy(macro_busy),
    .state(macro_state),
    .illegal(macro_illegal),
    .overflow(macro_overflow),
    .bad_word(macro_bad_word),
    .evaluations(macro_evaluations),
    .faults(macro_faults),
    .instructions(macro_instructions)
  );

  two_way_training_registers registers (
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
    .state(macro_state),
    .illegal(macro_illegal),
    .overflow(macro_overflow),
    .bad_word(macro_bad_word),
    .evaluations(macro_evaluations),
    .faults(macro_faults),
    .instructions(macro_instructions)
  );

endmodule
