"""Small training engines, each with something at an end, and networks for them."""

from typing import Any

from bitline.network.training import Layer, Learner, Map
from bitline.params import from_choices
from bitline.params.two_way_training import TwoWayTraining

SMALL_CHOICES: dict[str, dict[str, Any]] = {
    "array": {"rows": 8, "columns": 4, "lines_per_read": 2},
    "input": {"bits": 6},
    "weight": {"bits": 5},
    "adc": {"bits": 2, "share": 2},
    "training": {
        "macros": 4,
        "activation_bits": 5,
        "error_bits": 6,
        "sum_bits": 24,
        "random_bits": 4,
        "momentum_bits": 8,
        "value_words": 1024,
        "sum_words": 512,
    },
}


def two_way_training(**sections: Any) -> TwoWayTraining:
    """The engine with the choices given, and else the defaults."""
    p = from_choices({"family": "two_way_training", **sections})
    assert isinstance(p, TwoWayTraining)
    return p


def variant(**sections: dict[str, Any]) -> TwoWayTraining:
    """The small engine but for the choices given."""
    names = SMALL_CHOICES.keys() | sections.keys()
    return two_way_training(**{name: SMALL_CHOICES.get(name, {}) | sections.get(name, {}) for name in names})


SMALL = variant()
"""Four macros of 8 x 4 weights of five bits, two lines a read, momentum, stochastic rounding."""

OTHER = variant(
    input={"sign": "offset_binary"},
    weight={"sign": "differential"},
    adc={"kind": "flash", "share": 4},
    timing={"sample": 2, "stretch_bits": 0},
    training={"macros": 1, "momentum_bits": 0, "rounding": "nearest"},
)
"""One macro, other signs, flash converters, no momentum, rounding to nearest alone."""

PERCEPTRON = Learner(
    name="perceptron",
    layers=(
        Layer(name="hidden", map=Map(1, 1, 8), filters=8, spread=9),
        Layer(name="scores", map=Map(1, 1, 8), filters=2, spread=9),
    ),
    batch=3,
    epochs=1,
)
"""Three tiles, two of them side by side."""

_FIRST = Layer(name="first", map=Map(4, 4, 1), filters=2, kernel=3, padding=1, pool=True, spread=9)
_SECOND = Layer(name="second", map=_FIRST.made, filters=4, kernel=3, padding=1, spread=9)
_SCORES = Layer(name="scores", map=Map(1, 1, _SECOND.made.size), filters=3, spread=9)
CONVOLUTIONS = Learner(name="convolutions", layers=(_FIRST, _SECOND, _SCORES), batch=2, epochs=1)
"""A convolution that is pooled, one that is padded, and scores, in more tiles than there are macros."""
