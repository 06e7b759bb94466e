"""Networks that learn with the integers of a training engine."""
