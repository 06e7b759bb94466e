"""What is derived from results."""

import math

import pytest

from bitline.report.results import Accuracy


@pytest.mark.parametrize(("right", "images"), [(0, 10), (10, 10), (387, 400), (1, 2)])
def test_the_interval_holds_the_shares_that_would_not_surprise(right: int, images: int) -> None:
    found = Accuracy("", right, images)
    for bound in found.interval:
        # at either bound the share found is 1.96 standard deviations away
        away = abs(found.share - bound)
        assert math.isclose(away, 1.96 * math.sqrt(max(bound * (1 - bound), 0) / images), abs_tol=1e-9)
    assert 0 <= found.interval[0] + 1e-12 <= found.share + 2e-12 and found.share <= found.interval[1] + 1e-12 <= 1 + 2e-12
