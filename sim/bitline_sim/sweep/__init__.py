"""Sweeps: networks on macros of many parameters and on many chips, on this machine's cores or on a cluster.

``points`` reads what a file asks for, ``row`` works one point out, ``rows`` keeps what is known in a file that survives a kill, and
``workers`` hands points out. The same function works a point out wherever it runs.
"""

from .points import Point, Sweep, SweepError, read
from .row import row
from .rows import Rows
from .workers import ClusterError, carried_out

__all__ = ["ClusterError", "Point", "Rows", "Sweep", "SweepError", "carried_out", "read", "row"]
