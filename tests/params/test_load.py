"""Loading: presets, files, deltas, and every sentence that refuses one."""

import dataclasses
import errno
import json

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bitline.params import ParameterError, families, from_choices, load, parse, preset, preset_names
from bitline.params.load import LARGEST_FILE
from bitline.params.two_way import Timing, TwoWay
from evidence.toml import toml
from strategies import legal_two_way

TWO_WAY = 'family = "two_way"\n'


def refusal(text: str) -> str:
    with pytest.raises(ParameterError) as refused:
        parse(text, "chip.toml")
    where, sentence = str(refused.value).split(": ", 1)
    assert where == "chip.toml"
    return sentence


# ---- what is read


def test_each_preset_bears_its_name():
    assert [load(name).name for name in preset_names()] == preset_names()


def test_each_preset_is_of_a_known_family():
    assert all(type(load(name)) is families()[load(name).family] for name in preset_names())


def test_defaults_are_the_preset():
    assert dataclasses.replace(parse(TWO_WAY, "chip.toml"), name="two_way", summary=preset("two_way").summary) == preset("two_way")


@given(legal_two_way(small=False), st.text(st.characters(codec="ascii", categories=["L", "N", "P", "Zs"])))
def test_choices_survive_a_file(p, summary):
    p = dataclasses.replace(p, summary=summary)
    assert parse(toml(p.chosen()), "chip.toml") == p == from_choices(p.chosen())


def test_a_delta_changes_what_it_names_and_nothing_else():
    p = parse('extends = "two_way"\nname = "faster"\n[timing]\nclock_mhz = 300', "chip.toml")
    base = preset("two_way")
    assert p == dataclasses.replace(base, name="faster", timing=dataclasses.replace(base.timing, clock_mhz=300.0))


def test_a_whole_number_is_a_number():
    assert Timing(clock_mhz=100) == parse(TWO_WAY + "[timing]\nclock_mhz = 100", "chip.toml").timing


def test_a_file_is_read(tmp_path):
    (tmp_path / "chip.toml").write_text(TWO_WAY + 'summary = "größer"', encoding="utf-8")
    assert load(str(tmp_path / "chip.toml")).summary == "größer"


# ---- what is refused

OWN_KEYS = "name, summary, physical, array, input, weight, adc, timing, nonideal, family, extends"
ADC_KEYS = "kind, bits, share, step, compare_cycles"

SENTENCES = {
    # what is no setting at all
    "": "family: is missing; write one of {families}, or extends = a preset's name",
    'family = "two_ways"': "family: 'two_ways' is not one of {families} (did you mean 'two_way'?)",
    "family = []": "family: [] is not one of {families}",
    'extends = "two_wya"': "extends: 'two_wya' is no preset (did you mean 'two_way'?)",
    "extends = 7": "extends: 7 is no preset",
    "extends = []": "extends: [] is no preset",
    'extends = "two_way"\nfamily = "binary"': "family: 'binary' is not the family of extends = 'two_way', which is"
    " 'two_way'",
    TWO_WAY + "rows = 4": f"rows: is no known key; known here: {OWN_KEYS}",
    TWO_WAY + "[arry]": f"arry: is no known key (did you mean 'array'?); known here: {OWN_KEYS}",
    TWO_WAY + "[adc]\nbit = 3": f"adc.bit: is no known key (did you mean 'bits'?); known here: {ADC_KEYS}",
    TWO_WAY + "array = 3": "array: must be a table [array], not 3",
    TWO_WAY + "[[array]]": "array: must be a table [array], not [{{}}]",
    # half-written TOML
    TWO_WAY + "[array\nrows = 4": "is not complete TOML: Expected ']' at the end of a table declaration (at line 2, column 7)",
    TWO_WAY + "[array]\nrows =": "is not complete TOML: Invalid value (at end of document)",
    'family = "two_way': "is not complete TOML: Unterminated string (at end of document)",
    TWO_WAY + TWO_WAY: "is not complete TOML: Cannot overwrite a value (at line 2, column 19)",
    "\0": "is not complete TOML: Invalid statement (at line 1, column 1)",
    # of the wrong type
    TWO_WAY + 'array.rows = "4"': "array.rows: must be a whole number, not '4'",
    TWO_WAY + "array.rows = 4.0": "array.rows: must be a whole number, not 4.0",
    TWO_WAY + "array.rows = true": "array.rows: must be a whole number, not True",
    TWO_WAY + "array.rows = [4]": "array.rows: must be a whole number, not [4]",
    TWO_WAY + "array.rows.more = 4": "array.rows: must be a whole number, not {{'more': 4}}",
    TWO_WAY + "timing.clock_mhz = false": "timing.clock_mhz: must be a number, not False",
    TWO_WAY + 'timing.clock_mhz = "200 MHz"': "timing.clock_mhz: must be a number, not '200 MHz'",
    TWO_WAY + "timing.clock_mhz = nan": "timing.clock_mhz: must be finite, not nan",
    TWO_WAY + "timing.clock_mhz = inf": "timing.clock_mhz: must be finite, not inf",
    TWO_WAY + "nonideal.cell_sigma = -inf": "nonideal.cell_sigma: must be finite, not -inf",
    TWO_WAY + "name = 3": "name: must be a string, not 3",
    TWO_WAY + "summary = ['a']": "summary: must be a string, not ['a']",
    TWO_WAY + 'summary = "a\\nb"': "summary: must be one printable line, not 'a\\nb'",
    TWO_WAY + 'adc.kind = "sra"': "adc.kind: 'sra' is not one of 'sar', 'flash' (did you mean 'sar'?)",
    TWO_WAY + "adc.kind = 1": "adc.kind: 1 is not one of 'sar', 'flash'",
    TWO_WAY + "adc.kind = ['sar']": "adc.kind: ['sar'] is not one of 'sar', 'flash' (did you mean 'sar'?)",
    TWO_WAY + 'weight.sign = "offset"': "weight.sign: 'offset' is not one of 'twos_complement', 'offset_binary', 'differential',"
    " 'unsigned' (did you mean 'offset_binary'?)",
    # out of bounds
    TWO_WAY + "array.rows = 1": "array.rows: 1 is below 2, the least that can be built",
    TWO_WAY + "array.columns = 1025": "array.columns: 1025 is above 1024, the most that can be built",
    TWO_WAY + "array.lines_per_read = 0": "array.lines_per_read: 0 is below 1, the least that can be built",
    TWO_WAY + "array.lines_per_read = -5": "array.lines_per_read: -5 is below 1, the least that can be built",
    TWO_WAY + "input.bits = 9": "input.bits: 9 is above 8 bits, the most that can be built",
    TWO_WAY + "input.digit_bits = 3": "input.digit_bits: 3 is above 2 bits, the most that can be built",
    TWO_WAY + "weight.bits = 1": "weight.bits: 1 is below 2 bits, the least that can be built",
    TWO_WAY + "adc.bits = 0": "adc.bits: 0 is below 1 bit, the least that can be built",
    TWO_WAY + "adc.share = 17": "adc.share: 17 is above 16, the most that can be built",
    TWO_WAY + "timing.clock_mhz = 0": "timing.clock_mhz: 0.0 is below 1 MHz, the least that can be built",
    TWO_WAY + "timing.evaluate = 65": "timing.evaluate: 65 is above 64 cycles, the most that can be built",
    TWO_WAY + "nonideal.stuck_cells = 1.5": "nonideal.stuck_cells: 1.5 is above 1, the most that can be built",
    TWO_WAY + "array.rows = 9223372036854775808": "array.rows: 9223372036854775808 is above 1024, the most that can be built",
    # contradictions, with both numbers
    TWO_WAY + "adc.share = 7": "adc.share: 7 does not divide array.columns = 64",
    TWO_WAY + "array.rows = 100\narray.columns = 64": "adc.share: 8 does not divide array.rows = 100",
    TWO_WAY + "array.rows = 16\narray.columns = 8\narray.lines_per_read = 17": "array.lines_per_read: 17 exceeds both"
    " array.rows = 16 and array.columns = 8",
    TWO_WAY + "input.bits = 1\ninput.digit_bits = 2": "input.digit_bits: 2 exceeds input.bits = 1",
    TWO_WAY + "adc.step = 12": "adc.step: 12 is not a power of two",
}  # fmt: skip


@pytest.mark.parametrize("text", SENTENCES)
def test_refused_with_one_sentence(text):
    known = ", ".join(map(repr, families()))
    assert refusal(text) == SENTENCES[text].format(families=known)


PLAIN = "is no plain identifier: begin with a letter, go on with letters, digits and single underscores, 64 at most"


@pytest.mark.parametrize(
    "name", ["", "2way", "_way", "two way", "two-way", "two__way", "way_", "größe", "a\n", "top.way", "\\way", "x" * 65]
)
def test_name_that_some_tool_would_escape(name):
    assert refusal(f"{TWO_WAY}name = {json.dumps(name)}") == f"name: {name!r} {PLAIN}"


@pytest.mark.parametrize("name", ["module", "Table", "BIT", "endmodule", "logic"])
def test_name_that_is_a_keyword(name):
    assert refusal(f"{TWO_WAY}name = {name!r}") == f"name: {name!r} is a Verilog keyword"


@pytest.mark.parametrize("name", ["a", "two_way", "M1_2c", "x" * 64])
def test_name_that_every_tool_takes(name):
    assert parse(f"{TWO_WAY}name = {name!r}", "chip.toml").name == name


TOO_LARGE = [
    "a = " + "[" * 10_000,
    "a = 1" + "0" * 5000,
    f"{TWO_WAY}array.rows = 0x{'f' * 5000}",
    f"{TWO_WAY}array.rows = [0x{'f' * 5000}]",
    f"{TWO_WAY}timing.clock_mhz = 1{'0' * 400}",
]


@pytest.mark.parametrize("text", TOO_LARGE, ids=range(len(TOO_LARGE)))
def test_numbers_and_nestings_beyond_bounds(text):
    assert refusal(text) == "holds a number or a nesting too large for any setting"


@given(st.text() | st.text("[]={}.\"'#\n\\ax01_-").map(TWO_WAY.__add__))
@example('"a\\nb" = 1')
@example(f'{TWO_WAY}"\\u0007" = 1')
def test_any_text_is_read_or_refused_in_one_line(text):
    try:
        parse(text, "chip.toml")
    except ParameterError as refused:
        assert str(refused).isprintable()


# ---- files


def file_refusal(path: object) -> str:
    with pytest.raises(ParameterError) as refused:
        load(str(path))
    assert refused.value.where == str(path)
    return refused.value.why


PRESETS = f"; presets: {', '.join(preset_names())}"


def test_missing_file():
    assert file_refusal("chips/none.toml") == f"no such file{PRESETS}"


def test_misspelt_preset():
    assert file_refusal("two_wya") == f"is neither a preset nor a TOML file (did you mean 'two_way'?){PRESETS}"


def test_directory(tmp_path):
    assert file_refusal(tmp_path) == "cannot be read: Is a directory"


def test_name_too_long_for_any_file():
    assert file_refusal("x" * 5000) == "cannot be read: File name too long"


def test_name_of_no_file():
    with pytest.raises(ParameterError, match=r"^'a\\x00b': is neither a preset nor the name of a file$"):
        load("a\0b")


def test_file_as_folder(tmp_path):
    (tmp_path / "chip.toml").write_text(TWO_WAY)
    assert file_refusal(tmp_path / "chip.toml" / "chip.toml") == "cannot be read: Not a directory"


def test_file_without_permission(tmp_path, monkeypatch):
    def denied(*_, **__):
        raise PermissionError(errno.EACCES, "Permission denied")

    monkeypatch.setattr("pathlib.Path.open", denied)  # who runs the tests may be allowed everything
    assert file_refusal(tmp_path / "chip.toml") == "cannot be read: Permission denied"


@pytest.mark.parametrize("content", [TWO_WAY.encode("utf-16"), b"\xff\xfe\x00", TWO_WAY.encode() + b'name = "\xfc"'])
def test_file_not_in_utf_8(tmp_path, content):
    (tmp_path / "chip.toml").write_bytes(content)
    assert file_refusal(tmp_path / "chip.toml") == "is not text in UTF-8, so it is no TOML file"


def test_largest_file(tmp_path):
    (tmp_path / "chip.toml").write_text(TWO_WAY.ljust(LARGEST_FILE))
    assert load(str(tmp_path / "chip.toml")).family == "two_way"


@pytest.mark.parametrize("size", [LARGEST_FILE + 1, LARGEST_FILE * 3])
def test_file_too_large(tmp_path, size):
    (tmp_path / "chip.toml").write_text(TWO_WAY.ljust(size))
    assert file_refusal(tmp_path / "chip.toml") == f"holds more than {LARGEST_FILE} bytes, too many for a parameter file"


def test_file_without_end():
    assert file_refusal("/dev/zero") == f"holds more than {LARGEST_FILE} bytes, too many for a parameter file"


def test_refusal_of_a_file_begins_with_its_name(tmp_path):
    (tmp_path / "chip.toml").write_text(TWO_WAY + "adc.share = 7")
    assert file_refusal(tmp_path / "chip.toml") == "adc.share: 7 does not divide array.columns = 64"


def test_refusal_of_choices_names_the_key_alone():
    with pytest.raises(ParameterError, match=r"^weight\.bits: 9 is above 8 bits, the most that can be built$"):
        from_choices({"family": "two_way", "weight": {"bits": 9}})


def test_a_section_given_as_anything_else():
    with pytest.raises(ParameterError, match=r"^adc: must be a table \[adc\], not 5$"):
        TwoWay(adc=5)
