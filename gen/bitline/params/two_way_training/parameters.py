"""Parameters of the training engine: two-way macros, and what makes them learn."""

import dataclasses
from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import ClassVar

from .. import formats
from ..memory import Memory
from ..registers import Field, Register
from ..two_way import DIRECTIONS, TwoWay, interfaces
from .coding import Coding
from .words import word_bits

LONGEST_EXPONENT = formats.unsigned(10)
"""Format of an exponent of errors."""

STATES = ("IDLE", "LOADING", "RUNNING", "ILLEGAL")
"""What the engine does, in the order of the codes of the field ``state``."""


@dataclasses.dataclass(frozen=True, kw_only=True)
class TwoWayTraining(Coding):
    """An engine that trains networks on two-way macros.

    Raises
    ------
    ParameterError
        Where settings contradict each other; both numbers are named.
    """

    family: ClassVar[str] = "two_way_training"

    glossary: ClassVar[Mapping[str, str]] = {
        **TwoWay.glossary,
        "activation": "an activation, and what is driven forward",
        "error": "an error, and what is driven backward",
        "sum": "a partial sum or a gradient",
        "momentum": "a weight's momentum",
        "exponent": "power of two by which errors have been divided",
        "memory": "bits of each memory",
    }

    @property
    def formats(self) -> dict[str, range]:
        return {
            **super().formats,
            "activation": self.activations,
            "error": self.errors,
            "sum": self.sums,
            **({"momentum": self.momenta} if self.momenta else {}),
            **({"result.gradient": self.gradient_macro.results} if self.gradient_macro else {}),
            "exponent": LONGEST_EXPONENT,
        }

    # ---- structure

    @property
    def all_macros(self) -> Sequence[TwoWay]:
        """Every macro, in the order of ``array_paths``."""
        return (*(self for _ in range(self.training.macros)), *self._others)

    @property
    def arrays(self) -> Sequence[TwoWay]:
        return (self, *self._others)

    @property
    def _others(self) -> Sequence[TwoWay]:
        """Macros of other parameters than its own."""
        return (self.gradient_macro,) if self.gradient_macro else ()

    @property
    def memories(self) -> dict[str, Memory]:
        """The engine's memories, by their role."""
        lines, training = self.array.lines_per_read, self.training
        return {
            "values": Memory(f"{self.name}_values", training.value_words, lines * self.value_bits),
            "sums": Memory(f"{self.name}_sums", training.sum_words, lines * training.sum_bits),
            "program": Memory(f"{self.name}_program", training.program_words, word_bits(self)),
        }

    @property
    def first_result(self) -> int:
        """Cycles from a product's operation to its first result, at the least."""
        return min(self.result_cycle(direction, signed, 1) for direction in DIRECTIONS for signed in (False, True))

    @property
    def array_paths(self) -> Sequence[tuple[str, ...]]:
        macros = (("macro", f"macro_{number}", "u_array") for number in range(self.training.macros))
        gradient = (("macro", "array_gradient", "macro", "u_array") for _ in self._others)
        return (*macros, *gradient)

    @property
    def modules_above(self) -> tuple[str, ...]:
        return ("engine", "macro", *(("array_gradient", "gradient_macro") if self.gradient_macro else ()))

    @property
    def cycles(self) -> dict[str, int | float]:
        macro = self.gradient_macro
        return {
            **super().cycles,
            **({"product.gradient": macro.product_cycles("forward", signed=True)} if macro else {}),
            **{f"memory.{role}": memory.words * memory.bits for role, memory in self.memories.items()},
        }

    @cached_property
    def registers(self) -> Sequence[Register]:
        """As of a macro, whose own state is told as the engine's."""
        kept = {register.name: register for register in interfaces.registers(self)}
        state = (
            Field("busy", 1, "read-only", 0, "a program runs, or a result has yet to leave"),
            Field("state", 2, "read-only", 0, "; ".join(f"{code} {name}" for code, name in enumerate(STATES))),
            Field("illegal", 1, "read-only", 0, "an operation that does not exist, or a run without a program, was dropped"),
            Field("overflow", 1, "read-only", 0, "a sum has left its format since reset"),
            Field("bad_word", 16, "read-only", 0, "number of the program's word that was refused, in state ILLEGAL"),
        )
        counters = (
            ("faults", "weights that were not what had been written, since reset"),
            ("instructions", "instructions carried out since reset"),
        )
        return (
            *(register for name, register in kept.items() if name not in ("status", "evaluations")),
            Register("status", state, "what the engine does"),
            kept["evaluations"],
            *(Register(name, (Field(name, 32, "read-only", 0, help),), "event counter") for name, help in counters),
        )


FAMILY = TwoWayTraining
