"""All claims, by their names."""

import importlib
import pkgutil

from . import arrays, definitions, families, sequences, streams, sums, timelines
from .claim import Proof

BLOCKS: dict[str, Proof] = {**definitions.PROOFS, **sums.PROOFS, **sequences.PROOFS, **streams.PROOFS}
"""Of the shared periphery."""

SEQUENCERS: dict[str, Proof] = {
    name: proof
    for module in pkgutil.iter_modules(families.__path__)
    for name, proof in importlib.import_module(f"{families.__name__}.{module.name}").PROOFS.items()
}
"""Of the families' own."""

CLAIMS: dict[str, Proof] = {**BLOCKS, **SEQUENCERS, **arrays.PROOFS, **timelines.PROOFS}
