"""What hypothesis draws: parameters from the bounds that they declare, and operands from their formats."""

import typing
from typing import Any, Literal, TypeVar

import numpy as np
from hypothesis import strategies as st

from bitline.params import binary as bn
from bitline.params import entry_counting as ec
from bitline.params.settings import About, Settings
from bitline.params.two_way import Adc, Array, Input, Nonideal, Physical, Timing, TwoWay, Weight

Kind = TypeVar("Kind", bound=Settings)


def between(low: int, high: int) -> st.SearchStrategy[int]:
    """Whole numbers, both ends often."""
    return st.sampled_from([low, high]) | st.integers(low, high)


def settings_of(kind: type[Kind], **given: st.SearchStrategy) -> st.SearchStrategy[Kind]:
    """A group of settings, each anywhere within its bounds; ``given`` narrows some."""
    legal = {field.name: _values(kind, field.metadata["about"]) for field, kind in kind.described()}
    return st.builds(kind, **(legal | given))


def _values(kind: Any, about: About) -> st.SearchStrategy:
    if typing.get_origin(kind) is Literal:
        return st.sampled_from(typing.get_args(kind))
    if kind is bool:
        return st.booleans()
    assert about.low is not None and about.high is not None
    if kind is float:
        return st.sampled_from([float(about.low), float(about.high)]) | st.floats(about.low, about.high)
    return between(int(about.low), int(about.high))


@st.composite
def legal_two_way(draw: st.DrawFn, small: bool = True) -> TwoWay:
    """Legal parameters of the two-way macro: small enough to simulate, or anywhere in the whole space."""
    within, longest, widest = (_SMALL, 8, 4) if small else (_LARGE, 1024, 8)
    share = draw(between(1, 4 if small else 16))
    lines = between(-(-2 // share), longest // share).map(lambda lanes: lanes * share)
    rows, columns, input_bits = draw(lines), draw(lines), draw(between(1, widest))
    lines_per_read = between(1, min(256, max(rows, columns)))
    return TwoWay(
        array=draw(settings_of(Array, rows=st.just(rows), columns=st.just(columns), lines_per_read=lines_per_read)),
        input=draw(settings_of(Input, bits=st.just(input_bits), digit_bits=between(1, min(2, input_bits)))),
        weight=draw(settings_of(Weight, bits=between(2, widest))),
        adc=draw(settings_of(Adc, share=st.just(share), **within["adc"])),
        timing=draw(settings_of(Timing, **within["timing"])),
        nonideal=draw(settings_of(Nonideal)),
        physical=draw(st.just(Physical()) if small else settings_of(Physical)),
    )


_LARGE: dict[str, dict[str, st.SearchStrategy]] = {"adc": {"step": st.sampled_from([1, 2, 4, 8, 16, 32, 64])}, "timing": {}}

_SMALL: dict[str, dict[str, st.SearchStrategy]] = {
    "adc": {"bits": between(1, 5), "step": st.sampled_from([1, 2, 4]), "compare_cycles": between(1, 3)},
    "timing": {
        **dict.fromkeys(("precharge", "evaluate", "sample", "write", "read"), between(1, 3)),
        "stretch_bits": between(0, 2),
    },
}


@st.composite
def legal_entry_counting(draw: st.DrawFn, small: bool = True) -> ec.EntryCounting:
    """Legal parameters of the entry-counting macro: small enough to simulate, or anywhere in the whole space."""
    low, high, lanes, most = (between(-4, 0), between(1, 7), 12, 8) if small else (between(-8, 0), between(1, 15), 512, 64)
    weight, activation = draw(settings_of(ec.Weight, low=low, high=high)), draw(settings_of(ec.Activation, low=low, high=high))
    classes = max(-weight.low, weight.high) * max(-activation.low, activation.high)
    beats = draw(between(1, 4 if small else 64))
    size = draw(between(1 if beats > 1 else 2, max(2, lanes // beats)))
    halves = draw(between(1, 2))
    store = {"lanes": beats * size, "words": halves * draw(between(1, most // halves))}
    requantizer = {"entries": between(1, most), "pool": between(1, most), "output_bits": between(2, 10)} if small else {}
    return ec.EntryCounting(
        weight=weight,
        activation=activation,
        store=ec.Store(**store, double_buffer=halves == 2, lanes_per_beat=size),
        search=draw(settings_of(ec.Search, per_cycle=between(1, min(classes, 120)))),
        accumulator=draw(settings_of(ec.Accumulator, **({"count": between(1, most)} if small else {}))),
        requantizer=draw(settings_of(ec.Requantizer, **requantizer)),
        cells=draw(settings_of(ec.Cells)),
        timing=draw(settings_of(ec.Timing)),
        physical=draw(st.just(ec.Physical()) if small else settings_of(ec.Physical)),
    )


@st.composite
def legal_binary(draw: st.DrawFn, small: bool = True) -> bn.Binary:
    """Legal parameters of the binary macro: small enough to simulate, or anywhere in the whole space."""
    most = {"code_bits": 3, "trim": 3, "bias": 8, "data": 12, "word": 4, "entries": 3} if small else {
        "code_bits": 6, "trim": 5, "bias": 64, "data": 200, "word": 128, "entries": 64,
    }  # fmt: skip
    code_bits = draw(between(1, most["code_bits"]))
    top = (1 << code_bits) - 1
    trim = draw(settings_of(bn.Trim, digits=between(1, most["trim"]), step=between(1, min(63, top))))
    bias = draw(settings_of(bn.BiasRows, rows=between(1, most["bias"]), entries=between(1, most["entries"])))
    data_rows = draw(between(1, most["data"]))
    trim_rows = bn.binary_digits(trim.digits, trim.step, top).rows
    rows = max(3, data_rows + bias.rows + trim_rows)
    word, groups = draw(between(1, most["word"])), draw(between(1, 4))
    short = dict.fromkeys(("evaluate", "compare", "write", "read"), between(1, 3))
    phases = {**short, "precharge": between(2, 4), "stretch_bits": between(0, 2)}
    program = {"steps": between(1, 12), "pages": between(1, 3), "classes": between(1, 5)}
    return bn.Binary(
        array=draw(
            settings_of(
                bn.Array,
                rows=st.just(rows),
                columns=st.just(max(2, word * groups)),
                code_bits=st.just(code_bits),
                word=st.just(word),
            )
        ),
        bias=bias,
        trim=trim,
        program=draw(settings_of(bn.ProgramStore, **(program if small else {}))),
        accumulator=draw(settings_of(bn.Accumulator, **({"bits": between(2, 8)} if small else {}))),
        input=draw(settings_of(bn.Input, lines=between(1, data_rows))),
        timing=draw(settings_of(bn.Timing, **(phases if small else {}))),
        nonideal=draw(settings_of(bn.Nonideal, saturation=st.sampled_from([0.0, 0.001, 0.1, 0.5]))),
        physical=draw(st.just(bn.Physical()) if small else settings_of(bn.Physical)),
    )


def generators() -> st.SearchStrategy[np.random.Generator]:
    """Seeded numpy generators, for operands too many to be drawn one by one."""
    return st.integers(0, 2**32 - 1).map(np.random.default_rng)


def operands(rng: np.random.Generator, fmt: range, shape: tuple[int, ...]) -> np.ndarray:
    """Integers of a format, int64: all of them random, all at one end, or each at either end."""
    ends = np.array([fmt[0], fmt[-1]])
    choices = (rng.integers(fmt[0], fmt[-1] + 1, shape), np.full(shape, ends[0]), np.full(shape, ends[1]), rng.choice(ends, shape))
    return choices[rng.choice(4, p=(0.55, 0.1, 0.1, 0.25))].astype(np.int64)
