"""Numbers that lie evenly apart, as levels: what is left of a quantizer that was carried out when the file was written."""

import numpy as np

from .expressions import Constant

LARGEST = 255


def on_grid(values: np.ndarray) -> Constant | None:
    """Constants as levels of one scale, or of one scale for each output; nothing where they have too many."""
    whole = _levels(values)
    if whole is not None:
        return whole
    outputs = [_levels(part) for part in values] if values.ndim > 1 else []
    known = [part for part in outputs if part is not None]
    if not known or len(known) < len(outputs):
        return None
    return Constant(np.stack([part.levels for part in known]), np.stack([part.scale for part in known]))


def _levels(values: np.ndarray) -> Constant | None:
    """Levels whose magnitudes are 255 at most, those of zero 0."""
    real = np.asarray(values, np.float64)
    known = np.unique(np.append(np.abs(real), 0))
    if len(known) > LARGEST + 1 or not np.isfinite(known).all():
        return None
    step = float(np.diff(known).min()) if len(known) > 1 else 1.0
    step = known[-1] / max(1, round(known[-1] / step))  # the largest tells the step best
    levels = np.rint(real / step)
    if np.abs(levels).max() > LARGEST or np.abs(levels * step - real).max() > 1e-4 * step:
        return None
    return Constant(levels.astype(np.int64), np.full(real.shape, step))
