"""An array's pins as Verilog ports."""

from collections.abc import Sequence

from ..params.pins import SUPPLIES, Pin


def ports(pins: Sequence[Pin], registers: Sequence[str] = ()) -> str:
    """The port list, a pin a line; outputs named in ``registers`` are declared as such."""
    kinds = {pin.name: "reg" if pin.name in registers else "wire" for pin in pins}
    return ",\n".join(f"  {pin.direction:6} {kinds[pin.name]:4} {f'[{pin.width - 1}:0]':>9} {pin.name}" for pin in pins)


def black_box(name: str, pins: Sequence[Pin]) -> str:
    """The array as synthesis sees it: its pins, and nothing inside."""
    supplies = "\n".join(f"  inout  wire           {supply}," for supply in SUPPLIES)
    return f"""// {name}: the analog array. A black box for synthesis; a model stands in for it in simulation.
(* blackbox *)
module {name} (
`ifdef USE_POWER_PINS
{supplies}
`endif
{ports(pins)}
);
endmodule
"""
