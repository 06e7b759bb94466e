"""Operands and operations as Verilog expressions, every operand as wide as its context."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from .names import Names, Part
from .operands import Bits, Operand, constant, known, selected, width
from .tree import Module, Operator

_SIGNS = {
    "add": "+", "sub": "-", "mul": "*", "and": "&", "or": "|", "xor": "^", "shl": "<<", "shr": ">>", "sshr": ">>>",
    "eq": "==", "ne": "!=", "lt": "<", "le": "<=", "gt": ">", "ge": ">=",
}  # fmt: skip
_PREFIXES = {"not": "~", "neg": "-", "any": "|", "all": "&", "parity": "^"}
CHAIN = "\v"
"""Space after which a chain of choices goes on: where the line is too long it is broken at each of them."""

_ASSOCIATIVE = frozenset("+&|^")
_OPPOSITES = {"eq": "!=", "ne": "=="}


@dataclass(frozen=True)
class Text:
    """An expression, and the operator that it is made with; none where it binds tighter than any."""

    text: str
    sign: str = ""

    def within(self, *signs: str) -> str:
        """The expression as an operand, in parentheses unless it is made with one of the signs that need none there."""
        return self.text if self.sign in ("", *signs) else f"({self.text})"


class Expressions:
    """The expressions of a module.

    Parameters
    ----------
    module : Module
    names : Names
    standing : set
        Operations that are read by name.
    labels : mapping
        For some wires or parts of them the names of their values.

    Attributes
    ----------
    used_parts : mapping
        The parts that have been written, and which of their wire's bits are read by that name.
    used_labels : set
        Names of values that have been written.
    """

    def __init__(self, module: Module, names: Names, standing: set[str], labels: Mapping[Bits, Mapping[int, str]]) -> None:
        self._module, self._names, self._standing, self._labels = module, names, standing, labels
        self.used_parts: dict[Part, int] = defaultdict(int)
        self.used_labels: set[str] = set()

    def operand(self, operand: Operand) -> str:
        """An operand, without parentheses round it."""
        return self._text(operand).text

    def operation(self, name: str) -> str:
        """The operation whose result has that name."""
        return self._operation(self._module.operators[name]).text

    def target(self, bits: Bits) -> str:
        """Bits that are assigned."""
        return _select(self._names.wires[bits.wire or ""], bits.low, bits.width, self._module.wires[bits.wire or ""].width)

    def unread(self) -> list[str]:
        """Bits that have not been read by any name: of wires, and of parts that others of their bits have been read of."""
        reached: dict[str | None, int] = defaultdict(int)
        for part in self.used_parts:
            reached[part.bits.wire] |= part.bits.mask
        wires = [bits for bits in self._module.unread() if bits.wire in self._names.wires]
        texts = [self.target(left) for bits in wires for left in bits.within(~reached[bits.wire])]
        return texts + [_of_part(part, bits) for part, read in self.used_parts.items() for bits in part.bits.within(~read)]

    def condition(self, bits: Operand, value: str) -> Text:
        """Whether a bit has a value."""
        return self._text(bits) if value == "1" else self._inverse(bits)

    def has_labels(self, operand: Operand) -> bool:
        """Whether the operand's values have names."""
        return len(operand) == 1 and operand[0] in self._labels

    def labelled(self, of: Operand, value: Operand) -> str:
        """A value of an operand (or for it), by its name where it has one."""
        number = known(value)
        label = self._labels.get(of[0], {}).get(number) if len(of) == 1 and number is not None else None
        if label is not None:
            self.used_labels.add(label)
            return label
        if number and of[0].wire and of[0] == self._module.wires[of[0].wire].bits:
            return self._structured(value, [width for _, width in self._names.structure(of[0].wire)])
        return self.operand(value)

    def test(self, operand: Operand, patterns: tuple[str, ...]) -> str:
        """Whether an operand matches one of some patterns that leave no bit open."""
        tests = [self._equal(operand, (constant(len(pattern), int(pattern, 2)),)) for pattern in patterns]
        return " | ".join(text.within() for text in tests) if len(tests) > 1 else tests[0].text

    # ---- operands

    def _structured(self, value: Operand, widths: list[int]) -> str:
        """A constant, in its fields where it has any."""
        texts, low = [], 0
        for size in widths:
            texts.append(self.operand(selected(value, low, size)))
            low += size
        return f"{{{', '.join(reversed(texts))}}}" if texts else self.operand(value)

    def _text(self, operand: Operand) -> Text:
        texts = [text for part in reversed(operand) for text in self._bits(part)]
        if len(texts) == 1:
            return texts[0]
        parts = _repeated([text.text for text in texts])
        return Text(parts[0] if len(parts) == 1 else f"{{{', '.join(parts)}}}")

    def _bits(self, bits: Bits) -> list[Text]:
        """Some bits as one expression, or as several to be concatenated, highest first."""
        if bits.wire is None:
            return [Text(number(bits))]
        operator = self._module.operators.get(bits.wire)
        if operator is not None and bits.wire not in self._standing:
            return [self._operation(operator)]
        whole = self._module.wires[bits.wire]
        parts = self._names.parts(bits) if bits != whole.bits else []
        if not parts:
            return [Text(_select(self._names.wires[bits.wire], bits.low, bits.width, whole.width))]
        for part, chosen in parts:
            self.used_parts[part] |= chosen.mask
        return [Text(_of_part(part, chosen)) for part, chosen in reversed(parts)]

    # ---- operations

    def _operation(self, operator: Operator) -> Text:
        kind, operands = operator.kind, operator.operands
        if kind == "not" and width(operands[0]) == 1:
            return self._inverse(operands[0])
        if kind in _PREFIXES:
            return _prefixed(_PREFIXES[kind], self._text(operands[0]))
        if kind == "mux":
            return self._choice(*operands)
        if kind in ("eq", "ne"):
            return self._equal(*operands, sign=_SIGNS[kind])
        sign, (left, right) = _SIGNS[kind], operands
        first, second = self._text(left), self._text(right)
        if operator.signed and sign in ("<", "<=", ">", ">="):
            first, second = Text(f"$signed({first.text})"), Text(f"$signed({second.text})")
        if sign in _ASSOCIATIVE:
            return Text(f"{first.within(sign, '-' if sign == '+' else sign)} {sign} {second.within(sign)}", sign)
        if sign == "-":
            return Text(f"{first.within('-', '+')} - {second.within()}", sign)
        if kind == "sshr":
            first = Text(f"$signed({first.text})")
        return Text(f"{first.within()} {sign} {second.within()}", sign)

    def _choice(self, condition: Operand, then: Operand, otherwise: Operand) -> Text:
        texts = [self._text(operand) for operand in (condition, then, otherwise)]
        return Text(f"{texts[0].within()} ? {_branch(texts[1])} :{CHAIN}{_branch(texts[2], last=True)}", "?")

    def _equal(self, left: Operand, right: Operand, sign: str = "==") -> Text:
        """A comparison, with a constant's name where the other side has names for its values."""
        texts = [self._text(left).within(), self._text(right).within()]
        for k, (side, other) in enumerate(((right, left), (left, right))):
            if known(side) is not None:
                texts[1 - k] = self.labelled(other, side)
        return Text(f"{texts[0]} {sign} {texts[1]}", sign)

    def _inverse(self, operand: Operand) -> Text:
        """The inverse of a bit: of a comparison that is written in place, the opposite one."""
        operator = self._module.operators.get(operand[0].wire or "")
        if operator is not None and operand[0].wire not in self._standing:
            if operator.kind in ("eq", "ne"):
                return self._equal(*operator.operands, sign=_OPPOSITES[operator.kind])
            if operator.kind == "not":
                return self._text(operator.operands[0])
        return _prefixed("~", self._text(operand))


def _prefixed(prefix: str, text: Text) -> Text:
    """A unary expression; two prefixes are one operator in Verilog, so they stand together only where that means the same."""
    inner = text.within()
    together = prefix == "~" or inner[0] not in "~-&|^"
    return Text(f"{prefix}{inner if together else f'({inner})'}", "-" if prefix == "-" else "")


def _branch(text: Text, last: bool = False) -> str:
    return text.within("+", "-", "&", "|", "^", "==", "!=", "<", "<=", ">", ">=", "<<", ">>", *("?" if last else ""))


def _select(name: str, low: int, count: int, of: int) -> str:
    """Some bits of a name."""
    if count == of:
        return name
    return f"{name}[{low}]" if count == 1 else f"{name}[{low + count - 1}:{low}]"


def _of_part(part: Part, bits: Bits) -> str:
    """Some bits of a part, by its name."""
    return _select(part.name, bits.low - part.bits.low, bits.width, part.bits.width)


def number(bits: Bits) -> str:
    """A sized constant."""
    if bits.width == 1:
        return f"1'b{bits.value}"
    if bits.width <= 8 or bits.value < 16:
        return f"{bits.width}'d{bits.value}"
    if bits.value == (1 << bits.width) - 1:
        return f"{{{bits.width}{{1'b1}}}}"
    return f"{bits.width}'h{bits.value:x}"


def _repeated(parts: list[str]) -> list[str]:
    """Equal neighbours as a replication."""
    out: list[tuple[str, int]] = []
    for part in parts:
        if out and out[-1][0] == part:
            out[-1] = part, out[-1][1] + 1
        else:
            out.append((part, 1))
    return [part if count == 1 else f"{{{count}{{{part}}}}}" for part, count in out]
