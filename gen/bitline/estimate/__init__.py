"""What a macro takes: cycles (exact), energy, area, frames per second."""
