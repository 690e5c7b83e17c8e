"""What a text names and is not there: what is likened, and who is said to be absent."""
