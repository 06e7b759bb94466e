"""Which results stand in the text by themselves, and which within the expression that reads them."""

from collections import Counter
from itertools import groupby

from .tree import Module

MOST_TERMS = 8
"""Terms of an expression that may still be written inside another one."""

MOST_TERMS_REPEATED = 2
"""The same for one that is then written more than once."""

MOST_TERMS_ELEMENT = 3
"""The same for one that is an element of an array."""

MOST_TERMS_CONNECTED = 1
"""The same for one that is written at the pin of an instance."""


class Plan:
    """The decision for each operation of a module.

    Parameters
    ----------
    module : Module
    named : set
        Wires that stand because somebody gave them a name.
    elements : set
        Wires that are elements of an array.
    """

    def __init__(self, module: Module, named: set[str], elements: set[str]) -> None:
        self._module, self._named, self._elements = module, named, elements
        whole: Counter[str] = Counter()
        parts: Counter[str] = Counter()
        for operand in module.read():
            for part in operand:
                if part.wire:
                    (whole if part == module.wires[part.wire].bits else parts)[part.wire] += 1
        self._whole, self._parts = whole, parts
        self._connected = {
            part.wire for instance in module.instances for operand in instance.inputs.values() for part in operand if part.wire
        }
        self._otherwise = {
            part.wire
            for operator in module.operators.values()
            if operator.kind == "mux"
            for part in operator.operands[2]
            if part.wire
        }
        self._terms: dict[str, int] = {}
        self.standing = {name for name in module.operators if not self._inlined(name)}

    def _inlined(self, name: str) -> bool:
        operator = self._module.operators[name]
        if name in self._named or self._parts[name] or self._module.wires[name].direction:
            return False
        if operator.kind == "sshr":  # signed, which an expression round it would undo
            return False
        if operator.kind == "mux" and name in self._otherwise and self._whole[name] == 1:  # goes on a chain of choices
            return True
        return self._terms_of(name) <= self._most(name)

    def _most(self, name: str) -> int:
        if name in self._connected:
            return MOST_TERMS_CONNECTED
        if self._whole[name] > 1:
            return MOST_TERMS_REPEATED
        return MOST_TERMS_ELEMENT if name in self._elements else MOST_TERMS

    def _terms_of(self, name: str) -> int:
        """Terms of an operation's expression, constants not counted."""
        if name not in self._terms:
            self._terms[name] = 0  # never asked for again on the way: operations have no loops
            self._terms[name] = sum(
                self._terms_of(part.wire) if part.wire in self._module.operators and self._inlined(part.wire) else 1
                for operand in self._module.operators[name].operands
                for part, _ in groupby(operand)
                if part.wire
            )
        return self._terms[name]
