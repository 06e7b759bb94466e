"""One parameter set, from its emission to the last cycle of its co-simulation."""

import importlib
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field

import numpy as np

from bitline.emit.bundle import bundle
from bitline.params import MacroParameters
from bitline_sim import runner
from bitline_sim.scoreboard.verdict import Verdict

from . import lint

PAUSES = (0.0, 0.3, 0.0, 0.8)
"""Probability of a pause before each beat, by the number of the set: with a typical array, since an ideal one runs at full rate."""

Outcome = dict[str, np.ndarray]


class WrongError(Exception):
    """The first thing that is not as it should be, in a sentence."""


@dataclass
class Held:
    """What was done with a set.

    Attributes
    ----------
    evaluations, values, cycles : int
        Of all runs: array evaluations, values held against the reference, clock cycles.
    seconds : dict of float
        By the step.
    """

    evaluations: int = 0
    values: int = 0
    cycles: int = 0
    seconds: dict[str, float] = field(default_factory=dict)

    @contextmanager
    def step(self, name: str) -> Iterator[None]:
        """A step, whose time is taken."""
        begun = time.perf_counter()
        yield
        self.seconds[name] = round(time.perf_counter() - begun, 3)


def held(p: MacroParameters, number: int, operations: int = 6, simulators: Sequence[runner.Simulator] = runner.SIMULATORS) -> Held:
    """Emit a set, lint and synthesize it, and hold its runs in each simulator against the reference and against each other.

    Parameters
    ----------
    number : int
        Seed of the operations, the chip and the pauses.
    operations : int
        How many the family's scoreboard draws: products, or runs of programs.

    Raises
    ------
    WrongError
        For the first thing that is not as it should be.
    """
    done = Held()
    with done.step("emission"):
        files = bundle(p)
    _lint(done, p, {path: text for path, text in files.items() if path.startswith("rtl/")})
    first, *others = [_simulated(done, p, files, simulator, number, operations) for simulator in simulators]
    for other in others:
        for name, values in first.items():
            if not np.array_equal(values, other[name]):
                raise WrongError(f"{name}: not the same in {' and in '.join(simulators)}")
    return done


def _lint(done: Held, p: MacroParameters, files: Mapping[str, str]) -> None:
    for tool in (lint.verilator, lint.slang, lint.synthesis):
        with done.step(tool.__name__):
            complaints = tool(files, p.name)
        if complaints:
            raise WrongError(f"{tool.__name__}: {complaints[0]}")


def _simulated(
    done: Held, p: MacroParameters, files: Mapping[str, str], simulator: runner.Simulator, number: int, operations: int
) -> Outcome:
    """The outcomes of both arrays, each of them right."""
    scoreboard = importlib.import_module(f"bitline_sim.scoreboard.{p.family}")
    stimulus = scoreboard.random_stimulus(p, operations, number)
    outcomes: Outcome = {}
    try:
        with done.step(f"runs in {simulator}"), runner.simulation(p, files, simulator) as simulation:
            for array, idle in (("ideal", 0.0), ("typical", PAUSES[number % len(PAUSES)])):
                outcome = simulation.run(stimulus, array=array, seed=number, idle=idle).outcome
                verdict = scoreboard.judge(p, stimulus, outcome, ideal=array == "ideal", full_rate=idle == 0)
                _count(done, verdict, f"{array} array in {simulator}")
                outcomes |= {f"{name}, {array} array": values for name, values in outcome.items()}
    except runner.SimulatorError as error:
        raise WrongError(str(error)) from None
    return outcomes


def _count(done: Held, verdict: Verdict, name: str) -> None:
    if not verdict.ok:
        raise WrongError(f"{name}: {verdict.first_wrong or 'the cycle count is not the predicted one'}")
    done.evaluations += verdict.array_evaluations
    done.values += sum(tally.compared for tally in verdict.held.values())
    done.cycles += verdict.cycles_counted
