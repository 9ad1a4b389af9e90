"""Pictures: a story's view as one SVG, and from that very SVG the PNG and the PDF."""
