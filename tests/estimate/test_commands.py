"""``bitline estimate``, ``papers`` and ``report``: what they answer, what they write, what they refuse."""

import csv
import json
from pathlib import Path

import pytest

from bitline.network import topologies

KEYS = {"cycles", "fps", "tops", "tops_per_w", "energy_uj", "area_mm2", "breakdown", "constants"}


def test_one_object_and_nothing_else(bitline) -> None:
    ran = bitline("estimate", "vgg8", "--on", "two_way_28nm", "--mode", "training", "--json")
    assert (ran.status, ran.err) == (0, "") and set(ran.object) >= KEYS
    breakdown = ran.object["breakdown"]
    assert sum(breakdown["energy_uj"].values()) == pytest.approx(ran.object["energy_uj"])
    assert sum(breakdown["area_mm2"].values()) == pytest.approx(ran.object["area_mm2"])
    assert sum(sum(row["energy_uj"].values()) for row in breakdown["layers"]) == pytest.approx(ran.object["energy_uj"])
    assert all(each["source"] for each in ran.object["constants"])


def test_the_mapping_is_told(bitline) -> None:
    estimated = bitline("estimate", "digits_lsq", "--on", "two_way_28nm", "--macros", "2", "--json").object["mapping"]
    ran = bitline("run", "digits_lsq", "--on", "two_way", "--macros", "2", "--samples", "1", "--json").object["mapping"]
    for (network,) in (estimated, ran):
        assert network["what"] == "network" and network["costs"][network["taken"]] == min(network["costs"].values())
    assert "taken" in bitline("run", "digits_lsq", "--on", "two_way", "--samples", "1").out
    assert "input-stationary" in bitline("estimate", "resnet18", "--on", "entry_counting_65nm").out
    assert "--mode" not in bitline("run", "--help").out


def test_readers_see_parts_and_sources(bitline) -> None:
    ran = bitline("estimate", "digits_lsq", "--on", "entry_counting_65nm")
    assert ran.status == 0 and "off-chip" in ran.out and "[D]" in ran.out


@pytest.mark.parametrize(
    ("command", "sentence"),
    {
        "estimate resnet18": "Missing option '--on'.",
        "estimate resnet18 --on two_way --macros -1": "Invalid value for '--macros': -1 is not in the range 0<=x<=10000000.",
        "estimate resnet18 --on two_way --pipeline layers --macros 9": "macros: 9 do not hold the 1432 tiles of all layers,"
        " which shall work side by side",
        "estimate none.onnx --on two_way": "none.onnx: no such file",
        "papers two_wya": "'two_wya' is not one of 'binary', 'entry_counting', 'two_way' (did you mean 'two_way'?)",
        "report none.jsonl -o out.html": "none.jsonl: cannot be read: No such file or directory",
        "report chip.toml --on chip.toml -o out.html": "chip.toml: neither an ONNX file nor a topology; those are"
        f" {', '.join(topologies.names())}",
    }.items(),
)
def test_refusals(bitline, command: str, sentence: str) -> None:
    assert bitline(*command.split()).sentence == sentence
    assert [path.name for path in Path().iterdir()] == ["chip.toml"]


def test_papers(bitline) -> None:
    rows = bitline("papers", "binary", "--json").object["rows"]
    assert {row["kind"] for row in rows} >= {"calibration", "prediction"}
    assert "published" in bitline("papers", "binary").out


def test_a_report_with_json_and_csv_beside(bitline) -> None:
    ran = bitline("report", "mnist_perceptron", "--on", "two_way_28nm", "--mode", "training", "-o", "out.html", "--json")
    assert ran.object == {"files": ["out.html", "out.json", "out.csv"]}
    found = json.loads(Path("out.json").read_text())
    with Path("out.csv").open() as file:
        rows = list(csv.DictReader(file))
    assert [row["layer"] for row in rows] == [row["layer"] for row in found["breakdown"]["layers"]]
    assert float(rows[0]["array_uj"]) == found["breakdown"]["layers"][0]["energy_uj"]["array"]
    assert "--mode training" in Path("out.html").read_text()


def test_a_macro_is_shown_with_its_paper(bitline) -> None:
    assert bitline("report", "binary_130nm", "-o", "out.html").status == 0
    text = Path("out.html").read_text()
    assert "mnist_binary on" in text and "Published figures" in text
