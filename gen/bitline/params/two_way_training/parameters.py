"""Parameters of the training engine: two-way macros, and what makes them learn."""

import dataclasses
from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import ClassVar

from .. import formats
from ..errors import ParameterError
from ..memory import Memory
from ..registers import Field, Register
from ..two_way import TwoWay, Weight, interfaces
from .choices import Training
from .words import word_bits

GENERATOR_BITS = 127
"""Bits of the rounding generator's state: ``b[n] = b[n-127] xor b[n-63]``."""

LONGEST_EXPONENT = formats.unsigned(10)
"""Format of an exponent of errors."""

STATES = ("IDLE", "LOADING", "RUNNING", "ILLEGAL")
"""What the engine does, in the order of the codes of the field ``state``."""


@dataclasses.dataclass(frozen=True, kw_only=True)
class TwoWayTraining(TwoWay):
    """An engine that trains networks on two-way macros.

    Raises
    ------
    ParameterError
        Where settings contradict each other; both numbers are named.
    """

    family: ClassVar[str] = "two_way_training"

    training: Training = dataclasses.field(default_factory=Training)

    glossary: ClassVar[Mapping[str, str]] = {
        **TwoWay.glossary,
        "activation": "an activation, and what is driven forward",
        "error": "an error, and what is driven backward",
        "sum": "a partial sum or a gradient",
        "momentum": "a weight's momentum",
        "exponent": "power of two by which errors have been divided",
        "memory": "bits of each memory",
    }

    def __post_init__(self) -> None:
        super().__post_init__()
        training, lines = self.training, self.array.lines_per_read
        if lines < 2:
            raise ParameterError("array.lines_per_read", f"{lines} is below 2, the fewest lanes that an engine has")
        rows = ("array.rows", self.array.rows), (training.key("gradient_rows"), training.gradient_rows)
        for name, count in (*rows, ("array.columns", self.array.columns)):
            if count % lines:
                raise ParameterError("array.lines_per_read", f"{lines} does not divide {name} = {count}")
        if self.array.directions != "both":
            raise ParameterError("array.directions", "'forward' leaves errors no way back; an engine needs 'both'")
        if self.weight.sign == "unsigned":
            raise ParameterError(
                "weight.sign", "'unsigned' leaves no weight that could become negative; an engine needs signed ones"
            )
        for name in ("value_words", "sum_words"):
            words = getattr(training, name)
            if words & words - 1:
                raise ParameterError(training.key(name), f"{words} is not a power of two")
        for name, bits in (("activation_bits", training.activation_bits), ("error_bits", training.error_bits)):
            if bits > self.input.bits:
                raise ParameterError(training.key(name), f"{bits} exceeds input.bits = {self.input.bits}")
        gradients = self.gradient_macro.results if self.gradient_macro else self.outer_products
        least = formats.width(formats.hull([self.results, gradients]))
        if training.sum_bits < least:
            raise ParameterError(training.key("sum_bits"), f"{training.sum_bits} is less than the {least} of a single result")
        if training.momentum_bits > training.sum_bits:
            raise ParameterError(
                training.key("momentum_bits"), f"{training.momentum_bits} exceeds training.sum_bits = {training.sum_bits}"
            )

    # ---- number formats

    @property
    def activations(self) -> range:
        return formats.unsigned(self.training.activation_bits)

    @property
    def errors(self) -> range:
        """Format of an error; the least number is left out, so that the largest magnitude has either sign."""
        most = formats.twos_complement(self.training.error_bits)[-1]
        return formats.span(-most, most)

    @property
    def scores(self) -> range:
        """Format of the last layer's scores and targets, whose differences are errors."""
        return formats.twos_complement(self.training.error_bits - 1)

    @property
    def sums(self) -> range:
        return formats.twos_complement(self.training.sum_bits)

    @property
    def outer_products(self) -> range:
        """Format of one product of an activation and an error."""
        return formats.product(formats.hull(self.inputs.values()), formats.twos_complement(self.input.bits))

    @property
    def momenta(self) -> range | None:
        bits = self.training.momentum_bits
        return formats.twos_complement(bits) if bits else None

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

    @cached_property
    def gradient_macro(self) -> TwoWay | None:
        """The one-way macro in which gradients are made: a row is a position, a column an input, a word an activation."""
        if self.training.gradient != "array":
            return None
        return TwoWay(
            name=f"{self.name}_gradient",
            array=dataclasses.replace(self.array, rows=self.training.gradient_rows or self.array.rows, directions="forward"),
            input=self.input,
            weight=Weight(bits=self.training.activation_bits, sign="unsigned"),
            adc=self.adc,
            timing=self.timing,
            nonideal=self.nonideal,
            physical=dataclasses.replace(self.physical, width_um=0.0, height_um=0.0),
        )

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
    def value_bits(self) -> int:
        """Bits of a value: the value itself, and its mask bit."""
        return self.input.bits + 1

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
    def random_words(self) -> int:
        """Words of a stream that the rounding generator's state takes; 0 where there is none."""
        bits = self.array.lines_per_read * self.training.sum_bits
        return -(-GENERATOR_BITS // bits) if self.training.rounding == "stochastic" else 0

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
