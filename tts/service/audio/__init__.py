"""Audio samples, and the files made of them."""
