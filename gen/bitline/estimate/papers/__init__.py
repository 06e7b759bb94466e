"""The three papers' figures beside ours, one module a family, with a function ``rows``.

A figure is **calibration** where a constant or an input of ours was derived from the published one, **test** where all that was
calibrated stays and another figure is met or missed, **prediction** where nothing was fitted at all, and **arithmetic** where a
published number follows from other published numbers.
"""

import importlib
import pkgutil
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, Protocol

Kind = Literal["calibration", "test", "prediction", "arithmetic"]


@dataclass(frozen=True, kw_only=True)
class Row:
    """One figure.

    Attributes
    ----------
    figure, unit : str
    published : float or None
        None where no source gives one.
    source : str
        Where the published figure stands.
    ours : float
    kind : str
    assumption : str
        What our figure supposes.
    without : str
        What comes of it without that.
    least : bool
        Whether the published figure is a bound: more than that.
    """

    figure: str
    unit: str
    published: float | None
    source: str
    ours: float
    kind: Kind
    assumption: str
    without: str
    least: bool = False

    @property
    def error(self) -> float | None:
        """Ours over the published figure, less one."""
        return None if self.published is None else round(self.ours / self.published - 1, 6) + 0.0  # and never -0


class Rows(Protocol):
    """What a family's module offers."""

    def __call__(self) -> Sequence[Row]: ...


def names() -> list[str]:
    """The families that there are papers of."""
    return sorted(module.name for module in pkgutil.iter_modules(__path__))


def rows_of(name: str) -> Sequence[Row]:
    """The table of a family's paper."""
    rows: Rows = importlib.import_module(f"{__name__}.{name}").rows
    return rows()
