"""The pictures of sign-in cards."""

TOUCHED = 4
#: As static/img/pictures.svg has them, in the order of the page: no two alike in shape.
PICTURES = (
    "duck", "sunflower", "bus", "octopus",
    "strawberry", "tent", "giraffe", "umbrella",
    "guitar", "penguin", "rainbow", "carrot",
    "airplane", "snail", "balloon", "turtle",
)  # fmt: skip
