"""Words of all lanes, beat by beat."""

from typing import Any

from amaranth.hdl import Cat, Module, Mux, Signal, Value
from amaranth.lib import data, stream
from amaranth.lib.wiring import In, Out

from ...params.entry_counting import OPERANDS, EntryCounting
from ...periphery.block import Block
from .shapes import Operand, content, loaded, words


class WordEncoder(Block):
    """Levels to the words that keep them, and which magnitudes are present. Combinational.

    Members
    -------
    levels : In(words)
        Two's complement where the operand's levels are signed.
    operand : In(Operand)
    words : Out(words)
    presence : Out(presence bits)
        The least magnitude first; zero is not among them.
    legal : Out(1)
        Every level is of the operand's set.
    """

    def __init__(self, p: EntryCounting) -> None:
        self.p = p
        super().__init__(
            {
                "levels": In(words(p)),
                "operand": In(Operand),
                "words": Out(words(p)),
                "presence": Out(p.presence_bits),
                "legal": Out(1),
            }
        )

    def body(self, m: Module, platform: Any) -> None:
        p = self.p
        sets = [p.operands[name] for name in OPERANDS]
        is_signed = Signal()
        m.d.comb += is_signed.eq(self._of_operand([levels.signed for levels in sets]))
        present, legal = [], []
        for lane, (level, word) in enumerate(zip(self.levels, self.words, strict=True)):
            negative = Signal(name=f"negative_{lane}")
            magnitude = Signal(p.word_bits, name=f"magnitude_{lane}")
            m.d.comb += [negative.eq(level[-1] & is_signed), magnitude.eq(Mux(negative, -level, level))]
            kept = [magnitude[: levels.magnitude_bits] for levels in sets]
            m.d.comb += word.eq(self._of_operand(kept) | negative.shift_left(p.word_bits - 1))
            present.append([magnitude == k for k in range(1, p.presence_bits + 1)])
            legal.append(
                self._of_operand([Mux(negative, magnitude <= -levels.levels[0], magnitude <= levels.levels[-1]) for levels in sets])
            )
        m.d.comb += [
            *(bit.eq(Cat(lane[k] for lane in present).any()) for k, bit in enumerate(self.presence)),
            self.legal.eq(Cat(*legal).all()),
        ]

    def _of_operand(self, values: list[Any]) -> Value:
        """The value of the operand that is being loaded."""
        weight, activation = values
        return Mux(self.operand == Operand.WEIGHT, weight, activation)


class WordDecoder(Block):
    """The inverse of :class:`WordEncoder`. Combinational."""

    def __init__(self, p: EntryCounting) -> None:
        self.p = p
        super().__init__({"words": In(words(p)), "operand": In(Operand), "levels": Out(words(p))})

    def body(self, m: Module, platform: Any) -> None:
        for word, level in zip(self.words, self.levels, strict=True):
            weight, activation = (self._level(self.p.operands[name], word) for name in OPERANDS)
            m.d.comb += level.eq(Mux(self.operand == Operand.WEIGHT, weight, activation))

    def _level(self, levels: Any, word: Value) -> Value:
        if not levels.signed:
            return word
        magnitude = word[: levels.magnitude_bits]
        # the magnitude of the negative zero is one more than fits
        return Mux(word[-1], -Cat(magnitude, magnitude == 0), magnitude)


class WordPort(Block):
    """Takes words of all lanes beat by beat, and keeps each beat's words for two cycles.

    A beat is taken in any cycle with ``open``, but for the cycle after the last one of a word with an odd number of beats, whose
    register the next beat would overwrite too early: ``data`` holds a beat from the cycle after it was taken, in the register of
    its group's parity, until the next beat of that parity. With a word's last beat ``word`` says what all its beats held; a word
    with a level outside its set, or with beats of different operands, is refused and counts as all zeros.

    Members
    -------
    i : In(stream of loaded)
    open : In(1)
    skip : In(1)
        Go on to the next group without a beat.
    moves : Out(1)
        A beat is taken, or skipped.
    group : Out(beats)
        Group of lanes of this beat, one-hot.
    last : Out(1)
        It is the word's last one.
    legal : Out(1)
        The beat may be kept.
    word : Out(content)
    refused : Out(1)
        With ``last``: the word is refused.
    data : Out(ArrayLayout(words, registers))
    """

    def __init__(self, p: EntryCounting) -> None:
        self.p = p
        self.registers = min(2, p.beats)
        super().__init__(
            {
                "i": In(stream.Signature(loaded(p))),
                "open": In(1),
                "skip": In(1),
                "moves": Out(1),
                "group": Out(p.beats, init=1),
                "last": Out(1),
                "legal": Out(1),
                "word": Out(content(p)),
                "refused": Out(1),
                "data": Out(data.ArrayLayout(words(p), self.registers)),
            }
        )

    def body(self, m: Module, platform: Any) -> None:
        m.submodules.encoder = encoder = WordEncoder(self.p)
        taken = Signal()
        first = Signal()
        m.d.comb += [
            encoder.levels.eq(self.i.payload.words),
            encoder.operand.eq(self.i.payload.operand),
            self.i.ready.eq(self.open & ~self._rests(m)),
            taken.eq(self.i.valid & self.i.ready),
            self.moves.eq(taken | self.skip),
            first.eq(self.group[0]),
            self.last.eq(self.group[-1]),
        ]
        with m.If(self.moves):
            m.d.sync += self.group.eq(self.group.rotate_left(1))
        for parity, shown in enumerate(self.data):
            register = Signal(words(self.p), name=f"beat_{parity}", reset_less=True)
            m.d.comb += shown.eq(register)
            with m.If(taken & Cat(self.group[parity::2]).any()):
                m.d.sync += register.eq(encoder.words)
        self._gather(m, encoder, first)

    def _rests(self, m: Module) -> Value:
        rests = Signal()
        if self.p.beats % 2:
            m.d.sync += rests.eq(self.moves & self.last)
        return rests

    def _gather(self, m: Module, encoder: WordEncoder, first: Signal) -> None:
        """What the beats so far held."""
        so_far = Signal(content(self.p))
        refused = Signal()
        same = self.i.payload.operand == so_far.operand
        m.d.comb += [
            self.legal.eq(encoder.legal & (first | same)),
            self.refused.eq(~self.legal | (refused & ~first)),
            self.word.operand.eq(self.i.payload.operand),
            self.word.presence.eq(Mux(self.refused, 0, encoder.presence | Mux(first, 0, so_far.presence))),
        ]
        with m.If(self.moves):
            m.d.sync += [so_far.eq(self.word), refused.eq(self.refused)]
