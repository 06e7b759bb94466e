"""Every proof, the long ones too: what holds, and what can be reached.

    PYTHONPATH=tests python -m tests.evidence.proofs

Exit status 0: all are proven; 1: some are not.
"""

import json
import sys
import tempfile
import time
from pathlib import Path

import click

from formal import streams
from formal.claim import Proof
from formal.claims import CLAIMS
from formal.sby import check

TASKS = ("prove", "cover")


@click.command()
@click.option("--only", metavar="NAME", help="Proofs whose names begin so.")
@click.option("--task", type=click.Choice(TASKS), multiple=True, default=TASKS, show_default=True)
@click.option("--json", "as_json", is_flag=True, help="Print the summary as one JSON object.")
def proofs(only: str | None, task: tuple[str, ...], as_json: bool) -> None:
    """Prove every claim about blocks and macros."""
    claims = {name: proof for name, proof in {**CLAIMS, **streams.deep()}.items() if name.startswith(only or "")}
    if not claims:
        raise click.UsageError(f"--only: no claim's name begins with {only!r}")
    wrong = [f"{name}, {each}" for name, proof in claims.items() for each in task if not _told(name, proof, each)]
    summary = {"claims": len(claims), "wrong": wrong}
    print(json.dumps(summary) if as_json else "\n".join(f"{key}: {value}" for key, value in summary.items()))
    sys.exit(1 if wrong else 0)


def _told(name: str, proof: Proof, task: str) -> bool:
    """Whether it is proven, and how long that took."""
    begun = time.perf_counter()
    try:
        with tempfile.TemporaryDirectory() as folder:
            check(proof, Path(folder), task)
        words = ""
    except AssertionError as error:
        words = f"\n{error}"
    print(f"{name}, {task}: {time.perf_counter() - begun:.1f} s{words}", file=sys.stderr, flush=True)
    return not words


if __name__ == "__main__":
    proofs(prog_name="python -m tests.evidence.proofs")
