"""What a picture of a scene should show: who, where, when, in which mood and with which things."""
