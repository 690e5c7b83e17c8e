"""What each language says: its numbers, its words for signs, its times, dates and abbreviations."""
