"""The register map as C, SystemRDL and SVD, each read back by a reader of its own and compared with the declaration."""

import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree

import pytest
from systemrdl import RDLCompiler
from systemrdl.node import RegNode

from bitline.emit.registers import c_header, svd, systemrdl
from bitline.params import MacroParameters, family_presets, from_choices, preset
from bitline.params.registers import Access, Field, Register, addressed

Seen = dict[str, tuple[int, dict[str, tuple[int, int, int]]]]
"""Registers by name: address, and the fields by name: lowest bit, width, reset value."""


@dataclass(frozen=True)
class Map:
    """As much of a macro as its register map needs."""

    name: str
    registers: tuple[Register, ...]
    summary: str = ""


AWKWARD = Map(
    "awkward",
    (
        Register(
            "full", (Field("full", 32, "read-write", 0xFFFFFFFF, 'a "quoted" help with a \\ and <marks> & more'),), "all bits"
        ),
        Register(
            "parts", (Field("one", 1, "read-write", 1, "lowest"), Field("rest", 31, "read-only", 5, "the others")), "two fields"
        ),
        Register("last", (Field("few", 3, "constant", 6, "and bits without a field"),), "not full"),
    ),
)

MAPS = [
    *(preset(name) for name in family_presets()),
    from_choices({"family": "two_way", "input": {"sign": "offset_binary"}, "timing": {"stretch_bits": 8}}),
    from_choices({"family": "two_way", "timing": {"stretch_bits": 0}}),
    AWKWARD,
]

every_map = pytest.mark.parametrize("p", MAPS, ids=lambda p: p.name)


def declared(p: MacroParameters | Map) -> Seen:
    return {
        register.name: (address, {field.name: (low, field.width, field.reset) for low, field in register.placed()})
        for address, register in addressed(p.registers)
    }


def accesses(p: MacroParameters | Map) -> dict[tuple[str, str], Access]:
    return {(register.name, field.name): field.access for register in p.registers for field in register.fields}


@every_map
@pytest.mark.skipif(shutil.which("gcc") is None, reason="needs a C compiler: apt install gcc")
def test_c_header(p: MacroParameters, tmp_path: Path) -> None:
    (tmp_path / "registers.h").write_text(c_header(p))
    names = [
        f"{p.name}_{register}{suffix}".upper()
        for register, (_, fields) in declared(p).items()
        for suffix in ("_OFFSET", *(f"_{field}_{part}" for field in fields for part in ("SHIFT", "MASK", "RESET")))
    ]
    shown = "\n".join(f'  printf("%lu\\n", (unsigned long){name});' for name in names)
    program = f'#include "registers.h"\n#include "registers.h"\n#include <stdio.h>\nint main(void) {{\n{shown}\n  return 0;\n}}\n'
    (tmp_path / "main.c").write_text(program)
    flags = ("-Wall", "-Wextra", "-Werror", "-pedantic", "-std=c99")
    subprocess.run(["gcc", *flags, "main.c", "-o", "main"], cwd=tmp_path, check=True)
    values = iter(subprocess.run([tmp_path / "main"], capture_output=True, text=True, check=True).stdout.split())
    seen = {}
    for register, (_, fields) in declared(p).items():
        address = int(next(values))
        parts = {field: [int(next(values)) for _ in range(3)] for field in fields}
        seen[register] = (
            address,
            {field: (shift, (mask >> shift).bit_length(), reset) for field, (shift, mask, reset) in parts.items()},
        )
        assert all(mask == ((1 << (mask >> shift).bit_length()) - 1) << shift for shift, mask, _ in parts.values())
    assert seen == declared(p)


@every_map
def test_systemrdl(p: MacroParameters, tmp_path: Path) -> None:
    source = tmp_path / "registers.rdl"
    source.write_text(systemrdl(p))
    compiler = RDLCompiler()
    compiler.compile_file(str(source))
    top = compiler.elaborate().top
    seen, access = {}, {}
    for register in top.children():
        assert isinstance(register, RegNode)
        seen[register.inst_name] = (
            register.absolute_address,
            {field.inst_name: (field.low, field.width, field.get_property("reset")) for field in register.fields()},
        )
        for field in register.fields():
            software, hardware = (field.get_property(side).name for side in ("sw", "hw"))
            kinds = {("r", "w"): "read-only", ("rw", "r"): "read-write", ("r", "na"): "constant"}
            access[register.inst_name, field.inst_name] = kinds[software, hardware]
    assert top.inst_name == f"{p.name}_registers"
    assert seen == declared(p)
    assert access == accesses(p)


def test_systemrdl_help(tmp_path: Path) -> None:
    source = tmp_path / "registers.rdl"
    source.write_text(systemrdl(AWKWARD))
    compiler = RDLCompiler()
    compiler.compile_file(str(source))
    field = compiler.elaborate().top.get_child_by_name("full").get_child_by_name("full")
    assert field.get_property("desc") == AWKWARD.registers[0].fields[0].help


@every_map
def test_svd(p: MacroParameters) -> None:
    device = ElementTree.fromstring(svd(p))
    assert [child.tag for child in device] == ["name", "version", "description", "addressUnitBits", "width", "peripherals"]
    (peripheral,) = device.iter("peripheral")
    assert [child.tag for child in peripheral] == ["name", "baseAddress", "addressBlock", "registers"]
    assert int(text(peripheral, "addressBlock/size"), 0) == 4 * len(p.registers)
    seen, access, resets = {}, {}, {}
    for register in peripheral.iter("register"):
        name = text(register, "name")
        resets[name] = int(text(register, "resetValue"), 0)
        fields = {}
        for field in register.iter("field"):
            high, low = map(int, text(field, "bitRange").strip("[]").split(":"))
            fields[text(field, "name")] = (low, high - low + 1, resets[name] >> low & (1 << high - low + 1) - 1)
            access[name, text(field, "name")] = text(field, "access")
        seen[name] = (int(text(register, "addressOffset"), 0), fields)
    assert seen == declared(p)
    assert access == {place: "read-only" if kind == "constant" else kind for place, kind in accesses(p).items()}


def text(element: ElementTree.Element, path: str) -> str:
    found = element.findtext(path)
    assert found is not None, path
    return found


@pytest.mark.parametrize("emitted", [c_header, systemrdl, svd])
def test_deterministic(emitted) -> None:
    assert emitted(preset("two_way")) == emitted(preset("two_way"))
