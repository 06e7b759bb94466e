"""What the entry-counting macro shows to its neighbours: its registers."""

from collections.abc import Mapping

from ..registers import Field, Register, counter, identity
from .schedule import Schedule

EVENTS: Mapping[str, str] = {
    "store_writes": "words of all lanes written to the store",
    "streamed_words": "words of all lanes streamed in",
    "refused_words": "words with a level outside its set, which count as zeros",
    "accumulator_reads": "dot products added to what an accumulator held",
    "accumulator_writes": "dot products after which a sum stayed in its accumulator",
    "fills": "partial sums taken in",
    "spills": "sums given out as they were",
    "searches": "classes searched",
    "searches_saved": "classes not searched because none of their lanes could match",
}
"""What is counted since reset, each in a register of its own."""


def registers(p: Schedule) -> tuple[Register, ...]:
    """The macro's own registers."""
    illegal = "since reset a level outside its set, an operation that does not exist, or an index beyond the last"
    status = (
        Field("busy", 1, "read-only", 0, "an operation is under way"),
        Field("illegal", 1, "read-only", 0, illegal),
        Field("differs", 1, "read-only", 0, "since reset a stored word did not read back as written or as expected"),
        Field("overflow", 1, "read-only", 0, "since reset a sum left the accumulators' format"),
    )
    return (
        identity(p.fingerprint),
        Register("status", status, "what the macro does, and what went wrong"),
        *(counter(name, event) for name, event in EVENTS.items()),
    )
