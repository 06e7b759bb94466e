"""Trains the network ``mnist_binary`` with the array's non-idealities in the loop, and writes it as the generator takes it.

    python examples/train_binary.py --data mnist -o mnist_binary.npz

The network is one loading of a 128x128 array. Sixteen places of 9x9 pixels meet the same 24 columns; the bits of four neighbours
make the 96 values of the second layer, 16 columns for each quarter of the image; its 64 bits meet 40 columns, four votes for each
digit, that are compared three times with thresholds apart.

In every batch the sums carry what the parameters' ``nonideal`` section says: the bow of the word-line converters, the spreads of
lines and cells, drawn anew, what trimming leaves of the offsets, and the noise of as many decisions as the layer's bits rest on.
Training sees the noise of fewer decisions than the network then makes, which keeps its sums away from the thresholds. What the
falling bit lines and the supply lose does not change a sign, and is left out.

Needs PyTorch: pip install torch --index-url https://download.pytorch.org/whl/cpu
"""

import argparse
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import torch
from torch import nn
from torch.nn import functional

from bitline import params
from bitline.network.binary.layers import BinaryNetwork, Entry, Layer, Votes
from bitline.network.binary.store import save
from bitline.network.datasets import Examples, mnist
from bitline.params.binary import Binary
from bitline_sim.arrays.noise import majority

PLACES, PATCH, STRIDE, SIZE, CROP = 4, 9, 4, 21, 26
FILTERS, QUARTERS, HIDDEN = 24, 4, 16
CLASSES, VOTES, SHIFTS = 10, 4, (-3, 0, 3)
TRAINED_REPEATS, REPEATS = (2, 2, 0), (3, 2, 2)
"""Logarithms of the decisions of each layer, in training and in the network."""

REACH = (12.0, 13.0, 9.0)
"""Largest threshold of each layer, in values at the highest code: what its bias rows can make."""

BATCH = 250


def entry(top: int) -> Entry:
    """Codes of the pixels, place after place; the four places of a quarter follow each other."""
    pixels = np.arange(SIZE * SIZE).reshape(SIZE, SIZE)
    corners = np.arange(PLACES) * STRIDE
    order = [(y, x) for y0 in (0, 2) for x0 in (0, 2) for y in (y0, y0 + 1) for x in (x0, x0 + 1)]
    places = [pixels[corners[y] :, corners[x] :][:PATCH, :PATCH].ravel() for y, x in order]
    table = np.minimum(np.arange(256) * 2 * (top + 1) // 256, top).astype(np.uint8)
    return Entry(shape=(28, 28), crop=CROP, size=SIZE, table=table, pixels=np.concatenate(places))


class Step(torch.autograd.Function):
    """1 where a value is not negative; backwards a smooth step."""

    @staticmethod
    def forward(ctx, x):
        ctx.save_for_backward(x)
        return (x >= 0).float()

    @staticmethod
    def backward(ctx, gradient):
        (x,) = ctx.saved_tensors
        return gradient * torch.exp(-x * x / 2) / 2


class Columns(nn.Module):
    """A layer: values (kernels, n, fan in) to normalized sums (kernels, n, outputs), less their thresholds."""

    def __init__(self, p: Binary, number: int, kernels: int, fan_in: int, outputs: int) -> None:
        super().__init__()
        self.p, self.reach = p, REACH[number] * p.codes[-1]
        self.weight = nn.Parameter(torch.empty(kernels, fan_in, outputs).uniform_(-0.5, 0.5))
        self.scale = nn.Parameter(torch.ones(kernels, 1, outputs))
        self.bias = nn.Parameter(torch.zeros(kernels, 1, outputs))
        self.register_buffer("mean", torch.zeros(kernels, 1, outputs))
        self.register_buffer("deviation", torch.ones(kernels, 1, outputs))
        self.noise = majority(TRAINED_REPEATS[number])

    def forward(self, drive: torch.Tensor, typical: bool, raised: int = 0) -> torch.Tensor:
        sign = torch.where(self.weight >= 0, 1.0, -1.0)
        cells = self.weight + (sign - self.weight).detach()
        if typical:
            cells = cells * (1 + self.p.nonideal.cell_sigma * torch.randn_like(cells))
            cells = cells * (1 + self.p.nonideal.row_sigma * torch.randn(cells.shape[0], cells.shape[1], 1))
        sums = torch.bmm(drive, cells)
        if typical:
            product, (mean, deviation) = self.p.codes[-1], self.noise
            sums = sums + self.p.nonideal.noise_sigma * product * (mean + deviation * torch.randn_like(sums))
            left = torch.rand(sums.shape[0], 1, sums.shape[2]) * 2 - 1
            sums = sums + self.p.trim.step * left
        return self.normalized(sums, raised)

    def normalized(self, sums: torch.Tensor, raised: int) -> torch.Tensor:
        """Sums by their mean and deviation, compared with thresholds that are raised by so many code steps."""
        mean, deviation = self.mean, self.deviation
        if self.training:
            variance, mean = torch.var_mean(sums, 1, keepdim=True)
            deviation = (variance + 1e-3).sqrt()
            self.mean.lerp_(mean.detach(), 0.05)
            self.deviation.lerp_(deviation.detach(), 0.05)
        return (sums - raised - mean) / deviation * self.scale + self.bias

    def thresholds(self) -> torch.Tensor:
        """Where the normalized sums cross 0, in code steps: (kernels, outputs)."""
        return (self.mean - self.bias * self.deviation / self.scale)[:, 0]

    @torch.no_grad()
    def confine(self) -> None:
        """Keep weights where they learn, scales from turning their columns over, and thresholds where bias rows reach."""
        self.weight.clamp_(-1, 1)
        self.scale.clamp_(min=0.1)
        limited = self.thresholds().clamp(-self.reach, self.reach)[:, None]
        self.bias.copy_((self.mean - limited) * self.scale / self.deviation)


def moved(p: Binary, number: int) -> float:
    """How far a layer's thresholds move, in code steps, with the mean of its noise, from training's repeats to the network's."""
    (trained, _), (mean, _) = (majority(repeats[number]) for repeats in (TRAINED_REPEATS, REPEATS))
    return p.nonideal.noise_sigma * p.codes[-1] * (mean - trained)


class Network(nn.Module):
    """All layers; images as codes (n, values) to scores (n, classes)."""

    def __init__(self, p: Binary) -> None:
        super().__init__()
        self.p = p
        self.layers = nn.ModuleList(
            (
                Columns(p, 0, 1, PATCH * PATCH, FILTERS),
                Columns(p, 1, QUARTERS, FILTERS * PLACES**2 // QUARTERS, HIDDEN),
                Columns(p, 2, 1, QUARTERS * HIDDEN, CLASSES * VOTES),
            )
        )
        self.temperature = nn.Parameter(torch.tensor(4.0))
        steps = torch.arange(len(p.codes), dtype=torch.float32)
        self.bowed = steps + p.nonideal.bow * torch.sin(np.pi * steps / p.codes[-1])

    def forward(self, codes: torch.Tensor, typical: bool) -> torch.Tensor:
        n, top = len(codes), self.p.codes[-1]
        first, second, last = self.layers
        drive = self.bowed[codes.int()] if typical else codes.float()
        bits = Step.apply(first(drive.reshape(1, n * PLACES**2, -1), typical))
        bits = Step.apply(second(bits.reshape(n, QUARTERS, -1).transpose(0, 1) * top, typical))
        hidden, votes = bits.transpose(0, 1).reshape(1, n, -1) * top, torch.zeros(n, CLASSES)
        for shift in SHIFTS:
            votes = votes + Step.apply(last(hidden, typical, shift * top)).reshape(n, CLASSES, VOTES).mean(2) / len(SHIFTS)
        return votes * 2 * self.temperature

    def confine(self) -> None:
        for layer in self.layers:
            layer.confine()

    def exported(self) -> BinaryNetwork:
        """The network as data: its thresholds in values, those of codes 1 and of bits the highest code."""
        units = (1, self.p.codes[-1], self.p.codes[-1])
        places = (PLACES**2, QUARTERS, 1)
        layers = tuple(
            Layer(
                weights=np.where(layer.weight.detach().numpy() >= 0, 1, -1).astype(np.int8),
                thresholds=(layer.thresholds().detach().numpy() / unit + moved(self.p, number) / unit).astype(np.float64).round(3),
                places=count,
                repeats=REPEATS[number],
            )
            for number, (layer, unit, count) in enumerate(zip(self.layers, units, places, strict=True))
        )
        return BinaryNetwork(name="mnist_binary", entry=entry(self.p.codes[-1]), layers=layers, head=Votes(CLASSES, SHIFTS))


def batches(codes: torch.Tensor, labels: torch.Tensor) -> Iterator[tuple[torch.Tensor, torch.Tensor]]:
    order = torch.randperm(len(codes))
    for start in range(0, len(codes), BATCH):
        chosen = order[start : start + BATCH]
        yield codes[chosen], labels[chosen]


def train(network: Network, codes: torch.Tensor, labels: torch.Tensor, epochs: int) -> Iterator[float]:
    """Train; gives the mean loss of each epoch."""
    total = epochs * -(-len(codes) // BATCH)
    optimizer = torch.optim.Adam(network.parameters(), 0.04)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimizer, 0.04, total_steps=total, pct_start=0.1)
    for _ in range(epochs):
        losses = []
        for some, named in batches(codes, labels):
            loss = functional.cross_entropy(network(some, True), named)
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            schedule.step()
            network.confine()
            losses.append(loss.item())
        yield float(np.mean(losses))


def accuracy(network: Network, codes: torch.Tensor, labels: torch.Tensor, typical: bool) -> float:
    network.eval()
    with torch.no_grad():
        named = torch.cat([network(part, typical).argmax(1) for part in codes.split(1000)])
    network.train()
    return float((named == labels).float().mean())


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--data", type=Path, required=True, help="folder with the four idx.gz files of MNIST")
    parser.add_argument("--epochs", type=int, default=36)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("-o", "--output", type=Path, default=Path("mnist_binary.npz"))
    options = parser.parse_args()
    torch.manual_seed(options.seed)
    torch.set_num_threads(1)  # the same sums in the same order on every machine
    p = params.preset("binary")
    assert isinstance(p, Binary)

    def tensors(examples: Examples) -> tuple[torch.Tensor, torch.Tensor]:
        values = entry(p.codes[-1]).values(examples.images)
        return torch.from_numpy(values), torch.from_numpy(examples.labels.astype(np.int64))

    data = mnist(options.data)
    learned, tested = tensors(data.train), tensors(data.test)
    network = Network(p)
    for epoch, loss in enumerate(train(network, *learned, options.epochs), 1):
        if epoch % 5 == 0 or epoch == options.epochs:
            figures = [accuracy(network, *tested, typical) for typical in (False, True)]
            print(f"epoch {epoch}: loss {loss:.3f}, test digits {figures[0]:.2%} ideal, {figures[1]:.2%} typical", flush=True)
            save(network.exported(), options.output)


if __name__ == "__main__":
    main()
