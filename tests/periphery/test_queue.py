"""The queue as a function from beats to beats."""

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bitline.periphery.queue import Queue
from hardware import receiver, sender, simulate


def passed(depth: int, beats: Sequence[int], i_pauses: Sequence[int] = (0,), o_pauses: Sequence[int] = (0,)):
    """Cycles in which beats go in, and the cycles and beats that come out."""
    device = Queue(8, depth, role="tested")
    return simulate(device, sender(device.i, beats, i_pauses), receiver(device.o, len(beats), o_pauses))


def expected(depth: int, beats: Sequence[int], i_pauses: Sequence[int], o_pauses: Sequence[int]):
    """The same by a list: a beat that goes in may come out in the next cycle; a full queue takes one as it gives one."""
    held, entered, left, cycle = [], [], [], 0
    asked, wanted = i_pauses[0], o_pauses[0]
    while len(left) < len(beats):
        gives = bool(held) and cycle >= wanted
        takes = len(entered) < len(beats) and cycle >= asked and (len(held) < depth or cycle >= wanted)
        if gives:
            left.append((cycle, held.pop(0)))
            wanted = cycle + 1 + o_pauses[len(left) % len(o_pauses)]
        if takes:
            held.append(beats[len(entered)])
            entered.append(cycle)
            asked = cycle + 1 + i_pauses[len(entered) % len(i_pauses)]
        cycle += 1
    return [entered, left]


@pytest.mark.parametrize("depth", range(1, 5))
def test_full_rate_after_one_cycle(depth):
    beats = list(range(20))
    assert passed(depth, beats) == [list(range(20)), [(1 + k, k) for k in range(20)]]


@pytest.mark.parametrize("depth", range(1, 5))
def test_holds_as_many_beats_as_it_has_places(depth):
    entered, left = passed(depth, range(depth + 1), o_pauses=[10])
    assert entered == [*range(depth), 10]
    assert [beat for _, beat in left] == list(range(depth + 1))


@given(
    st.integers(1, 4),
    st.lists(st.integers(0, 255), min_size=1, max_size=12),
    st.lists(st.integers(0, 4), min_size=1, max_size=5),
    st.lists(st.integers(0, 4), min_size=1, max_size=5),
)
def test_idles_and_back_pressure(depth, beats, i_pauses, o_pauses):
    assert passed(depth, beats, i_pauses, o_pauses) == expected(depth, beats, i_pauses, o_pauses)
