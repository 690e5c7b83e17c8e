"""What staff and machines see of the whole site: the admin's home, its figures and charts, and /metrics."""
