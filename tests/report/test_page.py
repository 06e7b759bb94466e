"""The report of a run: well-formed, self-contained, and it says what the results are."""

import base64
import re
from xml.etree import ElementTree

from bitline.report.page import page
from emit.test_datasheet import Page

from .made_up import results

RIGHT = Page(page(results()))
WRONG = Page(page(results(wrong=5, counted=121)))


def pictures(read: Page) -> list[ElementTree.Element]:
    """The pictures inside the page, read as XML."""
    sources = [value for tag, name, value in read.attributes if (tag, name) == ("img", "src")]
    prefix = "data:image/svg+xml;base64,"
    assert all(source.startswith(prefix) for source in sources)
    return [ElementTree.fromstring(base64.b64decode(source.removeprefix(prefix))) for source in sources]


def test_needs_no_other_file() -> None:
    text = page(results())
    assert not re.search(r"""(src|href)=["'](?!data:|#)""", text)
    assert "@import" not in text and "url(" not in re.sub(r"base64,[^\"]*", "", text)
    for picture in pictures(RIGHT):
        links = [value for element in picture.iter() for name, value in element.attrib.items() if name.endswith("href")]
        assert all(link.startswith(("#", "data:")) for link in links)


def test_every_picture_is_there_and_is_described() -> None:
    assert len(pictures(RIGHT)) == 5
    assert all(value for tag, name, value in RIGHT.attributes if (tag, name) == ("img", "alt"))
    drawn = " ".join(" ".join(picture.itertext()) for picture in pictures(RIGHT))
    for word in ("97.50 %", "100.00 %", "4, predicted 4 / 9", "layer 1, forward", "1,300", "ideal", "label"):
        assert word in drawn


def test_says_what_was_run_and_found() -> None:
    assert RIGHT.row("ideal", "codes", "those of ideal converters", "1,200", "0")
    assert RIGHT.row("all", "", "", "1,234", "0")
    for words in ("python demo.py --output 'a & b'", "Digits <&> on two_way", "0 of 1,234", "390 of 400", "1,420 cycles", "icarus"):
        assert words in " ".join(RIGHT.text.split())
    assert not any("bad" in value.split() for _, name, value in RIGHT.attributes if name == "class")


def test_says_what_is_wrong() -> None:
    assert not results(wrong=5).ok and not results(counted=121).ok and results().ok
    text = " ".join(WRONG.text.split())
    assert "The first of them: product 3, exact results: at 0 is 1, should be 2." in text
    assert "5 of 1,234" in text and "1,421 cycles" in text
    assert sum("bad" in value.split() for _, name, value in WRONG.attributes if name == "class") == 5
    assert "121, predicted 120" in " ".join(pictures(WRONG)[2].itertext())


def test_the_same_results_make_the_same_page() -> None:
    assert page(results()) == page(results())
