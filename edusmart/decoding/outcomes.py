"""How the throw-away process ends."""

NO_PICTURE = 3
TOO_MANY_PIXELS = 4
