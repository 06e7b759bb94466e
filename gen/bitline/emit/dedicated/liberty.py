"""The dedicated cells' Liberty: estimates in the units and thresholds of the standard cells."""

import re
from collections.abc import Iterable

from ...params.entry_counting import STORED, Physical, StorageCell
from ...platforms import Platform
from ..liberty_syntax import arc, group, library, supply_pins, table, templates, text, window
from .layout import cell_layout

GATES_OF_THE_DRIVER = 4
"""Inputs that the platform's load stands for; a cell's input is one of them."""


def liberty(name: str, cells: Iterable[StorageCell], estimate: Physical, platform: Platform) -> str:
    """The library of the cells, at the platform's default corner."""
    note = "ESTIMATES, made from parameters and no layout. Replace them with the cells' own."
    supplies = platform.rails.power, platform.rails.ground
    body = [*templates(platform.library)]
    for cell in cells:
        body += Group(cell, estimate, platform).lines()
    return text(library(name, note, platform.library, supplies, body))


class Group:
    """One cell's group.

    Parameters
    ----------
    cell : StorageCell
    estimate : Physical
        What is assumed of its timing and power.
    platform : Platform
    """

    def __init__(self, cell: StorageCell, estimate: Physical, platform: Platform) -> None:
        self.cell, self.estimate, self.platform = cell, estimate, platform
        self.library = platform.library

    def lines(self) -> list:
        layout = cell_layout(self.cell, self.platform)
        leakage = self.estimate.cell_leakage_nw / 1000 * self.library.uw
        return group(
            f"cell ({self.cell.name})",
            f"area : {layout.width * layout.height / 1e6:.6g};",
            "dont_touch : true;",
            "dont_use : true;",
            *supply_pins((self.platform.rails.power, self.platform.rails.ground)),
            f"cell_leakage_power : {leakage:.6g};",
            *group("latch (IQ, IQN)", 'enable : "W";', 'data_in : "D";'),
            *(line for pin in self.cell.inputs for line in self._input(pin)),
            *(line for pin, function in self.cell.outputs.items() for line in self._output(pin, function)),
        )

    def _pin(self, name: str, *inside: str | list) -> list:
        return group(
            f"pin ({name})",
            f"max_transition : {self.library.max_transition:g};",
            f"related_power_pin : {self.platform.rails.power};",
            f"related_ground_pin : {self.platform.rails.ground};",
            *inside,
        )

    def _input(self, name: str) -> list:
        extra: list = []
        if name == "W":
            extra = ["clock : true;", f"min_pulse_width_high : {self.estimate.cell_write_ns * self.library.ns:g};"]
        elif name == "D":
            extra = [
                *window(self.library, "W", "setup_falling", self.estimate.cell_setup_ns),
                *window(self.library, "W", "hold_falling", self.estimate.cell_hold_ns),
            ]
        load = self.platform.driver.load / GATES_OF_THE_DRIVER
        return self._pin(name, "direction : input;", f"capacitance : {load:.4g};", *extra)

    def _output(self, name: str, function: str) -> list:
        delay_ns, write_ns = self.estimate.cell_delay_ns, self.estimate.cell_write_ns
        energy = self.estimate.cell_energy_fj / 1000 * self.library.pf
        written = function.replace(f"~{STORED}", "IQN").replace(STORED, "IQ")
        heeded = [pin for pin in self.cell.inputs if re.search(rf"\b{pin}\b", function)]
        return self._pin(
            name,
            "direction : output;",
            f"max_capacitance : {self.library.max_capacitance:g};",
            f'function : "{written}";',
            *(line for pin in heeded for line in arc(self.library, pin, "combinational", "positive_unate", delay_ns)),
            *arc(self.library, "D", "combinational", self._sense(function), write_ns),
            *arc(self.library, "W", "rising_edge", "non_unate", write_ns),
            *group("internal_power ()", *(table(f"{edge}_power (pulse)", [[energy, energy]]) for edge in ("rise", "fall"))),
        )

    def _sense(self, function: str) -> str:
        """How an output follows the bit: it may go either way where the function has the bit and its complement."""
        return "non_unate" if f"~{STORED}" in function else "positive_unate"
