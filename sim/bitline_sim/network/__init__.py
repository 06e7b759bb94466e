"""Whole networks: trained, run in integers, run on array models, and held against the emitted Verilog."""
