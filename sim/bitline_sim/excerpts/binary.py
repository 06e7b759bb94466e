"""Whole images through a binary macro: rows written, offsets trimmed, the program loaded, and run for each."""

from collections.abc import Iterator

import numpy as np

from bitline.network.binary.mapping import Mapping, mapped
from bitline.network.datasets import Dataset
from bitline.params import MacroParameters
from bitline.params.binary import Binary

from ..network.binary import exact
from ..runs.binary import TRIM_REPEATS, check_size, network_of
from ..scoreboard.binary import Script, Stimulus
from ..scoreboard.verdict import Verdict
from . import Arrays, Excerpt


def excerpts(p: MacroParameters, name: str, data: Dataset, count: int) -> Iterator[Excerpt]:
    """The first ``count`` test images.

    Raises
    ------
    DataError
        Where there is no such network, or it does not fit the images.
    """
    assert isinstance(p, Binary)
    network, images = network_of(name), data.test.images[:count]
    check_size(network, name, data)
    mapping = mapped(p, network)
    labels = exact(mapping.network, images).labels

    def hold(outcome: Arrays, verdict: Verdict) -> None:
        verdict.hold("labels of the network", labels_of(outcome), labels)

    yield Excerpt(f"{len(images)} images", script(mapping, images), hold)


def script(mapping: Mapping, images: np.ndarray) -> Stimulus:
    """What the macro is told to do."""
    made = Script(mapping.p, use_trim=True, trim_repeats=TRIM_REPEATS)
    made.write_all(mapping.cells)
    made.trim()
    made.load(mapping.program)
    for pages in mapping.inputs(images):
        made.run(pages, mapping.reloaded)
    return made.stimulus()


def labels_of(outcome: Arrays) -> np.ndarray:
    """The label that each run sends last."""
    sent = outcome["y"]
    return sent[sent[:, 2] == 1, 1]
