"""What meets a request before Django does, and what becomes of the errors that Django makes itself."""
