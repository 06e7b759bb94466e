"""RTLIL, the text that Amaranth hands to Yosys, read into a :class:`Module`."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping

from .operands import Bits, Operand, extended, joined, width
from .registers import gather
from .tree import Assign, Body, Instance, Module, NoVerilogError, Operator, Process, Switch, Wire

_WORD = re.compile(r'"(?:\\.|[^"\\])*"|\S+')

_ARITHMETIC = ("add", "sub", "mul", "and", "or", "xor")
_COMPARISONS = ("eq", "ne", "lt", "le", "gt", "ge")
_REDUCTIONS = {"reduce_or": "any", "reduce_bool": "any", "reduce_and": "all", "reduce_xor": "parity"}
_SHIFTS_RIGHT = {"shr": "shr", "sshr": "sshr", "shift": "shr"}


def parse(text: str, states: Mapping[str, Mapping[int, str]] | None = None) -> Module:
    """The module of an RTLIL text.

    Parameters
    ----------
    text : str
    states : mapping
        For state registers the names of their values.

    Raises
    ------
    NoVerilogError
        For a cell or statement that the writer does not know, for a second module, and for a wire with two drivers or none.
    """
    lines = (words for words in map(_WORD.findall, text.splitlines()) if words and words[0][0] != "#")
    modules = [_Reader(words[1].removeprefix("\\")).module(lines) for words in lines if words[0] == "module"]
    if len(modules) != 1:
        others = ", ".join(module.name for module in modules[1:])
        raise NoVerilogError(f"{modules[0].name}: holds the module {others}; a component that it places must be a Block")
    module = modules[0]
    _check_drivers(module)
    module.enumerations |= {f"\\{name}": (name.removesuffix("_state"), dict(values)) for name, values in (states or {}).items()}
    return module


def _check_drivers(module: Module) -> None:
    drivers = Counter(module.driven())
    for wire in module.wires:
        if drivers[wire] != 1:
            raise NoVerilogError(f"{module.name}: the wire {wire} has {drivers[wire]} drivers")


class _Reader:
    """Reads one module."""

    def __init__(self, name: str) -> None:
        self._module = Module(name)
        self._attributes: dict[str, str] = {}
        self._ended_by: list[str] = []

    def module(self, lines: Iterator[list[str]]) -> Module:
        for words in lines:
            match words[0]:
                case "wire":
                    self._wire(words)
                case "cell":
                    self._cell(words, lines)
                case "process":
                    self._process(self._body(lines))
                case "connect":
                    assign = self._assign(words)
                    self._module.connections[assign.target.wire or ""] = assign.value
                case "end":
                    break
                case "attribute":
                    self._attributes[words[1]] = words[-1].strip('"')
                    continue
                case _:
                    raise self._unknown(f"RTLIL statement {' '.join(words)}")
            self._attributes = {}
        self._module.wires = {name: wire for name, wire in self._module.wires.items() if wire.width}
        gather(self._module)
        return self._module

    def _unknown(self, what: str) -> NoVerilogError:
        return NoVerilogError(f"{self._module.name}: no Verilog is known for the {what}")

    def _wire(self, words: list[str]) -> None:
        """``wire width 5 input 0 \\name``"""
        wire = Wire(words[-1], 1)
        options = iter(words[1:-1])
        for option in options:
            match option:
                case "width":
                    wire.width = int(next(options))
                case "input" | "output":
                    wire.direction = option
                    next(options)
                case "signed":
                    pass
                case _:
                    raise self._unknown(f"{option} wire {wire.name}")
        self._module.wires[wire.name] = wire
        if (member := re.fullmatch(r"(.*)(?:\.([^.[]+)|\[\d+\])", wire.name)) is not None:
            self._module.structures.setdefault(member[1], []).append((member[2] or "", wire.width))
        values = {int(key.split("_")[-1], 2): name for key, name in self._attributes.items() if key.startswith("\\enum_value_")}
        if values:
            self._module.enumerations[wire.name] = self._attributes["\\enum_base_type"], values

    # ---- cells

    def _cell(self, words: list[str], lines: Iterator[list[str]]) -> None:
        kind, name = words[1], words[2]
        parameters: dict[str, list[str]] = {}
        ports: dict[str, list[str]] = {}
        for line in lines:
            match line[0]:
                case "parameter":
                    parameters[line[-2].removeprefix("\\")] = line[1:]
                case "connect":
                    ports[line[1].removeprefix("\\")] = line[2:]
                case "end":
                    break
        if not kind.startswith("$"):
            self._module.instances.append(self._instance(kind.removeprefix("\\"), name.removeprefix("\\"), parameters, ports))
        elif kind == "$dff":
            self._flip_flop(parameters, ports)
        else:
            self._operator(kind[1:], {port: self._operand(text) for port, text in ports.items()}, parameters)

    def _operator(self, kind: str, at: dict[str, Operand], parameters: dict[str, list[str]]) -> None:
        if "Y" not in at or "A" not in at:
            raise self._unknown(f"RTLIL cell ${kind}")
        (result,) = at["Y"]
        a, b, size = at["A"], at.get("B", ()), result.width
        signed = all(parameters.get(f"{side}_SIGNED", ["1"])[-1] == "1" for side in ("A", "B")[: 1 + ("B" in at)])
        if kind in _ARITHMETIC:
            operands = [extended(a, size, signed), extended(b, size, signed)]
        elif kind in ("not", "neg"):
            operands = [extended(a, size, signed)]
        elif kind in _COMPARISONS:
            widest = max(width(a), width(b), 1)
            operands = [extended(a, widest, signed), extended(b, widest, signed)]
        elif kind in _REDUCTIONS:
            kind, operands = _REDUCTIONS[kind], [a]
        elif kind == "mux":
            operands = [at["S"], b, a]
        elif kind == "shl":
            operands = [extended(a, size, parameters["A_SIGNED"][-1] == "1"), b]
        elif kind in _SHIFTS_RIGHT:
            signed = parameters["A_SIGNED"][-1] == "1"
            kind = _SHIFTS_RIGHT[kind] if signed else "shr"
            a = extended(a, max(width(a), size), signed)
            result, operands = self._longer(result, width(a)), [a, b]
        else:
            raise self._unknown(f"RTLIL cell ${kind}")
        self._module.operators[result.wire or ""] = Operator(kind, result.wire or "", operands, signed)

    def _longer(self, result: Bits, size: int) -> Bits:
        """A wire for a result that is wider than what is taken of it."""
        if size == result.width:
            return result
        longer = Wire(f"$all_of_{result.wire}", size)
        self._module.wires[longer.name] = longer
        self._module.connections[result.wire or ""] = (longer.bits[: result.width],)
        return longer.bits

    def _flip_flop(self, parameters: dict[str, list[str]], ports: dict[str, list[str]]) -> None:
        if parameters["CLK_POLARITY"][-1] != "1":
            raise self._unknown("falling clock edge")
        (q,) = self._operand(ports["Q"])
        body: Body = [Assign(q, self._operand(ports["D"]))]
        self._module.processes.append(Process([q.wire or ""], body, self._operand(ports["CLK"])))

    def _instance(self, module: str, name: str, parameters: dict[str, list[str]], ports: dict[str, list[str]]) -> Instance:
        """Amaranth connects an output to a wire by its bare name, an input to bits or constants."""
        instance = Instance(module, name, {key: self._parameter(words) for key, words in parameters.items()}, {}, {})
        for port, text in ports.items():
            if len(text) == 1 and text[0] in self._module.wires:
                instance.outputs[port] = self._module.wires[text[0]].bits
            elif operand := self._operand(text):
                instance.inputs[port] = operand
        return instance

    def _parameter(self, words: list[str]) -> str:
        """A parameter's value, in Verilog: an integer, a string in its quotes, a real number or a sized constant."""
        kind, value = words[0], words[-1]
        if kind == "real":
            return value.strip('"')
        if value.startswith('"') or "'" not in value:
            return value
        size, number = int(value.split("'")[0]), int(value.split("'")[1], 2)
        if kind == "signed" and number >> size - 1:
            return f"-{size}'sd{(1 << size) - number}"
        return f"{size}'{'s' if kind == 'signed' else ''}d{number}"

    # ---- processes

    def _process(self, body: Body) -> None:
        first = body[0]
        assert isinstance(first, Assign) and first.target.wire
        self._module.processes.append(Process([first.target.wire], body))

    def _body(self, lines: Iterator[list[str]]) -> Body:
        out: Body = []
        for words in lines:
            match words[0]:
                case "assign":
                    assign = self._assign(words)
                    out += [assign] if assign.target.width else []
                case "switch":
                    out += self._switch(words, lines)
                case "case" | "end":
                    self._ended_by = words
                    break
                case "attribute":
                    pass
                case _:
                    raise self._unknown(f"RTLIL statement {' '.join(words)}")
        return out

    def _switch(self, words: list[str], lines: Iterator[list[str]]) -> Body:
        """A switch; what stands in a switch on nothing stands there for its order alone."""
        switch = Switch(() if words[1] == "{}" else self._operand(words[1:]), [])
        self._ended_by = next(line for line in lines if line[0] in ("case", "end"))
        while self._ended_by[0] == "case":
            patterns = tuple(pattern.rstrip(",").split("'")[1] for pattern in self._ended_by[1:])
            switch.cases.append((patterns, self._body(lines)))
        return [switch] if switch.on else switch.cases[0][1]

    def _assign(self, words: list[str]) -> Assign:
        """``assign \\name [3:0] { … }``, and ``connect`` likewise."""
        target, rest = self._first(words[1:])
        (bits,) = target or (Bits(0),)
        return Assign(bits, self._operand(rest))

    # ---- operands

    def _operand(self, words: list[str]) -> Operand:
        return self._first(words)[0]

    def _first(self, words: list[str]) -> tuple[Operand, list[str]]:
        """The first operand of the words, and the words that follow it."""
        if words[0] == "{":
            operand: Operand = ()
            words = words[1:]
            while words[0] != "}":
                part, words = self._first(words)
                operand = (*part, *operand)
            return joined(operand), words[1:]
        bits = self._bits(words[0])
        words = words[1:]
        while words and (place := re.fullmatch(r"\[(\d+)(?::(\d+))?\]", words[0])):
            high, low = int(place[1]), int(place[2] or place[1])
            bits, words = bits[low : high + 1], words[1:]
        return joined([bits]), words

    def _bits(self, word: str) -> Bits:
        if word in self._module.wires:
            return self._module.wires[word].bits
        size, digits = word.split("'")
        return Bits(int(size), value=int(digits or "0", 2))
