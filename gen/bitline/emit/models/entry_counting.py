"""The two dedicated cells: black boxes for synthesis, models for simulation, abstract views for placement and timing."""

from collections.abc import Mapping

from ...params.entry_counting import STORED, EntryCounting, StorageCell
from ...platforms import Platform
from .. import dedicated


def cells(p: EntryCounting) -> Mapping[str, str]:
    """The cells' Verilog by its path; nothing where there are none."""
    if not p.black_boxes:
        return {}
    return {
        f"rtl/{p.library_name}.v": "\n".join(black_box(cell) for cell in p.storage_cells),
        f"sim/{p.library_name}.v": "\n".join(model(cell) for cell in p.storage_cells),
    }


def views(p: EntryCounting, platform: Platform) -> Mapping[str, str]:
    """Their abstract views by their path; nothing where there are none."""
    return dedicated.views(p, platform) if p.black_boxes else {}


def black_box(cell: StorageCell) -> str:
    """The cell as synthesis sees it; like any cell of a row it has its supply from the rails."""
    return f"""// {cell.name}: {cell.help}. A black box for synthesis; a model stands in for it in simulation.
(* blackbox *)
module {cell.name} (
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
