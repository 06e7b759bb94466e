"""Untyped on purpose: Amaranth 0.5 annotates values (a slice may be an IOConcat, m.If is a generator) as they are not."""

from typing import Any

def __getattr__(name: str) -> Any: ...
