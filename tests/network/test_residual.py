"""ResNet-18's basic blocks at their real size: all of it in integers, some positions through the macro's reference."""

import numpy as np
import pytest

from bitline.estimate.entry_counting_network import choose
from bitline.network.convolution import Layer
from bitline.network.entry_counting.dataflows import DATAFLOWS, Dataflow, Task
from bitline.network.entry_counting.residual import Block
from bitline.params import preset
from bitline.params.entry_counting import EntryCounting
from bitline_sim.network.dataflows import gathered, program_of
from bitline_sim.network.entry_counting import counted, exact, results

POSITIONS = 3
BLOCKS = {"56x56, 64 to 64": (64, 64, 1), "56x56, 64 to 128, half the size": (64, 128, 2)}


@pytest.fixture(scope="module", params=BLOCKS)
def made(request: pytest.FixtureRequest) -> list[tuple[Layer, np.ndarray, np.ndarray, np.ndarray]]:
    """Each layer of a block with its inputs, its residual and its results, for the whole image."""
    rng = np.random.default_rng(5)
    inputs, channels, stride = BLOCKS[request.param]
    block = Block.drawn(rng, inputs, channels, stride)
    image = rng.integers(0, 4, (1, 56, 56, inputs))
    nothing = np.zeros(0, np.int64)
    hidden = results(block.first, image)
    residual = image if block.shortcut is None else results(block.shortcut, image)
    out = results(block.second, hidden, residual)
    layers = [(block.first, image, nothing, hidden), (block.second, hidden, residual, out)]
    return layers if block.shortcut is None else [*layers, (block.shortcut, image, nothing, residual)]


def test_sizes_and_levels(made: list[tuple[Layer, np.ndarray, np.ndarray, np.ndarray]]) -> None:
    for layer, _, _, out in made:
        assert out.shape[1] == 56 // max(some.stride for some, *_ in made) and layer.rescale is not None
        assert out.min() >= layer.rescale.low and out.max() <= layer.rescale.high
        assert len(np.unique(out)) > 3


def test_counts_make_the_same_sums(made: list[tuple[Layer, np.ndarray, np.ndarray, np.ndarray]]) -> None:
    p = preset("entry_counting")
    assert isinstance(p, EntryCounting)
    for layer, image, *_ in made:
        rows = image[:, :9]
        assert np.array_equal(counted(p)(layer, rows), exact(layer, rows))


@pytest.mark.parametrize("dataflow", DATAFLOWS)
def test_sampled_positions(made: list[tuple[Layer, np.ndarray, np.ndarray, np.ndarray]], dataflow: Dataflow) -> None:
    p = preset("entry_counting")
    assert isinstance(p, EntryCounting)
    for layer, image, residual, out in made:
        places = np.random.default_rng(6).choice(out.shape[1] ** 2, POSITIONS, replace=False)
        patches = layer.patches(image)[0].reshape(-1, layer.matrix.shape[1])[places]
        task = Task(POSITIONS, layer.channels, -(-patches.shape[1] // p.store.lanes), residual=bool(residual.size))
        plan = choose(p, task).plans[dataflow]
        added = residual.reshape(-1, layer.channels)[places] if residual.size else residual
        outcome = program_of(p, plan, layer, patches, added).reference()
        assert not outcome.illegal and not outcome.overflow
        assert np.array_equal(gathered(plan, np.array(outcome.results)), out.reshape(-1, layer.channels)[places])
