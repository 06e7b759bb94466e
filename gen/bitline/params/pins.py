"""The pins of an array macro: one tuple an array, from which the Instance, the black box, LEF, Liberty, SDC and the bench are made."""

from dataclasses import dataclass
from typing import Literal

Role = Literal["drive", "select", "strobe", "trial", "data", "decision", "read"]
"""What a pin is for, which decides its timing and its load.

drive     word-line or bit-line digits, stable round the sampling strobe
select    multiplexer, direction and address lines, stable like a drive
strobe    a pulse from one flip-flop; it clocks the array
trial     converter codes, settling within a compare step
data      cells' contents on their way in, stable round the write strobe
decision  comparator outputs
read      cells' contents on their way out
"""


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
        The strobe that captures an input or launches an output; empty where the pin is one itself.
    help : str
        One line for the datasheet.
    """

    name: str
    direction: Literal["input", "output"]
    width: int
    role: Role
    side: Literal["west", "east", "north", "south"]
    strobe: str
    help: str
