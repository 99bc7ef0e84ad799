"""The operator's command line: what each command does, and how it looks to whoever types it."""

import asyncio
import io
import json
import sys
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import asdict
from typing import Any

import pytest

from services.admin import main, parser
from services.core import effects
from services.core.clock import system_clock
from services.core.correspondence import repository as correspondence
from services.core.correspondence.model import MailSettings
from services.core.database import DOOR, Pool, open_pool
from services.core.effects import EffectState
from services.core.persisted_documents import hash_text
from services.core.settings import Settings
from services.core.storefronts import operations, repository
from services.core.storefronts.model import AccountKind, Scope, hash_key
from services.core.vault import Vault
from tests.builders import Shop, as_owner
from tests.processes import environment

NOWHERE = "sto_00000000000000000000000000"


class Admin:
    """Gives commands against the test's database."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings

    async def run(self, *words: str, stdin: bytes = b"", **env: str) -> tuple[int, str, str]:
        """Exit code, output and error output of one command, carried out in this process."""
        out, err = io.StringIO(), io.StringIO()
        with pytest.MonkeyPatch.context() as patched, redirect_stdout(out), redirect_stderr(err):
            for name, value in environment(self._settings, **env).items():
                patched.setenv(name, value)
            patched.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin)))
            code = await asyncio.to_thread(main, words)
        return code, out.getvalue(), err.getvalue()

    async def type(self, *words: str, stdin: bytes = b"", **env: str) -> tuple[int, str, str]:
        """The same, run as people run it."""
        process = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "services.admin", *words,
            env=environment(self._settings, **env),
            stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE,
        )  # fmt: skip
        out, err = await process.communicate(stdin)
        assert process.returncode is not None
        return process.returncode, out.decode(), err.decode()

    async def answer(self, *words: str, stdin: bytes = b"") -> Any:
        """What a command that works says."""
        code, out, err = await self.run(*words, stdin=stdin)
        assert (code, err) == (0, "")
        return json.loads(out)

    async def no(self, *words: str, stdin: bytes = b"", **env: str) -> str:
        """The one line of a command that does not work."""
        code, out, err = await self.run(*words, stdin=stdin, **env)
        assert (code, out, err.count("\n")) == (1, "", 1), err
        assert err.startswith("admin: ")
        return err


@pytest.fixture
def admin(settings: Settings) -> Admin:
    return Admin(settings)


async def test_an_answer_is_all_of_the_output_and_a_refusal_all_of_the_error_output(admin: Admin, shop: Shop) -> None:
    create = ("account-create", "--storefront", shop.id, "--company", "easypost", "--label", "second")
    told = b'{"api_key": "geheim"}'
    code, out, err = await admin.type(*create, stdin=told)
    assert (code, list(json.loads(out)), err) == (0, ["account"], "")
    code, out, err = await admin.type(*create, stdin=told)
    assert (code, out, err.count("\n")) == (1, "", 1)
    assert err.startswith("admin: NAME_TAKEN")
    code, out, err = await admin.type("account-create", stdin=told)
    assert (code, out) == (2, "")
    assert err.startswith("usage: admin account-create")


async def test_a_storefront_is_opened_with_its_feed(admin: Admin, database: str) -> None:
    made = await admin.answer(
        "storefront-create", "Nordlys", "--currency", "DKK", "--time-zone", "Europe/Copenhagen",
        "--mode", "LIVE", "--origin", "https://nordlys.example", "--origin", "http://127.0.0.1:3000",
    )  # fmt: skip
    async with as_owner(database) as owner:
        found = await repository.find(owner, made["storefront"])
        assert await owner.fetchval("select count(*) from feeds where storefront_id = $1", made["storefront"]) == 1
    assert found is not None
    assert (found.name, found.mode, found.currency_code) == ("Nordlys", "LIVE", "DKK")
    assert found.allowed_origins == ("https://nordlys.example", "http://127.0.0.1:3000")


async def test_the_origins_of_a_storefronts_pages_are_replaced_later(admin: Admin, shop: Shop, database: str) -> None:
    of = ("storefront-origins", "--storefront", shop.id)
    for origins in (["https://a.example", "https://b.example:8443"], []):
        assert await admin.answer(*of, *origins) == {"storefront": shop.id, "allowedOrigins": origins}
        async with as_owner(database) as owner:
            found = await repository.find(owner, shop.id)
        assert found is not None
        assert found.allowed_origins == tuple(origins)
    assert "INVALID" in await admin.no(*of, "shop.example/x")
    assert "no storefront" in await admin.no("storefront-origins", "--storefront", NOWHERE, "https://a.example")


async def test_a_storefront_that_makes_no_sense_is_told_every_reason_in_one_line(admin: Admin) -> None:
    err = await admin.no(
        "storefront-create", " ", "--currency", "kr", "--time-zone", "Europe", "--origin", "shop.example/x"
    )
    assert [part in err for part in ("INVALID: Name", "INVALID_MONEY", "time zone", "shop.example/x")] == [True] * 4


async def test_where_parcels_leave_from_is_told_when_a_storefront_is_opened_or_later(
    admin: Admin, shop: Shop, database: str
) -> None:
    async def kept(storefront_id: str) -> str | None:
        async with as_owner(database) as owner:
            found = await repository.find(owner, storefront_id)
        assert found is not None
        return found.country_code

    made = await admin.answer("storefront-create", "Nordlys", "--currency", "DKK", "--country", "DE")
    assert await kept(made["storefront"]) == "DE"
    of = ("storefront-country", "--storefront", shop.id)
    for told, country in (("FO", "FO"), ("", None)):
        assert await admin.answer(*of, told) == {"storefront": shop.id, "country": country}
        assert await kept(shop.id) == country
    assert "UNKNOWN_COUNTRY" in await admin.no(*of, "Denmark")
    assert "UNKNOWN_COUNTRY" in await admin.no("storefront-create", "x", "--currency", "DKK", "--country", "EU")
    assert "no storefront" in await admin.no("storefront-country", "--storefront", NOWHERE, "DK")


async def test_a_key_is_shown_once_and_only_its_hash_is_kept(admin: Admin, shop: Shop, database: str) -> None:
    made = await admin.answer("key-create", "--storefront", shop.id, "--name", "erp", "--scope", "read")
    door = await open_pool(database, DOOR, size=1)
    async with door.connection() as connection:
        grant = await repository.find_key(connection, hash_key(made["key"]))
    await door.close()
    assert grant is not None
    assert (grant.client_id, grant.client_name) == (made["client"], "erp")
    assert grant.scopes == {shop.id: frozenset({Scope.READ})}
    async with as_owner(database) as owner:
        everything = str(await owner.fetch("select to_jsonb(k) from api_keys k"))
    assert made["key"] not in everything
    assert made["key"].removeprefix("mg_sk_")[4:-4] not in everything
    listed = await admin.answer("key-list")
    assert made["client"] in {row["client"] for row in listed}
    assert made["key"] not in json.dumps(listed)


async def test_a_key_may_act_in_several_storefronts_with_all_scopes_or_with_none_on_a_page(
    admin: Admin, shop: Shop, other_shop: Shop, database: str
) -> None:
    secret = await admin.answer("key-create", "--storefront", shop.id, "--storefront", other_shop.id)
    page = await admin.answer("key-create", "--storefront", shop.id, "--publishable")
    async with as_owner(database) as owner:
        rows = await owner.fetch(
            "select * from api_grants where client_id = any($1)", [secret["client"], page["client"]]
        )
    granted = {(row["client_id"], row["storefront_id"]): set(row["scopes"]) for row in rows}
    assert granted == {
        (secret["client"], shop.id): set(Scope),
        (secret["client"], other_shop.id): set(Scope),
        (page["client"], shop.id): set(),
    }
    assert page["key"].startswith("mg_pk_")


async def test_a_client_has_two_active_keys_at_most_and_one_can_be_rotated_in(
    admin: Admin, shop: Shop, database: str
) -> None:
    second = await admin.answer("key-create", "--client", shop.client_id)
    assert "TWO_KEYS_ACTIVE" in await admin.no("key-create", "--client", shop.client_id)
    keys = [row for row in await admin.answer("key-list") if row["client"] == shop.client_id]
    assert len(keys) == 2
    assert await admin.answer("key-revoke", keys[0]["key"]) == {"revoked": keys[0]["key"]}
    assert "NOT_FOUND" in await admin.no("key-revoke", keys[0]["key"]), "once"
    async with as_owner(database) as owner:
        assert await repository.find_key(owner, hash_key(shop.key)) is None
        assert await repository.find_key(owner, hash_key(second["key"])) is not None
    await admin.answer("key-create", "--client", shop.client_id)
    assert "TWO_KEYS_ACTIVE" in await admin.no("key-create", "--client", shop.client_id)


async def test_ten_who_rotate_at_once_make_one_key(shop: Shop, database: str) -> None:
    async def make() -> str:
        async with as_owner(database) as owner:
            return await operations.create_key(owner, shop.client_id, system_clock())

    ends = await asyncio.gather(*(make() for _ in range(10)), return_exceptions=True)
    assert sum(isinstance(end, str) for end in ends) == 1, "one of the two is there already"
    assert sum("TWO_KEYS_ACTIVE" in str(end) for end in ends) == 9


async def test_a_key_for_nobody_is_refused_and_leaves_no_client(admin: Admin, shop: Shop, database: str) -> None:
    async with as_owner(database) as owner:
        before = await owner.fetchval("select count(*) from api_clients")
    assert "NOT_FOUND" in await admin.no("key-create", "--storefront", shop.id, "--storefront", NOWHERE)
    assert "NOT_FOUND" in await admin.no("key-create", "--storefront", "shop")
    assert "NOT_FOUND" in await admin.no("key-create", "--client", "cli_0")
    assert "INVALID" in await admin.no("key-create")
    assert "INVALID" in await admin.no("key-create", "--storefront", shop.id, "--publishable", "--scope", "read")
    assert "NOT_FOUND" in await admin.no("key-revoke", "key_0")
    async with as_owner(database) as owner:
        assert await owner.fetchval("select count(*) from api_clients") == before


async def test_an_accounts_secrets_come_by_standard_input_and_are_sealed(
    admin: Admin, shop: Shop, app: Pool, vault: Vault, database: str
) -> None:
    told = {"api_key": "EZAKgeheim", "webhook_secret": "hook geheim"}
    create = ("account-create", "--storefront", shop.id, "--company", "easypost", "--label", "second")
    made = await admin.answer(*create, stdin=json.dumps(told).encode())
    async with app.read(shop.id) as db:
        account = await repository.get_account(db, made["account"])
        assert "geheim" not in str(await db.fetch("select to_jsonb(a) from accounts a"))
        event = await db.fetchrow("select type, actor_id, data from events where subject = $1", made["account"])
    assert account is not None
    assert operations.open_credentials(vault, shop.id, account) == told
    assert operations.open_hook_secrets(vault, shop.id, account) == ("hook geheim",)
    assert event is not None
    assert (event["type"], event["actor_id"], event["data"]) == (
        "account.connected",
        "command line",
        {"company": "easypost", "kind": "CARRIER"},
    )
    assert "NAME_TAKEN" in await admin.no(*create, stdin=json.dumps(told).encode())


@pytest.mark.parametrize(
    ("company", "told", "proving"),
    [
        ("ups", {"client_id": "a", "client_secret": "b", "hook_secret": "c", "hook_secret_previous": "d"}, ("c", "d")),
        ("dhl", {"api_key": "a", "hook_token": "b"}, ("b",)),
        ("dao", {"customer_id": "1", "code": "a"}, ()),
    ],
)
async def test_what_proves_a_carriers_messages_is_known_by_its_name(
    admin: Admin, shop: Shop, app: Pool, vault: Vault, company: str, told: dict[str, str], proving: tuple[str, ...]
) -> None:
    create = ("account-create", "--storefront", shop.id, "--company", company)
    made = await admin.answer(*create, stdin=json.dumps(told).encode())
    async with app.read(shop.id) as db:
        account = await repository.get_account(db, made["account"])
    assert account is not None
    assert operations.open_hook_secrets(vault, shop.id, account) == proving


async def test_an_account_that_cannot_be_kept_is_one_line_without_its_secrets(admin: Admin, shop: Shop) -> None:
    create = ("account-create", "--storefront", shop.id, "--company", "easypost", "--label", "second")
    for stdin in (b"", b'["geheim"]', b'{"api_key": ["geheim"]}', b'{"api_key": "\xff geheim"}'):
        err = await admin.no(*create, stdin=stdin)
        assert "INVALID" in err
        assert "geheim" not in err
    good = b'{"api_key": "geheim"}'
    assert "VAULT_KEYS" in await admin.no(*create, stdin=good, VAULT_KEYS="")
    assert "VAULT_KEYS" in await admin.no(*create, stdin=good, VAULT_KEYS="1:geheim")
    unknown = ("account-create", "--storefront", shop.id, "--company", "pigeons")
    assert "easypost" in await admin.no(*unknown, stdin=good)
    for storefront in (NOWHERE, ""):
        err = await admin.no("account-create", "--storefront", storefront, "--company", "easypost", stdin=good)
        assert "NOT_FOUND" in err


async def test_how_mails_look_is_said_bit_by_bit(admin: Admin, shop: Shop, app: Pool) -> None:
    mail = ("mail-set", "--storefront", shop.id)
    await admin.answer(*mail, "--from-name", "Shop", "--from-address", "claims@shop.example")
    told = await admin.answer(*mail, "--reply-domain", "mail.shop.example", "--from-name", "")
    async with app.read(shop.id) as db:
        found = await correspondence.mail_settings(db)
    assert found == MailSettings(None, "claims@shop.example", "mail.shop.example")
    assert told == asdict(found)
    assert "INVALID" in await admin.no(*mail, "--locale", "klingon")
    assert "NOT_FOUND" in await admin.no("mail-set", "--storefront", NOWHERE)


async def test_an_account_that_receives_mails_tracks_no_parcels(admin: Admin, shop: Shop, app: Pool) -> None:
    create = ("account-create", "--storefront", shop.id, "--company", "mailgun")
    made = await admin.answer(*create, stdin=b'{"webhook_secret": "a signing key"}')
    async with app.read(shop.id) as db:
        account = await repository.get_account(db, made["account"])
    assert account is not None
    assert account.kind is AccountKind.MAIL


async def test_dead_tasks_are_listed_and_brought_back(admin: Admin, shop: Shop, app: Pool, relay: Pool) -> None:
    async with relay.connection() as connection:
        for name, state in (("a", "DEAD"), ("b", "DONE")):
            await connection.execute(
                """insert into tasks (storefront_id, id, kind, subject, state, due_at, created_at, errors)
                   values ($1, $2, 'claim.verify', 'clm', $3, now(), now(), '[{"error": "Rejected"}]')""",
                shop.id, f"tsk_{name * 26}", state,
            )  # fmt: skip
    (dead,) = await admin.answer("task-list", "--storefront", shop.id)
    assert (dead["id"], dead["errors"]) == ("tsk_" + "a" * 26, [{"error": "Rejected"}])
    assert len(await admin.answer("task-list", "--storefront", shop.id, "--state", "DONE", "--limit", "1")) == 1
    replay = ("task-replay", "--storefront", shop.id)
    assert await admin.answer(*replay, dead["id"]) == {"task": dead["id"]}
    assert "NOT_DEAD" in await admin.no(*replay, dead["id"])
    assert "NOT_FOUND" in await admin.no(*replay, "tsk_c")
    async with app.read(shop.id) as db:
        event = await db.fetchrow("select actor_kind, actor_id from events where type = 'task.replayed'")
    assert event is not None
    assert tuple(event) == ("STAFF", "command line"), "whoever helps is on record"


async def test_effects_in_review_are_listed_and_decided(admin: Admin, shop: Shop, app: Pool) -> None:
    async with app.write(shop.id) as tx:
        effect = await effects.plan(tx, "refund", "clm_1", None, system_clock())
        await tx.execute("update effects set state = 'REVIEW'")
    (listed,) = await admin.answer("effect-list", "--storefront", shop.id)
    assert listed["id"] == effect
    decide = ("effect-decide", "--storefront", shop.id)
    told = await admin.answer(*decide, effect, "CONFIRM", "--reference", "re_1")
    assert told == {"effect": effect, "decision": "CONFIRM"}
    async with app.read(shop.id) as db:
        decided = await effects.latest(db, "refund", "clm_1")
    assert decided is not None
    assert (decided.state, decided.reference) == (EffectState.CONFIRMED, "re_1")
    assert "NOT_IN_REVIEW" in await admin.no(*decide, effect, "RETRY")
    assert "NOT_FOUND" in await admin.no(*decide, "eff_0", "RETRY")
    assert "TOO_LONG" in await admin.no(*decide, effect, "CONFIRM", "--reference", "x" * 300)


async def test_nothing_of_a_storefront_that_does_not_exist_is_listed(admin: Admin, shop: Shop) -> None:
    for storefront in (NOWHERE, "'; drop table orders"):
        for command in ("task-list", "effect-list"):
            assert "NOT_FOUND" in await admin.no(command, "--storefront", storefront)
        assert "NOT_FOUND" in await admin.no("task-replay", "--storefront", storefront, "tsk_0")
        assert "NOT_FOUND" in await admin.no("effect-decide", "--storefront", storefront, "eff_0", "RETRY")


LIST = ("task-list", "--storefront", NOWHERE)


@pytest.mark.parametrize(
    "words",
    [
        (),
        ("shop-create",),
        ("storefront-create",),
        ("storefront-create", "x", "--currency", "EUR", "--mode", "PLAY"),
        ("key-create", "--scope", "everything"),
        ("task-list",),
        (*LIST, "--limit", "0"),
        (*LIST, "--limit", "1" * 30),
        (*LIST, "--limit", "x"),
        (*LIST, "--state", "SLEEPING"),
        ("effect-decide", "--storefront", NOWHERE, "eff", "SHRUG"),
    ],
)
def test_words_that_are_no_command_are_explained(words: tuple[str, ...], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as caught:
        parser().parse_args(words)
    assert caught.value.code == 2
    assert capsys.readouterr().err.startswith("usage: admin")


@pytest.mark.parametrize(
    "env",
    [
        {"DATABASE_URL": "postgresql://nobody:geheim@127.0.0.1:1/makegood"},
        {"DATABASE_URL": "postgresql://nobody:geheim@127.0.0.1:geheim/makegood"},
        {"DATABASE_URL": "mysql://nobody:geheim@127.0.0.1/makegood"},
        {"DATABASE_URL": "geheim"},
        {"PORT": "geheim"},
    ],
)
async def test_a_database_that_cannot_be_reached_is_one_line_without_the_password(
    admin: Admin, env: dict[str, str]
) -> None:
    code, out, err = await admin.type("key-list", stdin=b"", **env)
    assert (code, out) == (1, "")
    assert err.startswith("admin: ")
    assert "geheim" not in err
    assert err.count("\n") == 1


async def test_help_names_every_command(admin: Admin) -> None:
    code, out, err = await admin.type("--help")
    assert (code, err) == (0, "")
    for command in (
        "storefront-create", "key-create", "key-list", "key-revoke", "account-create", "task-list", "task-replay",
        "effect-list", "effect-decide",
    ):  # fmt: skip
        assert command in out


async def test_documents_are_taken_from_a_manifest_and_may_become_the_only_ones(
    admin: Admin, shop: Shop, app: Pool, database: str
) -> None:
    text = "query Mine { storefront { id } }"
    name, of = hash_text(text), ("--storefront", shop.id)
    manifest = json.dumps({f"sha256:{name}": text}).encode()
    assert await admin.answer("document-add", *of, stdin=manifest) == {"documents": 1}
    (listed,) = await admin.answer("document-list", *of)
    assert (listed["hash"], listed["begins"]) == (name, text)
    for which, only in (("only", True), ("any", False)):
        told = await admin.answer("document-trust", *of, which)
        assert told == {"storefront": shop.id, "trustedDocumentsOnly": only}
        async with as_owner(database) as owner:
            found = await repository.find(owner, shop.id)
        assert found is not None
        assert found.trusted_documents_only is only
    assert await admin.answer("document-remove", *of, name) == {"removed": name}
    assert "no document" in await admin.no("document-remove", *of, name)


async def test_a_manifest_whose_hashes_are_wrong_is_refused(admin: Admin, shop: Shop) -> None:
    manifest = json.dumps({hash_text("x"): "{ storefront { id } }"}).encode()
    assert "is not the SHA-256" in await admin.no("document-add", "--storefront", shop.id, stdin=manifest)
    assert await admin.answer("document-list", "--storefront", shop.id) == []
    for command in (("document-add",), ("document-list",), ("document-trust", "only"), ("document-remove", "x")):
        assert "no storefront" in await admin.no(*command, "--storefront", NOWHERE, stdin=b"{}")
