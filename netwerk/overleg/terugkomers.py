"""Read the reports that mail servers send back (RFC 3464), and note which of our mails did not arrive."""

from __future__ import annotations

import re
import uuid
from email import policy
from email.message import EmailMessage
from email.parser import BytesParser

from . import abonnees

#: Our Message-ID is a UUID before the at-sign.
_ID = re.compile(r"<([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})@", re.IGNORECASE)
_STATUS = re.compile(r"^Status:\s*([245])\.\d+\.\d+", re.IGNORECASE | re.MULTILINE)
_ACTIE = re.compile(r"^Action:\s*(\w+)", re.IGNORECASE | re.MULTILINE)


def lees(rauw: bytes) -> tuple[uuid.UUID, bool] | None:
    """(which mail, for good) of a report that says that a mail failed; None for anything else."""
    bericht = BytesParser(policy=policy.default).parsebytes(rauw)
    if not isinstance(bericht, EmailMessage) or bericht.get_content_type() != "multipart/report":
        return None
    status = oorspronkelijk = ""
    for deel in bericht.walk():
        soort = deel.get_content_type()
        if soort == "message/delivery-status":
            status += "".join(str(stuk) for stuk in deel.get_payload())
        elif soort in ("message/rfc822", "text/rfc822-headers"):
            oorspronkelijk += deel.as_string()
    actie, code, id_ = _ACTIE.search(status), _STATUS.search(status), _ID.search(oorspronkelijk)
    if actie is None or actie[1].lower() != "failed" or id_ is None:
        return None
    return uuid.UUID(id_[1]), bool(code and code[1] == "5")


def verwerk(rauw: bytes) -> bool:
    """Note what a report says; False when it is no report about a mail of ours."""
    gelezen = lees(rauw)
    return gelezen is not None and abonnees.noteer_teruggekomen(gelezen[0], voorgoed=gelezen[1])
