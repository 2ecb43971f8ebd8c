"""What widgets are given to draw, made of core values: pure functions from a scene to lines and rows."""
