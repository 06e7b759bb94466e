"""What a sweep's file asks for, and every sentence that refuses one."""

from pathlib import Path

import pytest

from bitline_sim.sweep import SweepError, read, row

SWEEP = """
network = ["digits_lsq", "vgg8"]
on = "two_way_28nm"

[parameters]
"adc.share" = [1, 7]

[conditions]
mode = ["inference", "training"]
"""


def written(folder: Path, text: str) -> Path:
    path = folder / "sweep.toml"
    path.write_text(text)
    return path


def test_every_combination_in_its_place(tmp_path: Path) -> None:
    points = read(written(tmp_path, SWEEP)).points
    chosen = [(point.network, point.parameters["adc.share"], point.conditions["mode"]) for point in points]
    assert chosen == [
        (net, share, mode) for net in ("digits_lsq", "vgg8") for share in (1, 7) for mode in ("inference", "training")
    ]
    assert [point.number for point in points] == list(range(8)) and {point.seed for point in points} == {None}


def test_chips_have_consecutive_seeds(tmp_path: Path) -> None:
    points = read(written(tmp_path, 'network = "a"\non = "b"\n[chips]\ncount = 3\nseed = 5\nsamples = 2')).points
    assert [(point.seed, point.samples) for point in points] == [(5, 2), (6, 2), (7, 2)]


def test_another_sweep_has_another_fingerprint(tmp_path: Path) -> None:
    first = read(written(tmp_path, SWEEP)).fingerprint
    assert first == read(written(tmp_path, SWEEP)).fingerprint != read(written(tmp_path, SWEEP.replace("7", "8"))).fingerprint


def test_a_row_is_what_was_chosen_and_what_came_of_it(tmp_path: Path) -> None:
    rows = [row(point) for point in read(written(tmp_path, SWEEP)).points]
    built, refused = rows[0], rows[2]
    assert (built["point"], built["network"], built["adc.share"], built["error"]) == (0, "digits_lsq", 1, "") and built["fps"] > 0
    assert refused["error"] == "adc.share: 7 does not divide array.columns = 64" and "fps" not in refused


def test_a_chip_runs_the_network(tmp_path: Path) -> None:
    text = 'network = "digits_lsq"\non = "entry_counting"\n[chips]\ncount = 1\nsamples = 20'
    (point,) = read(written(tmp_path, text)).points
    found = row(point)
    assert found["error"] == "" and found["seed"] == 0 and found["accuracy"] > 0.8


REFUSED = {
    "network = ": "is not complete TOML: Invalid value (at end of document)",
    'on = "two_way"': "network: names nothing",
    SWEEP + "\n[chip]\ncount = 2": "chip: is no known key (did you mean 'chips'?);"
    " known here: network, on, parameters, conditions, chips",
    SWEEP.replace("mode", "mod"): "conditions.mod: is no known key (did you mean 'mode'?);"
    " known here: mode, batch, macros, pipeline, duplication, order",
    SWEEP + "\n[chips]\ncount = -1": "chips.count: must be a whole number above -1, not -1",
    SWEEP + "\n[chips]\nsamples = 0": "chips.samples: must be a whole number above 0, not 0",
    SWEEP + "\n[chips]\ncount = 1000000": "asks for 8,000,000 points, and 1,000,000 are the most; take values away",
    'network = "a"\non = "b"\nparameters = 3': "parameters: must be a table [parameters], not 3",
}


@pytest.mark.parametrize("text", REFUSED)
def test_refused(tmp_path: Path, text: str) -> None:
    path = written(tmp_path, text)
    with pytest.raises(SweepError) as refused:
        read(path)
    assert str(refused.value) == f"{path}: {REFUSED[text]}"


def test_no_file(tmp_path: Path) -> None:
    with pytest.raises(SweepError, match=r"none.toml: cannot be read: No such file or directory$"):
        read(tmp_path / "none.toml")
