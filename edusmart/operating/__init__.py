"""What whoever operates an installation asks: is it healthy, is it set up right, whom does it speak to."""
