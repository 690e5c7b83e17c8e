"""Which words of a sentence are of the vocabulary, and which of them only belong to others."""
