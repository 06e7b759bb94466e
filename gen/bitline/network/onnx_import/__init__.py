"""Networks from ONNX files, as graphs of integers.

Quantizers are QONNX's ``Quant`` and ``BipolarQuant``, or pairs of ``QuantizeLinear`` and ``DequantizeLinear``. What stands between
two of them, and between a layer and the next quantizer, is folded into the integers of a requantizer: normalizations, biases,
rectifiers, additions, averages. An image of bytes enters as ``byte / 255``.
"""

from pathlib import Path

from ..integers import IntegerNetwork
from ..onnx_graph import read_graph
from ..rescaling import Widths
from .reader import Reader


def imported(path: Path, widths: Widths | None = None) -> IntegerNetwork:
    """The network in a file, for requantizers of the widths given.

    Raises
    ------
    DataError
        Where the file cannot be read, or holds what cannot be done in integers; operators that are not understood are all named.
    """
    return Reader(path, read_graph(path), widths or Widths()).network()
