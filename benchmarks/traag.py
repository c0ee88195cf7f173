"""A hundred visitors who send one byte a second: does the portal still answer the others?

    python benchmarks/traag.py --url http://127.0.0.1:8000/gezond/

Start the portal as the documents say (gunicorn with docs/voorbeelden/gunicorn.conf.py, or nginx before it) and give the
address that visitors use. Only on a machine of your own.
"""

from __future__ import annotations

import argparse
import socket
import statistics
import sys
import threading
import time
import urllib.request
from urllib.parse import urlsplit


def traag(host: str, poort: int, stop: threading.Event, open_: list[int]) -> None:
    """One slow visitor: starts a request and never finishes it; comes back when the server hangs up."""
    while not stop.is_set():
        try:
            with socket.create_connection((host, poort), timeout=5) as lijn:
                open_.append(1)
                lijn.sendall(f"GET / HTTP/1.1\r\nHost: {host}\r\nX-Traag: ".encode())
                while not stop.wait(1):
                    lijn.sendall(b"a")
        except OSError:
            stop.wait(0.5)


def meet(url: str, aantal: int) -> tuple[list[float], int]:
    """Milliseconds of each answer, and how many did not come within ten seconds."""
    tijden, mis = [], 0
    for _ in range(aantal):
        begin = time.perf_counter()
        try:
            with urllib.request.urlopen(url, timeout=10) as antwoord:  # noqa: S310 - an address of one's own
                antwoord.read()
            tijden.append(1000 * (time.perf_counter() - begin))
        except OSError:
            mis += 1
    return tijden, mis


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--url", default="http://127.0.0.1:8000/gezond/")
    parser.add_argument("--traag", type=int, default=100)
    parser.add_argument("--keer", type=int, default=40)
    opties = parser.parse_args()
    delen = urlsplit(opties.url)
    rustig, _ = meet(opties.url, opties.keer)
    stop, open_ = threading.Event(), []
    draden = [
        threading.Thread(target=traag, args=(delen.hostname, delen.port or 80, stop, open_), daemon=True)
        for _ in range(opties.traag)
    ]
    for draad in draden:
        draad.start()
    time.sleep(5)
    druk, mis = meet(opties.url, opties.keer)
    stop.set()
    print(f"alone: median {statistics.median(rustig):.0f} ms")
    print(f"with {opties.traag} slow: {len(druk)} of {opties.keer} answered, {mis} did not within 10 s", end="")
    print(f", median {statistics.median(druk):.0f} ms, slowest {max(druk):.0f} ms" if druk else "")
    return bool(mis)


if __name__ == "__main__":
    sys.exit(main())
