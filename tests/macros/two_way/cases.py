"""Small two-way macros, each with something at an end."""

from parameters import two_way, variant

TINY = two_way(
    array={"rows": 6, "columns": 4, "lines_per_read": 4}, input={"bits": 3}, weight={"bits": 3}, adc={"bits": 4, "share": 2}
)
"""Six rows of four weights of three bits, four lines a read, inputs of three bits, converters that suffice."""

INTERLEAVED = {"layout": "interleaved"}
MAGNITUDES = {"sign": "sign_magnitude"}
OFFSET = {"sign": "offset_binary"}
PAIRS = {"sign": "differential"}
UNSIGNED = {"sign": "unsigned"}
ONE_WAY = {"directions": "forward"}
RAGGED = {"rows": 5, "columns": 7, "lines_per_read": 3}

CASES = {
    "plain": TINY,
    "flash": variant(TINY, adc={"kind": "flash", "bits": 3, "share": 2}),
    "offset inputs": variant(TINY, input=OFFSET),
    "sign and magnitude": variant(TINY, input=MAGNITUDES),
    "mid-level line": variant(TINY, weight=OFFSET),
    "pairs of cells": variant(TINY, weight=PAIRS),
    "interleaved": variant(TINY, array=INTERLEAVED),
    "all offset, interleaved": variant(TINY, array=INTERLEAVED, input=OFFSET, weight=OFFSET),
    "two-bit digits of an odd width": variant(TINY, input={"digit_bits": 2}),
    "two-bit digits of two bits": variant(TINY, input={"bits": 2, "digit_bits": 2}),
    "magnitudes in two-bit digits": variant(TINY, input={"digit_bits": 2, **MAGNITUDES}, weight=PAIRS),
    "offset pairs of bits on two-bit weights": variant(
        TINY, array=INTERLEAVED, input={"bits": 2, "digit_bits": 2, **OFFSET}, weight={"bits": 2}
    ),
    "two-bit weights in pairs, interleaved": variant(TINY, array=INTERLEAVED, weight={"bits": 2, **PAIRS}),
    "two-bit weights, mid-level line": variant(TINY, weight={"bits": 2, **OFFSET}),
    "one-bit inputs": variant(TINY, input={"bits": 1}, weight={"bits": 2}),
    "one-bit offset inputs": variant(TINY, input={"bits": 1, **OFFSET}, array=INTERLEAVED),
    "one-bit converters, one line a read": variant(TINY, array={"lines_per_read": 1}, adc={"bits": 1}),
    "ragged groups": variant(TINY, array=RAGGED, adc={"share": 1}),
    "ragged groups, mid-level line": variant(TINY, array=RAGGED, weight=OFFSET, adc={"share": 1}),
    "fewer columns than lines a read": variant(TINY, array={"rows": 6, "columns": 2, "lines_per_read": 5}, input=OFFSET),
    "fewer rows than lines a read": variant(TINY, array={"rows": 2, "columns": 6, "lines_per_read": 5}),
    "one lane": variant(TINY, array={"rows": 4, "columns": 4}, adc={"share": 4}),
    "coarse, few codes": variant(TINY, adc={"bits": 2, "step": 2}),
    "slow converters": variant(TINY, adc={"compare_cycles": 3}),
    "one way": variant(TINY, array=ONE_WAY),
    "one way, unsigned weights": variant(TINY, array=ONE_WAY, weight=UNSIGNED, input=MAGNITUDES),
    "one way, offset inputs": variant(TINY, array=ONE_WAY, input=OFFSET, adc={"kind": "flash"}),
    "one way, interleaved, mid-level line": variant(
        TINY, array={**RAGGED, **ONE_WAY, **INTERLEAVED}, weight=OFFSET, adc={"share": 1}
    ),
    "unsigned weights, offset inputs": variant(TINY, weight=UNSIGNED, input=OFFSET),
    "long phases": variant(TINY, timing={"precharge": 3, "evaluate": 4, "sample": 2, "write": 1, "read": 3}),
}
