"""The interface as data, against the hardware it describes."""

from hypothesis import given

from bitline.params import formats, preset
from bitline.params.two_way import TwoWay
from bitline.system.interface import interface
from strategies import legal_two_way


@given(legal_two_way(small=False))
def test_parts_fill_their_payload(p: TwoWay) -> None:
    described = interface(p)
    widths = {port.name: port.width for port in described.ports}
    for stream in described.streams:
        low = 0
        for part in stream.parts:
            assert part.low == low
            low += part.width
        assert low == stream.width == widths[f"{stream.name}_payload"]


def test_two_way_streams() -> None:
    p = preset("two_way")
    assert isinstance(p, TwoWay)
    described = interface(p)
    streams = {stream.name: stream for stream in described.streams}
    assert {name: stream.direction for name, stream in streams.items()} == {
        "op": "input", "x": "input", "y": "output", "w": "input", "r": "output",
    }  # fmt: skip
    kind, signed, row = streams["op"].parts
    assert list(kind.choices) == ["forward", "backward", "write", "read", "verify", "clear"]
    assert (signed.width, row.width) == (1, 7)
    results, last = streams["y"].parts
    assert (results.format, results.count, last.low) == (p.results, p.lanes, formats.width(p.results) * p.lanes)


def test_single_ports() -> None:
    names = [port.name for port in interface(preset("two_way")).single]
    assert names == ["clk", "rst", "psel", "penable", "pwrite", "paddr", "pwdata", "prdata", "pready", "pslverr"]
