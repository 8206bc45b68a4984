"""An open connection that can be ended from another thread, in clear or through TLS."""

from __future__ import annotations

import socket
import ssl
from contextlib import suppress


class Line:
    """Holds the socket that is spoken through now: TLS puts another in the place of the first."""

    def __init__(self, connection: socket.socket) -> None:
        self.socket = connection
        self.was_cut = False

    def secure(self, context: ssl.SSLContext, host: str) -> None:
        """Go on through TLS, with a certificate for this host."""
        self.socket = context.wrap_socket(self.socket, server_hostname=host, do_handshake_on_connect=False)
        self.socket.do_handshake()  # only now, so that it can be cut too

    def cut(self) -> None:
        """End it now; whoever waits for the other side finds the end."""
        self.was_cut = True
        with suppress(OSError):  # it may end by itself in that moment
            self.socket.shutdown(socket.SHUT_RDWR)

    def close(self) -> None:
        """Let it go."""
        self.socket.close()
