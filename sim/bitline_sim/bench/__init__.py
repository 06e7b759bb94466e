"""Co-simulation benches, one module a family, to be run by cocotb on emitted Verilog or on a netlist of it.

A bench finds its orders in the folder that the environment variable ``BITLINE_RUN`` names and leaves its outcome there; both are
:mod:`bitline_sim.bench.exchange` files. It knows the device by its ports alone.
"""
