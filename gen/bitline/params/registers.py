"""Registers are declared once, as values of these types; hardware, C header, SystemRDL, driver and documents read them."""

from collections.abc import Iterable, Sequence
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


def identity(fingerprint: int) -> Register:
    """The register that every macro's map begins with."""
    field = Field("identity", 32, "constant", fingerprint, "checksum of the parameters")
    return Register("identity", (field,), "tells which macro this is")


def stretches(phases: Iterable[str], bits: int) -> tuple[Register, ...]:
    """The register of the cycles added to each phase; none where phases have fixed lengths, and fields no bits."""
    fields = (
        Field(f"stretch_{phase}", bits, "read-write", 0, f"cycles added to the {phase} phase", static=True) for phase in phases
    )
    return (Register("phases", tuple(fields), "phase lengths; change them only while idle"),) if bits else ()


def counter(name: str, counted: str) -> Register:
    """A register that counts events."""
    return Register(name, (Field(name, 32, "read-only", 0, f"{counted}, modulo 2**32"),), "event counter")


def addressed(registers: Sequence[Register]) -> Sequence[tuple[int, Register]]:
    """Each register with its byte address: one word after the other from address 0."""
    return [(4 * index, register) for index, register in enumerate(registers)]
