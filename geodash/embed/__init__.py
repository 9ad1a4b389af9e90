"""The embed: a story as a small page of its own for a news site's iframe, drawn before it is asked for."""
