"""A few small sets of the campaign: `make evidence` holds many, large ones among them, in both simulators."""

import pytest

from bitline_sim import runner
from evidence.draw import chosen, missed
from evidence.hold import held


@pytest.mark.skipif(bool(runner.missing("icarus")), reason=runner.missing("icarus"))
@pytest.mark.parametrize(("family", "seed"), [("two_way", 0), ("two_way", 3), ("entry_counting", 0), ("binary", 0)])
def test_a_few_sets(family: str, seed: int) -> None:
    (p,) = chosen(family, 1, seed, most=0.1 if family == "two_way" else 0.5)
    done = held(p, seed, simulators=["icarus"])
    assert done.values and done.evaluations


def test_every_end_occurs_in_a_campaign() -> None:
    sets = chosen("two_way", 40, seed=3)
    assert len(sets) == 40 and not missed(sets)


def test_draws_are_reproducible() -> None:
    assert chosen("two_way", 2, seed=5) == chosen("two_way", 2, seed=5) != chosen("two_way", 2, seed=6)
