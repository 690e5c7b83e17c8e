"""What people and animals of a scene do, as far as a pose can show it."""
