"""One clock cycle of a module as logic: what its outputs and its registers' next values are, of its inputs and its registers."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

FLIP_FLOP = "$_DFF_P_"
GATES = {"$_AND_", "$_NOT_"}

Net = int | str
"""A net by its number, or a constant: ``0``, ``1`` or ``x``."""
End = tuple[str, int]
"""A bit of a port, of an instance's pin or of a register, by the name of the whole."""

CONSTANTS: dict[Net, int] = {"0": 0, "1": 1}
"""Their literals."""


class Graph:
    """And-inverter graph. A literal is twice the number of a node, odd where it is inverted; node 0 is false."""

    def __init__(self) -> None:
        self.ands: dict[tuple[int, int], int] = {}
        self.inputs: dict[Any, int] = {}
        self._next = 2

    def input(self, name: Any) -> int:
        """The input of that name."""
        return self._new(self.inputs, name)

    def conjunction(self, a: int, b: int) -> int:
        """Both; the same literal for the same two."""
        a, b = sorted((a, b))
        if a == 0 or a == b ^ 1:
            return 0
        return b if a in (1, b) else self._new(self.ands, (a, b))

    def _new(self, known: dict[Any, int], what: Any) -> int:
        if what not in known:
            known[what] = self._next
            self._next += 2
        return known[what]


@dataclass(frozen=True, eq=False)
class Frame:
    """A module in Yosys' JSON, made of gates and flip-flops; instances of others are cut out.

    Attributes
    ----------
    module : mapping
    """

    module: Mapping[str, Any]

    @cached_property
    def registers(self) -> list[Mapping[str, Any]]:
        """Connections of the flip-flops."""
        return [_pins(cell) for cell in self.module["cells"].values() if cell["type"] == FLIP_FLOP]

    @cached_property
    def named(self) -> Mapping[End, Net]:
        """Nets that have names; of a register that synthesis has done without in part, a bit may be left that nothing drives."""
        nets = self.module["netnames"].items()
        driven = {*CONSTANTS, *self.sources, *self._gates, *(pins["Q"] for pins in self.registers)}
        bits = (((name, at), net) for name, one in nets if not one["hide_name"] for at, net in enumerate(one["bits"]))
        return {end: net for end, net in bits if net in driven}

    @cached_property
    def sources(self) -> Mapping[Net, End]:
        """Nets that come from outside: input ports, and outputs of instances."""
        return {net: end for end, net in self._crossing("input", "output")}

    @cached_property
    def ends(self) -> Mapping[End, Net]:
        """Nets that go out: output ports, and inputs of instances."""
        return dict(self._crossing("output", "input"))

    @property
    def clocks(self) -> set[End | None]:
        """Where the registers' clocks come from; one that does not come from outside has none."""
        return {self.sources.get(pins["C"]) for pins in self.registers}

    @cached_property
    def alike(self) -> Mapping[Net, int]:
        """For each register a number, the same for those that stay the same once they are, and 0 for those that stay 0.

        The coarsest division of which that can be seen by structure alone: it begins with all as one, and divides. A named net that
        is never other than a register has its number too.
        """
        graph = Graph()
        sources = CONSTANTS | {net: graph.input(end) for net, end in self.sources.items()}
        states = {pins["Q"]: graph.input(pins["Q"]) for pins in self.registers}
        held = dict.fromkeys(states, 0)
        while True:
            known = sources | held
            seen = {pins["Q"]: (held[pins["Q"]], self.literal(graph, known, pins["D"])) for pins in self.registers}
            first = {each: states[net] for net, each in reversed(seen.items())} | {(0, 0): 0}
            divided = {net: first[each] for net, each in seen.items()}
            if len({*divided.values()}) == len({*held.values()}):
                named = {net: self.literal(graph, known, net) for net in self.named.values()}
                numbers = {*held.values()}
                return {net: number for net, number in named.items() if number in numbers} | held
            held = divided

    def literal(self, graph: Graph, known: dict[Net, int], wanted: Net) -> int:
        """The literal of a net; ``known`` are those where paths begin, and others join them. What nothing drives is anything."""
        waiting = [wanted]
        while waiting:
            net = waiting[-1]
            before = self._gates.get(net, ())
            pending = [each for each in before if each not in known] if net not in known else []
            waiting += pending
            if not pending:
                waiting.pop()
                if net not in known:
                    known[net] = self._gate(graph, net, [known[each] for each in before])
        return known[wanted]

    def _gate(self, graph: Graph, net: Net, before: list[int]) -> int:
        if len(before) == 2:
            return graph.conjunction(*before)
        return before[0] ^ 1 if before else graph.input((id(self), net))

    @cached_property
    def _gates(self) -> Mapping[Net, tuple[Net, ...]]:
        """For each gate's output its inputs: two are joined, one is inverted."""
        gates = (_pins(cell) for cell in self.module["cells"].values() if cell["type"] in GATES)
        return {pins["Y"]: tuple(pins[pin] for pin in "AB" if pin in pins) for pins in gates}

    def _crossing(self, of_ports: str, of_instances: str) -> Iterator[tuple[End, Net]]:
        for name, port in self.module["ports"].items():
            if port["direction"] == of_ports:
                yield from (((name, at), net) for at, net in enumerate(port["bits"]))
        for name, cell in self.module["cells"].items():
            if cell["type"] not in {FLIP_FLOP, "$scopeinfo", *GATES}:
                for pin, bits in cell["connections"].items():
                    if cell["port_directions"][pin] == of_instances:
                        yield from (((f"{name}.{pin}", at), net) for at, net in enumerate(bits))


def _pins(cell: Mapping[str, Any]) -> dict[str, Net]:
    """What is at each pin of a gate."""
    return {pin: bits[0] for pin, bits in cell["connections"].items()}


def blif(graph: Graph, outputs: Sequence[int]) -> str:
    """Literals as a network: its outputs ``o0``, ``o1`` and so on, its inputs all of the graph's."""
    needed = {literal & ~1 for literal in outputs}
    gates = []
    for (a, b), node in reversed(graph.ands.items()):
        if node in needed:
            needed |= {a & ~1, b & ~1}
            gates.append(f".names n{a & ~1} n{b & ~1} n{node}\n{1 - a % 2}{1 - b % 2} 1\n")
    ends = (f".names n{literal & ~1} o{at}\n{1 - literal % 2} 1\n" for at, literal in enumerate(outputs))
    names = " ".join(f"n{node}" for node in graph.inputs.values())
    ports = f".inputs {names}\n.outputs {' '.join(f'o{at}' for at in range(len(outputs)))}\n"
    return "".join([".model frame\n", ports, ".names n0\n", *gates, *ends, ".end\n"])
