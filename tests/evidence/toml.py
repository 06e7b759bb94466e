"""Parameters as the TOML file that says the same."""

import json
from typing import Any


def toml(tree: dict[str, Any]) -> str:
    """Nested plain values as a TOML file."""
    own = [f"{key} = {json.dumps(value)}" for key, value in tree.items() if not isinstance(value, dict)]
    tables = [f"[{key}]\n{toml(value)}" for key, value in tree.items() if isinstance(value, dict)]
    return "\n".join([*own, *tables])
