"""The training engine's parameters and programs."""

from pathlib import Path

import pytest

from bitline.params import ParameterError
from bitline.params.two_way_training import (
    HELP,
    INSTRUCTIONS,
    KINDS,
    Instruction,
    field_formats,
    fields,
    instruction,
    instruction_of,
    program_words,
    word,
    word_bits,
)
from macros.two_way_training.cases import SMALL, two_way_training, variant

WRONG = [
    ({"training": {"value_words": 1000}}, "training.value_words: 1000 is not a power of two"),
    ({"training": {"activation_bits": 7}}, "training.activation_bits: 7 exceeds input.bits = 6"),
    ({"training": {"error_bits": 8}}, "training.error_bits: 8 exceeds input.bits = 6"),
    ({"array": {"lines_per_read": 1}}, "array.lines_per_read: 1 is below 2, the fewest lanes that an engine has"),
    ({"array": {"rows": 9}, "adc": {"share": 1}}, "array.lines_per_read: 2 does not divide array.rows = 9"),
    ({"array": {"directions": "forward"}}, "array.directions: 'forward' leaves errors no way back; an engine needs 'both'"),
    (
        {"weight": {"sign": "unsigned"}},
        "weight.sign: 'unsigned' leaves no weight that could become negative; an engine needs signed ones",
    ),
    ({"training": {"gradient_rows": 5}}, "array.lines_per_read: 2 does not divide training.gradient_rows = 5"),
    ({"training": {"sum_bits": 12, "gradient": "array"}}, "training.sum_bits: 12 is less than the 16 of a single result"),
    ({"training": {"sum_bits": 10}}, "training.sum_bits: 10 is less than the 15 of a single result"),
]


@pytest.mark.parametrize(("choices", "sentence"), WRONG)
def test_contradictions_are_told(choices: dict, sentence: str) -> None:
    with pytest.raises(ParameterError) as told:
        variant(**choices)
    assert str(told.value) == sentence


def test_memories_and_paths_of_the_default_engine() -> None:
    p = two_way_training(training={"macros": 2})
    assert {role: (memory.words, memory.bits) for role, memory in p.memories.items()} == {
        "values": (1024, 16 * 9),
        "sums": (1024, 16 * 32),
        "program": (64, word_bits(p)),
    }
    assert p.array_paths == (("macro", "macro_0", "u_array"), ("macro", "macro_1", "u_array"))
    assert p.random_words == 1


def test_a_gradient_array_is_a_macro_of_its_own() -> None:
    p = two_way_training(training={"gradient": "array", "activation_bits": 5})
    macro = p.gradient_macro
    assert macro is not None
    assert (macro.array_name, macro.array.directions, len(macro.planes)) == ("macro_gradient_array", "forward", 5)
    assert macro.weights == p.activations
    assert list(zip(p.array_paths, p.all_macros, strict=True)) == [
        (("macro", "macro_0", "u_array"), p),
        (("macro", "array_gradient", "macro", "u_array"), macro),
    ]
    assert p.black_boxes == p.library_names == ("macro_array", "macro_gradient_array")


def test_fields_of_a_gradient_are_those_of_its_unit() -> None:
    given = {name: list(fields(variant(training={"gradient": name}), "gradient")) for name in ("outer_product", "array")}
    common = ["window_words", "dense", "dense_step", "dense_words", "to"]
    assert given == {"outer_product": ["signed", *common], "array": [*common, "outputs"]}


@pytest.mark.parametrize("end", [0, -1])
@pytest.mark.parametrize("kind", KINDS)
def test_words_of_extreme_fields(kind: str, end: int) -> None:
    given = Instruction(kind, {name: fmt[end] for name, fmt in fields(SMALL, kind).items()})  # pyright: ignore[reportArgumentType]
    assert instruction_of(SMALL, word(SMALL, given)) == given
    assert word(SMALL, given) < 1 << word_bits(SMALL)


def test_every_field_is_explained_and_used() -> None:
    used = {name for about in INSTRUCTIONS.values() for name in about.fields}
    assert used == set(HELP) == set(field_formats(SMALL))


def test_the_documents_have_every_instruction() -> None:
    page = (Path(__file__).parents[2] / "docs" / "training.md").read_text(encoding="utf-8")
    for code, (kind, about) in enumerate(INSTRUCTIONS.items()):
        assert f"| {code} | `{kind}` | {about.help} | {', '.join(f'`{name}`' for name in about.fields)} |" in page


def test_programs_are_checked() -> None:
    with pytest.raises(ParameterError, match=r"^program.1: send: address \+ count = 1020 \+ 5 exceeds the 1024 words of values$"):
        program_words(
            SMALL, [instruction("send", space=0, address=0, count=1), instruction("send", space=0, address=1020, count=5)]
        )
    with pytest.raises(ValueError, match=r"^clear has no field count$"):
        instruction("clear", count=1)
