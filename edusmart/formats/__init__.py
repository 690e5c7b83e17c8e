"""Dates as pages and the administration say them, by language; Django reads them by FORMAT_MODULE_PATH."""
