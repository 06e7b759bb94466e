"""Multiples by constants: a product with a constant is a few shifts and additions, by the constant's signed digits."""

from collections.abc import Iterable
from functools import reduce
from operator import or_

from amaranth.hdl import Module, Mux, Signal
from amaranth.lib import data

from ..params import formats
from .compressor import BitHeap

Digits = list[tuple[int, bool]]
"""Non-zero digits of a constant, highest first: exponent, and whether the digit counts negatively."""


def canonical(constant: int) -> Digits:
    """The canonical signed digits of a positive constant: no two are adjacent, and fewer there cannot be."""
    digits, exponent = [], 0
    while constant:
        if constant & 1:
            negative = constant & 3 == 3
            digits.append((exponent, negative))
            constant += 1 if negative else -1
        constant, exponent = constant >> 1, exponent + 1
    return digits[::-1]


def binary(constant: int) -> Digits:
    """The binary digits of a positive constant, none of which needs a subtraction."""
    return [(exponent, False) for exponent in reversed(range(constant.bit_length())) if constant >> exponent & 1]


class Multiples:
    """A number times one of several constants, chosen at run time.

    There are as many terms as the constant with the most canonical signed digits has; a constant whose binary digits are not more
    takes those. Each term adds, or subtracts, the number shifted by one of a few exponents.

    Parameters
    ----------
    number : range
        Format of the number.
    constants : iterable of int
        Each positive.

    Attributes
    ----------
    choice : StructLayout
        Which constant, decoded: for each term the exponent, one-hot, and whether it is subtracted. All zero is no constant.
    """

    def __init__(self, number: range, constants: Iterable[int]) -> None:
        self.number = number
        constants = sorted(set(constants))
        terms = max(len(canonical(constant)) for constant in constants)
        plain = {constant: binary(constant) for constant in constants}
        self.digits = {c: plain[c] if len(plain[c]) <= terms else canonical(c) for c in constants}
        used = [[digits[k] for digits in self.digits.values() if k < len(digits)] for k in range(terms)]
        self._exponents = [sorted({exponent for exponent, _ in digits}) for digits in used]
        self._subtracts = [any(negative for _, negative in digits) for digits in used]
        self.choice = data.StructLayout(
            {f"shift_{k}": len(exponents) for k, exponents in enumerate(self._exponents)}
            | {f"subtract_{k}": 1 for k, subtracts in enumerate(self._subtracts) if subtracts}
        )

    def of(self, constant: int) -> data.Const:
        """The choice of a constant."""
        chosen = dict.fromkeys((name for name, _ in self.choice), 0)
        for k, (exponent, negative) in enumerate(self.digits[constant]):
            chosen[f"shift_{k}"] = 1 << self._exponents[k].index(exponent)
            if negative:
                chosen[f"subtract_{k}"] = 1
        return self.choice.const(chosen)

    def add(self, m: Module, heap: BitHeap, number: Signal, choice: data.View, name: str) -> None:
        """Add the chosen multiple of the number to a heap; ``name`` begins the names of its terms."""
        for k, exponents in enumerate(self._exponents):
            shifted = zip(getattr(choice, f"shift_{k}"), exponents, strict=True)
            fmt = formats.hull([formats.span(-1, 0), formats.scaled(self.number, 1 << exponents[-1])])
            term = Signal(fmt, name=f"{name}_term_{k}")
            m.d.comb += term.eq(reduce(or_, (Mux(bit, number.shift_left(exponent), 0) for bit, exponent in shifted)))
            if self._subtracts[k]:
                # -a = ~a + 1
                subtract = getattr(choice, f"subtract_{k}")
                signed_term = Signal(fmt, name=f"{name}_signed_term_{k}")
                m.d.comb += signed_term.eq(Mux(subtract, ~term, term))
                heap.add_bits([subtract], 0)
                term = signed_term
            heap.add_signed(term, 0)
