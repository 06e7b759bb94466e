"""Networks of integers on macros: the fast runs equal the slow models, layer by layer."""

from pathlib import Path

import numpy as np
import pytest

pytest.importorskip("onnx", reason="reads ONNX files: pip install 'bitline[onnx]'")

from bitline.estimate.entry_counting_network import choose
from bitline.network import builtin, datasets
from bitline.network.convolution import Rescale
from bitline.network.entry_counting.dataflows import Task
from bitline.network.entry_counting.graph import graph
from bitline.network.entry_counting.store import load
from bitline.network.integers import IntegerNetwork, Window
from bitline.network.onnx_import import imported
from bitline.params import parse
from bitline.params.two_way import TwoWay
from bitline_sim.golden.requantizer import requantized
from bitline_sim.network import entry_counting as layered
from bitline_sim.network.chips import Chips
from bitline_sim.network.converters import Converters
from bitline_sim.network.dataflows import gathered, layer_program, pixel_order
from bitline_sim.network.entry_counting import counted
from bitline_sim.network.integers import added, exact, largest, levels, rescaled, scores
from parameters import entry_counting

from .onnx_graphs import drawn, images, written

SMALL = "rows = 24\ncolumns = 8\nlines_per_read = 9"


def macro(settings: str) -> TwoWay:
    """A small two-way macro of the settings given."""
    p = parse(f'extends = "two_way"\n[array]\n{SMALL}\n{settings}\n', "test")
    assert isinstance(p, TwoWay)
    return p


@pytest.fixture
def network(tmp_path: Path) -> tuple[IntegerNetwork, np.ndarray]:
    """A network with a residual, windows and signed values between layers, and images."""
    made, output = drawn(4, "qonnx")
    return imported(written(made.model([output]), tmp_path / "drawn.onnx")), images(made, 2)


@pytest.mark.parametrize("weights", ["twos_complement", "offset_binary", "differential"])
@pytest.mark.parametrize(
    ("inputs", "converter"),
    [
        ('sign = "twos_complement"', "bits = 5\nshare = 4"),
        ('sign = "twos_complement"\ndigit_bits = 2', "bits = 3\nshare = 4\nstep = 4"),
        ('sign = "sign_magnitude"', "bits = 2\nshare = 8"),
        ('sign = "offset_binary"', "bits = 2\nshare = 2"),
        ('sign = "offset_binary"\ndigit_bits = 2', "bits = 2\nshare = 4\nstep = 8"),
    ],
)
def test_fast_runs_give_the_codes_of_the_array_model(
    network: tuple[IntegerNetwork, np.ndarray], weights: str, inputs: str, converter: str
) -> None:
    p = macro(f'[input]\n{inputs}\n[adc]\n{converter}\n[weight]\nsign = "{weights}"')
    fast, slow = (levels(*network, sums) for sums in (Converters(p, network[0]), Chips(p, network[0], "ideal")))
    assert fast.keys() == slow.keys() == levels(*network).keys()
    for name, values in slow.items():
        assert np.array_equal(fast[name], values), name
    changed = any((fast[name] != values).any() for name, values in levels(*network).items())
    assert changed == (not p.exact)


def test_batches_make_no_difference(network: tuple[IntegerNetwork, np.ndarray], monkeypatch: pytest.MonkeyPatch) -> None:
    some = np.tile(network[1], (4, 1, 1, 1))
    whole = scores(network[0], some)
    monkeypatch.setattr("bitline_sim.network.integers.BATCH_VALUES", 1)
    assert np.array_equal(scores(network[0], some), whole)
    assert np.array_equal(levels(network[0], some)[network[0].nodes[-1].name].reshape(len(some), -1), whole)


def test_networks_of_few_levels_are_the_same_as_graphs() -> None:
    file, test = builtin.path("digits_lsq"), datasets.digits().test.images[:30]
    assert file is not None
    chain = load(file)
    assert np.array_equal(scores(graph(chain), test), layered.scores(chain, test))


@pytest.mark.parametrize("seed", range(3))
def test_the_entry_counting_macro_gives_the_same_layers(seed: int, tmp_path: Path) -> None:
    """Program by program, operation by operation; residuals and zero points included."""
    made, output = drawn(seed, "qonnx")
    network = imported(written(made.model([output]), tmp_path / "drawn.onnx"))
    p = entry_counting(
        weight={"low": -8, "high": 15}, activation={"low": -8, "high": 15}, store={"words": 32}, accumulator={"count": 16}
    )
    values = levels(network, images(made, 1))
    held = 0
    for node in network.products:
        entering, *residual = (values[source] for source in node.sources)
        known = [p.operands[name].levels for name in ("weight", "activation")]
        if any(
            part.min() not in fits or part.max() not in fits
            for part, fits in zip((node.layer.matrix, entering), known, strict=True)
        ):
            continue
        assert np.array_equal(counted(p)(node.layer, entering), exact(node.layer, entering))
        plan = choose(p, Task.of(p, node.layer, entering.shape[1])).plan
        results = gathered(plan, np.array(layer_program(p, plan, node.layer, entering, *residual).reference().results))
        order = pixel_order(node.layer, entering.shape[1])
        assert np.array_equal(results, values[node.name].reshape(-1, node.layer.channels)[order]), node.name
        held += 1
    assert held


def test_rescaling_is_the_requantizer_s() -> None:
    rng = np.random.default_rng(0)
    bias, multiplier = rng.integers(-(1 << 20), 1 << 20, 6), rng.integers(-(1 << 15), 1 << 15, 6)
    rescale = Rescale(bias=bias, multiplier=multiplier, shift=17, low=-128, high=127, residual_multiplier=-9001, zero_point=3)
    sums, residual = rng.integers(-(1 << 10), 1 << 10, (2, 500, 6)) - bias, rng.integers(-128, 128, (2, 500, 6))
    sums[0, :100] = np.where(multiplier % 2, sums[0, :100], 0)
    wanted = requantized(sums, bias, multiplier, 17, 3, -128, 127, residual * -9001)
    assert np.array_equal(rescaled(rescale, sums, residual), wanted)
    halves = Rescale(bias=np.zeros(1, int), multiplier=np.ones(1, int), shift=1, low=-9, high=9)
    assert rescaled(halves, np.arange(-7, 8)[:, None]).ravel().tolist() == [-4, -3, -2, -2, -2, -1, 0, 0, 0, 1, 2, 2, 2, 3, 4]


def test_windows_by_hand() -> None:
    values = np.arange(16.0).reshape(1, 4, 4, 1)
    assert added(values, Window(2, 2, 2))[0, :, :, 0].tolist() == [[10, 18], [42, 50]]
    assert largest(-values, Window(3, 3, 2, 1), -99)[0, :, :, 0].tolist() == [[0, -1], [-4, -5]]
