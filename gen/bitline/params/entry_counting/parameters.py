"""Parameters of the entry-counting macro: lanes that match stored and streamed words against pairs of levels, and count."""

import dataclasses
from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import ClassVar

from ..physical import Part
from ..pins import Pin, Strobe
from ..registers import Register
from . import interfaces
from .cells import StorageCell, cam_cell, multiplexer_cell
from .schedule import Schedule


@dataclasses.dataclass(frozen=True, kw_only=True)
class EntryCounting(Schedule):
    """The entry-counting macro.

    Each of N lanes keeps D stored words and a streamed one. A dot product ``Σ stored[n]·streamed[n]`` is made of counts: for each
    class, a pair of non-zero magnitudes of the two operands, the lanes that hold it are counted up or down by their sign, and the
    count times the product of the magnitudes is accumulated. A class whose magnitudes are not both present is not searched.

    Raises
    ------
    ParameterError
        Where settings contradict each other; both numbers are named.
    """

    family: ClassVar[str] = "entry_counting"

    glossary: ClassVar[Mapping[str, str]] = {
        "weight": "levels of a weight",
        "activation": "levels of an activation",
        "count": "lanes of one class, positive less negative ones",
        "dot_product": "one dot product",
        "accumulator": "a sum of dot products, as it is kept, filled and spilled",
        "multiplier": "of the requantizer, one a channel",
        "output": "a requantized result, a residual, and the bounds that results are clipped to",
        "result": "the payload of stream y: an output or a sum",
        "classes": "pairs of magnitudes: searches of a dense dot product",
        "word": "to load one word of all lanes at full rate, stored or streamed",
        "product_dense": "searches of a dot product with every class live take so long",
        "product_least": "likewise with none live",
        "result_latency": "from a dot product's last search to its beat at y",
        "first_result": "from the first beat of a streamed word at an idle macro to the beat at y of its only dot product, dense",
        "tile": "cycles a dense 3 x 3 tile takes at full rate, its weights stored",
        "ops_per_cycle_tile": "operations a cycle over that tile, two for each lane and dot product",
        "searches_per_cycle": "searches a cycle over that tile",
    }

    @cached_property
    def storage_cells(self) -> tuple[StorageCell, StorageCell]:
        """The multiplexer cell and the CAM cell."""
        sizes, searches = self.physical, self.search.per_cycle
        return (
            multiplexer_cell(f"{self.name}_multiplexer_cell", sizes.multiplexer_sites),
            cam_cell(f"{self.name}_cam_cell", sizes.cam_sites + (searches - 1) * sizes.search_sites, searches),
        )

    @property
    def black_boxes(self) -> tuple[str, ...]:
        return tuple(cell.name for cell in self.storage_cells) if self.cells.kind == "dedicated" else ()

    @property
    def library_name(self) -> str:
        return f"{self.name}_cells"

    @property
    def array_pins(self) -> Sequence[Pin]:
        """None: all of this family is digital."""
        return ()

    @property
    def strobes(self) -> Mapping[str, Strobe]:
        return {}

    @property
    def array_parts(self) -> Sequence[Part]:
        return ()

    @cached_property
    def registers(self) -> Sequence[Register]:
        return interfaces.registers(self)


FAMILY = EntryCounting
