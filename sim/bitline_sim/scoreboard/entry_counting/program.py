"""Operations together with what the streams bring for them."""

from collections.abc import Sequence
from typing import Any

import numpy as np

from bitline.params.entry_counting import OPERANDS, EntryCounting, Operand, Operation

from ...golden.entry_counting import Outcome, Reference, Scale, Word

Stimulus = dict[str, np.ndarray]


class Program:
    """Operations, and what the streams bring for them.

    Parameters
    ----------
    p : EntryCounting
    """

    def __init__(self, p: EntryCounting) -> None:
        self.p = p
        self.operations: list[Operation] = []
        self.written: list[Word] = []
        self.streamed: list[Word] = []
        self.fill: list[int] = []
        self.residual: list[int] = []
        self.scales: list[Scale] = []

    def write(self, word: int, levels: np.ndarray, operand: Operand) -> None:
        """Write words, (n, lanes), from ``word`` on."""
        self._access("write", word, levels, operand)

    def verify(self, word: int, levels: np.ndarray, operand: Operand) -> None:
        """Hold stored words against these."""
        self._access("verify", word, levels, operand)

    def read(self, word: int, count: int) -> None:
        """Read stored words."""
        self.operations.append(Operation(kind="read", word=word, steps=count))

    def scale(self, entry: int, scales: Sequence[Scale]) -> None:
        """Load entries of the requantizer's table."""
        self.operations.append(Operation(kind="scale", entry=entry, steps=len(scales)))
        self.scales += scales

    def product(
        self, levels: np.ndarray, operand: Operand, fill: Sequence[int] = (), residual: Sequence[int] = (), **fields: Any
    ) -> Operation:
        """Stream words, (n, lanes), through a product of these fields; with a residual for each sum, where there are any."""
        operation = Operation(kind="product", residual=len(residual) > 0, **fields)
        self.operations.append(operation)
        self.streamed += [Word(word, operand) for word in levels]
        self.fill += fill
        self.residual += residual
        return operation

    def _access(self, kind: Any, word: int, levels: np.ndarray, operand: Operand) -> None:
        self.operations.append(Operation(kind=kind, word=word, steps=len(levels)))
        self.written += [Word(word, operand) for word in levels]

    # ---- as plain arrays

    def stimulus(self) -> Stimulus:
        """What the bench is given."""
        p = self.p
        return {
            "operations": np.array([op.codes() for op in self.operations]),
            **_words(p, "written", self.written),
            **_words(p, "streamed", self.streamed),
            "fill": np.array(self.fill, np.int64),
            "residual": np.array(self.residual, np.int64),
            "scales": np.array([[getattr(scale, name) for name in p.scale_fields] for scale in self.scales], np.int64),
        }

    @classmethod
    def of(cls, p: EntryCounting, s: Stimulus) -> "Program":
        """The program of a stimulus."""
        program = cls(p)
        program.operations = [Operation.of_codes(codes) for codes in s["operations"].tolist()]
        program.written, program.streamed = (
            [Word(levels, OPERANDS[operand]) for levels, operand in zip(s[name], s[f"{name}_operand"].tolist(), strict=True)]
            for name in ("written", "streamed")
        )
        program.fill, program.residual = s["fill"].tolist(), s["residual"].tolist()
        program.scales = [Scale(**dict(zip(p.scale_fields, scale, strict=True))) for scale in s["scales"].tolist()]
        return program

    def reference(self) -> Outcome:
        """What it must lead to."""
        return Reference(self.p, self.written, self.streamed, self.fill, self.residual, self.scales).run(self.operations)


def _words(p: EntryCounting, name: str, words: Sequence[Word]) -> Stimulus:
    return {
        name: np.array([word.levels for word in words], np.int64).reshape(-1, p.store.lanes),
        f"{name}_operand": np.array([OPERANDS.index(word.operand) for word in words], np.int64),
    }
