"""Two hundred clients that never finish their request: everybody else is served meanwhile."""

import selectors
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import urlsplit

from tests.drills.standing import Standing
from tests.drills.visitor import Answer, Visitor

SLOW = 200
PAGES = 30
FORM = "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 100000"
MORE_THAN_QUIET = 4  # times the p95 without them, and a second: the machine may do much else


def test_slow_clients_hold_up_nobody(served: Standing) -> None:
    quiet = _p95(_pages(served))
    with _slow_clients(served.web) as slow:
        answers = _pages(served)
        held = sum(1 for one in slow if one.fileno() >= 0)
    beside = _p95(answers)
    print(f"\n{held} slow clients: p95 {beside * 1000:.0f} ms, without them {quiet * 1000:.0f} ms")
    assert held == SLOW
    assert {answer.status for answer in answers} == {200}
    assert beside < MORE_THAN_QUIET * quiet + 1


def _pages(kith: Standing) -> list[Answer]:
    visitor = Visitor(kith.web, kith.tokens["sara"])
    return [visitor.get(f"/people/{kith.siblings[0]}/") for _ in range(PAGES)]


def _p95(answers: list[Answer]) -> float:
    return sorted(answer.seconds for answer in answers)[int(len(answers) * 0.95) - 1]


@contextmanager
def _slow_clients(address: str) -> Iterator[list[socket.socket]]:
    """Half of them dribble their headers, half a form that Kith must read to answer."""
    where = urlsplit(address)
    begun = [
        f"GET / HTTP/1.1\r\nHost: {where.netloc}\r\nX-Slow: ",
        f"POST /sign-in/ HTTP/1.1\r\nHost: {where.netloc}\r\nCookie: csrftoken={'a' * 32}\r\n{FORM}\r\n\r\n",
    ]
    clients = [socket.create_connection((where.hostname or "", where.port or 0)) for _ in range(SLOW)]
    enough = threading.Event()
    dribbling = threading.Thread(target=_dribble, args=[clients, enough])
    try:
        for number, client in enumerate(clients):
            client.sendall(begun[number % 2].encode())
        dribbling.start()
        yield clients
    finally:
        enough.set()
        dribbling.join()
        for client in clients:
            client.close()


def _dribble(clients: list[socket.socket], enough: threading.Event) -> None:
    """A letter each, every half second. One whom the server has sent away is closed."""
    with selectors.DefaultSelector() as ready:
        for client in clients:
            ready.register(client, selectors.EVENT_READ)
        while not enough.wait(0.5):
            for key, _ in ready.select(timeout=0):
                ready.unregister(key.fileobj)
                key.fileobj.close()
            for client in clients:
                if client.fileno() >= 0:
                    client.send(b"a")
