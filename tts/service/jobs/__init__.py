"""Jobs of other applications: their records in Redis, their files, and the worker's turns."""
