"""Scenes as things of their own: made, put in order, split and joined, and looked at by a teacher."""
