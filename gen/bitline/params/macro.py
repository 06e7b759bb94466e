"""What the parameters of every family have in common."""

import dataclasses
import json
import zlib
from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

from .errors import ParameterError
from .memory import Memory
from .physical import Part, Physical
from .pins import Pin, Strobe
from .registers import Register
from .settings import Settings, setting


@dataclasses.dataclass(frozen=True, kw_only=True)
class MacroParameters(Settings):
    """The parameters of one macro: user's choices as fields, everything derived as properties.

    A family is a module of this package that sets ``FAMILY`` to its subclass of this class.
    """

    family: ClassVar[str]

    name: str = setting("macro", "name of the macro and of its top module; a plain Verilog identifier")
    summary: str = setting("", "one line that says what the macro is")
    physical: Physical = dataclasses.field(default_factory=Physical)

    def __post_init__(self) -> None:
        super().__post_init__()
        check_identifier(self.name)
        if not self.summary.isprintable():
            raise ParameterError("summary", f"must be one printable line, not {self.summary!r}")

    @property
    def array_name(self) -> str:
        """Module name of the analog array's black box."""
        return f"{self.name}_array"

    @property
    def black_boxes(self) -> tuple[str, ...]:
        """Modules that the macro adds to a flow's library: the analog array, or cells of its own."""
        return tuple(each.array_name for each in self.arrays)

    @property
    def library_name(self) -> str:
        """What the files of its own black boxes and abstract views are called."""
        return self.array_name

    @property
    def library_names(self) -> tuple[str, ...]:
        """What all such files are called; none where there are no black boxes."""
        return tuple(each.array_name for each in self.arrays) or (self.library_name,) * bool(self.black_boxes)

    @property
    def arrays(self) -> Sequence["MacroParameters"]:
        """The macros whose arrays it holds, each a black box of its own; the first is the macro itself."""
        return (self,) if self.array_pins else ()

    @property
    def memories(self) -> Mapping[str, Memory]:
        """Memories that the macro needs of a memory compiler, by their role."""
        return {}

    @property
    def array_paths(self) -> Sequence[tuple[str, ...]]:
        """Instances that lead from the top to each array."""
        return (("macro", "u_array"),)

    @property
    def modules_above(self) -> tuple[str, ...]:
        """Modules between the top and an array, without the macro's prefix."""
        return ("macro",)

    @property
    def array_pins(self) -> Sequence[Pin]:
        """The array's pins, in the order of every view."""
        raise NotImplementedError

    @property
    def strobes(self) -> Mapping[str, Strobe]:
        """The pins that clock the array, by name, and how the others move round them."""
        raise NotImplementedError

    @property
    def array_parts(self) -> Sequence[Part]:
        """What the array is made of, for the estimate of its area."""
        raise NotImplementedError

    @property
    def registers(self) -> Sequence[Register]:
        """The register map, in the order of its addresses."""
        raise NotImplementedError

    @property
    def clock_mhz(self) -> float:
        """Clock frequency for which the constraints are written."""
        raise NotImplementedError

    @property
    def formats(self) -> dict[str, range]:
        """Number formats by name: ``quantity``, or ``quantity.case`` where it has one a case; ``glossary`` tells the quantities."""
        raise NotImplementedError

    @property
    def cycles(self) -> dict[str, int | float]:
        """Clock cycles, and what is counted like them, by names built like those of ``formats``."""
        raise NotImplementedError

    glossary: ClassVar[Mapping[str, str]] = {}
    """What each quantity of ``formats`` and ``cycles`` is, for documents."""

    def chosen(self) -> dict[str, Any]:
        """The user's choices as nested plain values, family first: what a TOML file of this macro says."""
        return {"family": self.family, **dataclasses.asdict(self)}

    @property
    def fingerprint(self) -> int:
        """32-bit checksum of the choices that the hardware depends on; the identity register shows it."""
        choices = {key: value for key, value in self.chosen().items() if key not in self.model_only}
        return zlib.crc32(json.dumps(choices, sort_keys=True).encode())

    model_only: ClassVar[frozenset[str]] = frozenset({"summary", "physical"})
    """Names of the fields that change models or views, and no hardware."""


def check_identifier(name: str) -> None:
    """Refuse a name that some tool of the flow would have to escape.

    Raises
    ------
    ParameterError
        For anything but a letter followed by letters, digits and single underscores.
    """
    plain = name.isascii() and name[:1].isalpha() and name.replace("_", "").isalnum()
    if not plain or "__" in name or name.endswith("_") or len(name) > 64:
        remedy = "begin with a letter, go on with letters, digits and single underscores, 64 at most"
        raise ParameterError("name", f"{name!r} is no plain identifier: {remedy}")
    if name.lower() in VERILOG_KEYWORDS:
        raise ParameterError("name", f"{name!r} is a Verilog keyword")


VERILOG_KEYWORDS = frozenset(
    """accept_on alias always always_comb always_ff always_latch and assert assign assume automatic before begin bind bins binsof
    bit break buf byte case casex casez cell chandle checker class clocking cmos config const constraint context continue cover
    covergroup coverpoint cross deassign default defparam design disable dist do edge else end endcase endchecker endclass
    endclocking endgroup endinterface endmodule endpackage endprogram endproperty endsequence enum event eventually expect
    export extends extern final first_match for force foreach forever fork forkjoin function generate genvar global highz0
    highz1 if iff ifnone ignore_bins illegal_bins implements implies import include initial inout input inside instance int
    integer interconnect interface intersect join join_any join_none large let library local localparam logic longint
    macromodule matches medium modport module nand negedge nettype new nexttime nmos nor not null or output package packed
    parameter pmos posedge primitive priority program property protected pull0 pull1 pulldown pullup pure rand randc randcase
    randsequence rcmos real realtime ref reg reject_on release repeat restrict return rnmos rpmos rtran rtranif0 rtranif1
    s_always s_eventually s_nexttime s_until s_until_with scalared sequence shortint shortreal showcancelled signed small soft
    solve specify specparam static string strong strong0 strong1 struct super supply0 supply1 sync_accept_on sync_reject_on
    table tagged task this throughout time timeprecision timeunit tran tranif0 tranif1 tri tri0 tri1 triand trior trireg type
    typedef union unique unique0 unsigned until until_with untyped use var vectored virtual void wait wait_order wand weak weak0
    weak1 while wildcard wire with within wor xnor xor""".split()
)
