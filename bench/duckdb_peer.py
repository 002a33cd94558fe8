"""The same program in SQL, run by DuckDB: sql/one.sql. Days are DATE; the facts are stored by treaty, State, id.

In flow the facts as Arrow, out flows an Arrow table. A date that is none is NULL here, and 0 when it is summed or printed.
"""

from collections import defaultdict
from pathlib import Path
import re
import sys
import warnings

import duckdb
import pyarrow as pa

import engine

# Of few facts the way DuckDB warns of is the faster one: it copies the rows, but binds the query once, not twice (30 ms).
FEW = 100_000
warnings.filterwarnings("ignore", message="Arrow output on a DB-API result")

NAME = "duckdb"
ONE = re.sub("--.*", "", (Path(__file__).parent / "sql" / "one.sql").read_text())

SCHEMA = """
create macro fact_of(weight) as cast(weight & 2147483647 as integer);
create macro evidence(day, weight) as (cast(day - date '1970-01-01' as bigint) << 34) | weight;
create macro day_of(evidence) as date '1970-01-01' + cast(evidence >> 34 as integer);

create table duties (duty tinyint, length interval, bound_all boolean);
insert into duties values
  (0, interval 180 day, true), (1, interval 8 year, false), (2, interval 10 year, false), (3, interval 4 year, false),
  (4, interval 5 year, true), (5, interval 2 year, true), (6, interval 3 year, false), (7, interval 6 year, true),
  (8, interval 1 year, true), (9, interval 12 year, false);

create table report_years (duty tinyint, year smallint, due date);
insert into report_years
  select 10, y, make_date(y + 1, 4, 30) from range(1970, 2100) t(y)
  union all select 11, y, make_date(y + 1, 5, 31) from range(1970, 2100) t(y);

create table questions (v date, r date, speaks date, last integer);
"""

# The order of choosing needs `known` no more: the facts come in its order.
STORED = """
  treaty * 4096 + state as pair, cast(treaty as smallint) as treaty, cast(state as smallint) as state, id,
  cast(kind as tinyint) as kind, cast(duty as tinyint) as duty,
  cast(year as smallint) as year, cast(year_to as smallint) as year_to,
  "on", until, known, gone, figure, (cast(7 - said_by as bigint) << 31) | id as weight
"""

# A day entered one by one: as in facts.bin, a number.
INSERT = f"""
insert into facts select {STORED} from (select
  $id as id, $treaty as treaty, $state as state, $kind as kind, $duty as duty, $year as year, $year_to as year_to,
  date '1970-01-01' + $on as "on", case when $until >= 0 then date '1970-01-01' + $until end as until,
  date '1970-01-01' + $known as known,
  case when $gone = {engine.NEVER} then date 'infinity' else date '1970-01-01' + $gone end as gone,
  $said_by as said_by, $figure as figure)
"""

SUMS = """
select /*v,*/ duty, standing, count(*),
  sum(coalesce(due - date '1970-01-01', 0)), sum(coalesce(confirmed - date '1970-01-01', 0)),
  sum(consent + threshold + applies + "grant" + request + proof), sum(grants + requests)
from (%s) group by /*v,*/ duty, standing
"""

# Many questions at once: what stands between strokes and stars is opened, and what is given comes from the table of questions.
MANY = re.sub(r"\$(v|r|speaks|last)\b", r"\1", (SUMS % ONE).replace("/*", "").replace("*/", ""))

# One State: of its treaty only the consents and the lists are read too.
OF_STATE = "from (select * from facts where treaty = $treaty and (pair = $pair or kind in (0, 10)))"
ONE_STATE = ONE.replace("from facts", OF_STATE).replace("where in_force <= $v", "where in_force <= $v and pair = $pair")


def version():
    return duckdb.__version__


def load(folder):
    world = duckdb.connect()
    world.execute("set threads = 1")
    world.execute(SCHEMA)
    world.register("entered", arrow(engine.columns(folder)[0]))
    world.execute(f"create table facts as select {STORED} from entered order by treaty, state, id")
    world.unregister("entered")
    return world


def arrow(columns):
    def dates(name):
        column = columns[name]
        return pa.array(column, mask=column < 0).view(pa.date32())

    days = {name: dates(name) for name in ("on", "until", "known", "gone")}
    return pa.table({name: days.get(name, column) for name, column in columns.items()})


def given(v, r):
    """What the query is given: all of it depends on the question alone."""
    day = engine.as_date
    return {"v": day(v), "r": day(r), "speaks": day(engine.earliest_that_speaks(v)), "last": engine.last_year_due(v)}


def one(world, v, r):
    few = next_id(world) < FEW
    return (world.execute(ONE, given(v, r)) if few else world.sql(ONE, params=given(v, r))).to_arrow_table()


def count(answer):
    return answer.num_rows


def groups(answer):
    return queried(answer, SUMS % "from answer").fetchall()


def dump(answer):
    days = "coalesce(due - date '1970-01-01', 0) as due, coalesce(confirmed - date '1970-01-01', 0) as confirmed"
    rows = queried(answer, f"select * replace ({days}) from answer order by treaty, state, duty, period, about")
    return answer.column_names, rows.fetchall()


def queried(answer, query):
    own = duckdb.connect()
    own.execute("set threads = 1")
    return own.register("answer", answer).execute(query)


def sweep(world, days):
    """Day by day, or many days in one query, whichever was the faster."""
    at_once = DAY_FACTS_AT_ONCE // next_id(world)
    if at_once < 2:
        return [world.execute(SUMS % ONE, given(v, v)).fetchall() for v in days]
    return [groups for i in range(0, len(days), at_once) for groups in swept(world, days[i : i + at_once])]


# Measured, processor seconds. 220 days at 10 000 facts: one by one 15.9; 10 at once 2.7, 44: 1.05, 110: 0.67, 220: 0.64.
# 5 days at 1 000 000 facts: one by one 4.2; by the query for many, 1 at once 4.6, 2: 5.0, 5: 4.9 (and 1.3 GB).
DAY_FACTS_AT_ONCE = 2_200_000


def swept(world, days):
    world.execute("delete from questions")
    for v in days:
        world.execute("insert into questions values ($v, $r, $speaks, $last)", given(v, v))
    of_day = defaultdict(list)
    for day, *group in world.execute(MANY).fetchall():
        of_day[day].append(group)
    return [of_day[engine.as_date(v)] for v in days]


def states_with_consent(world, n):
    known = world.execute("select distinct treaty, state from facts where kind = 0 order by treaty, state").fetchall()
    return [known[i * len(known) // n] for i in range(n)]


def next_id(world):
    [(count,)] = world.execute("select count(*) from facts").fetchall()
    return count


def add_fact(world, fact, v):
    """Inserts, commits in memory, and asks anew for the State."""
    world.execute(INSERT, dict(zip(engine.COLUMNS, fact)))
    treaty, state = fact[1:3]
    return world.execute(ONE_STATE, {**given(v, v), "treaty": treaty, "pair": treaty * 4096 + state}).fetchall()


if __name__ == "__main__":
    engine.serve(sys.modules[__name__])
