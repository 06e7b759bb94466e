"""The array's Liberty: an estimate by which the periphery is timed, in the units and thresholds of the standard cells."""

from collections.abc import Iterator, Sequence

from ..params import MacroParameters
from ..params.pins import SUPPLIES, Pin, Strobe
from ..platforms import Platform
from .layout import ArrayLayout

CELLS_ON_A_LINE = 2.0
"""A line's capacitance with its cells, over that of its wire alone: a guess."""


def liberty(p: MacroParameters, platform: Platform, layout: ArrayLayout) -> str:
    """The library of one cell: the array at the platform's default corner."""
    return _text(Liberty(p, platform, layout).library())


class Liberty:
    """Groups of the array's library; a group is a list of lines and groups."""

    def __init__(self, p: MacroParameters, platform: Platform, layout: ArrayLayout) -> None:
        self.p, self.platform, self.layout = p, platform, layout
        self.cells = platform.library

    def library(self) -> list:
        cells, (power, ground) = self.cells, SUPPLIES
        edges = ("rise", "fall")
        return [
            f"/* {self.p.array_name}: ESTIMATE, made from parameters and no layout. Replace it with the array's own. */",
            *_group(
                f"library ({self.p.array_name})",
                "technology (cmos);",
                "delay_model : table_lookup;",
                f'time_unit : "1{cells.time_unit}";',
                'voltage_unit : "1V";',
                'current_unit : "1mA";',
                'pulling_resistance_unit : "1kohm";',
                f'leakage_power_unit : "1{cells.leakage_unit}";',
                f"capacitive_load_unit (1, {cells.capacitance_unit});",
                *(f"{direction}_threshold_pct_{edge} : 50;" for direction in ("input", "output") for edge in edges),
                *(f"slew_lower_threshold_pct_{edge} : {cells.slew_low};" for edge in edges),
                *(f"slew_upper_threshold_pct_{edge} : {cells.slew_high};" for edge in edges),
                "slew_derate_from_library : 1;",
                "nom_process : 1;",
                f"nom_voltage : {cells.voltage};",
                f"nom_temperature : {cells.temperature};",
                *_group(
                    f"operating_conditions ({cells.corner})",
                    "process : 1;",
                    f"voltage : {cells.voltage};",
                    f"temperature : {cells.temperature};",
                ),
                f"default_operating_conditions : {cells.corner};",
                f"voltage_map ({power}, {cells.voltage});",
                f"voltage_map ({ground}, 0);",
                *(f"default_{direction}_pin_cap : 0;" for direction in ("input", "output", "inout")),
                "default_fanout_load : 1;",
                f"default_max_transition : {cells.max_transition};",
                *self._templates(),
                *(line for width in sorted({pin.width for pin in self.p.array_pins}) for line in _bus_type(width)),
                *_group(f"cell ({self.p.array_name})", *self._cell()),
            ),
        ]

    def _templates(self) -> list:
        slews = f"{self.cells.min_transition:g}, {self.cells.max_transition:g}"
        loads = f"{self.cells.max_capacitance / 100:g}, {self.cells.max_capacitance:g}"
        return [
            *_template("lu_table_template (window)", ("related_pin_transition", slews), ("constrained_pin_transition", slews)),
            *_template("lu_table_template (answer)", ("input_net_transition", slews), ("total_output_net_capacitance", loads)),
            *_template("power_lut_template (pulse)", ("input_transition_time", slews)),
        ]

    def _cell(self) -> list:
        area = self.layout.width * self.layout.height / 1e6
        kinds = zip(SUPPLIES, ("primary_power", "primary_ground"), strict=True)
        leakage = self.p.physical.leakage_uw * self.cells.uw
        return [
            f"area : {area:.6g};",
            "is_macro_cell : true;",
            "interface_timing : true;",
            "dont_touch : true;",
            "dont_use : true;",
            *(line for name, kind in kinds for line in _group(f"pg_pin ({name})", f"pg_type : {kind};", f"voltage_name : {name};")),
            f"cell_leakage_power : {leakage:.6g};",
            *_group("leakage_power ()", f"related_pg_pin : {SUPPLIES[0]};", f"value : {leakage:.6g};"),
            *(line for pin in self.p.array_pins for line in self._bus(pin)),
        ]

    def _bus(self, pin: Pin) -> list:
        if pin.name in self.p.strobes:
            inside = self._strobe(self.p.strobes[pin.name])
        else:
            inside = self._windows(pin) if pin.direction == "input" else self._answers(pin)
        load = (
            f"capacitance : {self._load(pin):.4g};"
            if pin.direction == "input"
            else f"max_capacitance : {self.cells.max_capacitance:g};"
        )
        return _group(
            f"bus ({pin.name})",
            f"bus_type : bus_{pin.width};",
            f"direction : {pin.direction};",
            load,
            f"max_transition : {self.cells.max_transition:g};",
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
        energy = strobe.energy_pj * self.cells.pf
        return [
            "clock : true;",
            f"min_pulse_width_high : {strobe.pulse_ns * self.cells.ns:g};",
            *_group("internal_power ()", _table("rise_power (pulse)", [[energy, energy]]), _table("fall_power (pulse)", [[0, 0]])),
        ]

    def _windows(self, pin: Pin) -> Iterator:
        """Setup and hold to each strobe; a phase only keeps clear of it."""
        for name in pin.strobes:
            strobe = self.p.strobes[name]
            setup = strobe.hold_ns if pin.role == "phase" else strobe.setup_ns
            for kind, time_ns in (("setup", setup), ("hold", strobe.hold_ns)):
                values = [[time_ns * self.cells.ns] * 2] * 2
                yield from _group(
                    "timing ()",
                    f'related_pin : "{name}[0]";',
                    f"timing_type : {kind}_rising;",
                    *(_table(f"{edge}_constraint (window)", values) for edge in ("rise", "fall")),
                )

    def _answers(self, pin: Pin) -> Iterator:
        """From each strobe to the whole bus, and from each bit's share of the trial to that bit."""
        for name in pin.strobes:
            yield from self._arc(f"{name}[0]", "rising_edge", "non_unate", self.p.strobes[name])
        if pin.trial:
            trial = next(other for other in self.p.array_pins if other.name == pin.trial)
            share = trial.width // pin.width
            for number, bit in enumerate(pin.bits):
                tried = " ".join(trial.bits[number * share : (number + 1) * share])
                arc = self._arc(tried, "combinational", "negative_unate", self.p.strobes[pin.strobes[0]])
                yield from _group(f"pin ({bit})", *arc)

    def _arc(self, related: str, kind: str, sense: str, strobe: Strobe) -> list:
        """Delay and transition; both grow with the load up to the cells' limits."""
        cells = self.cells
        transitions = [[cells.min_transition + (cells.max_transition - cells.min_transition) * load for load in (0.01, 1)]] * 2
        delays = [[strobe.answer_ns * cells.ns + transition / 2 for transition in row] for row in transitions]
        tables = {"cell_rise": delays, "rise_transition": transitions, "cell_fall": delays, "fall_transition": transitions}
        return _group(
            "timing ()",
            f'related_pin : "{related}";',
            f"timing_type : {kind};",
            f"timing_sense : {sense};",
            *(_table(f"{name} (answer)", values) for name, values in tables.items()),
        )


def _template(head: str, *axes: tuple[str, str]) -> list:
    """Which variables a table is over, and at which of their values."""
    variables = [f"variable_{number} : {variable};" for number, (variable, _) in enumerate(axes, 1)]
    return _group(head, *variables, *(f'index_{number} ("{values}");' for number, (_, values) in enumerate(axes, 1)))


def _bus_type(width: int) -> list:
    return _group(
        f"type (bus_{width})",
        "base_type : array;",
        "data_type : bit;",
        f"bit_width : {width};",
        f"bit_from : {width - 1};",
        "bit_to : 0;",
        "downto : true;",
    )


def _table(name: str, rows: Sequence[Sequence[float]]) -> str:
    values = ", ".join('"' + ", ".join(f"{value:.4g}" for value in row) + '"' for row in rows)
    return f"{name} {{ values ({values}); }}"


def _group(head: str, *body: str | list) -> list:
    return [f"{head} {{", list(body), "}"]


def _text(lines: Sequence, indent: str = "") -> str:
    return "".join(_text(line, indent + "  ") if isinstance(line, list) else f"{indent}{line}\n" for line in lines)
