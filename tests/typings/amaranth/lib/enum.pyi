"""Enumerations with a shape."""

import enum
from typing import Any

class Enum(enum.Enum):
    def __init_subclass__(cls, *, shape: Any = ..., view_class: Any = ...) -> None: ...

def __getattr__(name: str) -> Any: ...
