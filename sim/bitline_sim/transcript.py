"""Transcripts: what a co-simulation was given and what came of it, as a text that can be judged again without a simulator."""

import importlib
import json
from collections.abc import Mapping
from typing import Any

import numpy as np

from bitline.params import MacroParameters, ParameterError, from_choices

from .scoreboard.verdict import Verdict

FORMAT = "bitline transcript 1"

Arrays = Mapping[str, np.ndarray]


class TranscriptError(Exception):
    """Why a text is no transcript: one sentence."""


def text_of(p: MacroParameters, stimulus: Arrays, outcome: Arrays, *, ideal: bool, full_rate: bool) -> str:
    """The transcript of a run: JSON, arrays as their type, shape and numbers."""
    return json.dumps(
        {
            "format": FORMAT,
            "parameters": p.chosen(),
            "ideal": ideal,
            "full_rate": full_rate,
            "stimulus": {name: _plain(array) for name, array in stimulus.items()},
            "outcome": {name: _plain(array) for name, array in outcome.items()},
        }
    )


def replayed(text: str) -> tuple[MacroParameters, Verdict]:
    """The macro of a transcript, and the verdict on it: the golden model's results for the codes recorded, beside the device's.

    Raises
    ------
    TranscriptError
        Where the text is not what :func:`text_of` makes.
    """
    try:
        values = json.loads(text)
        if values["format"] != FORMAT:
            raise TranscriptError(f"its format is {values['format']!r}, not {FORMAT!r}")
        p = from_choices(values["parameters"])
        stimulus, outcome = ({name: _array(each) for name, each in values[part].items()} for part in ("stimulus", "outcome"))
        scoreboard = importlib.import_module(f"bitline_sim.scoreboard.{p.family}")
        return p, scoreboard.judge(p, stimulus, outcome, ideal=values["ideal"], full_rate=values["full_rate"])
    except ParameterError as error:
        raise TranscriptError(f"its parameters are refused: {error}") from None
    except (ValueError, TypeError, KeyError, IndexError, AttributeError):
        raise TranscriptError("it is not a whole transcript; write it anew with bitline simulate --transcript") from None


def _plain(array: np.ndarray) -> dict[str, Any]:
    return {"type": str(array.dtype), "shape": list(array.shape), "values": array.ravel().tolist()}


def _array(plain: dict[str, Any]) -> np.ndarray:
    return np.array(plain["values"], plain["type"]).reshape(plain["shape"])
