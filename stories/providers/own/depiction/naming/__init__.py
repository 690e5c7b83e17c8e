"""What a story calls somebody by: an animal's name, and names that are words too."""
