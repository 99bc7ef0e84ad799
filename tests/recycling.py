"""Test databases that are used again: cloned from the migrated template once, and emptied after each test.

A clone costs a fifth of a second, which was more than half of what most tests took; emptying costs some milliseconds.
A database whose schema a test changed is thrown away.
"""

from urllib.parse import urlsplit, urlunsplit
from uuid import uuid4

import asyncpg

PATIENCE_SECONDS = 10.0

_SCHEMA = """
select md5(string_agg(told, ' ' order by told)) from (
    select concat_ws(':', 'class', oid, xmin, relname) as told from pg_class
    where relnamespace = 'makegood'::regnamespace
    union all select concat_ws(':', 'trigger', t.oid, t.xmin) from pg_trigger t where not tgisinternal
    union all select concat_ws(':', 'policy', oid, xmin) from pg_policy
    union all select concat_ws(':', 'function', oid, xmin) from pg_proc where pronamespace = 'makegood'::regnamespace
    union all select concat_ws(':', 'space', oid, xmin, nspname) from pg_namespace where nspname !~ '^pg_(temp|toast)'
    union all select concat_ws(':', 'migrations', count(*)) from makegood.migrations
) as everything
"""
_OTHERS = "select pid from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()"
_EMPTY = """
do $$ declare name text; begin
    set local session_replication_role = replica;
    for name in select c.relname from pg_class c where c.relnamespace = 'makegood'::regnamespace and c.relkind = 'r'
        and c.relname <> 'migrations'
    loop execute format('delete from makegood.%I', name); end loop;
end $$
"""


def in_database(url: str, name: str) -> str:
    """The same server, another database."""
    return urlunsplit(urlsplit(url)._replace(path=f"/{name}"))


class Databases:
    """The databases of one test process that nobody uses at the moment."""

    def __init__(self, url: str, template: str) -> None:
        self._url, self._template = url, template
        self._idle: list[str] = []
        self._schemas: dict[str, str] = {}

    async def take(self) -> str:
        """The name of an empty, migrated database."""
        if self._idle:
            return self._idle.pop()
        name = f"test_{uuid4().hex}"
        await self._run(f"create database {name} template {self._template} strategy file_copy")
        connection = await asyncpg.connect(in_database(self._url, name))
        try:
            self._schemas[name] = await connection.fetchval(_SCHEMA)
        finally:
            await connection.close()
        return name

    async def give_back(self, name: str) -> None:
        """End whoever is still connected, and empty it; one that cannot be used again goes."""
        if await self._emptied(name):
            self._idle.append(name)
        else:
            del self._schemas[name]
            await self._run(f"drop database {name} with (force)")

    async def close(self) -> None:
        """Drop them all."""
        for name in self._idle:
            await self._run(f"drop database {name} with (force)")

    async def _emptied(self, name: str) -> bool:
        try:
            connection = await asyncpg.connect(in_database(self._url, name), timeout=PATIENCE_SECONDS)
        except (asyncpg.PostgresError, OSError):  # a test renamed it, or took rights away
            return False
        try:
            await connection.execute(f"select pg_terminate_backend(pid, 5000) from ({_OTHERS}) as others")
            if await connection.fetchval(_SCHEMA) != self._schemas[name]:
                return False
            await connection.execute(_EMPTY, timeout=PATIENCE_SECONDS)
        except (asyncpg.PostgresError, OSError, TimeoutError):
            return False
        finally:
            await connection.close()
        return True

    async def _run(self, sql: str) -> None:
        connection = await asyncpg.connect(self._url)
        try:
            await connection.execute(sql)
        finally:
            await connection.close()
