"""What surrounds a text and is not told: recognised, taken off, and noted with its reason."""
