"""The campaign: parameter sets at random, each emitted, linted, synthesized, simulated, and held against the reference."""
