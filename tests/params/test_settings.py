"""Settings as data: what help, documents and strategies are made of."""

import dataclasses
from typing import ClassVar, Literal

import pytest

from bitline.params import ParameterError, families
from bitline.params.settings import Settings, setting


def sections() -> list[type[Settings]]:
    return [kind for family in families().values() for kind in (family, *family.sections().values())]


@pytest.mark.parametrize("kind", sections(), ids=lambda kind: kind.__name__)
def test_every_setting_says_what_it_is(kind):
    groups = kind.sections()
    assert all(field.metadata["about"].help for field, _ in kind.described() if field.name not in groups)


@pytest.mark.parametrize("kind", sections(), ids=lambda kind: kind.__name__)
def test_every_number_has_bounds_that_hold_its_default(kind):
    for field, value in kind.described():
        about = field.metadata.get("about")
        assert value not in (int, float) or about.low <= field.default <= about.high


@pytest.mark.parametrize("kind", sections(), ids=lambda kind: kind.__name__)
def test_sections_are_named_like_their_fields(kind):
    assert all(group.section == name for name, group in kind.sections().items())


@dataclasses.dataclass(frozen=True, kw_only=True)
class Lengths(Settings):
    section: ClassVar[str] = "lengths"

    count: int = setting(3, "how many", unit="pieces", low=1, high=9)
    ratio: float = setting(0.5, "how much", low=0, high=1)
    kind: Literal["long", "short"] = setting("long", "which")
    exact: bool = setting(False, "whether")


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"count": 0}, "lengths.count: 0 is below 1 piece, the least that can be built"),
        ({"count": 10}, "lengths.count: 10 is above 9 pieces, the most that can be built"),
        ({"count": True}, "lengths.count: must be a whole number, not True"),
        ({"count": 2.0}, "lengths.count: must be a whole number, not 2.0"),
        ({"count": None}, "lengths.count: must be a whole number, not None"),
        ({"ratio": -0.001}, "lengths.ratio: -0.001 is below 0, the least that can be built"),
        ({"ratio": 2}, "lengths.ratio: 2.0 is above 1, the most that can be built"),
        ({"ratio": False}, "lengths.ratio: must be a number, not False"),
        ({"ratio": float("nan")}, "lengths.ratio: must be finite, not nan"),
        ({"ratio": float("-inf")}, "lengths.ratio: must be finite, not -inf"),
        ({"kind": "shirt"}, "lengths.kind: 'shirt' is not one of 'long', 'short' (did you mean 'short'?)"),
        ({"exact": 1}, "lengths.exact: must be true or false, not 1"),
        ({"exact": "true"}, "lengths.exact: must be true or false, not 'true'"),
    ],
)
def test_refused_with_one_sentence(values, sentence):
    with pytest.raises(ParameterError) as refused:
        Lengths(**values)
    assert str(refused.value) == sentence


@pytest.mark.parametrize("values", [{"count": 1}, {"count": 9}, {"ratio": 0}, {"ratio": 1.0}, {"kind": "short"}, {"exact": True}])
def test_ends_are_legal(values):
    assert dataclasses.asdict(Lengths(**values)) == dataclasses.asdict(Lengths()) | values


def test_frozen():
    with pytest.raises(dataclasses.FrozenInstanceError):
        Lengths().count = 4
