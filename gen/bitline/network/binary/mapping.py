"""A network as the binary macro runs it: a program, the cells of every loading, and what stands on which row."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from ...params import ParameterError
from ...params.binary import Binary, Program, Step, check_program
from .bias import Choice
from .drives import SEARCH_UNIT, drives, raised_thresholds, search_biases
from .layers import BinaryNetwork, Votes
from .placement import Block, Faults, Page, Visit, page_of, visits


@dataclass(frozen=True, eq=False)
class Mapping:
    """A network on the macro.

    Attributes
    ----------
    network : BinaryNetwork
        With the thresholds that the cells chosen make, and the weights that stuck ones are: on an ideal array the macro gives its
        bits and scores exactly.
    errors : tuple of int64 arrays, (kernels, outputs)
        For each layer by how many code steps a bias is further from its threshold than decides all sums as wanted.
    program : Program
    cells : uint8 array, (rows, columns)
        What is written before the first run; trim rows are 0.
    reloaded : uint8 array, (rows, columns)
        What every run takes from stream ``w``.
    pages : int64 array, (pages, data rows)
        Which value of the entry stands on each row of each input page, -1 for none.
    unit : int
        Code steps of a value of the entry.
    score_offset : int
        What is taken off a score: the scores of a vote are counts, those of sums begin below 0.
    """

    p: Binary
    network: BinaryNetwork
    errors: tuple[np.ndarray, ...]
    program: Program
    cells: np.ndarray
    reloaded: np.ndarray
    pages: np.ndarray
    unit: int
    score_offset: int

    def inputs(self, images: np.ndarray) -> np.ndarray:
        """The input pages of images: uint8, (n, pages, data rows)."""
        values = self.network.entry.values(images) * np.uint8(self.unit)
        return np.concatenate([values, np.zeros((len(values), 1), np.uint8)], axis=1)[:, self.pages]

    @property
    def evaluations(self) -> int:
        """Array evaluations of an image."""
        return self.program.evaluations

    @property
    def row_writes(self) -> int:
        """Rows written for an image: those reloaded, and the digits that searches write."""
        searches = (self.program.biases[step.bias] for step in self.program.steps if step.kind == "search")
        return len(self.program.reloaded) + sum(len(bias.searched) for bias in searches)


def mapped(p: Binary, network: BinaryNetwork, faults: Faults | None = None) -> Mapping:
    """Map a network.

    Parameters
    ----------
    faults : Faults, optional
        What to go round: columns that have any are used last, dead ones never; thresholds count with cells that are stuck.

    Raises
    ------
    ParameterError
        Where the macro is too small; the setting is named.
    """
    return _Mapper(p, network, faults or Faults.none(p)).mapping()


class _Mapper:
    def __init__(self, p: Binary, network: BinaryNetwork, faults: Faults) -> None:
        self.p, self.network, self.faults = p, network, faults
        self.drives, self.table = drives(p, network)
        self.visits = visits(p, network, self.drives, faults)
        self.loadings = self.visits[-1].loading + 1
        self.weights = [layer.weights.copy() for layer in network.layers]
        self.thresholds = [layer.thresholds.copy() for layer in network.layers]
        self.errors = [np.zeros(layer.thresholds.shape, np.int64) for layer in network.layers]
        self.searched = [
            search_biases(layer, drive.parts, network.highest(number)) if drive.searched else np.zeros(0)
            for number, (layer, drive) in enumerate(zip(network.layers, self.drives, strict=True))
        ]

    def mapping(self) -> Mapping:
        p = self.p
        cells = [self._loaded(number) for number in range(self.loadings)]
        spans = [self._rows(number) for number in range(self.loadings)]
        steps, pages = _Steps(self).made()
        reloaded = [held[span.start : span.stop] for held, span in zip(cells, spans, strict=True)] if self.loadings > 1 else []
        program = Program(steps=steps, biases=self.table.entries)
        check_program(p, program)
        layers = tuple(
            replace(layer, weights=weights, thresholds=thresholds)
            for layer, weights, thresholds in zip(self.network.layers, self.weights, self.thresholds, strict=True)
        )
        last = self.drives[-1]
        return Mapping(
            p=p,
            network=replace(self.network, layers=layers),
            errors=tuple(self.errors),
            program=program,
            cells=cells[0],
            reloaded=np.concatenate(reloaded) if reloaded else np.zeros((0, p.array.columns), np.uint8),
            pages=np.array(pages, np.int64).reshape(-1, p.data_rows),
            unit=self.drives[0].unit,
            score_offset=len(last.parts) << self.table.place if last.searched else 0,
        )

    def span(self, block: Block) -> range:
        """Data rows of a block's values: the last ones, so that they lie beside the bias rows."""
        return range(self.p.data_rows - len(self.drives[block.layer].parts[block.part]), self.p.data_rows)

    def _rows(self, loading: int) -> range:
        """Rows that a loading writes."""
        first = min(self.span(visit.block).start for visit in self.visits if visit.loading == loading)
        return range(first, self.p.data_rows + self.table.kept)

    def reload(self, loading: int) -> Step:
        rows = self._rows(loading)
        return Step(kind="reload", first=rows.start, count=len(rows))

    # ---- cells

    def _loaded(self, loading: int) -> np.ndarray:
        """The cells of a loading."""
        cells = np.zeros((self.p.array.rows, self.p.array.columns), np.uint8)
        placed = {visit.block: visit.first for visit in self.visits if visit.loading == loading}
        for block, first in placed.items():
            part, span, outputs = self.drives[block.layer].parts[block.part], self.span(block), block.outputs
            rows, columns = slice(span.start, span.stop), slice(first, first + len(outputs))
            weights = self.weights[block.layer][block.kernel, part.start : part.stop, outputs.start : outputs.stop]
            stuck = self.faults.stuck[rows, columns]
            cells[rows, columns] = np.where(stuck < 0, weights > 0, stuck)
            weights[:] = 2 * cells[rows, columns].astype(np.int8) - 1
            for column, output in enumerate(block.outputs, first):
                cells[self.p.bias_rows.start :, column][: self.table.kept] = self._bias(block, output, column)
        return cells

    def _bias(self, block: Block, output: int, column: int) -> np.ndarray:
        """Cells of the rows of constant codes, then those of the rows that tell comparisons apart, which all add."""
        number, kernel = block.layer, block.kernel
        choice = self._choice(column)
        if self.drives[number].searched:
            wanted = int(self.searched[number][block.part, kernel, output])
            made = choice.nearest(wanted)
            self.errors[number][kernel, output] += abs(made - wanted)
            self.thresholds[number][kernel, output] -= (made - wanted) / SEARCH_UNIT
        else:
            made = self._threshold(number, kernel, output, choice)
        return np.concatenate([choice.cells(made), np.ones(len(self.table.shifts[0]), np.uint8)])

    def _choice(self, column: int) -> Choice:
        rows = self.p.bias_rows.start + np.arange(len(self.table.constant))
        return Choice(self.table.constant, self.faults.stuck[rows, column].tolist())

    def _threshold(self, number: int, kernel: int, output: int, choice: Choice) -> int:
        """The bias that comes nearest to the middle between the sums that fire and those that do not."""
        unit = self.drives[number].unit
        reached = float(np.ceil(raised_thresholds(self.network, number)[kernel, output]))
        least, most = int(-unit * reached), int(-unit * (reached - 1)) - 1
        made = choice.nearest(-unit * (reached - 0.5), least, most)
        error = max(least - made, made - most, 0)
        self.errors[number][kernel, output] = error
        if error:
            self.thresholds[number][kernel, output] += np.ceil(-made / unit) - reached
        return made


class _Steps:
    """The steps of a program, visit by visit; hidden pages are taken as they are needed, and used again."""

    def __init__(self, mapper: _Mapper) -> None:
        self.mapper, self.p, self.network = mapper, mapper.p, mapper.network
        self.reads = Counter(self._read(visit) for visit in mapper.visits if visit.block.layer)
        self.held: dict[Page, int] = {}
        self.pages: list[list[int]] = []

    def made(self) -> tuple[tuple[Step, ...], list[list[int]]]:
        """The steps, and what stands on the rows of each input page."""
        steps: list[Step] = []
        loading = -1 if self.mapper.loadings > 1 else 0
        for number, visit in enumerate(self.mapper.visits):
            if visit.loading != loading:
                loading = visit.loading
                steps.append(self.mapper.reload(loading))
            steps += self._work(visit, self.mapper.visits[number + 1 :][:1])
        return tuple(steps), self.pages

    def _read(self, visit: Visit) -> Page:
        return Page(visit.block.layer, visit.place, visit.block.part)

    def _work(self, visit: Visit, following: Sequence[Visit]) -> Iterator[Step]:
        driven = self._driven(visit, following)
        for action in self._acted(visit):
            yield Step(**(driven | action))

    def _driven(self, visit: Visit, following: Sequence[Visit]) -> dict[str, Any]:
        """What an evaluation drives, and how often it is made."""
        block, drive, layer = visit.block, self.mapper.drives[visit.block.layer], self.network.layers[visit.block.layer]
        settings: dict[str, Any] = {"source": "hidden", "one_code": drive.unit}
        if block.layer == 0:
            again = any(self._read(visit) == self._read(other) for other in following)
            settings = {"source": "input", "release": not again}
            if not again:
                self.pages.append(self._input_page(visit))
        else:
            settings["page"] = self._taken(self._read(visit))
        if drive.searched:
            place = self.mapper.table.place
            begun = {"fresh": True, "initial": -len(drive.parts) << place} if block.part == 0 else {}
            return {"kind": "search", "bias": len(self.mapper.table.entries) - 1, "place": place, **begun, **settings}
        if layer.repeats:
            settings |= {"accumulate": True, "fresh": True, "initial": -(1 << layer.repeats - 1), "repeats": layer.repeats}
        return settings

    def _input_page(self, visit: Visit) -> list[int]:
        layer, part = self.network.layers[0], self.mapper.drives[0].parts[visit.block.part]
        begin = visit.place * layer.fan_in + part.start
        rows = [-1] * self.p.data_rows
        rows[len(rows) - len(part) :] = range(begin, begin + len(part))
        return rows

    def _acted(self, visit: Visit) -> list[dict[str, Any]]:
        """What becomes of the bits: one action, or one for each comparison of a vote. Sums are there after their last part."""
        block, head = visit.block, self.network.head
        done = block.part == len(self.mapper.drives[block.layer].parts) - 1
        if block.layer < len(self.network.layers) - 1:
            return [self._stored(visit) if done else {}]
        vote = {"action": "vote", "first": visit.first, "classes": head.classes, "count": len(block.outputs) // head.classes}
        if not isinstance(head, Votes):
            return [vote | {"keep": block.part > 0, "send": done}]
        last = len(head.shifts) - 1
        return [vote | {"bias": number, "keep": number > 0, "send": number == last} for number in range(last + 1)]

    def _stored(self, visit: Visit) -> dict[str, Any]:
        """Bits go to the page of the next layer that they drive."""
        block, drives_ = visit.block, self.mapper.drives
        value = visit.place * self.network.layers[block.layer].outputs + block.outputs.start
        page, within = page_of(self.network, drives_, block.layer + 1, value)
        size = len(drives_[page.layer].parts[page.part])
        kept = page in self.held
        if not kept:
            self._hold(page)
        return {
            "action": "store", "first": visit.first, "count": len(block.outputs),
            "to_page": self.held[page], "to": self.p.data_rows - size + within, "keep": kept,
        }  # fmt: skip

    def _hold(self, page: Page) -> None:
        free = set(range(self.p.program.pages)) - set(self.held.values())
        if not free:
            raise ParameterError(
                "program.pages", f"{self.p.program.pages} are too few for the bits between the layers of this network"
            )
        self.held[page] = min(free)

    def _taken(self, page: Page) -> int:
        """The number of a page that is driven; after the last time it is free."""
        self.reads[page] -= 1
        return self.held[page] if self.reads[page] else self.held.pop(page)


def threshold_errors(mapping: Mapping) -> list[str]:
    """What is left of the thresholds' errors, layer by layer, as a reader wants it."""
    return [
        f"layer {number}: {int((errors > 0).sum())} of {errors.size} thresholds off, by {int(errors.max())} code steps at most"
        for number, errors in enumerate(mapping.errors)
    ]
