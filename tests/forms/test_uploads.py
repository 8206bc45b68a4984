"""What uploaded files are called and are: by content, never by what somebody says."""

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from forms import uploads
from forms.uploads import pictures

ZIP, OLE, PDF = b"PK\x03\x04" + b"\0" * 30, b"\xd0\xcf\x11\xe0" + b"\0" * 30, b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"


def picture(kind="PNG", size=(40, 20)):
    out = io.BytesIO()
    Image.new("RGB", size, "teal").save(out, kind)
    return out.getvalue()


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("报价单 v2.pdf", "报价单 v2.pdf"),
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\me\\a.PDF", "a.pdf"),
        ("a\u202egpj.exe", "a_gpj.exe"),
        ('a\nb;c"d.txt', "a_b_c_d.txt"),
        ("con.txt", "_con.txt"),
        (" .hidden. ", "hidden"),
        ("", "file"),
        (None, "file"),
        ("x" * 300 + ".pdf", "x" * 116 + ".pdf"),
    ],
)
def test_names_are_made_harmless(given, kept):
    assert uploads.safe_name(given) == kept


@given(st.text(max_size=200))
def test_no_name_leaves_its_folder(name):
    kept = uploads.safe_name(name)
    assert 0 < len(kept) <= 120
    assert not set(kept) & set('/\\:*?"<>|\n\r\0') and kept not in (".", "..") and kept.isprintable()


@pytest.mark.parametrize(
    ("name", "head", "type"),
    [
        ("a.png", picture(), "image/png"), ("a.txt", picture("JPEG"), "image/jpeg"),
        ("x", picture("WEBP"), "image/webp"), ("a.pdf", PDF, "application/pdf"),
        ("a.docx", ZIP, uploads.FAMILIES["document"][3]), ("a.zip", ZIP, "application/zip"),
        ("a.xls", OLE, "application/vnd.ms-excel"), ("a", OLE, "application/octet-stream"),
        ("a.csv", "甲,乙".encode("gb18030"), "text/csv"), ("a.pdf", "BMW 公司".encode(), "text/plain"),
        ("a.bin", bytes(range(256)), "application/octet-stream"),
    ],
)  # fmt: skip
def test_types_are_read_from_the_content(name, head, type):
    assert uploads.sniff(name, head) == type


@pytest.mark.parametrize(
    ("name", "head"),
    [("a.txt", b"MZ\x90"), ("a.jpg", b"\x7fELF"), ("a.exe", b"x"), ("a.pdf.exe", PDF), ("a.exe.pdf", PDF),
     ("a.svg", b"<svg/>"), ("a.html", b"x"), ("a", b"#!/bin/sh")],
)  # fmt: skip
def test_programs_and_pages_are_told(name, head):
    assert uploads.runs(name, head)


def test_a_name_that_lies_is_told():
    assert uploads.is_disguised("a.pdf", "text/plain")
    assert uploads.is_disguised("a.jpg", "application/zip")
    assert not uploads.is_disguised("a.jpg", "image/png")
    assert not uploads.is_disguised("a.unknown", "text/plain")


def test_a_picture_gets_a_small_copy(tmp_path):
    (tmp_path / "a").write_bytes(picture(size=(1200, 600)))
    seen = uploads.look_at(tmp_path / "a")
    assert (seen.width, seen.height) == (1200, 600)
    assert max(Image.open(io.BytesIO(seen.small)).size) == pictures.SIDE


@pytest.mark.parametrize("content", [b"", b"GIF89a", PDF, picture()[:40]])
def test_what_is_no_picture_is_told(tmp_path, content):
    (tmp_path / "a").write_bytes(content)
    with pytest.raises(uploads.NoPicture):
        uploads.look_at(tmp_path / "a")


def test_a_picture_that_would_burst_is_not_unpacked(tmp_path, monkeypatch):
    (tmp_path / "a").write_bytes(picture(size=(400, 400)))
    monkeypatch.setattr(pictures, "MOST_PIXELS", 1000)
    monkeypatch.setattr(Image.Image, "load", lambda self: pytest.fail("unpacked"))
    with pytest.raises(uploads.NoPicture):
        uploads.look_at(tmp_path / "a")
