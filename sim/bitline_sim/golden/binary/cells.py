"""Cells that differ from run to run, where runs are made side by side."""

import numpy as np

from bitline.params.binary import Program

from .memory import Memory


class Cells:
    """The array's cells during n runs: the same for all of them but where a search has written what it found.

    Each run finds the cells that the one before has left; so that runs can be made side by side, none may depend on that.
    """

    def __init__(self, memory: Memory, n: int, program: Program) -> None:
        self._memory, self._n = memory, n
        self._found: dict[int, np.ndarray] = {}
        self._written: set[int] = set()
        self._left_over: set[int] = set()
        self._before = {row: memory.read_row(row) for row in set(program.reloaded)} if n > 1 else {}

    def reload(self, row: int, cells: np.ndarray) -> None:
        """Write the same cells in all runs."""
        self._written.add(row)
        self._found.pop(row, None)
        self._memory.write_row(row, cells)

    def write(self, row: int, cells: np.ndarray) -> None:
        """Write each run's own cells, (n, columns)."""
        self._written.add(row)
        if self._n > 1:
            self._found[row] = cells
        self._memory.write_row(row, cells[-1])

    def driven(self, codes: np.ndarray) -> tuple[slice, np.ndarray] | None:
        """Note which rows are driven; give the cells that differ between the runs, as an array takes them."""
        self._left_over |= set(np.flatnonzero(codes.any(axis=0)).tolist()) - self._written
        if not self._found:
            return None
        rows = range(min(self._found), max(self._found) + 1)
        return slice(rows.start, rows.stop), np.stack([self._of_runs(row) for row in rows], axis=1)

    def _of_runs(self, row: int) -> np.ndarray:
        """A row's cells in every run, (n, columns)."""
        if row in self._found:
            return self._found[row]
        return np.broadcast_to(self._memory.read_row(row), (self._n, self._memory.p.array.columns))

    def check(self) -> None:
        """Refuse runs that were made side by side and depend on each other."""
        if self._n == 1:
            return
        changed = {row for row, cells in self._before.items() if (cells != self._memory.read_row(row)).any()}
        depends = sorted(self._left_over & (changed | set(self._found)))
        if depends:
            raise ValueError(f"row {depends[0]} is driven in a run before it is written there: run the inputs one by one")
