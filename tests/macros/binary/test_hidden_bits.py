"""Hidden pages as a function from stores to bits."""

from typing import Any

import numpy as np
import pytest
from hypothesis import given

from bitline.macros.binary.hidden_bits import HiddenBits
from bitline.params.binary import Binary
from hardware import trace
from macros.binary.cases import ENDS, SMALL, WIDE
from strategies import generators, legal_binary

Store = dict[str, int]
"""Fields of a tag, and the ``bits`` of all columns."""


def pages(p: Binary, stores: list[Store]) -> list[list[int]]:
    """What a page shows after each store into it; between two stores nothing is stored, whatever stands at the inputs."""
    stimulus: list[dict[str, Any]] = []
    for store in stores:
        fields = {name: value for name, value in store.items() if name != "bits"}
        tag = fields | {"stop": store["to"] + store["count"]}
        stimulus.append({"store": 1, "bits": store["bits"], "tag": tag, "number": store["to_page"]})
        stimulus.append({"store": 0, "bits": ~store["bits"] & (1 << p.array.columns) - 1})
    shown = [page for (page,) in trace(HiddenBits(p), stimulus, ["page"])]
    return [[page >> row & 1 for row in range(p.data_rows)] for page in shown[1::2]]


def expected(p: Binary, stores: list[Store]) -> list[list[int]]:
    kept = [[0] * p.data_rows for _ in range(p.program.pages)]
    out = []
    for store in stores:
        page = kept[store["to_page"]]
        for row in range(p.data_rows):
            column = store["first"] + row - store["to"]
            if store["first"] <= column < store["first"] + store["count"]:
                page[row] = store["bits"] >> column & 1
            elif not store["keep"]:
                page[row] = 0
        out.append(page.copy())
    return out


def cleared(p: Binary) -> list[Store]:
    """Pages hold anything before they are first stored to."""
    return [{"first": 0, "count": 1, "to_page": page, "to": 0, "keep": 0, "bits": 0} for page in range(p.program.pages)]


@given(legal_binary(), generators())
def test_columns_go_where_they_are_told(p: Binary, rng: np.random.Generator) -> None:
    stores = cleared(p)
    for _ in range(10):
        first, to = int(rng.integers(p.array.columns)), int(rng.integers(p.data_rows))
        count = 1 + int(rng.integers(min(p.array.columns - first, p.data_rows - to)))
        bits = int(rng.integers(1 << p.array.columns))
        page, keep = int(rng.integers(p.program.pages)), int(rng.integers(2))
        stores.append({"first": first, "count": count, "to_page": page, "to": to, "keep": keep, "bits": bits})
    assert pages(p, stores) == expected(p, stores)


@pytest.mark.parametrize("p", [SMALL, ENDS, WIDE], ids=["small", "ends", "wide"])
def test_ends_of_a_page_and_of_the_columns(p: Binary) -> None:
    most, every = min(p.array.columns, p.data_rows), (1 << p.array.columns) - 1
    page = p.program.pages - 1
    moves = [(0, 0), (p.array.columns - most, p.data_rows - most), (0, p.data_rows - most), (p.array.columns - most, 0)]
    stores = cleared(p) + [
        {"first": first, "count": most, "to_page": page, "to": to, "keep": keep, "bits": bits}
        for first, to in moves
        for keep in (0, 1)
        for bits in (every, 0b101 & every, 0)
    ]
    assert pages(p, stores) == expected(p, stores)
