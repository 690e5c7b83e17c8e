"""People as staff look after them: their list in the admin, and many accounts at once from a table."""
