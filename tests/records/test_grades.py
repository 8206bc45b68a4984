"""Grades and their reasons, as they were found."""

from datetime import timedelta

from records import GradeRow, grades


def a_grade(now, score: float, record: int = 1) -> GradeRow:
    return GradeRow("ticket", record, "urgency", score, now, band="A", reasons=[{"row": "big", "points": score}])


def test_the_latest_grade_holds(database, now):
    with database.transaction() as connection:
        grades.add(connection, a_grade(now, 10))
        grades.add(connection, a_grade(now + timedelta(hours=1), 72.5))
        assert grades.latest(connection, "ticket", 1).reasons == [{"row": "big", "points": 72.5}]
        assert [grade.score for grade in grades.history(connection, "ticket", 1)] == [72.5, 10]
        assert grades.latest(connection, "ticket", 2) is None


def test_many_are_graded_at_once(database, now):
    with database.transaction() as connection:
        grades.add_many(connection, [a_grade(now, record, record) for record in range(1, 601)])
        grades.add_many(connection, [a_grade(now, 99, 3)])
        latest = grades.latest_of_many(connection, "ticket", [2, 3, 600, 601])
    assert {record: grade.score for record, grade in latest.items()} == {2: 2, 3: 99, 600: 600}
