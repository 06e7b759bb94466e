"""The training engine's emitted Verilog with array models on its macros' pins: steps, resumption, programs that are refused."""

from collections.abc import Iterator

import numpy as np
import pytest

from bitline.emit.bundle import hardware
from bitline.network.two_way_training import host
from bitline.network.two_way_training.mapped import Mapped
from bitline.network.two_way_training.step import Rule
from bitline.params.two_way_training import STATES, Instruction, instruction, word
from bitline_sim import runner
from bitline_sim.runner import Simulation, simulation
from bitline_sim.scoreboard.two_way_training import FAULTS, judge
from bitline_sim.scoreboard.two_way_training.draw import steps
from bitline_sim.scoreboard.two_way_training.script import Stimulus
from bitline_sim.scoreboard.two_way_training.session import Session, session
from macros.two_way_training.cases import CONVOLUTIONS, OTHER, PERCEPTRON, SMALL


@pytest.fixture(scope="module")
def small() -> Iterator[Simulation]:
    if missing := runner.missing("icarus"):
        pytest.skip(missing)
    with simulation(SMALL, hardware(SMALL), "icarus") as built:
        yield built


def held(built: Simulation, s: Stimulus, **settings) -> Stimulus:
    """What came of a stimulus that is right in every value and every cycle."""
    array, idle = settings.get("array", "ideal"), settings.get("idle", 0.0)
    got = built.run(s, seed=3, **settings).outcome
    verdict = judge(built.p, s, got, ideal=array == "ideal", full_rate=idle == 0)  # pyright: ignore[reportArgumentType]
    assert verdict.first_wrong == ""
    assert verdict.ok
    return got


def test_steps_of_a_perceptron(small: Simulation) -> None:
    held(small, steps(SMALL, PERCEPTRON, 2, seed=1))


def test_a_step_of_convolutions_whose_tiles_come_and_go(small: Simulation) -> None:
    held(small, steps(SMALL, CONVOLUTIONS, 1, seed=1, batch=1))


def test_typical_arrays_and_pauses(small: Simulation) -> None:
    held(small, steps(SMALL, PERCEPTRON, 1, seed=2, batch=1), array="typical", idle=0.3)


def test_other_signs_and_converters() -> None:
    if missing := runner.missing("icarus"):
        pytest.skip(missing)
    with simulation(OTHER, hardware(OTHER), "icarus") as built:
        held(built, steps(OTHER, PERCEPTRON, 1, seed=4, batch=2))


@pytest.mark.parametrize("fault", FAULTS)
def test_faults_in_the_verilog_are_found(fault: str) -> None:
    if missing := runner.missing("icarus"):
        pytest.skip(missing)
    path, text, instead = FAULTS[fault](SMALL)
    files = dict(hardware(SMALL))
    assert text in files[path]
    files[path] = files[path].replace(text, instead, 1)
    stimulus = steps(SMALL, PERCEPTRON, 1, seed=1)
    with simulation(SMALL, files, "icarus") as built:
        assert not judge(SMALL, stimulus, built.run(stimulus, seed=3).outcome, ideal=True, full_rate=True).ok


# ---- resumption


def batch(seed: int) -> tuple[np.ndarray, np.ndarray]:
    rng = np.random.default_rng(seed)
    return rng.integers(0, 32, (3, 1, 1, 8)), rng.integers(2, size=3)


def test_a_run_goes_on_where_it_was_interrupted(small: Simulation) -> None:
    mapped = Mapped(SMALL, PERCEPTRON, 3)
    whole, first = session(mapped, 5), session(mapped, 5)
    for run in (whole, first):
        run.begin()
        run.step(*batch(1), Rule())
    whole.step(*batch(2), Rule(annealing=1))
    first.end()
    second = resumed(mapped, first, held(small, first.script.stimulus())["y"])
    second.begin()
    second.step(*batch(2), Rule(annealing=1))
    for run in (whole, second):
        run.end()
    undisturbed, continued = (held(small, run.script.stimulus())["y"] for run in (whole, second))
    assert np.array_equal(undisturbed, continued)


def resumed(mapped: Mapped, run: Session, sent: np.ndarray) -> Session:
    """A run that begins with what another one has sent at its end."""
    words = iter(sent)
    weights, momentum = ([np.zeros_like(matrix) for matrix in run.weights] for _ in range(2))
    size = mapped.p.array.rows * mapped.p.word_groups
    for tile, _ in host.residents(mapped):
        host.put_tile(mapped, weights, tile, np.array([next(words) for _ in range(size)]))
    for each, matrix, region in zip(mapped.layers, momentum, mapped.regions.velocities, strict=True):
        kept = np.array([next(words) for _ in range(region.words)]).reshape(len(each.lines), -1)
        real = each.lines >= 0
        matrix[each.lines[real]] = kept[real, : matrix.shape[1]]
    return Session(mapped, weights, host.random_state(mapped.p, np.array(list(words))), momentum)


# ---- programs that are refused

GOOD = instruction("take", space=0, address=0, count=1)
OPEN = {"space": 0, "address": 0, "count": 4}
WRONG = {
    "a field below its range": word(SMALL, Instruction("take", OPEN | {"count": 0})),
    "a field above its range": word(SMALL, instruction("load", macro=0, tile_rows=9)),
    "values that there are not": word(SMALL, Instruction("take", OPEN | {"address": 1021})),
    "sums that there are not": word(SMALL, instruction("activate", source=510, to=0, count=3)),
    "a word of the generator that there is not": word(SMALL, Instruction("send", {"space": 2, "address": 1, "count": 3})),
    "a generator of zeros": word(SMALL, Instruction("zero", {"space": 2, "address": 0, "count": 1})),
    "macros that there are not": word(
        SMALL, instruction("forward", macro=1, row_tiles=2, column_tiles=2, window_words=1, dense_words=1)
    ),
    "a reserved bit": word(SMALL, GOOD) | 1 << 60,
}


def test_a_program_with_a_wrong_word_touches_nothing(small: Simulation) -> None:
    mapped = Mapped(SMALL, PERCEPTRON, 3)
    run = session(mapped, 6)
    run.begin()
    for wrong in WRONG.values():
        run.script.load_words([word(SMALL, GOOD), wrong, word(SMALL, instruction("clear", macro=0))])
        run.script.run()
    run.end()
    run.script.load_words([word(SMALL, GOOD)] * (SMALL.training.program_words + 1))
    run.script.run()
    got = held(small, run.script.stimulus())
    assert STATES[int(got["field_state"])] == "ILLEGAL"
    assert (int(got["field_bad_word"]), int(got["field_illegal"])) == (SMALL.training.program_words, 1)
    tiles = [host.tile_words(mapped, run.weights, tile) for tile, _ in host.residents(mapped)]
    assert np.array_equal(got["y"][: sum(map(len, tiles))], np.concatenate(tiles))
