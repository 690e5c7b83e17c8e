"""What one machine gives: programs under a supervisor, an embedded Redis, the C library and the kernel."""
