"""The routes by subject, one module each."""
