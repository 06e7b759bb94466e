"""The levels of an operand, and the words that keep them."""

from dataclasses import dataclass

from .. import formats


@dataclass(frozen=True)
class LevelSet:
    """The levels of one operand.

    Levels of a signed set are kept as a magnitude with a sign bit at the top of the word. Its b bits leave b - 1 for the magnitude,
    so ``-2**(b-1)``, whose magnitude needs b, is kept as the negative zero that has no other meaning.

    Attributes
    ----------
    levels : range
    word_bits : int
        Width of a word: that of the wider operand, since either can be stored and either streamed.
    """

    levels: range
    word_bits: int

    @property
    def signed(self) -> bool:
        return formats.signed(self.levels)

    @property
    def magnitude_bits(self) -> int:
        return formats.width(self.levels) - self.signed

    @property
    def magnitudes(self) -> range:
        """Magnitudes of the levels but zero, which is never searched."""
        return range(1, max(-self.levels[0], self.levels[-1]) + 1)

    def code(self, level: int) -> int:
        """The word that keeps a level."""
        return abs(level) & (1 << self.magnitude_bits) - 1 | (level < 0) << self.word_bits - 1

    def key(self, magnitude: int) -> tuple[int, int]:
        """Value and care bits of the search for a magnitude, of either sign: bits without care match anything."""
        care = (1 << self.magnitude_bits) - 1
        if magnitude <= care:
            return magnitude, care
        sign = 1 << self.word_bits - 1
        return sign, care | sign
