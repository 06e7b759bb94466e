"""How the entry-counting macro's store is laid out, and every cycle that a dot product takes."""

import dataclasses
import math

from .coding import Coding

TILE_STEPS = 9
"""Dot products of a result in the tile that operations a cycle are stated for: a 3 x 3 kernel over as many channels as lanes."""


@dataclasses.dataclass(frozen=True, kw_only=True)
class Schedule(Coding):
    """Parts of the store, and cycles."""

    # ---- structure

    @property
    def beats(self) -> int:
        """Beats that make one word of all lanes."""
        return self.store.lanes // self.store.lanes_per_beat

    @property
    def halves(self) -> int:
        """Parts of the store, each of which can be loaded while another one computes."""
        return 2 if self.store.double_buffer else 1

    @property
    def half_words(self) -> int:
        return self.store.words // self.halves

    @property
    def storage_bits(self) -> int:
        """Bits of the stored words."""
        return self.store.lanes * self.store.words * self.word_bits

    @property
    def chain(self) -> int:
        """Stored words whose cells are joined one after the other; the chains of a half are joined by gates."""
        return math.isqrt(self.half_words - 1) + 1

    # ---- cycles

    @property
    def word_cycles(self) -> int:
        """Cycles from one word to the next at full rate.

        A beat's codes stand for two cycles, in the register of its parity; with an odd number of beats the next word's first beat,
        of the same parity as the last one, comes a cycle later.
        """
        return self.beats + self.beats % 2

    def search_cycles(self, live: int) -> int:
        """Cycles in which a dot product with so many live classes is searched."""
        return max(1, -(-live // self.search.per_cycle))

    @property
    def result_latency(self) -> int:
        """Cycles from a dot product's last choice of classes to its beat at ``y``: match, count, weigh, accumulate, queue; then
        bias, multiply, round and clip."""
        return 5 + 4 + self.requantizer.residual

    @property
    def queue_depth(self) -> int:
        """Sums on their way to the requantizer at full rate: with as many places, it never holds the search up."""
        return 6

    def word_interval(self, searching: int) -> float:
        """Mean cycles from one streamed word to the next, each searched for so many, at full rate.

        Either the search, or the loading, or, where they take about equally long, the way of a word through both.
        """
        return max(self.word_cycles, searching, (self.beats + searching + 1) / 2)

    @property
    def cycles(self) -> dict[str, int | float]:
        dense = self.search_cycles(len(self.classes))
        steps = min(TILE_STEPS, self.half_words)
        outputs = min(self.half_words // steps, self.accumulator.count)
        interval = self.word_interval(outputs * dense) / outputs
        return {
            "classes": len(self.classes),
            "word": self.word_cycles,
            "product_dense": dense,
            "product_least": self.search_cycles(0),
            "result_latency": self.result_latency,
            "first_result": self.beats + dense + self.result_latency,
            "tile": TILE_STEPS * interval,
            "ops_per_cycle_tile": 2 * self.store.lanes / interval,
            "searches_per_cycle": len(self.classes) / interval,
        }

    @property
    def clock_mhz(self) -> float:
        return self.timing.clock_mhz
