"""Legible, stable names for wires that Amaranth names by chance."""

import re
from collections import Counter

from .rtlil import Module

_OPERATIONS = {
    "$add": "sum", "$sub": "difference", "$mux": "choice", "$eq": "equal", "$ne": "differs", "$lt": "less", "$le": "at_most",
    "$gt": "more", "$ge": "at_least", "$and": "both", "$or": "either", "$xor": "odd", "$not": "inverse", "$neg": "negated",
    "$shl": "shifted", "$mul": "product", "$reduce_or": "any", "$reduce_and": "all", "$reduce_bool": "any", "$logic_not": "none",
}  # fmt: skip


def rename(module: Module) -> dict[str, str]:
    """A Verilog name for each wire.

    Ports and registers keep theirs, with single underscores and no structure marks. A wire between instances bears the name of
    the instance and port that it belongs to, a nameless one that of its operation with a number.
    """
    names = {wire.name: _tidy(wire.name) for wire in module.wires.values() if wire.direction}
    taken = set(names.values()) | {_tidy(cell.name) for cell in module.cells if not cell.kind.startswith("$")}
    numbers: Counter[str] = Counter()

    def give(wire: str, wanted: str) -> None:
        if wire in names:
            return
        name = wanted
        while name in taken:
            numbers[wanted] += 1
            name = f"{wanted}_{numbers[wanted]}"
        names[wire] = name
        taken.add(name)

    for wire, name in _of_instances(module):
        give(wire, name)
    for wire in module.wires:
        if not wire.startswith("$"):
            give(wire, _tidy(wire))
    for cell in module.cells:
        for part in cell.connections.get("Y", cell.connections.get("Q", ())):
            if part.wire is not None and part.wire not in names:
                kind = _OPERATIONS.get(cell.kind, "value")
                numbers[kind] += 1
                give(part.wire, f"{kind}_{numbers[kind]}")
    for wire in module.wires:
        give(wire, "value")
    return names


def _of_instances(module: Module) -> list[tuple[str, str]]:
    """Wires that are an instance's port and bear that port's name, or whose driver is an instance."""
    found = []
    for cell in module.cells:
        if cell.kind.startswith("$"):
            continue
        for port, operand in cell.connections.items():
            if len(operand) == 1 and operand[0].wire is not None:
                wire = module.wires[operand[0].wire]
                if operand[0].width == wire.width and _base(wire.name) == _tidy(port):
                    found.append((wire.name, f"{_tidy(cell.name)}_{_tidy(port)}"))
    return found


def _tidy(name: str) -> str:
    return re.sub(r"_+", "_", re.sub(r"[^A-Za-z0-9_]", "_", name)).strip("_") or "value"


def _base(name: str) -> str:
    return _tidy(re.sub(r"\$\d+$", "", name))
