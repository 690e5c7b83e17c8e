"""What reading a document gives, whatever its format, and the throw-away process it is done in."""
