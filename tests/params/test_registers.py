"""Registers and pins: declared once, and without a contradiction, in every family."""

import pytest

from bitline.params import load, preset_names
from bitline.params.registers import Field, Register, addressed


def field(name: str, width: int) -> Field:
    return Field(name, width, "read-only", 0, "")


@pytest.mark.parametrize("widths", [(1,), (32,), (4, 4, 4), (1, 31)])
def test_fields_fill_a_register_from_bit_0_without_a_gap(widths):
    placed = Register("one", tuple(field(f"f{k}", width) for k, width in enumerate(widths)), "").placed()
    assert [low for low, _ in placed] == [sum(widths[:k]) for k in range(len(widths))]


def test_a_register_holds_32_bits():
    with pytest.raises(ValueError, match=r"^register wide has 33 bits, and a register holds 32$"):
        Register("wide", (field("a", 32), field("b", 1)), "")


def test_addresses_are_those_of_words():
    registers = [Register(name, (field(name, 1),), "") for name in "abc"]
    assert addressed(registers) == list(zip((0, 4, 8), registers, strict=True))


@pytest.mark.parametrize("name", preset_names())
def test_every_map_is_consistent(name):
    p = load(name)
    fields = [field for register in p.registers for field in register.fields]
    names = [field.name for field in fields]
    assert len(set(names)) == len(names)
    assert all(0 <= field.reset < 1 << field.width for field in fields)
    assert p.registers[0].fields[0].reset == p.fingerprint


@pytest.mark.parametrize("name", preset_names())
def test_every_pin_is_consistent(name):
    pins = {pin.name: pin for pin in load(name).array_pins}
    assert len(pins) == len(load(name).array_pins)
    assert all(pin.width >= 1 and pin.help for pin in pins.values())
    assert all(pins[strobe].role == "strobe" for pin in pins.values() for strobe in pin.strobes)
    assert {strobe for pin in pins.values() for strobe in pin.strobes} == set(load(name).strobes)
    assert all(pins[pin.trial].role == "trial" for pin in pins.values() if pin.trial)
    assert all(pin.direction == ("output" if pin.role in ("decision", "read") else "input") for pin in pins.values())
    assert all((pin.role in ("strobe", "trial")) == (not pin.strobe) for pin in pins.values())
    assert all(pin.width == 1 for pin in pins.values() if pin.role in ("strobe", "phase"))
