"""Layers that were run in the emitted Verilog, a row each: as a table, or as one JSON object."""

import dataclasses
import json
import sys
from collections.abc import Sequence

import numpy as np
from rich.console import Console
from rich.table import Table

from bitline.estimate.entry_counting_network import Choice
from bitline.network.entry_counting.dataflows import Dataflow
from bitline_sim.network.dataflows import LayerRun


@dataclasses.dataclass(frozen=True)
class Row:
    """A layer in one dataflow.

    Attributes
    ----------
    why : str
        The mapper's reason, where it would take this dataflow; else nothing.
    results : int
        Results of the layer, each held against the integer network.
    values : int
        All that was held against the reference: results, counters, flags, and the cycle of every operation and result.
    wrong : int
        Of both.
    """

    layer: str
    dataflow: str
    why: str
    results: int
    values: int
    wrong: int
    cycles_predicted: int
    cycles_counted: int
    searches: int
    searches_saved: int

    @classmethod
    def of(cls, layer: str, dataflow: Dataflow, choice: Choice, run: LayerRun, wanted: np.ndarray) -> "Row":
        """The row of a run; ``choice`` is the mapper's for the whole layer, ``wanted`` are the results of what was run."""
        assert run.verdict.cycles_predicted is not None
        return cls(
            layer=layer,
            dataflow=dataflow,
            why=choice.why if dataflow == choice.dataflow else "",
            results=wanted.size,
            values=sum(tally.compared for tally in run.verdict.held.values()),
            wrong=run.verdict.mismatches + int(np.count_nonzero(run.results != wanted)),
            cycles_predicted=run.verdict.cycles_predicted,
            cycles_counted=run.verdict.cycles_counted,
            searches=run.events["searches"],
            searches_saved=run.events["searches_saved"],
        )

    @property
    def right(self) -> bool:
        return not self.wrong and self.cycles_counted == self.cycles_predicted


COUNTS = ("results", "values", "wrong", "cycles_predicted", "cycles_counted", "searches", "searches_saved")


def tell(rows: Sequence[Row], as_json: bool) -> int:
    """Print the rows; 0 where all of them are right, 1 where one is not."""
    if as_json:
        print(json.dumps({"rows": [dataclasses.asdict(row) for row in rows]}))
    else:
        headings = [name.replace("cycles_", "").replace("searches_", "") for name in COUNTS]
        table = Table(
            "layer", "dataflow", *headings, caption="predicted, counted: cycles; *: the dataflow that moves the fewest bits"
        )
        for row in rows:
            counts = [f"{getattr(row, name):,}" for name in COUNTS]
            table.add_row(row.layer, row.dataflow + ("*" if row.why else ""), *counts)
        Console(width=None if sys.stdout.isatty() else 120).print(table)
    return 0 if all(row.right for row in rows) else 1
