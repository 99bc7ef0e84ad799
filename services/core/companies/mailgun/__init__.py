"""Mailgun: receives mails for a domain and posts each of them to us."""

from services.core.companies.mailgun.hooks import Mailgun

__all__ = ["Mailgun"]
