"""Transfer curves, measured on arrays of which is known what they do."""

import dataclasses

import numpy as np
import pytest

from bitline.params.two_way import Direction, Nonideal
from bitline_sim.transfer import transfer

from .networks import macro

NOTHING = {field.name: 0.0 for field in dataclasses.fields(Nonideal)}


@pytest.mark.parametrize("direction", ["forward", "backward"])
@pytest.mark.parametrize("digit_bits", [1, 2])
def test_an_ideal_array_misreads_nothing(direction: Direction, digit_bits: int) -> None:
    p = macro(f"[input]\ndigit_bits = {digit_bits}")
    found = transfer(p, "ideal", direction=direction, repetitions=2)
    assert found.sums.tolist() == list(p.line_sums)
    assert not found.misread.any()
    assert np.allclose(found.begins, np.arange(1, p.codes[-1] + 1) - 0.5)


def test_compression_alone_delays_the_upper_codes() -> None:
    p = macro(f"[nonideal]\n{_toml(NOTHING | {'compression': 0.1})}")
    found = transfer(p, "typical", repetitions=1)
    late = found.begins[0] - (np.arange(1, p.codes[-1] + 1) - 0.5)
    assert (np.diff(late[:6]) > 0).all()
    full = p.line_sums[-1]
    code = int((found.begins[0] <= full).sum())
    assert code == round(full * 0.9) and found.misread[full] == (code != full)


def test_noise_alone_misreads_every_sum_alike() -> None:
    p = macro(f"[nonideal]\n{_toml(NOTHING | {'noise_sigma': 0.5})}")
    found = transfer(p, "typical", repetitions=400)
    # half a step is one standard deviation; a sum of 0 cannot fall below
    assert np.allclose(found.misread[1:], 0.317, atol=0.03) and abs(found.misread[0] - 0.159) < 0.03


def _toml(settings: dict[str, float]) -> str:
    return "\n".join(f"{name} = {value}" for name, value in settings.items())
