"""A scene as it is understood: what it tells of, where it is, who and what is there, under which sky."""
