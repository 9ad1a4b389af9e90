"""Pictures: panels drawn for print and files, laid out anew at their size. Pixels, origin top left, y down."""
