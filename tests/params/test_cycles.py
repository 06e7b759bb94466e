"""Cycles by name against the timeline, which every co-simulation holds against the hardware."""

import itertools

from hypothesis import given

from bitline.estimate.two_way import timeline
from bitline.params.two_way import TwoWay
from strategies import legal_two_way


@given(legal_two_way(small=False))
def test_products(p: TwoWay) -> None:
    for direction in p.sides:
        for sign in ("unsigned", "signed"):
            case, share = f"{direction}_{sign}", p.adc.share
            beats = timeline(p, [(direction, sign == "signed")] * 2).results
            assert beats[0] == p.cycles[f"first_result.{case}"]
            assert beats[share - 1] == p.cycles[f"last_result.{case}"]
            assert beats[share] - beats[0] == p.cycles[f"product.{case}"]
            assert {after - before for before, after in itertools.pairwise(beats)} == {p.cycles[f"slot.{case}"]}


@given(legal_two_way(small=False))
def test_accesses(p: TwoWay) -> None:
    for kind, name in (("write", "write_row"), ("read", "read_row"), ("verify", "verify_row"), ("clear", "clear")):
        assert timeline(p, [(kind, False)] * 2).accepted == [p.cycles[name] - 1, 2 * p.cycles[name] - 1]
