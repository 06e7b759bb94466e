"""The black boxes' Liberty: an estimate by which the periphery is timed, in the units and thresholds of the standard cells."""

from collections.abc import Iterator

from ..params import MacroParameters
from ..params.pins import SUPPLIES, Pin, Strobe
from ..platforms import Platform
from .layout import ArrayLayout
from .liberty_syntax import arc, bus_type, clock, group, library, limits, supply_pins, templates, text, window
from .memory_liberty import memory_cell
from .memory_ports import ports

CELLS_ON_A_LINE = 2.0
"""A line's capacitance with its cells, over that of its wire alone: a guess."""


def liberty(p: MacroParameters, platform: Platform, layout: ArrayLayout) -> str:
    """The library of the array, and of memories where there are some, at the platform's default corner."""
    return text(Liberty(p, platform, layout).library())


class Liberty:
    """Groups of the array's library; a group is a list of lines and groups."""

    def __init__(self, p: MacroParameters, platform: Platform, layout: ArrayLayout) -> None:
        self.p, self.platform, self.layout = p, platform, layout
        self.cells = platform.library

    def library(self) -> list:
        note = "ESTIMATE, made from parameters and no layout. Replace it with the array's own."
        memories = self.p.memories.values()
        widths = {pin.width for pin in self.p.array_pins} | {port.width for memory in memories for port in ports(memory)}
        body = [
            *templates(self.cells),
            *(line for width in sorted(widths) for line in bus_type(width)),
            *group(f"cell ({self.p.array_name})", *self._cell()),
            *(line for memory in memories for line in memory_cell(memory, self.p.physical, self.platform)),
        ]
        return library(self.p.array_name, note, self.cells, SUPPLIES, body)

    def _cell(self) -> list:
        area = self.layout.width * self.layout.height / 1e6
        leakage = self.p.physical.leakage_uw * self.cells.uw
        return [
            f"area : {area:.6g};",
            "is_macro_cell : true;",
            "interface_timing : true;",
            "dont_touch : true;",
            "dont_use : true;",
            *supply_pins(SUPPLIES),
            f"cell_leakage_power : {leakage:.6g};",
            *group("leakage_power ()", f"related_pg_pin : {SUPPLIES[0]};", f"value : {leakage:.6g};"),
            *(line for pin in self.p.array_pins for line in self._bus(pin)),
        ]

    def _bus(self, pin: Pin) -> list:
        if pin.name in self.p.strobes:
            inside = self._strobe(self.p.strobes[pin.name])
        else:
            inside = self._windows(pin) if pin.direction == "input" else self._answers(pin)
        return group(
            f"bus ({pin.name})",
            f"bus_type : bus_{pin.width};",
            *limits(self.cells, pin.direction, self._load(pin)),
            f"related_power_pin : {SUPPLIES[0]};",
            f"related_ground_pin : {SUPPLIES[1]};",
            *inside,
        )

    def _load(self, pin: Pin) -> float:
        """Load of an input, in the Liberty's unit: a line across the array, or a few gates at its edge."""
        if pin.role in ("trial", "data"):
            return self.platform.driver.load
        length_um = (self.layout.width if pin.side in ("west", "east") else self.layout.height) / 1000
        return length_um * self.platform.array.wire_ff_per_um / 1000 * CELLS_ON_A_LINE * self.cells.pf

    def _strobe(self, strobe: Strobe) -> list:
        return clock(strobe.energy_pj * self.cells.pf, f"min_pulse_width_high : {strobe.pulse_ns * self.cells.ns:g};")

    def _windows(self, pin: Pin) -> Iterator:
        """Setup and hold to each strobe; a phase only keeps clear of it."""
        for name in pin.strobes:
            strobe = self.p.strobes[name]
            setup = strobe.hold_ns if pin.role == "phase" else strobe.setup_ns
            for kind, time_ns in (("setup", setup), ("hold", strobe.hold_ns)):
                yield from window(self.cells, f"{name}[0]", f"{kind}_rising", time_ns)

    def _answers(self, pin: Pin) -> Iterator:
        """From each strobe to the whole bus, and from each bit's share of the trial to that bit."""
        for name in pin.strobes:
            yield from arc(self.cells, f"{name}[0]", "rising_edge", "non_unate", self.p.strobes[name].answer_ns)
        if pin.trial:
            trial = next(other for other in self.p.array_pins if other.name == pin.trial)
            share = trial.width // pin.width
            for number, bit in enumerate(pin.bits):
                tried = " ".join(trial.bits[number * share : (number + 1) * share])
                decided = arc(self.cells, tried, "combinational", "negative_unate", self.p.strobes[pin.strobes[0]].answer_ns)
                yield from group(f"pin ({bit})", *decided)
