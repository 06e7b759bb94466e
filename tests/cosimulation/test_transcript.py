"""Transcripts: what a co-simulation left is judged again, bit for bit, from the text alone."""

import json

import pytest

from bitline.emit.bundle import hardware
from bitline_sim import runner
from bitline_sim.scoreboard import two_way as scoreboard
from bitline_sim.transcript import TranscriptError, replayed, text_of

from .test_models import CASES, SEED

P = CASES["mid-level line"]


@pytest.fixture(scope="module")
def text() -> str:
    """The transcript of a chip with every non-ideality."""
    if reason := runner.missing("icarus"):
        pytest.skip(reason)
    stimulus = scoreboard.random_stimulus(P, 4, SEED)
    run = runner.run(P, hardware(P), stimulus, simulator="icarus", array="typical", seed=SEED)
    return text_of(P, stimulus, run.outcome, ideal=False, full_rate=True)


def test_a_transcript_replays(text: str) -> None:
    p, verdict = replayed(text)
    assert p.chosen() == P.chosen()
    assert verdict.ok and verdict.array_evaluations > 0 and verdict.cycles_counted == verdict.cycles_predicted
    assert verdict.held["results for the codes given"].compared > 0


@pytest.mark.parametrize("array", ["results", "codes"])
def test_one_changed_bit_is_found(text: str, array: str) -> None:
    values = json.loads(text)
    values["outcome"][array]["values"][0] ^= 1
    assert not replayed(json.dumps(values))[1].ok


CUT = "it is not a whole transcript; write it anew with bitline simulate --transcript"


@pytest.mark.parametrize(
    ("instead", "sentence"),
    [
        ("", CUT),
        ("[]", CUT),
        ('{"format": "bitline transcript 1"}', CUT),
        ('{"format": "bitline transcript 2"}', "its format is 'bitline transcript 2', not 'bitline transcript 1'"),
    ],
)
def test_other_texts_are_refused(instead: str, sentence: str) -> None:
    with pytest.raises(TranscriptError) as refused:
        replayed(instead)
    assert str(refused.value) == sentence


def test_half_a_transcript_is_refused(text: str) -> None:
    with pytest.raises(TranscriptError, match="whole transcript"):
        replayed(text[: len(text) // 2])


def test_refused_parameters_are_named(text: str) -> None:
    values = json.loads(text)
    values["parameters"]["adc"]["share"] = 7
    with pytest.raises(TranscriptError, match=r"^its parameters are refused: adc.share: 7 does not divide array.columns = 8$"):
        replayed(json.dumps(values))
