"""Reviews as programs work on them."""

from tests.api.conftest import codes

REVIEWS = "/api/v1/reviews"


def test_a_review_is_opened_worked_on_and_closed(admin):
    made = admin.post(REVIEWS, {"finding": "Fair leads wait too long"})
    assert (made.status_code, made.json["state"]) == (201, "open")
    place = f"{REVIEWS}/{made.json['id']}"
    missing = admin.post(place, {"state": "closed"})
    assert missing.status_code == 422
    said = {"cause": "Nobody has them", "action": "A rota", "conclusion": "Called in a day", "state": "closed"}
    assert admin.post(place, said).json["state"] == "closed"
    assert [one["id"] for one in admin.get(REVIEWS).json["reviews"]] == [made.json["id"]]


def test_a_wrong_day_or_person_is_refused_by_name(admin):
    place = f"{REVIEWS}/{admin.post(REVIEWS, {'finding': 'x'}).json['id']}"
    assert list(codes(admin.post(place, {"due": "soon"}))) == ["due"]
    assert list(codes(admin.post(place, {"owner": "nobody.here"})))


def test_a_review_of_somebody_else_is_not_there(admin, rep):
    place = f"{REVIEWS}/{admin.post(REVIEWS, {'finding': 'x'}).json['id']}"
    assert rep.get(place).status_code == 404 and rep.get(REVIEWS).json["reviews"] == []
