"""A text as a reader says it: numbers, dates, abbreviations and signs as words.

English, Spanish, French and Arabic have all rules; other languages those that need no words.
"""
