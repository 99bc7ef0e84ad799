"""Everything on one machine: embedded servers, the processes over them, and one person at a terminal."""


class DevError(Exception):
    """What stops the development setup, as one sentence that says what to do about it."""
