"""Verilog models of the analog arrays, for simulation only; one module a family."""
