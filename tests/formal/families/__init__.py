"""The families' own sequencers, a file each: every operation makes what its parameters say, in their order, and comes to an end.

That a sequencer waits for nothing for ever is proven in two parts: in every cycle in which its surroundings let it, it goes on;
and an operation goes on a known number of times. What the surroundings take, phases and accesses, is proven in ``sequences``.
"""
