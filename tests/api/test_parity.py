"""Whatever a page changes or lets one take away, a program can, too; what is left to pages has its reason here."""

import pytest

from reports.checks.addresses import ADDRESSES

R, T, C = "/records/<form>", "/tasks/<task>", "/configuration"
ONE = f"{R}/<record>"
SCREEN = "studio: a step of editing on screen; programs plan and publish files"
TYPING = "what is typed and not sent yet"
OUTSIDE = "for people outside, who have no token"
BUILT = "a report that is being built; one that was kept has GET /reports/<report>/records"
BEHIND = "GET /reports/<report>/records"
WHOLE = "whole sensitive values of many at once: with a reason, by a person at a screen"
OWN = "one's own sign-in, settings and tokens: a token must not make another"

# The address of the page → that of the call, or why there is none.
PAGES = {
    "/alerts/<id>/hearing": "DELETE /alerts/<alert>/mute",
    "/alerts/<id>/muting": "POST /alerts/<alert>/mute",
    "/bulk/<int:id>/undoing": "POST /bulk/<act>/undoing",
    "/dashboards/<id>/removal": "DELETE /dashboards/mine/<one>",
    "/dashboards/build": SCREEN,
    "/dashboards/draft": SCREEN,
    "/dashboards/mine": "POST /dashboards/mine",
    "/day/<key>/acceptance": f"POST {ONE}/assignment",
    "/day/<key>/claim": f"POST {ONE}/assignment",
    "/day/<key>/log": f"POST {ONE}/contacts",
    "/day/<key>/refusal": f"POST {ONE}/assignment",
    "/day/<key>/skip": f"POST {T}/skip",
    "/day/<key>/snooze": f"POST {T}/snooze",
    "/day/batch/<name>": f"POST {T}/completion",
    "/day/task-<int:id>/return": f"POST {T}/return",
    "/drafts/<int:id>/removal": TYPING,
    "/enrolments/<int:id>/<verb>": f"POST {ONE}/enrolments/<enrolment>",
    "/f/<slug>": OUTSIDE,
    "/f/<slug>/files": OUTSIDE,
    "/f/<slug>/live": OUTSIDE,
    "/files": "POST /forms/<form>/files",
    "/files/<key>/<path:name>": "GET /files/<key>",
    "/files/small/<key>": "GET /files/<key>",
    "/m/<token>/u": OUTSIDE,
    "/notifications/reading": "POST /notifications/reading",
    "/people": "POST /people",
    "/people/<int:id>": "PATCH /people/<person>",
    "/people/<int:id>/activation": "POST /people/<person>/activation",
    "/people/<int:id>/deactivation": "POST /people/<person>/deactivation",
    "/people/<int:id>/handover": "POST /people/<person>/handover",
    "/people/<int:id>/leave": "POST /people/<person>/leave",
    "/people/<int:id>/leave/<int:leave>/removal": "DELETE /people/<person>/leave/<leave>",
    "/people/<int:id>/pause": "PATCH /people/<person>",
    "/pools/<pool>/claims": f"POST {ONE}/assignment",
    "/reassignments/<int:id>/undoing": "POST /reassignments/<reassignment>/undoing",
    "/records/<form>/<int:id>/acceptance": f"POST {ONE}/assignment",
    "/records/<form>/<int:id>/assignment": f"POST {ONE}/assignment",
    "/records/<form>/<int:id>/cell/<name>": f"PATCH {ONE}",
    "/records/<form>/<int:id>/claim": f"POST {ONE}/assignment",
    "/records/<form>/<int:id>/collaborators": f"POST {ONE}/assignment",
    "/records/<form>/<int:id>/comments": f"POST {ONE}/comments",
    "/records/<form>/<int:id>/comments/<int:comment>": f"PATCH {ONE}/comments/<comment>",
    "/records/<form>/<int:id>/comments/<int:comment>/removal": f"DELETE {ONE}/comments/<comment>",
    "/records/<form>/<int:id>/day": f"PATCH {ONE}",
    "/records/<form>/<int:id>/edit": f"PATCH {ONE}",
    "/records/<form>/<int:id>/edit/draft": TYPING,
    "/records/<form>/<int:id>/edit/draft/removal": TYPING,
    "/records/<form>/<int:id>/edit/live": TYPING,
    "/records/<form>/<int:id>/enrolments": f"POST {ONE}/enrolments",
    "/records/<form>/<int:id>/grade": f"POST {ONE}/grade",
    "/records/<form>/<int:id>/grade/rules": f"DELETE {ONE}/grade",
    "/records/<form>/<int:id>/lane": f"POST {ONE}/stage",
    "/records/<form>/<int:id>/log": f"POST {ONE}/contacts",
    "/records/<form>/<int:id>/lookups/<enrichment>": f"POST {ONE}/lookups",
    "/records/<form>/<int:id>/parking": f"POST {ONE}/stage",
    "/records/<form>/<int:id>/pause": f"POST {ONE}/pause",
    "/records/<form>/<int:id>/proposals/<int:lookup>": "POST /lookups/<lookup>/acceptance",
    "/records/<form>/<int:id>/refusal": f"POST {ONE}/assignment",
    "/records/<form>/<int:id>/release": f"POST {ONE}/assignment",
    "/records/<form>/<int:id>/resumption": f"DELETE {ONE}/pause",
    "/records/<form>/<int:id>/short-messages": f"POST {ONE}/short-messages",
    "/records/<form>/<int:id>/short-messages/again": f"POST {ONE}/short-messages",
    "/records/<form>/<int:id>/stage": f"POST {ONE}/stage",
    "/records/<form>/<int:id>/tasks": f"POST {ONE}/tasks",
    "/records/<form>/<int:id>/unmasking/<name>": f"POST {ONE}/unmasking",
    "/records/<form>/<int:id>/watching": f"POST {ONE}/watchers",
    "/records/<form>/<int:id>/watching/end": f"DELETE {ONE}/watchers",
    "/records/<form>/bulk": f"POST {R}/edits",
    "/records/<form>/duplicates/<int:one>/<int:other>/difference": f"POST {R}/duplicates/<one>/<other>/difference",
    "/records/<form>/duplicates/<int:one>/<int:other>/merging": f"POST {R}/duplicates/<one>/<other>/merging",
    "/records/<form>/duplicates/scans": f"POST {R}/duplicates/scans",
    "/records/<form>/duplicates/undoing": f"POST {R}/merges/<merge>/undoing",
    "/records/<form>/export-in-full": WHOLE,
    "/records/<form>/export.csv": f"GET {R}/export.csv",
    "/records/<form>/export.xlsx": f"GET {R}/export.xlsx",
    "/records/<form>/imports": f"POST {R}/imports",
    "/records/<form>/imports/<int:id>/dropping": f"DELETE {R}/imports/<run>",
    "/records/<form>/imports/<int:id>/going-on": f"POST {R}/imports/<run>/going-on",
    "/records/<form>/imports/<int:id>/mapping": f"POST {R}/imports/<run>/mapping",
    "/records/<form>/imports/<int:id>/records/export.<any(csv, xlsx):kind>": f"GET {R}/imports/<run>/records",
    "/records/<form>/imports/<int:id>/report.csv": f"GET {R}/imports/<run>/report.csv",
    "/records/<form>/imports/<int:id>/start": f"POST {R}/imports/<run>/start",
    "/records/<form>/imports/<int:id>/undoing": f"POST {R}/imports/<run>/undoing",
    "/records/<form>/imports/<int:id>/words": f"POST {R}/imports/<run>/words",
    "/records/<form>/new": f"POST {R}",
    "/records/<form>/new/draft": TYPING,
    "/records/<form>/new/draft/removal": TYPING,
    "/records/<form>/new/live": TYPING,
    "/records/<form>/trash/<int:id>": f"DELETE {ONE}",
    "/records/<form>/trash/<int:id>/return": f"POST {ONE}/restoration",
    "/records/<form>/trash/retention/<int:plan>/holding": f"POST {R}/trash/retention/<plan>/holding",
    "/records/<form>/trash/retention/<int:plan>/release": f"POST {R}/trash/retention/<plan>/release",
    "/records/<form>/views/<int:id>": f"PATCH {R}/views/<view>",
    "/records/<form>/views/<int:id>/dropping": f"DELETE {R}/views/<view>",
    "/records/<form>/views/new": f"POST {R}/views",
    "/reports/<id>/removal": "DELETE /reports/mine/<one>",
    "/reports/<id>/runs": "POST /reports/<report>/runs",
    "/reports/build": SCREEN,
    "/reports/draft": SCREEN,
    "/reports/mine": "POST /reports/mine",
    "/reports/runs/<int:id>/cancellation": "DELETE /reports/<report>/runs/<number>",
    "/review/<form>/looks": f"POST {ONE}/looks",
    "/reviews": "POST /reviews",
    "/reviews/<int:id>": "POST /reviews/<review>",
    "/session": OWN,
    "/session/end": OWN,
    "/settings": OWN,
    "/settings/notices": OWN,
    "/settings/password": OWN,
    "/settings/tokens": OWN,
    "/settings/tokens/<int:id>/revocation": OWN,
    "/studio/automations/<id>/pause": "POST /automations/<automation>/pause",
    "/studio/automations/<id>/resume": "POST /automations/<automation>/resume",
    "/studio/automations/<id>/trial": "POST /automations/<automation>/trial",
    "/studio/cadences/<id>/enrolments": f"POST {ONE}/enrolments",
    "/studio/cadences/<id>/rehearsal": SCREEN,
    "/studio/conversions": f"POST {C}/revisions",
    "/studio/conversions/end": f"DELETE {C}/conversions",
    "/studio/deliveries/<int:id>/replay": "POST /deliveries/<delivery>/replay",
    "/studio/deliveries/channels/<id>/test": "a few words to whoever stands at the screen",
    "/studio/deliveries/replays": "POST /deliveries/replays",
    "/studio/deliveries/secrets/<name>": "secrets: on screen and by `leadwright secret`, never through a token",
    "/studio/draft/discards": SCREEN,
    "/studio/draft/removals": SCREEN,
    "/studio/draft/resolutions": SCREEN,
    "/studio/files": SCREEN,
    "/studio/files/<path:path>": f"POST {C}/revisions",
    "/studio/files/check": f"POST {C}/plans",
    "/studio/forms": SCREEN,
    "/studio/forms/<id>/acts": SCREEN,
    "/studio/forms/<id>/rule": SCREEN,
    "/studio/forms/<id>/steps": SCREEN,
    "/studio/in-flight/<int:act>/undo": f"POST {C}/in-flight/<act>/undoing",
    "/studio/in-flight/moves": f"POST {C}/in-flight/moves",
    "/studio/inbound/<int:id>/replay": "POST /inbound/<message>/replay",
    "/studio/packs/<id>/installation": f"POST {C}/packs/<pack>/revisions",
    "/studio/packs/<id>/removal": f"DELETE {C}/packs/<pack>",
    "/studio/packs/<id>/upgrade": f"POST {C}/packs/<pack>/revisions",
    "/studio/packs/<id>/upgrade/preview": f"POST {C}/packs/<pack>/plans",
    "/studio/parts/<path:path>": SCREEN,
    "/studio/parts/<path:path>/rule": SCREEN,
    "/studio/parts/<path:path>/steps": SCREEN,
    "/studio/revisions": f"POST {C}/revisions",
    "/studio/revisions/<int:number>/rollback": f"POST {C}/revisions/<revision>/rollback",
    "/studio/runs/<int:run>/<verb>": "POST /runs/<run>/replay",
    "/subscriptions": "POST /subscriptions",
    "/subscriptions/<int:id>/<any(pause, resume, send):verb>": "POST /subscriptions/<subscription>/pause",
    "/subscriptions/<int:id>/removal": "DELETE /subscriptions/<subscription>",
    "/subscriptions/leave/<token>/<int:person>-<sign>": OUTSIDE,
    "/tasks/<int:id>/approval": f"POST {T}/approval",
    "/tasks/<int:id>/assignment": f"POST {T}/assignment",
    "/tasks/<int:id>/checks": f"POST {T}/checks",
    "/tasks/<int:id>/claim": f"POST {T}/claim",
    "/tasks/<int:id>/completion": f"POST {T}/completion",
    "/tasks/<int:id>/reminder": f"POST {T}/reminder",
    "/tasks/<int:id>/request": f"POST {T}/request",
    "/tasks/<int:id>/return": f"POST {T}/return",
    "/tasks/<int:id>/skip": f"POST {T}/skip",
    "/tasks/<int:id>/snooze": f"POST {T}/snooze",
    "/teams": "POST /teams",
    "/teams/<int:id>": "PATCH /teams/<team>",
    "/teams/<int:id>/board/assignments": f"POST {R}/reassignments",
    "/teams/<int:id>/board/reminders": "POST /teams/<team>/board/reminders",
}
FILES = "export.<any(csv, xlsx, pdf, png, svg, json):kind>"
PICKED = "export.<any(csv, xlsx):kind>"
KEPT = "export.<any(csv, xlsx, pdf, png, svg):kind>"
PAGES |= {
    f"/reports/<id>/{FILES}": f"GET /reports/<report>/{KEPT}",
    f"/reports/runs/<int:id>/{FILES}": f"GET /reports/<report>/runs/<number>/{KEPT}",
    f"/reports/<id>/records/{PICKED}": BEHIND,
    f"/reports/answer/records/{PICKED}": "GET /reports/answer/records",
    f"/reports/built/records/{PICKED}": BUILT,
}


@pytest.fixture
def rules(office):
    return [rule for rule in office.composed.url_map.iter_rules() if not rule.rule.startswith(("/in/", "/static"))]


def test_each_change_and_file_of_a_page_has_its_call_or_its_reason(rules):
    pages = {rule.rule for rule in rules if not rule.rule.startswith("/api/") and _counts(rule)}
    assert pages == PAGES.keys(), pages ^ PAGES.keys()


def test_each_of_these_calls_is_there(rules):
    calls = {f"{method} {rule.rule.removeprefix('/api/v1')}" for rule in rules for method in rule.methods}
    named = {call for call in PAGES.values() if call.split(" /")[0] in ("GET", "POST", "PATCH", "DELETE")}
    assert named <= calls, named - calls


@pytest.mark.parametrize("kind", ADDRESSES)
def test_no_report_and_no_dashboard_takes_the_name_of_an_address(rules, kind):
    """Pages and calls have the same; as an id of one, it is refused."""
    steps = (rule.rule.removeprefix("/api/v1").split("/")[1:] for rule in rules)
    below = {there[1] for there in steps if there[0] == f"{kind}s" and len(there) > 1}
    assert {name for name in below if name and "<" not in name} == ADDRESSES[kind]


def _counts(rule):
    return "POST" in rule.methods or "/export" in rule.rule or ".csv" in rule.rule or rule.rule.startswith("/files")
