"""The manifest against what it speaks of."""

import hashlib
import json
import re

import pytest
from hypothesis import given

from bitline.emit.bundle import verilog
from bitline.emit.manifest import manifest
from bitline.params import MacroParameters, family_presets, formats, from_choices, preset
from bitline.params.two_way import TwoWay
from strategies import legal_two_way

FILES = {"rtl/b.v": "module b; endmodule\n", "rtl/a.v": "", "doc/ü.md": "µ\n"}


def read(p: MacroParameters) -> dict:
    return json.loads(manifest(p, "sky130hd", FILES))


@given(legal_two_way(small=False))
def test_parameters(p: TwoWay) -> None:
    assert from_choices(read(p)["parameters"]) == p


@given(legal_two_way(small=False))
def test_formats_and_cycles(p: TwoWay) -> None:
    kept = read(p)
    assert {name: range(fmt["low"], fmt["high"] + 1) for name, fmt in kept["formats"].items()} == p.formats
    for fmt in kept["formats"].values():
        holds = formats.twos_complement(fmt["bits"]) if fmt["signed"] else range(1 << fmt["bits"])
        assert fmt["low"] in holds and fmt["high"] in holds
    assert kept["cycles"] == p.cycles


@pytest.mark.parametrize("name", family_presets())
def test_identity(name: str) -> None:
    p = preset(name)
    kept = read(p)
    assert (kept["name"], kept["family"], kept["summary"]) == (p.name, p.family, p.summary)
    assert kept["platform"] == "sky130hd"
    assert int(kept["identity"], 0) == p.fingerprint
    assert re.fullmatch(r"bitline \d+\.\d+\.\d+", kept["made_by"])


@pytest.mark.parametrize("sign", ["twos_complement", "offset_binary"])
def test_ports_are_those_of_the_verilog(sign: str) -> None:
    p = from_choices(
        {"family": "two_way", "array": {"rows": 4, "columns": 2, "lines_per_read": 2}, "adc": {"share": 2}, "input": {"sign": sign}}
    )
    header = re.search(rf"^module {p.name} \((.*?)\);", verilog(p)[f"rtl/{p.name}.v"], re.MULTILINE | re.DOTALL)
    assert header is not None
    ports = re.findall(r"(input|output)\s+\w+\s+(?:\[(\d+):0\])?\s*(\w+)", header[1])
    assert read(p)["ports"] == [
        {"name": name, "direction": direction, "width": int(high or 0) + 1} for direction, high, name in ports
    ]


def test_array() -> None:
    p = preset("two_way")
    array = read(p)["array"]
    assert array["name"] == p.array_name
    assert [(pin["name"], pin["direction"], pin["width"]) for pin in array["pins"]] == [
        (pin.name, pin.direction, pin.width) for pin in p.array_pins
    ]


def test_files() -> None:
    files = read(preset("two_way"))["files"]
    assert files == {path: hashlib.sha256(text.encode()).hexdigest() for path, text in FILES.items()}
    assert list(files) == sorted(FILES)


def test_deterministic() -> None:
    p = preset("two_way")
    assert manifest(p, "sky130hd", FILES) == manifest(p, "sky130hd", dict(reversed(FILES.items())))
