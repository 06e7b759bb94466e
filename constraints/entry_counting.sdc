set clk_period 6.99301
# entry_counting at 143 MHz on sky130hd; in its ns and pf.
# The period stands first and literally, because flows read it from this file's text.

# One clock drives every flip-flop.
create_clock -name clk -period $clk_period [get_ports clk]
# The surroundings' clock is virtual, so that the macro's clock tree is not counted as theirs.
create_clock -name surroundings -period $clk_period

# The surroundings take their share of the period before each input and after each output.
set io_delay [expr 0.2 * $clk_period]
set_input_delay $io_delay -clock surroundings [get_ports {rst op_payload[*] op_valid w_payload[*] w_valid x_payload[*] x_valid fill_payload[*] fill_valid residual_payload[*] residual_valid scales_payload[*] scales_valid r_ready y_ready psel penable pwrite paddr[*] pwdata[*]}]
set_output_delay $io_delay -clock surroundings [get_ports {op_ready w_ready x_ready fill_ready residual_ready scales_ready r_payload[*] r_valid y_payload[*] y_valid prdata[*] pready pslverr}]
# A buffer drives each input, and each output drives some like it.
set_driving_cell -lib_cell sky130_fd_sc_hd__buf_4 -pin X [get_ports {rst op_payload[*] op_valid w_payload[*] w_valid x_payload[*] x_valid fill_payload[*] fill_valid residual_payload[*] residual_valid scales_payload[*] scales_valid r_ready y_ready psel penable pwrite paddr[*] pwdata[*]}]
set_load 0.0096 [get_ports {op_ready w_ready x_ready fill_ready residual_ready scales_ready r_payload[*] r_valid y_payload[*] y_valid prdata[*] pready pslverr}]

# Slopes beyond the library's tables are not characterized.
set_max_transition 1.5 [current_design]
# Control bits reach every lane: a net of more loads than this gets buffers.
set_max_fanout 20 [current_design]

# Strobes write the dedicated cells: high for a cycle, from the edge at which the bits that they take begin to stand,
# and these stand for a cycle more. Each is a clock at the one output that drives it, where a clock tree can begin;
# at the cells themselves where a level of hierarchy hides that output.
foreach pin [get_pins -hierarchical {*stored_*/W *streamed_*/W}] {
  set net [get_nets -of_objects $pin]
  lappend written([get_full_name $net]) $pin
  set nets([get_full_name $net]) $net
}
foreach name [array names nets] {
  set drivers {}
  foreach pin [get_pins -of_objects $nets($name)] {
    if {[get_property $pin direction] eq "output"} {lappend drivers $pin}
  }
  foreach pin [expr {[llength $drivers] ? $drivers : $written($name)}] {lappend strobes $pin}
}
create_generated_clock -name write -source [get_ports clk] -edges {1 3 5} $strobes
# A word is used in the cycle after its strobe at the earliest.
set_multicycle_path 2 -setup -end -from [get_clocks write]
set_multicycle_path 1 -hold -end -from [get_clocks write]
set_multicycle_path 2 -setup -end -through [get_pins -hierarchical {*stored_*/D}] -through [get_pins -hierarchical {*stored_*/O}]
set_multicycle_path 1 -hold -end -through [get_pins -hierarchical {*stored_*/D}] -through [get_pins -hierarchical {*stored_*/O}]
set_multicycle_path 2 -setup -end -through [get_pins -hierarchical {*streamed_*/D}] -through [get_pins -hierarchical {*streamed_*/X* *streamed_*/Q}]
set_multicycle_path 1 -hold -end -through [get_pins -hierarchical {*streamed_*/D}] -through [get_pins -hierarchical {*streamed_*/X* *streamed_*/Q}]

# Jitter, which does not matter to hold, and the skew of trees that are not built yet.
set_clock_uncertainty -setup [expr 0.05 * $clk_period] [all_clocks]
set_clock_uncertainty -hold [expr 0.01 * $clk_period] [all_clocks]
