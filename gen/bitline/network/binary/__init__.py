"""Networks of ±1 weights as data, and their way onto the binary macro."""
