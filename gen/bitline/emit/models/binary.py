"""The binary array in Verilog: a link to a model outside the simulator, and a model by itself."""

from ...params.binary import Binary
from ..pins import ports
from . import chip
from .stand_in import stand_in
from .template import filled

TABLES = ("level", "gain_0", "gain_1", "offset", "stuck", "dead", "stored", "noise", "chip")


def link(p: Binary) -> str:
    """The array's stand-in; ``decisions`` are deposited."""
    return stand_in(
        p,
        strobe="compare",
        drive=["row_code"],
        deposits=f"  reg [{p.array.columns - 1}:0] decisions = 0;\n",
        decisions="  assign fires = decisions;\n",
    )


def model(p: Binary) -> str:
    """The array itself, behaviourally: ideal, or with ``+chip`` one whose tables lie in ``FOLDER``.

    The arithmetic is that of ``bitline_sim.arrays.binary``, integer for integer, so both decide alike from one seed.
    """
    return filled("binary.v", p=p, ports=ports(p.array_pins, ["fires", "read_data"]), chip=chip, loaded=chip.loaded(TABLES))
