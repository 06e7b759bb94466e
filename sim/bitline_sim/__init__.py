"""What the generated hardware is held against: golden references, models of the analog arrays, benches."""
