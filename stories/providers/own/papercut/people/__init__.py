"""People of paper: a doll in many heads, hairs, clothes and poses."""
