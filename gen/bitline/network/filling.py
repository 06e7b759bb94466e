"""Operands in the upper bits of a macro's formats, where its noise counts least."""

from dataclasses import dataclass

import numpy as np

from ..params import formats
from ..params.two_way import TwoWay


@dataclass(frozen=True)
class Filling:
    """By how many places a layer's operands are shifted up.

    A converter errs by a code whatever the digit and the plane, so a product whose operands leave upper bits unused is drowned by
    the errors of reads in which nothing can be. Shifted up as far as the formats allow, an ideal macro gives the product times
    ``2**places``, and the requantizer's shift takes it back.

    Attributes
    ----------
    inputs, weights : int
    """

    inputs: int
    weights: int

    @property
    def places(self) -> int:
        return self.inputs + self.weights

    def sums(self, results: np.ndarray) -> np.ndarray:
        """The layer's sums of a macro's results: float64, where no place is lost."""
        return np.asarray(results, np.float64) * 2.0**-self.places


def filling(p: TwoWay, inputs: range, weights: np.ndarray) -> Filling:
    """The most that inputs of a format and weights can be shifted on a macro; they fit it as they are."""
    occurring = formats.span(int(weights.min(initial=0)), int(weights.max(initial=0)))
    return Filling(_room(inputs, p.inputs[inputs[0] < 0]), _room(occurring, p.weights))


def _room(values: range, known: range) -> int:
    """Places by which all values can be shifted and stay in the format."""
    places = 0
    while values[0] << places + 1 in known and values[-1] << places + 1 in known and places < len(known).bit_length():
        places += 1
    return places
