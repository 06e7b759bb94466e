"""Placement: tiles of each layer, turns where macros are few, copies where they are many."""

from collections import Counter
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bitline.estimate.conditions import Conditions
from bitline.estimate.placement import placed
from bitline.network.placement import Place, Placement
from bitline.network.topologies import named
from bitline.network.workload import Layer, Workload
from bitline.params import ParameterError
from strategies import between

ROWS, COLUMNS = 128, 64


def network(name: str = "resnet18") -> Workload:
    found = named(name)
    assert found is not None
    return found


def work(place: Place) -> float:
    return float(place.layer.positions)


def on(macros: int = 0, name: str = "resnet18", **conditions) -> Placement:
    return placed(network(name).products, ROWS, COLUMNS, Conditions(macros=macros, **conditions), work)


@pytest.mark.parametrize(("name", "tiles"), [("resnet18", 1432), ("densenet121", 1272), ("vgg8", 1592)])
def test_a_copy_takes_the_tiles_of_every_matrix(name: str, tiles: int) -> None:
    found = on(name=name)
    by_hand = sum(-(-layer.fan_in // ROWS) * -(-layer.outputs // COLUMNS) for layer in network(name).products)
    assert (found.macros, found.copies, found.resident) == (tiles, 1, True) and by_hand == tiles


def test_too_few_macros_take_turns() -> None:
    found = on(100)
    assert not found.resident and max(place.rounds for place in found.places) == 3  # 288 tiles of a layer of 512 x 4608
    assert all(place.macros <= 100 and place.rounds * place.macros >= place.tiles for place in found.places)


def test_layers_in_turn_may_be_copied_even_where_weights_do_not_stay() -> None:
    found = on(400, duplication="layers")
    assert found.places[0].copies == 400 // found.places[0].tiles and found.places[-2].copies == 400 // found.places[-2].tiles


def test_layers_side_by_side_need_all_their_macros() -> None:
    sentence = "macros: 1431 do not hold the 1432 tiles of all layers, which shall work side by side"
    with pytest.raises(ParameterError, match=f"^{sentence}$"):
        on(1431, pipeline="layers")


@pytest.mark.parametrize("macros", [1432, 1500, 1650, 5000, 40_000])
def test_copies_never_take_more_macros_than_there_are(macros: int) -> None:
    for pipeline in ("none", "layers"):
        found = on(macros, pipeline=pipeline, duplication="layers")
        assert sum(place.macros for place in found.places) <= macros == found.macros


def test_copies_shorten_the_longest_stage_as_far_as_they_can() -> None:
    """One macro fewer than the next better placement takes gives the same stage as before."""

    def longest(macros: int) -> int:
        return max(place.positions for place in on(macros, pipeline="layers", duplication="layers").places)

    stages = [longest(macros) for macros in range(1432, 1460)]
    assert stages == sorted(stages, reverse=True) and stages[0] == 12544 and stages[2] == 6272


def test_whole_copies_have_an_image_each() -> None:
    found = on(3 * 1432 + 5, duplication="network")
    assert (found.copies, found.macros) == (3, 3 * 1432 + 5) and all(place.copies == 1 for place in found.places)


def test_groups_have_matrices_of_their_own() -> None:
    layer = Layer(name="", kind="linear", sources=("input",), inputs=384, outputs=64, in_size=(1, 1), out_size=(1, 1), groups=4)
    (place,) = placed([layer], 128, 64, Conditions(), work).places
    assert (place.rows, place.columns, place.tiles) == (1, 1, 4)


@given(
    shapes=st.lists(st.tuples(between(1, 300), between(1, 40), between(1, 9)), min_size=1, max_size=3),
    macros=between(0, 60),
    images=between(1, 5),
    order=st.sampled_from(["images", "layers"]),
    duplication=st.sampled_from(["none", "network", "layers"]),
)
def test_every_tile_meets_every_vector_once(
    shapes: list[tuple[int, int, int]], macros: int, images: int, order: Any, duplication: Any
) -> None:
    layers = [
        Layer(name="", kind="convolution", sources=(), inputs=i, outputs=o, in_size=(1, side), out_size=(1, side))
        for i, o, side in shapes
    ]
    found = placed(layers, 64, 8, Conditions(macros=macros, order=order, duplication=duplication), work)
    for number, place in enumerate(found.places):
        met, first = Counter(), Counter()
        for part in found.parts(images):
            for job in found.jobs(number, part):
                assert 0 <= job.macro < found.macros and len(job.positions) <= place.positions
                met.update((job.tile, position, image) for position in job.positions for image in job.images)
                first[job.macro] += len(job.positions) * len(job.images)
        assert set(met.values()) == {1} and len(met) == place.tiles * place.layer.positions * images
        assert len(first) <= place.macros * found.copies and first[place.first] == max(first.values())
    if found.resident:
        used = [{job.macro for job in found.jobs(number, [range(1)])} for number in range(len(layers))]
        assert sum(map(len, used)) == len(set().union(*used))
