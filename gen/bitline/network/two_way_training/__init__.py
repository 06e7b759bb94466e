"""Networks that learn, as programs of the training engine."""
