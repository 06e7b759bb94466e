"""Faults in the shared periphery and in the families' sequencers, one at a time: which of them the proofs find.

    PYTHONPATH=tests python -m tests.evidence.mutation --each 8

A fault that changes nothing, from the reset on and for any inputs, is proven to be none. Exit status 0: at least 95 % of the
others are found; 1: fewer.
"""

import json
import random
import re
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import click

from bitline.flow.tools import yosys
from formal.claim import Proof
from formal.claims import BLOCKS, SEQUENCERS
from formal.sby import BROKEN, DISPROVEN, PROVEN, SCRIPT, run

ENOUGH = 0.95
CLAIMS = {name: proof for name, proof in {**BLOCKS, **SEQUENCERS}.items() if proof.complete}
PARTS = "top.dut*"
"""The block's modules within a claim."""


@dataclass
class Tally:
    """Faults put into a block: found by a proof, proven to be none, and neither; these as Yosys' commands."""

    found: int = 0
    none: int = 0
    missed: tuple[str, ...] = ()


@click.command()
@click.option("--each", type=click.IntRange(1, 1000), default=8, show_default=True, help="Faults in each block.")
@click.option("--seed", type=click.IntRange(0), default=1, show_default=True)
@click.option("--only", metavar="NAME", help="The block of the claim of this name alone.")
@click.option("--json", "as_json", is_flag=True, help="Print the summary as one JSON object.")
def mutation(each: int, seed: int, only: str | None, as_json: bool) -> None:
    """Inject faults into every block of which all is claimed, and count those that its proofs find."""
    tallies = {}
    for name, claims in _by_block().items():
        if only in (None, name):
            tallies[name] = _tried(claims, each, seed)
            print(name, tallies[name], file=sys.stderr, flush=True)
    found = sum(tally.found for tally in tallies.values())
    missed = [fault for tally in tallies.values() for fault in tally.missed]
    none = sum(tally.none for tally in tallies.values())
    share = found / max(1, found + len(missed))
    summary = {"faults": found + len(missed) + none, "none": none, "found": found, "missed": missed, "share": round(share, 4)}
    print(json.dumps(summary) if as_json else "\n".join(f"{name}: {value}" for name, value in summary.items()))
    sys.exit(0 if share >= ENOUGH else 1)


def _by_block() -> dict[str, list[Proof]]:
    """Every block under the name of its first claim, with all claims about it."""
    found: dict[str, list[Proof]] = {}
    names: dict[object, str] = {}
    for name, proof in CLAIMS.items():
        found.setdefault(names.setdefault(proof.block, name), []).append(proof)
    return found


def _tried(claims: Sequence[Proof], count: int, seed: int) -> Tally:
    tally = Tally()
    with tempfile.TemporaryDirectory() as folder:
        where = Path(folder)
        texts = [_with_plain_ports(claim.text()) for claim in claims]
        faults = list(_faults(texts[0], count, seed, where))
        yosys(["read_rtlil block.il", "write_rtlil faulty.il"], where)
        if any(_disproven(claim, text, where) for claim, text in zip(claims, texts, strict=True)):
            raise RuntimeError("a claim does not hold of the block without a fault")
        for fault in faults:
            yosys(["read_rtlil block.il", fault, "write_rtlil faulty.il"], where)
            if any(_disproven(claim, text, where) for claim, text in zip(claims, texts, strict=True)):
                tally.found += 1
            elif _equal(where):
                tally.none += 1
            else:
                tally.missed = (*tally.missed, fault)
    return tally


def _with_plain_ports(text: str) -> str:
    """The same names for the block's ports in every claim: Amaranth numbers those that show a part of a signal."""
    block = text[text.index("module \\top.dut\n") :]
    for number, name in enumerate(dict.fromkeys(re.findall(r"port\$\d+\$\d+", block[: block.index("\nend\n")]))):
        text = text.replace(name, f"part_{number}")
    return text


def _faults(text: str, count: int, seed: int, where: Path) -> Iterator[str]:
    """Commands of Yosys, each of which puts one fault into the block; the block by itself is left as ``block.il``."""
    (where / "whole.il").write_text(text)
    listed = where / "faults.txt"
    yosys(
        [
            "read_rtlil whole.il",
            "proc",
            f"select {PARTS}",
            "write_rtlil -selected block.il",
            f"mutate -list {4 * count} -seed {seed} -o {listed.name} {PARTS}",
        ],
        where,
    )
    lines = [line for line in listed.read_text().splitlines() if "-mode none" not in line]
    yield from random.Random(seed).sample(lines, min(count, len(lines)))


def _disproven(claim: Proof, text: str, where: Path) -> bool:
    """Whether the claim's proof fails of the faulty block.

    Raises
    ------
    RuntimeError
        Where there is nothing to prove, since block and claim do not fit together.
    """
    (where / "whole.il").write_text(text)
    yosys(["read_rtlil whole.il", f"delete {PARTS}", "read_rtlil faulty.il", "write_rtlil claimed.il"], where)
    status, said = run((where / "claimed.il").read_text(), where, claim.engine, claim.depth, SCRIPT)
    if status == BROKEN:
        raise RuntimeError(said)
    return status == DISPROVEN


def _equal(where: Path) -> bool:
    """Whether the fault is none: from the reset on the block's outputs are the same for all inputs."""
    sides: Mapping[str, str] = {"block": "gold", "faulty": "gate"}
    script = [
        command
        for file, side in sides.items()
        for command in (f"read_rtlil {file}.il", "flatten top.dut", f"rename top.dut {side}", f"design -stash {side}")
    ]
    copies = [f"design -copy-from {side} -as {side} {side}" for side in sides.values()]
    yosys([*script, *copies, "miter -equiv -make_assert -flatten gold gate top", "delete gold gate", "write_rtlil both.il"], where)
    status, _ = run((where / "both.il").read_text(), where, "pdr", 0, "prep -top top")
    return status == PROVEN


if __name__ == "__main__":
    mutation(prog_name="python -m tests.evidence.mutation")
