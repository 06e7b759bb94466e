"""Payloads of the engine's streams, words of its memories, and the requests that go to these."""

from amaranth.hdl import signed, unsigned
from amaranth.lib import data, enum

from ...params import formats
from ...params.two_way_training import (
    KIND_BITS,
    LONGEST_EXPONENT,
    Kind,
    TwoWayTraining,
    field_formats,
    field_width,
    fields,
    word_bits,
)
from ...periphery.shapes import index


class Operation(enum.Enum, shape=1):
    """A run of the program, from its first instruction to its last, or loading one."""

    RUN = 0
    LOAD = 1


def operation() -> data.StructLayout:
    """Stream ``op``."""
    return data.StructLayout({"kind": Operation})


def program_word(p: TwoWayTraining) -> data.StructLayout:
    """Stream ``program``: an instruction, and whether it is the last."""
    return data.StructLayout({"word": word_bits(p), "last": 1})


def field_bits(p: TwoWayTraining) -> int:
    """Bits of an instruction without its kind."""
    return word_bits(p) - KIND_BITS


def layout(p: TwoWayTraining, kind: Kind) -> data.StructLayout:
    """The fields of a kind of instruction."""
    return data.StructLayout(
        {
            name: signed(field_width(fmt)) if formats.signed(fmt) else unsigned(field_width(fmt))
            for name, fmt in fields(p, kind).items()
        }
    )


def value(p: TwoWayTraining) -> data.StructLayout:
    """A value, unsigned or signed as its user says, and its mask bit."""
    return data.StructLayout({"value": p.input.bits, "mask": 1})


def values(p: TwoWayTraining) -> data.ArrayLayout:
    """A word of values."""
    return data.ArrayLayout(value(p), p.array.lines_per_read)


def sums(p: TwoWayTraining) -> data.ArrayLayout:
    """A word of sums; streams ``x`` and ``y`` carry such words, of which values, weights and random bits take the lowest bits."""
    return data.ArrayLayout(signed(p.training.sum_bits), p.array.lines_per_read)


def weights(p: TwoWayTraining) -> data.ArrayLayout:
    """A word group of weights."""
    return data.ArrayLayout(signed(p.weight.bits), p.array.lines_per_read)


def value_address(p: TwoWayTraining) -> int:
    return (p.training.value_words - 1).bit_length()


def sum_address(p: TwoWayTraining) -> int:
    return (p.training.sum_words - 1).bit_length()


def either_address(p: TwoWayTraining) -> int:
    """Bits of an address of the larger memory; one of the smaller takes the lower ones."""
    return max(value_address(p), sum_address(p))


def read(address: int) -> data.StructLayout:
    """A request to read a word, which stands two cycles later, until the next one that is asked for does."""
    return data.StructLayout({"enable": 1, "address": address})


def write(address: int, word: data.Layout) -> data.StructLayout:
    """A request to write a word."""
    return data.StructLayout({"enable": 1, "address": address, "word": word})


def addition(p: TwoWayTraining) -> data.StructLayout:
    """A request to add to a word of sums."""
    return data.StructLayout({"enable": 1, "address": sum_address(p), "word": sums(p)})


def window_words(p: TwoWayTraining) -> range:
    """A number of words under the kernel, or of dense ones."""
    return range(field_formats(p)["window_words"].stop)


def outputs(p: TwoWayTraining) -> range:
    """A number of outputs."""
    return range(field_formats(p)["outputs"].stop)


def exponent() -> int:
    """Bits of an exponent."""
    return formats.width(LONGEST_EXPONENT)


def exponent_number(p: TwoWayTraining) -> range:
    """Which exponent; 0 is always that of unscaled errors."""
    return index(p.training.exponents + 1)
