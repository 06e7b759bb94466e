"""Parameters from a preset's name or a TOML file, read strictly."""

import importlib
import importlib.resources
import pkgutil
import re
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from .errors import ParameterError
from .macro import MacroParameters
from .settings import Settings, nearest

LARGEST_FILE = 1 << 20
"""Bytes of parameter file that are read at most: a larger one is none."""

_OWN_KEYS = ("family", "extends")
_BARE_KEY = re.compile("[A-Za-z0-9_-]+")


def families() -> dict[str, type[MacroParameters]]:
    """Every family by its name: the modules of this package that set ``FAMILY``."""
    package = importlib.import_module(__package__ or "")
    modules = (importlib.import_module(f"{package.__name__}.{info.name}") for info in pkgutil.iter_modules(package.__path__))
    found = (getattr(module, "FAMILY", None) for module in modules)
    return {family.family: family for family in found if family is not None}


def preset_names() -> list[str]:
    """Names of the presets, in alphabetical order."""
    return sorted(Path(entry.name).stem for entry in _presets().iterdir() if entry.name.endswith(".toml"))


def family_presets() -> list[str]:
    """Those that extend no other one, whose hardware is emitted into the repository; the others are points of these families."""
    return [name for name in preset_names() if "extends" not in tomllib.loads(_text(name))]


def load(target: str) -> MacroParameters:
    """The parameters of a preset's name or of a TOML file's path.

    Raises
    ------
    ParameterError
        Where the file cannot be read, is not TOML, or holds something that cannot be built; the message begins with the file.
    """
    if target in preset_names():
        return preset(target)
    try:
        with Path(target).open("rb") as file:
            content = file.read(LARGEST_FILE + 1)
    except FileNotFoundError:
        what = "no such file" if Path(target).suffix else f"is neither a preset nor a TOML file{nearest(target, preset_names())}"
        raise ParameterError(target, f"{what}; presets: {', '.join(preset_names())}") from None
    except OSError as error:
        raise ParameterError(target, f"cannot be read: {error.strerror}") from None
    except ValueError:
        raise ParameterError(repr(target), "is neither a preset nor the name of a file") from None
    if len(content) > LARGEST_FILE:
        raise ParameterError(target, f"holds more than {LARGEST_FILE} bytes, too many for a parameter file")
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError:
        raise ParameterError(target, "is not text in UTF-8, so it is no TOML file") from None
    return parse(text, target)


def preset(name: str) -> MacroParameters:
    """The parameters of a preset."""
    return parse(_text(name), f"{name}.toml")


def parse(text: str, origin: str) -> MacroParameters:
    """Parameters from the text of a TOML file; ``origin`` names it in errors."""
    try:
        return _build(tomllib.loads(text))
    except tomllib.TOMLDecodeError as error:
        raise ParameterError(origin, f"is not complete TOML: {error}") from None
    except ParameterError as error:
        raise ParameterError(origin, str(error)) from None
    except (ValueError, OverflowError, RecursionError) as error:  # thousands of digits, or of brackets
        raise ParameterError(origin, "holds a number or a nesting too large for any setting") from error


def from_choices(tree: Mapping[str, Any]) -> MacroParameters:
    """Parameters from nested plain values: the inverse of :meth:`MacroParameters.chosen`."""
    return _build(dict(tree))


def _build(tree: dict[str, Any]) -> MacroParameters:
    tree = dict(tree)
    if "extends" in tree:
        base = tree.pop("extends")
        if base not in preset_names():
            raise ParameterError("extends", f"{base!r} is no preset{nearest(str(base), preset_names())}")
        chosen = preset(base).chosen()
        tree.setdefault("family", chosen["family"])
        if tree["family"] != chosen["family"]:
            why = f"{tree['family']!r} is not the family of extends = {base!r}, which is {chosen['family']!r}"
            raise ParameterError("family", why)
        tree = _merged(chosen, tree)
    known = families()
    family = tree.pop("family", None)
    if family is None:
        raise ParameterError("family", f"is missing; write one of {', '.join(map(repr, known))}, or extends = a preset's name")
    if not isinstance(family, str) or family not in known:
        raise ParameterError("family", f"{family!r} is not one of {', '.join(map(repr, known))}{nearest(str(family), known)}")
    built = _section(known[family], tree, "")
    assert isinstance(built, MacroParameters)
    return built


def _merged(base: Mapping[str, Any], over: Mapping[str, Any]) -> dict[str, Any]:
    out = dict(base)
    for key, value in over.items():
        both = isinstance(value, dict) and isinstance(out.get(key), dict)
        out[key] = _merged(out[key], value) if both else value
    return out


def _section(kind: type[Settings], tree: Mapping[str, Any], prefix: str) -> Settings:
    kinds = {field.name: field_kind for field, field_kind in kind.described()}
    sections = kind.sections()
    values: dict[str, Any] = {}
    for key, value in tree.items():
        where = prefix + (key if _BARE_KEY.fullmatch(key) else repr(key))
        if key not in kinds:
            known = [*kinds, *(() if prefix else _OWN_KEYS)]
            raise ParameterError(where, f"is no known key{nearest(key, known)}; known here: {', '.join(known)}")
        if key in sections:
            if not isinstance(value, dict):
                raise ParameterError(where, f"must be a table [{where}], not {value!r}")
            value = _section(sections[key], value, f"{where}.")
        elif kinds[key] is float and type(value) is int:
            value = float(value)
        values[key] = value
    return kind(**values)


def _text(name: str) -> str:
    return (_presets() / f"{name}.toml").read_text(encoding="utf-8")


def _presets():
    return importlib.resources.files(__package__ or "") / "presets"
