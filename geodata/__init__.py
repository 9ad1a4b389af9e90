"""geodata: from an article's words to a story of places, events and proposals."""
