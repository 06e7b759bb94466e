set clk_period 5
# two_way_training at 200 MHz on sky130hd; in its ns and pf.
# The period stands first and literally, because flows read it from this file's text.

# One clock drives every flip-flop.
create_clock -name clk -period $clk_period [get_ports clk]
# The surroundings' clock is virtual, so that the macro's clock tree is not counted as theirs.
create_clock -name surroundings -period $clk_period

# The surroundings take their share of the period before each input and after each output.
set io_delay [expr 0.2 * $clk_period]
set_input_delay $io_delay -clock surroundings [get_ports {rst op_payload op_valid program_payload[*] program_valid x_payload[*] x_valid y_ready psel penable pwrite paddr[*] pwdata[*]}]
set_output_delay $io_delay -clock surroundings [get_ports {op_ready program_ready x_ready y_payload[*] y_valid prdata[*] pready pslverr}]
# A buffer drives each input, and each output drives some like it.
set_driving_cell -lib_cell sky130_fd_sc_hd__buf_4 -pin X [get_ports {rst op_payload op_valid program_payload[*] program_valid x_payload[*] x_valid y_ready psel penable pwrite paddr[*] pwdata[*]}]
set_load 0.0096 [get_ports {op_ready program_ready x_ready y_payload[*] y_valid prdata[*] pready pslverr}]

# Slopes beyond the library's tables are not characterized; the array's lines are the nets that get there first.
set_max_transition 1.5 [current_design]
# Control bits reach every lane: a net of more loads than this gets buffers.
set_max_fanout 20 [current_design]

# The array keeps its name however synthesis treats the hierarchy round it; flip-flops do not, so none is named here.
# There are several of them, and what is said of one's pins holds for the others' likewise.
set arrays {}
foreach array [get_cells -hierarchical *u_array] { lappend arrays [get_full_name $array] }
proc array_pins {names} {
  set pins {}
  foreach array $::arrays { foreach name $names { lappend pins "$array/$name\[*\]" } }
  return [get_pins $pins]
}

# sample clocks the array, 1 cycle of every 5 at most; defined at the one pin that it drives.
create_generated_clock -name sample -source [get_ports clk] -edges {1 3 11} [array_pins {sample}]
# What it captures has stood for 4 cycles and stands for 1 more: hold moves by 4 - 1 + 1.
set_multicycle_path 4 -setup -start -to [get_clocks sample]
set_multicycle_path 4 -hold -start -to [get_clocks sample]
# Its phases change as near to it as a cycle.
set_multicycle_path 1 -setup -start -to [array_pins {precharge evaluate}]
set_multicycle_path 1 -hold -start -to [array_pins {precharge evaluate}]
# What it launches is taken 1 cycle later.
set_multicycle_path 1 -setup -end -from [get_clocks sample]
set_multicycle_path 0 -hold -end -from [get_clocks sample]

# write clocks the array, 2 cycles of every 5 at most; defined at the one pin that it drives.
create_generated_clock -name write -source [get_ports clk] -edges {1 5 11} [array_pins {write}]
# What it captures has stood for 1 cycle and stands for 3 more: hold moves by 1 - 1 + 3.
set_multicycle_path 1 -setup -start -to [get_clocks write]
set_multicycle_path 3 -hold -start -to [get_clocks write]

# read clocks the array, 2 cycles of every 5 at most; defined at the one pin that it drives.
create_generated_clock -name read -source [get_ports clk] -edges {1 5 11} [array_pins {read}]
# What it captures has stood for 1 cycle and stands for 3 more: hold moves by 1 - 1 + 3.
set_multicycle_path 1 -setup -start -to [get_clocks read]
set_multicycle_path 3 -hold -start -to [get_clocks read]
# What it launches is taken 2 cycles later.
set_multicycle_path 2 -setup -end -from [get_clocks read]
set_multicycle_path 1 -hold -end -from [get_clocks read]

# Jitter, which does not matter to hold, and the skew of trees that are not built yet.
set_clock_uncertainty -setup [expr 0.05 * $clk_period] [all_clocks]
set_clock_uncertainty -hold [expr 0.01 * $clk_period] [all_clocks]

# forward_trial stands for 1 cycle, at the end of which forward_above is taken.
set_multicycle_path 1 -setup -end -through [array_pins {forward_trial}] -through [array_pins {forward_above}]
set_multicycle_path 0 -hold -end -through [array_pins {forward_trial}] -through [array_pins {forward_above}]
# backward_trial stands for 1 cycle, at the end of which backward_above is taken.
set_multicycle_path 1 -setup -end -through [array_pins {backward_trial}] -through [array_pins {backward_above}]
set_multicycle_path 0 -hold -end -through [array_pins {backward_trial}] -through [array_pins {backward_above}]

# These registers are written only while the macro is idle, and heeded long after; reading them back is timed.
foreach net [get_nets -hierarchical {*stretch_precharge[*] *stretch_evaluate[*] *stretch_sample[*]}] {
  set_false_path -through $net -to [get_clocks clk]
}
