"""Parameters written by hand."""

from typing import Any

from bitline.params import from_choices
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
