"""The voices that can be asked for, reference recordings among them."""
