"""Trains a convolutional network of few levels by learned step sizes (LSQ), and writes it as the generator takes it.

    python examples/train_lsq.py --data mnist -o mnist_lsq.npz
    python examples/train_lsq.py -o digits_lsq.npz                scikit-learn's digits

Weights have the levels -3 … 3, activations 0 … 3, images too: the preset ``entry_counting`` runs every layer. A network of the same
shape is trained in floating point first, and gives the weights to begin with. In the last stage batch normalization, rectifier and
step sizes are what they are on the macro: a whole bias and a multiplier for each channel.

Needs PyTorch: pip install torch --index-url https://download.pytorch.org/whl/cpu
"""

import argparse
from collections.abc import Callable
from pathlib import Path

import numpy as np
import torch
from torch import nn
from torch.nn import functional

from bitline import params
from bitline.network import datasets
from bitline.network.convolution import Layer, Rescale
from bitline.network.entry_counting.layers import LsqNetwork
from bitline.network.entry_counting.store import save
from bitline.params.entry_counting import OPERANDS, EntryCounting
from bitline_sim.network.entry_counting import scores

CHANNELS = (16, 16, 32)
STRIDES = {28: (2, 2, 1), 8: (1, 2, 1)}
"""By the side of the images."""

POOL = 2
BATCH = 200
RATES = {"float": 0.01, "levels": 0.01, "folded": 0.002}
"""Greatest learning rate of each stage: in floating point, with levels, and with normalizations folded into whole biases."""


class Levels(nn.Module):
    """Values to the nearest level, in steps that are learned."""

    def __init__(self, levels: range) -> None:
        super().__init__()
        self.low, self.high = levels[0], levels[-1]
        self.step = nn.Parameter(torch.tensor(0.0))

    def forward(self, values: torch.Tensor) -> torch.Tensor:
        if not self.step.item():
            self.step.data = 2 * values.detach().abs().mean() / self.high**0.5
        slow = 1 / (values.numel() * self.high) ** 0.5
        step = (self.step * (1 - slow)).detach() + self.step * slow
        scaled = (values / step).clamp(self.low, self.high)
        return (scaled + (scaled.round() - scaled).detach()) * step


class Convolution(nn.Module):
    """A convolution, its normalization and rectifier; its inputs are so many steps."""

    def __init__(self, p: EntryCounting, inputs: int, channels: int, stride: int) -> None:
        super().__init__()
        self.convolution = nn.Conv2d(inputs, channels, 3, stride, padding=1, bias=False)
        self.normalization = nn.BatchNorm2d(channels)
        self.weight, self.activation = (Levels(levels.levels) for levels in p.operands.values())

    def forward(self, x: torch.Tensor, step: torch.Tensor, form: str) -> torch.Tensor:
        layer = self.convolution
        weight = layer.weight if form == "float" else self.weight(layer.weight)
        y = functional.conv2d(x, weight, stride=layer.stride, padding=layer.padding)
        y = self._folded(y, step) if form == "folded" else self.normalization(y)
        return y.relu() if form == "float" else self.activation(y.relu())

    def _folded(self, y: torch.Tensor, step: torch.Tensor) -> torch.Tensor:
        """The normalization as the macro does it: a whole bias, and a factor."""
        unit, bias, spread = self.folding(step)
        whole = bias + (bias.round() - bias).detach()
        return (y / unit + whole[:, None, None]) * (unit / spread)[:, None, None]

    def folding(self, step: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
        """What a unit of the sums is worth, the bias in such units, and what the sums are divided by."""
        norm, unit = self.normalization, step * self.weight.step
        assert norm.running_var is not None and norm.running_mean is not None
        spread = (norm.running_var + norm.eps).sqrt() / norm.weight
        return unit, (norm.bias * spread - norm.running_mean) / unit, spread

    def exported(self, name: str, step: torch.Tensor, p: EntryCounting, pool: int) -> Layer:
        """The layer in integers."""
        unit, bias, spread = self.folding(step)
        factor = (unit / spread / self.activation.step).detach().numpy().astype(np.float64)
        shift = min(int(np.log2(p.multipliers[-1] / np.abs(factor).max())), p.shifts[-1])
        rescale = Rescale(
            bias=bias.round().detach().numpy().astype(np.int64),
            multiplier=np.rint(factor * 2**shift).astype(np.int64),
            shift=shift,
            low=self.activation.low,
            high=self.activation.high,
        )
        weights = levels_of(self.convolution.weight, self.weight)
        return Layer(name=name, weights=weights, stride=self.convolution.stride[0], padding=1, rescale=rescale, pool=pool)


class Network(nn.Module):
    """Convolutions, the last one pooled, and a matrix that makes the scores."""

    def __init__(self, p: EntryCounting, side: int) -> None:
        super().__init__()
        self.p, self.side = p, side
        inputs, strides = (1, *CHANNELS[:-1]), STRIDES[side]
        self.convolutions = nn.ModuleList(Convolution(p, *each) for each in zip(inputs, CHANNELS, strides, strict=True))
        for stride in strides:
            side = -(-side // stride)
        self.kernel = side // POOL
        self.scores = nn.Conv2d(CHANNELS[-1], 10, self.kernel, bias=False)
        self.weight = Levels(p.operands["weight"].levels)

    def forward(self, x: torch.Tensor, form: str) -> torch.Tensor:
        step = torch.tensor(1.0)
        for convolution in self.convolutions:
            x = convolution(x, step, form)
            step = convolution.activation.step
        weight = self.scores.weight if form == "float" else self.weight(self.scores.weight)
        return functional.conv2d(functional.max_pool2d(x, POOL), weight).flatten(1)

    def exported(self, name: str, figures: dict[str, float]) -> LsqNetwork:
        step, layers = torch.tensor(1.0), []
        for number, convolution in enumerate(self.convolutions, 1):
            pool = POOL if number == len(CHANNELS) else 1
            layers.append(convolution.exported(f"convolution {number}", step, self.p, pool))
            step = convolution.activation.step
        scores = Layer(name="scores", weights=levels_of(self.scores.weight, self.weight), stride=1, padding=0, rescale=None)
        weights, activations = (self.p.operands[operand].levels for operand in OPERANDS)
        return LsqNetwork(
            name=name, side=self.side, weights=weights, activations=activations, layers=(*layers, scores), figures=figures
        )


def levels_of(weights: torch.Tensor, levels: Levels) -> np.ndarray:
    """The levels of weights, inputs last."""
    nearest = (weights / levels.step).round().clamp(levels.low, levels.high)
    return nearest.detach().numpy().astype(np.int8).transpose(0, 2, 3, 1)


Batch = Callable[[slice | np.ndarray], torch.Tensor]


def train(network: Network, images: Batch, labels: torch.Tensor, epochs: int, form: str) -> None:
    rate = RATES[form]
    optimizer = torch.optim.Adam(network.parameters(), rate)
    total = epochs * -(-len(labels) // BATCH)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimizer, rate, total_steps=total)
    for epoch in range(1, epochs + 1):
        losses = []
        for chosen in np.array_split(torch.randperm(len(labels)).numpy(), total // epochs):
            loss = functional.cross_entropy(network(images(chosen), form), labels[chosen])
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            schedule.step()
            losses.append(loss.item())
        print(f"epoch {epoch}, {form}: loss {np.mean(losses):.4f}", flush=True)


def right(network: Network, images: Batch, labels: torch.Tensor, form: str) -> float:
    """Share of the images that are given their label."""
    network.eval()
    with torch.no_grad():
        parts = [network(images(slice(start, start + 500)), form).argmax(1) for start in range(0, len(labels), 500)]
    network.train()
    return float((torch.cat(parts) == labels).double().mean())


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--data", type=Path, help="folder with the four idx.gz files of MNIST; else scikit-learn's digits")
    parser.add_argument("--epochs", type=int, default=6, help="of each stage")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("-o", "--output", type=Path, required=True)
    options = parser.parse_args()
    torch.manual_seed(options.seed)
    torch.set_num_threads(1)  # the same sums in the same order on every machine
    p = params.preset("entry_counting")
    assert isinstance(p, EntryCounting)
    data = datasets.load(options.data)
    network = Network(p, data.train.images.shape[1])
    labels = [torch.from_numpy(part.labels.astype(np.int64)) for part in (data.train, data.test)]
    levels = len(p.operands["activation"].levels)

    def batches(images: np.ndarray, form: str) -> Batch:
        """Images as inputs: bytes in units of a level, but for floating point whole ones."""
        scaled = images[:, None] * (levels / 256)
        inputs = torch.from_numpy((scaled if form == "float" else np.floor(scaled)).astype(np.float32))
        return lambda chosen: inputs[chosen]

    figures = {}
    for form in RATES:
        train(network, batches(data.train.images, form), labels[0], options.epochs, form)
        figures[f"accuracy_{form}"] = right(network, batches(data.test.images, form), labels[1], form)
        print(f"test: {figures[f'accuracy_{form}']:.2%}", flush=True)
    network.eval()
    exported = network.exported(options.output.stem, figures)
    save(exported, options.output)
    found = (scores(exported, data.test.images).argmax(axis=1) == data.test.labels).mean()
    print(f"test: {found:.2%} in integers")


if __name__ == "__main__":
    main()
