"""The Yosys of the wheel ``pyosys`` as the command that sby calls: ``yosys.py -ql LOG SCRIPT``."""

import sys

from pyosys import libyosys

_, _, log, script = sys.argv
libyosys.run_pass(f"tee -q -o {log} script {script}", libyosys.Design())
