"""Memories that a memory compiler makes: what the periphery takes for granted of them."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Memory:
    """One word is read and one written in a cycle; what is read stands from the next cycle until the next read.

    Attributes
    ----------
    name : str
        Of the module.
    words, bits : int
    """

    name: str
    words: int
    bits: int

    @property
    def address_bits(self) -> int:
        return max(1, (self.words - 1).bit_length())
