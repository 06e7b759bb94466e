"""Verilog from a template beside this module: ``[[ value ]]`` stands for a value, ``[% … %]`` for a loop or a condition."""

from functools import cache
from typing import Any

import jinja2


def filled(template: str, **values: Any) -> str:
    """The template with its values."""
    return _environment().get_template(template).render(values)


@cache
def _environment() -> jinja2.Environment:
    return jinja2.Environment(
        loader=jinja2.PackageLoader("bitline.emit.models"),
        undefined=jinja2.StrictUndefined,
        variable_start_string="[[",
        variable_end_string="]]",
        block_start_string="[%",
        block_end_string="%]",
        comment_start_string="[#",
        comment_end_string="#]",
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
