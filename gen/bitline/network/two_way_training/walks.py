"""Walks over a network's maps, as window instructions."""

from ...params.two_way_training import Instruction, instruction
from .mapped import Mapped
from .regions import Region


def window(mapped: Mapped, number: int, region: Region, row_tile: int) -> Instruction:
    """The walk over a layer's map, from the first word of a row of tiles on."""
    each = mapped.layers[number]
    layer, words = each.layer, each.point_words
    kernel = 1 if each.unfolded else layer.kernel
    stride, padding = (1, 0) if each.unfolded else (layer.stride, layer.padding)
    sides = (layer.placed if each.unfolded else layer.map).height, (layer.placed if each.unfolded else layer.map).width
    row = sides[1] * words
    first = row_tile * mapped.p.array.rows // each.lanes
    y, x, group = first // (kernel * words), first // words % kernel, first % words
    return walk(
        mapped,
        positions=(layer.placed.height, layer.placed.width),
        sides=sides,
        kernel=kernel,
        stride=stride,
        padding=padding,
        groups=words,
        corner=region.first - padding * (row + words),
        point=words,
        row=row,
        x_step=1,
        y_step=row - kernel * words + 1,
        first_y=y,
        first_x=x,
        first_group=group,
        first_offset=y * row + x * words + group,
    )


def walk(
    mapped: Mapped,
    *,
    positions: tuple[int, int],
    sides: tuple[int, int],
    stride: int,
    corner: int,
    point: int,
    row: int,
    x_step: int,
    y_step: int,
    **others: int,
) -> Instruction:
    """A window instruction; its steps from the words of a point and of a row of the map."""
    depth = max(mapped.p.training.value_words, mapped.p.training.sum_words)
    across, down = (positions[1] - 1) * stride * point, (positions[0] - 1) * stride * row
    steps = {
        "corner": corner,
        "column_step": stride * point,
        "line_step": stride * row - across,
        "image_step": sides[0] * row - down - across,
        "x_step": x_step,
        "y_step": y_step,
    }
    return instruction(
        "window",
        images=mapped.batch,
        rows=positions[0],
        columns=positions[1],
        height=sides[0],
        width=sides[1],
        stride=stride,
        **{name: steps_ % depth for name, steps_ in steps.items()},
        **others,
    )
