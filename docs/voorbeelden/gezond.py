"""Whether the web server in this container answers, for the health check of compose.yaml (the image has no curl).

Asks by the portal's own name: for any other the portal does not answer.
"""

import os
from urllib.parse import urlsplit
from urllib.request import Request, urlopen

NAAM = urlsplit(os.environ["PORTAAL_URL"]).hostname or ""
urlopen(Request("http://127.0.0.1:8000/gezond/", headers={"Host": NAAM}), timeout=5)  # noqa: S310 - our own address
