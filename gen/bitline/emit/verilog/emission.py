"""Blocks to Verilog modules: each block once, however often it is placed."""

import re
import textwrap
from collections.abc import Mapping, Sequence
from typing import Any

from amaranth.back import rtlil
from amaranth.hdl import ClockSignal, Instance, ResetSignal
from amaranth.hdl import Module as AmaranthModule

from ...params.macro import VERILOG_KEYWORDS
from ...periphery.block import Block
from .choices import condense, express
from .clean import clean
from .merge import merge
from .parts import separate
from .registers import check
from .rtlil import parse
from .settle import settle
from .tree import RESET, Module
from .writer import WIDEST, Writer


class Emission:
    """The platform that blocks see while Verilog is emitted.

    Parameters
    ----------
    prefix : str
        First part of every module's name, so that two macros can be used in one design.
    cells : mapping
        Library cells by their kind: ``{"full_adder": {"cell": "FAX1", "a": "A", …}}``.
    """

    def __init__(self, prefix: str, cells: Mapping[str, Mapping[str, str]] | None = None) -> None:
        self.cells = cells or {}
        self._prefix = prefix
        self._texts: dict[str, str] = {}
        self._modules: dict[str, Module] = {}
        self._described: Block | None = None
        self._blocks: dict[str, Block] = {}

    def place(self, block: Block) -> Instance | AmaranthModule:
        """An instance of the block's module, which is described if this is its first use; for the block that is being described
        itself, its contents."""
        if block is self._described:
            return block.built(self)
        name = "_".join(filter(None, (self._prefix, block.scope, block.module_name)))
        self.describe(block, name)
        pins: dict[str, Any] = {f"{'i' if is_input else 'o'}_{port}": value for port, value, is_input in block.ports()}
        for pin, value in (("clk", ClockSignal()), ("rst", ResetSignal())):
            if f"\\{pin}" in self._modules[name].wires:
                pins[f"i_{pin}"] = value
        return Instance(name, **pins)

    def describe(self, block: Block, name: str) -> None:
        """Describe a block as the module of that name."""
        known = self._blocks.setdefault(name, block)
        if (type(known), known.arguments) != (type(block), block.arguments):
            raise ValueError(f"two different blocks want the module name {name}: give them roles")
        if name not in self._texts:
            _check_names(block)
            outer = self._described, self._prefix
            self._described, self._prefix = block, "_".join(filter(None, (self._prefix, block.scope)))
            self._texts[name] = rtlil.convert(block, name=name, platform=self, emit_src=False)
            self._modules[name] = simplified(self._texts[name], block.states)
            self._described, self._prefix = outer

    def file(self, *heading: str) -> str:
        """All modules in one file, the parts before the whole, under lines that say what it is."""
        comment = "\n".join(line for text in heading for line in textwrap.wrap(text, WIDEST - 3))
        opening = f"{textwrap.indent(comment, '// ')}\n\n`default_nettype none"
        return "\n".join([opening, "", *self.modules().values(), "`default_nettype wire\n"])

    def modules(self) -> dict[str, str]:
        """Verilog of each module, the parts before the whole."""
        return {name: self._writer(name).text() for name in self._modules}

    def rtlil(self) -> dict[str, str]:
        """What Amaranth says of each module: the reference that the Verilog is proven equal to."""
        return dict(self._texts)

    def names(self, name: str) -> dict[str, str]:
        """For each name that a module's RTLIL has for a wire that is written the name in its Verilog."""
        return self._writer(name).names()

    def _writer(self, name: str) -> Writer:
        ports = {other: _port_names(block) for other, block in self._blocks.items()}
        return Writer(self._modules[name], _heading(self._blocks[name]), ports)


def simplified(text: str, states: Mapping[str, Mapping[int, str]]) -> Module:
    """The module of an RTLIL text as it is written."""
    module = parse(text, states)
    separate(module)
    settle(module)
    clean(module)
    settle(module)
    express(module)
    clean(module)
    check(module)
    merge(module)
    condense(module)
    if RESET in {bits.wire for bits in module.unread()}:
        del module.wires[RESET]
    return module


def _port_names(block: Block) -> Sequence[str]:
    return [port for port, _, _ in block.ports()]


def _heading(block: Block) -> str:
    """The first paragraph of the block's documentation, without its marks."""
    paragraph = (type(block).__doc__ or "").strip().split("\n\n")[0]
    return re.sub(r":\w+:(?=`)|`", "", " ".join(paragraph.split()))


def _check_names(block: Block) -> None:
    for port in _port_names(block):
        if port.lower() in VERILOG_KEYWORDS or "__" in port:
            raise ValueError(f"{type(block).__name__}: a port cannot be called {port} in Verilog")
