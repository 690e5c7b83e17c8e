"""The HTTP face: routes, what they accept and return, and what every request passes first."""
