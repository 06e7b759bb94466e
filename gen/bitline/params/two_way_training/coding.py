"""How the training engine codes its numbers, and the macros that multiply them."""

import dataclasses
from functools import cached_property

from .. import formats
from ..errors import ParameterError
from ..two_way import TwoWay, Weight
from .choices import Training

GENERATOR_BITS = 127
"""Bits of the rounding generator's state: ``b[n] = b[n-127] xor b[n-63]``."""


@dataclasses.dataclass(frozen=True, kw_only=True)
class Coding(TwoWay):
    """A user's choices, the formats that follow from them, and the macro that makes gradients."""

    training: Training = dataclasses.field(default_factory=Training)

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
    def value_bits(self) -> int:
        """Bits of a value: the value itself, and its mask bit."""
        return self.input.bits + 1

    @property
    def random_words(self) -> int:
        """Words of a stream that the rounding generator's state takes; 0 where there is none."""
        bits = self.array.lines_per_read * self.training.sum_bits
        return -(-GENERATOR_BITS // bits) if self.training.rounding == "stochastic" else 0

    # ---- gradients

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
