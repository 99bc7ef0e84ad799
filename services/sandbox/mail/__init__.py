"""A mail server that takes every mail and sends none on: for development and tests."""
