"""The Content-Security-Policy of pages that carry all they need, and the hashes by which a policy knows scripts. Pure."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable


def script_hash(script: str) -> str:
    """The hash of a script as a policy names it: "sha256-…"."""
    return "sha256-" + base64.b64encode(hashlib.sha256(script.encode("utf-8")).digest()).decode("ascii")


def alone(scripts: Iterable[str]) -> str:
    """The policy, for a meta element, of a page that runs just these scripts and fetches nothing; who may frame it is a
    header's to say."""
    hashes = " ".join(f"'{script_hash(script)}'" for script in scripts)
    return (
        f"default-src 'none'; script-src {hashes}; style-src 'unsafe-inline'; img-src data:; font-src data:; "
        "base-uri 'none'; form-action 'none'"
    )
