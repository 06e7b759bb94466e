"""Rows on disk: kept through a kill at any byte, of one sweep, written by one process."""

from pathlib import Path

import pytest

from bitline_sim.sweep import Rows, SweepError
from bitline_sim.sweep.rows import as_csv, read_rows

ROWS = [{"point": 0, "x": 1.5}, {"point": 2, "x": 0.1}, {"point": 1, "error": "no"}]


def filled(path: Path) -> Path:
    with Rows(path, "sweep a") as kept:
        for row in ROWS:
            kept.append(row)
    return path


def test_what_was_appended_is_there_again(tmp_path: Path) -> None:
    path = filled(tmp_path / "rows.jsonl")
    with Rows(path, "sweep a") as kept:
        assert (kept.rows, kept.numbers) == (ROWS, {0, 1, 2})
    assert read_rows(path, path.read_bytes()) == ROWS


def test_a_kill_at_any_byte_loses_no_whole_row_and_leaves_no_part_of_one(tmp_path: Path) -> None:
    content = filled(tmp_path / "rows.jsonl").read_bytes()
    cut = tmp_path / "cut.jsonl"
    for length in range(len(content)):
        cut.write_bytes(content[:length])
        whole = max(content[:length].count(b"\n") - 1, 0)
        with Rows(cut, "sweep a") as kept:
            assert kept.rows == ROWS[:whole]
            for row in ROWS[whole:]:
                kept.append(row)
        assert cut.read_bytes() == content


def test_one_writes_at_a_time(tmp_path: Path) -> None:
    path = filled(tmp_path / "rows.jsonl")
    with Rows(path, "sweep a"), pytest.raises(SweepError, match=r"another sweep is writing it$"):
        Rows(path, "sweep a")


def test_rows_of_another_sweep_stay_as_they_are(tmp_path: Path) -> None:
    path = filled(tmp_path / "rows.jsonl")
    before = path.read_bytes()
    with pytest.raises(SweepError, match=r"holds rows of another sweep; choose another -o$"):
        Rows(path, "sweep b")
    assert path.read_bytes() == before


@pytest.mark.parametrize("content", [b"text\n", b"[1]\n", b'{"point": 0}\n', b"\xff\xfe\n"])
def test_no_rows(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "rows.jsonl"
    path.write_bytes(content)
    with pytest.raises(SweepError, match=r"holds no rows of a sweep; choose another -o$"):
        Rows(path, "sweep a")
    assert path.read_bytes() == content


def test_csv_is_in_the_order_of_the_points() -> None:
    assert as_csv(ROWS) == "point,x,error\n0,1.5,\n1,,no\n2,0.1,\n"
