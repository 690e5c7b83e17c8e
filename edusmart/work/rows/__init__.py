"""What all rows of work have: their states, the columns that hold them, and what many of them amount to."""
