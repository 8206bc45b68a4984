"""Passwords: long enough, not the first that anybody would try, never readable."""

import pytest

from accounts import WeakPassword, passwords


@pytest.mark.parametrize(
    ("password", "code"),
    [
        ("short", "password_short"),
        ("x" * 201, "password_long"),
        ("Password1", "password_common"),
        ("woaini1314", "password_common"),
        ("12345678", "password_common"),
        ("aaaaaaaaaa", "password_common"),
        ("qwertyuiop", "password_common"),
        ("zhouwenbo1", "password_personal"),
    ],
)
def test_easy_passwords_are_refused_in_words(password, code):
    with pytest.raises(WeakPassword) as refused:
        passwords.hashed(password, about=("zhouwenbo", "周文博"))
    assert refused.value.code == code
    assert "{" not in refused.value.text("zh") + refused.value.text("en")


@pytest.mark.parametrize("password", ["horse battery staple", "我在扬州卖轴承八年", "zhouwenbo sells pumps"])
def test_good_passwords_pass(password):
    assert passwords.weakness_of(password, about=("zhouwenbo",)) is None


def test_a_hash_matches_only_its_password():
    stored = passwords.hashed("horse battery staple")
    assert passwords.matches(stored, "horse battery staple")
    assert not passwords.matches(stored, "horse battery stable")
    assert "horse" not in stored


@pytest.mark.parametrize("stored", [None, "", "plain", "$argon2id$broken"])
def test_nothing_matches_a_missing_or_broken_hash(stored):
    assert not passwords.matches(stored, "")
    assert not passwords.matches(stored, "horse battery staple")


def test_the_hash_of_nobody_is_as_dear_as_any():
    assert not passwords.is_outdated(passwords._NOBODY)


def test_weaker_hashes_are_outdated():
    assert passwords.is_outdated("$argon2id$v=19$m=8192,t=1,p=1$QwV0ycoIcUZCoOE+vuJmzg$" + "A" * 43)
