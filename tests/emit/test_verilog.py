# amaranth: UnusedElaboratable=no
"""What the Verilog writer makes of each form, as a hardware engineer would read it; and what it refuses."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from amaranth.hdl import Array, Cat, ClockDomain, ClockSignal, Instance, Module, Mux, Print, ResetSignal, Signal, signed
from amaranth.lib import data, enum, memory
from amaranth.lib.wiring import Component, In, Out

from bitline.emit.verilog import Emission
from bitline.emit.verilog.tree import NoVerilogError
from bitline.periphery.block import Block


class Kind(enum.Enum, shape=2):
    ADD = 0
    CLEAR = 2


ORDER = data.StructLayout({"kind": Kind, "count": 4})

PORTS = {
    "a": In(4), "b": In(4), "s": In(signed(4)), "c": In(1), "d": In(1), "order": In(ORDER), "words": In(data.ArrayLayout(2, 4)),
    "y": Out(4), "flag": Out(1), "made": Out(ORDER),
}  # fmt: skip


class Device(Block):
    """A device of one test."""

    def __init__(self, body: Callable[[Any, Module], None]) -> None:
        self._body = body
        super().__init__(PORTS)

    def body(self, m: Module, platform: Any) -> None:
        self._body(self, m)


def module(body: Callable[[Any, Module], None]) -> str:
    """The Verilog of a device with that body."""
    emission = Emission("t")
    emission.describe(Device(body), "t")
    return emission.modules()["t"]


def written(body: Callable[[Any, Module], None]) -> str:
    """The same from behind the ports on, without outputs that stay 0 and bits that nobody reads."""
    inner = module(body).split("\n);\n\n")[1].removesuffix("\n\nendmodule\n")
    inner = re.sub(r"\n*  wire unused =.*?;$|  assign \w+ = \d+'[bd]0;\n?", "", inner, flags=re.S | re.M)
    return re.sub(r"\n\n+", "\n\n", re.sub(r"^  ", "", inner, flags=re.M)).strip()


# ---- expressions


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (lambda d: d.a + d.b, "a + b"),
        (lambda d: (d.a + d.b)[:4] - 3, "a + b - 4'd3"),
        (lambda d: d.a - (d.b - 3)[:4], "a - (b - 4'd3)"),
        (lambda d: d.a & d.b & ~d.a, "a & b & ~a"),
        (lambda d: d.a & d.b | d.a ^ d.b, "(a & b) | (a ^ b)"),
        (lambda d: -d.a, "-a"),
        (lambda d: ~-d.a, "~(-a)"),
        (lambda d: Mux(d.c, d.a + 1, 0), "c ? a + 4'd1 : 4'd0"),
        (lambda d: Mux(d.a < d.b, d.a, Mux(d.c, d.b, 3)), "(a < b) ? a : c ? b : 4'd3"),
        (lambda d: Mux(d.c, Mux(d.d, d.b, 3), d.a), "c ? (d ? b : 4'd3) : a"),
        (lambda d: Cat(d.c, d.c, d.c, d.d), "{d, {3{c}}}"),
        (lambda d: d.s >> 1, "{s[3], s[3:1]}"),
        (lambda d: d.a << 2, "{a[1:0], 2'd0}"),
        (lambda d: d.a >> d.b[:2], "a >> b[1:0]"),
        (lambda d: d.s >> d.b[:2], "$signed(s) >>> b[1:0]"),
        (lambda d: d.a + 0, "a"),
        (lambda d: d.a * d.b, "a * b"),
        (lambda d: d.words[1] + d.a, "{2'd0, words[3:2]} + a"),
    ],
)
def test_a_number(value: Callable[[Any], Any], text: str) -> None:
    assert written(lambda d, m: m.d.comb.__iadd__(d.y.eq(value(d)))) == f"assign y = {text};"


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (lambda d: d.a == 3, "a == 4'd3"),
        (lambda d: ~(d.a == 3), "a != 4'd3"),
        (lambda d: (d.a == 3) & (d.b != 2), "(a == 4'd3) & (b != 4'd2)"),
        (lambda d: d.s < d.a, "$signed({s[3], s}) < $signed({1'b0, a})"),
        (lambda d: Cat(d.a, 0) == Cat(d.b, 0), "a == b"),
        (lambda d: d.a < 16, "1'b1"),
        (lambda d: d.a.any() & ~d.b.any(), "|a & ~|b"),
        (lambda d: (~d.a).xor(), "^(~a)"),
        (lambda d: ~d.a.all(), "~&a"),
        (lambda d: d.c == 0, "~c"),
        (lambda d: d.c | (d.a == d.b) | d.d, "c | (a == b) | d"),
    ],
)
def test_a_condition(value: Callable[[Any], Any], text: str) -> None:
    assert written(lambda d, m: m.d.comb.__iadd__(d.flag.eq(value(d)))) == f"assign flag = {text};"


def test_fields_and_values_keep_their_names() -> None:
    def body(d: Any, m: Module) -> None:
        m.d.comb += d.flag.eq((d.order.kind == Kind.CLEAR) | d.order.count[1])

    assert "  input  wire     [5:0] order,  // {count[3:0], kind[1:0]}\n" in module(body)
    assert (
        written(body)
        == """\
localparam [1:0] KIND_CLEAR = 2'd2;

wire     [1:0] order_kind = order[1:0];
wire     [3:0] order_count = order[5:2];

assign flag = (order_kind == KIND_CLEAR) | order_count[1];"""
    )


def test_bits_that_nothing_reads_go_to_one_net() -> None:
    """Also those of a field of which others are read: it is declared, so that they have a name."""
    text = module(lambda d, m: m.d.comb.__iadd__(d.y.eq(d.order.count[1:3])))
    assert "assign y = {2'd0, order_count[2:1]};" in text
    assert "wire unused = &{1'b0, a, b, s, c, d, order[1:0], words, order_count[0], order_count[3]};" in text


def test_a_structure_is_made_field_by_field() -> None:
    def body(d: Any, m: Module) -> None:
        m.d.comb += [d.made.count.eq(d.a + d.b), d.made.kind.eq(Mux(d.made.count[0], Kind.CLEAR, Kind.ADD))]

    assert (
        written(body)
        == """\
wire     [3:0] made_count;
wire     [1:0] made_kind;

assign made_count = a + b;
assign made_kind = made_count[0] ? 2'd2 : 2'd0;
assign made = {made_count, made_kind};"""
    )


def test_a_long_choice_stands_a_line_each() -> None:
    def body(d: Any, m: Module) -> None:
        chosen = d.words[3]
        for number in range(3):
            chosen = Mux((d.a == number) & (d.b == number) & d.c, d.words[number], chosen)
        m.d.comb += d.y.eq(chosen)

    assert (
        written(body)
        == """\
wire     [1:0] y_choice;

assign y_choice =
    ((a == 4'd2) & (b == 4'd2) & c) ? words[5:4] :
    ((a == 4'd1) & (b == 4'd1) & c) ? words[3:2] :
    ((a == 4'd0) & (b == 4'd0) & c) ? words[1:0] :
    words[7:6];
assign y = {2'd0, y_choice};"""
    )


# ---- statements


def test_registers_of_one_condition_share_a_block() -> None:
    def body(d: Any, m: Module) -> None:
        count = Signal(4)
        total = Signal(4, init=3)
        with m.If(d.c):
            m.d.sync += count.eq(count + 1)
            with m.If(d.d):
                m.d.sync += total.eq(total + d.a)
        m.d.comb += [d.y.eq(count ^ total)]

    assert (
        written(body)
        == """\
reg      [3:0] count;
reg      [3:0] total;

assign y = count ^ total;

always @(posedge clk)
  if (rst) begin
    count <= 4'd0;
    total <= 4'd3;
  end else if (c) begin
    count <= count + 4'd1;
    if (d)
      total <= total + a;
  end"""
    )


def test_a_state_machine_names_its_states() -> None:
    def body(d: Any, m: Module) -> None:
        with d.fsm(m, "phase"):
            with m.State("IDLE"), m.If(d.c):
                m.next = "RUN"
            with m.State("RUN"):
                m.d.comb += d.flag.eq(1)
                with m.If(d.d):
                    m.next = "IDLE"

    assert (
        written(body)
        == """\
localparam PHASE_IDLE = 1'b0;
localparam PHASE_RUN = 1'b1;

reg            phase_state;

assign flag = phase_state == PHASE_RUN;

always @(posedge clk)
  if (rst)
    phase_state <= PHASE_IDLE;
  else
    case (phase_state)
      PHASE_IDLE:
        if (c)
          phase_state <= PHASE_RUN;
      PHASE_RUN:
        if (d)
          phase_state <= PHASE_IDLE;
      default: ;
    endcase"""
    )


def test_an_if_without_else_inside_one_with_else_keeps_its_end() -> None:
    def body(d: Any, m: Module) -> None:
        kept = Signal(4, reset_less=True)
        with m.If(d.c), m.If(d.d):
            m.d.sync += kept.eq(d.a)
        with m.Else():
            m.d.sync += kept.eq(d.b)
        m.d.comb += d.y.eq(kept)

    assert (
        written(body)
        == """\
always @(posedge clk)
  if (c) begin
    if (d)
      y <= a;
  end else
    y <= b;"""
    )


def test_what_is_assigned_in_vain_is_not_written() -> None:
    """Also for the tools' sake: Yosys 0.70 keeps the inner ``y <= 0``."""

    def body(d: Any, m: Module) -> None:
        with m.If(d.c):
            with m.Switch(d.a), m.Case(2):
                m.d.comb += d.y.eq(d.b)
                with m.If(d.d):
                    m.d.comb += d.y.eq(0)
            m.d.comb += d.y.eq(5)

    assert written(body) == "assign y = c ? 4'd5 : 4'd0;"


def test_an_array_is_chosen_from_by_a_case() -> None:
    assert (
        written(lambda d, m: m.d.comb.__iadd__(d.y.eq(Array([d.a, d.b, d.s[:4]])[d.words[0]])))
        == """\
always @* begin
  y = 4'd0;
  case (words[1:0])
    2'd0: y = a;
    2'd1: y = b;
    2'd2: y = s;
    default: ;
  endcase
end"""
    )


def test_open_bits_of_a_pattern() -> None:
    def body(d: Any, m: Module) -> None:
        with m.Switch(d.a):
            with m.Case("1--0"):
                m.d.comb += d.y.eq(1)
            with m.Default():
                m.d.comb += d.y.eq(2)

    assert "casez (a)\n    4'b1??0: y = 4'd1;\n    default: y = 4'd2;\n  endcase" in written(body)


# ---- instances


def test_an_instance() -> None:
    def body(d: Any, m: Module) -> None:
        whole = Signal(3)
        pins = {"i_a": d.a, "i_one": 1, "i_inverse": ~d.c, "o_q": whole, "o_rest": Signal(2)}
        m.submodules.u_part = Instance("part", p_SIZE=4, p_LEVEL=-3, p_FILE="x y.hex", **pins)
        m.d.comb += d.y.eq(whole + 1)

    assert (
        written(body)
        == """\
wire     [2:0] whole;
wire     [1:0] u_part_rest;

part #(.SIZE(4), .LEVEL(-32'sd3), .FILE("x y.hex")) u_part (
  .a(a),
  .one(1'b1),
  .inverse(~c),
  .q(whole),
  .rest(u_part_rest)
);

assign y = {1'b0, whole} + 4'd1;"""
    )


class Inverter(Block):
    """An inverter. Not :class:`Device`."""

    def __init__(self) -> None:
        super().__init__({"i": In(4), "o": Out(4)})

    def body(self, m: Module, platform: Any) -> None:
        m.d.comb += self.o.eq(~self.i)


def test_a_block_is_a_module_however_often_it_is_placed() -> None:
    def body(d: Any, m: Module) -> None:
        m.submodules.first, m.submodules.second = first, second = Inverter(), Inverter()
        m.d.comb += [first.i.eq(d.a), second.i.eq(first.o), d.y.eq(second.o)]

    emission = Emission("t")
    emission.describe(Device(body), "t")
    modules = emission.modules()
    assert list(modules) == ["t_inverter", "t"]
    assert modules["t_inverter"].startswith("// An inverter. Not Device.\nmodule t_inverter (\n")
    assert "t_inverter second (\n    .i(first_o),\n    .o(y)\n  );" in modules["t"]


# ---- refusals


def refused(body: Callable[[Any, Module], None]) -> str:
    with pytest.raises((NoVerilogError, ValueError)) as caught:
        module(body)
    return str(caught.value)


def divides(d: Any, m: Module) -> None:
    m.d.comb += d.y.eq(d.a // d.b)


def prints(d: Any, m: Module) -> None:
    m.d.comb += Print("text")


def has_memory(d: Any, m: Module) -> None:
    m.submodules.store = store = memory.Memory(shape=4, depth=4, init=[])
    m.d.comb += d.y.eq(store.read_port(domain="comb").data)


def has_falling_edge(d: Any, m: Module) -> None:
    m.domains.fall = ClockDomain(clk_edge="neg", local=True)
    m.d.comb += ClockSignal("fall").eq(d.c)
    m.d.fall += d.y.eq(d.a)


def has_asynchronous_reset(d: Any, m: Module) -> None:
    m.domains.other = ClockDomain(async_reset=True, local=True)
    m.d.comb += [ClockSignal("other").eq(d.c), ResetSignal("other").eq(d.d)]
    m.d.other += d.y.eq(d.a)


class Part(Component):
    """A component that is no block."""

    i: In(4)
    o: Out(4)

    def elaborate(self, platform: Any) -> Module:
        m = Module()
        m.d.comb += self.o.eq(~self.i)
        return m


def places_component(d: Any, m: Module) -> None:
    m.submodules.part = part = Part()
    m.d.comb += [part.i.eq(d.a), d.y.eq(part.o)]


def stays_unknown(d: Any, m: Module) -> None:
    kept = Signal(4, reset_less=True)
    m.d.sync += kept[:2].eq(d.a)
    m.d.comb += d.y.eq(kept)


@pytest.mark.parametrize(
    ("body", "message"),
    [
        (divides, "t: no Verilog is known for the RTLIL cell $divfloor"),
        (prints, "t: no Verilog is known for the RTLIL cell $print"),
        (has_memory, "t: no Verilog is known for the RTLIL statement memory width 4 size 4 \\store"),
        (has_falling_edge, "t: no Verilog is known for the falling clock edge"),
        (has_asynchronous_reset, "t: no Verilog is known for the RTLIL cell $adff"),
        (places_component, "t: holds the module t.part; a component that it places must be a Block"),
        (stays_unknown, "t: nothing assigns all bits of y, which has no reset"),
    ],
)
def test_what_cannot_be_written_is_refused(body: Callable[[Any, Module], None], message: str) -> None:
    assert refused(body) == message


class Odd(Block):
    """A block with a keyword for a port."""

    def __init__(self) -> None:
        super().__init__({"always": In(1), "y": Out(1)})

    def body(self, m: Module, platform: Any) -> None:
        m.d.comb += self.y.eq(self.always)


@pytest.mark.parametrize(
    ("block", "message"),
    [
        (Odd, "Odd: a port cannot be called always in Verilog"),
        (lambda: Device(divides), "two different blocks want the module name t_inverter: give them roles"),
    ],
)
def test_names_that_cannot_be_are_refused(block: Callable[[], Block], message: str) -> None:
    emission = Emission("t")
    emission.describe(Inverter(), "t_inverter")
    with pytest.raises(ValueError, match=f"^{message}$"):
        emission.describe(block(), "t_inverter" if block is not Odd else "t_odd")
