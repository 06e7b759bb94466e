"""Blocks to Verilog modules: each block once, however often it is placed."""

from collections.abc import Mapping
from typing import Any

from amaranth.back import rtlil
from amaranth.hdl import ClockSignal, Instance, Module, ResetSignal

from ...params.macro import VERILOG_KEYWORDS
from ...periphery.block import Block
from .clean import clean
from .rtlil import parse
from .writer import Writer

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
        self._described: Block | None = None
        self._blocks: dict[str, Block] = {}

    def place(self, block: Block) -> Instance | Module:
        """An instance of the block's module, which is described if this is its first use; for the block that is being described
        itself, its contents."""
        if block is self._described:
            return block.built(self)
        name = f"{self._prefix}_{block.module_name}"
        self.describe(block, name)
        pins: dict[str, Any] = {f"{'i' if is_input else 'o'}_{port}": value for port, value, is_input in block.ports()}
        for pin, value in (("clk", ClockSignal()), ("rst", ResetSignal())):
            if f" \\{pin}\n" in self._texts[name]:
                pins[f"i_{pin}"] = value
        return Instance(name, **pins)

    def describe(self, block: Block, name: str) -> None:
        """Describe a block as the module of that name."""
        known = self._blocks.setdefault(name, block)
        if (type(known), known.arguments) != (type(block), block.arguments):
            raise ValueError(f"two different blocks want the module name {name}: give them roles")
        if name not in self._texts:
            _check_names(block)
            outer, self._described = self._described, block
            self._texts[name] = rtlil.convert(block, name=name, platform=self, emit_src=False)
            self._described = outer

    def modules(self) -> dict[str, str]:
        """Verilog of each module, the parts before the whole."""
        out = {}
        for name, text in self._texts.items():
            (module,) = parse(text)
            clean(module)
            block = self._blocks[name]
            out[name] = Writer(module, _heading(block), block.states, [port for port, _, _ in block.ports()]).text()
        return out


def _heading(block: Block) -> str:
    """The first sentence of the block's documentation."""
    lines = (type(block).__doc__ or "").strip().split("\n\n")[0].split("\n")
    return " ".join(line.strip() for line in lines)


def _check_names(block: Block) -> None:
    for port, _, _ in block.ports():
        if port.lower() in VERILOG_KEYWORDS or "__" in port:
            raise ValueError(f"{type(block).__name__}: a port cannot be called {port} in Verilog")
