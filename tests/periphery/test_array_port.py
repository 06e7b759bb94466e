"""The memory port as a function from orders and beats to cells, answers and cycles."""

from dataclasses import asdict, dataclass, field
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bitline.periphery.array_port import Access, ArrayPort
from hardware import receiver, sender, simulate

WRITE, READ, VERIFY, CLEAR = Access

Order = tuple[Access, int]
"""An access and its row."""


@dataclass(frozen=True)
class Port:
    rows: int = 3
    groups: int = 2
    cells: int = 4
    cleared: int = 0
    write: int = 2
    read: int = 2
    follow: bool = False
    stuck: int = 0

    def held(self, cells: int) -> int:
        """What cells hold after a write, those of ``stuck`` being stuck at 1."""
        return cells | self.stuck


@dataclass
class Outcome:
    """What some orders did.

    Attributes
    ----------
    memory : dict
        Cells of each (row, word group) that was written.
    answers : list of (cells, difference)
    updates : list of (old cells, new ones), where the port follows them
    cycles : list of int
        In which each order was carried out.
    """

    memory: dict[tuple[int, int], int] = field(default_factory=dict)
    answers: list[tuple[int, int]] = field(default_factory=list)
    updates: list[tuple[int, int]] = field(default_factory=list)
    cycles: list[int] = field(default_factory=list)


def accessed(port: Port, orders: list[Order], beats: list[int], pauses: dict[str, list[int]]) -> Outcome:
    """Carry out the orders on a memory of zeros, with pauses of the streams ``i``, ``w`` and ``r``."""
    settings = asdict(port)
    del settings["stuck"]
    device, out = ArrayPort(**settings), Outcome()
    pins = (device.row, device.word_group, device.write_data)

    async def memory(ctx: Any) -> None:
        """It captures and launches at the rise of the strobes."""
        async for writes, reads, row, group, data in ctx.posedge(device.write).posedge(device.read).sample(*pins):
            at = (row, group.bit_length() - 1)
            if writes:
                out.memory[at] = port.held(data)
            if reads:
                ctx.set(device.read_data, out.memory.get(at, 0))

    async def watch(ctx: Any) -> None:
        """Address and data stand from the cycle before a strobe to the cycle after a write."""
        wrote, before = False, None
        following = (device.update, device.old, device.fresh) if port.follow else (device.write,) * 3
        watched = (device.write, device.read, *following, *pins)
        async for _, _, writes, reads, update, old, fresh, *now in ctx.tick().sample(*watched):
            assert now == before or not (writes or reads or wrote)
            assert not (writes and reads) and (now[1].bit_count() == 1 or not (writes or reads))
            wrote, before = writes, now
            if port.follow and update:
                out.updates.append((old, fresh))

    i = [{"access": access, "row": row} for access, row in orders]
    count = sum(port.groups for access, _ in orders if access in (READ, VERIFY))
    streams = zip((sender, sender, receiver), (device.i, device.w, device.r), (i, beats, count), "iwr", strict=True)
    benches = [bench(stream, what, pauses.get(name, [0])) for bench, stream, what, name in streams]
    out.cycles, _, answers = simulate(device, *benches, answers=[memory, watch])
    out.answers = [(beat["cells"], beat["difference"]) for _, beat in answers]
    return out


def expected(port: Port, orders: list[Order], beats: list[int]) -> Outcome:
    """The same from the contract; cycles without pauses."""
    out, left, cycle = Outcome(), iter(beats), -1
    more = (2 * port.read + 1, port.read + 1) if port.follow else (0, 0)
    a_group = {WRITE: 3 + port.write + more[0], READ: 3 + port.read, VERIFY: 3 + port.read, CLEAR: 3 + port.write + more[1]}
    for access, row in orders:
        rows = range(port.rows) if access is CLEAR else [row]
        cycle += 1 + len(rows) * port.groups * a_group[access]
        out.cycles.append(cycle)
        for at in [(row, group) for row in rows for group in range(port.groups)]:
            before = out.memory.get(at, 0)
            if access is WRITE:
                out.memory[at] = port.held(next(left))
                out.updates += [(before, out.memory[at])] * port.follow
            elif access is CLEAR:
                out.memory[at] = port.held(port.cleared)
                out.updates += [(port.cleared, out.memory[at])] * port.follow
            else:
                out.answers.append((before, before ^ next(left) if access is VERIFY else 0))
    return out


def check(port: Port, orders: list[Order], beats: list[int], **pauses: list[int]) -> None:
    got, wanted = accessed(port, orders, beats, pauses), expected(port, orders, beats)
    if pauses:
        got.cycles, wanted.cycles = [], []
    assert got == wanted


EVERYTHING = [(WRITE, 1), (READ, 1), (VERIFY, 1), (CLEAR, 0), (READ, 1), (WRITE, 2), (WRITE, 2), (VERIFY, 0), (READ, 2)]
BEATS = [5, 9, 5, 8, 15, 3, 1, 2, 0, 7]


@pytest.mark.parametrize("follow", [False, True])
@pytest.mark.parametrize(("write", "read"), [(1, 1), (2, 2), (1, 5), (4, 1)])
def test_every_access_without_pauses(write, read, follow):
    check(Port(write=write, read=read, follow=follow), EVERYTHING, BEATS)


@pytest.mark.parametrize("stream", ["i", "w", "r"])
@pytest.mark.parametrize("follow", [False, True])
def test_pauses_and_back_pressure(follow, stream):
    check(Port(follow=follow), EVERYTHING, BEATS, **{stream: [0, 1, 7, 2]})


@pytest.mark.parametrize("follow", [False, True])
def test_a_stuck_cell_is_followed_as_what_it_holds(follow):
    check(Port(cleared=0b0001, stuck=0b0100, follow=follow), EVERYTHING, BEATS)


@pytest.mark.parametrize("port", [Port(groups=1), Port(rows=1), Port(rows=2, groups=5, cells=1), Port(cleared=0b1010)])
def test_other_shapes(port):
    orders = [(WRITE, 0), (READ, 0), (CLEAR, 0), (READ, port.rows - 1), (VERIFY, 0)]
    check(port, orders, [k % (1 << port.cells) for k in range(2 * port.groups)])


def test_a_row_is_written_from_its_first_group_on():
    assert accessed(Port(groups=3), [(WRITE, 2)], [4, 5, 6], {}).memory == {(2, 0): 4, (2, 1): 5, (2, 2): 6}


ports = st.builds(Port, *[st.integers(1, 4)] * 2, st.just(4), st.integers(0, 15), *[st.integers(1, 3)] * 2, st.booleans())


@given(ports, st.data())
def test_any_orders_with_any_pauses(port, data):
    orders = data.draw(st.lists(st.tuples(st.sampled_from(Access), st.integers(0, port.rows - 1)), min_size=1, max_size=8))
    count = sum(port.groups for access, _ in orders if access in (WRITE, VERIFY))
    beats = data.draw(st.lists(st.integers(0, 15), min_size=count, max_size=count))
    pauses = st.lists(st.integers(0, 4), min_size=1, max_size=3)
    check(port, orders, beats, i=data.draw(pauses), w=data.draw(pauses), r=data.draw(pauses))
