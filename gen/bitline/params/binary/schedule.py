"""Every cycle that the binary macro's evaluations, votes and accesses take."""

import dataclasses
from typing import Literal

from .coding import Coding

Access = Literal["write", "read", "verify"]


@dataclasses.dataclass(frozen=True, kw_only=True)
class Schedule(Coding):
    """Cycles."""

    @property
    def slot(self) -> int:
        """Cycles from one evaluation to the next, the phases not stretched."""
        return self.timing.precharge + self.timing.evaluate + self.timing.compare

    @property
    def drive_latency(self) -> int:
        """Cycles from the start of an evaluation to its codes on the word lines."""
        return 2

    @property
    def accumulation(self) -> int:
        """Cycles from one evaluation to the next where decisions accumulate: the slot, then the addition."""
        return self.slot + self.addition_cycles

    @property
    def addition_cycles(self) -> int:
        """Cycles from the one in which decisions are taken to that from which the accumulators hold them."""
        return self.accumulator.bits + 2

    @property
    def vote_cycles(self) -> int:
        """Cycles from the one in which decisions are taken to the last beat of a vote on all classes."""
        return self.score_latency + self.program.classes - 1

    @property
    def score_latency(self) -> int:
        """Cycles from the one in which decisions are taken to the beat of the first class."""
        return 7

    def access_cycles(self, access: Access) -> int:
        """Cycles of a write, read or verify of one row, once the array is idle."""
        strobe = self.timing.write if access == "write" else self.timing.read
        return 1 + self.word_groups * (3 + strobe)

    @property
    def cycles(self) -> dict[str, int | float]:
        return {
            "slot": self.slot,
            "accumulation": self.accumulation,
            "addition": self.addition_cycles,
            "first_score": self.score_latency,
            "vote": self.vote_cycles,
            "page": self.page_beats,
            "write_row": self.access_cycles("write"),
            "read_row": self.access_cycles("read"),
            "verify_row": self.access_cycles("verify"),
        }

    @property
    def clock_mhz(self) -> float:
        return self.timing.clock_mhz
