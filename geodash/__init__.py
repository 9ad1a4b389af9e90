"""geodash: one story on three surfaces."""
