"""Blocks: what the emitter is told of them."""

from amaranth.hdl import Fragment, Module
from amaranth.lib import stream
from amaranth.lib.wiring import In, Out

from bitline.params.pins import Pin
from bitline.periphery.array_instance import ArrayInstance
from bitline.periphery.block import Block


class WordCounter2D(Block):
    """A block with a stream, an input and a state machine."""

    def __init__(self, width: int, role: str = "") -> None:
        self.role = role
        super().__init__({"i": In(stream.Signature(width)), "enable": In(1), "o": Out(width)})

    def body(self, m: Module, platform) -> None:
        with self.fsm(m, "phase"):
            with m.State("IDLE"), m.If(self.enable):
                m.next = "BUSY"
            with m.State("BUSY"):
                m.next = "IDLE"


def made(*args, **kwargs) -> WordCounter2D:
    """A block that has been elaborated."""
    block = WordCounter2D(*args, **kwargs)
    Fragment.get(block, None)
    return block


def test_module_name_is_that_of_the_class_behind_its_role():
    assert [made(3).module_name, made(3, role="row").module_name] == ["word_counter2_d", "row_word_counter2_d"]


def test_ports_are_flat_and_know_their_direction():
    assert [(name, len(value), is_input) for name, value, is_input in made(3).ports()] == [
        ("i_payload", 3, True),
        ("i_valid", 1, True),
        ("i_ready", 1, False),
        ("enable", 1, True),
        ("o", 3, False),
    ]


def test_equal_arguments_are_known_as_equal():
    assert made(3, role="row").arguments == made(3, role="row").arguments != made(4, role="row").arguments


def test_states_have_names():
    assert made(3).states == {"phase_state": {0: "IDLE", 1: "BUSY"}}


def test_array_instance_has_a_member_a_pin():
    pins = (Pin("drive", "input", 5, "drive", "west", "", ""), Pin("above", "output", 2, "decision", "east", "", ""))
    array = ArrayInstance("chip_array", pins)
    assert not Fragment.get(array, None).subfragments  # what is in it is for a model to answer
    assert [(path, len(value)) for path, _, value in array.signature.flatten(array)] == [(("drive",), 5), (("above",), 2)]
