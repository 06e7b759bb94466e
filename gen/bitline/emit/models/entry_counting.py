"""The two dedicated cells in Verilog: black boxes for synthesis, and models for simulation."""

from collections.abc import Mapping

from ...params.entry_counting import STORED, EntryCounting, StorageCell


def cells(p: EntryCounting) -> Mapping[str, str]:
    """The cells' Verilog by its path; nothing where there are none."""
    if p.cells.kind == "standard":
        return {}
    return {
        f"rtl/{p.name}_cells.v": "\n".join(black_box(cell) for cell in p.storage_cells),
        f"sim/{p.name}_cells.v": "\n".join(model(cell) for cell in p.storage_cells),
    }


def black_box(cell: StorageCell) -> str:
    """The cell as synthesis sees it."""
    return f"""// {cell.name}: {cell.help}. A black box for synthesis; a model stands in for it in simulation.
(* blackbox *)
module {cell.name} (
`ifdef USE_POWER_PINS
  inout  wire VDD,
  inout  wire VSS,
`endif
{_ports(cell)}
);
endmodule
"""


def model(cell: StorageCell) -> str:
    """The cell's behaviour."""
    outputs = "\n".join(f"  assign {pin} = {function};" for pin, function in cell.outputs.items())
    return f"""// {cell.name}: {cell.help}, for simulation.
module {cell.name} (
{_ports(cell)}
);

  reg {STORED};

  always @*
    if (W)
      {STORED} = D;

{outputs}

endmodule
"""


def _ports(cell: StorageCell) -> str:
    lines = [f"  input  wire {pin}" for pin in cell.inputs] + [f"  output wire {pin}" for pin in cell.outputs]
    return ",\n".join(lines)
