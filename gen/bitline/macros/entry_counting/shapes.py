"""Payloads of the entry-counting macro's streams, and what travels beside a search."""

from amaranth.hdl import unsigned
from amaranth.lib import data, enum

from ...params.entry_counting import EntryCounting
from ...periphery.shapes import index
from ...periphery.signed_digits import Multiples


class Kind(enum.Enum, shape=3):
    """Operations; see :class:`bitline.params.entry_counting.Operation`."""

    WRITE = 0
    READ = 1
    VERIFY = 2
    SCALE = 3
    PRODUCT = 4


class Begin(enum.Enum, shape=2):
    """What a sum begins with."""

    CLEAR = 0
    CONTINUE = 1
    FILL = 2


class End(enum.Enum, shape=2):
    """Where a sum ends."""

    HOLD = 0
    SPILL = 1
    FINISH = 2


class Operand(enum.Enum, shape=1):
    """Whose levels a word holds."""

    WEIGHT = 0
    ACTIVATION = 1


def operation(p: EntryCounting) -> data.StructLayout:
    """Stream ``op``: an :class:`bitline.params.entry_counting.Operation`."""
    codes = {"kind": Kind, "begin": Begin, "end": End}
    return data.StructLayout({name: codes.get(name, fmt) for name, fmt in p.operation_fields.items()})


def access(p: EntryCounting) -> data.StructLayout:
    """The fields of an operation that concern stored words."""
    return data.StructLayout({name: operation(p)[name].shape for name in ("kind", "word", "steps")})


def words(p: EntryCounting) -> data.ArrayLayout:
    """The words of one beat's lanes."""
    return data.ArrayLayout(unsigned(p.word_bits), p.store.lanes_per_beat)


def loaded(p: EntryCounting) -> data.StructLayout:
    """Streams ``w`` and ``x``: levels of some lanes, two's complement where the operand's levels are signed, and whose they are."""
    return data.StructLayout({"words": words(p), "operand": Operand})


def read_back(p: EntryCounting) -> data.StructLayout:
    """Stream ``r``: levels of some lanes, whose they are, and for each lane whether a verify found it differ."""
    return data.StructLayout({"words": words(p), "operand": Operand, "differs": p.store.lanes_per_beat})


ENTRY = ("bias", "multiplier")


def entry(p: EntryCounting) -> data.StructLayout:
    """What the requantizer keeps of a channel."""
    return data.StructLayout({name: p.scale_fields[name] for name in ENTRY})


def shared(p: EntryCounting) -> data.StructLayout:
    """What the requantizer does alike for all channels."""
    return data.StructLayout({name: fmt for name, fmt in p.scale_fields.items() if name not in ENTRY})


def scales(p: EntryCounting) -> data.StructLayout:
    """Stream ``scales``: an entry of the requantizer's table, and what all entries share."""
    return data.StructLayout(p.scale_fields)


def scaling(p: EntryCounting) -> data.StructLayout:
    """The fields of an operation that concern the requantizer's table."""
    return data.StructLayout({name: operation(p)[name].shape for name in ("entry", "steps")})


def content(p: EntryCounting) -> data.StructLayout:
    """What is known of a word: the magnitudes that are present in any lane, the least one first, and whose levels they are."""
    return data.StructLayout({"presence": p.presence_bits, "operand": Operand})


def leaving(p: EntryCounting) -> data.StructLayout:
    """What the output side does with a sum: leave it plain, or requantize it by an entry and pool it in a slot's window."""
    return data.StructLayout(
        {
            "plain": 1,
            "entry": index(p.requantizer.entries),
            "residual": 1,
            "slot": index(p.accumulator.count),
            "first": 1,
            "last": 1,
        }
    )


def sum_out(p: EntryCounting) -> data.StructLayout:
    """A sum that leaves its accumulator."""
    return data.StructLayout({"sum": p.sums, "leaving": leaving(p)})


def tag(p: EntryCounting) -> data.StructLayout:
    """What the accumulators must know of a search: to which of them it is added, whether that begins anew, with what, whether the
    dot product ends with it, and whether the sum then leaves."""
    return data.StructLayout(
        {"accumulator": index(p.accumulator.count), "anew": 1, "addend": p.sums, "last": 1, "leaves": 1, "leaving": leaving(p)}
    )


def dot_product(p: EntryCounting) -> data.StructLayout:
    """A dot product on its way to the search: its live classes, its words, and whether the streamed one is done with after it."""
    return data.StructLayout(
        {
            "live": len(p.classes),
            "word": p.store.words,
            "stored": Operand,
            "half": 1,
            "frees": 1,
            "tag": tag(p),
        }
    )


def lines(p: EntryCounting) -> data.StructLayout:
    """Search lines of one word: the bits that must be one, and those that must be zero; a bit with neither matches anything."""
    return data.StructLayout({"one": p.word_bits, "zero": p.word_bits})


def multiples(p: EntryCounting) -> Multiples:
    """What a class's count is multiplied by: the product of its magnitudes."""
    return Multiples(p.counts, (weight * activation for weight, activation in p.classes))
