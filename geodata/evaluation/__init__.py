"""How good the machine is, measured on texts that people have annotated."""
