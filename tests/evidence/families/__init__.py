"""What a family's parameter sets are drawn from: one module a family, with

``drawn(rng)``: those choices, section by section, that cannot be made anywhere within their bounds;
``affordable(p)``: whether a set is small enough, for synthesis and simulation to end within a minute.
"""
