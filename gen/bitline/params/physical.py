"""What the physical views assume of an array: estimates, until the array's own layout replaces them."""

from dataclasses import dataclass
from typing import ClassVar, Literal

from .pins import Strobe
from .settings import Settings, setting


@dataclass(frozen=True)
class Part:
    """Some equal parts of an array, for its area; ``f2`` is that of one, in squares of the process's feature size."""

    name: str
    count: int
    f2: float


@dataclass(frozen=True, kw_only=True)
class Physical(Settings):
    """Assumptions of the constraints and of the array's LEF and Liberty that every family shares."""

    section: ClassVar[str] = "physical"

    technology: Literal["28nm", "65nm", "130nm", "sky130hd"] = setting(
        "sky130hd", "process in which networks are estimated: a table of bitline.estimate.technology"
    )
    adders: Literal["cells", "gates"] = setting(
        "cells", "what flows make full and half adders of: the library's adder cells, which are small, or gates, often faster"
    )
    uncertainty: float = setting(0.05, "share of the clock period kept for jitter and skew at setup", low=0, high=0.5)
    hold_uncertainty: float = setting(0.01, "share of the clock period kept for skew at hold", low=0, high=0.5)
    io_delay: float = setting(
        0.2, "share of the clock period that the surroundings take before an input and after an output", low=0, high=0.45
    )
    periphery_f2: float = setting(
        7000.0, "area of the periphery's cells for each pin of the array", unit="F2", low=1, high=1e6,
        source="[M] the preset two_way, synthesized for sky130hd",
    )  # fmt: skip
    utilization: float = setting(0.5, "share of the core besides the array that cells fill", low=0.05, high=0.95)
    width_um: float = setting(0.0, "width of the array, 0 to estimate it", unit="um", low=0, high=1e5)
    height_um: float = setting(0.0, "height of the array, 0 to estimate it", unit="um", low=0, high=1e5)
    cell_f2: float = setting(
        160.0, "area of a bit cell", unit="F2", low=1, high=1e6, source="[C] papers.md 1.3: NeuroSim's SRAM cell, 8F x 20F"
    )
    setup_ns: float = setting(
        0.2, "from an address or data to the strobe of an access", unit="ns", low=0, high=1e3, source="[G] a guess"
    )
    hold_ns: float = setting(
        0.1, "for which a strobe's inputs stand after its rise", unit="ns", low=0, high=1e3, source="[G] a guess"
    )
    pulse_ns: float = setting(0.5, "shortest strobe of an evaluation", unit="ns", low=0, high=1e3, source="[G] a guess")
    access_ns: float = setting(
        3.0, "from the read strobe to the cells read; shortest strobe of an access", unit="ns", low=0, high=1e3,
        source="[G] an SRAM at 300 MHz, papers.md 3.1",
    )  # fmt: skip
    access_fj: float = setting(10.0, "energy to write or read a bit cell", unit="fJ", low=0, high=1e6, source="[G] a guess")
    leakage_uw: float = setting(1.0, "leakage of the array", unit="uW", low=0, high=1e6, source="[G] a guess")

    def access(self, length: int, *, answer: int, cells: int) -> Strobe:
        """A strobe of the array port, ``length`` cycles high, that reaches so many cells.

        Address and data stand for a cycle on either side of it.
        """
        return Strobe(
            high=length,
            period=length + 3,
            before=1,
            after=length + 1,
            answer=answer,
            setup_ns=self.setup_ns,
            hold_ns=self.hold_ns,
            pulse_ns=self.access_ns,
            answer_ns=self.access_ns,
            energy_pj=cells * self.access_fj / 1000,
        )
