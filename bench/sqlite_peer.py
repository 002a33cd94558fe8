"""The same program in SQL, run by Python's own SQLite, in memory: sql/one_sqlite.sql.

In flow the facts, clustered by treaty, State, id; out flows the view `answer`. Days are numbers; a day that is none is 0.
"""

from datetime import date
from pathlib import Path
import re
import sqlite3
import sys

import engine

NAME = "sqlite"
STATEMENTS = re.sub("--.*", "", (Path(__file__).parent / "sql" / "one_sqlite.sql").read_text())

# `pair` is a treaty and a State in one number, `topic` a pair and a duty, `report` a topic and a year.
SCHEMA = """
create table facts (
  treaty integer, state integer, id integer, kind integer, duty integer, year integer, year_to integer, "on" integer,
  until integer, known integer, gone integer, figure integer, weight integer, pair integer, topic integer, report integer,
  primary key (treaty, state, id)) without rowid;

create table duties (duty integer primary key, months integer, days integer, bound_all integer);
insert into duties values
  (0, 0, 180, 1), (1, 96, 0, 0), (2, 120, 0, 0), (3, 48, 0, 0), (4, 60, 0, 1), (5, 24, 0, 1), (6, 36, 0, 0), (7, 72, 0, 1),
  (8, 12, 0, 1), (9, 144, 0, 0);

create table days (day integer primary key, year integer, month integer);
create table months (month integer primary key, first_day integer, year integer);
create temp table sums (
  duty_and_standing integer primary key, rows integer, due integer, confirmed integer, facts integer, numbers integer);
create table report_years (number integer primary key, duty integer, year integer, due integer);
"""

INDEXES = """
create index of_consents on facts (treaty, state, pair, kind, "on", known, gone, weight) where kind = 0;
create index of_duties on facts (topic, "on", kind, until, known, gone, weight) where kind in (1, 2, 6, 8, 9);
create index of_requests on facts (topic, "on", kind, known, gone, weight) where kind = 5;
create index of_reports on facts (report, "on", kind, known, gone, weight) where kind in (3, 7);
create index of_progress on facts (topic, year, "on", kind, figure, known, gone, weight) where kind = 4;
create index of_lists on facts (treaty, duty, year, year_to, "on", kind, known, gone, weight) where kind = 10;
"""

ANSWER = """
create temp view answer as
select treaty, state, duty, 0 as period, -1 as about, standing, due, confirmed, consent, threshold, applies, "grant", grants,
  request, requests, proof from deadlines
union all
select treaty, state, duty, period, -1, standing, due, confirmed, consent, threshold, -1, -1, 0, -1, 0, proof from yearly
union all
select treaty, state, 12, 0, about, standing, 0, confirmed, -1, -1, applies, -1, 0, -1, 0, proof from warnings
"""

# SQLite groups by sorting. Adding up in a small table is three times as fast (1.1 seconds for 3.3, of 2.1 million rows).
SUMS = """
insert into sums
select duty * 16 + standing, 1, due, confirmed, consent + threshold + applies + "grant" + request + proof, grants + requests
from answer where true
on conflict (duty_and_standing) do update set rows = rows + 1, due = due + excluded.due, confirmed = confirmed + excluded.confirmed,
  facts = facts + excluded.facts, numbers = numbers + excluded.numbers
"""


def version():
    return sqlite3.sqlite_version


def load(folder):
    world = sqlite3.connect(":memory:")
    world.execute("pragma temp_store = memory")
    world.executescript(SCHEMA)
    fill_calendar(world)
    columns, _, states = engine.columns(folder)
    world.executemany(f"insert into facts values ({', '.join('?' * 16)})", facts_in_order(columns))
    world.executescript(INDEXES)
    world.execute("analyze")
    world.commit()
    return world


def fill_calendar(world):
    first, last = (date(year, 1, 1).toordinal() for year in (1970, 2100))
    dates = [date.fromordinal(day) for day in range(first, last)]
    days = [(d.toordinal() - engine.EPOCH, d.year, d.year * 12 + d.month) for d in dates]
    world.executemany("insert into days values (?, ?, ?)", days)
    firsts = ((month, day, year) for (day, year, month), d in zip(days, dates) if d.day == 1)
    world.executemany("insert into months values (?, ?, ?)", firsts)
    for duty, month, day in (10, 4, 30), (11, 5, 31):
        due = ((duty * 4096 + y, duty, y, date(y + 1, month, day).toordinal() - engine.EPOCH) for y in range(1970, 2099))
        world.executemany("insert into report_years values (?, ?, ?, ?)", due)


def facts_in_order(columns):
    import numpy

    order = numpy.lexsort((columns["id"], columns["state"], columns["treaty"]))
    for start in range(0, len(order), 50_000):
        part = order[start : start + 50_000]
        yield from map(stored, *(columns[name][part].tolist() for name in engine.COLUMNS))


def stored(id, treaty, state, kind, duty, year, year_to, on, until, known, gone, said_by, figure):
    """The columns as they are kept. The order of choosing needs `known` no more: the facts come in its order."""
    pair = treaty * 4096 + state
    topic = pair * 16 + duty
    weight = (7 - said_by) << 31 | id
    return (treaty, state, id, kind, duty, year, year_to, on, until, known, gone, figure, weight, pair, topic, topic * 4096 + year)


def given(v, r):
    """What the program is given: all of it depends on the question alone."""
    speaks, last = engine.earliest_that_speaks(v), engine.last_year_due(v)
    return {"v": v, "r": r, "year": engine.as_date(v).year, "speaks": speaks, "last": last}


def statements(**only):
    parts = {"of_treaty": "", "of_pair": "", "of_topic": "", "of_report": "", **only}
    return [text for text in STATEMENTS.format(**parts).split(";") if text.strip()]


ALL = statements()
ONE_STATE = statements(
    of_treaty="and treaty = :treaty",
    of_pair="and pair = :pair",
    of_topic="and topic between :pair * 16 and :pair * 16 + 15",
    of_report="and report between :pair * 65536 and :pair * 65536 + 65535",
)


def one(world, v, r):
    world.execute("drop view if exists answer")
    for text in ALL:
        world.execute(text, given(v, r))
    world.execute(ANSWER)
    return world


def count(answer):
    return answer.execute("select count(*) from answer").fetchone()[0]


def groups(answer):
    answer.execute("delete from sums")
    answer.execute(SUMS)
    sums = answer.execute("select * from sums").fetchall()
    return [(both >> 4, both & 15, *numbers) for both, *numbers in sums]


def sweep(world, days):
    return [groups(one(world, v, v)) for v in days]


def dump(answer):
    rows = answer.execute("select * from answer order by treaty, state, duty, period, about")
    return [column[0] for column in rows.description], rows


def states_with_consent(world, n):
    known = world.execute("select distinct treaty, state from facts where kind = 0 order by treaty, state").fetchall()
    return [known[i * len(known) // n] for i in range(n)]


def next_id(world):
    return world.execute("select count(*) from facts").fetchone()[0]


def add_fact(world, fact, v):
    """Inserts, commits in memory, and asks anew for the State."""
    world.execute(f"insert into facts values ({', '.join('?' * 16)})", stored(*fact))
    world.commit()
    treaty, state = fact[1:3]
    world.execute("drop view if exists answer")
    for text in ONE_STATE:
        world.execute(text, {**given(v, v), "treaty": treaty, "pair": treaty * 4096 + state})
    world.execute(ANSWER)
    return world.execute("select * from answer").fetchall()


if __name__ == "__main__":
    engine.serve(sys.modules[__name__])
