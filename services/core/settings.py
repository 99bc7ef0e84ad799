"""Every setting, with its meaning and its default; the only reader of the environment."""

import re
import sys

from pydantic import Field, SecretStr, ValidationError, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict


class Settings(BaseSettings):
    """What can be set from outside. Each field is read from the variable of the same name in capitals."""

    model_config = SettingsConfigDict(extra="ignore", frozen=True)

    database_url: SecretStr = Field(
        default=SecretStr("postgresql://localhost/makegood"),
        description="PostgreSQL 16+; the user must be a member of the four makegood roles, see `migrate`.",
    )
    database_read_url: SecretStr = Field(
        default=SecretStr(""),
        description="A replica that answers queries; without it DATABASE_URL does. Writes never wait for it.",
    )
    redis_url: SecretStr = Field(
        default=SecretStr("redis://localhost:6379/0"), description="Redis 6.2+; may be emptied at any moment."
    )
    vault_keys: SecretStr = Field(
        default=SecretStr(""),
        description="Keys that seal credentials: `version:base64 of 32 bytes`, comma separated, newest first.",
    )
    token_keys: SecretStr = Field(
        default=SecretStr(""),
        description="Keys that sign tokens: `kid:base64 of a 32-byte Ed25519 seed`, comma separated, newest first.",
    )
    storage_url: str = Field(
        default="file:///var/lib/makegood/files",
        description="Where files are kept: a folder, `s3://bucket`, `gs://bucket` or `az://account/container`.",
    )
    storage_options: SecretStr = Field(
        default=SecretStr(""),
        description="Of the cloud, `name=value`, comma separated, such as `region`, `endpoint`, `access_key_id`; "
        "without them the cloud's own variables and roles count.",
    )
    host: str = Field(default="127.0.0.1", description="Address that the API and the worker's port listen on.")
    port: int = Field(default=8000, description="Port that the API listens on.")
    public_url: str = Field(
        default="http://127.0.0.1:8000",
        description="How the outside reaches the API; companies post their hooks there.",
    )
    graphiql_folder: str = Field(
        default="",
        description="For developers: where GraphiQL lies, which browsers then get at /graphql; empty in production.",
    )
    worker_port: int = Field(default=0, description="Port for the worker's /healthz and /metrics; 0 is off.")
    log_level: str = Field(default="INFO", description="DEBUG, INFO, WARNING or ERROR.")
    log_format: str = Field(default="json", description="json, or console for people.")

    company_urls: str = Field(
        default="",
        description="Where carriers and insurers are reached instead of at their own addresses: `name=url`, comma "
        "separated; `*=http://sandbox:8100` is all others, each under its name.",
    )
    generic_private_hosts: str = Field(
        default="",
        description="Hosts of generic platforms that may have private addresses, comma separated.",
    )
    smtp_url: SecretStr = Field(
        default=SecretStr(""),
        description="Mail server, such as `smtps://user:password@host:465`; empty sends none. "
        "`?sandbox=on` marks one that keeps all mails.",
    )
    mail_from: str = Field(default="", description="Sender of the mails of storefronts that named none of their own.")
    shopify_client_id: str = Field(default="", description="Your app at Shopify; without it no shop can be connected.")
    shopify_client_secret: SecretStr = Field(
        default=SecretStr(""), description="The secret of your app at Shopify, which signs what it posts to us."
    )
    shopify_client_secret_previous: SecretStr = Field(
        default=SecretStr(""), description="The app's secret before, for as long as Shopify may still sign with it."
    )
    shopify_url: str = Field(
        default="https://{shop}", description="How a shop of Shopify's is reached; `{shop}` stands for its domain."
    )
    shopify_scopes: str = Field(
        default="", description="What shops are asked for, comma separated; empty asks for all that is used."
    )
    platform_poll_seconds: float = Field(
        default=900, gt=0, description="How often a platform is asked for orders that its hooks did not tell of."
    )

    database_pool: int = Field(default=20, description="Most connections of one process for storefronts' work.")
    max_jobs: int = Field(default=100, description="Tasks that one worker process runs at once.")
    tasks_per_account: int = Field(default=20, description="Tasks in flight for one outside account.")
    tasks_per_storefront: int = Field(default=50, description="Tasks in flight for one storefront.")
    tasks_in_flight: int = Field(default=1000, description="Tasks in flight over all storefronts.")
    lease_seconds: float = Field(default=12, description="How long a silent worker keeps a task.")
    sweep_seconds: float = Field(default=5, description="How often lost wake-ups are repeated.")
    feed_days: int = Field(default=30, description="How long a watcher can continue behind its cursor.")
    idempotency_days: int = Field(default=7, description="How long an idempotency key is remembered.")
    done_task_days: int = Field(default=7, description="How long finished tasks are kept.")
    evidence_days: int = Field(default=730, ge=1, description="How long a closed claim's files are kept.")
    evidence_per_claim: int = Field(default=20, ge=1, description="Files that one claim may have.")
    evidence_bytes: int = Field(default=10485760, ge=1, description="The largest file that may be uploaded.")
    inbox_days: int = Field(default=30, description="How long the record of a received message is kept.")
    watchers_per_storefront: int = Field(
        default=5000, description="Live subscriptions of one storefront in one process."
    )
    sockets_per_storefront: int = Field(default=2000, description="WebSockets of one storefront in one process.")
    cost_capacity: int = Field(
        default=20000, gt=0, description="Points that a storefront's operations may cost at once."
    )
    cost_restore_rate: int = Field(default=1000, gt=0, description="Points that come back each second.")
    cost_local_share: float = Field(
        default=0.25, gt=0, le=1, description="Part of both that each process grants while Redis is away."
    )
    outside_local_share: float = Field(
        default=0.25, gt=0, le=1, description="Part of an account's calls that each worker makes while Redis is away."
    )
    drain_seconds: float = Field(default=25, description="How long running work may finish after a stop signal.")

    @property
    def private_hosts(self) -> frozenset[str]:
        """`generic_private_hosts`, one by one."""
        return frozenset(host for name in self.generic_private_hosts.split(",") if (host := name.strip().lower()))

    @field_validator("company_urls")
    @classmethod
    def _check_urls(cls, value: str) -> str:
        for pair in filter(None, map(str.strip, value.split(","))):
            if not re.fullmatch(r"(?:[a-z0-9_]+|\*)=https?://[^\s=,]+", pair):
                raise ValueError(f"{pair!r} is no `name=url`")
        return value

    @property
    def urls(self) -> dict[str, str]:
        """`company_urls`, by the company's name."""
        pairs = (pair.strip().split("=", 1) for pair in self.company_urls.split(",") if pair.strip())
        return {name: url.rstrip("/") for name, url in pairs}


def read_settings(program: str) -> Settings:
    """The settings of the environment. One that cannot be used ends the program with a line for each."""
    try:
        return Settings()
    except ValidationError as error:
        sys.exit("\n".join(f"{program}: {str(one['loc'][0]).upper()}: {one['msg']}" for one in error.errors()))
