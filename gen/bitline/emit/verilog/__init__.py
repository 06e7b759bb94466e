"""Verilog-2001 from Amaranth's RTLIL.

A block's RTLIL is read (:mod:`rtlil`, :mod:`registers`) into a small tree (:mod:`tree`), which is simplified without a change of
what it does (:mod:`settle`, :mod:`parts`, :mod:`clean`, :mod:`fold`, :mod:`choices`, :mod:`merge`), given names (:mod:`names`) and
written (:mod:`inline`, :mod:`expressions`, :mod:`statements`, :mod:`writer`). :mod:`emission` does it for a block and all that it
places.
"""

from .emission import Emission

__all__ = ["Emission"]
