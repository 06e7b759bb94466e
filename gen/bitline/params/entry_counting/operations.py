"""What the macro is told to do, one operation after the other."""

import dataclasses
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

Operand = Literal["weight", "activation"]
OPERANDS: tuple[Operand, Operand] = ("weight", "activation")
"""Whose levels a word holds, in the order of their codes."""

Kind = Literal["write", "read", "verify", "scale", "product"]
KINDS: tuple[Kind, ...] = ("write", "read", "verify", "scale", "product")

Begin = Literal["clear", "continue", "fill"]
BEGINS: tuple[Begin, ...] = ("clear", "continue", "fill")

End = Literal["hold", "spill", "finish"]
ENDS: tuple[End, ...] = ("hold", "spill", "finish")

CHOICES: Mapping[str, tuple[Any, ...]] = {
    "kind": KINDS,
    "begin": BEGINS,
    "end": ENDS,
    "by_repetition": (False, True),
    "residual": (False, True),
}
"""Fields of an operation that choose one of a few; the others are numbers."""


@dataclass(frozen=True)
class DotProduct:
    """One dot product of an operation.

    Attributes
    ----------
    word : int
        The stored word.
    streamed : int
        The streamed word, counted from the operation's first.
    accumulator : int
    first, last : bool
        Whether it is the first, or last, of its sum in this operation.
    output, repetition : int
        Which sum that is.
    """

    word: int
    streamed: int
    accumulator: int
    first: bool
    last: bool
    output: int
    repetition: int


@dataclass(frozen=True, kw_only=True)
class Operation:
    """One operation.

    ``write``, ``read`` and ``verify`` concern ``steps`` stored words from ``word`` on; ``scale`` loads ``steps`` entries of the
    requantizer's table from ``entry`` on. A ``product`` is a loop nest of dot products::

        for repetition in range(repetitions):
            for step in range(steps):
                the next streamed word
                for output in range(outputs):
                    accumulator[output] += stored[word + step * outputs + output] · streamed

    Which operand is stationary follows from what is stored: with weights in the store the outputs are channels and the repetitions
    are pixels, with activations there the reverse. Outputs are stationary where sums stay in their accumulators (``begin`` is
    ``continue`` or ``end`` is ``hold``): then each repetition has accumulators of its own.

    Attributes
    ----------
    accumulator : int
        The first one used.
    begin : str
        A sum begins with zero, with what its accumulator holds, or with a partial sum from stream ``fill``.
    end : str
        A sum stays in its accumulator, leaves as it is, or leaves requantized.
    entry : int
        The requantizer's entry of the first output (or repetition).
    by_repetition : bool
        Whether repetitions, not outputs, are channels: each takes the next entry, and pooling runs over outputs.
    pool : int
        Results of one channel, one after the other, of which the largest leaves.
    residual : bool
        Whether a residual from stream ``residual`` is added to each result.
    """

    kind: Kind
    word: int = 0
    steps: int = 1
    outputs: int = 1
    repetitions: int = 1
    accumulator: int = 0
    begin: Begin = "clear"
    end: End = "finish"
    entry: int = 0
    by_repetition: bool = False
    pool: int = 1
    residual: bool = False

    def codes(self) -> list[int]:
        """Its fields as numbers, in their order; a choice is its place among the choices."""
        return [CHOICES[name].index(value) if name in CHOICES else value for name, value in vars(self).items()]

    @classmethod
    def of_codes(cls, codes: Sequence[int]) -> "Operation":
        """The inverse of :meth:`codes`."""
        fields = zip((field.name for field in dataclasses.fields(cls)), codes, strict=True)
        values: dict[str, Any] = {name: CHOICES[name][code] if name in CHOICES else code for name, code in fields}
        return cls(**values)

    @property
    def kept(self) -> bool:
        """Whether each repetition has accumulators of its own."""
        return self.begin == "continue" or self.end == "hold"

    @property
    def sums(self) -> int:
        return self.repetitions * self.outputs

    @property
    def streamed(self) -> int:
        """Streamed words that it takes."""
        return self.repetitions * self.steps if self.kind == "product" else 0

    @property
    def filled(self) -> int:
        """Partial sums that it takes."""
        return self.sums if self.kind == "product" and self.begin == "fill" else 0

    @property
    def answers(self) -> int:
        """Words that it reads or verifies."""
        return self.steps if self.kind in ("read", "verify") else 0

    @property
    def results(self) -> int:
        """Sums that leave their accumulators, before pooling."""
        return self.sums if self.kind == "product" and self.end != "hold" else 0

    @property
    def beats(self) -> int:
        """Beats at ``y``."""
        if self.end != "finish" or self.pool == 1:
            return self.results
        lanes, length = (self.repetitions, self.outputs) if self.by_repetition else (self.outputs, self.repetitions)
        return self.results and lanes * (length // self.pool)

    def leaves(self, dot: DotProduct) -> bool:
        """Whether a dot product that ends a sum sends a beat to ``y``: each does, but for those before the end of their window."""
        if self.end != "finish":
            return True
        return ((dot.output if self.by_repetition else dot.repetition) + 1) % self.pool == 0

    def dot_products(self) -> Iterator[DotProduct]:
        """The dot products of a product, in their order."""
        for repetition in range(self.repetitions):
            for step in range(self.steps):
                for output in range(self.outputs):
                    yield DotProduct(
                        word=self.word + step * self.outputs + output,
                        streamed=repetition * self.steps + step,
                        accumulator=self.accumulator + output + (repetition * self.outputs if self.kept else 0),
                        first=step == 0,
                        last=step == self.steps - 1,
                        output=output,
                        repetition=repetition,
                    )
