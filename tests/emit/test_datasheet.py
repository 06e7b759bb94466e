"""The datasheet: well-formed, complete, self-contained, for parameters anywhere in the space."""

import html.parser
import re
from xml.etree import ElementTree

import pytest
from hypothesis import given

from bitline.emit.chapters import Chapters, chapters_of
from bitline.emit.datasheet import datasheet
from bitline.params import MacroParameters, family_presets, from_choices, preset
from bitline.params.settings import Settings
from bitline.params.two_way import TwoWay
from bitline.system.interface import interface
from strategies import legal_two_way

VOID = {"meta", "br", "img", "link", "input", "hr", "col"}


class Page(html.parser.HTMLParser):
    """What a reader of the page meets."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.attributes: list[tuple[str, str, str]] = []
        self.rows: list[list[str]] = []
        self.text = ""
        self.feed(text)
        self.close()
        assert not self.open, f"never closed: {self.open}"

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.attributes += [(tag, name, value or "") for name, value in attrs]
        if tag == "tr":
            self.rows.append([])
        if tag in ("td", "th"):
            self.rows[-1].append("")
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.attributes += [(tag, name, value or "") for name, value in attrs]

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag, f"</{tag}> closes another element"

    def handle_data(self, text: str) -> None:
        if "style" in self.open:
            return
        self.text += text
        if {"td", "th"} & set(self.open):
            self.rows[-1][-1] += text

    def row(self, *cells: str) -> bool:
        """Whether a table has a row that begins with these cells."""
        return any([" ".join(cell.split()) for cell in row[: len(cells)]] == list(cells) for row in self.rows)


def pictures(text: str) -> list[ElementTree.Element]:
    return [ElementTree.fromstring(picture) for picture in re.findall(r"<svg.*?</svg>", text, re.DOTALL)]


def settings_of(p: Settings) -> list[tuple[str, object]]:
    own = [(p.key(field.name), getattr(p, field.name)) for field, _ in p.described() if field.name not in p.sections()]
    return own + [entry for name in p.sections() for entry in settings_of(getattr(p, name))]


def check(p: MacroParameters) -> None:
    text = datasheet(p)
    page = Page(text)
    check_self_contained(text, page)
    check_complete(p, page)
    check_pictures(text)


def check_self_contained(text: str, page: Page) -> None:
    links = [value for _, name, value in page.attributes if name in ("src", "href", "xlink:href", "srcset", "data", "action")]
    targets = {value for _, name, value in page.attributes if name == "id"}
    assert links and all(link.startswith("#") and link[1:] in targets for link in links)
    assert not re.search(r"url\(|@import|<script|<link|<iframe", text)
    assert set(re.findall(r"\w+://[^\"'\s<]*", text)) == {"http://www.w3.org/2000/svg"}


def check_complete(p: MacroParameters, page: Page) -> None:
    for key, value in settings_of(p):
        cells = next(row for row in page.rows if row and row[0].strip() == key)
        shown = cells[1].strip().replace("µ", "u").replace("²", "2")
        if isinstance(value, float):
            assert float(shown.split()[0]) == pytest.approx(value, rel=1e-5)
        else:
            text = "yes" if value is True else str(value)
            assert not value or shown == text or shown.startswith(f"{text} ")
    for name, fmt in p.formats.items():
        assert page.row(name, f"{fmt[0]:,}".replace("-", "−"), f"{fmt[-1]:,}".replace("-", "−"))
    for name, count in p.cycles.items():
        quantity = name.partition(".")[0]
        shown = f"{count:,}" if isinstance(count, int) else f"{count:.3g}"
        assert any(row[0].strip() == quantity and shown in map(str.strip, row) for row in page.rows if row), name
    for pin in p.array_pins:
        assert page.row(pin.name, pin.direction, f"[{pin.width - 1}:0]", pin.role)
    for strobe, moves in p.strobes.items():
        assert page.row(strobe, str(moves.high), str(moves.period))
    for number, register in enumerate(p.registers):
        assert page.row(f"0x{4 * number:02x}", register.name, register.help)
        for low, field in register.placed():
            bits = f"{low + field.width - 1}:{low}" if field.width > 1 else f"{low}"
            assert page.row("", "", bits, field.name, field.access, f"0x{field.reset:x}", field.help)
    check_interface(p, page)


def check_interface(p: MacroParameters, page: Page) -> None:
    ports = interface(p)
    for port in ports.single:
        assert re.search(rf"\b{port.name}\b", page.text)
    for stream in ports.streams:
        assert page.row(f"{stream.name} {stream.direction}, {stream.width} bits")
        for part in stream.parts:
            assert any(part.name in cell for row in page.rows for cell in row)
            for name, code in part.choices.items():
                assert f"{code} {name}" in page.text, f"{name} is not described"


def check_pictures(text: str) -> None:
    found = pictures(text)
    assert found
    for picture in found:
        left, top, width, height = map(float, picture.attrib["viewBox"].split())
        assert (left, top) == (0, 0)
        assert picture.findtext("{*}title")
        for shape in picture.iter():
            xs, ys = coordinates(shape)
            assert all(-0.01 <= x <= width + 0.01 for x in xs), ElementTree.tostring(shape)
            assert all(-0.01 <= y <= height + 0.01 for y in ys), ElementTree.tostring(shape)


def coordinates(shape: ElementTree.Element) -> tuple[list[float], list[float]]:
    if "points" in shape.attrib:
        points = [tuple(map(float, point.split(","))) for point in shape.attrib["points"].split()]
        return [x for x, _ in points], [y for _, y in points]
    if "x" not in shape.attrib:
        return [], []
    x, y = float(shape.attrib["x"]), float(shape.attrib["y"])
    w, h = float(shape.attrib.get("width", 0)), float(shape.attrib.get("height", 0))
    assert w >= 0 and h >= 0
    return [x, x + w], [y, y + h]


@pytest.mark.parametrize("name", family_presets())
def test_presets(name: str) -> None:
    check(preset(name))


def test_more_classes_than_searches() -> None:
    check(from_choices({"family": "entry_counting", "weight": {"high": 11}, "activation": {"low": -8, "high": 14}}))


@given(legal_two_way(small=True))
def test_small(p: TwoWay) -> None:
    check(p)


@given(legal_two_way(small=False))
def test_anywhere(p: TwoWay) -> None:
    check(p)


def test_a_family_without_chapters(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bitline.emit.datasheet.chapters_of", lambda p: Chapters())
    check(preset("two_way"))


@given(legal_two_way(small=False))
def test_chapters_agree_with_the_hardware(p: TwoWay) -> None:
    ports, chapters = interface(p), chapters_of(p)
    streams = {stream.name: stream.width for stream in ports.streams}
    assert set(chapters.streams) == set(streams)
    assert chapters.diagram is not None
    assert {port.name: port.label for port in chapters.diagram.ports if port.label} == streams | {"APB": 32}
    assert {operation.name for operation in chapters.operations} == {
        name for stream in ports.streams for part in stream.parts for name in part.choices
    }


@given(legal_two_way(small=False))
def test_every_quantity_is_explained(p: TwoWay) -> None:
    assert {name.partition(".")[0] for name in (*p.formats, *p.cycles)} <= set(p.glossary)


def test_deterministic() -> None:
    assert datasheet(preset("two_way")) == datasheet(preset("two_way"))


def test_markup_in_a_summary_is_text() -> None:
    summary = "<script>alert('1 & 2')</script> **bold** `code`"
    text = datasheet(from_choices({"family": "two_way", "summary": summary}))
    assert "<script" not in text
    assert summary in Page(text).text


# ---- the table of signed schemes


def schemes(p: TwoWay) -> list[list[str]]:
    rows = Page(datasheet(p)).rows
    first = next(number for number, row in enumerate(rows) if row[:3] == ["inputs", "weights", "reads"])
    return rows[first + 1 : first + 10]


def test_every_scheme_has_its_row() -> None:
    inputs = ["twos complement", "sign magnitude", "offset binary"]
    weights = ["twos complement", "offset binary", "differential"]
    assert [row[:2] for row in schemes(TwoWay())] == [[x, w] for x in inputs for w in weights]


def test_costs_of_the_default_macro() -> None:
    """128 x 64 weights of 8 bits, 16 lines a read, 8 lines a converter, 5 cycles an evaluation: by hand."""
    rows = {tuple(row[:2]): row[2:] for row in schemes(TwoWay())}
    # 8 slots x 8 bits x 8 or 4 groups; 8 or 16 lanes x 8 planes
    assert rows["twos complement", "twos complement"][:6] == [
        "8 / 8", "512 / 256", "2,560 / 1,280", "64 / 128", "32,768 / 32,768", "8",
    ]  # fmt: skip
    # two passes; a mid-level converter; 7 + 8 planes
    assert rows["sign magnitude", "twos complement"][0] == "16 / 16"
    assert rows["twos complement", "offset binary"][3] == "65 / 129"
    assert rows["twos complement", "differential"][3:6] == ["120 / 240", "61,440 / 61,440", "15"]
    # 64 sums of 128 weights and 128 sums of 64: 15 and 14 bits
    assert rows["offset binary", "twos complement"][7] == f"{64 * 15 + 128 * 14:,}"
    assert {row[-1] for row in rows.values()} == {"exact"}


@pytest.mark.parametrize(("adc", "result"), [({"bits": 5}, "exact"), ({"bits": 4}, "rounded"), ({"step": 2}, "rounded")])
def test_exactness(adc: dict[str, int], result: str) -> None:
    assert {row[-1] for row in schemes(from_choices({"family": "two_way", "adc": adc}))} == {result}
