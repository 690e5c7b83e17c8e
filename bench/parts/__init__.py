"""What several benchmarks are made of; none of them is a command."""
