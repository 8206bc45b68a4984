"""Whatever can be asked about one record opens as a page, or says why not."""

import pytest

PEOPLE = ("lin.xiaowen", "chen.liqun", "xu.lan")


def pages_of_a_record(app) -> list[str]:
    """The addresses below a record that need nothing else, with places for its form and its id."""
    rules = [rule for rule in app.url_map.iter_rules() if "GET" in rule.methods and rule.arguments == {"form", "id"}]
    found = sorted({rule.rule for rule in rules if rule.rule.startswith("/records/")})
    return [path.replace("<form>", "{form}").replace("<int:id>", "{id}") for path in found]


@pytest.mark.parametrize("login", PEOPLE)
def test_every_page_of_a_record_opens_or_says_why_not(office, client_for, login):
    record = office.submit(company="润扬轴承", phone="13900002046", region="east")
    office.give(record, "lin.xiaowen", accepted=True)
    client = client_for(login)
    paths = pages_of_a_record(client.application)
    answers = {path: client.get(path.format(form="lead", id=record)).status_code for path in paths}
    assert len(paths) > 20 and not [path for path, status in answers.items() if status >= 500]
    assert answers["/records/{form}/{id}"] == 200
