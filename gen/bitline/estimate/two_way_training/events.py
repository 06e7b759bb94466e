"""What happens in an instruction of the training engine."""

from ...params.two_way import Direction, TwoWay
from ...params.two_way_training import Instruction, TwoWayTraining
from ..costs import Counts, merged
from ..two_way_phases import reads
from .cycles import positions, words_on_map
from .gradient_array import blocks


def events(p: TwoWayTraining, given: Instruction, shape: Instruction | None) -> Counts:
    """Events of an instruction; ``shape`` is the window that was set last."""
    words, lanes = given["count"], p.array.lines_per_read
    value, total = lanes * p.value_bits, lanes * p.training.sum_bits
    match given.kind:
        case "take" | "send":
            bits = words * (total if given["space"] else value)
            return {"buffer bits": bits, "moved bits": bits, "memory bits": bits}
        case "zero":
            return {"buffer bits": words * total}
        case "activate":
            return {"buffer bits": words * (total + value), "additions": words * total}
        case "error":  # with their targets
            return {"buffer bits": words * (total + 2 * value), "additions": words * total}
        case "rescale":  # sums and masks pass twice: for the largest, and to be shifted
            return {"buffer bits": words * (2 * total + 3 * value), "additions": words * total}
        case "pool" | "route":
            assert shape is not None
            return {"buffer bits": positions(shape) * (shape["kernel"] ** 2 + 2) * value}
        case "forward" | "backward":
            assert shape is not None
            return _product(p, given, positions(shape))
        case "gradient":
            assert shape is not None
            return _in_array(p, p.gradient_macro, given, shape) if p.gradient_macro else _outer_products(p, given, shape)
        case "load" | "store" | "clear" | "update":
            return _access(p, given)
    return {}


def _product(p: TwoWayTraining, given: Instruction, count: int) -> Counts:
    """Words under the kernel and dense words: what one of them is multiplied to is added to the other's place."""
    direction: Direction = "forward" if given.kind == "forward" else "backward"
    lanes, tiles = p.array.lines_per_read, given["row_tiles"] * given["column_tiles"]
    window, dense = given["window_words"], given["dense_words"]
    driven, made = (window, given["row_tiles"] * dense) if direction == "forward" else (dense, given["column_tiles"] * window)
    bits = count * lanes * made * p.training.sum_bits
    return merged(
        reads(p, direction, bool(given["signed"]), count * tiles),
        {
            "products": count * lanes**2 * window * dense * p.input.bits * p.weight.bits,
            "additions": bits,
            "buffer bits": 2 * bits + count * lanes * driven * p.value_bits,
            "moved bits": bits + count * lanes * driven * p.value_bits,
        },
    )


def _outer_products(p: TwoWayTraining, given: Instruction, shape: Instruction) -> Counts:
    """Multipliers of full adders: one for each bit by each bit; every sum is read and written, errors anew for each input word."""
    lanes, seen = p.array.lines_per_read, words_on_map(shape, given["window_words"])
    products = seen * given["dense_words"] * lanes**2
    values = seen * (1 + given["dense_words"]) * lanes * p.value_bits
    return {
        "additions": products * (p.training.activation_bits * p.training.error_bits + p.training.sum_bits),
        "buffer bits": 2 * products * p.training.sum_bits + values,
        "moved bits": values,
    }


def _in_array(p: TwoWayTraining, macro: TwoWay, given: Instruction, shape: Instruction) -> Counts:
    """Blocks of positions are written, and every output's errors, each a lane of a word, driven past them."""
    held = list(blocks(macro, given["window_words"], positions(shape)))
    lanes, rows = p.array.lines_per_read, sum(rows for _, rows in held)
    columns = min(given["window_words"], macro.word_groups) * lanes
    products, written = len(held) * given["outputs"], rows * columns
    sums = products * columns * p.training.sum_bits
    return merged(
        reads(macro, "forward", True, products),
        {
            "products": written * given["outputs"] * p.training.activation_bits * p.training.error_bits,
            "cell accesses": written * len(macro.planes),
            "additions": sums,
            "buffer bits": 2 * sums + (written + given["outputs"] * rows * lanes) * p.value_bits,
            "moved bits": sums + (written + products * macro.array.rows) * p.value_bits,
        },
    )


def _access(p: TwoWayTraining, given: Instruction) -> Counts:
    """Rows of a macro: an update reads, writes and verifies those that a layer covers."""
    rows, columns = given["tile_rows"] or p.array.rows, p.array.columns
    if given.kind == "update":
        weights = rows * given["tile_words"] * p.array.lines_per_read
        moved = weights * (p.training.sum_bits + 2 * p.training.momentum_bits)
        return {"cell accesses": 3 * weights * len(p.planes), "additions": weights * p.training.sum_bits, "buffer bits": moved,
                "moved bits": weights * p.weight.bits}  # fmt: skip
    cells = rows * columns * len(p.planes)
    if given.kind == "clear":
        return {"cell accesses": cells}
    bits = rows * columns * p.weight.bits
    return {"cell accesses": cells, "moved bits": bits, "memory bits": bits}
