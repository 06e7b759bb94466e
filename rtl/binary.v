// Orders the accesses of march elements, one after the other without a gap, from the cycle after start.
module binary_march (
  input  wire           clk,
  input  wire           rst,
  input  wire           start,
  input  wire     [2:0] first,
  input  wire     [2:0] last,
  output wire     [8:0] o_payload,  // {row[6:0], access[1:0]}
  output reg            o_valid,
  input  wire           o_ready,
  output wire           one,
  output wire           done
);

  reg      [4:0] element;  // {downwards, written, writes, expected, verifies}
  reg      [2:0] number;
  wire           writing;
  reg            verified;
  wire           row_done;
  wire           all_done;
  reg      [6:0] passed;
  wire     [1:0] o_payload_access;
  wire     [6:0] o_payload_row;

  wire           element_verifies = element[0];
  wire           element_expected = element[1];
  wire           element_writes = element[2];
  wire           element_written = element[3];
  wire           element_downwards = element[4];

  assign writing = ~element_verifies | verified;
  assign row_done = o_ready & (writing | ~element_writes);
  assign all_done = row_done & (passed == 7'd127);
  assign o_payload_access = writing ? 2'd0 : 2'd2;
  assign o_payload_row = element_downwards ? 7'd127 - passed : passed;
  assign o_payload = {o_payload_row, o_payload_access};
  assign one = writing ? element_written : element_expected;
  assign done = all_done & (number == last);

  always @* begin
    element = 5'd0;
    case (number)
      3'd0: element = {1'b0, 1'b0, 1'b1, 1'b0, 1'b0};
      3'd1: element = {1'b0, 1'b1, 1'b1, 1'b0, 1'b1};
      3'd2: element = {1'b0, 1'b0, 1'b1, 1'b1, 1'b1};
      3'd3: element = {1'b1, 1'b1, 1'b1, 1'b0, 1'b1};
      3'd4: element = {1'b1, 1'b0, 1'b1, 1'b1, 1'b1};
      3'd5: element = {1'b0, 1'b0, 1'b0, 1'b0, 1'b1};
      3'd6: element = {1'b0, 1'b1, 1'b1, 1'b0, 1'b0};
      default: ;
    endcase
  end

  always @(posedge clk)
    if (rst) begin
      o_valid <= 1'b0;
      number <= 3'd0;
      passed <= 7'd0;
      verified <= 1'b0;
    end else if (start) begin
      o_valid <= 1'b1;
      number <= first;
      passed <= 7'd0;
      verified <= 1'b0;
    end else if (o_valid & o_ready) begin
      verified <= ~row_done;
      if (done)
        o_valid <= 1'b0;
      if (all_done)
        number <= number + 3'd1;
      if (row_done)
        passed <= all_done ? 7'd0 : passed + 7'd1;
    end

endmodule

// Carries out one operation after the other: runs and loads programs, accesses rows, trims and tests.
module binary_sequencer (
  input  wire           clk,
  input  wire           rst,
  input  wire     [9:0] op_payload,  // {row[6:0], kind[2:0]}
  input  wire           op_valid,
  output reg            op_ready,
  input  wire           start_trim,
  input  wire           start_test,
  input  wire           use_trim,
  input  wire     [3:0] trim_repeats,
  output wire           open,
  input  wire           word,
  input  wire           last_word,
  input  wire           refused,
  output reg      [4:0] number,
  // {send, keep, classes[3:0], to[6:0], to_page[1:0], count[7:0], first[6:0], action[1:0], repeats[3:0], place[3:0],
  //  initial[11:0], fresh, accumulate, release, bias[1:0], one_code[4:0], page[1:0], source[1:0], last, kind[1:0]}
  input  wire    [68:0] step,
  output wire     [1:0] searched,
  input  wire    [23:0] begins,
  output wire           start_valid,
  input  wire           start_ready,
  // {deferred, stop[6:0], send, keep, classes[3:0], to[6:0], to_page[1:0], count[7:0], first[6:0], action[1:0],
  //  place[3:0], initial[11:0], fresh, accumulate}
  output wire    [57:0] start_tag,
  // {full, trim_stop[3:0], bias_stop[4:0], release, bias[1:0], one_code[4:0], page[1:0], source[1:0]}
  output wire    [21:0] start_drive,
  input  wire           idle,
  input  wire           page_full,
  input  wire           vote_busy,
  input  wire           taken,
  input  wire           summed,
  input  wire           voted,
  output reg      [8:0] order_payload,  // {row[6:0], access[1:0]}
  output reg            order_valid,
  input  wire           order_ready,
  output reg      [1:0] cells,
  output wire           one,
  output reg            trimming,
  output wire           show,
  output reg            group,
  input  wire           shown,
  input  wire           differs,
  output wire           busy,
  output reg            illegal,
  output reg            ready,
  output wire           bad_program,
  output reg     [15:0] bad_word,
  output reg     [31:0] faults,
  output reg     [31:0] evaluations,
  output reg     [31:0] row_writes
);

  localparam [3:0] OPERATION_IDLE = 4'd0;
  localparam [3:0] OPERATION_SEARCH = 4'd1;
  localparam [3:0] OPERATION_TEST = 4'd2;
  localparam [3:0] OPERATION_FETCH = 4'd3;
  localparam [3:0] OPERATION_LOAD = 4'd4;
  localparam [3:0] OPERATION_ACCESS = 4'd5;
  localparam [3:0] OPERATION_BAD_PROGRAM = 4'd6;
  localparam [3:0] OPERATION_STEP = 4'd7;
  localparam [3:0] OPERATION_SETTLE = 4'd8;
  localparam [3:0] OPERATION_RELOAD = 4'd9;
  localparam [3:0] OPERATION_DIGIT = 4'd10;
  localparam [3:0] OPERATION_SHOW = 4'd11;
  localparam [3:0] OPERATION_MARCH = 4'd12;
  localparam [1:0] CELLS_STREAM = 2'd0;
  localparam [1:0] CELLS_COLUMNS = 2'd1;
  localparam [1:0] CELLS_MARCH = 2'd2;
  localparam [1:0] ACTION_VOTE = 2'd2;
  localparam [1:0] ACTION_SHOW = 2'd3;
  localparam [2:0] KIND_RUN = 3'd0;
  localparam [2:0] KIND_LOAD = 3'd1;
  localparam [2:0] KIND_WRITE = 3'd2;
  localparam [2:0] KIND_READ = 3'd3;
  localparam [2:0] KIND_VERIFY = 3'd4;
  localparam [2:0] KIND_TRIM = 3'd5;
  localparam [2:0] KIND_TEST = 3'd6;
  localparam [1:0] STEP_KIND_EVALUATE = 2'd0;
  localparam [1:0] STEP_KIND_SEARCH = 2'd1;
  localparam [1:0] SOURCE_INPUT = 2'd1;
  localparam [1:0] ACCESS_WRITE = 2'd0;

  reg            trim_requested_before;
  reg            trim_requested;
  reg            test_requested_before;
  reg            test_requested;
  reg            started;
  wire           start;
  reg            begun;
  reg            adding;
  reg            voting;
  reg            more_evaluations;
  reg            more_row_writes;
  reg            more_faults;
  reg            testing;
  reg     [15:0] words;
  reg            bad;
  reg      [3:0] operation_state;
  reg            from_register;
  // {send, keep, classes[3:0], to[6:0], to_page[1:0], count[7:0], first[6:0], action[1:0], repeats[3:0], place[3:0],
  //  initial[11:0], fresh, accumulate, release, bias[1:0], one_code[4:0], page[1:0], source[1:0], last, kind[1:0]}
  reg     [68:0] step_2;
  reg      [4:0] driven;
  reg      [3:0] place;
  reg      [7:0] remaining;
  reg            second;
  reg      [6:0] row;
  reg      [7:0] left;
  wire           march_done;
  wire           still_adding;
  reg            offer;
  reg            waiting;
  wire           march_o_valid;
  wire     [8:0] march_o_payload;  // {row[6:0], access[1:0]}
  wire           march_one;
  wire     [8:0] remaining_shifted;
  wire     [4:0] driven_choice;
  wire           operation_state_choice;
  wire           operation_state_condition;
  wire     [6:0] start_tag_stop;
  wire           start_tag_accumulate;
  wire           start_tag_fresh;
  wire     [9:0] start_tag_sum;
  wire    [10:0] start_tag_negated;
  wire    [11:0] start_tag_initial;
  wire           start_tag_choice;
  wire     [1:0] start_tag_action;
  wire           start_tag_deferred;
  wire           start_tag_keep;
  wire           start_tag_send;
  wire           start_drive_release;
  wire     [4:0] start_drive_bias_stop;
  wire     [3:0] start_drive_trim_stop;
  wire     [4:0] next_row;
  wire    [24:0] operation_state_shifted;
  wire           march_start;
  wire           march_o_ready;

  wire     [2:0] op_payload_kind = op_payload[2:0];
  wire     [6:0] op_payload_row = op_payload[9:3];
  wire     [3:0] step_place = step[32:29];
  wire     [3:0] step_repeats = step[36:33];
  wire     [1:0] order_payload_access = order_payload[1:0];
  wire     [6:0] step_2_first = step_2[45:39];
  wire     [7:0] step_2_count = step_2[53:46];
  wire     [1:0] step_2_to_page = step_2[55:54];
  wire     [6:0] step_2_to = step_2[62:56];
  wire     [3:0] step_2_classes = step_2[66:63];
  wire     [1:0] step_2_source = step_2[4:3];
  wire     [1:0] step_2_page = step_2[6:5];
  wire     [4:0] step_2_one_code = step_2[11:7];
  wire     [1:0] step_2_bias = step_2[13:12];
  wire     [1:0] step_2_kind = step_2[1:0];
  wire           step_2_last = step_2[2];
  wire           step_2_release = step_2[14];
  wire           step_2_accumulate = step_2[15];
  wire           step_2_fresh = step_2[16];
  wire    [11:0] step_2_initial = step_2[28:17];
  wire     [1:0] step_2_action = step_2[38:37];
  wire           step_2_keep = step_2[67];
  wire           step_2_send = step_2[68];

  binary_march march (
    .clk(clk),
    .rst(rst),
    .start(march_start),
    .first(second ? 3'd6 : 3'd0),
    .last(second ? 3'd6 : 3'd5),
    .o_payload(march_o_payload),
    .o_valid(march_o_valid),
    .o_ready(march_o_ready),
    .one(march_one),
    .done(march_done)
  );

  assign still_adding = adding & ~summed;
  assign start_valid = offer & ~still_adding & ((step_2_source != SOURCE_INPUT) | page_full) &
      ((step_2_action != ACTION_VOTE) | ~(voting | vote_busy));
  assign start = start_valid & start_ready;
  assign open = (operation_state == OPERATION_LOAD) & idle & ~still_adding & ~(word & last_word);
  assign searched = step_2_bias;
  assign remaining_shifted = 9'd1 << trim_repeats;
  assign start_tag_stop = step_2_to + step_2_count[6:0];
  assign start_tag_accumulate = (step_2_kind == STEP_KIND_SEARCH) | step_2_accumulate;
  assign start_tag_fresh = ~begun & (step_2_fresh | trimming);
  assign start_tag_sum = {1'b0, remaining_shifted} + 10'd1;
  assign start_tag_negated = -{2'd0, start_tag_sum[9:1]};
  assign start_tag_initial = trimming ? {start_tag_negated[10], start_tag_negated} : step_2_initial;
  assign start_tag_choice = (step_2_kind == STEP_KIND_SEARCH) ? place == 4'd0 : remaining == 8'd0;
  assign start_tag_action = (((step_2_kind == STEP_KIND_SEARCH) & (step_2_action == ACTION_VOTE)) | start_tag_choice) ?
      step_2_action : 2'd0;
  assign start_tag_deferred = start_tag_accumulate &
      ~((step_2_kind == STEP_KIND_SEARCH) & (step_2_action == ACTION_VOTE));
  assign start_tag_keep = step_2_keep | ((step_2_kind == STEP_KIND_SEARCH) & (step_2_action == ACTION_VOTE) & begun);
  assign start_tag_send = step_2_send & start_tag_choice;
  assign start_tag =
      {start_tag_deferred, start_tag_stop, start_tag_send, start_tag_keep, step_2_classes, step_2_to, step_2_to_page,
      step_2_count, step_2_first, start_tag_action, place, start_tag_initial, start_tag_fresh, start_tag_accumulate};
  assign start_drive_release = step_2_release & start_tag_choice;
  assign start_drive_bias_stop = (step_2_kind == STEP_KIND_SEARCH) ? (trimming ? 5'd0 : driven) : 5'd24;
  assign start_drive_trim_stop = trimming ? driven[3:0] : use_trim ? 4'd8 : 4'd0;
  assign start_drive =
      {testing, start_drive_trim_stop, start_drive_bias_stop, start_drive_release, step_2_bias, step_2_one_code,
      step_2_page, step_2_source};
  assign one = (operation_state == OPERATION_MARCH) & march_one;
  assign show = operation_state == OPERATION_SHOW;
  assign operation_state_choice = trimming ? summed : taken & ~started;
  assign operation_state_condition = (step_2_kind == STEP_KIND_SEARCH) & (trimming | (place != 4'd0));
  assign next_row = driven + 5'd1;
  assign operation_state_shifted = (trimming ? 25'h1e9 : {1'b1, begins}) >> next_row;
  assign busy = ~waiting | op_valid | ~idle | adding | voting | vote_busy | trim_requested | test_requested;
  assign bad_program = operation_state == OPERATION_BAD_PROGRAM;
  assign driven_choice =
      begins[0] ? 5'd0 :
      begins[1] ? 5'd1 :
      begins[2] ? 5'd2 :
      begins[3] ? 5'd3 :
      begins[4] ? 5'd4 :
      begins[5] ? 5'd5 :
      begins[6] ? 5'd6 :
      begins[7] ? 5'd7 :
      begins[8] ? 5'd8 :
      begins[9] ? 5'd9 :
      begins[10] ? 5'd10 :
      begins[11] ? 5'd11 :
      begins[12] ? 5'd12 :
      begins[13] ? 5'd13 :
      begins[14] ? 5'd14 :
      begins[15] ? 5'd15 :
      begins[16] ? 5'd16 :
      begins[17] ? 5'd17 :
      begins[18] ? 5'd18 :
      begins[19] ? 5'd19 :
      begins[20] ? 5'd20 :
      begins[21] ? 5'd21 :
      begins[22] ? 5'd22 :
      begins[23] ? 5'd23 :
      5'd24;
  assign march_start = (operation_state == OPERATION_TEST) & idle;
  assign march_o_ready = (operation_state == OPERATION_MARCH) & order_ready;

  always @* begin
    waiting = 1'b0;
    op_ready = 1'b0;
    order_valid = 1'b0;
    order_payload = 9'd0;
    cells = CELLS_STREAM;
    case (operation_state)
      OPERATION_IDLE: begin
        waiting = 1'b1;
        if (trim_requested) ;
        else if (test_requested) ;
        else if (op_valid) begin
          case (op_payload_kind)
            KIND_RUN:
              if (~ready)
                op_ready = 1'b1;
            KIND_LOAD: ;
            KIND_WRITE, KIND_READ, KIND_VERIFY: ;
            KIND_TRIM: ;
            KIND_TEST: ;
            default: op_ready = 1'b1;
          endcase
        end
      end
      OPERATION_BAD_PROGRAM: begin
        waiting = 1'b1;
        if (op_valid & (op_payload_kind == KIND_LOAD)) ;
        else if (op_valid)
          op_ready = 1'b1;
      end
      OPERATION_LOAD:
        if (word & last_word)
          op_ready = 1'b1;
      OPERATION_STEP:
        if (step_2_kind == STEP_KIND_EVALUATE) begin
          if (start & (remaining != 8'd0)) ;
          else if (start & (step_2_action == ACTION_SHOW)) ;
          else if (start) begin
            if (testing & ~second) ;
            else if (step_2_last)
              op_ready = ~from_register;
          end
        end
      OPERATION_SETTLE:
        if (operation_state_choice) begin
          if (operation_state_condition) ;
          else if (step_2_action == ACTION_SHOW) ;
          else if (testing & ~second) ;
          else if (step_2_last)
            op_ready = ~from_register;
        end
      OPERATION_DIGIT: begin
        order_valid = idle;
        order_payload = {(trimming ? 7'd120 : 7'd96) + {2'd0, driven}, 2'd0};
        cells = CELLS_COLUMNS;
        if (order_ready) begin
          if (trimming & (next_row == 5'd8)) begin
            if (testing & ~second) ;
            else if (step_2_last)
              op_ready = ~from_register;
          end
        end
      end
      OPERATION_ACCESS: begin
        order_valid = idle;
        order_payload =
            {op_payload_row, (op_payload_kind == KIND_WRITE) ? 2'd0 : (op_payload_kind == KIND_READ) ? 2'd1 : 2'd2};
        cells = CELLS_STREAM;
        if (order_ready)
          op_ready = ~from_register;
      end
      OPERATION_RELOAD: begin
        order_valid = idle;
        order_payload = {row, 2'd0};
        cells = CELLS_STREAM;
        if (order_ready & (left == 8'd1)) begin
          if (testing & ~second) ;
          else if (step_2_last)
            op_ready = ~from_register;
        end
      end
      OPERATION_SHOW:
        if (shown & ~group) begin
          if (testing & ~second) ;
          else if (step_2_last)
            op_ready = ~from_register;
        end
      OPERATION_MARCH: begin
        order_valid = march_o_valid;
        order_payload = march_o_payload;
        cells = CELLS_MARCH;
      end
      default: ;
    endcase
  end

  always @* begin
    offer = 1'b0;
    case (operation_state)
      OPERATION_STEP:
        if (step_2_kind == STEP_KIND_EVALUATE)
          offer = 1'b1;
      OPERATION_SEARCH: offer = 1'b1;
      default: ;
    endcase
  end

  always @(posedge clk)
    if (rst) begin
      trim_requested_before <= 1'b0;
      test_requested_before <= 1'b0;
      started <= 1'b0;
      more_evaluations <= 1'b0;
      more_row_writes <= 1'b0;
      more_faults <= 1'b0;
    end else begin
      trim_requested_before <= start_trim;
      test_requested_before <= start_test;
      started <= start;
      more_evaluations <= start;
      more_row_writes <= order_valid & order_ready & (order_payload_access == ACCESS_WRITE);
      more_faults <= differs & testing;
    end

  always @(posedge clk)
    if (rst) begin
      trim_requested <= 1'b0;
      test_requested <= 1'b0;
      begun <= 1'b0;
      adding <= 1'b0;
      voting <= 1'b0;
      faults <= 32'd0;
      words <= 16'd0;
      bad <= 1'b0;
      bad_word <= 16'd0;
      from_register <= 1'b0;
      trimming <= 1'b0;
      testing <= 1'b0;
      step_2 <= 69'd0;
      driven <= 5'd0;
      place <= 4'd0;
      remaining <= 8'd0;
      operation_state <= OPERATION_IDLE;
      second <= 1'b0;
      number <= 5'd0;
      illegal <= 1'b0;
      ready <= 1'b0;
      row <= 7'd0;
      left <= 8'd0;
      group <= 1'b0;
    end else begin
      if (start_trim & ~trim_requested_before)
        trim_requested <= 1'b1;
      if (start_test & ~test_requested_before)
        test_requested <= 1'b1;
      if (start) begin
        begun <= 1'b1;
        adding <= start_tag_accumulate;
        voting <= start_tag_action == ACTION_VOTE;
      end else begin
        if (summed)
          adding <= 1'b0;
        if (voted)
          voting <= 1'b0;
      end
      if (more_faults)
        faults <= faults + 32'd1;
      if (word) begin
        words <= words + 16'd1;
        bad <= bad | refused;
        if (~bad)
          bad_word <= words;
      end
      case (operation_state)
        OPERATION_IDLE: begin
          from_register <= trim_requested | test_requested;
          trimming <= 1'b0;
          testing <= 1'b0;
          if (trim_requested) begin
            trim_requested <= 1'b0;
            begun <= 1'b0;
            trimming <= 1'b1;
            step_2 <=
                {1'b0, 1'b0, 4'd0, 7'd0, 2'd0, 8'd0, 7'd0, 2'd0, 4'd0, 4'd0, 12'd0, 1'b0, 1'b0, 1'b0, 2'd0, 5'd0, 2'd0,
                2'd0, 1'b1, 2'd1};
            driven <= 5'd0;
            place <= 4'd0;
            remaining <= remaining_shifted[7:0] - 8'd1;
            operation_state <= OPERATION_SEARCH;
          end else if (test_requested) begin
            test_requested <= 1'b0;
            begun <= 1'b0;
            faults <= 32'd0;
            testing <= 1'b1;
            step_2 <=
                {1'b0, 1'b0, 4'd0, 7'd0, 2'd0, 8'd0, 7'd0, 2'd3, 4'd0, 4'd0, 12'd0, 1'b0, 1'b0, 1'b0, 2'd0, 5'd0, 2'd0,
                2'd0, 1'b1, 2'd0};
            place <= 4'd0;
            remaining <= 8'd0;
            operation_state <= OPERATION_TEST;
            second <= 1'b0;
          end else if (op_valid) begin
            case (op_payload_kind)
              KIND_RUN: begin
                number <= 5'd0;
                if (ready)
                  operation_state <= OPERATION_FETCH;
                else
                  illegal <= 1'b1;
              end
              KIND_LOAD: begin
                words <= 16'd0;
                bad <= 1'b0;
                operation_state <= OPERATION_LOAD;
                ready <= 1'b0;
              end
              KIND_WRITE, KIND_READ, KIND_VERIFY: operation_state <= OPERATION_ACCESS;
              KIND_TRIM: begin
                begun <= 1'b0;
                trimming <= 1'b1;
                step_2 <=
                    {1'b0, 1'b0, 4'd0, 7'd0, 2'd0, 8'd0, 7'd0, 2'd0, 4'd0, 4'd0, 12'd0, 1'b0, 1'b0, 1'b0, 2'd0, 5'd0,
                    2'd0, 2'd0, 1'b1, 2'd1};
                driven <= 5'd0;
                place <= 4'd0;
                remaining <= remaining_shifted[7:0] - 8'd1;
                operation_state <= OPERATION_SEARCH;
              end
              KIND_TEST: begin
                begun <= 1'b0;
                faults <= 32'd0;
                testing <= 1'b1;
                step_2 <=
                    {1'b0, 1'b0, 4'd0, 7'd0, 2'd0, 8'd0, 7'd0, 2'd3, 4'd0, 4'd0, 12'd0, 1'b0, 1'b0, 1'b0, 2'd0, 5'd0,
                    2'd0, 2'd0, 1'b1, 2'd0};
                place <= 4'd0;
                remaining <= 8'd0;
                operation_state <= OPERATION_TEST;
                second <= 1'b0;
              end
              default: illegal <= 1'b1;
            endcase
          end
        end
        OPERATION_BAD_PROGRAM:
          if (op_valid & (op_payload_kind == KIND_LOAD)) begin
            words <= 16'd0;
            bad <= 1'b0;
            operation_state <= OPERATION_LOAD;
            ready <= 1'b0;
          end else if (op_valid)
            illegal <= 1'b1;
        OPERATION_LOAD:
          if (word & last_word) begin
            ready <= ~(bad | refused);
            if (bad | refused)
              operation_state <= OPERATION_BAD_PROGRAM;
            else
              operation_state <= OPERATION_IDLE;
          end
        OPERATION_FETCH: begin
          begun <= 1'b0;
          step_2 <= step;
          place <= step_place;
          remaining <= (8'd1 << step_repeats) - 8'd1;
          operation_state <= OPERATION_STEP;
          number <= number + 5'd1;
        end
        OPERATION_STEP:
          case (step_2_kind)
            STEP_KIND_EVALUATE:
              if (start & (remaining != 8'd0))
                remaining <= remaining - 8'd1;
              else if (start & (step_2_action == ACTION_SHOW))
                operation_state <= OPERATION_SETTLE;
              else if (start) begin
                if (testing & ~second) begin
                  operation_state <= OPERATION_TEST;
                  second <= 1'b1;
                end else if (step_2_last)
                  operation_state <= OPERATION_IDLE;
                else
                  operation_state <= OPERATION_FETCH;
              end
            STEP_KIND_SEARCH: begin
              driven <= driven_choice;
              remaining <= 8'd0;
              operation_state <= OPERATION_SEARCH;
            end
            default: begin
              operation_state <= OPERATION_RELOAD;
              row <= step_2_first;
              left <= step_2_count;
            end
          endcase
        OPERATION_SEARCH:
          if (start) begin
            if (remaining == 8'd0)
              operation_state <= OPERATION_SETTLE;
            else
              remaining <= remaining - 8'd1;
          end
        OPERATION_SETTLE:
          if (operation_state_choice) begin
            if (operation_state_condition) begin
              if (driven == (trimming ? 5'd8 : 5'd24)) begin
                operation_state <= OPERATION_SEARCH;
                if (trimming) begin
                  begun <= 1'b0;
                  remaining <= remaining_shifted[7:0] - 8'd1;
                end else
                  place <= place - 4'd1;
              end else
                operation_state <= OPERATION_DIGIT;
            end else if (step_2_action == ACTION_SHOW)
              operation_state <= OPERATION_SHOW;
            else if (testing & ~second) begin
              operation_state <= OPERATION_TEST;
              second <= 1'b1;
            end else if (step_2_last)
              operation_state <= OPERATION_IDLE;
            else
              operation_state <= OPERATION_FETCH;
          end
        OPERATION_DIGIT:
          if (order_ready) begin
            driven <= next_row;
            if (trimming & (next_row == 5'd8)) begin
              if (testing & ~second) begin
                operation_state <= OPERATION_TEST;
                second <= 1'b1;
              end else if (step_2_last)
                operation_state <= OPERATION_IDLE;
              else
                operation_state <= OPERATION_FETCH;
            end else if (operation_state_shifted[0]) begin
              operation_state <= OPERATION_SEARCH;
              if (trimming) begin
                begun <= 1'b0;
                remaining <= remaining_shifted[7:0] - 8'd1;
              end else
                place <= place - 4'd1;
            end
          end
        OPERATION_ACCESS:
          if (order_ready)
            operation_state <= OPERATION_IDLE;
        OPERATION_RELOAD:
          if (order_ready) begin
            row <= row + 7'd1;
            left <= left - 8'd1;
            if (left == 8'd1) begin
              if (testing & ~second) begin
                operation_state <= OPERATION_TEST;
                second <= 1'b1;
              end else if (step_2_last)
                operation_state <= OPERATION_IDLE;
              else
                operation_state <= OPERATION_FETCH;
            end
          end
        OPERATION_SHOW:
          if (shown) begin
            group <= group + 1'b1;
            if (~group) begin
              group <= 1'b0;
              if (testing & ~second) begin
                operation_state <= OPERATION_TEST;
                second <= 1'b1;
              end else if (step_2_last)
                operation_state <= OPERATION_IDLE;
              else
                operation_state <= OPERATION_FETCH;
            end
          end
        OPERATION_TEST:
          if (idle)
            operation_state <= OPERATION_MARCH;
        OPERATION_MARCH:
          if (march_done)
            operation_state <= OPERATION_STEP;
        default: ;
      endcase
    end

  always @(posedge clk)
    if (rst)
      evaluations <= 32'd0;
    else if (more_evaluations)
      evaluations <= evaluations + 32'd1;

  always @(posedge clk)
    if (rst)
      row_writes <= 32'd0;
    else if (more_row_writes)
      row_writes <= row_writes + 32'd1;

  wire unused = &{1'b0, step_2[36:29], start_tag_sum[0], operation_state_shifted[24:1]};

endmodule

// Keeps a program's steps, the bias table and the column mask.
module binary_program_store (
  input  wire           clk,
  input  wire           rst,
  input  wire   [151:0] i_payload,  // {word[143:0], last, number[4:0], target[1:0]}
  input  wire           i_valid,
  output wire           i_ready,
  input  wire           open,
  output reg            checked,
  output wire           last,
  output wire           refused,
  input  wire     [4:0] number,
  // {send, keep, classes[3:0], to[6:0], to_page[1:0], count[7:0], first[6:0], action[1:0], repeats[3:0], place[3:0],
  //  initial[11:0], fresh, accumulate, release, bias[1:0], one_code[4:0], page[1:0], source[1:0], last, kind[1:0]}
  output reg     [68:0] step,
  input  wire     [1:0] entry,
  output reg    [119:0] codes,  // [23:0][4:0]
  input  wire     [1:0] searched,
  output reg     [23:0] begins,
  output reg    [127:0] mask
);

  localparam [1:0] TARGET_STEP = 2'd0;
  localparam [1:0] TARGET_BIAS = 2'd1;
  localparam [1:0] TARGET_MASK = 2'd2;
  localparam [1:0] STEP_KIND_RELOAD = 2'd2;
  localparam [1:0] ACTION_STORE = 2'd1;
  localparam [1:0] ACTION_VOTE = 2'd2;

  reg    [151:0] word;  // {word[143:0], last, number[4:0], target[1:0]}
  reg            legal;
  wire           put;
  reg            possible;
  reg     [68:0] step_0;
  reg     [68:0] step_1;
  reg     [68:0] step_2;
  reg     [68:0] step_3;
  reg     [68:0] step_4;
  reg     [68:0] step_5;
  reg     [68:0] step_6;
  reg     [68:0] step_7;
  reg     [68:0] step_8;
  reg     [68:0] step_9;
  reg     [68:0] step_10;
  reg     [68:0] step_11;
  reg     [68:0] step_12;
  reg     [68:0] step_13;
  reg     [68:0] step_14;
  reg     [68:0] step_15;
  reg     [68:0] step_16;
  reg     [68:0] step_17;
  reg     [68:0] step_18;
  reg     [68:0] step_19;
  reg     [68:0] step_20;
  reg     [68:0] step_21;
  reg     [68:0] step_22;
  reg     [68:0] step_23;
  reg     [68:0] step_24;
  reg     [68:0] step_25;
  reg     [68:0] step_26;
  reg     [68:0] step_27;
  reg     [68:0] step_28;
  reg     [68:0] step_29;
  reg     [68:0] step_30;
  reg     [68:0] step_31;
  reg    [143:0] bias_0;  // [23:0][5:0]
  reg    [143:0] bias_1;  // [23:0][5:0]
  reg    [143:0] bias_2;  // [23:0][5:0]
  reg    [143:0] bias_3;  // [23:0][5:0]
  wire           possible_condition;

  wire     [1:0] word_target = word[1:0];
  wire     [4:0] word_number = word[6:2];
  wire           word_last = word[7];
  wire   [143:0] word_word = word[151:8];
  wire    [68:0] given = word[76:8];

  assign possible_condition = (given[53:46] != 8'd0) & (({2'd0, given[45:39]} + {1'b0, given[53:46]}) <= 9'h80);
  assign put = checked & legal;
  assign i_ready = open;
  assign last = word_last;
  assign refused = checked & ~legal;

  always @* begin
    step = 69'd0;
    case (number)
      5'd0: step = step_0;
      5'd1: step = step_1;
      5'd2: step = step_2;
      5'd3: step = step_3;
      5'd4: step = step_4;
      5'd5: step = step_5;
      5'd6: step = step_6;
      5'd7: step = step_7;
      5'd8: step = step_8;
      5'd9: step = step_9;
      5'd10: step = step_10;
      5'd11: step = step_11;
      5'd12: step = step_12;
      5'd13: step = step_13;
      5'd14: step = step_14;
      5'd15: step = step_15;
      5'd16: step = step_16;
      5'd17: step = step_17;
      5'd18: step = step_18;
      5'd19: step = step_19;
      5'd20: step = step_20;
      5'd21: step = step_21;
      5'd22: step = step_22;
      5'd23: step = step_23;
      5'd24: step = step_24;
      5'd25: step = step_25;
      5'd26: step = step_26;
      5'd27: step = step_27;
      5'd28: step = step_28;
      5'd29: step = step_29;
      5'd30: step = step_30;
      5'd31: step = step_31;
      default: ;
    endcase
  end

  always @* begin
    codes = 120'd0;
    case (entry)
      2'd0: codes =
          {bias_0[142:138], bias_0[136:132], bias_0[130:126], bias_0[124:120], bias_0[118:114], bias_0[112:108],
          bias_0[106:102], bias_0[100:96], bias_0[94:90], bias_0[88:84], bias_0[82:78], bias_0[76:72], bias_0[70:66],
          bias_0[64:60], bias_0[58:54], bias_0[52:48], bias_0[46:42], bias_0[40:36], bias_0[34:30], bias_0[28:24],
          bias_0[22:18], bias_0[16:12], bias_0[10:6], bias_0[4:0]};
      2'd1: codes =
          {bias_1[142:138], bias_1[136:132], bias_1[130:126], bias_1[124:120], bias_1[118:114], bias_1[112:108],
          bias_1[106:102], bias_1[100:96], bias_1[94:90], bias_1[88:84], bias_1[82:78], bias_1[76:72], bias_1[70:66],
          bias_1[64:60], bias_1[58:54], bias_1[52:48], bias_1[46:42], bias_1[40:36], bias_1[34:30], bias_1[28:24],
          bias_1[22:18], bias_1[16:12], bias_1[10:6], bias_1[4:0]};
      2'd2: codes =
          {bias_2[142:138], bias_2[136:132], bias_2[130:126], bias_2[124:120], bias_2[118:114], bias_2[112:108],
          bias_2[106:102], bias_2[100:96], bias_2[94:90], bias_2[88:84], bias_2[82:78], bias_2[76:72], bias_2[70:66],
          bias_2[64:60], bias_2[58:54], bias_2[52:48], bias_2[46:42], bias_2[40:36], bias_2[34:30], bias_2[28:24],
          bias_2[22:18], bias_2[16:12], bias_2[10:6], bias_2[4:0]};
      2'd3: codes =
          {bias_3[142:138], bias_3[136:132], bias_3[130:126], bias_3[124:120], bias_3[118:114], bias_3[112:108],
          bias_3[106:102], bias_3[100:96], bias_3[94:90], bias_3[88:84], bias_3[82:78], bias_3[76:72], bias_3[70:66],
          bias_3[64:60], bias_3[58:54], bias_3[52:48], bias_3[46:42], bias_3[40:36], bias_3[34:30], bias_3[28:24],
          bias_3[22:18], bias_3[16:12], bias_3[10:6], bias_3[4:0]};
      default: ;
    endcase
  end

  always @* begin
    begins = 24'd0;
    case (searched)
      2'd0: begins =
          {bias_0[143], bias_0[137], bias_0[131], bias_0[125], bias_0[119], bias_0[113], bias_0[107], bias_0[101],
          bias_0[95], bias_0[89], bias_0[83], bias_0[77], bias_0[71], bias_0[65], bias_0[59], bias_0[53], bias_0[47],
          bias_0[41], bias_0[35], bias_0[29], bias_0[23], bias_0[17], bias_0[11], bias_0[5]};
      2'd1: begins =
          {bias_1[143], bias_1[137], bias_1[131], bias_1[125], bias_1[119], bias_1[113], bias_1[107], bias_1[101],
          bias_1[95], bias_1[89], bias_1[83], bias_1[77], bias_1[71], bias_1[65], bias_1[59], bias_1[53], bias_1[47],
          bias_1[41], bias_1[35], bias_1[29], bias_1[23], bias_1[17], bias_1[11], bias_1[5]};
      2'd2: begins =
          {bias_2[143], bias_2[137], bias_2[131], bias_2[125], bias_2[119], bias_2[113], bias_2[107], bias_2[101],
          bias_2[95], bias_2[89], bias_2[83], bias_2[77], bias_2[71], bias_2[65], bias_2[59], bias_2[53], bias_2[47],
          bias_2[41], bias_2[35], bias_2[29], bias_2[23], bias_2[17], bias_2[11], bias_2[5]};
      2'd3: begins =
          {bias_3[143], bias_3[137], bias_3[131], bias_3[125], bias_3[119], bias_3[113], bias_3[107], bias_3[101],
          bias_3[95], bias_3[89], bias_3[83], bias_3[77], bias_3[71], bias_3[65], bias_3[59], bias_3[53], bias_3[47],
          bias_3[41], bias_3[35], bias_3[29], bias_3[23], bias_3[17], bias_3[11], bias_3[5]};
      default: ;
    endcase
  end

  always @* begin
    possible = 1'b0;
    if (word_target == TARGET_STEP) begin
      if (given[1:0] == STEP_KIND_RELOAD)
        possible = possible_condition;
      else if ((given[36:33] != 4'd0) & ~given[15])
        possible = 1'b0;
      else if (given[38:37] == ACTION_STORE)
        possible = possible_condition & (({2'd0, given[62:56]} + {1'b0, given[53:46]}) <= 9'h60);
      else if (given[38:37] == ACTION_VOTE)
        possible = possible_condition & (given[66:63] != 4'd0);
      else
        possible = 1'b1;
    end
  end

  always @* begin
    legal = 1'b0;
    case (word_target)
      TARGET_STEP: legal =
          &{2'd3, given[66:63] <= 4'd10, given[62:56] <= 7'd95, 1'b1, given[53:46] <= 8'd128, 2'd3, given[36:33] <=
          4'd8, given[32:29] <= 4'd11, 6'd63, given[4:3] <= 2'd2, 1'b1, given[1:0] <= 2'd2} & possible;
      TARGET_BIAS: legal = word_number < 5'd4;
      TARGET_MASK: legal = 1'b1;
      default: ;
    endcase
  end

  always @(posedge clk)
    if (rst)
      checked <= 1'b0;
    else
      checked <= open & i_valid;

  always @(posedge clk)
    word <= i_payload;

  always @(posedge clk)
    if (put & (word_target == TARGET_STEP) & (word_number == 5'd0))
      step_0 <= given;

  always @(posedge clk)
    if (put & (word_target == TARGET_STEP) & (word_number == 5'd1))
      step_1 <= given;

  always @(posedge clk)
    if (put & (word_target == TARGET_STEP) & (word_number == 5'd2))
      step_2 <= given;

  always @(posedge clk)
    if (put & (word_target == TARGET_STEP) & (word_number == 5'd3))
      step_3 <= given;

  always @(posedge clk)
    if (put & (word_target == TARGET_STEP) & (word_number == 5'd4))
      step_4 <= given;

  always @(posedge clk)
    if (put & (word_target == TARGET_STEP) & (word_number == 5'd5))
      step_5 <= given;

  always @(posedge clk)
    if (put & (word_target == TARGET_STEP) & (word_number == 5'd6))
      step_6 <= given;

  always @(posedge clk)
    if (put & (word_target == TARGET_STEP) & (word_number == 5'd7))
      step_7 <= given;

  always @(posedge clk)
    if (put & (word_target == TARGET_STEP) & (word_number == 5'd8))
      step_8 <= given;

  always @(posedge clk)
    if (put & (word_target == TARGET_STEP) & (word_number == 5'd9))
      step_9 <= given;

  always @(posedge clk)
    if (put & (word_target == TARGET_STEP) & (word_number == 5'd10))
      step_10 <= given;

  always @(posedge clk)
    if (put & (word_target == TARGET_STEP) & (word_number == 5'd11))
      step_11 <= given;

  always @(posedge clk)
    if (put & (word_target == TARGET_STEP) & (word_number == 5'd12))
      step_12 <= given;

  always @(posedge clk)
    if (put & (word_target == TARGET_STEP) & (word_number == 5'd13))
      step_13 <= given;

  always @(posedge clk)
    if (put & (word_target == TARGET_STEP) & (word_number == 5'd14))
      step_14 <= given;

  always @(posedge clk)
    if (put & (word_target == TARGET_STEP) & (word_number == 5'd15))
      step_15 <= given;

  always @(posedge clk)
    if (put & (word_target == TARGET_STEP) & (word_number == 5'd16))
      step_16 <= given;

  always @(posedge clk)
    if (put & (word_target == TARGET_STEP) & (word_number == 5'd17))
      step_17 <= given;

  always @(posedge clk)
    if (put & (word_target == TARGET_STEP) & (word_number == 5'd18))
      step_18 <= given;

  always @(posedge clk)
    if (put & (word_target == TARGET_STEP) & (word_number == 5'd19))
      step_19 <= given;

  always @(posedge clk)
    if (put & (word_target == TARGET_STEP) & (word_number == 5'd20))
      step_20 <= given;

  always @(posedge clk)
    if (put & (word_target == TARGET_STEP) & (word_number == 5'd21))
      step_21 <= given;

  always @(posedge clk)
    if (put & (word_target == TARGET_STEP) & (word_number == 5'd22))
      step_22 <= given;

  always @(posedge clk)
    if (put & (word_target == TARGET_STEP) & (word_number == 5'd23))
      step_23 <= given;

  always @(posedge clk)
    if (put & (word_target == TARGET_STEP) & (word_number == 5'd24))
      step_24 <= given;

  always @(posedge clk)
    if (put & (word_target == TARGET_STEP) & (word_number == 5'd25))
      step_25 <= given;

  always @(posedge clk)
    if (put & (word_target == TARGET_STEP) & (word_number == 5'd26))
      step_26 <= given;

  always @(posedge clk)
    if (put & (word_target == TARGET_STEP) & (word_number == 5'd27))
      step_27 <= given;

  always @(posedge clk)
    if (put & (word_target == TARGET_STEP) & (word_number == 5'd28))
      step_28 <= given;

  always @(posedge clk)
    if (put & (word_target == TARGET_STEP) & (word_number == 5'd29))
      step_29 <= given;

  always @(posedge clk)
    if (put & (word_target == TARGET_STEP) & (word_number == 5'd30))
      step_30 <= given;

  always @(posedge clk)
    if (put & (word_target == TARGET_STEP) & (word_number == 5'd31))
      step_31 <= given;

  always @(posedge clk)
    if (put & (word_target == TARGET_BIAS) & (word_number == 5'd0))
      bias_0 <= word_word;

  always @(posedge clk)
    if (put & (word_target == TARGET_BIAS) & (word_number == 5'd1))
      bias_1 <= word_word;

  always @(posedge clk)
    if (put & (word_target == TARGET_BIAS) & (word_number == 5'd2))
      bias_2 <= word_word;

  always @(posedge clk)
    if (put & (word_target == TARGET_BIAS) & (word_number == 5'd3))
      bias_3 <= word_word;

  always @(posedge clk)
    if (rst)
      mask <= {128{1'b1}};
    else if (put & (word_target == TARGET_MASK))
      mask <= word_word[127:0];

endmodule

// Adds a bit to each of many accumulators at once, bit after bit with the lowest first: a half adder an accumulator.
module binary_serial_accumulators (
  input  wire           clk,
  input  wire           rst,
  input  wire           add,
  input  wire   [127:0] bits,
  input  wire     [3:0] place,
  input  wire           fresh,
  input  wire    [11:0] start_at,
  output reg            done,
  output reg    [127:0] negative
);

  reg      [3:0] place_2;
  reg    [127:0] plane_0;
  wire   [127:0] addend;
  reg    [127:0] carry;
  reg            adding;
  reg    [127:0] plane_1;
  reg    [127:0] plane_2;
  reg    [127:0] plane_3;
  reg    [127:0] plane_4;
  reg    [127:0] plane_5;
  reg    [127:0] plane_6;
  reg    [127:0] plane_7;
  reg    [127:0] plane_8;
  reg    [127:0] plane_9;
  reg    [127:0] plane_10;
  wire    [11:0] negative_shifted;
  wire   [127:0] augend;

  assign addend = (place_2 == place) ? bits : (place_2 > place) ? carry : 128'd0;
  assign negative_shifted = start_at >> place_2;
  assign augend = fresh ? {128{negative_shifted[0]}} : plane_0;

  always @(posedge clk)
    if (rst) begin
      done <= 1'b0;
      place_2 <= 4'd0;
      adding <= 1'b0;
    end else begin
      done <= 1'b0;
      if (adding) begin
        place_2 <= place_2 + 4'd1;
        if (place_2 == 4'd11) begin
          done <= 1'b1;
          place_2 <= 4'd0;
          adding <= 1'b0;
        end
      end
      if (add)
        adding <= 1'b1;
    end

  always @(posedge clk)
    if (adding) begin
      plane_0 <= plane_1;
      plane_1 <= plane_2;
      plane_2 <= plane_3;
      plane_3 <= plane_4;
      plane_4 <= plane_5;
      plane_5 <= plane_6;
      plane_6 <= plane_7;
      plane_7 <= plane_8;
      plane_8 <= plane_9;
      plane_9 <= plane_10;
      plane_10 <= negative;
      negative <= augend ^ addend;
      carry <= augend & addend;
    end

  wire unused = &{1'b0, negative_shifted[11:1]};

endmodule

// Takes the decisions of an evaluation, and adds them to the accumulators where its tag says so.
module binary_columns (
  input  wire           clk,
  input  wire           rst,
  input  wire   [127:0] fires,
  input  wire           take,
  // {deferred, stop[6:0], send, keep, classes[3:0], to[6:0], to_page[1:0], count[7:0], first[6:0], action[1:0],
  //  place[3:0], initial[11:0], fresh, accumulate}
  input  wire    [57:0] i_tag,
  input  wire   [127:0] mask,
  output reg    [127:0] fired,
  output wire   [127:0] negative,
  output reg            taken,
  output wire           summed,
  output wire           act,
  output wire   [127:0] bits,
  // {deferred, stop[6:0], send, keep, classes[3:0], to[6:0], to_page[1:0], count[7:0], first[6:0], action[1:0],
  //  place[3:0], initial[11:0], fresh, accumulate}
  output reg     [57:0] o_tag
);

  wire           accumulators_add;

  wire     [3:0] o_tag_place = o_tag[17:14];
  wire           o_tag_fresh = o_tag[1];
  wire    [11:0] o_tag_initial = o_tag[13:2];
  wire           o_tag_accumulate = o_tag[0];
  wire           o_tag_deferred = o_tag[57];

  binary_serial_accumulators accumulators (
    .clk(clk),
    .rst(rst),
    .add(accumulators_add),
    .bits(fired),
    .place(o_tag_place),
    .fresh(o_tag_fresh),
    .start_at(o_tag_initial),
    .done(summed),
    .negative(negative)
  );

  assign accumulators_add = taken & o_tag_accumulate;
  assign act = o_tag_deferred ? summed : taken;
  assign bits = (o_tag_deferred ? ~negative : fired) & mask;

  always @(posedge clk)
    if (rst)
      taken <= 1'b0;
    else
      taken <= take;

  always @(posedge clk)
    if (take) begin
      fired <= fires;
      o_tag <= i_tag;
    end

endmodule

// Takes the bit lines through precharge, evaluation and strobe, one evaluation after the other without a gap.
module binary_phases (
  input  wire           clk,
  input  wire           rst,
  // {deferred, stop[6:0], send, keep, classes[3:0], to[6:0], to_page[1:0], count[7:0], first[6:0], action[1:0],
  //  place[3:0], initial[11:0], fresh, accumulate}
  input  wire    [57:0] i_payload,
  input  wire           i_valid,
  output reg            i_ready,
  input  wire     [3:0] stretch_precharge,
  input  wire     [3:0] stretch_evaluate,
  input  wire     [3:0] stretch_compare,
  output reg            precharge,
  output reg            evaluate,
  output reg            compare,
  output wire           strobing,
  output wire           ending,
  // {deferred, stop[6:0], send, keep, classes[3:0], to[6:0], to_page[1:0], count[7:0], first[6:0], action[1:0],
  //  place[3:0], initial[11:0], fresh, accumulate}
  output reg     [57:0] tag,
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
      compare <= 1'b0;
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
            remaining <= {1'b0, stretch_compare};
            phase_state <= PHASE_STROBE;
            compare <= 1'b1;
          end
        PHASE_STROBE:
          if (last) begin
            evaluate <= 1'b0;
            compare <= 1'b0;
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

// Pages of hidden bits, a bit for each data row.
module binary_hidden_bits (
  input  wire           clk,
  input  wire           store,
  input  wire   [127:0] bits,
  // {deferred, stop[6:0], send, keep, classes[3:0], to[6:0], to_page[1:0], count[7:0], first[6:0], action[1:0],
  //  place[3:0], initial[11:0], fresh, accumulate}
  input  wire    [57:0] tag,
  input  wire     [1:0] number,
  output reg     [95:0] page
);

  wire    [95:0] chosen;
  reg     [95:0] page_0;
  reg     [95:0] page_1;
  reg     [95:0] page_2;
  reg     [95:0] page_3;
  wire     [6:0] places;
  wire   [255:0] page_0_shifted;

  wire     [6:0] tag_first = tag[26:20];
  wire     [1:0] tag_to_page = tag[36:35];
  wire     [6:0] tag_to = tag[43:37];
  wire           tag_keep = tag[48];
  wire     [6:0] tag_stop = tag[56:50];

  assign chosen = ({96{1'b1}} << tag_to) & ~({96{1'b1}} << tag_stop);
  assign places = tag_first - tag_to;
  assign page_0_shifted = {2{bits}} >> places;

  always @* begin
    page = 96'd0;
    case (number)
      2'd0: page = page_0;
      2'd1: page = page_1;
      2'd2: page = page_2;
      2'd3: page = page_3;
      default: ;
    endcase
  end

  always @(posedge clk)
    if (store & (tag_to_page == 2'd0))
      page_0 <= (tag_keep ? page_0 & ~chosen : 96'd0) | (page_0_shifted[95:0] & chosen);

  always @(posedge clk)
    if (store & (tag_to_page == 2'd1))
      page_1 <= (tag_keep ? page_1 & ~chosen : 96'd0) | (page_0_shifted[95:0] & chosen);

  always @(posedge clk)
    if (store & (tag_to_page == 2'd2))
      page_2 <= (tag_keep ? page_2 & ~chosen : 96'd0) | (page_0_shifted[95:0] & chosen);

  always @(posedge clk)
    if (store & (tag_to_page == 2'd3))
      page_3 <= (tag_keep ? page_3 & ~chosen : 96'd0) | (page_0_shifted[95:0] & chosen);

  wire unused = &{1'b0, tag[19:0], tag[34:27], tag[47:44], tag[49], tag[57], page_0_shifted[255:96]};

endmodule

// How many of n bits are set. Combinational.
module binary_vote_16_population_count (
  input  wire    [15:0] i,
  output wire     [4:0] o
);

  wire           half_adder_0_0_total;
  wire           full_adder_0_0_total;
  wire           full_adder_0_1_total;
  wire           full_adder_0_2_total;
  wire           full_adder_0_3_total;
  wire           full_adder_0_4_total;
  wire           full_adder_0_5_total;
  wire           half_adder_0_0_carry;
  wire           full_adder_0_0_carry;
  wire           full_adder_0_1_carry;
  wire           full_adder_0_2_carry;
  wire           full_adder_0_3_carry;
  wire           full_adder_0_4_carry;
  wire           half_adder_1_1_total;
  wire           full_adder_0_5_carry;
  wire           full_adder_1_7_total;
  wire           full_adder_0_6_carry;
  wire           full_adder_1_8_total;
  wire           half_adder_1_1_carry;
  wire           full_adder_1_7_carry;
  wire           half_adder_2_2_total;
  wire           full_adder_1_8_carry;
  wire           full_adder_1_9_carry;
  wire           half_adder_2_2_carry;
  wire           full_adder_2_10_carry;
  wire           full_adder_0_6_total;
  wire           full_adder_1_9_total;
  wire           full_adder_2_10_total;
  wire           half_adder_3_3_total;
  wire           half_adder_3_3_carry;

  binary_half_adder half_adder_0_0 (
    .a(i[0]),
    .b(i[1]),
    .total(half_adder_0_0_total),
    .carry(half_adder_0_0_carry)
  );

  binary_full_adder full_adder_0_0 (
    .a(i[2]),
    .b(i[3]),
    .c(i[4]),
    .total(full_adder_0_0_total),
    .carry(full_adder_0_0_carry)
  );

  binary_full_adder full_adder_0_1 (
    .a(i[5]),
    .b(i[6]),
    .c(i[7]),
    .total(full_adder_0_1_total),
    .carry(full_adder_0_1_carry)
  );

  binary_full_adder full_adder_0_2 (
    .a(i[8]),
    .b(i[9]),
    .c(i[10]),
    .total(full_adder_0_2_total),
    .carry(full_adder_0_2_carry)
  );

  binary_full_adder full_adder_0_3 (
    .a(i[11]),
    .b(i[12]),
    .c(i[13]),
    .total(full_adder_0_3_total),
    .carry(full_adder_0_3_carry)
  );

  binary_full_adder full_adder_0_4 (
    .a(i[14]),
    .b(i[15]),
    .c(half_adder_0_0_total),
    .total(full_adder_0_4_total),
    .carry(full_adder_0_4_carry)
  );

  binary_full_adder full_adder_0_5 (
    .a(full_adder_0_0_total),
    .b(full_adder_0_1_total),
    .c(full_adder_0_2_total),
    .total(full_adder_0_5_total),
    .carry(full_adder_0_5_carry)
  );

  binary_full_adder full_adder_0_6 (
    .a(full_adder_0_3_total),
    .b(full_adder_0_4_total),
    .c(full_adder_0_5_total),
    .total(full_adder_0_6_total),
    .carry(full_adder_0_6_carry)
  );

  binary_half_adder half_adder_1_1 (
    .a(half_adder_0_0_carry),
    .b(full_adder_0_0_carry),
    .total(half_adder_1_1_total),
    .carry(half_adder_1_1_carry)
  );

  binary_full_adder full_adder_1_7 (
    .a(full_adder_0_1_carry),
    .b(full_adder_0_2_carry),
    .c(full_adder_0_3_carry),
    .total(full_adder_1_7_total),
    .carry(full_adder_1_7_carry)
  );

  binary_full_adder full_adder_1_8 (
    .a(full_adder_0_4_carry),
    .b(half_adder_1_1_total),
    .c(full_adder_0_5_carry),
    .total(full_adder_1_8_total),
    .carry(full_adder_1_8_carry)
  );

  binary_full_adder full_adder_1_9 (
    .a(full_adder_1_7_total),
    .b(full_adder_0_6_carry),
    .c(full_adder_1_8_total),
    .total(full_adder_1_9_total),
    .carry(full_adder_1_9_carry)
  );

  binary_half_adder half_adder_2_2 (
    .a(half_adder_1_1_carry),
    .b(full_adder_1_7_carry),
    .total(half_adder_2_2_total),
    .carry(half_adder_2_2_carry)
  );

  binary_full_adder full_adder_2_10 (
    .a(half_adder_2_2_total),
    .b(full_adder_1_8_carry),
    .c(full_adder_1_9_carry),
    .total(full_adder_2_10_total),
    .carry(full_adder_2_10_carry)
  );

  binary_half_adder half_adder_3_3 (
    .a(half_adder_2_2_carry),
    .b(full_adder_2_10_carry),
    .total(half_adder_3_3_total),
    .carry(half_adder_3_3_carry)
  );

  assign o =
      {half_adder_3_3_carry, half_adder_3_3_total, full_adder_2_10_total, full_adder_1_9_total, full_adder_0_6_total};

endmodule

// Which of values that come one by one is the highest, the first of several such.
module binary_argmax (
  input  wire           clk,
  input  wire           rst,
  input  wire           take,
  input  wire           first,
  input  wire    [15:0] value,
  input  wire     [3:0] at,
  output wire     [3:0] number,
  output wire    [15:0] highest
);

  wire           higher;
  reg     [15:0] kept_highest;
  reg      [3:0] kept_number;

  assign higher = first | (value > kept_highest);
  assign number = higher ? at : kept_number;
  assign highest = higher ? value : kept_highest;

  always @(posedge clk)
    if (rst) begin
      kept_number <= 4'd0;
      kept_highest <= 16'd0;
    end else if (take) begin
      kept_number <= number;
      kept_highest <= highest;
    end

endmodule

// Counts the bits of each class's columns, weighs the counts by a power of two, and adds them to the classes' scores.
module binary_vote (
  input  wire           clk,
  input  wire           rst,
  input  wire           load,
  input  wire   [127:0] bits,
  input  wire     [6:0] first,
  input  wire     [7:0] count,
  input  wire     [3:0] classes,
  input  wire     [3:0] place,
  input  wire           keep,
  input  wire           send,
  output reg            busy,
  output wire    [20:0] o_payload,  // {last, label[3:0], score[15:0]}
  output wire           o_valid,
  input  wire           o_ready
);

  wire           last_0;
  reg      [3:0] counting;
  reg      [3:0] last_class;
  wire           move;
  wire     [8:0] beyond;
  reg      [7:0] high;
  reg      [7:0] wide;
  reg    [127:0] chosen;
  reg      [4:0] slice_0_count;
  reg      [4:0] slice_1_count;
  reg      [4:0] slice_2_count;
  reg      [4:0] slice_3_count;
  reg      [4:0] slice_4_count;
  reg      [4:0] slice_5_count;
  reg      [4:0] slice_6_count;
  reg      [4:0] slice_7_count;
  wire           full_adder_0_0_total;
  wire           full_adder_0_0_carry;
  wire           full_adder_0_1_carry;
  wire           full_adder_1_3_total;
  wire           full_adder_1_4_total;
  wire           full_adder_0_2_carry;
  wire           full_adder_1_5_total;
  wire           full_adder_1_6_total;
  wire           full_adder_1_3_carry;
  wire           full_adder_1_4_carry;
  wire           full_adder_2_8_total;
  wire           full_adder_2_9_total;
  wire           full_adder_1_5_carry;
  wire           full_adder_1_6_carry;
  wire           full_adder_2_10_total;
  wire           full_adder_2_11_total;
  wire           full_adder_1_7_carry;
  wire           full_adder_2_12_total;
  wire           full_adder_2_8_carry;
  wire           full_adder_2_9_carry;
  wire           full_adder_3_14_total;
  wire           full_adder_3_15_total;
  wire           full_adder_2_10_carry;
  wire           full_adder_2_11_carry;
  wire           full_adder_3_16_total;
  wire           full_adder_3_17_total;
  wire           full_adder_2_12_carry;
  wire           full_adder_3_18_total;
  wire           full_adder_3_14_carry;
  wire           full_adder_3_15_carry;
  wire           full_adder_4_20_total;
  wire           full_adder_4_21_total;
  wire           full_adder_3_16_carry;
  wire           full_adder_3_17_carry;
  wire           full_adder_4_22_total;
  wire           full_adder_4_23_total;
  wire           full_adder_3_18_carry;
  wire           full_adder_4_24_total;
  wire           full_adder_4_20_carry;
  wire           full_adder_4_21_carry;
  wire           full_adder_4_22_carry;
  wire           full_adder_4_23_carry;
  wire           full_adder_4_24_carry;
  wire           full_adder_5_26_total;
  wire           carry_0;
  wire           full_adder_0_1_total;
  wire           full_adder_0_2_total;
  wire           carry_1;
  wire           full_adder_1_7_total;
  wire           carry_2;
  wire           full_adder_2_13_total;
  wire           carry_3;
  wire           full_adder_2_13_carry;
  wire           full_adder_3_19_total;
  wire           carry_4;
  wire           full_adder_3_19_carry;
  wire           full_adder_4_25_total;
  wire           carry_5;
  wire           full_adder_4_25_carry;
  wire           full_adder_5_27_total;
  wire           carry_6;
  wire           full_adder_5_26_carry;
  wire           full_adder_5_27_carry;
  reg     [15:0] before_2;
  reg     [15:0] weighed;
  wire           argmax_take;
  reg            valid_5;
  reg      [3:0] number;
  reg     [15:0] score;
  reg            sending;
  wire     [3:0] argmax_number;
  reg            last_5;
  reg            valid_0;
  reg            valid_1;
  reg            last_1;
  reg            valid_2;
  reg            last_2;
  reg            valid_3;
  reg            last_3;
  reg            valid_4;
  reg            last_4;
  wire     [4:0] slice_0_o;
  wire     [4:0] slice_1_o;
  wire     [4:0] slice_2_o;
  wire     [4:0] slice_3_o;
  wire     [4:0] slice_4_o;
  wire     [4:0] slice_5_o;
  wire     [4:0] slice_6_o;
  wire     [4:0] slice_7_o;
  reg      [7:0] low;
  reg    [127:0] ballot;
  reg      [7:0] total;
  reg      [3:0] weight;
  reg            keeping;
  reg      [3:0] reading;
  reg     [15:0] score_0;
  reg     [15:0] score_1;
  reg     [15:0] score_2;
  reg     [15:0] score_3;
  reg     [15:0] score_4;
  reg     [15:0] score_5;
  reg     [15:0] score_6;
  reg     [15:0] score_7;
  reg     [15:0] score_8;
  reg     [15:0] score_9;
  reg      [3:0] scoring;
  wire    [15:0] added;
  reg     [15:0] before_2_choice;
  wire    [15:0] argmax_highest;

  binary_vote_16_population_count slice_0 (
    .i(chosen[15:0]),
    .o(slice_0_o)
  );

  binary_vote_16_population_count slice_1 (
    .i(chosen[31:16]),
    .o(slice_1_o)
  );

  binary_vote_16_population_count slice_2 (
    .i(chosen[47:32]),
    .o(slice_2_o)
  );

  binary_vote_16_population_count slice_3 (
    .i(chosen[63:48]),
    .o(slice_3_o)
  );

  binary_vote_16_population_count slice_4 (
    .i(chosen[79:64]),
    .o(slice_4_o)
  );

  binary_vote_16_population_count slice_5 (
    .i(chosen[95:80]),
    .o(slice_5_o)
  );

  binary_vote_16_population_count slice_6 (
    .i(chosen[111:96]),
    .o(slice_6_o)
  );

  binary_vote_16_population_count slice_7 (
    .i(chosen[127:112]),
    .o(slice_7_o)
  );

  binary_full_adder full_adder_0_0 (
    .a(slice_0_count[0]),
    .b(slice_1_count[0]),
    .c(slice_2_count[0]),
    .total(full_adder_0_0_total),
    .carry(full_adder_0_0_carry)
  );

  binary_full_adder full_adder_0_1 (
    .a(slice_3_count[0]),
    .b(slice_4_count[0]),
    .c(slice_5_count[0]),
    .total(full_adder_0_1_total),
    .carry(full_adder_0_1_carry)
  );

  binary_full_adder full_adder_0_2 (
    .a(slice_6_count[0]),
    .b(slice_7_count[0]),
    .c(full_adder_0_0_total),
    .total(full_adder_0_2_total),
    .carry(full_adder_0_2_carry)
  );

  binary_full_adder full_adder_1_3 (
    .a(slice_0_count[1]),
    .b(slice_1_count[1]),
    .c(slice_2_count[1]),
    .total(full_adder_1_3_total),
    .carry(full_adder_1_3_carry)
  );

  binary_full_adder full_adder_1_4 (
    .a(slice_3_count[1]),
    .b(slice_4_count[1]),
    .c(slice_5_count[1]),
    .total(full_adder_1_4_total),
    .carry(full_adder_1_4_carry)
  );

  binary_full_adder full_adder_1_5 (
    .a(slice_6_count[1]),
    .b(slice_7_count[1]),
    .c(full_adder_0_0_carry),
    .total(full_adder_1_5_total),
    .carry(full_adder_1_5_carry)
  );

  binary_full_adder full_adder_1_6 (
    .a(full_adder_0_1_carry),
    .b(full_adder_1_3_total),
    .c(full_adder_1_4_total),
    .total(full_adder_1_6_total),
    .carry(full_adder_1_6_carry)
  );

  binary_full_adder full_adder_1_7 (
    .a(full_adder_0_2_carry),
    .b(full_adder_1_5_total),
    .c(full_adder_1_6_total),
    .total(full_adder_1_7_total),
    .carry(full_adder_1_7_carry)
  );

  binary_full_adder full_adder_2_8 (
    .a(slice_0_count[2]),
    .b(slice_1_count[2]),
    .c(slice_2_count[2]),
    .total(full_adder_2_8_total),
    .carry(full_adder_2_8_carry)
  );

  binary_full_adder full_adder_2_9 (
    .a(slice_3_count[2]),
    .b(slice_4_count[2]),
    .c(slice_5_count[2]),
    .total(full_adder_2_9_total),
    .carry(full_adder_2_9_carry)
  );

  binary_full_adder full_adder_2_10 (
    .a(slice_6_count[2]),
    .b(slice_7_count[2]),
    .c(full_adder_1_3_carry),
    .total(full_adder_2_10_total),
    .carry(full_adder_2_10_carry)
  );

  binary_full_adder full_adder_2_11 (
    .a(full_adder_1_4_carry),
    .b(full_adder_2_8_total),
    .c(full_adder_2_9_total),
    .total(full_adder_2_11_total),
    .carry(full_adder_2_11_carry)
  );

  binary_full_adder full_adder_2_12 (
    .a(full_adder_1_5_carry),
    .b(full_adder_1_6_carry),
    .c(full_adder_2_10_total),
    .total(full_adder_2_12_total),
    .carry(full_adder_2_12_carry)
  );

  binary_full_adder full_adder_2_13 (
    .a(full_adder_2_11_total),
    .b(full_adder_1_7_carry),
    .c(full_adder_2_12_total),
    .total(full_adder_2_13_total),
    .carry(full_adder_2_13_carry)
  );

  binary_full_adder full_adder_3_14 (
    .a(slice_0_count[3]),
    .b(slice_1_count[3]),
    .c(slice_2_count[3]),
    .total(full_adder_3_14_total),
    .carry(full_adder_3_14_carry)
  );

  binary_full_adder full_adder_3_15 (
    .a(slice_3_count[3]),
    .b(slice_4_count[3]),
    .c(slice_5_count[3]),
    .total(full_adder_3_15_total),
    .carry(full_adder_3_15_carry)
  );

  binary_full_adder full_adder_3_16 (
    .a(slice_6_count[3]),
    .b(slice_7_count[3]),
    .c(full_adder_2_8_carry),
    .total(full_adder_3_16_total),
    .carry(full_adder_3_16_carry)
  );

  binary_full_adder full_adder_3_17 (
    .a(full_adder_2_9_carry),
    .b(full_adder_3_14_total),
    .c(full_adder_3_15_total),
    .total(full_adder_3_17_total),
    .carry(full_adder_3_17_carry)
  );

  binary_full_adder full_adder_3_18 (
    .a(full_adder_2_10_carry),
    .b(full_adder_2_11_carry),
    .c(full_adder_3_16_total),
    .total(full_adder_3_18_total),
    .carry(full_adder_3_18_carry)
  );

  binary_full_adder full_adder_3_19 (
    .a(full_adder_3_17_total),
    .b(full_adder_2_12_carry),
    .c(full_adder_3_18_total),
    .total(full_adder_3_19_total),
    .carry(full_adder_3_19_carry)
  );

  binary_full_adder full_adder_4_20 (
    .a(slice_0_count[4]),
    .b(slice_1_count[4]),
    .c(slice_2_count[4]),
    .total(full_adder_4_20_total),
    .carry(full_adder_4_20_carry)
  );

  binary_full_adder full_adder_4_21 (
    .a(slice_3_count[4]),
    .b(slice_4_count[4]),
    .c(slice_5_count[4]),
    .total(full_adder_4_21_total),
    .carry(full_adder_4_21_carry)
  );

  binary_full_adder full_adder_4_22 (
    .a(slice_6_count[4]),
    .b(slice_7_count[4]),
    .c(full_adder_3_14_carry),
    .total(full_adder_4_22_total),
    .carry(full_adder_4_22_carry)
  );

  binary_full_adder full_adder_4_23 (
    .a(full_adder_3_15_carry),
    .b(full_adder_4_20_total),
    .c(full_adder_4_21_total),
    .total(full_adder_4_23_total),
    .carry(full_adder_4_23_carry)
  );

  binary_full_adder full_adder_4_24 (
    .a(full_adder_3_16_carry),
    .b(full_adder_3_17_carry),
    .c(full_adder_4_22_total),
    .total(full_adder_4_24_total),
    .carry(full_adder_4_24_carry)
  );

  binary_full_adder full_adder_4_25 (
    .a(full_adder_4_23_total),
    .b(full_adder_3_18_carry),
    .c(full_adder_4_24_total),
    .total(full_adder_4_25_total),
    .carry(full_adder_4_25_carry)
  );

  binary_full_adder full_adder_5_26 (
    .a(full_adder_4_20_carry),
    .b(full_adder_4_21_carry),
    .c(full_adder_4_22_carry),
    .total(full_adder_5_26_total),
    .carry(full_adder_5_26_carry)
  );

  binary_full_adder full_adder_5_27 (
    .a(full_adder_4_23_carry),
    .b(full_adder_4_24_carry),
    .c(full_adder_5_26_total),
    .total(full_adder_5_27_total),
    .carry(full_adder_5_27_carry)
  );

  binary_argmax argmax (
    .clk(clk),
    .rst(rst),
    .take(argmax_take),
    .first(number == 4'd0),
    .value(score),
    .at(number),
    .number(argmax_number),
    .highest(argmax_highest)
  );

  assign last_0 = counting == last_class;
  assign o_valid = valid_5 & sending;
  assign move = ~o_valid | o_ready;
  assign beyond = {1'b0, high} + {1'b0, wide};
  assign carry_0 = full_adder_0_1_total & full_adder_0_2_total;
  assign carry_1 = full_adder_1_7_total & carry_0;
  assign carry_2 = full_adder_2_13_total & carry_1;
  assign carry_3 = (full_adder_2_13_carry & full_adder_3_19_total) |
      (carry_2 & (full_adder_2_13_carry | full_adder_3_19_total));
  assign carry_4 = (full_adder_3_19_carry & full_adder_4_25_total) |
      (carry_3 & (full_adder_3_19_carry | full_adder_4_25_total));
  assign carry_5 = (full_adder_4_25_carry & full_adder_5_27_total) |
      (carry_4 & (full_adder_4_25_carry | full_adder_5_27_total));
  assign carry_6 = (full_adder_5_26_carry & full_adder_5_27_carry) |
      (carry_5 & (full_adder_5_26_carry | full_adder_5_27_carry));
  assign argmax_take = move & valid_5;
  assign o_payload = {last_5, argmax_number, score};
  assign added = before_2 + weighed;

  always @* begin
    before_2_choice = 16'd0;
    case (reading)
      4'd0: before_2_choice = score_0;
      4'd1: before_2_choice = score_1;
      4'd2: before_2_choice = score_2;
      4'd3: before_2_choice = score_3;
      4'd4: before_2_choice = score_4;
      4'd5: before_2_choice = score_5;
      4'd6: before_2_choice = score_6;
      4'd7: before_2_choice = score_7;
      4'd8: before_2_choice = score_8;
      4'd9: before_2_choice = score_9;
      default: ;
    endcase
  end

  always @(posedge clk)
    if (rst) begin
      counting <= 4'd0;
      valid_0 <= 1'b0;
      valid_1 <= 1'b0;
      last_1 <= 1'b0;
      valid_2 <= 1'b0;
      last_2 <= 1'b0;
      valid_3 <= 1'b0;
      last_3 <= 1'b0;
      valid_4 <= 1'b0;
      last_4 <= 1'b0;
      valid_5 <= 1'b0;
      last_5 <= 1'b0;
      busy <= 1'b0;
      last_class <= 4'd0;
      scoring <= 4'd0;
      reading <= 4'd0;
      number <= 4'd0;
    end else begin
      if (move) begin
        valid_1 <= valid_0;
        last_1 <= last_0;
        valid_2 <= valid_1;
        last_2 <= last_1;
        valid_3 <= valid_2;
        last_3 <= last_2;
        valid_4 <= valid_3;
        last_4 <= last_3;
        valid_5 <= valid_4;
        last_5 <= last_4;
        scoring <= reading;
        if (valid_0) begin
          counting <= counting + 4'd1;
          valid_0 <= ~last_0;
        end
        if (valid_5 & last_5)
          busy <= 1'b0;
        if (valid_3)
          reading <= reading + 4'd1;
      end
      if (argmax_take)
        number <= number + 4'd1;
      if (load) begin
        counting <= 4'd0;
        valid_0 <= 1'b1;
        busy <= 1'b1;
        last_class <= classes - 4'd1;
        reading <= 4'd0;
        number <= 4'd0;
      end
    end

  always @(posedge clk) begin
    if (move) begin
      slice_0_count <= slice_0_o;
      slice_1_count <= slice_1_o;
      slice_2_count <= slice_2_o;
      slice_3_count <= slice_3_o;
      slice_4_count <= slice_4_o;
      slice_5_count <= slice_5_o;
      slice_6_count <= slice_6_o;
      slice_7_count <= slice_7_o;
      low <= high;
      high <= (beyond > 9'h80) ? 8'd128 : beyond[7:0];
      chosen <= ballot & ({128{1'b1}} << low) & ~({128{1'b1}} << high);
      total <=
          {carry_6, full_adder_5_26_carry ^ full_adder_5_27_carry ^ carry_5, full_adder_4_25_carry ^
          full_adder_5_27_total ^ carry_4, full_adder_3_19_carry ^ full_adder_4_25_total ^ carry_3,
          full_adder_2_13_carry ^ full_adder_3_19_total ^ carry_2, full_adder_2_13_total ^ carry_1,
          full_adder_1_7_total ^ carry_0, full_adder_0_1_total ^ full_adder_0_2_total};
      weighed <= {8'd0, total} << weight;
      before_2 <= keeping ? before_2_choice : 16'd0;
      score <= added;
      if (valid_4) begin
        case (scoring)
          4'd0: score_0 <= added;
          4'd1: score_1 <= added;
          4'd2: score_2 <= added;
          4'd3: score_3 <= added;
          4'd4: score_4 <= added;
          4'd5: score_5 <= added;
          4'd6: score_6 <= added;
          4'd7: score_7 <= added;
          4'd8: score_8 <= added;
          4'd9: score_9 <= added;
          default: ;
        endcase
      end
    end
    if (load) begin
      low <= {1'b0, first};
      high <= {1'b0, first} + count;
      ballot <= bits;
      wide <= count;
      weight <= place;
      keeping <= keep;
      sending <= send;
    end
  end

  wire unused = &{1'b0, argmax_highest};

endmodule

// Chooses the code of every row, and puts it on its line straight from flip-flops.
module binary_word_lines (
  input  wire           clk,
  input  wire           rst,
  input  wire           load,
  // {full, trim_stop[3:0], bias_stop[4:0], release, bias[1:0], one_code[4:0], page[1:0], source[1:0]}
  input  wire    [21:0] drive,
  input  wire   [479:0] page,  // [95:0][4:0]
  input  wire    [95:0] hidden,
  input  wire   [119:0] codes,  // [23:0][4:0]
  output wire   [639:0] row_code
);

  localparam [1:0] SOURCE_INPUT = 2'd1;
  localparam [1:0] SOURCE_HIDDEN = 2'd2;

  reg      [4:0] line_0;
  reg      [4:0] line_1;
  reg      [4:0] line_2;
  reg      [4:0] line_3;
  reg      [4:0] line_4;
  reg      [4:0] line_5;
  reg      [4:0] line_6;
  reg      [4:0] line_7;
  reg      [4:0] line_8;
  reg      [4:0] line_9;
  reg      [4:0] line_10;
  reg      [4:0] line_11;
  reg      [4:0] line_12;
  reg      [4:0] line_13;
  reg      [4:0] line_14;
  reg      [4:0] line_15;
  reg      [4:0] line_16;
  reg      [4:0] line_17;
  reg      [4:0] line_18;
  reg      [4:0] line_19;
  reg      [4:0] line_20;
  reg      [4:0] line_21;
  reg      [4:0] line_22;
  reg      [4:0] line_23;
  reg      [4:0] line_24;
  reg      [4:0] line_25;
  reg      [4:0] line_26;
  reg      [4:0] line_27;
  reg      [4:0] line_28;
  reg      [4:0] line_29;
  reg      [4:0] line_30;
  reg      [4:0] line_31;
  reg      [4:0] line_32;
  reg      [4:0] line_33;
  reg      [4:0] line_34;
  reg      [4:0] line_35;
  reg      [4:0] line_36;
  reg      [4:0] line_37;
  reg      [4:0] line_38;
  reg      [4:0] line_39;
  reg      [4:0] line_40;
  reg      [4:0] line_41;
  reg      [4:0] line_42;
  reg      [4:0] line_43;
  reg      [4:0] line_44;
  reg      [4:0] line_45;
  reg      [4:0] line_46;
  reg      [4:0] line_47;
  reg      [4:0] line_48;
  reg      [4:0] line_49;
  reg      [4:0] line_50;
  reg      [4:0] line_51;
  reg      [4:0] line_52;
  reg      [4:0] line_53;
  reg      [4:0] line_54;
  reg      [4:0] line_55;
  reg      [4:0] line_56;
  reg      [4:0] line_57;
  reg      [4:0] line_58;
  reg      [4:0] line_59;
  reg      [4:0] line_60;
  reg      [4:0] line_61;
  reg      [4:0] line_62;
  reg      [4:0] line_63;
  reg      [4:0] line_64;
  reg      [4:0] line_65;
  reg      [4:0] line_66;
  reg      [4:0] line_67;
  reg      [4:0] line_68;
  reg      [4:0] line_69;
  reg      [4:0] line_70;
  reg      [4:0] line_71;
  reg      [4:0] line_72;
  reg      [4:0] line_73;
  reg      [4:0] line_74;
  reg      [4:0] line_75;
  reg      [4:0] line_76;
  reg      [4:0] line_77;
  reg      [4:0] line_78;
  reg      [4:0] line_79;
  reg      [4:0] line_80;
  reg      [4:0] line_81;
  reg      [4:0] line_82;
  reg      [4:0] line_83;
  reg      [4:0] line_84;
  reg      [4:0] line_85;
  reg      [4:0] line_86;
  reg      [4:0] line_87;
  reg      [4:0] line_88;
  reg      [4:0] line_89;
  reg      [4:0] line_90;
  reg      [4:0] line_91;
  reg      [4:0] line_92;
  reg      [4:0] line_93;
  reg      [4:0] line_94;
  reg      [4:0] line_95;
  reg      [4:0] line_96;
  reg      [4:0] line_97;
  reg      [4:0] line_98;
  reg      [4:0] line_99;
  reg      [4:0] line_100;
  reg      [4:0] line_101;
  reg      [4:0] line_102;
  reg      [4:0] line_103;
  reg      [4:0] line_104;
  reg      [4:0] line_105;
  reg      [4:0] line_106;
  reg      [4:0] line_107;
  reg      [4:0] line_108;
  reg      [4:0] line_109;
  reg      [4:0] line_110;
  reg      [4:0] line_111;
  reg      [4:0] line_112;
  reg      [4:0] line_113;
  reg      [4:0] line_114;
  reg      [4:0] line_115;
  reg      [4:0] line_116;
  reg      [4:0] line_117;
  reg      [4:0] line_118;
  reg      [4:0] line_119;
  reg      [4:0] line_120;
  reg      [4:0] line_121;
  reg      [4:0] line_122;
  reg      [4:0] line_123;
  reg      [4:0] line_124;
  reg      [4:0] line_125;
  reg      [4:0] line_126;
  reg      [4:0] line_127;

  wire     [1:0] drive_source = drive[1:0];
  wire     [4:0] drive_one_code = drive[8:4];
  wire     [4:0] drive_bias_stop = drive[16:12];
  wire     [3:0] drive_trim_stop = drive[20:17];
  wire           drive_full = drive[21];

  assign row_code =
      {line_127, line_126, line_125, line_124, line_123, line_122, line_121, line_120, line_119, line_118, line_117,
      line_116, line_115, line_114, line_113, line_112, line_111, line_110, line_109, line_108, line_107, line_106,
      line_105, line_104, line_103, line_102, line_101, line_100, line_99, line_98, line_97, line_96, line_95, line_94,
      line_93, line_92, line_91, line_90, line_89, line_88, line_87, line_86, line_85, line_84, line_83, line_82,
      line_81, line_80, line_79, line_78, line_77, line_76, line_75, line_74, line_73, line_72, line_71, line_70,
      line_69, line_68, line_67, line_66, line_65, line_64, line_63, line_62, line_61, line_60, line_59, line_58,
      line_57, line_56, line_55, line_54, line_53, line_52, line_51, line_50, line_49, line_48, line_47, line_46,
      line_45, line_44, line_43, line_42, line_41, line_40, line_39, line_38, line_37, line_36, line_35, line_34,
      line_33, line_32, line_31, line_30, line_29, line_28, line_27, line_26, line_25, line_24, line_23, line_22,
      line_21, line_20, line_19, line_18, line_17, line_16, line_15, line_14, line_13, line_12, line_11, line_10,
      line_9, line_8, line_7, line_6, line_5, line_4, line_3, line_2, line_1, line_0};

  always @(posedge clk)
    if (rst) begin
      line_0 <= 5'd0;
      line_1 <= 5'd0;
      line_2 <= 5'd0;
      line_3 <= 5'd0;
      line_4 <= 5'd0;
      line_5 <= 5'd0;
      line_6 <= 5'd0;
      line_7 <= 5'd0;
      line_8 <= 5'd0;
      line_9 <= 5'd0;
      line_10 <= 5'd0;
      line_11 <= 5'd0;
      line_12 <= 5'd0;
      line_13 <= 5'd0;
      line_14 <= 5'd0;
      line_15 <= 5'd0;
      line_16 <= 5'd0;
      line_17 <= 5'd0;
      line_18 <= 5'd0;
      line_19 <= 5'd0;
      line_20 <= 5'd0;
      line_21 <= 5'd0;
      line_22 <= 5'd0;
      line_23 <= 5'd0;
      line_24 <= 5'd0;
      line_25 <= 5'd0;
      line_26 <= 5'd0;
      line_27 <= 5'd0;
      line_28 <= 5'd0;
      line_29 <= 5'd0;
      line_30 <= 5'd0;
      line_31 <= 5'd0;
      line_32 <= 5'd0;
      line_33 <= 5'd0;
      line_34 <= 5'd0;
      line_35 <= 5'd0;
      line_36 <= 5'd0;
      line_37 <= 5'd0;
      line_38 <= 5'd0;
      line_39 <= 5'd0;
      line_40 <= 5'd0;
      line_41 <= 5'd0;
      line_42 <= 5'd0;
      line_43 <= 5'd0;
      line_44 <= 5'd0;
      line_45 <= 5'd0;
      line_46 <= 5'd0;
      line_47 <= 5'd0;
      line_48 <= 5'd0;
      line_49 <= 5'd0;
      line_50 <= 5'd0;
      line_51 <= 5'd0;
      line_52 <= 5'd0;
      line_53 <= 5'd0;
      line_54 <= 5'd0;
      line_55 <= 5'd0;
      line_56 <= 5'd0;
      line_57 <= 5'd0;
      line_58 <= 5'd0;
      line_59 <= 5'd0;
      line_60 <= 5'd0;
      line_61 <= 5'd0;
      line_62 <= 5'd0;
      line_63 <= 5'd0;
      line_64 <= 5'd0;
      line_65 <= 5'd0;
      line_66 <= 5'd0;
      line_67 <= 5'd0;
      line_68 <= 5'd0;
      line_69 <= 5'd0;
      line_70 <= 5'd0;
      line_71 <= 5'd0;
      line_72 <= 5'd0;
      line_73 <= 5'd0;
      line_74 <= 5'd0;
      line_75 <= 5'd0;
      line_76 <= 5'd0;
      line_77 <= 5'd0;
      line_78 <= 5'd0;
      line_79 <= 5'd0;
      line_80 <= 5'd0;
      line_81 <= 5'd0;
      line_82 <= 5'd0;
      line_83 <= 5'd0;
      line_84 <= 5'd0;
      line_85 <= 5'd0;
      line_86 <= 5'd0;
      line_87 <= 5'd0;
      line_88 <= 5'd0;
      line_89 <= 5'd0;
      line_90 <= 5'd0;
      line_91 <= 5'd0;
      line_92 <= 5'd0;
      line_93 <= 5'd0;
      line_94 <= 5'd0;
      line_95 <= 5'd0;
      line_96 <= 5'd0;
      line_97 <= 5'd0;
      line_98 <= 5'd0;
      line_99 <= 5'd0;
      line_100 <= 5'd0;
      line_101 <= 5'd0;
      line_102 <= 5'd0;
      line_103 <= 5'd0;
      line_104 <= 5'd0;
      line_105 <= 5'd0;
      line_106 <= 5'd0;
      line_107 <= 5'd0;
      line_108 <= 5'd0;
      line_109 <= 5'd0;
      line_110 <= 5'd0;
      line_111 <= 5'd0;
      line_112 <= 5'd0;
      line_113 <= 5'd0;
      line_114 <= 5'd0;
      line_115 <= 5'd0;
      line_116 <= 5'd0;
      line_117 <= 5'd0;
      line_118 <= 5'd0;
      line_119 <= 5'd0;
      line_120 <= 5'd0;
      line_121 <= 5'd0;
      line_122 <= 5'd0;
      line_123 <= 5'd0;
      line_124 <= 5'd0;
      line_125 <= 5'd0;
      line_126 <= 5'd0;
      line_127 <= 5'd0;
    end else if (load) begin
      line_0 <=
          ((drive_source == SOURCE_INPUT) ? page[4:0] : hidden[0] ?
          ((drive_source == SOURCE_HIDDEN) ? drive_one_code : 5'd0) : 5'd0) | {5{drive_full}};
      line_1 <=
          ((drive_source == SOURCE_INPUT) ? page[9:5] : hidden[1] ?
          ((drive_source == SOURCE_HIDDEN) ? drive_one_code : 5'd0) : 5'd0) | {5{drive_full}};
      line_2 <=
          ((drive_source == SOURCE_INPUT) ? page[14:10] : hidden[2] ?
          ((drive_source == SOURCE_HIDDEN) ? drive_one_code : 5'd0) : 5'd0) | {5{drive_full}};
      line_3 <=
          ((drive_source == SOURCE_INPUT) ? page[19:15] : hidden[3] ?
          ((drive_source == SOURCE_HIDDEN) ? drive_one_code : 5'd0) : 5'd0) | {5{drive_full}};
      line_4 <=
          ((drive_source == SOURCE_INPUT) ? page[24:20] : hidden[4] ?
          ((drive_source == SOURCE_HIDDEN) ? drive_one_code : 5'd0) : 5'd0) | {5{drive_full}};
      line_5 <=
          ((drive_source == SOURCE_INPUT) ? page[29:25] : hidden[5] ?
          ((drive_source == SOURCE_HIDDEN) ? drive_one_code : 5'd0) : 5'd0) | {5{drive_full}};
      line_6 <=
          ((drive_source == SOURCE_INPUT) ? page[34:30] : hidden[6] ?
          ((drive_source == SOURCE_HIDDEN) ? drive_one_code : 5'd0) : 5'd0) | {5{drive_full}};
      line_7 <=
          ((drive_source == SOURCE_INPUT) ? page[39:35] : hidden[7] ?
          ((drive_source == SOURCE_HIDDEN) ? drive_one_code : 5'd0) : 5'd0) | {5{drive_full}};
      line_8 <=
          ((drive_source == SOURCE_INPUT) ? page[44:40] : hidden[8] ?
          ((drive_source == SOURCE_HIDDEN) ? drive_one_code : 5'd0) : 5'd0) | {5{drive_full}};
      line_9 <=
          ((drive_source == SOURCE_INPUT) ? page[49:45] : hidden[9] ?
          ((drive_source == SOURCE_HIDDEN) ? drive_one_code : 5'd0) : 5'd0) | {5{drive_full}};
      line_10 <=
          ((drive_source == SOURCE_INPUT) ? page[54:50] : hidden[10] ?
          ((drive_source == SOURCE_HIDDEN) ? drive_one_code : 5'd0) : 5'd0) | {5{drive_full}};
      line_11 <=
          ((drive_source == SOURCE_INPUT) ? page[59:55] : hidden[11] ?
          ((drive_source == SOURCE_HIDDEN) ? drive_one_code : 5'd0) : 5'd0) | {5{drive_full}};
      line_12 <=
          ((drive_source == SOURCE_INPUT) ? page[64:60] : hidden[12] ?
          ((drive_source == SOURCE_HIDDEN) ? drive_one_code : 5'd0) : 5'd0) | {5{drive_full}};
      line_13 <=
          ((drive_source == SOURCE_INPUT) ? page[69:65] : hidden[13] ?
          ((drive_source == SOURCE_HIDDEN) ? drive_one_code : 5'd0) : 5'd0) | {5{drive_full}};
      line_14 <=
          ((drive_source == SOURCE_INPUT) ? page[74:70] : hidden[14] ?
          ((drive_source == SOURCE_HIDDEN) ? drive_one_code : 5'd0) : 5'd0) | {5{drive_full}};
      line_15 <=
          ((drive_source == SOURCE_INPUT) ? page[79:75] : hidden[15] ?
          ((drive_source == SOURCE_HIDDEN) ? drive_one_code : 5'd0) : 5'd0) | {5{drive_full}};
      line_16 <=
          ((drive_source == SOURCE_INPUT) ? page[84:80] : hidden[16] ?
          ((drive_source == SOURCE_HIDDEN) ? drive_one_code : 5'd0) : 5'd0) | {5{drive_full}};
      line_17 <=
          ((drive_source == SOURCE_INPUT) ? page[89:85] : hidden[17] ?
          ((drive_source == SOURCE_HIDDEN) ? drive_one_code : 5'd0) : 5'd0) | {5{drive_full}};
      line_18 <=
          ((drive_source == SOURCE_INPUT) ? page[94:90] : hidden[18] ?
          ((drive_source == SOURCE_HIDDEN) ? drive_one_code : 5'd0) : 5'd0) | {5{drive_full}};
      line_19 <=
          ((drive_source == SOURCE_INPUT) ? page[99:95] : hidden[19] ?
          ((drive_source == SOURCE_HIDDEN) ? drive_one_code : 5'd0) : 5'd0) | {5{drive_full}};
      line_20 <=
          ((drive_source == SOURCE_INPUT) ? page[104:100] : hidden[20] ?
          ((drive_source == SOURCE_HIDDEN) ? drive_one_code : 5'd0) : 5'd0) | {5{drive_full}};
      line_21 <=
          ((drive_source == SOURCE_INPUT) ? page[109:105] : hidden[21] ?
          ((drive_source == SOURCE_HIDDEN) ? drive_one_code : 5'd0) : 5'd0) | {5{drive_full}};
      line_22 <=
          ((drive_source == SOURCE_INPUT) ? page[114:110] : hidden[22] ?
          ((drive_source == SOURCE_HIDDEN) ? drive_one_code : 5'd0) : 5'd0) | {5{drive_full}};
      line_23 <=
          ((drive_source == SOURCE_INPUT) ? page[119:115] : hidden[23] ?
          ((drive_source == SOURCE_HIDDEN) ? drive_one_code : 5'd0) : 5'd0) | {5{drive_full}};
      line_24 <=
          ((drive_source == SOURCE_INPUT) ? page[124:120] : hidden[24] ?
          ((drive_source == SOURCE_HIDDEN) ? drive_one_code : 5'd0) : 5'd0) | {5{drive_full}};
      line_25 <=
          ((drive_source == SOURCE_INPUT) ? page[129:125] : hidden[25] ?
          ((drive_source == SOURCE_HIDDEN) ? drive_one_code : 5'd0) : 5'd0) | {5{drive_full}};
      line_26 <=
          ((drive_source == SOURCE_INPUT) ? page[134:130] : hidden[26] ?
          ((drive_source == SOURCE_HIDDEN) ? drive_one_code : 5'd0) : 5'd0) | {5{drive_full}};
      line_27 <=
          ((drive_source == SOURCE_INPUT) ? page[139:135] : hidden[27] ?
          ((drive_source == SOURCE_HIDDEN) ? drive_one_code : 5'd0) : 5'd0) | {5{drive_full}};
      line_28 <=
          ((drive_source == SOURCE_INPUT) ? page[144:140] : hidden[28] ?
          ((drive_source == SOURCE_HIDDEN) ? drive_one_code : 5'd0) : 5'd0) | {5{drive_full}};
      line_29 <=
          ((drive_source == SOURCE_INPUT) ? page[149:145] : hidden[29] ?
          ((drive_source == SOURCE_HIDDEN) ? drive_one_code : 5'd0) : 5'd0) | {5{drive_full}};
      line_30 <=
          ((drive_source == SOURCE_INPUT) ? page[154:150] : hidden[30] ?
          ((drive_source == SOURCE_HIDDEN) ? drive_one_code : 5'd0) : 5'd0) | {5{drive_full}};
      line_31 <=
          ((drive_source == SOURCE_INPUT) ? page[159:155] : hidden[31] ?
          ((drive_source == SOURCE_HIDDEN) ? drive_one_code : 5'd0) : 5'd0) | {5{drive_full}};
      line_32 <=
          ((drive_source == SOURCE_INPUT) ? page[164:160] : hidden[32] ?
          ((drive_source == SOURCE_HIDDEN) ? drive_one_code : 5'd0) : 5'd0) | {5{drive_full}};
      line_33 <=
          ((drive_source == SOURCE_INPUT) ? page[169:165] : hidden[33] ?
          ((drive_source == SOURCE_HIDDEN) ? drive_one_code : 5'd0) : 5'd0) | {5{drive_full}};
      line_34 <=
          ((drive_source == SOURCE_INPUT) ? page[174:170] : hidden[34] ?
          ((drive_source == SOURCE_HIDDEN) ? drive_one_code : 5'd0) : 5'd0) | {5{drive_full}};
      line_35 <=
          ((drive_source == SOURCE_INPUT) ? page[179:175] : hidden[35] ?
          ((drive_source == SOURCE_HIDDEN) ? drive_one_code : 5'd0) : 5'd0) | {5{drive_full}};
      line_36 <=
          ((drive_source == SOURCE_INPUT) ? page[184:180] : hidden[36] ?
          ((drive_source == SOURCE_HIDDEN) ? drive_one_code : 5'd0) : 5'd0) | {5{drive_full}};
      line_37 <=
          ((drive_source == SOURCE_INPUT) ? page[189:185] : hidden[37] ?
          ((drive_source == SOURCE_HIDDEN) ? drive_one_code : 5'd0) : 5'd0) | {5{drive_full}};
      line_38 <=
          ((drive_source == SOURCE_INPUT) ? page[194:190] : hidden[38] ?
          ((drive_source == SOURCE_HIDDEN) ? drive_one_code : 5'd0) : 5'd0) | {5{drive_full}};
      line_39 <=
          ((drive_source == SOURCE_INPUT) ? page[199:195] : hidden[39] ?
          ((drive_source == SOURCE_HIDDEN) ? drive_one_code : 5'd0) : 5'd0) | {5{drive_full}};
      line_40 <=
          ((drive_source == SOURCE_INPUT) ? page[204:200] : hidden[40] ?
          ((drive_source == SOURCE_HIDDEN) ? drive_one_code : 5'd0) : 5'd0) | {5{drive_full}};
      line_41 <=
          ((drive_source == SOURCE_INPUT) ? page[209:205] : hidden[41] ?
          ((drive_source == SOURCE_HIDDEN) ? drive_one_code : 5'd0) : 5'd0) | {5{drive_full}};
      line_42 <=
          ((drive_source == SOURCE_INPUT) ? page[214:210] : hidden[42] ?
          ((drive_source == SOURCE_HIDDEN) ? drive_one_code : 5'd0) : 5'd0) | {5{drive_full}};
      line_43 <=
          ((drive_source == SOURCE_INPUT) ? page[219:215] : hidden[43] ?
          ((drive_source == SOURCE_HIDDEN) ? drive_one_code : 5'd0) : 5'd0) | {5{drive_full}};
      line_44 <=
          ((drive_source == SOURCE_INPUT) ? page[224:220] : hidden[44] ?
          ((drive_source == SOURCE_HIDDEN) ? drive_one_code : 5'd0) : 5'd0) | {5{drive_full}};
      line_45 <=
          ((drive_source == SOURCE_INPUT) ? page[229:225] : hidden[45] ?
          ((drive_source == SOURCE_HIDDEN) ? drive_one_code : 5'd0) : 5'd0) | {5{drive_full}};
      line_46 <=
          ((drive_source == SOURCE_INPUT) ? page[234:230] : hidden[46] ?
          ((drive_source == SOURCE_HIDDEN) ? drive_one_code : 5'd0) : 5'd0) | {5{drive_full}};
      line_47 <=
          ((drive_source == SOURCE_INPUT) ? page[239:235] : hidden[47] ?
          ((drive_source == SOURCE_HIDDEN) ? drive_one_code : 5'd0) : 5'd0) | {5{drive_full}};
      line_48 <=
          ((drive_source == SOURCE_INPUT) ? page[244:240] : hidden[48] ?
          ((drive_source == SOURCE_HIDDEN) ? drive_one_code : 5'd0) : 5'd0) | {5{drive_full}};
      line_49 <=
          ((drive_source == SOURCE_INPUT) ? page[249:245] : hidden[49] ?
          ((drive_source == SOURCE_HIDDEN) ? drive_one_code : 5'd0) : 5'd0) | {5{drive_full}};
      line_50 <=
          ((drive_source == SOURCE_INPUT) ? page[254:250] : hidden[50] ?
          ((drive_source == SOURCE_HIDDEN) ? drive_one_code : 5'd0) : 5'd0) | {5{drive_full}};
      line_51 <=
          ((drive_source == SOURCE_INPUT) ? page[259:255] : hidden[51] ?
          ((drive_source == SOURCE_HIDDEN) ? drive_one_code : 5'd0) : 5'd0) | {5{drive_full}};
      line_52 <=
          ((drive_source == SOURCE_INPUT) ? page[264:260] : hidden[52] ?
          ((drive_source == SOURCE_HIDDEN) ? drive_one_code : 5'd0) : 5'd0) | {5{drive_full}};
      line_53 <=
          ((drive_source == SOURCE_INPUT) ? page[269:265] : hidden[53] ?
          ((drive_source == SOURCE_HIDDEN) ? drive_one_code : 5'd0) : 5'd0) | {5{drive_full}};
      line_54 <=
          ((drive_source == SOURCE_INPUT) ? page[274:270] : hidden[54] ?
          ((drive_source == SOURCE_HIDDEN) ? drive_one_code : 5'd0) : 5'd0) | {5{drive_full}};
      line_55 <=
          ((drive_source == SOURCE_INPUT) ? page[279:275] : hidden[55] ?
          ((drive_source == SOURCE_HIDDEN) ? drive_one_code : 5'd0) : 5'd0) | {5{drive_full}};
      line_56 <=
          ((drive_source == SOURCE_INPUT) ? page[284:280] : hidden[56] ?
          ((drive_source == SOURCE_HIDDEN) ? drive_one_code : 5'd0) : 5'd0) | {5{drive_full}};
      line_57 <=
          ((drive_source == SOURCE_INPUT) ? page[289:285] : hidden[57] ?
          ((drive_source == SOURCE_HIDDEN) ? drive_one_code : 5'd0) : 5'd0) | {5{drive_full}};
      line_58 <=
          ((drive_source == SOURCE_INPUT) ? page[294:290] : hidden[58] ?
          ((drive_source == SOURCE_HIDDEN) ? drive_one_code : 5'd0) : 5'd0) | {5{drive_full}};
      line_59 <=
          ((drive_source == SOURCE_INPUT) ? page[299:295] : hidden[59] ?
          ((drive_source == SOURCE_HIDDEN) ? drive_one_code : 5'd0) : 5'd0) | {5{drive_full}};
      line_60 <=
          ((drive_source == SOURCE_INPUT) ? page[304:300] : hidden[60] ?
          ((drive_source == SOURCE_HIDDEN) ? drive_one_code : 5'd0) : 5'd0) | {5{drive_full}};
      line_61 <=
          ((drive_source == SOURCE_INPUT) ? page[309:305] : hidden[61] ?
          ((drive_source == SOURCE_HIDDEN) ? drive_one_code : 5'd0) : 5'd0) | {5{drive_full}};
      line_62 <=
          ((drive_source == SOURCE_INPUT) ? page[314:310] : hidden[62] ?
          ((drive_source == SOURCE_HIDDEN) ? drive_one_code : 5'd0) : 5'd0) | {5{drive_full}};
      line_63 <=
          ((drive_source == SOURCE_INPUT) ? page[319:315] : hidden[63] ?
          ((drive_source == SOURCE_HIDDEN) ? drive_one_code : 5'd0) : 5'd0) | {5{drive_full}};
      line_64 <=
          ((drive_source == SOURCE_INPUT) ? page[324:320] : hidden[64] ?
          ((drive_source == SOURCE_HIDDEN) ? drive_one_code : 5'd0) : 5'd0) | {5{drive_full}};
      line_65 <=
          ((drive_source == SOURCE_INPUT) ? page[329:325] : hidden[65] ?
          ((drive_source == SOURCE_HIDDEN) ? drive_one_code : 5'd0) : 5'd0) | {5{drive_full}};
      line_66 <=
          ((drive_source == SOURCE_INPUT) ? page[334:330] : hidden[66] ?
          ((drive_source == SOURCE_HIDDEN) ? drive_one_code : 5'd0) : 5'd0) | {5{drive_full}};
      line_67 <=
          ((drive_source == SOURCE_INPUT) ? page[339:335] : hidden[67] ?
          ((drive_source == SOURCE_HIDDEN) ? drive_one_code : 5'd0) : 5'd0) | {5{drive_full}};
      line_68 <=
          ((drive_source == SOURCE_INPUT) ? page[344:340] : hidden[68] ?
          ((drive_source == SOURCE_HIDDEN) ? drive_one_code : 5'd0) : 5'd0) | {5{drive_full}};
      line_69 <=
          ((drive_source == SOURCE_INPUT) ? page[349:345] : hidden[69] ?
          ((drive_source == SOURCE_HIDDEN) ? drive_one_code : 5'd0) : 5'd0) | {5{drive_full}};
      line_70 <=
          ((drive_source == SOURCE_INPUT) ? page[354:350] : hidden[70] ?
          ((drive_source == SOURCE_HIDDEN) ? drive_one_code : 5'd0) : 5'd0) | {5{drive_full}};
      line_71 <=
          ((drive_source == SOURCE_INPUT) ? page[359:355] : hidden[71] ?
          ((drive_source == SOURCE_HIDDEN) ? drive_one_code : 5'd0) : 5'd0) | {5{drive_full}};
      line_72 <=
          ((drive_source == SOURCE_INPUT) ? page[364:360] : hidden[72] ?
          ((drive_source == SOURCE_HIDDEN) ? drive_one_code : 5'd0) : 5'd0) | {5{drive_full}};
      line_73 <=
          ((drive_source == SOURCE_INPUT) ? page[369:365] : hidden[73] ?
          ((drive_source == SOURCE_HIDDEN) ? drive_one_code : 5'd0) : 5'd0) | {5{drive_full}};
      line_74 <=
          ((drive_source == SOURCE_INPUT) ? page[374:370] : hidden[74] ?
          ((drive_source == SOURCE_HIDDEN) ? drive_one_code : 5'd0) : 5'd0) | {5{drive_full}};
      line_75 <=
          ((drive_source == SOURCE_INPUT) ? page[379:375] : hidden[75] ?
          ((drive_source == SOURCE_HIDDEN) ? drive_one_code : 5'd0) : 5'd0) | {5{drive_full}};
      line_76 <=
          ((drive_source == SOURCE_INPUT) ? page[384:380] : hidden[76] ?
          ((drive_source == SOURCE_HIDDEN) ? drive_one_code : 5'd0) : 5'd0) | {5{drive_full}};
      line_77 <=
          ((drive_source == SOURCE_INPUT) ? page[389:385] : hidden[77] ?
          ((drive_source == SOURCE_HIDDEN) ? drive_one_code : 5'd0) : 5'd0) | {5{drive_full}};
      line_78 <=
          ((drive_source == SOURCE_INPUT) ? page[394:390] : hidden[78] ?
          ((drive_source == SOURCE_HIDDEN) ? drive_one_code : 5'd0) : 5'd0) | {5{drive_full}};
      line_79 <=
          ((drive_source == SOURCE_INPUT) ? page[399:395] : hidden[79] ?
          ((drive_source == SOURCE_HIDDEN) ? drive_one_code : 5'd0) : 5'd0) | {5{drive_full}};
      line_80 <=
          ((drive_source == SOURCE_INPUT) ? page[404:400] : hidden[80] ?
          ((drive_source == SOURCE_HIDDEN) ? drive_one_code : 5'd0) : 5'd0) | {5{drive_full}};
      line_81 <=
          ((drive_source == SOURCE_INPUT) ? page[409:405] : hidden[81] ?
          ((drive_source == SOURCE_HIDDEN) ? drive_one_code : 5'd0) : 5'd0) | {5{drive_full}};
      line_82 <=
          ((drive_source == SOURCE_INPUT) ? page[414:410] : hidden[82] ?
          ((drive_source == SOURCE_HIDDEN) ? drive_one_code : 5'd0) : 5'd0) | {5{drive_full}};
      line_83 <=
          ((drive_source == SOURCE_INPUT) ? page[419:415] : hidden[83] ?
          ((drive_source == SOURCE_HIDDEN) ? drive_one_code : 5'd0) : 5'd0) | {5{drive_full}};
      line_84 <=
          ((drive_source == SOURCE_INPUT) ? page[424:420] : hidden[84] ?
          ((drive_source == SOURCE_HIDDEN) ? drive_one_code : 5'd0) : 5'd0) | {5{drive_full}};
      line_85 <=
          ((drive_source == SOURCE_INPUT) ? page[429:425] : hidden[85] ?
          ((drive_source == SOURCE_HIDDEN) ? drive_one_code : 5'd0) : 5'd0) | {5{drive_full}};
      line_86 <=
          ((drive_source == SOURCE_INPUT) ? page[434:430] : hidden[86] ?
          ((drive_source == SOURCE_HIDDEN) ? drive_one_code : 5'd0) : 5'd0) | {5{drive_full}};
      line_87 <=
          ((drive_source == SOURCE_INPUT) ? page[439:435] : hidden[87] ?
          ((drive_source == SOURCE_HIDDEN) ? drive_one_code : 5'd0) : 5'd0) | {5{drive_full}};
      line_88 <=
          ((drive_source == SOURCE_INPUT) ? page[444:440] : hidden[88] ?
          ((drive_source == SOURCE_HIDDEN) ? drive_one_code : 5'd0) : 5'd0) | {5{drive_full}};
      line_89 <=
          ((drive_source == SOURCE_INPUT) ? page[449:445] : hidden[89] ?
          ((drive_source == SOURCE_HIDDEN) ? drive_one_code : 5'd0) : 5'd0) | {5{drive_full}};
      line_90 <=
          ((drive_source == SOURCE_INPUT) ? page[454:450] : hidden[90] ?
          ((drive_source == SOURCE_HIDDEN) ? drive_one_code : 5'd0) : 5'd0) | {5{drive_full}};
      line_91 <=
          ((drive_source == SOURCE_INPUT) ? page[459:455] : hidden[91] ?
          ((drive_source == SOURCE_HIDDEN) ? drive_one_code : 5'd0) : 5'd0) | {5{drive_full}};
      line_92 <=
          ((drive_source == SOURCE_INPUT) ? page[464:460] : hidden[92] ?
          ((drive_source == SOURCE_HIDDEN) ? drive_one_code : 5'd0) : 5'd0) | {5{drive_full}};
      line_93 <=
          ((drive_source == SOURCE_INPUT) ? page[469:465] : hidden[93] ?
          ((drive_source == SOURCE_HIDDEN) ? drive_one_code : 5'd0) : 5'd0) | {5{drive_full}};
      line_94 <=
          ((drive_source == SOURCE_INPUT) ? page[474:470] : hidden[94] ?
          ((drive_source == SOURCE_HIDDEN) ? drive_one_code : 5'd0) : 5'd0) | {5{drive_full}};
      line_95 <=
          ((drive_source == SOURCE_INPUT) ? page[479:475] : hidden[95] ?
          ((drive_source == SOURCE_HIDDEN) ? drive_one_code : 5'd0) : 5'd0) | {5{drive_full}};
      line_96 <= ((drive_bias_stop > 5'd0) ? codes[4:0] : 5'd0) | {5{drive_full}};
      line_97 <= ((drive_bias_stop > 5'd1) ? codes[9:5] : 5'd0) | {5{drive_full}};
      line_98 <= ((drive_bias_stop > 5'd2) ? codes[14:10] : 5'd0) | {5{drive_full}};
      line_99 <= ((drive_bias_stop > 5'd3) ? codes[19:15] : 5'd0) | {5{drive_full}};
      line_100 <= ((drive_bias_stop > 5'd4) ? codes[24:20] : 5'd0) | {5{drive_full}};
      line_101 <= ((drive_bias_stop > 5'd5) ? codes[29:25] : 5'd0) | {5{drive_full}};
      line_102 <= ((drive_bias_stop > 5'd6) ? codes[34:30] : 5'd0) | {5{drive_full}};
      line_103 <= ((drive_bias_stop > 5'd7) ? codes[39:35] : 5'd0) | {5{drive_full}};
      line_104 <= ((drive_bias_stop > 5'd8) ? codes[44:40] : 5'd0) | {5{drive_full}};
      line_105 <= ((drive_bias_stop > 5'd9) ? codes[49:45] : 5'd0) | {5{drive_full}};
      line_106 <= ((drive_bias_stop > 5'd10) ? codes[54:50] : 5'd0) | {5{drive_full}};
      line_107 <= ((drive_bias_stop > 5'd11) ? codes[59:55] : 5'd0) | {5{drive_full}};
      line_108 <= ((drive_bias_stop > 5'd12) ? codes[64:60] : 5'd0) | {5{drive_full}};
      line_109 <= ((drive_bias_stop > 5'd13) ? codes[69:65] : 5'd0) | {5{drive_full}};
      line_110 <= ((drive_bias_stop > 5'd14) ? codes[74:70] : 5'd0) | {5{drive_full}};
      line_111 <= ((drive_bias_stop > 5'd15) ? codes[79:75] : 5'd0) | {5{drive_full}};
      line_112 <= ((drive_bias_stop > 5'd16) ? codes[84:80] : 5'd0) | {5{drive_full}};
      line_113 <= ((drive_bias_stop > 5'd17) ? codes[89:85] : 5'd0) | {5{drive_full}};
      line_114 <= ((drive_bias_stop > 5'd18) ? codes[94:90] : 5'd0) | {5{drive_full}};
      line_115 <= ((drive_bias_stop > 5'd19) ? codes[99:95] : 5'd0) | {5{drive_full}};
      line_116 <= ((drive_bias_stop > 5'd20) ? codes[104:100] : 5'd0) | {5{drive_full}};
      line_117 <= ((drive_bias_stop > 5'd21) ? codes[109:105] : 5'd0) | {5{drive_full}};
      line_118 <= ((drive_bias_stop > 5'd22) ? codes[114:110] : 5'd0) | {5{drive_full}};
      line_119 <= ((drive_bias_stop > 5'd23) ? codes[119:115] : 5'd0) | {5{drive_full}};
      line_120 <= ((drive_trim_stop > 4'd0) ? 5'd22 : 5'd0) | {5{drive_full}};
      line_121 <= ((drive_trim_stop > 4'd1) ? 5'd21 : 5'd0) | {5{drive_full}};
      line_122 <= ((drive_trim_stop > 4'd2) ? 5'd21 : 5'd0) | {5{drive_full}};
      line_123 <= ((drive_trim_stop > 4'd3) ? 5'd16 : 5'd0) | {5{drive_full}};
      line_124 <= ((drive_trim_stop > 4'd4) ? 5'd16 : 5'd0) | {5{drive_full}};
      line_125 <= ((drive_trim_stop > 4'd5) ? 5'd16 : 5'd0) | {5{drive_full}};
      line_126 <= ((drive_trim_stop > 4'd6) ? 5'd8 : 5'd0) | {5{drive_full}};
      line_127 <= ((drive_trim_stop > 4'd7) ? 5'd4 : 5'd0) | {5{drive_full}};
    end

  wire unused = &{1'b0, drive[3:2], drive[11:9]};

endmodule

// Keeps one page of words until it is freed. It takes a beat a cycle while it is not full.
module binary_input_page_buffer (
  input  wire           clk,
  input  wire           rst,
  input  wire   [159:0] i_payload,  // [31:0][4:0]
  input  wire           i_valid,
  output wire           i_ready,
  output reg            full,
  input  wire           free,
  output wire   [479:0] page  // [95:0][4:0]
);

  reg    [159:0] words_0;
  reg    [159:0] words_1;
  reg    [159:0] words_2;
  reg      [1:0] taken;

  assign i_ready = ~full;
  assign page = {words_2, words_1, words_0};

  always @(posedge clk)
    if (rst) begin
      taken <= 2'd0;
      full <= 1'b0;
    end else begin
      if (i_valid & i_ready) begin
        taken <= taken + 2'd1;
        if (taken == 2'd2) begin
          taken <= 2'd0;
          full <= 1'b1;
        end
      end
      if (free)
        full <= 1'b0;
    end

  always @(posedge clk)
    if (i_valid & i_ready & (taken == 2'd0))
      words_0 <= i_payload;

  always @(posedge clk)
    if (i_valid & i_ready & (taken == 2'd1))
      words_1 <= i_payload;

  always @(posedge clk)
    if (i_valid & i_ready & (taken == 2'd2))
      words_2 <= i_payload;

endmodule

// Writes, reads back and verifies rows of cells, a word group a beat.
module binary_array_port (
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
  output reg            word_group,
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
        if (r_ready & word_group & ~(clears & (row != 7'd127)))
          i_ready = 1'b1;
      PHASE_HOLD:
        if (word_group & ~(clears & (row != 7'd127)))
          i_ready = 1'b1;
      default: ;
    endcase
  end

  always @(posedge clk)
    if (rst) begin
      remaining <= 1'b0;
      row <= 7'd0;
      word_group <= 1'b0;
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
            word_group <= 1'b1;
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
            remaining <= 1'b0;
            phase_state <= PHASE_WRITE;
            write <= 1'b1;
          end
        PHASE_READ:
          if (last) begin
            read <= 1'b0;
            old <= read_data;
            if (writes) begin
              remaining <= 1'b0;
              phase_state <= PHASE_WRITE;
              write <= 1'b1;
            end else
              phase_state <= PHASE_RESPOND;
          end
        PHASE_RESPOND:
          if (r_ready) begin
            word_group <= 1'b0;
            phase_state <= PHASE_LATCH;
            if (word_group) begin
              word_group <= 1'b1;
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
          word_group <= 1'b0;
          phase_state <= PHASE_LATCH;
          if (word_group) begin
            word_group <= 1'b1;
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

// An array of ±1 cells with its word-line codes, comparators, votes, memory port and program.
module binary_macro (
  input  wire           clk,
  input  wire           rst,
  input  wire     [9:0] op_payload,  // {row[6:0], kind[2:0]}
  input  wire           op_valid,
  output wire           op_ready,
  input  wire   [151:0] program_payload,  // {word[143:0], last, number[4:0], target[1:0]}
  input  wire           program_valid,
  output wire           program_ready,
  input  wire   [159:0] x_payload,  // [31:0][4:0]
  input  wire           x_valid,
  output wire           x_ready,
  output wire    [20:0] y_payload,  // {last, label[3:0], score[15:0]}
  output wire           y_valid,
  input  wire           y_ready,
  input  wire   [127:0] w_payload,
  input  wire           w_valid,
  output wire           w_ready,
  output reg    [255:0] r_payload,  // {differs[127:0], cells[127:0]}
  output wire           r_valid,
  input  wire           r_ready,
  input  wire     [3:0] stretch_precharge,
  input  wire     [3:0] stretch_evaluate,
  input  wire     [3:0] stretch_compare,
  input  wire           start_trim,
  input  wire           start_test,
  input  wire           use_trim,
  input  wire     [3:0] trim_repeats,
  output wire           busy,
  output wire           illegal,
  output wire           ready,
  output wire           bad_program,
  output wire    [15:0] bad_word,
  output wire    [31:0] faults,
  output wire    [31:0] evaluations,
  output wire    [31:0] row_writes
);

  localparam [1:0] CELLS_STREAM = 2'd0;
  localparam [1:0] CELLS_COLUMNS = 2'd1;
  localparam [1:0] CELLS_MARCH = 2'd2;
  localparam [1:0] ACTION_STORE = 2'd1;
  localparam [1:0] ACTION_VOTE = 2'd2;

  wire           sequencer_start_valid;
  // {deferred, stop[6:0], send, keep, classes[3:0], to[6:0], to_page[1:0], count[7:0], first[6:0], action[1:0],
  //  place[3:0], initial[11:0], fresh, accumulate}
  wire    [57:0] sequencer_start_tag;
  wire           phases_i_ready;
  wire           phases_idle;
  wire           phases_precharge;
  wire           phases_evaluate;
  wire           phases_compare;
  wire           sequencer_open;
  wire           program_store_checked;
  wire           program_store_last;
  wire           program_store_refused;
  wire     [4:0] sequencer_number;
  // {send, keep, classes[3:0], to[6:0], to_page[1:0], count[7:0], first[6:0], action[1:0], repeats[3:0], place[3:0],
  //  initial[11:0], fresh, accumulate, release, bias[1:0], one_code[4:0], page[1:0], source[1:0], last, kind[1:0]}
  wire    [68:0] program_store_step;
  wire     [1:0] sequencer_searched;
  wire    [23:0] program_store_begins;
  wire   [127:0] u_array_fires;
  wire           phases_ending;
  // {deferred, stop[6:0], send, keep, classes[3:0], to[6:0], to_page[1:0], count[7:0], first[6:0], action[1:0],
  //  place[3:0], initial[11:0], fresh, accumulate}
  wire    [57:0] phases_tag;
  wire   [127:0] program_store_mask;
  wire           columns_taken;
  wire           columns_summed;
  wire           hidden_bits_store;
  wire           columns_act;
  // {deferred, stop[6:0], send, keep, classes[3:0], to[6:0], to_page[1:0], count[7:0], first[6:0], action[1:0],
  //  place[3:0], initial[11:0], fresh, accumulate}
  wire    [57:0] columns_o_tag;
  wire   [127:0] columns_bits;
  wire           sequencer_voted;
  wire           vote_busy;
  wire           input_page_full;
  wire           input_page_free;
  reg            word_lines_load;
  // {full, trim_stop[3:0], bias_stop[4:0], release, bias[1:0], one_code[4:0], page[1:0], source[1:0]}
  reg     [21:0] driven;
  wire   [479:0] input_page_page;  // [95:0][4:0]
  wire    [95:0] hidden_bits_page;
  wire   [119:0] program_store_codes;  // [23:0][4:0]
  wire   [639:0] word_lines_row_code;
  wire     [8:0] sequencer_order_payload;  // {row[6:0], access[1:0]}
  wire           array_port_i_ready;
  wire           sequencer_order_valid;
  wire   [127:0] opposite;
  wire           sequencer_trimming;
  wire   [127:0] columns_fired;
  wire   [127:0] columns_negative;
  wire           array_port_w_valid;
  wire     [1:0] sequencer_cells;
  wire           array_port_w_ready;
  wire           array_port_r_valid;
  wire           sequencer_show;
  wire           sequencer_differs;
  wire   [255:0] array_port_r_payload;  // {difference[127:0], cells[127:0]}
  wire     [6:0] array_port_row;
  wire           array_port_word_group;
  wire   [127:0] array_port_write_data;
  wire           array_port_write;
  wire           array_port_read;
  wire   [127:0] u_array_read_data;
  reg    [127:0] array_port_w_payload;
  wire           sequencer_one;
  wire           sequencer_group;
  reg            chosen;
  // {full, trim_stop[3:0], bias_stop[4:0], release, bias[1:0], one_code[4:0], page[1:0], source[1:0]}
  wire    [21:0] sequencer_start_drive;
  wire           phases_strobing;
  wire   [127:0] array_port_old;

  wire     [1:0] driven_page = driven[3:2];
  wire     [1:0] driven_bias = driven[10:9];
  wire           driven_release = driven[11];
  wire     [6:0] columns_o_tag_first = columns_o_tag[26:20];
  wire     [7:0] columns_o_tag_count = columns_o_tag[34:27];
  wire     [3:0] columns_o_tag_classes = columns_o_tag[47:44];
  wire     [3:0] columns_o_tag_place = columns_o_tag[17:14];
  wire           columns_o_tag_keep = columns_o_tag[48];
  wire           columns_o_tag_send = columns_o_tag[49];
  wire     [1:0] columns_o_tag_action = columns_o_tag[19:18];
  wire   [127:0] array_port_r_payload_difference = array_port_r_payload[255:128];

  binary_array u_array (
    .row_code(word_lines_row_code),
    .precharge(phases_precharge),
    .evaluate(phases_evaluate),
    .compare(phases_compare),
    .row(array_port_row),
    .word_group(array_port_word_group),
    .write_data(array_port_write_data),
    .write(array_port_write),
    .read(array_port_read),
    .fires(u_array_fires),
    .read_data(u_array_read_data)
  );

  binary_sequencer sequencer (
    .clk(clk),
    .rst(rst),
    .op_payload(op_payload),
    .op_valid(op_valid),
    .op_ready(op_ready),
    .start_trim(start_trim),
    .start_test(start_test),
    .use_trim(use_trim),
    .trim_repeats(trim_repeats),
    .open(sequencer_open),
    .word(program_store_checked),
    .last_word(program_store_last),
    .refused(program_store_refused),
    .number(sequencer_number),
    .step(program_store_step),
    .searched(sequencer_searched),
    .begins(program_store_begins),
    .start_valid(sequencer_start_valid),
    .start_ready(phases_i_ready),
    .start_tag(sequencer_start_tag),
    .start_drive(sequencer_start_drive),
    .idle(phases_idle),
    .page_full(input_page_full),
    .vote_busy(vote_busy),
    .taken(columns_taken),
    .summed(columns_summed),
    .voted(sequencer_voted),
    .order_payload(sequencer_order_payload),
    .order_valid(sequencer_order_valid),
    .order_ready(array_port_i_ready),
    .cells(sequencer_cells),
    .one(sequencer_one),
    .trimming(sequencer_trimming),
    .show(sequencer_show),
    .group(sequencer_group),
    .shown(r_ready),
    .differs(sequencer_differs),
    .busy(busy),
    .illegal(illegal),
    .ready(ready),
    .bad_program(bad_program),
    .bad_word(bad_word),
    .faults(faults),
    .evaluations(evaluations),
    .row_writes(row_writes)
  );

  binary_program_store program_store (
    .clk(clk),
    .rst(rst),
    .i_payload(program_payload),
    .i_valid(program_valid),
    .i_ready(program_ready),
    .open(sequencer_open),
    .checked(program_store_checked),
    .last(program_store_last),
    .refused(program_store_refused),
    .number(sequencer_number),
    .step(program_store_step),
    .entry(driven_bias),
    .codes(program_store_codes),
    .searched(sequencer_searched),
    .begins(program_store_begins),
    .mask(program_store_mask)
  );

  binary_columns columns (
    .clk(clk),
    .rst(rst),
    .fires(u_array_fires),
    .take(phases_ending),
    .i_tag(phases_tag),
    .mask(program_store_mask),
    .fired(columns_fired),
    .negative(columns_negative),
    .taken(columns_taken),
    .summed(columns_summed),
    .act(columns_act),
    .bits(columns_bits),
    .o_tag(columns_o_tag)
  );

  binary_phases phases (
    .clk(clk),
    .rst(rst),
    .i_payload(sequencer_start_tag),
    .i_valid(sequencer_start_valid),
    .i_ready(phases_i_ready),
    .stretch_precharge(stretch_precharge),
    .stretch_evaluate(stretch_evaluate),
    .stretch_compare(stretch_compare),
    .precharge(phases_precharge),
    .evaluate(phases_evaluate),
    .compare(phases_compare),
    .strobing(phases_strobing),
    .ending(phases_ending),
    .tag(phases_tag),
    .idle(phases_idle)
  );

  binary_hidden_bits hidden_bits (
    .clk(clk),
    .store(hidden_bits_store),
    .bits(columns_bits),
    .tag(columns_o_tag),
    .number(driven_page),
    .page(hidden_bits_page)
  );

  binary_vote vote (
    .clk(clk),
    .rst(rst),
    .load(sequencer_voted),
    .bits(columns_bits),
    .first(columns_o_tag_first),
    .count(columns_o_tag_count),
    .classes(columns_o_tag_classes),
    .place(columns_o_tag_place),
    .keep(columns_o_tag_keep),
    .send(columns_o_tag_send),
    .busy(vote_busy),
    .o_payload(y_payload),
    .o_valid(y_valid),
    .o_ready(y_ready)
  );

  binary_word_lines word_lines (
    .clk(clk),
    .rst(rst),
    .load(word_lines_load),
    .drive(driven),
    .page(input_page_page),
    .hidden(hidden_bits_page),
    .codes(program_store_codes),
    .row_code(word_lines_row_code)
  );

  binary_input_page_buffer input_page (
    .clk(clk),
    .rst(rst),
    .i_payload(x_payload),
    .i_valid(x_valid),
    .i_ready(x_ready),
    .full(input_page_full),
    .free(input_page_free),
    .page(input_page_page)
  );

  binary_array_port array_port (
    .clk(clk),
    .rst(rst),
    .i_payload(sequencer_order_payload),
    .i_valid(sequencer_order_valid),
    .i_ready(array_port_i_ready),
    .w_payload(array_port_w_payload),
    .w_valid(array_port_w_valid),
    .w_ready(array_port_w_ready),
    .r_payload(array_port_r_payload),
    .r_valid(array_port_r_valid),
    .r_ready(r_ready),
    .row(array_port_row),
    .word_group(array_port_word_group),
    .write_data(array_port_write_data),
    .write(array_port_write),
    .read(array_port_read),
    .read_data(u_array_read_data),
    .old(array_port_old)
  );

  assign hidden_bits_store = columns_act & (columns_o_tag_action == ACTION_STORE);
  assign sequencer_voted = columns_act & (columns_o_tag_action == ACTION_VOTE);
  assign input_page_free = word_lines_load & driven_release;
  assign opposite = sequencer_trimming ? columns_negative : ~columns_fired;
  assign array_port_w_valid = w_valid | (sequencer_cells != CELLS_STREAM);
  assign sequencer_differs = array_port_r_valid & r_ready & |array_port_r_payload_difference;
  assign w_ready = array_port_w_ready & (sequencer_cells == CELLS_STREAM);
  assign r_valid = array_port_r_valid | sequencer_show;

  always @* begin
    array_port_w_payload = 128'd0;
    case (sequencer_cells)
      CELLS_STREAM: array_port_w_payload = w_payload;
      CELLS_COLUMNS: array_port_w_payload = opposite & {128{array_port_word_group}};
      CELLS_MARCH: array_port_w_payload = {128{sequencer_one}};
      default: ;
    endcase
  end

  always @* begin
    r_payload = 256'd0;
    if (sequencer_show)
      r_payload[127:0] = ~sequencer_group ? columns_fired : 128'd0;
    else
      r_payload = array_port_r_payload;
  end

  always @(posedge clk)
    if (rst) begin
      chosen <= 1'b0;
      word_lines_load <= 1'b0;
    end else begin
      chosen <= sequencer_start_valid & phases_i_ready;
      word_lines_load <= chosen;
    end

  always @(posedge clk)
    if (sequencer_start_valid & phases_i_ready)
      driven <= sequencer_start_drive;

  wire unused = &{1'b0, phases_strobing, array_port_old};

endmodule

// Registers on an APB3 port (Arm IHI 0024): no wait states, one transfer in two cycles.
module binary_registers (
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
  output reg      [3:0] stretch_compare,
  output reg            start_trim,
  output reg            start_test,
  output reg            use_trim,
  output reg      [3:0] trim_repeats,
  input  wire           busy,
  input  wire           illegal,
  input  wire           ready,
  input  wire           bad_program,
  input  wire    [15:0] bad_word,
  input  wire    [31:0] faults,
  input  wire    [31:0] evaluations,
  input  wire    [31:0] row_writes
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
        prdata = 32'h4b365f37;
        known = ~pwrite;
      end
      8'd4: begin
        prdata = {20'd0, stretch_compare, stretch_evaluate, stretch_precharge};
        known = 1'b1;
      end
      8'd8: begin
        prdata = {25'd0, trim_repeats, use_trim, start_test, start_trim};
        known = 1'b1;
      end
      8'd12: begin
        prdata = {28'd0, bad_program, ready, illegal, busy};
        known = ~pwrite;
      end
      8'd16: begin
        prdata = {16'd0, bad_word};
        known = ~pwrite;
      end
      8'd20: begin
        prdata = faults;
        known = ~pwrite;
      end
      8'd24: begin
        prdata = evaluations;
        known = ~pwrite;
      end
      8'd28: begin
        prdata = row_writes;
        known = ~pwrite;
      end
      default: ;
    endcase
  end

  always @(posedge clk)
    if (rst) begin
      stretch_precharge <= 4'd0;
      stretch_evaluate <= 4'd0;
      stretch_compare <= 4'd0;
      start_trim <= 1'b0;
      start_test <= 1'b0;
      use_trim <= 1'b0;
      trim_repeats <= 4'd0;
    end else
      case (paddr)
        8'd4:
          if (access & pwrite) begin
            stretch_precharge <= pwdata[3:0];
            stretch_evaluate <= pwdata[7:4];
            stretch_compare <= pwdata[11:8];
          end
        8'd8:
          if (access & pwrite) begin
            start_trim <= pwdata[0];
            start_test <= pwdata[1];
            use_trim <= pwdata[2];
            trim_repeats <= pwdata[6:3];
          end
        default: ;
      endcase

  wire unused = &{1'b0, pwdata[31:12]};

endmodule

// A macro whose settings and status lie in registers; its streams are the top's own.
module binary (
  input  wire           clk,
  input  wire           rst,
  input  wire     [9:0] op_payload,  // {row[6:0], kind[2:0]}
  input  wire           op_valid,
  output wire           op_ready,
  input  wire   [151:0] program_payload,  // {word[143:0], last, number[4:0], target[1:0]}
  input  wire           program_valid,
  output wire           program_ready,
  input  wire   [159:0] x_payload,  // [31:0][4:0]
  input  wire           x_valid,
  output wire           x_ready,
  output wire    [20:0] y_payload,  // {last, label[3:0], score[15:0]}
  output wire           y_valid,
  input  wire           y_ready,
  input  wire   [127:0] w_payload,
  input  wire           w_valid,
  output wire           w_ready,
  output wire   [255:0] r_payload,  // {differs[127:0], cells[127:0]}
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
  wire     [3:0] registers_stretch_compare;
  wire           registers_start_trim;
  wire           registers_start_test;
  wire           registers_use_trim;
  wire     [3:0] registers_trim_repeats;
  wire           macro_busy;
  wire           macro_illegal;
  wire           macro_ready;
  wire           macro_bad_program;
  wire    [15:0] macro_bad_word;
  wire    [31:0] macro_faults;
  wire    [31:0] macro_evaluations;
  wire    [31:0] macro_row_writes;

  binary_macro macro (
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
    .w_payload(w_payload),
    .w_valid(w_valid),
    .w_ready(w_ready),
    .r_payload(r_payload),
    .r_valid(r_valid),
    .r_ready(r_ready),
    .stretch_precharge(registers_stretch_precharge),
    .stretch_evaluate(registers_stretch_evaluate),
    .stretch_compare(registers_stretch_compare),
    .start_trim(registers_start_trim),
    .start_test(registers_start_test),
    .use_trim(registers_use_trim),
    .trim_repeats(registers_trim_repeats),
    .busy(macro_busy),
    .illegal(macro_illegal),
    .ready(macro_ready),
    .bad_program(macro_bad_program),
    .bad_word(macro_bad_word),
    .faults(macro_faults),
    .evaluations(macro_evaluations),
    .row_writes(macro_row_writes)
  );

  binary_registers registers (
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
    .stretch_compare(registers_stretch_compare),
    .start_trim(registers_start_trim),
    .start_test(registers_start_test),
    .use_trim(registers_use_trim),
    .trim_repeats(registers_trim_repeats),
    .busy(macro_busy),
    .illegal(macro_illegal),
    .ready(macro_ready),
    .bad_program(macro_bad_program),
    .bad_word(macro_bad_word),
    .faults(macro_faults),
    .evaluations(macro_evaluations),
    .row_writes(macro_row_writes)
  );

endmodule
