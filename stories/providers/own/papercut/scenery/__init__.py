"""Places, and the weather over them."""
