"""How cleaning says that a file cannot be used."""

from services.core.evidence.model import Rejection


class Unusable(Exception):
    """Why not, in a word that its sender can read."""

    def __init__(self, code: Rejection) -> None:
        super().__init__(code)
        self.code = code
