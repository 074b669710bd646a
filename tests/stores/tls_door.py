"""A door of TLS before a PostgreSQL server's socket, which speaks as the server itself would (protocol, SSLRequest)."""

from __future__ import annotations

import socket
import ssl
import struct
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import Thread

import trustme

_SSL, _GSS = 80877103, 80877104


@contextmanager
def tls_door(behind: Path, certificate: trustme.LeafCert) -> Iterator[int]:
    """The port on loopback at which the server behind the socket can be reached, over TLS alone."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    certificate.configure_cert(context)
    with socket.create_server(("127.0.0.1", 0)) as door:
        Thread(target=_stand_at, args=(door, behind, context), daemon=True).start()
        yield door.getsockname()[1]


def _stand_at(door: socket.socket, behind: Path, context: ssl.SSLContext) -> None:
    while True:
        try:
            comer, _ = door.accept()
        except OSError:  # the door is closed
            return
        Thread(target=_let_in, args=(comer, behind, context), daemon=True).start()


def _let_in(comer: socket.socket, behind: Path, context: ssl.SSLContext) -> None:
    with suppress(OSError), comer:
        while (asked := struct.unpack("!ii", comer.recv(8, socket.MSG_WAITALL))[1]) == _GSS:
            comer.sendall(b"N")
        if asked != _SSL:
            return
        comer.sendall(b"S")
        with (
            context.wrap_socket(comer, server_side=True) as secured,
            socket.socket(socket.AF_UNIX) as server,
        ):
            server.connect(str(behind))
            back = Thread(target=_pass_on, args=(server, secured), daemon=True)
            back.start()
            _pass_on(secured, server)
            back.join()


def _pass_on(source: socket.socket, target: socket.socket) -> None:
    with suppress(OSError):
        while data := source.recv(65536):
            target.sendall(data)
    with suppress(OSError):
        target.shutdown(socket.SHUT_RDWR)
