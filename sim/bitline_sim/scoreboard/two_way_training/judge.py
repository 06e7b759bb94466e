"""The judgement of an outcome."""

import numpy as np

from bitline.estimate.two_way_training import accepted
from bitline.params.two_way_training import STATES, TwoWayTraining, refused

from ..verdict import Verdict
from .machine import Machine
from .recorded import Recorded
from .script import LOAD, Stimulus, programs, runs


def judge(
    p: TwoWayTraining, s: Stimulus, outcome: Stimulus, *, ideal: bool, full_rate: bool, stretch: tuple[int, int, int] = (0, 0, 0)
) -> Verdict:
    """Hold an outcome against the reference.

    Given the codes that the arrays gave, and the cells that they read, every line driven, every word written to a memory, every
    weight written and every word sent must be right; with ideal arrays the codes and the cells read besides. At full rate every
    operation must be done in the cycle predicted.
    """
    verdict = Verdict(len(s["kind"]))
    recorded = Recorded(p, outcome, verdict, ideal)
    verdict.array_evaluations = sum(len(outcome[f"codes_{k}"]) for k in range(len(p.all_macros)))
    machine = Machine(p, recorded)
    inputs = iter(s["inputs"])
    for _, _, program in runs(p, s):
        machine.run(program, inputs)
    recorded.finish()
    lanes = p.array.lines_per_read
    for role, words in machine.written.items():
        wanted = np.array([[address, *word] for address, word in words], np.int64).reshape(-1, 1 + lanes)
        _hold(verdict, f"{role} written", outcome[f"written_{role}"], wanted)
    _hold(verdict, "words sent", outcome["y"], np.array(machine.sent, np.int64).reshape(-1, lanes))
    _fields(p, s, verdict, outcome, machine, recorded)
    _count_cycles(p, verdict, s, outcome, full_rate, stretch)
    return verdict


def predicted(p: TwoWayTraining, s: Stimulus, stretch: tuple[int, int, int] = (0, 0, 0)) -> list[int]:
    """The cycle in which each operation is done, at full rate."""
    return accepted(p, [(program, words) for _, words, program in runs(p, s)], stretch)


def _hold(verdict: Verdict, kind: str, got: np.ndarray, wanted: np.ndarray) -> None:
    """Hold rows of values, of which there may be too few or too many."""
    common = min(len(got), len(wanted))
    verdict.hold(kind, got[:common], wanted[:common])
    verdict.hold("number of each", np.array(len(got)), np.array(len(wanted)), kind)


def _fields(p: TwoWayTraining, s: Stimulus, verdict: Verdict, outcome: Stimulus, machine: Machine, recorded: Recorded) -> None:
    """What the registers say in the end."""
    loaded = list(programs(p, s))
    bad = [number for words in loaded if (number := refused(p, words)) is not None]
    last_is_bad = bool(loaded) and refused(p, loaded[-1]) is not None
    every = list(runs(p, s))
    wanted = {
        "state": STATES.index("ILLEGAL" if last_is_bad else "IDLE"),
        "illegal": int(any(kind != LOAD and not program for kind, _, program in every)),
        "overflow": int(machine.overflow),
        "bad_word": bad[-1] if bad else 0,
        "faults": machine.faults,
        "instructions": sum(len(program) for _, _, program in every),
        "evaluations": sum(recorded.evaluations),
    }
    got = np.array([int(outcome[f"field_{name}"]) for name in wanted])
    verdict.hold(f"registers {', '.join(wanted)}", got, np.array(list(wanted.values())))


def _count_cycles(
    p: TwoWayTraining, verdict: Verdict, s: Stimulus, outcome: Stimulus, full_rate: bool, stretch: tuple[int, int, int]
) -> None:
    verdict.cycles_counted = int(outcome["op_cycle"].max(initial=0))
    if full_rate:
        foreseen = predicted(p, s, stretch)
        verdict.cycles_predicted = foreseen[-1] + 1
        # an edge ends the cycle before it
        _hold(verdict, "cycles in which operations are done", outcome["op_cycle"] - 1, np.array(foreseen))
