"""The API of whole scenes: their order, and who looked at them."""
