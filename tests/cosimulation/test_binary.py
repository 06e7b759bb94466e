"""The binary macro's emitted Verilog with the array model on its pins: random programs, accesses, trims and self-tests."""

from collections.abc import Mapping

import pytest

from bitline.emit.bundle import hardware
from bitline.params.binary import Binary
from bitline_sim import runner
from bitline_sim.scoreboard import binary as scoreboard
from bitline_sim.scoreboard.binary import Stimulus
from macros.binary.cases import ENDS, FAULTY, SMALL, WIDE


def ran(p: Binary, seed: int, files: Mapping[str, str] | None = None, **settings) -> tuple[Stimulus, Stimulus]:
    """A stimulus at random, and what came of it."""
    if missing := runner.missing("icarus"):
        pytest.skip(missing)
    stimulus = scoreboard.random_stimulus(p, 6, seed)
    return stimulus, runner.run(p, files or hardware(p), stimulus, simulator="icarus", seed=seed, **settings).outcome


@pytest.mark.parametrize("p", [SMALL, ENDS, WIDE], ids=["small", "ends", "wide"])
def test_ideal_array_at_full_rate(p):
    stimulus, got = ran(p, seed=3)
    verdict = scoreboard.judge(p, stimulus, got, ideal=True, full_rate=True)
    assert verdict.first_wrong == ""
    assert verdict.cycles_counted == verdict.cycles_predicted
    assert verdict.held["decisions"].compared


def test_typical_array_with_faults_and_pauses_and_longer_phases():
    stretch = (1, 2, 3)
    stimulus, got = ran(FAULTY, seed=4, array="typical", idle=0.3, stretch=stretch)
    verdict = scoreboard.judge(FAULTY, stimulus, got, ideal=False, full_rate=False, stretch=stretch)
    assert verdict.first_wrong == ""
    assert int(got["field_faults"])


@pytest.mark.parametrize("fault", scoreboard.FAULTS)
def test_faults_in_the_verilog_are_found(fault):
    p, files = SMALL, dict(hardware(SMALL))
    path, text, instead = scoreboard.FAULTS[fault](p)
    assert text in files[path]
    files[path] = files[path].replace(text, instead, 1)
    stimulus, got = ran(p, seed=3, files=files)
    assert not scoreboard.judge(p, stimulus, got, ideal=True, full_rate=True).ok
