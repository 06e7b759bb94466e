"""What a family's parameter sets are drawn from: one module a family, with

``drawn(rng)``: those choices, section by section, that can hardly be legal if they are made anywhere within their bounds;
``cost(p)``: what synthesis and simulation of a set take, roughly, in parts of what the campaign affords.
"""
