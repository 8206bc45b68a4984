"""A mail is taken apart whatever program wrote it; what is broken in it is left out, and nothing raises."""

from email.message import EmailMessage

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.mails import read_mail


def written(text="好的", **headers):
    message = EmailMessage()
    message["From"] = headers.pop("sender", "吴建国 <Wu@Runyang.example>")
    for name, value in headers.items():
        message[name.replace("_", "-")] = value
    message.set_content(text)
    return message.as_bytes()


def test_who_writes_and_what_they_say():
    mail = read_mail(written("周四方便。\n\n-- \n吴建国", Subject="回复：案例", To="crm@house.example, x@y.example"))
    assert (mail.sender, mail.name, mail.subject) == ("wu@runyang.example", "吴建国", "回复：案例")
    assert mail.to == ("crm@house.example", "x@y.example")
    assert mail.text.startswith("周四方便。")
    assert not mail.is_automatic


@pytest.mark.parametrize(
    "quote",
    [
        "> 看看两个案例",
        "On Tue, 24 Nov 2026 at 10:18, crm@house.example wrote:",
        "在 2026年11月24日，林晓雯 写道：",
        "-----原始邮件-----",
        "------ Original Message ------",
        "发件人: 林晓雯 <crm@house.example>",
        "________________________________",
    ],
)
def test_what_is_quoted_is_left_out(quote):
    assert read_mail(written(f"周四方便。\n\n{quote}\n看看两个案例\n")).text == "周四方便。"


def test_an_answer_of_nothing_but_quotes_is_kept():
    assert read_mail(written("> 看看两个案例")).text == "> 看看两个案例"


def test_a_page_is_read_as_words():
    message = EmailMessage()
    message["From"] = "a@b.example"
    page = "<style>p {color: red}</style><p>周四&nbsp;方便<br>下午</p><script>x()</script>"
    message.set_content(page, subtype="html")
    assert read_mail(message.as_bytes()).text == "周四 方便\n下午"


def test_what_it_answers_is_found():
    mail = read_mail(written(In_Reply_To="<tok-1@house.example>", References="<x@y> <tok-1@house.example>"))
    assert mail.tokens == ("tok-1", "x")


@pytest.mark.parametrize(
    "header",
    [("Auto_Submitted", "auto-replied"), ("Precedence", "bulk"), ("X_Autoreply", "yes"), ("List_Id", "<l.example>")],
)
def test_what_no_person_wrote_is_known(header):
    assert read_mail(written(**dict([header]))).is_automatic


def test_somebody_who_wants_no_more_says_so_in_the_subject():
    assert read_mail(written(Subject="unsubscribe aAGQ3oKYWqnlrV1Hp8JPIQ")).leaves == "aAGQ3oKYWqnlrV1Hp8JPIQ"
    assert read_mail(written(Subject="please unsubscribe me")).leaves is None


REPORT = b"""From: MAILER-DAEMON@mx.example
Content-Type: multipart/report; report-type=delivery-status; boundary=b

--b
Content-Type: text/plain

Not delivered.
--b
Content-Type: message/delivery-status

Final-Recipient: rfc822; wu@runyang.example
Status: %s

--b
Content-Type: text/rfc822-headers

Message-ID: <tok-1@house.example>
Subject: x

--b--
"""


def test_a_report_says_which_mail_came_back():
    assert "tok-1" in read_mail(REPORT % b"5.1.1").bounced
    assert read_mail(REPORT % b"4.2.2").bounced == ()


@pytest.mark.parametrize(
    "broken",
    [
        b"",
        b"\x00\xff\xfe",
        b"From: =?gb2312?b?////?= <a@b>\r\n\r\nx",
        b"Content-Type: text/plain; charset=no-such\r\n\r\n\xc4\xe3\xba\xc3",
        b"Content-Type: multipart/mixed; boundary=x\r\n\r\n--x\r\n",
        b"Date: yesterday\r\nFrom: @@@\r\nTo: ,,,<>\r\n\r\n",
        b"Content-Transfer-Encoding: base64\r\n\r\n%%%%",
        b"From: a@b\r\nSubject: " + b"x" * 100_000 + b"\r\n\r\n",
    ],
)
def test_broken_mail_is_read_all_the_same(broken):
    assert read_mail(broken) is not None


@given(st.binary(max_size=400))
def test_no_bytes_raise(written):
    assert isinstance(read_mail(written).text, str)
