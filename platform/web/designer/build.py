"""The page of the designer, from the draft as it stands."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from accounts import Work
from definitions import Catalog, Label, NotEditable, Places, Problem, Refused, read_single
from forms import BoundField, FormDefinition
from publishing import designing

from ..languages import language, t
from ..studio.draft import Draft
from ..studio.editing import digest_of_text
from ..studio.faces import faces_of
from ..studio.frame import frame_of
from ..studio.impact import impact_seen
from ..studio.listing import row_of
from ..studio.marks import Marks, marks_of
from ..studio.problem_places import told_problems
from ..studio.problem_rows import problem_rows
from ..studio.told_problem import ToldProblem
from .beside import ACCESS, RELATED, Beside, FormAccess, access_beside, beside_of, form_rooms, rooms_for, rooms_of
from .controls import Around
from .drawing import drawn
from .palette import icon_of, palette, type_label
from .properties import of_field, of_form, of_section
from .related_room import RelatedRoom, related_room
from .saving import path_of
from .settings import RULES
from .undoing import can_go
from .view_model import NOTHING_WRONG, Card, DesignerPage, Line, Part, Properties, Room, State, Wrong

FORM_ROOMS = (ACCESS, RELATED)
ELSEWHERE = 5  # errors of other files that are told at once


def page_of(
    work: Work,
    draft: Draft,
    state: State,
    *,
    note: str = "",
    wrong: Wrong = NOTHING_WRONG,
    fresh: bool = False,
) -> DesignerPage:
    """Everything the page shows; a file that cannot be read shows what is wrong with it and nothing to click."""
    path = path_of(draft, state.form)
    text = draft.merged[path]
    mine = tuple(problem for problem in draft.plan.problems if problem.location.file == path)
    row = row_of(draft, path)
    page = DesignerPage(
        studio=frame_of(draft, seen=impact_seen(draft)),
        file=row,
        faces=faces_of(draft, path, "design"),
        state=state,
        opened=digest_of_text(text),
        show="sections",
        palette=palette(),
        parts=(),
        loose=(),
        properties=None,
        lines=(),
        problems=_rows(mine, draft),
        broken_rows=problem_rows(mine, draft.merged, language(), here=path),
        others=len(draft.errors) - row.errors,
        elsewhere=_rows([one for one in draft.errors if one.location.file != path][:ELSEWHERE], draft),
        note=note,
        fresh=fresh,
        broken=True,
    )
    back, forth = can_go(path, draft.merged)
    page = replace(page, back=back, forth=forth)
    try:
        return _Drawing(work, draft, path, mine, wrong).on(page)
    except Refused as refused:
        return replace(page, note=note or refused.text(language()))


def catalog_with(work: Work, draft: Draft, form: FormDefinition | None) -> Catalog:
    """What rules of the form may speak of: the draft where it is sound, else what is published, with this form."""
    base = draft.plan.catalog or work.catalog
    return base.replacing({("form", form.id): form}) if form else base


class _Drawing:
    """One form's page being drawn."""

    def __init__(self, work: Work, draft: Draft, path: str, problems: tuple[Problem, ...], wrong: Wrong) -> None:
        self.work, self.draft, self.path, self.wrong = work, draft, path, wrong
        self.text = draft.merged[path]
        self.sheet = designing.Sheet(self.text)
        self.problems = problems
        self.published = work.catalog.find("form", str(self.sheet.data.get("id")))

    def on(self, page: DesignerPage) -> DesignerPage:
        sheet, state = self.sheet, self._settled(page.state)
        broken = {
            _place(problem)[1] for problem in self.problems if problem.is_error and _place(problem)[0] == "fields"
        }
        base = self.draft.plan.catalog or self.work.catalog
        whole = self._whole()
        form, bound = drawn(self.work, base, whole, {**sheet.data, "fields": sheet.fields}, broken)
        catalog = catalog_with(self.work, self.draft, whole or form)
        around = Around(self.work, catalog, self.wrong.errors, self.wrong.typed)
        cards = {card.id: card for card in self._cards(state, bound)}
        parts = tuple(self._parts(state, cards))
        placed = {card.id for part in parts for card in part.cards}
        return replace(
            page,
            state=state,
            show=str(sheet.data.get("show", "sections")),
            parts=parts,
            loose=tuple(card for id, card in cards.items() if id not in placed),
            properties=self._properties(state, around),
            rooms=tuple(self._rooms(state)),
            beside=self._beside(state, around),
            lines=tuple(self._lines(state)),
            problems=self._of("form"),
            broken=False,
        )

    def _whole(self) -> FormDefinition | None:
        """The form as the draft has it; read by itself while something else in the draft is wrong."""
        if self.draft.plan.catalog is not None:
            return self.draft.plan.catalog.find("form", str(self.sheet.data.get("id")))
        return read_single("form", self.text, file=self.path).definition

    def _settled(self, state: State) -> State:
        """What was selected may be gone."""
        field = state.field if state.field in set(self.sheet.ids()) else ""
        section = state.section if state.section in {each.get("id") for each in self.sheet.sections} else ""
        known = rooms_for(self.sheet.field(field)) if field else () if section else FORM_ROOMS
        room = state.room if state.room in known else ""
        return replace(state, field=field, section="" if field else section, room=room)

    def _cards(self, state: State, bound: Mapping[str, BoundField]) -> Iterator[Card]:
        marks = marks_of(self.draft, "form", str(self.sheet.data.get("id")))
        for field in self.sheet.fields:
            id, type = str(field.get("id")), str(field.get("type"))
            label = field.get("label")
            yield Card(
                id=id,
                label=Label.of(label, id).text(language()) if isinstance(label, (str, dict)) and label else id,
                type=type_label(type),
                icon=icon_of(type),
                href=state.href(field=id, section=""),
                bound=bound.get(id),
                selected=id == state.field,
                problems=self._of("fields", id),
                rules=tuple(t(f"designer.has.{name}") for name in RULES if name in field),
                mark=_mark(marks, id, self.published),
            )

    def _parts(self, state: State, cards: Mapping[str, Card]) -> Iterator[Part]:
        if not self.sheet.sections:
            yield Part("", "", 2, False, tuple(cards.values()))
        for section in self.sheet.sections:
            id, label = str(section.get("id")), section.get("label")
            yield Part(
                id=id,
                label=Label.of(label, "").text(language()) if isinstance(label, (str, dict)) else "",
                columns=section.get("columns", 1),
                later=bool(section.get("later")),
                cards=tuple(cards[each] for each in section["fields"] if each in cards),
                href=state.href(section=id, field=""),
                selected=id == state.section,
                problems=self._of("layout", id),
            )

    def _properties(self, state: State, around: Around) -> Properties:
        if state.field:
            found = of_field(self.sheet, state.field, around=around, published=self.published)
            found = replace(found, problems=self._of("fields", state.field))
        elif state.section:
            found = of_section(self.sheet, state.section, errors=self.wrong.errors)
        else:
            found = of_form(self.sheet, around.catalog, errors=self.wrong.errors)
        return replace(found, line=self._span(state)[0])

    def _rooms(self, state: State) -> Iterator[Room]:
        if state.field:
            yield from rooms_of(self.sheet.field(state.field), state)
        elif not state.section:
            yield from form_rooms(state, self.sheet.data)

    def _beside(self, state: State, around: Around) -> Beside | FormAccess | RelatedRoom | None:
        """What of the selected field, or of the form, stands in the canvas's place."""
        if not state.room:
            return None
        form, files = str(self.sheet.data.get("id")), self.draft.merged
        if state.room == RELATED:
            return related_room(self.sheet.data, around.catalog)
        if not state.field:
            title = Label.of(self.sheet.data.get("label"), form).text(language())
            return access_beside(form, title, around, files)
        known = self.published.find(state.field) if self.published else None
        return beside_of(self.sheet.field(state.field), form, around, known, files)

    def _of(self, part: str, id: str = "") -> tuple[ToldProblem, ...]:
        """The problems of a field, of a section, or of the form beside them."""

        def belongs(problem: Problem) -> bool:
            place = _place(problem)
            return place == (part, id) if id else place[0] not in ("fields", "layout")

        return _rows(filter(belongs, self.problems), self.draft)

    def _span(self, state: State) -> tuple[int, int]:
        """The lines of what is selected."""
        where: tuple[Any, ...] = ()
        if state.field:
            where = ("fields", self.sheet.at(state.field))
        elif state.section:
            where = ("layout", self.sheet.section_at(state.section))
        try:
            return Places(self.text).lines_of(where) if where else (0, 0)
        except NotEditable:
            return (0, 0)

    def _lines(self, state: State) -> Iterator[Line]:
        if state.yaml:
            first, last = self._span(state)
            for number, text in enumerate(self.text.splitlines(), 1):
                yield Line(number, text, first <= number <= last)


def _place(problem: Problem) -> tuple[str, str]:
    """The part of the form that a problem belongs to: `fields.phone.type` is the field phone's."""
    parts = problem.path.replace("[", ".[").split(".")
    return parts[0], parts[1] if len(parts) > 1 else ""


def _rows(problems: Iterable[Problem], draft: Draft) -> tuple[ToldProblem, ...]:
    return told_problems(problems, draft.merged, language())


def _mark(marks: Marks, id: str, published: FormDefinition | None) -> str:
    """New or changed, where the form itself is not new."""
    if published is None:
        return ""
    return "new" if published.find(id) is None else marks.of(f"fields.{id}")
