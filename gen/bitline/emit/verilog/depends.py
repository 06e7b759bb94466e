"""What depends on what."""

from collections import defaultdict
from collections.abc import Iterable

from .operands import Operand
from .tree import Assign, Body, Module, read


class Dependencies:
    """Which wires each wire depends on within a clock cycle; itself, where some of its bits depend on others.

    Parameters
    ----------
    module : Module
    through_instances : bool
        Whether each output of an instance counts as depending on all its inputs, or on nothing.
    """

    def __init__(self, module: Module, through_instances: bool) -> None:
        self._inputs: dict[str, set[str]] = {}
        for name, operator in module.operators.items():
            self._inputs[name] = {part.wire for operand in operator.operands for part in operand if part.wire}
        for name, operand in module.connections.items():
            self._inputs[name] = {part.wire for part in operand if part.wire}
        for process in module.processes:
            if not process.clock:
                inputs = {part.wire for operand in read(process.body) for part in operand if part.wire}
                self._inputs |= dict.fromkeys(process.targets, inputs)
        for instance in module.instances if through_instances else ():
            inputs = {part.wire for operand in instance.inputs.values() for part in operand if part.wire}
            self._inputs |= {bits.wire: inputs for bits in instance.outputs.values() if bits.wire}
        self._reached: dict[str, set[str]] = {}

    def of(self, wire: str) -> set[str]:
        """The wires that this one depends on."""
        if wire not in self._reached:
            reached: set[str] = set()
            pending = [wire]
            while pending:
                fresh = self._inputs.get(pending.pop(), set()) - reached
                reached |= fresh
                pending += fresh
            self._reached[wire] = reached
        return self._reached[wire]


def served(module: Module) -> dict[str, str]:
    """For each wire the first named one that is made from it."""
    readers: dict[str, list[str]] = defaultdict(list)
    for name, operator in module.operators.items():
        _note(readers, operator.operands, [name])
    for name, operand in module.connections.items():
        _note(readers, [operand], [name])
    for process in module.processes:
        _note_body(readers, process.body)
    return {wire: found for wire in module.wires if (found := _first_named(wire, readers)) is not None}


def _note(readers: dict[str, list[str]], operands: Iterable[Operand], targets: list[str]) -> None:
    for operand in operands:
        for part in operand:
            readers[part.wire or ""] += targets


def _note_body(readers: dict[str, list[str]], body: Body) -> list[str]:
    """Note what the body reads; what it drives."""
    driven: list[str] = []
    for statement in body:
        if isinstance(statement, Assign):
            targets = [statement.target.wire or ""]
            _note(readers, [statement.value], targets)
        else:
            targets = [target for _, inner in statement.cases for target in _note_body(readers, inner)]
            _note(readers, [statement.on], targets)
        driven += targets
    return list(dict.fromkeys(driven))


def _first_named(wire: str, readers: dict[str, list[str]]) -> str | None:
    seen, pending = {wire}, list(readers[wire])
    while pending:
        name = pending.pop(0)
        if name.startswith("\\"):
            return name
        if name not in seen:
            seen.add(name)
            pending += readers[name]
    return None
