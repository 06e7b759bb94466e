"""Liberty as text: groups, which are lists of lines and groups, tables, and the opening that all libraries of a platform share."""

from collections.abc import Sequence

from ..platforms import Library


def library(name: str, note: str, cells: Library, supplies: tuple[str, str], body: list) -> list:
    """A library in the units and thresholds of the platform's standard cells."""
    power, ground = supplies
    edges = ("rise", "fall")
    return [
        f"/* {name}: {note} */",
        *group(
            f"library ({name})",
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
            *group(
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
            *body,
        ),
    ]


def supply_pins(supplies: tuple[str, str]) -> list:
    """Power and ground of a cell."""
    kinds = zip(supplies, ("primary_power", "primary_ground"), strict=True)
    return [line for name, kind in kinds for line in group(f"pg_pin ({name})", f"pg_type : {kind};", f"voltage_name : {name};")]


def limits(cells: Library, direction: str, load: float) -> list:
    """A pin's direction, an input's load or an output's greatest one, and the slowest slope."""
    capacitance = f"capacitance : {load:.4g};" if direction == "input" else f"max_capacitance : {cells.max_capacitance:g};"
    return [f"direction : {direction};", capacitance, f"max_transition : {cells.max_transition:g};"]


def clock(energy: float, *inside: str) -> list:
    """What makes a pin a clock: that it is one, what else is said of it, and the energy of a pulse, spent at its rise."""
    return [
        "clock : true;",
        *inside,
        *group("internal_power ()", table("rise_power (pulse)", [[energy, energy]]), table("fall_power (pulse)", [[0, 0]])),
    ]


def bus_type(width: int) -> list:
    """What a bus of so many bits is, the highest first."""
    return group(
        f"type (bus_{width})",
        "base_type : array;",
        "data_type : bit;",
        f"bit_width : {width};",
        f"bit_from : {width - 1};",
        "bit_to : 0;",
        "downto : true;",
    )


def templates(cells: Library) -> list:
    """The tables of :func:`window` and :func:`arc`, and ``pulse``, that of an energy; over the cells' range of slopes and loads."""
    slews = f"{cells.min_transition:g}, {cells.max_transition:g}"
    loads = f"{cells.max_capacitance / 100:g}, {cells.max_capacitance:g}"
    return [
        *_template("lu_table_template (window)", ("related_pin_transition", slews), ("constrained_pin_transition", slews)),
        *_template("lu_table_template (answer)", ("input_net_transition", slews), ("total_output_net_capacitance", loads)),
        *_template("power_lut_template (pulse)", ("input_transition_time", slews)),
    ]


def _template(head: str, *axes: tuple[str, str]) -> list:
    """Which variables a table is over, and at which of their values."""
    variables = [f"variable_{number} : {variable};" for number, (variable, _) in enumerate(axes, 1)]
    return group(head, *variables, *(f'index_{number} ("{values}");' for number, (_, values) in enumerate(axes, 1)))


def window(cells: Library, related: str, kind: str, time_ns: float) -> list:
    """A setup or hold time to a pin, whatever the slopes."""
    values = [[time_ns * cells.ns] * 2] * 2
    return group(
        "timing ()",
        f'related_pin : "{related}";',
        f"timing_type : {kind};",
        *(table(f"{edge}_constraint (window)", values) for edge in ("rise", "fall")),
    )


def arc(cells: Library, related: str, kind: str, sense: str, delay_ns: float) -> list:
    """Delay and transition from pins to an output; both grow with the load up to the cells' limits."""
    transitions = [[cells.min_transition + (cells.max_transition - cells.min_transition) * load for load in (0.01, 1)]] * 2
    delays = [[delay_ns * cells.ns + transition / 2 for transition in row] for row in transitions]
    tables = {"cell_rise": delays, "rise_transition": transitions, "cell_fall": delays, "fall_transition": transitions}
    return group(
        "timing ()",
        f'related_pin : "{related}";',
        f"timing_type : {kind};",
        f"timing_sense : {sense};",
        *(table(f"{name} (answer)", values) for name, values in tables.items()),
    )


def table(name: str, rows: Sequence[Sequence[float]]) -> str:
    """Values of one of the templates."""
    values = ", ".join('"' + ", ".join(f"{value:.4g}" for value in row) + '"' for row in rows)
    return f"{name} {{ values ({values}); }}"


def group(head: str, *body: str | list) -> list:
    """A group with what is in it."""
    return [f"{head} {{", list(body), "}"]


def text(lines: Sequence, indent: str = "") -> str:
    """Lines and groups, each level indented."""
    return "".join(text(line, indent + "  ") if isinstance(line, list) else f"{indent}{line}\n" for line in lines)
