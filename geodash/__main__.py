"""``python -m geodash``: the same as the ``geodash`` command."""

from geodash.cli import main

if __name__ == "__main__":
    main(prog_name="geodash")
