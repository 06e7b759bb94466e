"""Parameters of the binary macro: a 6T SRAM whose word lines carry codes and whose columns answer with a sign."""

import dataclasses
from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import ClassVar

from ..macro import MacroParameters
from ..physical import Part
from ..pins import Pin, Strobe
from ..registers import Register
from . import interfaces
from .schedule import Schedule


@dataclasses.dataclass(frozen=True, kw_only=True)
class Binary(Schedule):
    """The binary macro.

    Cells of ±1 (a bit of 1 is +1) in an array of R rows and C columns; a code of 0 … ``2**b - 1`` on each word line; one
    comparator a column, which fires where ``Σ_r code[r]·cell[r, c] >= 0``: a sum of exactly 0 fires.

    The rows are, from row 0 on: the **data rows**, driven by an input page or a hidden page; the **bias rows**, driven by an entry
    of the bias table; the **trim rows**, driven by :attr:`trim_digits` where the register field ``use_trim`` is set.

    Raises
    ------
    ParameterError
        Where settings contradict each other; both numbers are named.
    """

    family: ClassVar[str] = "binary"
    model_only: ClassVar[frozenset[str]] = MacroParameters.model_only | {"nonideal"}

    glossary: ClassVar[Mapping[str, str]] = {
        "code": "what a word line carries",
        "column_sum": "codes times cells along a column, of which the comparator gives the sign",
        "hidden": "a hidden bit, which drives its row with the step's `one_code` where it is 1",
        "accumulator": "sum of a column's decisions, each times a power of two",
        "score": "a class's votes",
        "trim": "what the trim rows add to a column's sum, in code steps",
        "stretch": "cycles that a register adds to a phase",
        "slot": "from one evaluation to the next",
        "accumulation": "from one evaluation to the next where decisions accumulate",
        "addition": "from the one in which decisions are taken to that from which the accumulators hold them",
        "first_score": "from the one in which decisions are taken to the beat of a vote's first class",
        "vote": "likewise to the last beat of a vote on all classes",
        "write_row": "to write one row, its word groups ready",
        "read_row": "to read one row, its beats taken at once",
        "verify_row": "to verify one row, its word groups ready and its beats taken at once",
        "page": "to take one input page, its beats ready",
    }

    @cached_property
    def array_pins(self) -> Sequence[Pin]:
        return interfaces.array_pins(self)

    @cached_property
    def strobes(self) -> Mapping[str, Strobe]:
        return interfaces.strobes(self)

    @property
    def array_parts(self) -> Sequence[Part]:
        array, physical = self.array, self.physical
        return (
            Part("bit cell", array.rows * array.columns, physical.cell_f2),
            Part("word-line converter", array.rows, physical.edge_f2),
            Part("comparator", array.columns, physical.edge_f2),
        )

    @cached_property
    def registers(self) -> Sequence[Register]:
        return interfaces.registers(self)


FAMILY = Binary
