set clk_period 3.33333
# binary at 300 MHz on sky130hd; in its ns and pf.
# The period stands first and literally, because flows read it from this file's text.

# One clock drives every flip-flop.
create_clock -name clk -period $clk_period [get_ports clk]
# The surroundings' clock is virtual, so that the macro's clock tree is not counted as theirs.
create_clock -name surroundings -period $clk_period

# The surroundings take their share of the period before each input and after each output.
set io_delay [expr 0.2 * $clk_period]
set_input_delay $io_delay -clock surroundings [get_ports {rst op_payload[*] op_valid program_payload[*] program_valid x_payload[*] x_valid y_ready w_payload[*] w_valid r_ready psel penable pwrite paddr[*] pwdata[*]}]
set_output_delay $io_delay -clock surroundings [get_ports {op_ready program_ready x_ready y_payload[*] y_valid w_ready r_payload[*] r_valid prdata[*] pready pslverr}]
# A buffer drives each input, and each output drives some like it.
set_driving_cell -lib_cell sky130_fd_sc_hd__buf_4 -pin X [get_ports {rst op_payload[*] op_valid program_payload[*] program_valid x_payload[*] x_valid y_ready w_payload[*] w_valid r_ready psel penable pwrite paddr[*] pwdata[*]}]
set_load 0.0096 [get_ports {op_ready program_ready x_ready y_payload[*] y_valid w_ready r_payload[*] r_valid prdata[*] pready pslverr}]

# Slopes beyond the library's tables are not characterized; the array's lines are the nets that get there first.
set_max_transition 1.5 [current_design]
# Control bits reach every lane: a net of more loads than this gets buffers.
set_max_fanout 20 [current_design]

# The array keeps its name however synthesis treats the hierarchy round it; flip-flops do not, so none is named here.
set array [get_full_name [get_cells -hierarchical *u_array]]

# compare clocks the array, 2 cycles of every 6 at most; defined at the one pin that it drives.
create_generated_clock -name compare -source [get_ports clk] -edges {1 5 13} [get_pins $array/compare[*]]
# What it captures has stood for 2 cycles and stands for 4 more: hold moves by 2 - 1 + 4.
set_multicycle_path 2 -setup -start -to [get_clocks compare]
set_multicycle_path 5 -hold -start -to [get_clocks compare]
# Its phases change as near to it as a cycle.
set_multicycle_path 1 -setup -start -to [get_pins "$array/precharge[*] $array/evaluate[*]"]
set_multicycle_path 1 -hold -start -to [get_pins "$array/precharge[*] $array/evaluate[*]"]
# What it launches is taken 2 cycles later.
set_multicycle_path 2 -setup -end -from [get_clocks compare]
set_multicycle_path 1 -hold -end -from [get_clocks compare]

# write clocks the array, 1 cycle of every 4 at most; defined at the one pin that it drives.
create_generated_clock -name write -source [get_ports clk] -edges {1 3 9} [get_pins $array/write[*]]
# What it captures has stood for 1 cycle and stands for 2 more: hold moves by 1 - 1 + 2.
set_multicycle_path 1 -setup -start -to [get_clocks write]
set_multicycle_path 2 -hold -start -to [get_clocks write]

# read clocks the array, 2 cycles of every 5 at most; defined at the one pin that it drives.
create_generated_clock -name read -source [get_ports clk] -edges {1 5 11} [get_pins $array/read[*]]
# What it captures has stood for 1 cycle and stands for 3 more: hold moves by 1 - 1 + 3.
set_multicycle_path 1 -setup -start -to [get_clocks read]
set_multicycle_path 3 -hold -start -to [get_clocks read]
# What it launches is taken 2 cycles later.
set_multicycle_path 2 -setup -end -from [get_clocks read]
set_multicycle_path 1 -hold -end -from [get_clocks read]

# Jitter, which does not matter to hold, and the skew of trees that are not built yet.
set_clock_uncertainty -setup [expr 0.05 * $clk_period] [all_clocks]
set_clock_uncertainty -hold [expr 0.01 * $clk_period] [all_clocks]

# These registers are written only while the macro is idle, and heeded long after; reading them back is timed.
foreach net [get_nets -hierarchical {*stretch_precharge[*] *stretch_evaluate[*] *stretch_compare[*] *use_trim *trim_repeats[*]}] {
  set_false_path -through $net -to [get_clocks clk]
}
