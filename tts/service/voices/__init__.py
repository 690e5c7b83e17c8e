"""The voices a caller can ask for: named voices, presets, and reference recordings."""
