"""The emitted Verilog is proven equal to Amaranth's RTLIL, module by module; and simulated against Amaranth's own simulator."""

import random
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
from amaranth.hdl import Value
from amaranth.sim import Simulator
from hypothesis import given, settings

from bitline.emit.verilog import Emission
from bitline.emit.verilog.tree import NoVerilogError
from bitline.params import MacroParameters, families
from bitline.params.two_way import TwoWay
from bitline.periphery.block import Block
from bitline.system.top import Top
from macros.two_way_training.cases import SMALL
from parameters import two_way
from strategies import legal_two_way

from .drawn import Drawn
from .proof import prove

pytest.importorskip("pyosys", reason="proofs need Yosys: pip install pyosys")

CASES = settings.default.max_examples  # 25; 1000 with --hypothesis-profile=evidence


def emission_of(p: MacroParameters) -> Emission:
    emission = Emission(p.name)
    emission.describe(Top(p), p.name)
    return emission


def test_blocks_drawn_at_random(tmp_path: Path) -> None:
    emission = Emission("random")
    for seed in range(CASES // 2):
        try:
            emission.describe(block := Drawn(seed), f"random_{block.module_name}")
        except NoVerilogError as refusal:  # a register that nothing ever changes
            assert "nothing assigns all bits" in str(refusal)
    assert prove(emission, tmp_path) > 0.9 * (CASES // 2)


SMALLER: dict[str, MacroParameters] = {"two_way_training": SMALL}
"""In place of a family's defaults, whose modules are mostly another family's."""


@pytest.mark.parametrize("family", families())
def test_every_module_of_a_family(family: str, tmp_path: Path) -> None:
    assert prove(emission_of(SMALLER.get(family) or families()[family](name=family)), tmp_path) > 10


SCHEMES = [
    {
        "array": {"layout": "interleaved"},
        "weight": {"sign": "offset_binary"},
        "input": {"sign": "offset_binary", "digit_bits": 2},
        "adc": {"kind": "flash", "bits": 3, "share": 2},
    },
    {
        "array": {"layout": "planes"},
        "weight": {"sign": "differential", "bits": 3},
        "input": {"sign": "sign_magnitude", "bits": 5, "digit_bits": 2},
        "adc": {"share": 2},
    },
    {
        "array": {"layout": "interleaved"},
        "weight": {"sign": "differential", "bits": 2},
        "input": {"bits": 1},
        "adc": {"bits": 1, "share": 2, "compare_cycles": 3},
    },
]


@pytest.mark.parametrize("scheme", SCHEMES)
def test_every_module_of_a_scheme(scheme: dict[str, Any], tmp_path: Path) -> None:
    array = {"rows": 12, "columns": 10, "lines_per_read": 4} | scheme["array"]
    assert prove(emission_of(two_way(**(scheme | {"array": array}))), tmp_path) > 10


@settings(max_examples=max(1, CASES // 12))
@given(legal_two_way())
def test_every_module_of_any_parameters(tmp_path_factory: pytest.TempPathFactory, p: TwoWay) -> None:
    assert prove(emission_of(p), tmp_path_factory.mktemp("proof")) > 10


CHANGES = [
    ("start_valid & start_ready", "start_valid | start_ready"),
    ("evaluations + 32'd1", "evaluations + 32'd2"),
    ("if (rst)", "if (~rst)"),
    ("posedge clk", "negedge clk"),
    ("slot <= 2'd1;", "slot <= 2'd0;"),
    (".enable(~", ".enable("),
    (".above(above[0])", ".above(above[1])"),
]


@pytest.fixture(scope="module")
def tiny() -> Emission:
    return emission_of(two_way(array={"rows": 4, "columns": 4, "lines_per_read": 2}, adc={"share": 2}, weight={"bits": 2}))


@pytest.mark.parametrize(("old", "new"), CHANGES)
def test_a_change_is_noticed(tiny: Emission, old: str, new: str, tmp_path: Path) -> None:
    name, text = next((name, text) for name, text in tiny.modules().items() if old in text)
    with pytest.raises(AssertionError, match=r"proof did fail|No matching port"):
        prove(tiny, tmp_path, {name: text.replace(old, new, 1)})


# ---- simulation


@pytest.mark.skipif(not shutil.which("iverilog"), reason="Icarus Verilog is not installed: apt install iverilog")
@pytest.mark.parametrize("seed", range(max(4, CASES // 6)))
def test_icarus_shows_what_amaranth_shows(seed: int, tmp_path: Path) -> None:
    stimulus = [random.Random(f"{seed} {cycle}").getrandbits(64) for cycle in range(100)]
    assert in_icarus(Drawn(seed, always_reset=True), stimulus, tmp_path) == in_python(Drawn(seed, always_reset=True), stimulus)


def in_python(block: Block, stimulus: list[int]) -> list[int]:
    """All outputs in each cycle, when the inputs are the low bits of each number, as Amaranth simulates it."""
    inputs, outputs = _sides(block)
    shown: list[int] = []

    async def bench(ctx: Any) -> None:
        for number in stimulus:
            for _, value in inputs:
                ctx.set(value.as_unsigned(), number & (1 << len(value)) - 1)
                number >>= len(value)
            _, _, *values = await ctx.tick().sample(*(value.as_unsigned() for _, value in outputs))
            shown.append(_packed(zip(values, (len(value) for _, value in outputs), strict=True)))

    simulator = Simulator(block)
    simulator.add_clock(1e-6, if_exists=True)
    simulator.add_testbench(bench)
    simulator.run()
    return shown


def in_icarus(block: Block, stimulus: list[int], where: Path) -> list[int]:
    """The same as Icarus simulates the emitted Verilog."""
    emission = Emission("t")
    emission.describe(block, "t")
    inputs, outputs = _sides(block)
    clocked = [pin for pin in ("clk", "rst") if f" {pin},\n" in emission.modules()["t"]]
    declared = [f"reg [{len(value) - 1}:0] {name};" for name, value in inputs]
    declared += [f"wire [{len(value) - 1}:0] {name};" for name, value in outputs]
    pins = ", ".join(f".{name}({name})" for name in (*clocked, *(name for name, _ in (*inputs, *outputs))))
    given_, shown = (", ".join(name for name, _ in reversed(side)) for side in (inputs, outputs))
    (where / "bench.v").write_text(
        f"""module bench;
  reg clk = 0, rst = 1;
  {" ".join(declared)}
  reg [63:0] stimulus [0:{len(stimulus) - 1}];
  integer k;
  t t ({pins});
  initial begin
    $readmemh("stimulus.hex", stimulus);
    {{{given_}}} = stimulus[0];
    #1 clk = 1; #1 clk = 0; rst = 0;
    for (k = 0; k < {len(stimulus)}; k = k + 1) begin
      {{{given_}}} = stimulus[k];
      #1 $display("%h", {{{shown}}});
      clk = 1; #1 clk = 0;
    end
  end
endmodule
"""
    )
    (where / "t.v").write_text(emission.file("t"))
    (where / "stimulus.hex").write_text("\n".join(f"{number:x}" for number in stimulus))
    subprocess.run(["iverilog", "-g2005", "-Wall", "-o", "t.vvp", "bench.v", "t.v"], cwd=where, check=True)
    run = subprocess.run(["vvp", "t.vvp"], cwd=where, check=True, capture_output=True, text=True)
    return [int(line, 16) for line in run.stdout.split()]


def _sides(block: Block) -> tuple[list[tuple[str, Value]], list[tuple[str, Value]]]:
    ports = list(block.ports())
    return [(name, value) for name, value, is_input in ports if is_input], [
        (name, value) for name, value, is_input in ports if not is_input
    ]


def _packed(words: Any) -> int:
    packed = place = 0
    for word, width in words:
        packed |= word << place
        place += width
    return packed
