"""Many accounts at once, from a table that a school's office has."""
