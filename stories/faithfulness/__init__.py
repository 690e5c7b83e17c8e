"""Which lines of the document a told sentence comes from, and what has none: docs/faithfulness.md."""
