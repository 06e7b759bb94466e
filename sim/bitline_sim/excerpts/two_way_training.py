"""Steps of learning on an engine: weights put in, a batch and its labels for each step, weights and state taken out."""

from collections.abc import Iterator

import numpy as np

from bitline.network.datasets import Dataset
from bitline.network.two_way_training.mapped import Mapped
from bitline.network.two_way_training.step import Rule
from bitline.params import MacroParameters
from bitline.params.two_way_training import TwoWayTraining

from ..network.two_way_training.arithmetic import Integers
from ..network.two_way_training.run import learner_of, narrowed
from ..scoreboard.two_way_training.session import session
from . import Excerpt

BATCH = 4
"""Examples of a step: gradients add up, and it is soon simulated."""


def excerpts(p: MacroParameters, name: str, data: Dataset, count: int) -> Iterator[Excerpt]:
    """The first ``count`` steps from random weights, on the first training examples; where tiles come and go, one step.

    Raises
    ------
    DataError
        Where there is no such network, or it does not fit the images.
    ParameterError
        Where the engine does not hold it.
    """
    assert isinstance(p, TwoWayTraining)
    learner = narrowed(p, learner_of(name, data))
    run = session(Mapped(p, learner, BATCH), seed=0)
    run.begin()
    for number in range(count if run.mapped.resident else 1):
        batch = data.train.at(slice(number * BATCH, (number + 1) * BATCH))
        images = Integers(p, learner).entered(batch.images)[..., np.newaxis].astype(np.int64)
        run.step(images, batch.labels, Rule(stochastic=p.training.rounding == "stochastic"))
    run.end()
    yield Excerpt(learner.name, run.script.stimulus())
