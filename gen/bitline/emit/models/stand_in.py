"""An array's stand-in for a co-simulation, whose decisions and cells something outside the simulator deposits."""

from collections.abc import Sequence

from ...params import MacroParameters
from ..pins import ports

ACCESS = ("write_data", "word_group", "row")
"""Pins that a write or a read goes by, highest first."""


def stand_in(p: MacroParameters, *, strobe: str, drive: Sequence[str], deposits: str, decisions: str) -> str:
    """The module.

    At the rise of the strobe the pins ``drive`` are kept in ``drive_seen`` and ``sampled`` toggles; whoever waits for that reads
    the one and deposits what ``deposits`` declares, from which ``decisions`` makes the outputs. ``written`` and ``fetched`` toggle
    likewise with ``access_seen``; what is read goes to ``cells_shown``.
    """
    width = {pin.name: pin.width for pin in p.array_pins}
    return f"""// {p.array_name}: its pins linked to a model outside the simulator.
module {p.array_name} (
{ports(p.array_pins)}
);

  reg sampled = 1'b0;
  reg written = 1'b0;
  reg fetched = 1'b0;
  reg [{sum(width[name] for name in drive) - 1}:0] drive_seen;
  reg [{sum(width[name] for name in ACCESS) - 1}:0] access_seen;
  reg [{width["read_data"] - 1}:0] cells_shown;
{deposits}
  always @(posedge {strobe}) begin
    drive_seen <= {{{", ".join(drive)}}};
    sampled <= ~sampled;
  end

  always @(posedge write) begin
    access_seen <= {{{", ".join(ACCESS)}}};
    written <= ~written;
  end

  always @(posedge read) begin
    access_seen <= {{{", ".join(ACCESS)}}};
    fetched <= ~fetched;
  end

  assign read_data = cells_shown;
{decisions}
endmodule
"""
