"""What a co-simulation's judgement looks like."""

import sys
from typing import Any

from ..params import MacroParameters
from .screen import FOUND_WRONG, result, screen, table


def judged(p: MacroParameters, verdict: Any, seconds: float, as_json: bool) -> int:
    """Show a verdict and what it took; gives back the exit status."""
    values = {
        "ok": verdict.ok,
        "operations": verdict.operations,
        "mismatches": verdict.mismatches,
        "cycles_predicted": verdict.cycles_predicted,
        "cycles_counted": verdict.cycles_counted,
        "array_evaluations": verdict.array_evaluations,
        "seconds": round(seconds, 3),
    }
    result(as_json, values, lambda: screen.print(table(["", p.name], [[name, str(value)] for name, value in values.items()])))
    if not verdict.ok:
        print(f"bitline: {verdict.first_wrong or 'the cycle count is not the predicted one'}", file=sys.stderr)
        return FOUND_WRONG
    return 0
