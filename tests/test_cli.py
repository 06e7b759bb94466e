"""The command line: what it answers, and every sentence with which it refuses."""

import os
import resource
import signal
import time
from pathlib import Path

import pytest

from bitline.params import load, preset_names
from bitline_sim import runner
from command_line import SMALL, process

needs_simulator = pytest.mark.skipif(all(map(runner.missing, runner.SIMULATORS)), reason="no simulator: apt install iverilog")


def visible(folder: Path) -> set[str]:
    """Names in a folder."""
    return {path.name for path in folder.iterdir()}


# ---- one object

KEYS = {
    "presets": (["presets"], {"presets"}),
    "check": (["check", "chip.toml"], {"ok", "parameters", "formats", "cycles"}),
    "build": (["build", "chip.toml", "-o", "out"], {"files", "seconds"}),
    "datasheet": (["datasheet", "chip.toml", "-o", "out.html"], {"file"}),
    "simulate": (
        ["simulate", "chip.toml", "--operations", "1"],
        {"ok", "operations", "mismatches", "cycles_predicted", "cycles_counted", "array_evaluations", "seconds"},
    ),
}
"""Of each command: arguments, and the keys of its object."""


@pytest.mark.parametrize("command", [pytest.param(name, marks=needs_simulator if name == "simulate" else ()) for name in KEYS])
def test_one_object_and_nothing_else(bitline, command):
    arguments, keys = KEYS[command]
    ran = bitline(*arguments, "--json")
    assert (ran.status, ran.err, set(ran.object)) == (0, "", keys)


def test_presets_are_those_there_are(bitline):
    assert [preset["name"] for preset in bitline("presets", "--json").object["presets"]] == preset_names()


def test_what_is_checked_builds_the_same_macro(bitline):
    assert bitline("check", "chip.toml", "--json").object["parameters"] == load("chip.toml").chosen()


def test_what_is_built_is_listed(bitline):
    files = bitline("build", "chip.toml", "-o", "out", "--json").object["files"]
    assert files == sorted(str(path.relative_to("out")) for path in Path("out").rglob("*") if path.is_file())


@pytest.mark.parametrize("arguments", [["presets"], ["check", "chip.toml"], ["--help"], ["--version"], ["check", "--help"]])
def test_readers_are_told_in_words(bitline, arguments):
    ran = bitline(*arguments)
    assert (ran.status, ran.err) == (0, "") and ran.out and not ran.out.startswith("{")


# ---- refusals

CHOICES = {
    "family = 'two_way'\n[adc]\nbit = 3": "adc.bit: is no known key (did you mean 'bits'?);"
    " known here: kind, bits, share, step, compare_cycles",
    "family = 'two_way'\n[array]\nrows = '4'": "array.rows: must be a whole number, not '4'",
    "family = 'two_way'\n[adc]\nbits = 0": "adc.bits: 0 is below 1 bit, the least that can be built",
    "family = 'two_way'\n[adc]\nshare = 7": "adc.share: 7 does not divide array.columns = 64",
    "extends = 'two_way'\n[array]\nrows =": "is not complete TOML: Invalid value (at end of document)",
    "extends = 'two_wya'": "extends: 'two_wya' is no preset (did you mean 'two_way'?)",
}


@pytest.mark.parametrize("text", CHOICES)
@pytest.mark.parametrize("command", ["check", "build", "simulate", "datasheet"])
def test_refused_parameters(bitline, command, text):
    Path("chip.toml").write_text(text)
    output = ["-o", "out"] if command in ("build", "datasheet") else []
    assert bitline(command, "chip.toml", *output).sentence == f"chip.toml: {CHOICES[text]}"
    assert visible(Path()) == {"chip.toml"}


PRESETS = f"presets: {', '.join(preset_names())}"

COMMANDS = {
    "check two_wya": f"two_wya: is neither a preset nor a TOML file (did you mean 'two_way'?); {PRESETS}",
    "check none.toml": f"none.toml: no such file; {PRESETS}",
    "check .": ".: cannot be read: Is a directory",
    "check a\0b": "'a\\x00b': is neither a preset nor the name of a file",
    "check": "Missing argument 'TARGET'.",
    "check two_way two_way": "Got unexpected extra argument (two_way)",
    "check two_way --jason": "No such option '--jason'. Did you mean '--json'?",
    "chek": "No such command 'chek'. Did you mean 'check'?",
    "build two_way": "Missing option '-o' / '--output'.",
    "build chip.toml -o out --platform sky130": "platform: 'sky130' is not one of 'asap7', 'gf180', 'ihp-sg13g2', 'nangate45',"
    " 'osu018', 'sky130hd' (did you mean 'sky130hd'?)",
    "build chip.toml -o chip.toml": "chip.toml: is a file, and a bundle is a folder; choose another -o",
    "build chip.toml -o .": ".: holds chip.toml, which this program did not write so; choose another -o or empty the folder",
    "build chip.toml -o chip.toml/out": "chip.toml/out: cannot be written: chip.toml is not a folder; nothing was changed",
    "build chip.toml -o /dev/null/out": "/dev/null/out: cannot be written: /dev/null is not a folder; nothing was changed",
    "datasheet chip.toml -o .": ".: cannot be written: Is a directory; nothing was changed",
    "datasheet chip.toml -o /dev/full": "/dev/full: cannot be written: No space left on device; nothing was changed",
    "simulate chip.toml --operations 0": "Invalid value for '--operations': 0 is not in the range 1<=x<=100000.",
    "simulate chip.toml --operations few": "Invalid value for '--operations': 'few' is not a valid integer range.",
    "simulate chip.toml --array idea": "Invalid value for '--array': 'idea' is not one of 'ideal', 'typical'.",
    "simulate chip.toml --simulator vcs": "Invalid value for '--simulator': 'vcs' is not one of 'verilator', 'icarus'.",
    "simulate chip.toml --model c": "Invalid value for '--model': 'c' is not one of 'numpy', 'compiled'.",
    "simulate chip.toml --network none": "--network: none: neither a file nor a built-in network; "
    "those are digits_lsq, mnist_binary, mnist_lsq",
    "simulate chip.toml --network n --transcript t": "--transcript: keeps random operations alone; leave --network out",
    "simulate chip.toml --liberty some.lib": "--liberty: is for the cells of --netlist; name one, or leave it out",
    "simulate chip.toml --platform sky130hd": "--platform: is for the cells of --netlist; name one, or leave it out",
    "simulate chip.toml --network n --liberty l": "--liberty: is for the cells of --netlist; name one, or leave it out",
    "simulate chip.toml --data mnist": "--data: is for the inputs of --network; name one, or leave it out",
    "simulate chip.toml --netlist chip.toml --liberty no.lib": "--liberty: there is no file no.lib",
    "simulate binary --model compiled": "--model: macros of the family binary have no compiled model; leave numpy's",
    "replay none.json": "none.json: cannot be read: No such file or directory",
    "replay chip.toml": "chip.toml: it is not a whole transcript; write it anew with bitline simulate --transcript",
    "simulate chip.toml --idle 1": "Invalid value for '--idle': 1.0 is not in the range 0<=x<=0.95.",
    "simulate chip.toml --seed -1": "Invalid value for '--seed': -1 is not in the range 0<=x<=4294967295.",
    "simulate chip.toml --inject shft": "--inject: 'shft' is not one of 'shift', 'column', 'row' (did you mean 'shift'?)",
}


@pytest.mark.parametrize("command", COMMANDS)
def test_refused_commands(bitline, command):
    assert bitline(*command.split(" ")).sentence == COMMANDS[command]
    assert visible(Path()) == {"chip.toml"}


def test_no_command_is_answered_by_the_help(bitline):
    ran = bitline()
    assert (ran.status, ran.out) == (2, "") and ran.err.startswith("Usage: bitline") and "simulate" in ran.err


def test_file_not_in_utf_8(bitline):
    Path("chip.toml").write_bytes(SMALL.encode("utf-16"))
    assert bitline("check", "chip.toml").sentence == "chip.toml: is not text in UTF-8, so it is no TOML file"


def test_no_simulator(bitline, monkeypatch):
    monkeypatch.setenv("PATH", "")
    icarus = "Icarus Verilog is not installed: apt install iverilog"
    gcc = "Verilator needs g++, which is not installed: apt install g++"
    assert bitline("simulate", "chip.toml").sentence == f"{gcc}; or {icarus}"
    assert bitline("simulate", "chip.toml", "--simulator", "icarus").sentence == icarus
    assert bitline("simulate", "chip.toml", "--simulator", "verilator").sentence == gcc


# ---- output


def test_a_bundle_is_replaced_unless_someone_has_edited_it(bitline):
    assert bitline("build", "chip.toml", "-o", "out").status == 0
    assert bitline("build", "chip.toml", "-o", "out").status == 0
    with Path("out/rtl/tiny.v").open("a") as file:
        file.write("// mine\n")
    refused = "out: holds rtl/tiny.v, which this program did not write so; choose another -o or empty the folder"
    assert bitline("build", "chip.toml", "-o", "out").sentence == refused
    assert Path("out/rtl/tiny.v").read_text().endswith("// mine\n")


def test_a_file_goes_through_a_link(bitline):
    Path("link.html").symlink_to("sheet.html")
    assert bitline("datasheet", "chip.toml", "-o", "link.html").status == 0
    assert Path("link.html").is_symlink() and Path("sheet.html").read_text().startswith("<!DOCTYPE html>")


@pytest.mark.parametrize("command", ["build", "datasheet"])
def test_full_disk(bitline, command):
    """A limit on the size of files fails like a disk that is full."""

    def limited() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096))

    assert bitline(command, "chip.toml", "-o", "out").status == 0
    before = {path: path.read_bytes() for path in Path().rglob("*") if path.is_file()}
    with process(command, "chip.toml", "-o", "out", preexec_fn=limited) as running:
        _, err = running.communicate()
    assert (running.returncode, err) == (2, "bitline: out: cannot be written: File too large; nothing was changed\n")
    assert before == {path: path.read_bytes() for path in Path().rglob("*") if path.is_file()}


@pytest.mark.parametrize("by", [signal.SIGTERM, signal.SIGINT, signal.SIGKILL])
def test_killed_while_it_writes(bitline, by):
    with process("build", "chip.toml", "-o", "out") as running:
        while running.poll() is None and not any(name.startswith(".out-") for name in visible(Path())):
            time.sleep(0.002)
        running.send_signal(by)
        _, err = running.communicate()
    left = visible(Path()) - {"chip.toml"}
    if running.returncode == 0:  # it was sooner done than killed
        assert left == {"out"}
    elif by == signal.SIGKILL:
        assert "out" not in left
    else:
        assert (running.returncode, err, left) == (130, "bitline: interrupted; nothing was left behind\n", set())
    assert bitline("build", "chip.toml", "-o", "out").status == 0


def test_full_standard_output(bitline):
    with Path("/dev/full").open("w") as full, process("presets", "--json", stdout=full) as running:
        _, err = running.communicate()
    assert (running.returncode, err) == (2, "bitline: output cannot be written: No space left on device\n")


def test_reader_that_has_gone(bitline):
    reading, writing = os.pipe()
    os.close(reading)
    with process("presets", "--json", stdout=writing) as running:
        os.close(writing)
        _, err = running.communicate()
    assert (running.returncode, err) == (0, "")


# ---- what is found wrong


@needs_simulator
@pytest.mark.parametrize("fault", ["shift", "column", "row"])
def test_a_fault_is_found(bitline, fault):
    ran = bitline("simulate", "chip.toml", "--inject", fault, "--json")
    assert (ran.status, ran.object["ok"]) == (1, False)
    assert ran.object["mismatches"] > 0
    assert ran.err.startswith("bitline: product ") and "should be" in ran.err and ran.err.count("\n") == 1


@needs_simulator
def test_a_transcript_replays(bitline):
    simulated = bitline("simulate", "chip.toml", "--operations", "1", "--array", "typical", "--transcript", "run.json", "--json")
    replayed = bitline("replay", "run.json", "--json")
    assert (replayed.status, replayed.err) == (0, "")
    assert replayed.object | {"seconds": 0} == simulated.object | {"seconds": 0}
