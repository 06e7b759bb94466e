"""The constraints: one file for OpenSTA, OpenROAD and LibreLane, free of commands that the oldest of them lacks."""

from collections.abc import Iterable, Iterator, Sequence

from ..params import MacroParameters
from ..params.pins import Strobe
from ..platforms import Platform
from ..system.interface import Port, interface
from .dedicated import exceptions

LARGEST_FANOUT = 20
"""Loads on a net at most: a guess between the tools' own defaults."""


def sdc(p: MacroParameters, platform: Platform) -> str:
    """Clocks, surroundings and exceptions of a macro; every command below a line that says why it is there."""
    blocks = [_period(p, platform), _clock(), _surroundings(p, platform), _limits(p, platform)]
    if p.array_pins:
        blocks += [_array(p), *(_strobe(p, name, strobe) for name, strobe in p.strobes.items())]
    elif p.black_boxes:
        blocks.append(exceptions())
    blocks += [_uncertainty(p), _trials(p), _static(p)]
    return "\n".join(filter(None, ("".join(f"{line}\n" for line in block) for block in blocks)))


def _period(p: MacroParameters, platform: Platform) -> Iterator[str]:
    cells = platform.library
    yield f"set clk_period {1000 / p.clock_mhz * cells.ns:.6g}"
    yield f"# {p.name} at {p.clock_mhz:g} MHz on {platform.name}; in its {cells.time_unit} and {cells.capacitance_unit}."
    yield "# The period stands first and literally, because flows read it from this file's text."


def _clock() -> Iterator[str]:
    yield "# One clock drives every flip-flop."
    yield "create_clock -name clk -period $clk_period [get_ports clk]"
    yield "# The surroundings' clock is virtual, so that the macro's clock tree is not counted as theirs."
    yield "create_clock -name surroundings -period $clk_period"


def _surroundings(p: MacroParameters, platform: Platform) -> Iterator[str]:
    ports = interface(p).ports
    inputs = _ports(port for port in ports if port.direction == "input" and port.name != "clk")
    outputs = _ports(port for port in ports if port.direction == "output")
    driver = platform.driver
    yield "# The surroundings take their share of the period before each input and after each output."
    yield f"set io_delay [expr {p.physical.io_delay:g} * $clk_period]"
    yield f"set_input_delay $io_delay -clock surroundings {inputs}"
    yield f"set_output_delay $io_delay -clock surroundings {outputs}"
    yield "# A buffer drives each input, and each output drives some like it."
    yield f"set_driving_cell -lib_cell {driver.cell} -pin {driver.pin} {inputs}"
    yield f"set_load {driver.load:g} {outputs}"


def _limits(p: MacroParameters, platform: Platform) -> Iterator[str]:
    longest = "; the array's lines are the nets that get there first" if p.array_pins else ""
    yield f"# Slopes beyond the library's tables are not characterized{longest}."
    yield f"set_max_transition {platform.library.max_transition:g} [current_design]"
    yield "# Control bits reach every lane: a net of more loads than this gets buffers."
    yield f"set_max_fanout {LARGEST_FANOUT} [current_design]"


def _array(p: MacroParameters) -> Iterator[str]:
    yield "# The array keeps its name however synthesis treats the hierarchy round it; flip-flops do not, so none is named here."
    if len(p.array_paths) == 1:
        yield "set array [get_full_name [get_cells -hierarchical *u_array]]"
        return
    likewise = ", where they have such pins" if len(p.arrays) > 1 else ""
    yield f"# There are several of them, and what is said of one's pins holds for the others' likewise{likewise}."
    yield "set arrays {}"
    yield "foreach array [get_cells -hierarchical *u_array] { lappend arrays [get_full_name $array] }"
    yield "proc array_pins {names} {"
    yield "  set pins {}"
    yield '  foreach array $::arrays { foreach name $names { lappend pins "$array/$name\\[*\\]" } }'
    yield f"  return [get_pins {'-quiet ' if len(p.arrays) > 1 else ''}$pins]"
    yield "}"


def _strobe(p: MacroParameters, name: str, strobe: Strobe) -> Iterator[str]:
    """A strobe as a clock, and by how many cycles the array's pins keep clear of it."""
    high, period, before, after = strobe.high, strobe.period, strobe.before, strobe.after
    yield f"# {name} clocks the array, {_cycles(high)} of every {period} at most; defined at the one pin that it drives."
    edges = f"1 {1 + 2 * high} {1 + 2 * period}"
    yield f"create_generated_clock -name {name} -source [get_ports clk] -edges {{{edges}}} {_pin(p, name)}"
    yield f"# What it captures has stood for {_cycles(before)} and stands for {after} more: hold moves by {before} - 1 + {after}."
    yield from _window(before, after, f"[get_clocks {name}]")
    phases = [pin.name for pin in p.array_pins if pin.role == "phase" and name in pin.strobes]
    if phases:
        yield "# Its phases change as near to it as a cycle."
        yield from _window(1, 1, _pins(p, phases))
    if strobe.answer:
        yield f"# What it launches is taken {_cycles(strobe.answer)} later."
        yield from _answer(strobe.answer, f"-from [get_clocks {name}]")


def _uncertainty(p: MacroParameters) -> Iterator[str]:
    yield "# Jitter, which does not matter to hold, and the skew of trees that are not built yet."
    yield f"set_clock_uncertainty -setup [expr {p.physical.uncertainty:g} * $clk_period] [all_clocks]"
    yield f"set_clock_uncertainty -hold [expr {p.physical.hold_uncertainty:g} * $clk_period] [all_clocks]"


def _window(before: int, after: int, to: str) -> Iterator[str]:
    yield f"set_multicycle_path {before} -setup -start -to {to}"
    yield f"set_multicycle_path {before - 1 + after} -hold -start -to {to}"


def _answer(cycles: int, path: str) -> Iterator[str]:
    yield f"set_multicycle_path {cycles} -setup -end {path}"
    yield f"set_multicycle_path {cycles - 1} -hold -end {path}"


def _trials(p: MacroParameters) -> Iterator[str]:
    """Paths that go through the array without a strobe: a trial code and its decision."""
    for pin in p.array_pins:
        if pin.trial:
            cycles = p.strobes[pin.strobes[0]].answer
            yield f"# {pin.trial} stands for {_cycles(cycles)}, at the end of which {pin.name} is taken."
            yield from _answer(cycles, f"-through {_pins(p, [pin.trial])} -through {_pins(p, [pin.name])}")


def _static(p: MacroParameters) -> Iterator[str]:
    fields = [field for register in p.registers for field in register.fields if field.static]
    if fields:
        nets = (f"*{field.name}[*]" if field.width > 1 else f"*{field.name}" for field in fields)
        yield "# These registers are written only while the macro is idle, and heeded long after; reading them back is timed."
        yield f"foreach net [get_nets -hierarchical {{{' '.join(nets)}}}] {{"
        yield "  set_false_path -through $net -to [get_clocks clk]"
        yield "}"


def _ports(ports: Iterable[Port]) -> str:
    names = (f"{port.name}[*]" if port.width > 1 else port.name for port in ports)
    return f"[get_ports {{{' '.join(names)}}}]"


def _pin(p: MacroParameters, name: str) -> str:
    return f"[get_pins $array/{name}[*]]" if len(p.array_paths) == 1 else _pins(p, [name])


def _pins(p: MacroParameters, names: Sequence[str]) -> str:
    if len(p.array_paths) > 1:
        return f"[array_pins {{{' '.join(names)}}}]"
    return f'[get_pins "{" ".join(f"$array/{name}[*]" for name in names)}"]'


def _cycles(count: int) -> str:
    return f"{count} cycle" if count == 1 else f"{count} cycles"
