"""Git, by the user's own program: the only part that starts other programs."""
