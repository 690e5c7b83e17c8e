"""Who and what a story is still about where a scene does not name it again."""
