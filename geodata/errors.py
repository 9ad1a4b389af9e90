"""The errors that geodata raises on purpose.

GeodataError            input or data that cannot be used; the message is one line for a person
├── InputError          an article, option or folder the user gave
├── StoryError          a story file that breaks the contract
└── DataError           shipped data that is missing or damaged

Not being able to resolve a toponym is a value, never one of these.
"""


class GeodataError(Exception):
    """Input or data that cannot be used. ``str(error)`` is one line: what, where, what to do."""


class InputError(GeodataError):
    """An article, option or output folder given by the user cannot be used."""


class StoryError(GeodataError):
    """A story file breaks the contract. ``problems`` names each wrong field."""

    def __init__(self, message: str, problems: list[str] | None = None) -> None:
        super().__init__(message)
        self.problems = problems or [message]


class DataError(GeodataError):
    """Shipped data is missing, damaged or cannot be unpacked."""
