"""Cells as Verilog expressions in which every operand has the width of its context, so that nesting never changes a value."""

from collections import defaultdict
from collections.abc import Callable, Iterator

from .clean import joined
from .rtlil import Bits, Body, Cell, Module, Operand, Switch

LONGEST = 96
"""Characters of an expression that may still be written inside another one."""

_BINARY = {"$add": "+", "$sub": "-", "$and": "&", "$or": "|", "$xor": "^"}
_COMPARE = {"$eq": "==", "$ne": "!=", "$lt": "<", "$le": "<=", "$gt": ">", "$ge": ">="}
_REDUCE = {"$reduce_or": "|", "$reduce_and": "&", "$reduce_bool": "|", "$reduce_xor": "^"}
_UNARY = {"$not": "~", "$neg": "-"}
_MODULAR = {*_BINARY, *_UNARY, "$mul", "$mux", "$shl", "$pos"}
"""Cells whose low result bits depend on their operands' low bits alone (of a shift, on those of the shifted one)."""


class Expressions:
    """The combinational cells of a module.

    Parameters
    ----------
    module : Module
    names : dict
        Verilog name of each wire.
    """

    def __init__(self, module: Module, names: dict[str, str]) -> None:
        self._names = names
        self._widths = {name: wire.width for name, wire in module.wires.items()}
        self._ports = {name for name, wire in module.wires.items() if wire.direction}
        self._drivers = {cell.connections["Y"][0].wire: cell for cell in module.cells if cell.kind.startswith("$") and "Y" in cell.connections}
        self._uses = _uses(module)
        self._inlined: set[str] = set()
        self._texts: dict[str, str] = {}
        self._narrowed: set[str] = set()
        for wire in self._drivers:
            self._narrow(wire)
        self._extended = {wire for cell in self._drivers.values() for wire in self._sign_extended(cell)}

    def standing(self) -> list[tuple[str, int, str]]:
        """The wires that stand by themselves: name, width and expression. To be asked for last."""
        out = []
        for wire in self._drivers:
            text = self.text(Bits(self._widths[wire], wire)) if wire in self._inlined else self._expression(wire)
            out.append((wire, self._widths[wire], text))
        return [entry for entry in out if entry[0] not in self._inlined]

    def width(self, wire: str) -> int:
        return self._widths[wire]

    def operand(self, operand: Operand, width: int | None = None, signed: bool = False) -> str:
        """An operand as Verilog, extended or cut to a width."""
        have = sum(part.width for part in operand)
        width = have if width is None else width
        if width < have:
            operand = _cut(operand, width)
        elif have == 0:
            operand = (Bits(width),)
        elif width > have:
            top = operand[-1][operand[-1].width - 1 : operand[-1].width]
            if signed and top.wire is not None:
                operand = (*operand, *[top] * (width - have))
            else:
                extension = (1 << width - have) - 1 if signed and top.value else 0
                operand = joined([*operand, Bits(width - have, value=extension)])
        parts = [self.text(part) for part in reversed(operand)]
        return parts[0] if len(parts) == 1 else f"{{{', '.join(_merged(parts))}}}"

    def text(self, bits: Bits) -> str:
        """Some bits as Verilog: a constant, a name with its selection, or the expression that is written in place."""
        if bits.wire is None:
            return constant(bits.width, bits.value)
        whole = self._widths[bits.wire]
        if bits.width == whole and self._may_inline(bits.wire):
            text = self._expression(bits.wire)
            if len(text) <= LONGEST:
                self._inlined.add(bits.wire)
                return text if atomic(text) else f"({text})"
        name = self._names[bits.wire]
        if bits.width == whole:
            return name
        if bits.width == 1:
            return f"{name}[{bits.low}]"
        return f"{name}[{bits.low + bits.width - 1}:{bits.low}]"

    def _may_inline(self, wire: str) -> bool:
        uses = self._uses[wire]
        return (
            wire in self._drivers
            and self._drivers[wire].kind != "$mul"
            and wire not in self._extended
            and wire.startswith("$")
            and wire not in self._ports
            and len(uses) == 1
            and uses[0][0].low == 0
            and uses[0][0].width >= self._widths[wire]
        )

    def _narrow(self, wire: str) -> int:
        """Cut a result of which only low bits are used, and by whatever its users were cut; its width then."""
        uses, cell = self._uses[wire], self._drivers[wire]
        if wire not in self._narrowed and wire.startswith("$") and uses and cell.kind in _MODULAR:
            self._narrowed.add(wire)
            self._widths[wire] = min(self._widths[wire], max(self._needed(bits, user) for bits, user in uses))
        return self._widths[wire]

    def _needed(self, bits: Bits, user: str | None) -> int:
        """How many low bits of a wire a use of it needs; ``user`` is the result that the bits are the lowest operand part of."""
        needed = bits.low + bits.width
        if user is None or self._drivers[user].kind not in _MODULAR:
            return needed
        return min(needed, bits.low + self._narrow(user))

    def _sign_extended(self, cell: Cell) -> Iterator[str | None]:
        """Wires whose highest bit a signed operation writes once more, or more often, to fill its width."""
        at = cell.connections
        if not (cell.parameters.get("A_SIGNED") and cell.parameters.get("B_SIGNED", 1)) or cell.kind == "$mul":
            return
        sides = [at[side] for side in ("A", "B") if side in at]
        width = max(map(_width, sides)) if cell.kind in _COMPARE else self._widths[at["Y"][0].wire or ""]
        yield from (side[-1].wire for side in sides if _width(side) < width)

    def _expression(self, wire: str) -> str:
        if wire not in self._texts:
            self._texts[wire] = self._written(self._drivers[wire], self._widths[wire])
        return self._texts[wire]

    def _written(self, cell: Cell, width: int) -> str:
        at, kind = cell.connections, cell.kind
        signed = bool(cell.parameters.get("A_SIGNED")) and bool(cell.parameters.get("B_SIGNED", 1))
        if kind in _BINARY:
            return f"{self.operand(at['A'], width, signed)} {_BINARY[kind]} {self.operand(at['B'], width, signed)}"
        if kind in _COMPARE:
            return self._comparison(cell, signed)
        if kind in _REDUCE:
            return f"{_REDUCE[kind]}{_primary(self.operand(at['A']))}" if _width(at["A"]) > 1 else self.operand(at["A"])
        if kind in _UNARY:
            return f"{_UNARY[kind]}{_primary(self.operand(at['A'], width, signed))}"
        written: dict[str, Callable[[], str]] = {
            "$logic_not": lambda: f"{'~|' if _width(at['A']) > 1 else '~'}{_primary(self.operand(at['A']))}",
            "$mux": lambda: f"{self.operand(at['S'])} ? {self.operand(at['B'], width)} : {self.operand(at['A'], width)}",
            "$shl": lambda: f"{self.operand(at['A'], width, bool(cell.parameters['A_SIGNED']))} << {self.operand(at['B'])}",
            "$shr": lambda: f"{self.operand(at['A'], width)} >> {self.operand(at['B'])}",
            "$pos": lambda: self.operand(at["A"], width, signed),
            "$mul": lambda: " * ".join(f"$signed({self.operand(at[side])})" if signed else self.operand(at[side]) for side in "AB"),
        }
        if kind not in written:
            raise NotImplementedError(f"no Verilog is known for the RTLIL cell {kind}")
        return written[kind]()

    def _comparison(self, cell: Cell, signed: bool) -> str:
        left, right = cell.connections["A"], cell.connections["B"]
        width = max(_width(left), _width(right))
        texts = [self.operand(side, width, signed) for side in (left, right)]
        if signed and cell.kind not in ("$eq", "$ne"):
            texts = [f"$signed({text})" for text in texts]
        if width == 1 and texts[1] in ("1'b0", "1'b1") and cell.kind in ("$eq", "$ne"):
            return texts[0] if (texts[1] == "1'b1") == (cell.kind == "$eq") else f"~{texts[0]}"
        return f"{texts[0]} {_COMPARE[cell.kind]} {texts[1]}"


def _uses(module: Module) -> dict[str, list[tuple[Bits, str | None]]]:
    """Which bits of each wire are read, and by the operation of which result where they are its operand's lowest."""
    uses: dict[str, list[tuple[Bits, str | None]]] = defaultdict(list)

    def note(operand: Operand, user: str | None = None) -> None:
        for part in operand:
            if part.wire is not None:
                uses[part.wire].append((part, user if part is operand[0] else None))

    def walk(body: Body) -> None:
        for statement in body:
            if isinstance(statement, Switch):
                # a condition may be written more than once, so it keeps its name
                note(statement.on)
                note(tuple(part for part in statement.on if len(statement.on) > 1 or part.width > 1))
                for _, inner in statement.cases:
                    walk(inner)
            else:
                note(statement.value)

    for cell in module.cells:
        instance = not cell.kind.startswith("$")
        result = cell.connections["Y"][0].wire if "Y" in cell.connections and not instance else None
        for port, operand in cell.connections.items():
            if port not in ("Y", "Q") or instance:
                modular = port == "A" or (port == "B" and cell.kind != "$shl")
                note(operand, result if modular else None)
                if instance:  # a port is a name of its own
                    note(operand)
    for connection in module.connections:
        note(connection.value)
    for process in module.processes:
        walk(process)
    return uses


def _width(operand: Operand) -> int:
    return sum(part.width for part in operand)


def _cut(operand: Operand, width: int) -> Operand:
    out: list[Bits] = []
    for part in operand:
        if width <= 0:
            break
        out.append(part[: min(part.width, width)])
        width -= part.width
    return tuple(out)


def constant(width: int, value: int) -> str:
    """A sized constant."""
    if width == 1:
        return f"1'b{value}"
    if width <= 8 or value < 16:
        return f"{width}'d{value}"
    return f"{width}'h{value:x}"


def _merged(parts: list[str]) -> list[str]:
    """Equal neighbours as a replication."""
    out: list[list] = []
    for part in parts:
        if out and out[-1][0] == part:
            out[-1][1] += 1
        else:
            out.append([part, 1])
    return [part if count == 1 else f"{{{count}{{{part}}}}}" for part, count in out]


def bare(text: str) -> str:
    """Without parentheses that enclose all of it."""
    return text[1:-1] if text.startswith("(") and atomic(text) else text


def _primary(text: str) -> str:
    """The text as operand of a unary operator, of which Verilog does not allow two in a row."""
    return f"({text})" if text[0] in "~|&^-" else text


def atomic(text: str) -> bool:
    """Whether the text is one name, constant, unary expression, or one pair of brackets with what it encloses."""
    depth = 0
    for character in text:
        depth += (character in "({[") - (character in ")}]")
        if character == " " and depth == 0:
            return False
    return not text.startswith("(") or _closes_last(text)


def _closes_last(text: str) -> bool:
    depth = 0
    for place, character in enumerate(text):
        depth += (character == "(") - (character == ")")
        if depth == 0:
            return place == len(text) - 1
    return False
