"""What a user chooses of the training engine besides its macros."""

import dataclasses
from typing import ClassVar, Literal

from ..settings import Settings, setting


@dataclasses.dataclass(frozen=True, kw_only=True)
class Training(Settings):
    section: ClassVar[str] = "training"

    macros: int = setting(1, "two-way macros that work side by side", low=1, high=16)
    activation_bits: int = setting(8, "width of an activation, unsigned", unit="bits", low=2, high=8)
    error_bits: int = setting(8, "width of an error, signed", unit="bits", low=3, high=8)
    gradient: Literal["outer_product", "array"] = setting(
        "outer_product", "what makes gradients: multipliers, or a one-way array that stores activations and is driven by errors"
    )
    gradient_rows: int = setting(
        0, "rows of that array, each a position of a map; 0 for as many as a macro's: fewer waste less on batches of few positions",
        low=0, high=1024,
    )  # fmt: skip
    sum_bits: int = setting(32, "width of partial sums and gradients, signed", unit="bits", low=8, high=48)
    momentum_bits: int = setting(0, "width of a weight's momentum, 0 for none", unit="bits", low=0, high=16)
    rounding: Literal["nearest", "stochastic"] = setting(
        "stochastic", "how updates can round: to nearest alone, or as the instruction says, by a generator of random bits"
    )
    random_bits: int = setting(12, "random bits that a stochastic rounding takes", unit="bits", low=1, high=16)
    exponents: int = setting(8, "exponents of errors that are kept, besides that of unscaled ones", low=1, high=64)
    value_words: int = setting(1024, "depth of the memory of activations and errors", unit="words", low=16, high=1 << 20)
    sum_words: int = setting(1024, "depth of the memory of partial sums and gradients", unit="words", low=16, high=1 << 20)
    program_words: int = setting(64, "depth of the program's memory", unit="instructions", low=4, high=1 << 12)
