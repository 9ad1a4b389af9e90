"""The commands of geodash, a module for each kind of work. Heavy imports stay inside them."""
