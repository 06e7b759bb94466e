"""Networks as data: labelled examples, integer layers, quantization, tiling. What runs them is :mod:`bitline_sim.network`."""
