"""Jobs: texts spoken later. Records in Redis, chunks on disk, turns taken by the job worker."""
