"""The command line. Imports stay inside commands, so that --help answers at once."""


def main() -> None:
    """Entry point of the ``geodash`` command."""
