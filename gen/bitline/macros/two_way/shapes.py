"""Payloads of the two-way macro's streams, and what travels beside an evaluation."""

from amaranth.hdl import unsigned
from amaranth.lib import data, enum

from ...params.two_way import TwoWay


class Kind(enum.Enum, shape=3):
    """Operations. A product takes its vector from ``x`` and gives its results to ``y``; a row is written from, or verified against,
    ``w``; what is read goes to ``r``."""

    FORWARD = 0
    BACKWARD = 1
    WRITE = 2
    READ = 3
    VERIFY = 4
    CLEAR = 5


def row_bits(p: TwoWay) -> int:
    return max(1, (p.array.rows - 1).bit_length())


def operation(p: TwoWay) -> data.StructLayout:
    """Stream ``op``: what to do, whether the inputs of a product are signed, and which row."""
    return data.StructLayout({"kind": Kind, "signed": 1, "row": row_bits(p)})


def words(p: TwoWay, bits: int) -> data.ArrayLayout:
    """A beat of ``lines_per_read`` words: inputs on ``x``, weights on ``w``."""
    return data.ArrayLayout(unsigned(bits), p.array.lines_per_read)


def results(p: TwoWay) -> data.StructLayout:
    """Stream ``y``: the results of one slot, lane by lane, and whether they are the product's last."""
    return data.StructLayout({"results": data.ArrayLayout(p.results, p.lanes), "last": 1})


def read_back(p: TwoWay) -> data.StructLayout:
    """Stream ``r``: a beat of weights, and for each whether a verify found it differ."""
    return data.StructLayout({"weights": words(p, p.weight.bits), "differs": p.array.lines_per_read})


def tag(p: TwoWay) -> data.StructLayout:
    """What a lane must know when the codes of an evaluation arrive."""
    flags = dict.fromkeys(("negative", "mid", "correct"), 1)
    return data.StructLayout({"backward": 1, "first": 1, "shift": range(3), **flags, "slot": p.adc.share, "end": 1, "last": 1})
