"""How what is seen looks: its colour, and how many there are."""
