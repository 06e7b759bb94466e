"""The two-way macro's two directions, and every cycle that its operations take."""

import dataclasses
from functools import cached_property
from typing import Literal

from .. import formats
from .coding import Coding
from .side import DIRECTIONS, Direction, Side

Access = Literal["write", "read", "verify", "clear"]


@dataclasses.dataclass(frozen=True, kw_only=True)
class Schedule(Coding):
    """Both directions, the formats of their results, and cycles."""

    # ---- structure

    @cached_property
    def sides(self) -> dict[Direction, Side]:
        """The directions in which the array is read."""
        ways = DIRECTIONS if self.array.directions == "both" else DIRECTIONS[:1]
        return {direction: Side(self, direction) for direction in ways}

    @property
    def drives_planes(self) -> bool:
        """Whether some direction drives the bits of weights one group at a time."""
        return any(side.one_plane_at_a_time for side in self.sides.values())

    @property
    def lanes(self) -> int:
        """Results in one beat of the output stream: the most of any direction; another leaves the upper ones zero."""
        return max(side.lanes for side in self.sides.values())

    @property
    def results(self) -> range:
        """Format of a result of any direction."""
        return formats.hull(side.results for side in self.sides.values())

    @property
    def word_groups(self) -> int:
        """Beats that make one row of weights."""
        return -(-self.array.columns // self.array.lines_per_read)

    @property
    def stretch(self) -> range:
        """Format of the cycles that a register adds to a phase."""
        return formats.unsigned(self.timing.stretch_bits)

    @property
    def formats(self) -> dict[str, range]:
        sides = self.sides.items()
        return {
            "input.unsigned": self.inputs[False],
            "input.signed": self.inputs[True],
            "weight": self.weights,
            "line_sum": self.line_sums,
            "code": self.codes,
            **({f"weight_sum.{direction}": side.weight_sums for direction, side in sides} if self.keeps_sums else {}),
            **{f"weighted_sum.{direction}": side.weighted_sum() for direction, side in sides},
            **{f"accumulator.{direction}": side.accumulator for direction, side in sides},
            **{f"result.{direction}": side.results for direction, side in sides},
            "result.port": self.results,
            **({"stretch": self.stretch} if self.timing.stretch_bits else {}),
        }

    # ---- cycles

    @property
    def conversion_cycles(self) -> int:
        """Cycles in which a converter works on one sample."""
        return self.adc.compare_cycles * (self.adc.bits if self.adc.kind == "sar" else 1)

    @property
    def period(self) -> int:
        """Cycles from one evaluation to the next: the array's phases and the conversion of the sample before overlap."""
        return max(self.timing.precharge + self.timing.evaluate + self.timing.sample, self.conversion_cycles)

    def product_cycles(self, direction: Direction, signed: bool) -> int:
        """Cycles from one product to the next with full streams."""
        return self.sides[direction].evaluations(signed) * self.period

    @property
    def result_latency(self) -> int:
        """Cycles from the start of a slot's last evaluation to its beat at ``y``: evaluate, convert, sum, accumulate, queue."""
        return self.timing.precharge + self.timing.evaluate + self.conversion_cycles + 4

    def slot_cycles(self, direction: Direction, signed: bool) -> int:
        """Cycles from one beat at the output to the next with full streams."""
        return self.product_cycles(direction, signed) // self.adc.share

    @property
    def queue_depth(self) -> int:
        """Beats the output queue holds: as many as are under way at full rate, so that it never holds the array up."""
        fastest = min(self.slot_cycles(direction, signed) for direction in self.sides for signed in (False, True))
        return -(-(self.result_latency + 1) // fastest)

    def result_cycle(self, direction: Direction, signed: bool, slots: int) -> int:
        """Cycles from a product's operation at an idle macro, its inputs ready, to the beat of its ``slots``-th slot."""
        return 1 + slots * self.slot_cycles(direction, signed) - self.period + self.result_latency

    def access_cycles(self, access: Access) -> int:
        """Cycles of a write, read or verify of one row, or of a clear of all rows, once the array is idle."""
        write, read = self.timing.write, self.timing.read
        strobes = {"write": write, "read": read, "verify": read, "clear": write}[access]
        if self.keeps_sums:  # which follow what the cells hold
            strobes += {"write": 2 * read + 1, "clear": read + 1}.get(access, 0)
        return 1 + (self.array.rows if access == "clear" else 1) * self.word_groups * (3 + strobes)

    @property
    def cycles(self) -> dict[str, int | float]:
        cases: dict[str, tuple[Direction, bool]] = {
            f"{direction}_{sign}": (direction, sign == "signed") for direction in self.sides for sign in ("unsigned", "signed")
        }
        return {
            "period": self.period,
            "conversion": self.conversion_cycles,
            "conversion_share": self.conversion_cycles / self.period,
            "result_latency": self.result_latency,
            **{f"evaluations.{case}": self.sides[direction].evaluations(signed) for case, (direction, signed) in cases.items()},
            **{f"product.{case}": self.product_cycles(*at) for case, at in cases.items()},
            **{f"slot.{case}": self.slot_cycles(*at) for case, at in cases.items()},
            **{f"first_result.{case}": self.result_cycle(*at, slots=1) for case, at in cases.items()},
            **{f"last_result.{case}": self.result_cycle(*at, slots=self.adc.share) for case, at in cases.items()},
            "write_row": self.access_cycles("write"),
            "read_row": self.access_cycles("read"),
            "verify_row": self.access_cycles("verify"),
            "clear": self.access_cycles("clear"),
        }

    @property
    def clock_mhz(self) -> float:
        return self.timing.clock_mhz
