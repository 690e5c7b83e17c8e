"""The provider that needs no model: the document's own words, its own pictures, and drawn ones."""
