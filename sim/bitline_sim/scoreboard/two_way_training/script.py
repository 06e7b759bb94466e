"""Operations in their order, with all that they take."""

from collections.abc import Iterator, Sequence

import numpy as np

from bitline.estimate.two_way_training.gradient_array import blocks
from bitline.params.two_way_training import Instruction, Program, TwoWayTraining, instruction_of, program_words, refused, word_bits

from .walk import positions

Stimulus = dict[str, np.ndarray]

KINDS = ("run", "load")
RUN, LOAD = range(2)


class Script:
    """Collects operations. The result is :meth:`stimulus`."""

    def __init__(self, p: TwoWayTraining) -> None:
        self.p = p
        self._kinds: list[int] = []
        self._words: list[int] = []
        self._inputs: list[np.ndarray] = []
        self._beats = 0
        self._program: Program = ()

    def load(self, program: Program) -> None:
        """Load a program."""
        self._kinds.append(LOAD)
        self._words += program_words(self.p, program)
        self._program = program

    def load_words(self, words: Sequence[int]) -> None:
        """Load words that need not be a program, the last of them marked as such."""
        self._kinds.append(LOAD)
        last = len(words) - 1
        self._words += [word | (number == last) << word_bits(self.p) for number, word in enumerate(words)]
        self._program = ()

    def run(self, *inputs: np.ndarray) -> None:
        """Run the program that is loaded, with the words that it takes, (words, lanes) each."""
        self._kinds.append(RUN)
        self._inputs += [word for words in inputs for word in np.reshape(words, (-1, self.p.array.lines_per_read))]
        self._beats += sum(sent(self.p, each) for each in self._program)

    def stimulus(self) -> Stimulus:
        """What the bench takes."""
        size = -(-(word_bits(self.p) + 1) // 8)
        words = [np.frombuffer(word.to_bytes(size, "little"), np.uint8) for word in self._words]
        return {
            "kind": np.array(self._kinds, np.int64),
            "words": np.array(words, np.uint8).reshape(-1, size),
            "inputs": np.array(self._inputs, np.int64).reshape(-1, self.p.array.lines_per_read),
            "beats": np.array(self._beats),
        }


def sent(p: TwoWayTraining, given: Instruction) -> int:
    """Words of stream y that an instruction gives."""
    return {"send": given["count"], "store": given["tile_rows"] * p.word_groups}.get(given.kind, 0)


def programs(p: TwoWayTraining, s: Stimulus) -> Iterator[list[int]]:
    """The words of each program of a stimulus, the mark of the last one taken away."""
    words: list[int] = []
    mark = 1 << word_bits(p)
    for word in (int.from_bytes(row.tobytes(), "little") for row in s["words"]):
        words.append(word & mark - 1)
        if word & mark:
            yield words
            words = []


def runs(p: TwoWayTraining, s: Stimulus) -> Iterator[tuple[int, int, Program]]:
    """Each operation: its kind, how many words it loads, and the program that it runs; empty where there is none."""
    loaded = programs(p, s)
    program: Program = ()
    for kind in s["kind"].tolist():
        words: list[int] = []
        if kind == LOAD:
            words = next(loaded)
            program = legal(p, words)
        yield kind, len(words), program if kind == RUN else ()


def legal(p: TwoWayTraining, words: list[int]) -> Program:
    """The program of such words; none where one of them is refused."""
    return [instruction_of(p, word) for word in words] if refused(p, words) is None else ()


def evaluations(p: TwoWayTraining, s: Stimulus) -> int:
    """Array evaluations of a stimulus."""
    total, shape = 0, None
    for _, _, program in runs(p, s):
        for each in program:
            if each.kind == "window":
                shape = each
            if each.kind == "gradient" and p.gradient_macro and shape is not None:
                products = each["outputs"] * len(list(blocks(p.gradient_macro, each["window_words"], positions(shape))))
                total += products * p.gradient_macro.sides["forward"].evaluations(True)
            if each.kind in ("forward", "backward") and shape is not None:
                side = p.sides["forward" if each.kind == "forward" else "backward"]
                tiles = each["row_tiles"] * each["column_tiles"]
                total += positions(shape) * tiles * side.evaluations(bool(each["signed"]))
    return total
