"""What somebody sends to be told: taken, looked into in turns, and made a story that waits to be told."""
