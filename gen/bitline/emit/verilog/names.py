"""Legible, stable names for the wires that are written."""

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from ...params.macro import VERILOG_KEYWORDS
from .depends import served
from .operands import Bits
from .tree import Module, plain

_NOUNS = {
    "add": "sum", "sub": "difference", "mul": "product", "mux": "choice", "shl": "shifted", "shr": "shifted", "sshr": "shifted",
    "neg": "negated", "not": "inverse",
}  # fmt: skip


@dataclass(frozen=True)
class Part:
    """Some bits of a wire that have a name of their own."""

    name: str
    bits: Bits


class Names:
    """Names for the wires of a module, and for parts of them that the source calls by name.

    A port keeps its name. Any other wire has the source's name for it; where that is only the name of an instance's pin, that
    of the instance and the pin, those that drive it first; where there is none, that of the wire which it serves.

    Parameters
    ----------
    module : Module
    taken : iterable of str
        Names that belong to something else.

    Attributes
    ----------
    wires : dict
        By identity; those that must have a name.
    given : set
        Identities of the wires that the source has named for their own sake.
    elements : set
        Identities of the wires that are elements of an array.
    """

    def __init__(self, module: Module, taken: Iterable[str] = ()) -> None:
        self._module = module
        self._taken = {*taken, "unused", *VERILOG_KEYWORDS, *(tidy(instance.name) for instance in module.instances)}
        self._pins = _pins(module)
        self.wires = {name: tidy(name) for name, wire in module.wires.items() if wire.direction}
        self._taken |= set(self.wires.values())
        self.given = set(self.wires)
        self.elements = {name for name in module.wires if any("[" in other for other in self._candidates(name))}
        self._name_wires()
        self._fields_of: dict[str, list[tuple[Bits, str]]] = defaultdict(list)
        for bits, names in module.fields.items():
            self._fields_of[bits.wire or ""] += [(bits, plain(name)) for name in names]
        self._parts = self._name_parts()

    def complete(self, standing: Iterable[str]) -> None:
        """Name the rest of the wires that are written."""
        serves = served(self._module)
        targets = [target for process in self._module.processes for target in process.targets]
        written = {*standing, *targets, *self._module.connections}
        for name in (name for name in self._module.wires if name in written):
            element = next((other for other in self._candidates(name) if "[" in other), None)
            operator = self._module.operators.get(name)
            noun = (
                _NOUNS.get(operator.kind, "bits" if self._module.wires[name].width > 1 else "condition") if operator else "choice"
            )
            served_name = self.wires.get(serves.get(name, ""), "value")
            self._give(name, self._field(element) if element else f"{served_name}_{noun}")

    def parts(self, bits: Bits) -> list[tuple[Part, Bits]]:
        """The part that holds the bits, or the parts that make them up, lowest first, each with its bits; or none."""
        parts = self._parts.get(bits.wire or "", [])
        holding = [part for part in parts if part.bits.low <= bits.low and _end(bits) <= _end(part.bits)]
        if holding:
            return [(min(holding, key=lambda part: part.bits.width), bits)]
        making: list[tuple[Part, Bits]] = []
        low = bits.low
        for part in sorted(parts, key=lambda part: (part.bits.low, part.bits.width)):
            if part.bits.low == low and _end(part.bits) <= _end(bits):
                making.append((part, part.bits))
                low = _end(part.bits)
        return making if low == _end(bits) else []

    def all_parts(self) -> list[Part]:
        """Everything that :meth:`parts` can give."""
        return [part for parts in self._parts.values() for part in parts]

    def structure(self, wire: str) -> list[tuple[str, int]]:
        """Names and widths of the fields of a wire, lowest first; nothing where it is no structure."""
        return next((fields for _, fields in self._structured(wire) if fields[0][0]), [])

    def layout(self, wire: str) -> str:
        """What the wire is a structure or an array of, highest part first; empty where it is neither."""
        for name, fields in self._structured(wire):
            if not fields[0][0]:
                return f"[{len(fields) - 1}:0]{_range(fields[0][1])}"
            return f"{{{', '.join(self._member(f'{name}.{field}', field, width) for field, width in reversed(fields))}}}"
        return ""

    def _structured(self, wire: str) -> list[tuple[str, list[tuple[str, int]]]]:
        whole, structures = self._module.wires[wire], self._module.structures
        found = [(name, structures[name]) for name in (wire, *whole.aliases) if name in structures]
        return [(name, fields) for name, fields in found if sum(width for _, width in fields) == whole.width]

    def _member(self, path: str, name: str, width: int) -> str:
        elements = self._module.structures.get(path, [("", 0)])
        if elements[0] == ("", width // len(elements)):
            return f"{name}[{len(elements) - 1}:0]{_range(elements[0][1])}"
        return f"{name}{_range(width)}"

    # ---- giving

    def _give(self, wire: str, wanted: str) -> None:
        if wire not in self.wires:
            self.wires[wire] = self._free(wanted)

    def _free(self, wanted: str) -> str:
        name, number = wanted, 1
        while name in self._taken:
            number += 1
            name = f"{wanted}_{number}"
        self._taken.add(name)
        return name

    def _candidates(self, wire: str) -> list[str]:
        """The source's names for a wire."""
        names = (wire, *self._module.wires[wire].aliases)
        return [plain(name) for name in names if name.startswith("\\")]

    def _name_wires(self) -> None:
        for wire in self._module.wires:
            pins = {tidy(pin) for _, pin in self._pins[wire]}
            own = [name for name in self._candidates(wire) if not set(".[") & set(name) and tidy(name) not in pins]
            if own:
                self._give(wire, tidy(own[0]))
                self.given.add(wire)
        for wire in self._module.wires:
            for instance, pin in self._pins[wire]:
                self._give(wire, tidy(f"{instance}_{pin}"))
        self._structures = {name: given for wire, given in self.wires.items() for name in self._candidates(wire)}
        for wire in self._module.wires:
            fields = [name for name in self._candidates(wire) if "." in name and "[" not in name]
            if wire not in self.wires and fields:
                self._give(wire, self._field(fields[0]))
                self.given.add(wire)

    def _field(self, name: str) -> str:
        """The name of a field or an element, after the name that its structure has been given."""
        structure, rest = re.fullmatch(r"([^.[]+)(.*)", name).groups()  # pyright: ignore[reportOptionalMemberAccess]
        return tidy(f"{self._structures.get(structure, structure)}_{rest}")

    def _name_parts(self) -> dict[str, list[Part]]:
        parts: dict[str, list[Part]] = defaultdict(list)
        for wire, given in self.wires.items():
            pins = {tidy(pin) for _, pin in self._pins[wire]}
            own = [(bits, name) for bits, name in self._fields_of[wire] if not set(".[") & set(name) and tidy(name) not in pins]
            named = {bits: f"{given}_{field}" for bits, field in self._fields(wire)} | dict(own)
            parts[wire] = [Part(self._free(tidy(name)), bits) for bits, name in named.items()]
        return parts

    def _fields(self, wire: str) -> list[tuple[Bits, str]]:
        """The fields of a structure that are no structures or arrays themselves, or arrays as a whole."""
        mine = self._candidates(wire)
        split = [(bits, name.partition(".")) for bits, name in self._fields_of[wire]]
        return [(bits, field) for bits, (structure, _, field) in split if structure in mine and field and "[" not in field]


def _range(width: int) -> str:
    return f"[{width - 1}:0]" if width > 1 else ""


def _end(bits: Bits) -> int:
    return bits.low + bits.width


def _pins(module: Module) -> dict[str, list[tuple[str, str]]]:
    """For each wire the instances and pins that it is connected to, the one that drives it first."""
    pins: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for instance in module.instances:
        for pin, bits in instance.outputs.items():
            pins[bits.wire or ""].append((instance.name, pin))
    for instance in module.instances:
        for pin, operand in instance.inputs.items():
            if len(operand) == 1:
                pins[operand[0].wire or ""].append((instance.name, pin))
    return pins


def tidy(name: str) -> str:
    """A name as a plain Verilog identifier with single underscores."""
    word = re.sub(r"_+", "_", re.sub(r"[^A-Za-z0-9_]", "_", plain(name))).strip("_")
    return word if word[:1].isalpha() else f"n_{word}".rstrip("_")
