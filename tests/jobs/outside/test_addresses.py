"""No address can reach inside the network: not by another notation, a name, a redirect or a second look-up."""

import socket
from ipaddress import ip_address

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jobs.outside import HttpCall, NotReached, Outside, allowed_by
from jobs.outside.addresses import is_inside, judge
from tests.outside_world import Told, WebSink

INSIDE = """
127.0.0.1 127.8.9.10 0.0.0.0 10.1.2.3 172.16.0.1 172.31.255.255 192.168.1.1 169.254.169.254 100.64.0.1 100.100.100.200
192.0.0.170 198.18.0.1 224.0.0.1 240.0.0.1 255.255.255.255 168.63.129.16 192.0.2.1
::1 :: fe80::1 fc00::1 fd00:ec2::254 ff02::1 fec0::1 2001:db8::1
::ffff:127.0.0.1 ::ffff:10.0.0.1 2002:7f00:1:: 2002:a00:1:: 64:ff9b::7f00:1 64:ff9b::a9fe:a9fe 64:ff9b:1::1
2001:0:7f00:1::
"""
OUTSIDE = "8.8.8.8 1.1.1.1 114.114.114.114 2606:4700:4700::1111 2400:3200::1"


@pytest.mark.parametrize("address", INSIDE.split())
def test_this_address_is_inside(address):
    assert is_inside(ip_address(address))


@pytest.mark.parametrize("address", OUTSIDE.split())
def test_this_address_is_outside(address):
    assert not is_inside(ip_address(address))


@given(st.ip_addresses(v=4))
def test_no_wrapping_makes_an_address_better(address):
    number = int(address)
    wrapped = [
        f"::ffff:{address}",
        str(ip_address((0x2002 << 112) | (number << 80))),
        str(ip_address((0x64FF9B << 96) | number)),
    ]
    if is_inside(address):
        assert all(is_inside(ip_address(each)) for each in wrapped)


@pytest.fixture
def web_server():
    sink = WebSink()
    yield sink
    sink.stop()


def no_way(url, **how):
    with pytest.raises(NotReached) as refused:
        Outside(allowed=(), **how).call(HttpCall("GET", url))
    return refused.value


NOTATIONS = [
    "http://127.0.0.1:{port}/", "http://localhost:{port}/", "http://2130706433:{port}/", "http://0x7f000001:{port}/",
    "http://0177.0.0.1:{port}/", "http://127.1:{port}/", "http://[::1]:{port}/", "http://[::ffff:127.0.0.1]:{port}/",
    "http://0:{port}/", "http://127.0.0.1.:{port}/", "http://①②⑦.⓪.⓪.①:{port}/",
]  # fmt: skip


@pytest.mark.parametrize("url", NOTATIONS)
def test_no_notation_reaches_this_machine(web_server, url):
    refused = no_way(url.format(port=web_server.port))
    assert refused.reason.code in ("outside.inside", "outside.no_such_host", "outside.bad_url")
    assert web_server.asked == []


@pytest.mark.parametrize(
    "url",
    ["file:///etc/passwd", "gopher://a.example/", "ftp://a.example/", "http://", "//a.example", "a.example", "",
     "http://user:secret@a.example/", "http://a.example:99999/", "http://a.example\\@b.example/", "http://a .example/",
     "http://a.example/\r\nX-Evil: 1", "http://" + "a" * 5000],
)  # fmt: skip
def test_what_is_no_web_address_is_refused(url):
    assert no_way(url, resolver=lambda *_: ["8.8.8.8"]).reason.code == "outside.bad_url"


@pytest.mark.parametrize("port", [22, 25, 3306, 5432, 6379, 11211])
def test_ports_of_other_services_are_refused(port):
    refused = no_way(f"http://a.example:{port}/", resolver=lambda *_: ["8.8.8.8"])
    assert refused.reason.code == "outside.bad_port"


def test_a_name_that_means_inside_is_refused(web_server):
    refused = no_way(f"http://evil.example:{web_server.port}/", resolver=lambda *_: ["127.0.0.1"])
    assert refused.reason.code == "outside.inside"
    assert not refused.again


def test_an_answer_that_mixes_both_is_refused(web_server):
    refused = no_way(f"http://evil.example:{web_server.port}/", resolver=lambda *_: ["8.8.8.8", "127.0.0.1"])
    assert refused.reason.code == "outside.inside"


def test_the_address_that_was_judged_is_connected_to(web_server, monkeypatch):
    """A name that is rebound between the look and the call is looked up once only."""
    answers = iter([["93.184.216.34"], ["127.0.0.1"]])
    connected = []

    def connect(address, timeout):
        connected.append(address)
        raise ConnectionRefusedError("refused")

    monkeypatch.setattr(socket, "create_connection", connect)
    refused = no_way(f"http://rebound.example:{8080}/", resolver=lambda *_: next(answers))
    assert connected == [("93.184.216.34", 8080)]
    assert refused.reason.code == "outside.no_answer"


def test_a_redirect_is_not_followed(web_server):
    inside = WebSink()
    web_server.answer = Told(302, headers={"Location": inside.url})
    answer = Outside(allowed=allowed_by(f"127.0.0.1:{web_server.port}")).call(HttpCall("GET", web_server.url))
    assert answer.status == 302
    assert inside.asked == []
    inside.stop()


@pytest.mark.parametrize(
    ("entry", "host", "address", "port", "reached"),
    [
        ("10.0.0.0/8", "crm.local", "10.1.2.3", 80, True),
        ("10.0.0.0/8", "crm.local", "192.168.1.1", 80, False),
        ("127.0.0.1:9000", "localhost", "127.0.0.1", 9000, True),
        ("127.0.0.1:9000", "localhost", "127.0.0.1", 9001, False),
        ("crm.local", "CRM.local", "10.1.2.3", 80, True),
        ("crm.local:8080", "crm.local", "10.1.2.3", 80, False),
        ("[::1]:9000", "localhost", "::1", 9000, True),
        ("::1", "localhost", "::1", 443, True),
        ("", "crm.local", "10.1.2.3", 80, False),
    ],
)
def test_the_operator_lets_in_what_they_name(entry, host, address, port, reached):
    assert judge(host, [address], port, allowed_by(entry)).refused is not reached
