"""PostgreSQL 18 and Redis 6.2 from PyPI packages, started and ended by us; for development and tests."""

from services.dev.embedded.places import postgres_program, redis_program
from services.dev.embedded.postgres import Postgres
from services.dev.embedded.redis import Redis

__all__ = ["Postgres", "Redis", "postgres_program", "redis_program"]
