"""The manifest: what a bundle was made of and what is in it, for scripts."""

import dataclasses
import json
from collections.abc import Mapping
from typing import Any

from .. import __version__
from ..params import MacroParameters, formats
from ..system.interface import interface
from .write import digests


def manifest(p: MacroParameters, platform: str, files: Mapping[str, str]) -> str:
    """A bundle's manifest for a platform, as JSON; ``files`` are all the others, of which it keeps the SHA-256."""
    contents = {
        "name": p.name,
        "summary": p.summary,
        "family": p.family,
        "made_by": f"bitline {__version__}",
        "platform": platform,
        "identity": f"0x{p.fingerprint:08x}",
        "parameters": p.chosen(),
        "formats": {name: _format(fmt) for name, fmt in p.formats.items()},
        "cycles": p.cycles,
        "ports": [dataclasses.asdict(port) for port in interface(p).ports],
        "array": _array(p),
        **({"other_arrays": [_array(each) for each in p.arrays[1:]]} if p.arrays[1:] else {}),
        "files": digests(dict(sorted(files.items()))),
    }
    return json.dumps(contents, indent=2, ensure_ascii=False) + "\n"


def _array(p: MacroParameters) -> dict[str, Any]:
    return {"name": p.array_name, "pins": [dataclasses.asdict(pin) for pin in p.array_pins]}


def _format(fmt: range) -> dict[str, Any]:
    return {"low": fmt[0], "high": fmt[-1], "bits": formats.width(fmt), "signed": formats.signed(fmt)}
