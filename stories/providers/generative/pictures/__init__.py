"""What is asked of a model that paints, and what is kept of what it painted."""
