"""What is outside may be slow, endless or no web server at all: an exchange has bounds, and says which one was met."""

import socket
import time
from threading import Thread

import pytest

from jobs.outside import HttpCall, NotReached, Outside, allowed_by
from tests.outside_world import Told, WebSink

ALLOWED = allowed_by("127.0.0.1")


@pytest.fixture
def web_server():
    sink = WebSink()
    yield sink
    sink.stop()


def serve(speak):
    """A server that speaks like this to whoever comes first; its port."""
    listener = socket.create_server(("127.0.0.1", 0))

    def wait() -> None:
        connection, _ = listener.accept()
        with connection, listener:
            connection.recv(65536)
            speak(connection)

    Thread(target=wait, daemon=True).start()
    return listener.getsockname()[1]


def refused(port, scheme="http", seconds=20.0):
    with pytest.raises(NotReached) as met:
        Outside(allowed=ALLOWED, seconds=seconds).call(HttpCall("GET", f"{scheme}://127.0.0.1:{port}/"))
    return met.value.reason.code


def drip(connection, first=b""):
    """A byte now and then, for ever."""
    try:
        connection.sendall(first)
        while True:
            connection.sendall(b"x")
            time.sleep(0.05)
    except OSError:
        return


def test_an_exchange_tells_what_was_answered(web_server):
    web_server.answer = Told(201, {"ok": True}, {"X-More": "yes"})
    answer = Outside(allowed=ALLOWED).call(HttpCall("POST", f"{web_server.url}/a", b"{}"))
    assert (answer.status, answer.text, answer.headers["x-more"]) == (201, '{"ok": true}', "yes")


def test_the_path_is_sent_as_it_must_be_written(web_server):
    Outside(allowed=ALLOWED).call(HttpCall("GET", f"{web_server.url}/x?q=张&x=%20"))
    (asked,) = web_server.asked
    assert asked.path == "/x?q=%E5%BC%A0&x=%20"
    assert asked.headers["host"] == f"127.0.0.1:{web_server.port}"


def test_a_head_that_never_ends_is_cut_off():
    port = serve(lambda c: drip(c, b"HTTP/1.1 200 OK\r\nX-A: "))
    assert refused(port, seconds=0.4) == "outside.too_slow"


def test_a_body_that_never_ends_is_cut_off():
    port = serve(lambda c: drip(c, b"HTTP/1.0 200 OK\r\n\r\n"))
    assert refused(port, seconds=0.4) == "outside.too_slow"


def test_silence_after_the_greeting_is_cut_off():
    assert refused(serve(lambda c: time.sleep(3)), "https", seconds=0.4) == "outside.too_slow"


def test_a_large_body_is_read_so_far_only(web_server):
    web_server.answer = Told(200, b"x" * 3000)
    answer = Outside(allowed=ALLOWED).call(HttpCall("GET", web_server.url, largest=1000))
    assert (len(answer.body), answer.cut) == (1000, True)


def test_whoever_speaks_no_http_is_told_so():
    assert refused(serve(lambda c: c.sendall(b"220 mail.example ESMTP\r\n"))) == "outside.not_http"


def test_nobody_there_is_worth_another_try():
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
    with pytest.raises(NotReached) as met:
        Outside(allowed=ALLOWED).call(HttpCall("GET", f"http://127.0.0.1:{port}/"))
    assert met.value.again


def test_a_certificate_of_ones_own_is_refused(web_server):
    """The plain server is no TLS server at all; that is a broken connection, never a fallback to plain text."""
    assert refused(web_server.port, "https") in ("outside.broke_off", "outside.bad_certificate")


def test_a_resolver_that_hangs_is_not_waited_for(monkeypatch):
    from jobs.outside import resolving

    monkeypatch.setattr(resolving, "LONGEST", 0.1)
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: time.sleep(1) or [])
    with pytest.raises(NotReached) as met:
        resolving.resolve("slow.example", 80)
    assert met.value.reason.code == "outside.no_name_in_time"
