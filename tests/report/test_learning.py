"""The report of a training: self-contained, with every curve and every layer."""

import re

import pytest

from bitline.network.training import cnn
from bitline.params.two_way_training import TwoWayTraining
from bitline.report.learning import Learned, page
from emit.test_datasheet import Page

from .test_page import pictures


@pytest.fixture
def read() -> Page:
    curves = {"integers": [0.5, 0.975], "floating point": [0.75, 0.9875]}
    learned = Learned(
        p=TwoWayTraining(name="engine"), learner=cnn(8, 8, 10), data="digits <&>", images=400, array="ideal", curves=curves,
        steps=1234, seconds=9.6, command="bitline train cnn --on 'a & b'",
    )  # fmt: skip
    return Page(page(learned))


def test_says_what_was_learned(read):
    text = " ".join(read.text.split())
    for words in (
        "Digits <&> learned on engine",
        "97.50 %",
        "98.75 %",
        "1,234",
        "steps of 16 examples, 2 epochs",
        "10 s",
        "--on 'a & b'",
    ):
        assert words in text
    assert read.row("second", "4 × 4 × 16", "144 × 32", "16", "2 × 2 × 32", "8", "21")


def test_the_picture_has_every_curve(read):
    (drawn,) = (" ".join(picture.itertext()) for picture in pictures(read))
    for words in ("integers: 97.50 %", "floating point: 98.75 %", "epoch", "test images misclassified, %"):
        assert words in drawn


def test_needs_no_other_file(read):
    sources = [value for _, name, value in read.attributes if name in ("src", "href")]
    assert sources and all(re.match("data:|#", source) for source in sources)
