"""The pins of an array macro: one tuple an array, from which the Instance, the black box, LEF, Liberty, SDC and the bench are made;
and its strobes, the protocol by which those pins move."""

from dataclasses import dataclass
from typing import Literal

Role = Literal["drive", "select", "phase", "strobe", "trial", "data", "decision", "read"]
"""What a pin is for, which decides its timing and its load.

drive     word-line or bit-line digits, stable round the sampling strobe
select    multiplexer, direction and address lines, stable like a drive
phase     a level from one flip-flop that shapes an evaluation; it changes a cycle or more from the strobe
strobe    a pulse from one flip-flop; it clocks the array
trial     converter codes, settling within a compare step
data      cells' contents on their way in, stable round the write strobe
decision  comparator outputs
read      cells' contents on their way out
"""


SUPPLIES = ("VDD", "VSS")
"""Power and ground pin of every array."""


@dataclass(frozen=True)
class Pin:
    """One bus of the array.

    Attributes
    ----------
    name : str
        The same in every view.
    direction : "input" or "output"
        Seen from the array.
    width : int
        Bits; the bus is ``[width-1:0]`` everywhere, also where it is one bit wide.
    role : Role
        What the pin is for.
    side : "west", "east", "north" or "south"
        The edge of the array on which its pins lie.
    strobe : str
        The strobes that capture an input or launch an output, separated by spaces; empty for strobes and trials.
    help : str
        One line for the datasheet.
    trial : str
        The input bus that an output answers without a strobe; each of its bits answers an equal share of that bus, in order.
    """

    name: str
    direction: Literal["input", "output"]
    width: int
    role: Role
    side: Literal["west", "east", "north", "south"]
    strobe: str
    help: str
    trial: str = ""

    @property
    def strobes(self) -> tuple[str, ...]:
        return tuple(self.strobe.split())

    @property
    def bits(self) -> tuple[str, ...]:
        """Names of its bits, lowest first."""
        return tuple(f"{self.name}[{bit}]" for bit in range(self.width))


@dataclass(frozen=True)
class Strobe:
    """What the pins do round the rise of a strobe, in clock cycles, and what the array takes, in ns and pJ.

    Attributes
    ----------
    high, period : int
        Length of the pulse; from one rise to the next at the least.
    before, after : int
        From the last change of what it captures to its rise; from its rise to the next change.
    answer : int
        From its rise, or from a new trial, to the clock edge that takes the outputs; 0 where it launches none.
    setup_ns, hold_ns : float
        For how long the array needs what it captures before and after the rise.
    pulse_ns : float
        The shortest pulse.
    answer_ns : float
        From the rise, or from a new trial, to the outputs.
    energy_pj : float
        Drawn by the array for one pulse.
    """

    high: int
    period: int
    before: int
    after: int
    answer: int
    setup_ns: float
    hold_ns: float
    pulse_ns: float
    answer_ns: float
    energy_pj: float
