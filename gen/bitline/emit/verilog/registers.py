"""Registers: flip-flops together with the conditions under which they change."""

from collections import Counter
from functools import reduce
from operator import or_

from .operands import Bits
from .tree import RESET, Assign, Body, Module, NoVerilogError, Process, Switch, retargeted


def gather(module: Module) -> None:
    """Move into each register the process that makes its next value and serves nobody else, and part from it what a reset does."""
    readers = Counter(part.wire for operand in module.read() for part in operand)
    logic = {process.targets[0]: process for process in module.processes if not process.clock}
    for register in module.processes:
        if not register.clock:
            continue
        (q,) = register.targets
        process = logic.get(_next_value(module, register) or "")
        if process and readers[process.targets[0]] == 1 and not module.wires[process.targets[0]].named:
            del logic[process.targets[0]], module.wires[process.targets[0]]
            register.body = _without_hold(retargeted(process.body, q))
        if register.body and _is_reset(register.body[-1], module.wires[q].bits):
            *register.body, reset = register.body
            assert isinstance(reset, Switch)
            register.reset = reset.cases[0][1]
    module.processes = [process for process in module.processes if process.clock or process.targets[0] in logic]


def check(module: Module) -> None:
    """Refuse registers that would stay unknown.

    Raises
    ------
    NoVerilogError
        For a register without reset of which some bits are never assigned.
    """
    for register in module.processes:
        (target,) = register.targets
        if register.clock and not register.reset and _assigned(register.body) != (1 << module.wires[target].width) - 1:
            raise NoVerilogError(f"{module.name}: nothing assigns all bits of {target[1:]}, which has no reset")


def _next_value(module: Module, register: Process) -> str | None:
    """The wire that is all of the register's next value."""
    (assign,) = register.body
    assert isinstance(assign, Assign)
    wire = assign.value[0].wire
    return wire if wire and assign.value == (module.wires[wire].bits,) else None


def _without_hold(body: Body) -> Body:
    """Without the assignment of a register to itself."""
    return [s for s in body if not (isinstance(s, Assign) and s.value == (s.target,))]


def _assigned(body: Body) -> int:
    """A mask of the bits that some statement assigns."""
    mask = 0
    for statement in body:
        if isinstance(statement, Assign):
            mask |= (1 << statement.target.width) - 1 << statement.target.low
        else:
            mask |= reduce(or_, (_assigned(inner) for _, inner in statement.cases), 0)
    return mask


def _is_reset(statement: Assign | Switch, whole: Bits) -> bool:
    """Whether the statement is ``if (rst)``, assigns all of the register, and does nothing else."""
    match statement:
        case Switch(on=(Bits(wire=wire, width=1),), cases=[(("1",), [Assign(target=target)])]):
            return wire == RESET and target == whole
    return False
