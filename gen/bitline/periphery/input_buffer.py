"""The vector whose product is being made."""

from typing import Any, Literal

from amaranth.hdl import Array, Module, Mux, Signal, Value, unsigned
from amaranth.lib import data, stream
from amaranth.lib.wiring import In, Out

from .block import Block
from .shapes import index

Sign = Literal["twos_complement", "sign_magnitude", "offset_binary"]


class InputBuffer(Block):
    """Keeps one input vector, a line group a beat, in the form in which its digits are driven.

    A beat is accepted each cycle while ``open`` is high and the vector lacks one; ``loaded`` counts them. ``done`` forgets the
    vector, so that the next one's beats may follow at once: a group is read in the cycle that starts its last evaluation, and
    the buffer needs no second half.

    Two's complement is kept as it is; offset binary with its highest bit turned over where the vector is signed; sign and
    magnitude as the magnitude below the sign bit, so that the least input, whose magnitude needs all bits, fits.

    Parameters
    ----------
    groups : int
        Line groups of the longer direction.
    lines : int
        Inputs in a group.
    bits : int
        Width of an input.
    sign : str
        How signed inputs are driven.

    Members
    -------
    i : In(stream of ArrayLayout(unsigned(bits), lines))
    open : In(1)
        A product is under way.
    is_signed : In(1)
        Whether its inputs are signed.
    groups : In(range(groups + 1))
        Beats that make its vector.
    loaded : Out(range(groups + 1))
    done : In(1)
    group : In(range(groups))
    words : Out(ArrayLayout(driven bits, lines))
        The group's inputs. Combinational.
    """

    def __init__(self, *, groups: int, lines: int, bits: int, sign: Sign) -> None:
        self.depth, self.bits, self.sign = groups, bits, sign
        self.kept = data.ArrayLayout(unsigned(bits + (sign == "sign_magnitude")), lines)
        super().__init__(
            {
                "i": In(stream.Signature(data.ArrayLayout(unsigned(bits), lines))),
                "open": In(1),
                "is_signed": In(1),
                "groups": In(range(groups + 1)),
                "loaded": Out(range(groups + 1)),
                "done": In(1),
                "group": In(index(groups)),
                "words": Out(self.kept),
            }
        )

    def body(self, m: Module, platform: Any) -> None:
        kept = [Signal(self.kept, name=f"group_{k}", reset_less=True) for k in range(self.depth)]
        m.d.comb += self.i.ready.eq(self.open & (self.loaded != self.groups))
        with m.If(self.i.valid & self.i.ready):
            m.d.sync += self.loaded.eq(self.loaded + 1)
            with m.Switch(self.loaded):
                for k, group in enumerate(kept):
                    with m.Case(k):
                        m.d.sync += [to.eq(self._driven(word)) for to, word in zip(group, self.i.payload, strict=True)]
        with m.If(self.done):
            m.d.sync += self.loaded.eq(0)
        m.d.comb += self.words.eq(Array(kept)[self.group])

    def _driven(self, word: Value) -> Value:
        top = word[-1] & self.is_signed
        if self.sign == "offset_binary":
            return word ^ (self.is_signed << self.bits - 1)
        if self.sign == "sign_magnitude":
            magnitude = Mux(top, -word, word)[: self.bits]
            return magnitude | (top << self.bits)
        return word
