"""How dates are written on all pages, in each language of theirs: docs/design-system.md says the forms."""
