"""Parameters written by hand."""

from typing import Any

from bitline.params import from_choices
from bitline.params.binary import Binary
from bitline.params.entry_counting import EntryCounting
from bitline.params.two_way import TwoWay


def two_way(**sections: Any) -> TwoWay:
    """The two-way macro with the choices given, and else the defaults."""
    p = from_choices({"family": "two_way", **sections})
    assert isinstance(p, TwoWay)
    return p


def variant(p: TwoWay, **sections: dict[str, Any]) -> TwoWay:
    """The same macro but for the choices given."""
    chosen = p.chosen()
    del chosen["family"]
    return two_way(**(chosen | {name: chosen[name] | choices for name, choices in sections.items()}))


def entry_counting(**sections: Any) -> EntryCounting:
    """The entry-counting macro with the choices given, and else the defaults."""
    p = from_choices({"family": "entry_counting", **sections})
    assert isinstance(p, EntryCounting)
    return p


def binary(**sections: Any) -> Binary:
    """The binary macro with the choices given, and else the defaults."""
    p = from_choices({"family": "binary", **sections})
    assert isinstance(p, Binary)
    return p
