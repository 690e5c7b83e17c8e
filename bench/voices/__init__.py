"""How the voices sound, how well their words are timed, and what they cost."""
