"""The walk of a window instruction, position by position."""

from collections.abc import Iterator

from bitline.params.two_way_training import Instruction

Place = int | None
"""Address of a word; None where it lies outside the map."""


def walk(shape: Instruction, words: int) -> Iterator[list[Place]]:
    """At each position the addresses of so many words under the kernel."""
    corner = shape["corner"]
    for image in range(shape["images"]):
        for row in range(shape["rows"]):
            for column in range(shape["columns"]):
                top, left = (place * shape["stride"] - shape["padding"] for place in (row, column))
                yield [corner + offset if on_map else None for offset, on_map in _points(shape, top, left, words)]
                corner += shape["column_step"] if column < shape["columns"] - 1 else 0
            corner += shape["line_step"] if row < shape["rows"] - 1 else 0
        corner += shape["image_step"] if image < shape["images"] - 1 else 0


def _points(shape: Instruction, top: int, left: int, words: int) -> Iterator[tuple[int, bool]]:
    """Distance of each word from the position's first one, and whether it lies on the map."""
    y, x, group, offset = shape["first_y"], shape["first_x"], shape["first_group"], shape["first_offset"]
    for _ in range(words):
        yield offset, 0 <= top + y < shape["height"] and 0 <= left + x < shape["width"]
        group += 1
        if group < shape["groups"]:
            offset += 1
            continue
        group, x = 0, x + 1
        offset += shape["x_step"] if x < shape["kernel"] else shape["y_step"]
        if x == shape["kernel"]:
            x, y = 0, y + 1


def positions(shape: Instruction) -> int:
    return shape["images"] * shape["rows"] * shape["columns"]
