"""What the catalog of a migrated database must say, so that no storefront reaches another's rows."""

from collections.abc import AsyncIterator

import asyncpg
import pytest

from services.core.database import APP, DOOR, OWNER, RELAY

WITHOUT_STOREFRONT = {
    "storefronts": "is the storefront",
    "api_clients": "may be granted several storefronts",
    "api_keys": "belongs to a client",
    "migrations": "is about the database itself",
}
UNIQUE_ALTOGETHER = {
    "accounts_external": "a shop at a platform belongs to one storefront alone",
}
PREDICATE = "({column} = NULLIF(current_setting('makegood.storefront'::text, true), ''::text))"
VIEWS = {"case_timeline"}
"""What has no rows, and so no policy, of its own."""

# (role, table) -> what it may do; a privilege on some columns only is written with them
GRANTS = {
    (APP, "storefronts"): {"SELECT"},
    (APP, "api_grants"): {"SELECT"},
    (APP, "accounts"): {"SELECT", "INSERT", "UPDATE"},
    (APP, "installs"): {"SELECT", "INSERT", "UPDATE", "DELETE"},
    (APP, "revocations"): {"SELECT", "INSERT", "UPDATE"},
    (APP, "idempotency_keys"): {"SELECT", "INSERT", "UPDATE"},
    (APP, "claim_policies"): {"SELECT", "INSERT"},
    (APP, "orders"): {"SELECT", "INSERT", "UPDATE"},
    (APP, "order_lines"): {"SELECT", "INSERT", "UPDATE", "DELETE"},
    (APP, "shipments"): {"SELECT", "INSERT", "UPDATE"},
    (APP, "shipment_lines"): {"SELECT", "INSERT", "UPDATE", "DELETE"},
    (APP, "tracking_events"): {"SELECT", "INSERT", "UPDATE (raw)", "DELETE"},
    (APP, "proofs_of_delivery"): {"SELECT", "INSERT", "UPDATE"},
    (APP, "proof_files"): {"SELECT", "INSERT", "UPDATE", "DELETE"},
    (APP, "tracking_progress"): {"SELECT", "INSERT", "DELETE"},
    (APP, "withdrawn_scans"): {"SELECT", "INSERT"},
    (APP, "claims"): {"SELECT", "INSERT", "UPDATE"},
    (APP, "claim_items"): {"SELECT", "INSERT", "UPDATE (description)"},
    (APP, "platform_polls"): {"SELECT", "INSERT", "UPDATE"},
    (APP, "disputes"): {"SELECT", "INSERT", "UPDATE"},
    (APP, "privacy_requests"): {"SELECT", "INSERT", "UPDATE"},
    (APP, "compensations"): {"SELECT", "INSERT", "UPDATE"},
    (APP, "holds"): {"SELECT", "INSERT", "UPDATE"},
    (APP, "ledger_entries"): {"SELECT", "INSERT", "UPDATE (claim_id)"},
    (APP, "coverages"): {"SELECT", "INSERT", "UPDATE"},
    (APP, "recoveries"): {"SELECT", "INSERT", "UPDATE"},
    (APP, "recovery_messages"): {"SELECT", "INSERT", "UPDATE"},
    (APP, "recovery_exports"): {"SELECT", "INSERT", "UPDATE"},
    (APP, "recovery_payments"): {"SELECT", "INSERT"},
    (APP, "resolution_offers"): {"SELECT", "INSERT", "DELETE"},
    (APP, "resolutions"): {"SELECT", "INSERT", "UPDATE"},
    (APP, "resolution_lines"): {"SELECT", "INSERT"},
    (APP, "evidence"): {"SELECT", "INSERT", "UPDATE", "DELETE"},
    (APP, "claim_exports"): {"SELECT", "INSERT", "UPDATE"},
    (APP, "messages"): {"SELECT", "INSERT", "UPDATE"},
    (APP, "message_attachments"): {"SELECT", "INSERT"},
    (APP, "message_templates"): {"SELECT", "INSERT"},
    (APP, "mail_settings"): {"SELECT", "INSERT", "UPDATE"},
    (APP, "case_timeline"): {"SELECT"},
    (APP, "feeds"): {"SELECT"},
    (APP, "events"): {"SELECT", "INSERT"},
    (APP, "tasks"): {"SELECT", "UPDATE"},
    (APP, "effects"): {"SELECT", "INSERT", "UPDATE"},
    (APP, "inbox"): {"SELECT", "INSERT", "UPDATE"},
    (APP, "persisted_documents"): {"SELECT", "INSERT", "DELETE"},
    (APP, "migrations"): {"SELECT"},
    (DOOR, "storefronts"): {"SELECT"},
    (DOOR, "api_clients"): {"SELECT"},
    (DOOR, "api_keys"): {"SELECT"},
    (DOOR, "api_grants"): {"SELECT"},
    (DOOR, "accounts"): {"SELECT (company, external_id, id, storefront_id)"},
    (DOOR, "revocations"): {"SELECT"},
    (DOOR, "feeds"): {"SELECT"},
    (DOOR, "migrations"): {"SELECT"},
    (RELAY, "accounts"): {"SELECT (id, storefront_id)"},
    (RELAY, "idempotency_keys"): {"SELECT (created_at)", "DELETE"},
    (RELAY, "revocations"): {"SELECT (revoked_at)", "DELETE"},
    (RELAY, "feeds"): {"SELECT", "UPDATE"},
    (RELAY, "events"): {"SELECT", "UPDATE (position)", "DELETE"},
    (RELAY, "tasks"): {"SELECT", "INSERT", "UPDATE", "DELETE"},
    (RELAY, "evidence"): {"SELECT (deleted_at, id, retain_until, storefront_id)"},
    (RELAY, "claim_exports"): {"SELECT (deleted_at, id, retain_until, storefront_id)"},
    (RELAY, "recovery_exports"): {"SELECT (deleted_at, id, retain_until, storefront_id)"},
    (RELAY, "proof_files"): {"SELECT (deleted_at, id, retain_until, storefront_id)"},
    (RELAY, "shipments"): {"SELECT (id, storefront_id, watch_at)"},
    (RELAY, "inbox"): {"SELECT (received_at)", "DELETE"},
    (RELAY, "migrations"): {"SELECT"},
}


@pytest.fixture
async def catalog(database: str) -> AsyncIterator[asyncpg.Connection]:
    """A superuser's connection, to look at the catalog."""
    connection = await asyncpg.connect(database)
    yield connection
    await connection.close()


async def tables(catalog: asyncpg.Connection) -> dict[str, list[str]]:
    """Every table of ours with its columns."""
    rows = await catalog.fetch(
        """select c.relname as name, array_agg(a.attname::text order by a.attnum) as columns
           from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
           where c.relnamespace = 'makegood'::regnamespace and c.relkind in ('r', 'p') group by 1 order by 1"""
    )
    return {row["name"]: row["columns"] for row in rows}


async def test_only_the_listed_tables_know_no_storefront(catalog: asyncpg.Connection) -> None:
    found = await tables(catalog)
    assert len(found) > 15
    without = {name for name, columns in found.items() if "storefront_id" not in columns}
    assert without == set(WITHOUT_STOREFRONT)


async def test_row_level_security_is_enabled_and_forced_on_every_table(catalog: asyncpg.Connection) -> None:
    rows = await catalog.fetch(
        """select relname from pg_class where relnamespace = 'makegood'::regnamespace and relkind in ('r', 'p')
           and not (relrowsecurity and relforcerowsecurity)"""
    )
    assert [row["relname"] for row in rows] == ["migrations"], "which holds nothing of anybody"


async def test_there_is_nothing_that_row_level_security_does_not_hold_back(catalog: asyncpg.Connection) -> None:
    views = await catalog.fetch(
        """select relname from pg_class where relnamespace = 'makegood'::regnamespace
           and relkind in ('v', 'm', 'f') and not coalesce('security_invoker=true' = any(reloptions), false)"""
    )
    functions = await catalog.fetch(
        "select proname from pg_proc where pronamespace = 'makegood'::regnamespace and prosecdef"
    )
    assert [*views, *functions] == []


async def test_the_storefront_stands_first_in_every_key(catalog: asyncpg.Connection) -> None:
    rows = await catalog.fetch(
        """select t.relname as name, i.relname as index,
               (select attname from pg_attribute where attrelid = t.oid and attnum = x.indkey[0]) as first
           from pg_index x join pg_class t on t.oid = x.indrelid join pg_class i on i.oid = x.indexrelid
           where t.relnamespace = 'makegood'::regnamespace and x.indisunique"""
    )
    faulty = [row["index"] for row in rows if row["name"] not in WITHOUT_STOREFRONT and row["first"] != "storefront_id"]
    assert faulty == list(UNIQUE_ALTOGETHER)
    keyed = {row["name"] for row in rows if row["first"] == "storefront_id"}
    assert keyed == set(await tables(catalog)) - set(WITHOUT_STOREFRONT)


async def test_every_reference_stays_within_its_storefront(catalog: asyncpg.Connection) -> None:
    rows = await catalog.fetch(
        """select conname, child.relname as child, parent.relname as parent,
               (select attname from pg_attribute where attrelid = child.oid and attnum = conkey[1]) as first,
               (select attname from pg_attribute where attrelid = parent.oid and attnum = confkey[1]) as first_there,
               cardinality(conkey) as width
           from pg_constraint join pg_class child on child.oid = conrelid join pg_class parent on parent.oid = confrelid
           where contype = 'f' and connamespace = 'makegood'::regnamespace"""
    )
    assert len(rows) > 20
    for row in rows:
        if row["parent"] == "storefronts":
            assert (row["first"], row["width"]) == ("storefront_id", 1), row["conname"]
        elif row["parent"] not in WITHOUT_STOREFRONT:
            assert (row["first"], row["first_there"]) == ("storefront_id", "storefront_id"), row["conname"]
            assert row["width"] >= 2, row["conname"]


async def test_the_app_sees_rows_by_one_form_of_policy_only(catalog: asyncpg.Connection) -> None:
    rows = await catalog.fetch("select * from pg_policies where schemaname = 'makegood' and $1 = any(roles)", APP)
    for row in rows:
        column = "id" if row["tablename"] == "storefronts" else "storefront_id"
        assert row["qual"] == PREDICATE.format(column=column), row["tablename"]
        assert (row["cmd"], row["permissive"], row["with_check"]) == ("ALL", "PERMISSIVE", None), row["tablename"]
        assert row["roles"] == [APP], row["tablename"]
    granted = {table for role, table in GRANTS if role == APP} - {"migrations"} - VIEWS
    assert {row["tablename"] for row in rows} == granted
    assert len(rows) == len(granted), "a second policy would widen the first"


async def test_the_door_reads_and_the_relay_has_policies_only_where_it_works(catalog: asyncpg.Connection) -> None:
    rows = await catalog.fetch("select * from pg_policies where schemaname = 'makegood'")
    for role in (DOOR, RELAY):
        own = {row["tablename"]: row["cmd"] for row in rows if role in row["roles"]}
        assert set(own) == {table for granted, table in GRANTS if granted == role} - {"migrations"}
        if role == DOOR:
            assert set(own.values()) == {"SELECT"}
    assert {role for row in rows for role in row["roles"]} == {APP, DOOR, RELAY, OWNER}
    operators = {row["tablename"] for row in rows if OWNER in row["roles"]}
    assert operators == {"storefronts", "api_clients", "api_keys", "api_grants", "feeds"}


async def test_roles_may_do_what_was_reviewed_and_nothing_else(catalog: asyncpg.Connection) -> None:
    whole = await catalog.fetch(
        """select grantee, table_name, privilege_type from information_schema.role_table_grants
           where table_schema = 'makegood' and grantee <> $1""",
        OWNER,
    )
    partly = await catalog.fetch(
        """select c.relname, g.privilege_type, r.rolname,
               string_agg(a.attname, ', ' order by a.attname) as columns
           from pg_attribute a join pg_class c on c.oid = a.attrelid
           cross join lateral aclexplode(a.attacl) g join pg_roles r on r.oid = g.grantee
           where c.relnamespace = 'makegood'::regnamespace group by 1, 2, 3"""
    )
    found: dict[tuple[str, str], set[str]] = {}
    for row in whole:
        found.setdefault((row["grantee"], row["table_name"]), set()).add(row["privilege_type"])
    for row in partly:
        privilege = f"{row['privilege_type']} ({row['columns']})"
        found.setdefault((row["rolname"], row["relname"]), set()).add(privilege)
    assert found == GRANTS


async def test_the_roles_own_nothing_and_bypass_nothing(catalog: asyncpg.Connection) -> None:
    rows = await catalog.fetch(
        """select rolname, rolsuper, rolbypassrls, rolcreaterole, rolcreatedb, rolcanlogin, rolreplication,
               (select count(*) from pg_class where relowner = r.oid) as owned,
               has_schema_privilege(r.oid, 'makegood', 'CREATE') as creates,
               (select count(*) from pg_auth_members where member = r.oid) as memberships
           from pg_roles r where rolname = any($1)""",
        [APP, DOOR, RELAY, OWNER],
    )
    assert len(rows) == 4
    for row in rows:
        assert not any(row[name] for name in row.keys() if name.startswith("rol") and name != "rolname")  # noqa: SIM118
        assert row["memberships"] == 0
        if row["rolname"] != OWNER:
            assert (row["owned"], row["creates"]) == (0, False)
    owners = await catalog.fetch(
        """select distinct pg_get_userbyid(relowner) as owner from pg_class
           where relnamespace = 'makegood'::regnamespace"""
    )
    assert [row["owner"] for row in owners] == [OWNER]


async def test_the_public_may_do_nothing(catalog: asyncpg.Connection) -> None:
    assert not await catalog.fetchval("select has_schema_privilege('public', 'makegood', 'USAGE')")
    grants = await catalog.fetch(
        "select 1 from information_schema.table_privileges where table_schema = 'makegood' and grantee = 'PUBLIC'"
    )
    assert grants == []
