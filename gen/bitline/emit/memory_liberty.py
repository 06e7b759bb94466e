"""A memory's Liberty: a stand-in by which the paths to and from it are timed, until its compiler's own replaces it."""

from ..params.memory import Memory
from ..params.physical import Physical
from ..platforms import Platform
from .liberty_syntax import arc, clock, group, limits, window
from .memory_ports import MemoryPort, ports


def memory_cell(memory: Memory, estimate: Physical, platform: Platform) -> list:
    """The cell: an access is assumed to be no slower and no costlier than one to the array's own cells."""
    return group(
        f"cell ({memory.name})",
        "is_macro_cell : true;",
        "interface_timing : true;",
        "dont_touch : true;",
        "dont_use : true;",
        *(line for port in ports(memory) for line in _port(port, memory, estimate, platform)),
    )


def _port(port: MemoryPort, memory: Memory, estimate: Physical, platform: Platform) -> list:
    cells = platform.library
    if port.name == "clk":
        timing = clock(memory.bits * estimate.access_fj / 1000 * cells.pf)
    elif port.direction == "output":
        timing = arc(cells, "clk", "rising_edge", "non_unate", estimate.access_ns)
    else:
        times = {"setup": estimate.setup_ns, "hold": estimate.hold_ns}
        timing = [line for kind, time_ns in times.items() for line in window(cells, "clk", f"{kind}_rising", time_ns)]
    inside = [*limits(cells, port.direction, platform.driver.load), *timing]
    if port.width == 1:
        return group(f"pin ({port.name})", *inside)
    return group(f"bus ({port.name})", f"bus_type : bus_{port.width};", *inside)
