"""A recording as a timing diagram."""

import numpy as np
import pytest

from bitline.report.waves import recorded_waves

from .made_up import CYCLES, recording, two_way

TIMINGS = {"preset": {}, "slow": {"precharge": 3, "evaluate": 4, "sample": 2}}


@pytest.mark.parametrize("timing", TIMINGS.values(), ids=TIMINGS)
def test_lanes_show_the_recording(timing: dict[str, int]) -> None:
    p = two_way(**timing)
    codes = np.array([5, 16, 0, 9, 1])
    waves = recorded_waves(p, recording(p, codes))
    lanes = {lane.name: lane for lane in waves.lanes}
    starts = list(range(2, CYCLES, p.period))
    assert [span.start for span in lanes["precharge"].spans] == starts
    sampled = [span.start for span in lanes["sample"].spans]
    assert sampled == [s + p.timing.precharge + p.timing.evaluate for s in starts[: len(sampled)]]
    driven = [(span.start, span.label) for span in lanes["row_drive"].spans]
    assert driven == [(s, f"rows {16 * k}–{16 * k + 15}: {k + 1} high") for k, s in enumerate(starts)]
    shown = [(span.start, span.label) for span in lanes["code"].spans]
    assert shown == [(s + 5, f"code {code}") for s, code in zip(sampled, codes, strict=False) if s + 5 < CYCLES]
    assert [span.label for span in lanes["trial code"].spans][:5] == ["16", "8", "4", "6", "5"]
    assert [(span.start, span.end) for span in lanes["x taken"].spans] == [(0, 8)]
    assert [measure.label for measure in waves.measures] == [f"period {p.period}", "conversion 5"]


def test_neighbouring_evaluations_differ_in_tone_and_a_code_has_that_of_its_lines() -> None:
    p = two_way()
    lanes = {lane.name: lane for lane in recorded_waves(p, recording(p, np.array([5, 16, 0, 9, 1]))).lanes}
    assert [span.tone for span in lanes["row_drive"].spans] == [1, 2, 1, 2, 1]
    assert [span.tone for span in lanes["code"].spans] == [1, 2, 1]
