"""What a picture may count on: what a sentence itself tells of now, and not what it says aside."""
