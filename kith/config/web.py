"""The web server: `python -m kith.config.web PORT`, on loopback only. Decision 0034.

Waitress hands a request to a thread when it is whole, and takes an answer from it at once: however slowly a client
sends or reads, it holds a socket and no thread. What a form may weigh is bounded, and how long one may be silent.
"""

import sys

import waitress

from kith.core import processes

THREADS = 8  # each keeps a connection a login, of the 60 that the embedded server has
CONNECTIONS = 2000  # slow ones count too
SILENCE = 60  # seconds after which a client that says nothing is sent away
LARGEST_HEADERS = 32 << 10
LARGEST_BODY = 64 << 20  # core/bodies.py allows less, with words; this is for what nobody sends by mistake


def main() -> None:
    processes.end_on_signals()
    from kith.config.wsgi import application

    waitress.serve(
        application,
        host="127.0.0.1",
        port=int(sys.argv[1]),
        threads=THREADS,
        connection_limit=CONNECTIONS,
        asyncore_use_poll=True,  # select() ends at 1,024
        channel_timeout=SILENCE,
        cleanup_interval=10,
        max_request_header_size=LARGEST_HEADERS,
        max_request_body_size=LARGEST_BODY,
        clear_untrusted_proxy_headers=False,  # settings.PROXIES decides whether they count
        ident=None,
    )


if __name__ == "__main__":
    main()
