"""What meets a request before Django does."""
