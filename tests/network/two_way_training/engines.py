"""Small engines and networks for the tests."""

from typing import Any

from bitline.network.training import Layer, Learner, Map
from bitline.params.two_way import Adc, Array
from bitline.params.two_way_training import Training, TwoWayTraining


def engine(**training: Any) -> TwoWayTraining:
    """An engine with a macro of 8 x 4 weights, two lines a read, and converters that suffice."""
    array, adc = Array(rows=8, columns=4, lines_per_read=2), Adc(bits=2, share=2)
    return TwoWayTraining(name="engine", array=array, adc=adc, training=Training(**training))


def convolutional(**choices: Any) -> Learner:
    """A convolution that is pooled, one with a stride, and scores: of maps of 6 x 4."""
    first = Layer(name="first", map=Map(6, 4, 1), filters=3, kernel=3, padding=1, pool=True)
    second = Layer(name="second", map=first.made, filters=5, kernel=2, padding=1, stride=2)
    scores = Layer(name="scores", map=Map(1, 1, second.made.size), filters=3)
    return Learner(name="tiny", layers=(first, second, scores), batch=4, epochs=2, **choices)


def perceptron() -> Learner:
    """12-5-3, of images of 3 x 4."""
    hidden = Layer(name="hidden", map=Map(1, 1, 12), filters=5)
    return Learner(name="12-5-3", layers=(hidden, Layer(name="scores", map=Map(1, 1, 5), filters=3)), batch=4, epochs=2)
