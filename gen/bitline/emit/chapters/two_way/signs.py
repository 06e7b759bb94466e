"""The ways to sign inputs and weights, and what each would cost this macro."""

from collections.abc import Iterable
from dataclasses import replace
from typing import get_args, get_type_hints

from ....params import formats
from ....params.two_way import Input, TwoWay, Weight
from .. import Table


def schemes(p: TwoWay) -> list[TwoWay]:
    """The macro with each pair of signs, all else as it is; where weights are unsigned they stay so."""
    return [
        replace(p, input=replace(p.input, sign=input_sign), weight=replace(p.weight, sign=weight_sign))
        for input_sign in get_args(get_type_hints(Input)["sign"])
        for weight_sign in get_args(get_type_hints(Weight)["sign"])
        if (weight_sign == "unsigned") == (p.weight.sign == "unsigned")
    ]


def signed_schemes(p: TwoWay) -> Table:
    """A row for each of them."""
    each = schemes(p)
    return Table(
        title="Signed schemes and what they cost",
        text="What this macro would be with each way to drive signed inputs and to keep signed weights, all else equal."
        f" {_exactness(p)}{_pairs(p)} Reads, evaluations, cycles and conversions are those of one product of"
        " signed inputs. Conversions, an evaluation on every converter of its side, are what the energy of a product grows with.",
        headings=(
            "inputs", "weights", "reads", "evaluations", "cycles", "converters", "conversions",
            "cells a weight", "accumulator bits", "kept bits", "result",
        ),
        rows=[_costs(scheme) for scheme in each],
        marked=each.index(p),
    )  # fmt: skip


def _pairs(p: TwoWay) -> str:
    return " Pairs are forward / backward." if len(p.sides) > 1 else ""


def _exactness(p: TwoWay) -> str:
    if p.exact:
        return f"A read sums to {p.line_sums[-1]} units at most, and codes reach {p.codes[-1]}, so all of them are exact."
    return (
        f"A read can sum to {p.line_sums[-1]} units, and codes reach {p.code_values[-1]} in steps of {p.adc.step},"
        " so all of them round and clip."
    )


def _costs(p: TwoWay) -> list[str]:
    sides = p.sides.values()
    kept = sum(side.outputs * formats.width(side.weight_sums) for side in sides) if p.keeps_sums else 0
    return [
        p.input.sign.replace("_", " "),
        p.weight.sign.replace("_", " "),
        _each(len(side.reads(True)) for side in sides),
        _each(side.evaluations(True) for side in sides),
        _each(p.product_cycles(side.direction, True) for side in sides),
        _each(side.converters for side in sides),
        _each(side.evaluations(True) * side.converters for side in sides),
        f"{len(p.planes)}",
        _each(formats.width(side.accumulator) for side in sides),
        f"{kept:,}",
        "exact" if p.exact else "rounded",
    ]


def _each(values: Iterable[int]) -> str:
    """A number for each direction."""
    return " / ".join(f"{value:,}" for value in values)
