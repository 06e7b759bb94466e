"""Timing by OpenSTA: whether a netlist meets its constraints, before layout; wires have no length and the clock's tree no delay."""

import re
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from types import MappingProxyType

from ..platforms import Platform
from .library import Library
from .netlist import Netlist, nets
from .synthesis import verilog
from .tools import opensta

STEPS = 12
"""How often the interval that holds the least period is halved."""


@dataclass(frozen=True)
class Slack:
    """The worst slack of a path group, in ns; None where it has no such paths."""

    setup: float | None
    hold: float | None


@dataclass(frozen=True)
class Timing:
    """What OpenSTA says of a netlist.

    Attributes
    ----------
    period_ns : float
        That of the constraints.
    min_period_ns : float or None
        The least with which every setup time is met, all that is given in periods in proportion; None where there is none.
    groups : mapping
        Slack by the clock that captures.
    loose : tuple of str
        What is unconstrained and does not stand still, each with its reason.
    """

    period_ns: float
    min_period_ns: float | None
    groups: Mapping[str, Slack]
    loose: tuple[str, ...]

    @property
    def slack_ns(self) -> float | None:
        """The worst setup slack."""
        return min((slack.setup for slack in self.groups.values() if slack.setup is not None), default=None)


class Analysis:
    """A netlist with its libraries and constraints, of which one asks in Tcl.

    Parameters
    ----------
    library : Library
    netlist : Netlist
    constraints : str
        Their first line sets ``clk_period``.
    black_boxes : mapping
        Liberty files, by their names, of what is not in the library.
    """

    def __init__(
        self, library: Library, netlist: Netlist, constraints: str, black_boxes: Mapping[str, str] = MappingProxyType({})
    ) -> None:
        self.library, self.netlist, self.black_boxes = library, netlist, black_boxes
        self._period, rest = constraints.split("\n", 1)
        self._files = {"netlist.v": verilog(netlist), "constraints.sdc": rest, **black_boxes}

    @property
    def period_ns(self) -> float:
        """That of the constraints."""
        return period_ns(self._period, self.library.platform)

    def report(self, commands: Iterable[str]) -> str:
        """What the commands print, all constraints read before them.

        Raises
        ------
        ToolError
            Where OpenSTA is missing or reports an error.
        """
        with tempfile.TemporaryDirectory() as folder:
            for name, text in self._files.items():
                (Path(folder) / name).write_text(text, encoding="utf-8")
            return opensta([*self._setting_up(), *commands], Path(folder))

    def timing(self) -> Timing:
        """Slacks, the least period, and what is unconstrained.

        Raises
        ------
        ToolError
            Where OpenSTA is missing or reports an error.
        """
        said = self.report([*_SLACKS, "check_setup -verbose", *_LEAST_PERIOD])
        unit = self.library.platform.library.ns
        setup, hold = (_slacks(said, kind) for kind in ("max_delay/setup", "min_delay/hold"))
        least = re.search(r"^least period (\S+)$", said, re.MULTILINE)
        return Timing(
            period_ns=self.period_ns,
            min_period_ns=round(float(least[1]) / unit, 3) if least else None,
            groups={name: Slack(*(of.get(name) for of in (setup, hold))) for name in sorted({*setup, *hold})},
            loose=tuple(self._loose(said)),
        )

    def delay_ns(self) -> float:
        """The longest path with its setup time and all else that the constraints take of a period.

        Raises
        ------
        ToolError
            Where OpenSTA is missing or reports an error.
        """
        said = self.report(_SLACKS)
        worst = min(_slacks(said, "max_delay/setup").values())
        return round(self.period_ns - worst / self.library.platform.library.ns, 3)

    def untimed(self) -> list[str]:
        """Outputs of black boxes through which no path is timed, to the latest or to the earliest.

        Those that nothing takes, or that are constant for what comes in, are none.
        """
        asked = ("report_constant", *(f"report_checks -path_delay {delay} -format end -through" for delay in ("max", "min")))
        said = self.report(
            f"puts {{of {pin}}}\n" + "\n".join(f"{command} [get_pins {{{pin}}}]" for command in asked) for pin in self._taken()
        )
        found = re.findall(r"^of (\S+)\n(\S+ [01]$)?(.*?)(?=^of |\Z)", said, re.M | re.S)
        return [pin for pin, constant, paths in found if not constant and "No paths found" in paths]

    def _taken(self) -> Iterator[str]:
        """Outputs of black boxes that something takes."""
        ports = (port["bits"] for port in self.netlist.module["ports"].values() if port["direction"] == "output")
        taken = {net for one in self.netlist.instances.values() for net in nets(one, "input")}.union(*ports)
        for name, one in self.netlist.instances.items():
            for pin, bits in one["connections"].items():
                if one["type"] in self.netlist.black_boxes and one["port_directions"][pin] == "output":
                    yield from (f"{name}/{bit}" for bit, net in self._bits(one["type"], pin, bits) if net in taken)

    def _setting_up(self) -> Iterator[str]:
        yield from (f"read_liberty {path}" for path in (*self.library.paths, *self.black_boxes))
        yield "read_verilog netlist.v"
        yield f"link_design {self.netlist.top}"
        yield self._period
        yield "source constraints.sdc"

    def _loose(self, said: str) -> Iterator[str]:
        """Names below a warning of ``check_setup``; ends that are driven by constants are no paths."""
        constant = set(self._constant_ends())
        for reason, names in re.findall(r"^Warning: There (?:is|are) \d+ (.*?)s?\.\n((?:  .*\n)*)", said, re.MULTILINE):
            yield from (f"{name.strip()}: {reason}" for name in names.splitlines() if name.strip() not in constant)

    def _constant_ends(self) -> Iterator[str]:
        """Ports and pins that no net drives."""
        for port, one in self.netlist.module["ports"].items():
            yield from (bit for bit, net in self._bits(self.netlist.top, port, one["bits"]) if isinstance(net, str))
        for name, one in self.netlist.instances.items():
            for pin, bits in one["connections"].items():
                yield from (f"{name}/{bit}" for bit, net in self._bits(one["type"], pin, bits) if isinstance(net, str))

    def _bits(self, cell: str, pin: str, bits: Sequence[int | str]) -> Iterator[tuple[str, int | str]]:
        """What OpenSTA calls each bit of a pin, and its net; a bus of a black box may have one bit."""
        bus = len(bits) > 1 or pin in self._buses.get(cell, ())
        return ((f"{pin}[{number}]" if bus else pin, net) for number, net in enumerate(bits))

    @cached_property
    def _buses(self) -> Mapping[str, list[str]]:
        """Each black box's buses, as its Liberty has them."""
        cells = re.findall(r"\bcell \((\w+)\)(.*?)(?=\bcell \(|\Z)", "\n".join(self.black_boxes.values()), re.S)
        return {name: re.findall(r"\bbus \((\w+)\)", body) for name, body in cells}


def period_ns(constraints: str, platform: Platform) -> float:
    """The clock's period: what the first line of the constraints sets."""
    return float(constraints.split("\n", 1)[0].split()[-1]) / platform.library.ns


_SLACKS = (
    "report_checks -path_delay max -group_count 1 -format end -digits 4",
    "report_checks -path_delay min -group_count 1 -format end -digits 4",
)

_LEAST_PERIOD = (
    "proc slack_at {period} {",
    "  set ::clk_period $period",
    "  uplevel #0 {source constraints.sdc}",
    "  return [worst_slack]",
    "}",
    "set low 0",
    "set high $clk_period",
    "for {set doubled 0} {[slack_at $high] < 0 && $doubled < 6} {incr doubled} {",
    "  set low $high",
    "  set high [expr 2 * $high]",
    "}",
    f"for {{set step 0}} {{$step < {STEPS} && $doubled < 6}} {{incr step}} {{",
    "  set middle [expr ($low + $high) / 2.0]",
    "  if {[slack_at $middle] < 0} {set low $middle} else {set high $middle}",
    "}",
    'if {$doubled < 6} {puts "least period $high"}',
)


def _slacks(said: str, kind: str) -> dict[str, float]:
    """The slack of each group's worst path."""
    return {
        name: float(slack) for name, slack in re.findall(rf"^{kind} group (\S+)$.*?(\S+) \((?:MET|VIOLATED)\)", said, re.M | re.S)
    }
