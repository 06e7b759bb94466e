"""Dataflows by rounds: the operations of the plans, and their cycles but for the first and the last of a layer."""

from collections import Counter
from dataclasses import replace

import pytest

from bitline.estimate.entry_counting import timeline
from bitline.estimate.entry_counting_network import choose
from bitline.estimate.rounds import cycles, flows
from bitline.network.entry_counting.dataflows import DATAFLOWS, Plan, Task, plans
from bitline.params.entry_counting import EntryCounting
from parameters import entry_counting

TASKS = [
    Task(pixels=36, channels=24, steps=3),
    Task(pixels=23, channels=37, steps=18),
    Task(pixels=40, channels=5, steps=1, rescaled=False),
    Task(pixels=16, channels=20, steps=4, window=4),
    Task(pixels=12, channels=40, steps=22, residual=True),
]
"""With remainders of every kind: channels, pixels and steps that fill no whole part."""

DRAINED = 400
"""Cycles at most between a layer's first operation and the pace of its rounds, and after the last one."""


def halves(double: bool) -> EntryCounting:
    return entry_counting(store={"words": 20, "double_buffer": double})


def dense_cycles(p: EntryCounting, plan: Plan) -> int:
    dots = sum(each.sums * each.steps for each in plan.operations if each.kind == "product")
    return timeline(p, plan.operations, [len(p.classes)] * dots).cycles


@pytest.mark.parametrize("double", [False, True])
@pytest.mark.parametrize("task", TASKS)
def test_the_operations_are_those_of_the_plans(task: Task, double: bool) -> None:
    p = halves(double)
    listed = [plan for dataflow in DATAFLOWS for plan in plans(p, task)[dataflow]]
    found = list(flows(p, task))
    assert [flow.dataflow for flow in found] == [plan.dataflow for plan in listed]
    for flow, plan in zip(found, listed, strict=True):
        counted: Counter = Counter()
        for each in flow.rounds:
            for operation in each.operations:
                counted[operation] += each.times
        assert +counted == Counter(replace(operation, word=0) for operation in plan.operations)


@pytest.mark.parametrize("double", [False, True])
@pytest.mark.parametrize("task", TASKS)
def test_the_cycles_are_those_of_the_timeline(task: Task, double: bool) -> None:
    p = halves(double)
    listed = [plan for dataflow in DATAFLOWS for plan in plans(p, task)[dataflow]]
    for flow, plan in list(zip(flows(p, task), listed, strict=True))[:4]:
        exact = dense_cycles(p, plan)
        assert abs(cycles(p, flow) - exact) < min(DRAINED, 0.05 * exact)


def test_a_long_product_is_not_walked_through() -> None:
    """Sixty thousand pixels take as many searches as there are, and next to nothing beside them."""
    p = halves(False)
    (flow,) = [flow for flow in flows(p, Task(pixels=60_000, channels=4, steps=5)) if flow.dataflow == "weight"]
    searches = 60_000 * 4 * 5 * len(p.classes)
    assert cycles(p, flow) == pytest.approx(searches, rel=1e-3)


def test_the_cheapest_dataflow_of_a_large_layer_is_found_at_once() -> None:
    """The first layer of ResNet-18, whose plans have a million orders."""
    assert choose(halves(False), Task(pixels=12_544, channels=64, steps=2)).dataflow == "weight"
