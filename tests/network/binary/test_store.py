"""Trained networks on disk."""

import dataclasses

import numpy as np
import pytest

from bitline.network import builtin
from bitline.network.binary.layers import Votes
from bitline.network.binary.mapping import mapped
from bitline.network.binary.store import load, save
from bitline.network.idx import DataError
from bitline.params import preset
from bitline.params.binary import Binary
from network.binary.networks import random_network


def test_a_network_survives_its_file(tmp_path):
    network = random_network(np.random.default_rng(1), (12, 9, 8), head=Votes(4, (-1, 1)), highest=31, repeats=2)
    save(network, tmp_path / "random.npz")
    again = load(tmp_path / "random.npz")
    assert (again.name, again.head, again.entry.shape) == ("random", network.head, network.entry.shape)
    for before, after in zip(network.layers, again.layers, strict=True):
        assert np.array_equal(before.weights, after.weights) and np.array_equal(before.thresholds, after.thresholds)
        assert (before.places, before.repeats) == (after.places, after.repeats)


def test_the_same_network_is_the_same_file(tmp_path):
    network = random_network(np.random.default_rng(1), (12, 9, 8), head=Votes(4))
    for name in ("one", "two"):
        save(network, tmp_path / f"{name}.npz")
    assert (tmp_path / "one.npz").read_bytes() == (tmp_path / "two.npz").read_bytes()


def test_layers_that_do_not_meet_are_refused(tmp_path):
    network = random_network(np.random.default_rng(1), (12, 9, 8), head=Votes(4))
    save(dataclasses.replace(network, layers=network.layers[1:]), tmp_path / "cut.npz")
    with pytest.raises(DataError, match=r"layer 0 takes 9 values, and 12 come$"):
        load(tmp_path / "cut.npz")


@pytest.mark.parametrize("content", [b"", b"no archive", b"PK\x03\x04" + bytes(100)])
def test_damaged_files_are_refused(tmp_path, content):
    path = tmp_path / "damaged.npz"
    path.write_bytes(content)
    with pytest.raises(DataError, match=r"damaged\.npz: not a network"):
        load(path)


def test_pickles_are_refused(tmp_path):
    np.savez(tmp_path / "pickle.npz", entry=np.array([{}], dtype=object))
    with pytest.raises(DataError, match="not a network"):
        load(tmp_path / "pickle.npz")


def test_a_missing_file(tmp_path):
    with pytest.raises(DataError, match=r"none\.npz: no such file$"):
        load(tmp_path / "none.npz")


def test_the_built_in_network_fits_one_loading_of_the_preset():
    p, path = preset("binary"), builtin.path("mnist_binary")
    assert isinstance(p, Binary) and path is not None and path.stem in builtin.names()
    mapping = mapped(p, load(path))
    assert len(mapping.program.reloaded) == 0
    assert max(int(errors.max()) for errors in mapping.errors) <= 1
