"""Every claim is proven, and what it is about can be reached."""

from pathlib import Path

import pytest

from . import arrays, definitions, sequences, streams, sums
from .sby import check, needed

CLAIMS = {**definitions.PROOFS, **sums.PROOFS, **sequences.PROOFS, **arrays.PROOFS, **streams.PROOFS}


@pytest.mark.parametrize("name", [name for name, proof in CLAIMS.items() if proof.quick])
def test_claims(name: str, tmp_path: Path) -> None:
    needed()
    for task in ("prove", "cover"):
        check(CLAIMS[name], tmp_path, task)
