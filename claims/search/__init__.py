"""Finding claims by their words."""
