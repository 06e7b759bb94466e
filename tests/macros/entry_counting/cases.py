"""Small entry-counting macros, each with something at an end."""

from typing import Any

from bitline.params.entry_counting import EntryCounting
from parameters import entry_counting


def small(**sections: dict[str, Any]) -> EntryCounting:
    """Six lanes of four words, two lanes a beat, but for the choices given."""
    return entry_counting(
        **{
            **sections,
            "store": {"lanes": 6, "words": 4, "lanes_per_beat": 2} | sections.get("store", {}),
            "accumulator": {"count": 4} | sections.get("accumulator", {}),
            "requantizer": {"entries": 4, "multiplier_bits": 6, "output_bits": 4, "pool": 3} | sections.get("requantizer", {}),
        }
    )


LSQ = {"weight": {"low": -4, "high": 3}, "activation": {"low": 0, "high": 7}}
TWO_BITS = {"weight": {"low": -2, "high": 1}, "activation": {"low": 0, "high": 3}}
BINARY = {"weight": {"low": -1, "high": 1}, "activation": {"low": 0, "high": 1}}
BOTH_SIGNED = {"weight": {"low": -3, "high": 3}, "activation": {"low": -4, "high": 3}}
UNSIGNED = {"weight": {"low": 0, "high": 3}, "activation": {"low": 0, "high": 1}}

CASES = {
    "plain": small(),
    "three-bit LSQ": small(**LSQ),
    "two-bit LSQ": small(**TWO_BITS),
    "ternary by one bit": small(**BINARY),
    "both signed": small(**BOTH_SIGNED),
    "both unsigned": small(**UNSIGNED),
    "two searches": small(search={"per_cycle": 2}),
    "all classes at once": small(**TWO_BITS, search={"per_cycle": 6}),
    "two halves": small(store={"double_buffer": True}),
    "one word": small(store={"words": 1}),
    "one beat a word": small(store={"lanes_per_beat": 6}),
    "two beats a word": small(store={"lanes_per_beat": 3}),
    "one accumulator, no residual, no pooling": small(accumulator={"count": 1}, requantizer={"residual": False, "pool": 1}),
    "sums of one dot product": small(accumulator={"dot_products": 1}),
}
