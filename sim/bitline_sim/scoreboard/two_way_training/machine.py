"""The engine, instruction by instruction, in integers."""

from collections.abc import Iterator

import numpy as np

from bitline.network.two_way_training.host import random_words
from bitline.params.two_way import Direction
from bitline.params.two_way_training import GENERATOR_BITS, SPACES, Instruction, Program, TwoWayTraining

from ...golden import two_way_training as golden
from .array_gradient import ArrayGradient
from .arrays import Arrays
from .walk import Place, walk


class Machine:
    """What a program does, with a log of every word that it writes.

    Parameters
    ----------
    p : TwoWayTraining
    arrays : Arrays

    Attributes
    ----------
    values, masks, sums : int64 arrays, (words, lines_per_read)
        Values as their bits, unsigned.
    written : dict of lists
        By memory: address and word of each write, in order.
    sent : list of int64 arrays
        Words of stream y.
    faults : int
        Weights whose cells a verify found to differ.
    """

    def __init__(self, p: TwoWayTraining, arrays: Arrays) -> None:
        self.p, self.arrays = p, arrays
        lanes = p.array.lines_per_read
        self.values = np.zeros((p.training.value_words, lanes), np.int64)
        self.masks = np.zeros_like(self.values)
        self.sums = np.zeros((p.training.sum_words, lanes), np.int64)
        self.exponents = [0] * (p.training.exponents + 1)
        self.random = np.zeros(GENERATOR_BITS, np.uint8)
        self.random[0] = 1
        self.written: dict[str, list[tuple[int, np.ndarray]]] = {"values": [], "sums": []}
        self.sent: list[np.ndarray] = []
        self.faults = 0
        self.overflow = False
        self.shape: Instruction | None = None
        self.gradients = ArrayGradient(p.gradient_macro, arrays, p.training.macros) if p.gradient_macro else None

    def run(self, program: Program, words: Iterator[np.ndarray]) -> None:
        """Carry out a program, which takes words of stream x."""
        for each in program:
            if each.kind in ("take", "load"):
                getattr(self, f"_{each.kind}")(each, words)
            else:
                getattr(self, f"_{each.kind}")(each)

    # ---- memories

    def _write_value(self, address: int, values: np.ndarray, masks: np.ndarray | int = 0) -> None:
        address %= len(self.values)
        bits = self.p.input.bits
        self.values[address], self.masks[address] = np.asarray(values) & (1 << bits) - 1, masks
        self.written["values"].append((address, self.values[address] | self.masks[address] << bits))

    def _value(self, address: Place, signed: bool) -> np.ndarray:
        """A word of values; zeros outside a map."""
        if address is None:
            return np.zeros(self.values.shape[1], np.int64)
        word = self.values[address % len(self.values)]
        return _signed(word, self.p.input.bits) if signed else word.copy()

    def _write_sum(self, address: int, word: np.ndarray) -> None:
        address %= len(self.sums)
        self.sums[address] = _signed(word, self.p.training.sum_bits)
        self.overflow |= bool((self.sums[address] != word).any())
        self.written["sums"].append((address, self.sums[address].copy()))

    def _add(self, address: int, word: np.ndarray) -> None:
        self._write_sum(address, self.sums[address % len(self.sums)] + word)

    # ---- words in and out

    def _take(self, given: Instruction, words: Iterator[np.ndarray]) -> None:
        bits = self.p.input.bits
        for address in range(given["address"], given["address"] + given["count"]):
            word = next(words)
            match SPACES[given["space"]]:
                case "values":
                    self._write_value(address, word, word >> bits & 1)
                case "sums":
                    self._write_sum(address, word)
                case "random":
                    self.random[self._share(address)] = self._as_bits(word)[: len(self.random[self._share(address)])]

    def _send(self, given: Instruction) -> None:
        for address in range(given["address"], given["address"] + given["count"]):
            match SPACES[given["space"]]:
                case "values":
                    self.sent.append(self.values[address] | self.masks[address] << self.p.input.bits)
                case "sums":
                    self.sent.append(self.sums[address].copy())
                case "random":
                    self.sent.append(random_words(self.p, self.random)[address])

    def _share(self, number: int) -> slice:
        bits = self.p.array.lines_per_read * self.p.training.sum_bits
        return slice(number * bits, (number + 1) * bits)

    def _as_bits(self, word: np.ndarray) -> np.ndarray:
        return (word[:, None] >> np.arange(self.p.training.sum_bits) & 1).astype(np.uint8).ravel()

    def _zero(self, given: Instruction) -> None:
        zeros = np.zeros(self.p.array.lines_per_read, np.int64)
        write = self._write_value if SPACES[given["space"]] == "values" else self._write_sum
        for address in range(given["address"], given["address"] + given["count"]):
            write(address, zeros)

    # ---- products

    def _window(self, given: Instruction) -> None:
        self.shape = given

    def _walk(self, words: int) -> Iterator[tuple[int, list[Place]]]:
        assert self.shape is not None, "no window has been set"
        return enumerate(walk(self.shape, words))

    def _forward(self, given: Instruction) -> None:
        rows, words = self.p.array.rows, self.p.word_groups
        for number, places in self._walk(given["window_words"]):
            vector = np.concatenate([self._value(place, bool(given["signed"])) for place in places])
            vector = _padded(vector, given["row_tiles"] * rows).reshape(-1, rows)
            dense = given["dense"] + number * given["dense_step"]
            for row in range(given["row_tiles"]):
                results = [self._product(given, "forward", row, column, vector[row]) for column in range(given["column_tiles"])]
                flat = np.concatenate(results).reshape(-1, self.p.array.lines_per_read)[: given["dense_words"]]
                assert len(flat) <= given["column_tiles"] * words
                for place, word in enumerate(flat):
                    self._add(dense + place, word)

    def _backward(self, given: Instruction) -> None:
        columns, lanes = self.p.array.columns, self.p.array.lines_per_read
        for number, places in self._walk(given["window_words"]):
            dense = given["dense"] + number * given["dense_step"]
            vector = np.concatenate([self._value(dense + k, bool(given["signed"])) for k in range(given["dense_words"])])
            vector = _padded(vector, given["column_tiles"] * columns).reshape(-1, columns)
            for column in range(given["column_tiles"]):
                results = [self._product(given, "backward", row, column, vector[column]) for row in range(given["row_tiles"])]
                for place, word in zip(places, np.concatenate(results).reshape(-1, lanes), strict=False):
                    if place is not None:
                        self._add(place, word)

    def _product(self, given: Instruction, direction: Direction, row: int, column: int, vector: np.ndarray) -> np.ndarray:
        macro = given["macro"] + column * given["row_tiles"] + row
        return self.arrays.product(macro, direction, bool(given["signed"]), vector)

    def _gradient(self, given: Instruction) -> None:
        if self.gradients is None:
            self._outer_products(given)
            return
        inputs, errors = [], []
        for number, places in self._walk(given["window_words"]):
            inputs.append([self._value(place, False) for place in places])
            dense = given["dense"] + number * given["dense_step"]
            errors.append([self._value(dense + k, True) for k in range(-(-given["outputs"] // self.p.array.lines_per_read))])
        for address, word in self.gradients.words(given, np.array(inputs), np.array(errors)):
            self._add(address, word)

    def _outer_products(self, given: Instruction) -> None:
        words, lanes = given["dense_words"], self.p.array.lines_per_read
        for number, places in self._walk(given["window_words"]):
            dense = given["dense"] + number * given["dense_step"]
            errors = [self._value(dense + k, True) for k in range(words)]
            for under, place in enumerate(places):
                if place is None:
                    continue
                inputs = self._value(place, bool(given["signed"]))
                for beside, error in enumerate(errors):
                    for lane, row in enumerate(golden.weight_gradient(inputs[None], error[None])):
                        self._add(given["to"] + (under * lanes + lane) * words + beside, row)

    # ---- from sums to values

    def _words(self, given: Instruction, name: str) -> range:
        return range(given[name], given[name] + given["count"])

    def _activate(self, given: Instruction) -> None:
        values, masks = golden.forward_value(
            self.sums[list(self._words(given, "source"))], given["shift"], self.p.training.activation_bits
        )
        for address, word, mask in zip(self._words(given, "to"), values, masks.astype(np.int64), strict=True):
            self._write_value(address, word, mask)

    def _error(self, given: Instruction) -> None:
        targets = np.array([self._value(address, True) for address in self._words(given, "targets")])
        sums = self.sums[list(self._words(given, "source"))]
        errors = golden.output_error(sums, given["shift"], targets, self.p.training.error_bits)
        for address, word in zip(self._words(given, "to"), errors, strict=True):
            self._write_value(address, word)

    def _rescale(self, given: Instruction) -> None:
        sums, masks = self.sums[list(self._words(given, "source"))], self.masks[list(self._words(given, "masks"))]
        errors, shift = golden.rescaled(sums, masks, self.p.training.error_bits)
        self.exponents[given["exponent_to"]] = self.exponents[given["exponent_from"]] + shift
        for address, word in zip(self._words(given, "to"), errors, strict=True):
            self._write_value(address, word)

    # ---- weights

    def _load(self, given: Instruction, words: Iterator[np.ndarray]) -> None:
        for row in range(given["tile_rows"]):
            for group in range(self.p.word_groups):
                self.arrays.write(given["macro"], row, group, _signed(next(words), self.p.weight.bits))

    def _store(self, given: Instruction) -> None:
        for row in range(given["tile_rows"]):
            self.sent += [self.arrays.read(given["macro"], row, group) for group in range(self.p.word_groups)]

    def _clear(self, given: Instruction) -> None:
        for row in range(self.p.array.rows):
            for group in range(self.p.word_groups):
                self.arrays.write(given["macro"], row, group, np.zeros(self.p.array.lines_per_read, np.int64), clearing=True)

    def _update(self, given: Instruction) -> None:
        macro, groups = given["macro"], self.p.word_groups
        for row in range(given["tile_rows"]):
            source, velocity = (given[name] + row * given["row_step"] for name in ("source", "velocity"))
            old = [self.arrays.read(macro, row, group) for group in range(groups)]
            new = [
                self._stepped(given, weights, source + group, velocity + group) if group < given["tile_words"] else weights
                for group, weights in enumerate(old)
            ]
            for group, weights in enumerate(new):
                self.arrays.write(macro, row, group, weights)
            for group, weights in enumerate(new):
                self.faults += self.arrays.verify(macro, row, group, weights)

    def _stepped(self, given: Instruction, weights: np.ndarray, source: int, velocity: int) -> np.ndarray:
        """The new weights of a word group."""
        p, bits = self.p, self.p.training.random_bits
        shift = given["shift"] - self.exponents[given["exponent"]]
        change = golden.rounded_step(self.sums[source % len(self.sums)], shift, self._drawn(given), bits)
        if p.momenta:
            momentum = golden.Momentum(p.training.momentum_bits, given["decay"], given["scale"])
            kept = momentum.stepped(self.sums[velocity % len(self.sums)], change, self._drawn(given), bits)
            self._write_sum(velocity, kept)
            change = momentum.change(kept, self._drawn(given), bits)
        return golden.stepped(weights, change, p.weights)

    def _drawn(self, given: Instruction) -> np.ndarray | None:
        """Random words of a word group, where the update rounds by chance."""
        if not given["stochastic"]:
            return None
        generator = golden.Generator(self.random)
        (drawn,) = generator.take(1, self.p.array.lines_per_read, self.p.training.random_bits)
        self.random = generator.state
        return drawn

    # ---- pooling

    def _pool(self, given: Instruction) -> None:
        assert self.shape is not None
        for number, places in self._walk(self.shape["kernel"] ** 2):
            words = [(k, place % len(self.values)) for k, place in enumerate(places) if place is not None]
            values = np.array([self.values[place] for _, place in words])
            best = values.argmax(axis=0)
            lanes = np.arange(values.shape[1])
            masks = np.array([self.masks[place] for _, place in words])[best, lanes]
            self._write_value(given["dense"] + number * given["dense_step"], values[best, lanes], masks)
            self._write_value(given["indices"] + number * given["dense_step"], np.array([k for k, _ in words])[best])

    def _route(self, given: Instruction) -> None:
        assert self.shape is not None
        for number, places in self._walk(self.shape["kernel"] ** 2):
            errors, indices = (self._value(given[name] + number * given["dense_step"], False) for name in ("dense", "indices"))
            for k, place in enumerate(places):
                if place is not None:
                    self._write_value(place, np.where(indices == k, errors, 0))


def _padded(vector: np.ndarray, length: int) -> np.ndarray:
    return np.concatenate([vector, np.zeros(length - len(vector), np.int64)])


def _signed(word: np.ndarray, bits: int) -> np.ndarray:
    """The lowest bits of each number, as two's complement."""
    half = 1 << bits - 1
    return (np.asarray(word, np.int64) + half & (1 << bits) - 1) - half
