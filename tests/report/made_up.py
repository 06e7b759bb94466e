"""Results that no run gave, to see what the report makes of them."""

import dataclasses

import numpy as np

from bitline.params import preset
from bitline.params.two_way import TwoWay
from bitline.report.results import About, Accuracy, Check, Cycles, Deviation, Recording, Results, Shown, Transfer

CYCLES = 26


def two_way(**timing: int) -> TwoWay:
    p = preset("two_way")
    assert isinstance(p, TwoWay)
    return dataclasses.replace(p, timing=dataclasses.replace(p.timing, **timing))


def recording(p: TwoWay, codes: np.ndarray) -> Recording:
    """A forward product at full rate as the macro's timing says: lines stand from cycle 2; converter 3 finds the codes given."""
    at = np.arange(CYCLES)
    phase, number = (at - 2) % p.period, (at - 2) // p.period
    begun, evaluate = at >= 2, p.timing.precharge + p.timing.evaluate
    side = p.sides["forward"]
    driven = np.zeros((CYCLES, p.array.rows), np.uint8)
    for cycle in at[begun]:
        first = number[cycle] % side.groups * p.array.lines_per_read
        driven[cycle, first : first + number[cycle] + 1] = 1
    strobes = {
        "precharge": begun & (phase < p.timing.precharge),
        "evaluate": begun & (phase >= p.timing.precharge),
        "sample": begun & (phase >= evaluate) & (phase < evaluate + p.timing.sample),
        "x_valid": at < 20,
        "x_ready": at < 8,
    }
    trials = np.zeros((CYCLES, side.converters, p.adc.bits), np.uint8)
    above = np.zeros((CYCLES, side.converters), np.uint8)
    for k, code in enumerate(codes):
        found = 0
        for bit in reversed(range(p.adc.bits)):
            trial = found | 1 << bit
            start = 2 + evaluate + k * p.period + (p.adc.bits - 1 - bit) * p.adc.compare_cycles
            for cycle in range(start, min(start + p.adc.compare_cycles, CYCLES)):
                trials[cycle, 3] = trial >> np.arange(p.adc.bits) & 1
                above[cycle, 3] = code >= trial
            found = trial if code >= trial else found
    every = np.zeros((len(codes), side.converters), np.int64)
    every[:, 3] = codes
    packed = {"row_drive": driven, "forward_trial": trials.reshape(CYCLES, -1), "forward_above": above}
    waves = {name: bits[:, None].astype(np.uint8) for name, bits in strobes.items()}
    waves |= {name: np.packbits(bits, axis=1, bitorder="little") for name, bits in packed.items()}
    return Recording("The first product", waves, every)


def results(wrong: int = 0, counted: int = 120) -> Results:
    rng = np.random.default_rng(3)
    p = two_way()
    arrays = ("ideal", "typical")
    return Results(
        p=p,
        about=About(
            network="64-64-10",
            data="digits <&>",
            simulator="icarus",
            command="python demo.py --output 'a & b'",
            seed=7,
            seconds={"train the network": 1.25},
        ),
        accuracies=[Accuracy("floating point", 390, 400), Accuracy("typical array", 400, 400)],
        agreement={"8-bit integers": 0.99, "typical array": 0.5},
        checks=[Check("ideal", "codes", 1200, 0), Check("typical", "layers' products", 34, wrong)],
        cycles=[Cycles("layer 1", "write", 120, counted), Cycles("layer 1", "forward", 1300, 1300)],
        transfer=Transfer(np.arange(1, 32) - 0.5 + rng.normal(0, 0.1, (64, 31)), np.arange(17), np.linspace(0, 0.05, 17)),
        recording=recording(p, np.array([5, 16, 0, 9, 1])),
        shown=[
            Shown(
                rng.integers(0, 256, (8, 8)),
                4,
                {"ideal": 4, "typical": named},
                {array: rng.integers(-50, 50, (8, 8)) for array in arrays},
            )
            for named in (4, 9)
        ],
        deviations=[Deviation("layer 1", rng.normal(0, 0.1, 500)), Deviation("layer 2", np.zeros(50))],
        confusion=np.diag(np.arange(10, 20)) + np.eye(10, k=2, dtype=int),
        first_wrong="product 3, exact results: at 0 is 1, should be 2" if wrong else "",
    )
