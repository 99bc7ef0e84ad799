"""Mail that leaves: how a mail is put together, and the server that takes it."""

from services.core.mail.envelope import compose
from services.core.mail.smtp import BadMailServer, Mailer, open_mailer

__all__ = ["BadMailServer", "Mailer", "compose", "open_mailer"]
