"""Registers are declared once, as values of these types; hardware, C header, SystemRDL, driver and documents read them."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

Access = Literal["read-only", "read-write", "constant"]


@dataclass(frozen=True)
class Field:
    """Some adjacent bits of a register.

    ``read-write`` fields drive the macro's input of the same name, ``read-only`` ones show its output of the same name,
    ``constant`` ones show ``reset``. A ``static`` field changes only while the macro is idle, so that its paths need no timing.
    """

    name: str
    width: int
    access: Access
    reset: int
    help: str
    static: bool = False


@dataclass(frozen=True)
class Register:
    """One 32-bit word of the register map; its fields fill it from bit 0 upwards without a gap."""

    name: str
    fields: tuple[Field, ...]
    help: str

    def __post_init__(self) -> None:
        used = sum(field.width for field in self.fields)
        if used > 32:
            raise ValueError(f"register {self.name} has {used} bits, and a register holds 32")

    def placed(self) -> Sequence[tuple[int, Field]]:
        """Each field with the number of its lowest bit."""
        low, out = 0, []
        for field in self.fields:
            out.append((low, field))
            low += field.width
        return out


def addressed(registers: Sequence[Register]) -> Sequence[tuple[int, Register]]:
    """Each register with its byte address: one word after the other from address 0."""
    return [(4 * index, register) for index, register in enumerate(registers)]
