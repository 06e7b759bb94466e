"""Every claim is proven, and what it is about can be reached."""

from pathlib import Path

import pytest

from .claims import CLAIMS
from .sby import check, needed


@pytest.mark.parametrize("name", [name for name, proof in CLAIMS.items() if proof.quick])
def test_claims(name: str, tmp_path: Path) -> None:
    needed()
    for task in ("prove", "cover"):
        check(CLAIMS[name], tmp_path, task)
