"""The register map for those who drive it: C header, SystemRDL and CMSIS-SVD, all from the declaration."""

from collections.abc import Iterator
from xml.etree import ElementTree

from .. import __version__
from ..params import MacroParameters
from ..params.registers import Access, Field, Register, addressed

# ---- C


def c_header(p: MacroParameters) -> str:
    """Byte offset of each register; shift, mask and reset value of each field, the mask in place, the reset value at bit 0."""
    prefix = p.name.upper()
    definitions = "\n".join(_c_register(prefix, address, register) for address, register in addressed(p.registers))
    return f"""/* Registers of {p.name}. */
#ifndef {prefix}_REGISTERS_H
#define {prefix}_REGISTERS_H

{definitions}
#endif
"""


def _c_register(prefix: str, address: int, register: Register) -> str:
    name = f"{prefix}_{register.name.upper()}"
    lines = [f"/* {register.help} */", f"#define {name}_OFFSET 0x{address:02x}u"]
    for low, field in register.placed():
        lines += [f"/* {field.help}; {field.access} */", *_c_field(f"{name}_{field.name.upper()}", low, field)]
    return "\n".join(lines) + "\n"


def _c_field(name: str, low: int, field: Field) -> Iterator[str]:
    yield f"#define {name}_SHIFT {low}"
    yield f"#define {name}_MASK 0x{(1 << field.width) - 1 << low:08x}u"
    yield f"#define {name}_RESET 0x{field.reset:x}u"


# ---- SystemRDL

RDL_ACCESS: dict[Access, str] = {
    "read-only": "sw = r; hw = w",
    "read-write": "sw = rw; hw = r",
    "constant": "sw = r; hw = na",
}


def systemrdl(p: MacroParameters) -> str:
    """SystemRDL 2.0: an address map of 32-bit registers."""
    body = "\n".join(_rdl_register(address, register) for address, register in addressed(p.registers))
    return f"""// Registers of {p.name}.
addrmap {p.name}_registers {{
  name = "{p.name}";
  default regwidth = 32;
  default accesswidth = 32;

{body}}};
"""


def _rdl_register(address: int, register: Register) -> str:
    fields = "".join(_rdl_field(low, field) for low, field in register.placed())
    return f"  reg {{\n    desc = {_quoted(register.help)};\n{fields}  }} {register.name} @ 0x{address:x};\n"


def _rdl_field(low: int, field: Field) -> str:
    return (
        f"    field {{ desc = {_quoted(field.help)}; {RDL_ACCESS[field.access]}; }}"
        f" {field.name}[{low + field.width - 1}:{low}] = {field.width}'h{field.reset:x};\n"
    )


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


# ---- CMSIS-SVD


def svd(p: MacroParameters) -> str:
    """CMSIS-SVD 1.3: one device with one peripheral, at base address 0."""
    device = ElementTree.Element("device", schemaVersion="1.3")
    _add(device, name=p.name, version=__version__, description=p.summary or p.name, addressUnitBits="8", width="32")
    peripheral = ElementTree.SubElement(ElementTree.SubElement(device, "peripherals"), "peripheral")
    _add(peripheral, name=p.name, baseAddress="0x0")
    block = ElementTree.SubElement(peripheral, "addressBlock")
    _add(block, offset="0x0", size=f"0x{4 * len(p.registers):x}", usage="registers")
    registers = ElementTree.SubElement(peripheral, "registers")
    for address, register in addressed(p.registers):
        _svd_register(ElementTree.SubElement(registers, "register"), address, register)
    ElementTree.indent(device)
    return f'<?xml version="1.0" encoding="utf-8"?>\n{ElementTree.tostring(device, encoding="unicode")}\n'


def _svd_register(element: ElementTree.Element, address: int, register: Register) -> None:
    reset = sum(field.reset << low for low, field in register.placed())
    _add(
        element, name=register.name, description=register.help, addressOffset=f"0x{address:x}", size="32", resetValue=f"0x{reset:x}"
    )
    fields = ElementTree.SubElement(element, "fields")
    for low, field in register.placed():
        access = "read-write" if field.access == "read-write" else "read-only"
        bits = f"[{low + field.width - 1}:{low}]"
        _add(ElementTree.SubElement(fields, "field"), name=field.name, description=field.help, bitRange=bits, access=access)


def _add(parent: ElementTree.Element, **texts: str) -> None:
    for tag, text in texts.items():
        ElementTree.SubElement(parent, tag).text = text
