"""Behavioural models of the analog arrays, one module a family: numpy in, numpy out, seeded, no simulator imported."""
