"""Paper-cut pictures drawn with Pillow: palettes, paper, scenery, friends, and the words for them."""
