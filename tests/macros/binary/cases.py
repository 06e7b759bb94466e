"""Small binary macros."""

import dataclasses

from parameters import binary

SMALL = binary(
    array={"rows": 24, "columns": 6, "code_bits": 3, "word": 3},
    bias={"rows": 6, "entries": 3},
    trim={"digits": 2, "step": 3},
    program={"steps": 12, "pages": 2, "classes": 3, "score_bits": 10},
    accumulator={"bits": 6},
    input={"lines": 4},
)

FAULTY = dataclasses.replace(SMALL, nonideal=dataclasses.replace(SMALL.nonideal, stuck_cells=0.05, dead_columns=0.2, headroom=0.4))
"""The same with everything that a chip can suffer from."""

ENDS = binary(
    array={"rows": 9, "columns": 2, "code_bits": 1, "word": 1},
    bias={"rows": 3, "entries": 1},
    trim={"digits": 1, "step": 1},
    program={"steps": 12, "pages": 1, "classes": 1},
    accumulator={"bits": 4},
    input={"lines": 5},
    timing={"precharge": 3, "evaluate": 1, "compare": 1, "stretch_bits": 0, "write": 2, "read": 3},
)
"""Codes of one bit, one class, one entry, one page, fixed phases."""

WIDE = binary(
    array={"rows": 20, "columns": 9, "code_bits": 2, "word": 9},
    bias={"rows": 8, "entries": 2},
    trim={"digits": 3, "step": 1},
    program={"steps": 12, "pages": 3, "classes": 4},
    accumulator={"bits": 7},
    input={"lines": 2},
    timing={"precharge": 2, "evaluate": 3, "compare": 2, "stretch_bits": 1},
)
"""A word group that is a row, digits of several rows."""
