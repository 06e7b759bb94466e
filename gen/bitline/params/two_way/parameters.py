"""Parameters of the two-way SRAM macro: a transposable array read along its columns (forward) or its rows (backward)."""

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
class TwoWay(Schedule):
    """The two-way macro.

    An R x C array of m-bit weights W gives ``y[c] = Σ_r x[r]·W[r,c]`` forward and ``g[r] = Σ_c e[c]·W[r,c]`` backward.

    Raises
    ------
    ParameterError
        Where settings contradict each other; both numbers are named.
    """

    family: ClassVar[str] = "two_way"
    model_only: ClassVar[frozenset[str]] = MacroParameters.model_only | {"nonideal"}

    glossary: ClassVar[Mapping[str, str]] = {
        "input": "an element of the vector, unsigned or signed as the operation says",
        "weight": "a weight, as written and read back",
        "line_sum": "sum of one bit line in one read, in products of 1 by 1",
        "code": "output of a converter",
        "weight_sum": "sum of the weights along one output, kept on chip to correct offset-binary inputs",
        "weighted_sum": "what the codes of one evaluation add to a lane",
        "accumulator": "every partial sum that a lane can hold",
        "result": "what a lane ends with; `port` is what carries either direction at `y`",
        "stretch": "cycles that a register adds to a phase",
        "period": "from one evaluation to the next at full rate",
        "conversion": "in which a converter works on one sample",
        "conversion_share": "share of all cycles in which converters work at full rate",
        "result_latency": "from the start of a slot's last evaluation to its beat at `y`",
        "evaluations": "array evaluations of one product: slots × reads × line groups",
        "product": "from one product to the next at full rate",
        "slot": "from one beat at `y` to the next at full rate",
        "first_result": "from an operation at an idle macro, its inputs ready, to the first beat at `y`",
        "last_result": "likewise to the last beat at `y`",
        "write_row": "to write one row, its weights ready",
        "read_row": "to read one row, its beats taken at once",
        "verify_row": "to verify one row, its weights ready and its beats taken at once",
        "clear": "to zero the whole array",
    }

    @cached_property
    def array_pins(self) -> Sequence[Pin]:
        return interfaces.array_pins(self)

    @cached_property
    def strobes(self) -> Mapping[str, Strobe]:
        return interfaces.strobes(self)

    @property
    def array_parts(self) -> Sequence[Part]:
        cells = self.array.rows * self.array.columns * len(self.planes)
        converters = sum(side.converters for side in self.sides.values())
        return Part("bit cell", cells, self.physical.cell_f2), Part("converter", converters, self.physical.converter_f2)

    @cached_property
    def registers(self) -> Sequence[Register]:
        return interfaces.registers(self)


FAMILY = TwoWay
