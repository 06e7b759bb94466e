"""Trim and self-test, started by registers, with results that can be read; and what the mapper makes of them."""

from typing import Any

import numpy as np
import pytest

from bitline.macros.binary.shapes import Kind
from bitline.network.binary.layers import Votes
from bitline.network.binary.mapping import mapped
from bitline.network.binary.placement import Faults
from bitline.params.binary import Binary
from bitline_sim.arrays.binary import IDEAL, Array
from bitline_sim.golden.binary import Machine
from bitline_sim.network.binary import OnMacro, exact
from hardware import sender
from macros.binary.cases import SMALL, WIDE
from macros.binary.device import Device, unpacked
from network.binary.networks import images, random_network

REPEATS = 2
"""Logarithm of the decisions that a trim digit rests on."""


@pytest.mark.parametrize("p", [SMALL, WIDE], ids=["small", "wide"])
def test_a_register_starts_a_trim_whose_rows_can_be_read(p: Binary) -> None:
    device, reference = Device(p, Array(p, p.nonideal, 7)), Machine(p, Array(p, p.nonideal, 7))

    async def bench(ctx: Any) -> dict[str, int]:
        await device.set(ctx, "calibration", start_trim=1, trim_repeats=REPEATS)
        await device.until_idle(ctx)
        await sender(device.dut.op, [{"kind": Kind.READ, "row": row} for row in p.trim_rows])(ctx)
        return await device.get(ctx, "evaluations")

    counted = device.run(bench)
    trims = reference.trim(REPEATS)
    rows = np.array(_bits(p, [cells for cells, _ in device.answers])).reshape(-1, p.array.columns)
    assert np.array_equal(np.array(p.trim_digits.codes) @ (2 * rows - 1), trims)
    assert counted["evaluations"] == device.evaluated == p.trim.digits << REPEATS


def test_the_field_must_rise_to_start_another_trim() -> None:
    p = SMALL
    device = Device(p, Array(p, IDEAL))

    async def bench(ctx: Any) -> list[int]:
        counts = []
        for start in (1, 1, 0, 1):  # the second is no rise
            await device.set(ctx, "calibration", start_trim=start)
            await device.until_idle(ctx)
            counts.append((await device.get(ctx, "evaluations"))["evaluations"])
        return counts

    digits = p.trim.digits
    assert device.run(bench) == [digits, digits, digits, 2 * digits]


@pytest.mark.parametrize("ready", [(1,), (1, 0, 0)], ids=["at once", "with pauses"])
def test_a_register_starts_a_self_test_whose_map_lets_the_mapper_go_round(ready: tuple[int, ...]) -> None:
    p, rng = SMALL, np.random.default_rng(4)
    chip = _faulty(p)
    device = Device(p, chip)

    async def bench(ctx: Any) -> dict[str, int]:
        await device.set(ctx, "calibration", start_test=1)
        await device.until_idle(ctx)
        return await device.get(ctx, "faults")

    counted = device.run(bench, ready)
    found = _map(p, device.answers)
    assert np.array_equal(found.stuck, chip.stuck) and np.array_equal(found.dead, chip.dead)
    assert counted["faults"] == sum(differs != 0 for _, differs in device.answers)

    network = random_network(rng, (p.data_rows, 2, 2), head=Votes(2))
    mapping, given = mapped(p, network, found), images(rng, network, 50)
    got = OnMacro(mapping, _faulty(p)).scores(given)
    assert np.array_equal(got, exact(network, given).scores)
    assert not np.array_equal(OnMacro(mapped(p, network), _faulty(p)).scores(given), got)  # had it not known


def _faulty(p: Binary) -> Array:
    """A chip whose first column has two stuck cells, and whose second column is dead."""
    chip = Array(p, IDEAL)
    chip.stuck[2, 0], chip.stuck[p.bias_rows.start, 0] = 0, 1
    chip.dead[1] = 1
    return chip


def _bits(p: Binary, beats: list[int]) -> list[list[int]]:
    return [unpacked(cells, p.array.word) for cells in beats]


def _map(p: Binary, answers: list[tuple[int, int]]) -> Faults:
    """Faults as whoever reads stream ``r`` finds them: five reads of all rows, then decisions on zeros and on ones."""
    faults, groups = Faults.none(p), p.word_groups
    beats = iter(answers)
    for descending in (False, False, True, True, False):
        for row in reversed(range(p.array.rows)) if descending else range(p.array.rows):
            for group in range(groups):
                cells, differs = next(beats)
                at = slice(group * p.array.word, (group + 1) * p.array.word)
                read, wrong = unpacked(cells, p.array.word), np.array(unpacked(differs, p.array.word), bool)
                faults.stuck[row, at] = np.where(wrong, read, faults.stuck[row, at])
    on_zeros, on_ones = (np.concatenate(_bits(p, [next(beats)[0] for _ in range(groups)])) for _ in range(2))
    faults.dead[:] = np.where(on_zeros == 1, 1, np.where(on_ones == 0, 0, -1))
    assert next(beats, None) is None
    return faults
