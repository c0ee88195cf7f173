"""Make .venv with the locked requirements, or bring it up to date. Needs the standard library only.

Does nothing when the requirements have not changed.

Run by scripts/omgeving.sh with a Python that is new enough. Argument: `basis` (the portal) or `dev` (with the tests).
"""

from __future__ import annotations

import fcntl
import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

REPO = Path(__file__).resolve().parent.parent
VENV = REPO / ".venv"
PYTHON = VENV / "bin" / "python"


def merk(soort: str) -> str:
    """Fingerprint of what should be installed."""
    return hashlib.sha256((REPO / "requirements" / f"{soort}.txt").read_bytes()).hexdigest()


def bijgewerkt(soort: str) -> bool:
    """Is everything of this kind installed? `dev` holds all of `basis`."""
    for geschikt in {soort, "dev"}:
        stempel = VENV / f".eisen-{geschikt}"
        if stempel.exists() and stempel.read_text() == f"{merk(geschikt)} {merk('basis')}":
            return werkt("-c", "import django")
    return False


def werkt(*argumenten: str) -> bool:
    """Does .venv's Python run this? Not after its Python was removed, or a killed start."""
    try:
        return subprocess.run([PYTHON, *argumenten], capture_output=True).returncode == 0
    except OSError:
        return False


def maak_venv() -> None:
    if VENV.exists() and not VENV.is_symlink():
        shutil.rmtree(VENV)
    print("Omgeving maken in .venv …", flush=True)
    klaar = subprocess.run([sys.executable, "-m", "venv", VENV], capture_output=True, text=True)
    if klaar.returncode:
        shutil.rmtree(VENV, ignore_errors=True)
        if "ensurepip" in klaar.stdout + klaar.stderr:
            print("Python mist het onderdeel venv. Op Debian of Ubuntu: apt install python3-venv", file=sys.stderr)
            print("Python lacks its venv part. On Debian or Ubuntu: apt install python3-venv", file=sys.stderr)
        else:
            print(f"De omgeving kon niet worden gemaakt: {(klaar.stderr or klaar.stdout).strip()}", file=sys.stderr)
        sys.exit(2)


def installeer(soort: str) -> None:
    lijst = f"requirements/{soort}.txt"
    print(f"Onderdelen installeren ({lijst}) …", flush=True)
    uv = shutil.which("uv")
    # uv takes seconds where pip takes most of a minute; pip remains the way that always exists.
    if (
        uv
        and subprocess.run([uv, "pip", "install", "-q", "--python", PYTHON, "--require-hashes", "-r", lijst]).returncode
        == 0
    ):
        return
    pip = [PYTHON, "-m", "pip", "install", "-qq", "--disable-pip-version-check", "--require-hashes", "-r", lijst]
    if subprocess.run(pip, env=os.environ | {"PIP_ROOT_USER_ACTION": "ignore"}).returncode:
        print("Installeren is niet gelukt (zie hierboven). Is er internet? Probeer daarna opnieuw.", file=sys.stderr)
        sys.exit(2)


def main(soort: str) -> None:
    os.chdir(REPO)
    slot = os.open(REPO, os.O_RDONLY)
    fcntl.flock(slot, fcntl.LOCK_EX)  # two `make` at once: the second waits, then finds it done
    if bijgewerkt(soort):
        return
    if not werkt("-m", "pip", "--version"):
        maak_venv()
    installeer(soort)
    (VENV / f".eisen-{soort}").write_text(f"{merk(soort)} {merk('basis')}")


if __name__ == "__main__":
    if sys.argv[1:] not in (["basis"], ["dev"]):
        sys.exit("Gebruik: omgeving.py basis|dev")
    try:
        main(sys.argv[1])
    except KeyboardInterrupt:
        sys.exit(130)
