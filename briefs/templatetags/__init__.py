"""What templates of every page may ask of briefs."""
