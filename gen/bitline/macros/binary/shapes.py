"""Payloads of the binary macro's streams, and what travels beside an evaluation."""

from typing import Any

from amaranth.hdl import unsigned
from amaranth.lib import data, enum

from ...params import formats
from ...params.binary import Binary, field_width, step_formats, word_widths
from ...periphery.shapes import index


class Kind(enum.Enum, shape=3):
    """Operations: a run of the program, loading one, accesses to a row, trim and self-test."""

    RUN = 0
    LOAD = 1
    WRITE = 2
    READ = 3
    VERIFY = 4
    TRIM = 5
    TEST = 6


class StepKind(enum.Enum, shape=2):
    EVALUATE = 0
    SEARCH = 1
    RELOAD = 2


class Source(enum.Enum, shape=2):
    REST = 0
    INPUT = 1
    HIDDEN = 2


class Action(enum.Enum, shape=2):
    NONE = 0
    STORE = 1
    VOTE = 2
    SHOW = 3


class Target(enum.Enum, shape=2):
    """What a word of the program stream holds."""

    STEP = 0
    BIAS = 1
    MASK = 2


class Cells(enum.Enum, shape=2):
    """Where the cells come from that are written or verified: stream ``w``, the columns, or the march."""

    STREAM = 0
    COLUMNS = 1
    MARCH = 2


CHOICES: dict[str, Any] = {"kind": StepKind, "source": Source, "action": Action}


def operation(p: Binary) -> data.StructLayout:
    """Stream ``op``: what to do, and on which row."""
    return data.StructLayout({"kind": Kind, "row": index(p.array.rows)})


def codes(p: Binary) -> data.ArrayLayout:
    """Stream ``x``: some codes of an input page."""
    return data.ArrayLayout(unsigned(p.array.code_bits), p.input.lines)


def step(p: Binary) -> data.StructLayout:
    """A step of a program."""
    return data.StructLayout({name: CHOICES.get(name, _shape(fmt)) for name, fmt in step_formats(p).items()})


def _shape(fmt: range) -> Any:
    return fmt if formats.signed(fmt) else field_width(fmt)


def bias(p: Binary) -> data.ArrayLayout:
    """An entry of the bias table."""
    return data.ArrayLayout(data.StructLayout({"code": p.array.code_bits, "begins": 1}), p.bias.rows)


def program_word(p: Binary) -> data.StructLayout:
    """Stream ``program``: what a word is, the number of the step or entry, whether it is the last, and the word."""
    return data.StructLayout({**word_widths(p), "target": Target})


def results(p: Binary) -> data.StructLayout:
    """Stream ``y``: a class's score, the class of the highest score so far, and whether the class is the vote's last."""
    return data.StructLayout({"score": p.scores, "label": index(p.program.classes), "last": 1})


def read_back(p: Binary) -> data.StructLayout:
    """Stream ``r``: cells or decisions of a word group, and which of the cells a verify found to differ."""
    return data.StructLayout({"cells": p.array.word, "differs": p.array.word})


def drive(p: Binary) -> data.StructLayout:
    """What the word lines of an evaluation carry: bias and trim rows below a bound, or all rows the highest code."""
    fields = step(p).members
    chosen = {name: fields[name] for name in ("source", "page", "one_code", "bias", "release")}
    return data.StructLayout({**chosen, "bias_stop": range(p.bias.rows + 1), "trim_stop": range(p.trim_digits.rows + 1), "full": 1})


def tag(p: Binary) -> data.StructLayout:
    """What becomes of an evaluation's decisions.

    ``deferred``: the action waits for the accumulators and takes their signs; ``stop``: where bits that are stored end.
    """
    fields = step(p).members
    names = ("accumulate", "fresh", "initial", "place", "action", "first", "count", "to_page", "to", "classes", "keep", "send")
    return data.StructLayout({**{name: fields[name] for name in names}, "stop": range(p.data_rows + 1), "deferred": 1})
