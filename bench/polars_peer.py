"""The same program in Polars: lazy frames, native dates, one thread.

In flow the facts as a frame sorted by treaty, State, id; out flows a frame. A date that is none is null here.
`pair` is a treaty and a State in one number, `topic` a pair and a duty. Of `weight` the larger is chosen; its low 31 bits are the
id. An evidence is a day and a weight in one number; the larger is better.
"""

from dataclasses import dataclass
import os
import sys
from typing import NamedTuple

os.environ["POLARS_MAX_THREADS"] = "1"

import polars as pl

import engine

NAME = "polars"

c = pl.col
Int32, Int64 = pl.Int32, pl.Int64
WEIGHT_BITS = 2**34

DUTIES = pl.LazyFrame(
    {
        "duty": range(10),
        "length": ["180d", "8y", "10y", "4y", "5y", "2y", "3y", "6y", "1y", "12y"],
        "bound_all": [True, False, False, False, True, True, False, True, True, False],
    },
    schema_overrides={"duty": Int32},
)

years = pl.LazyFrame({"year": range(1970, 2060)}, schema={"year": Int32})
REPORT_YEARS = pl.concat(
    [
        years.with_columns(duty=pl.lit(10, Int32), due=pl.date(c.year + 1, 4, 30)),
        years.with_columns(duty=pl.lit(11, Int32), due=pl.date(c.year + 1, 5, 31)),
    ]
)


def fact_of(weight):
    return (weight & (2**31 - 1)).cast(Int32)


def evidence(day):
    return day.cast(Int32).cast(Int64) * WEIGHT_BITS + c.weight


def day_of(best):
    return (best // WEIGHT_BITS).cast(Int32).cast(pl.Date)


def kept(frame):
    """What is used more than once is made once; left to itself, Polars makes some of it twice."""
    return frame.collect().lazy()


def only(condition, value):
    return pl.when(condition).then(value)


# The question: one, or many at once. Of many, each day has treaties, pairs and topics of its own, and its rows carry the day.


@dataclass
class World:
    facts: pl.DataFrame
    treaties: int
    states: int


class Question(NamedTuple):
    v: pl.Expr
    speaks: pl.Expr
    last: pl.Expr


DAY_ASKED = Question(c.v, c.speaks, c("last"))


def given(v):
    """What the program is given: all of it depends on the question alone."""
    return Question(engine.as_date(v), engine.as_date(engine.earliest_that_speaks(v)), engine.last_year_due(v))


def question_of(v):
    return Question(*map(pl.lit, given(v)))


def seen_by(world, r):
    known_by = pl.lit(engine.as_date(r))
    return world.facts.lazy().filter(c.known <= known_by, c.gone > known_by)


def seen_on(world, days):
    seen = world.facts.lazy().join_where(days.lazy(), c.known <= c.v, c.gone > c.v)
    pairs = world.treaties * world.states
    return seen.with_columns(
        treaty=c.treaty + c.day * world.treaties, pair=c.pair + c.day * pairs, topic=c.topic + c.day * pairs * 16
    )


# In force.


def parties(seen):
    consents = (
        seen.filter(c.kind == 0)
        .select("treaty", "state", "pair", with_day=c.weight * 2**16 + c.on.cast(Int32))
        .group_by("pair")
        .agg(c.treaty.first(), c.state.first(), c.with_day.max())
        .with_columns(on=(c.with_day % 2**16).cast(Int32).cast(pl.Date), consent=fact_of(c.with_day // 2**16))
    )
    decisive = (
        consents.sort("on", "consent")
        .group_by("treaty", maintain_order=True)
        .agg(reached=c.on.get(19, null_on_oob=True), decisive=c.consent.get(19, null_on_oob=True))
        .filter(c.reached.is_not_null())
    )
    entered = consents.join(decisive, on="treaty").select(
        "pair",
        "treaty",
        "state",
        "consent",
        threshold=pl.when(c.on <= c.reached).then(c.decisive).otherwise(-1),
        in_force=pl.max_horizontal("on", "reached").dt.truncate("1mo").dt.offset_by("6mo"),
    )
    return entered.with_columns(initial=c.in_force.dt.offset_by("180d"))


# Duties 0 to 9.


def moved(seen, v):
    granted = (c.kind == 1) & (c.on <= v)
    done = c.kind == 2
    columns = seen.filter(c.duty.is_between(0, 9), c.kind != 4, c.kind != 5).select(
        "topic",
        grants=granted.cast(Int32),
        grant=only(granted, c.id),
        granted_on=only(granted, c.on),
        until=only(granted, c.until),
        last_until=only(c.kind == 1, c.until),
        done=only(done & (c.on <= v), c.weight),
        first_done=only(done, c.on),
        evidence=only((c.kind == 6) | ((c.kind < 6) & (c.on > v)), evidence(pl.min_horizontal("on", v))),
        implied=only(c.kind <= 6, c.weight),
        said=only(c.kind > 6, c.weight * 2 + (c.kind == 8)),
    )
    most = "grant", "granted_on", "until", "last_until", "done", "evidence", "implied", "said"
    return columns.group_by("topic").agg(c.grants.sum(), c.first_done.min(), c(most).max())


def pending(seen, v, moved):
    requested = seen.filter(c.kind == 5, c.on <= v).select("topic", "id", "on", "weight")
    undecided = requested.join(moved.select("topic", "granted_on"), on="topic", how="left").filter(
        c.granted_on.is_null() | (c.granted_on < c.on)
    )
    return undecided.group_by("topic").agg(
        requests=pl.len().cast(Int32), request=c.id.max(), requested_on=c.on.max(), requested=c.weight.max()
    )


def deadlines(seen, parties, question):
    v = question.v
    terms = parties.select("in_force").unique().join(DUTIES, how="cross")
    bases = terms.select("in_force", "duty", "bound_all", base=c.in_force.dt.offset_by(c.length))
    of_duty = kept(moved(seen, v))
    stated = (
        parties.drop("initial")
        .join(bases, on="in_force")
        .with_columns(topic=c.pair * 16 + c.duty)
        .join(of_duty, on="topic", how="left")
        .join(pending(seen, v, of_duty), on="topic", how="left")
        .with_columns(
            does_apply=pl.when("bound_all")
            .then(True)
            .when(c.said.is_not_null())
            .then(c.said % 2 == 1)
            .when(c.implied.is_not_null() | c.requested.is_not_null())
            .then(True),
            why=only(~c.bound_all, pl.coalesce(c.said // 2, pl.max_horizontal("implied", "requested"))),
            due=pl.max_horizontal("base", "until"),
            latest=pl.max_horizontal("base", "last_until"),
            last_seen=day_of(c.evidence),
        )
    )
    ruled = stated.with_columns(
        standing=standing_of_deadline(v, question.speaks),
        past_due=c.does_apply & c.done.is_null() & (c.due < v),
    )
    weighed = "bound_all", "base", "granted_on", "until", "last_until", "first_done", "implied", "said", "requested", "latest"
    return ruled.drop(weighed)


def standing_of_deadline(v, speaks):
    asked = c.requests.is_not_null()
    return (
        pl.when(c.does_apply.is_null())
        .then(2)
        .when(~c.does_apply)
        .then(1)
        .when(c.done.is_not_null())
        .then(pl.when((c.first_done > c.latest) & ~asked).then(7).otherwise(6))
        .when(c.due >= v)
        .then(3)
        .when(asked)
        .then(pl.when(c.requested_on >= speaks).then(4).otherwise(2))
        .when((c.last_seen > c.due) & (c.last_seen >= speaks))
        .then(5)
        .otherwise(2)
    )


def rows_of_deadlines(deadlines):
    asked = c.requests.is_not_null()
    seen = c.past_due & ~asked & (c.last_seen > c.due)
    return deadlines.select(
        "treaty",
        "state",
        "duty",
        period=pl.lit(0, Int32),
        about=pl.lit(-1, Int32),
        standing=c.standing,
        due=c.due,
        confirmed=only(c.past_due & asked, c.requested_on).when(seen).then(c.last_seen),
        consent=c.consent,
        threshold=c.threshold,
        applies=fact_of(c.why).fill_null(-1),
        grant=c.grant.fill_null(-1),
        grants=c.grants.fill_null(0),
        request=c.request.fill_null(-1),
        requests=c.requests.fill_null(0),
        proof=only(c.does_apply & c.done.is_not_null(), fact_of(c.done)).when(seen).then(fact_of(c.evidence)).otherwise(-1),
    )


# Duties 10 and 11.


def reports(seen, v):
    came = c.kind == 3
    columns = seen.filter(c.duty >= 10, c.kind < 10).select(
        report=year_of(c.topic),
        came=only(came & (c.on <= v), c.weight),
        first_came=only(came, c.on),
        evidence=only(~came | (c.on > v), evidence(pl.min_horizontal("on", v))),
    )
    return columns.group_by("report").agg(c.came.max(), c.first_came.min(), c.evidence.max())


def lists(seen, v):
    covered = seen.filter(c.kind == 10).select(
        "treaty", "duty", year=pl.int_ranges("year", c.year_to + 1, dtype=Int32), listed=evidence(pl.min_horizontal("on", v))
    )
    return covered.explode("year").group_by("treaty", "duty", "year").agg(c.listed.max())


def year_of(topic):
    return topic.cast(Int64) * 4096 + c.year


def years_owed(parties, v):
    """Of each State and duty, the years from the smaller of A and B."""
    parties, of_duty = parties.with_columns(b=c.initial.dt.year()), []
    for duty, month, day in (10, 4, 30), (11, 5, 31):
        a_is_earlier = pl.date(c.b, month, day) > c.initial
        years = pl.int_ranges(c.b - a_is_earlier.cast(Int32), v.dt.year(), dtype=Int32)
        of_duty.append(parties.with_columns(duty=pl.lit(duty, Int32), year=years))
    return pl.concat(of_duty).explode("year", empty_as_null=False)


def yearly(seen, parties, question):
    v = question.v
    awaited = parties.select("treaty").unique().join(REPORT_YEARS, how="cross")
    awaited = awaited.join(lists(seen, v), on=["treaty", "duty", "year"], how="left")
    awaited = awaited.select("due", "listed", awaited=year_of(c.treaty * 16 + c.duty))
    owed = (
        years_owed(parties, v)
        .with_columns(awaited=year_of(c.treaty * 16 + c.duty), report=year_of(c.pair * 16 + c.duty), is_owed=c.year >= c.b)
        .join(awaited, on="awaited")
        .join(reports(seen, v), on="report", how="left")
        .with_columns(came=only(c.is_owed, c.came), best=pl.max_horizontal("evidence", "listed"))
        .with_columns(last_seen=day_of(c.best))
    )
    is_seen = c.is_owed & c.came.is_null() & (c.due < v) & (c.last_seen > c.due)
    ruled = owed.with_columns(standing=standing_of_year(v, question.speaks), is_seen=is_seen)
    return ruled.drop("in_force", "initial", "b", "awaited", "report", "listed", "evidence", "first_came")


def standing_of_year(v, speaks):
    return (
        pl.when(~c.is_owed)
        .then(1)
        .when(c.came.is_not_null())
        .then(pl.when(c.first_came > c.due).then(7).otherwise(6))
        .when(c.due >= v)
        .then(3)
        .when((c.last_seen > c.due) & (c.last_seen >= speaks))
        .then(5)
        .otherwise(2)
    )


def rows_of_years(yearly):
    return yearly.select(
        "treaty",
        "state",
        "duty",
        period=c.year,
        about=pl.lit(-1, Int32),
        standing=c.standing,
        due=only(c.is_owed, c.due),
        confirmed=only(c.is_seen, c.last_seen),
        consent=c.consent,
        threshold=c.threshold,
        applies=pl.lit(-1, Int32),
        grant=pl.lit(-1, Int32),
        grants=pl.lit(0, Int32),
        request=pl.lit(-1, Int32),
        requests=pl.lit(0, Int32),
        proof=only(c.came.is_not_null(), fact_of(c.came)).when("is_seen").then(fact_of(c.best)).otherwise(-1),
    )


# Duty 12.


def progress(seen, v, last):
    first_year, made = c.year < last, c.figure > 0
    columns = seen.filter(c.kind == 4, c.year.is_between(last - 1, last), c.figure >= 0, c.on <= v).select(
        "topic",
        made_first=only(first_year & made, c.weight),
        none_first=only(first_year & ~made, c.weight),
        made_last=only(~first_year & made, c.weight),
        none_last=only(~first_year & ~made, c.weight),
    )
    return columns.group_by("topic").agg(pl.all().max())


def rows_of_warnings(seen, deadlines, yearly, question):
    last = question.last
    is_open = c.standing.is_in([3, 4, 5]) | ((c.standing == 2) & c.does_apply)
    signs = deadlines.filter(c.duty.is_between(1, 3), is_open, c.in_force.dt.year() < last)
    signs = signs.select("treaty", "state", "pair", "duty", "topic").join(progress(seen, question.v, last), on="topic", how="left")
    of_duty_10 = yearly.filter(c.duty == 10)
    for name, year in ("first", last - 1), ("last", last):
        report = of_duty_10.filter(c.year == year).select("pair", "came", "best", year_standing="standing")
        made, none = c(f"made_{name}"), c(f"none_{name}")
        silent = (made.is_null() & none.is_null() & (c.year_standing == 5)).fill_null(False)
        signs = (
            signs.join(report, on="pair", how="left")
            .with_columns(
                only(silent, day_of(c.best)).alias(f"silent_{name}"),
                fact_of(pl.coalesce(made, none, only(silent, c.best).otherwise(c.came))).fill_null(-1).alias(f"source_{name}"),
            )
            .drop("came", "best", "year_standing")
        )
    raised = c.made_first.is_null() & c.none_first.is_not_null() & c.made_last.is_null() & c.none_last.is_not_null()
    shown = pl.any_horizontal(c("made_first", "made_last", "silent_first", "silent_last").is_not_null())
    return signs.select(
        "treaty",
        "state",
        duty=pl.lit(12, Int32),
        period=pl.lit(0, Int32),
        about=c.duty,
        standing=pl.when(raised).then(9).when(shown).then(10).otherwise(2),
        due=pl.lit(None, pl.Date),
        confirmed=pl.min_horizontal("silent_first", "silent_last"),
        consent=pl.lit(-1, Int32),
        threshold=pl.lit(-1, Int32),
        applies=c.source_first,
        grant=pl.lit(-1, Int32),
        grants=pl.lit(0, Int32),
        request=pl.lit(-1, Int32),
        requests=pl.lit(0, Int32),
        proof=c.source_last,
    )


def rows(seen, parties, question):
    """All rows, lazily."""
    parties = kept(parties.filter(c.in_force <= question.v))
    of_deadlines, of_years = kept(deadlines(seen, parties, question)), kept(yearly(seen, parties, question))
    warnings = rows_of_warnings(seen, of_deadlines, of_years, question)
    return pl.concat([rows_of_deadlines(of_deadlines), rows_of_years(of_years), warnings])


def rows_of_one(world, v, r):
    seen = seen_by(world, r)
    return rows(seen, parties(seen), question_of(v))


def rows_of_many(world, days):
    """The rows of many days at once; their treaty tells which day they are of."""
    asked = pl.DataFrame([(i, *given(v)) for i, v in enumerate(days)], schema=["day", "v", "speaks", "last"], orient="row")
    asked = asked.with_columns(c("day", "last").cast(Int32))
    seen = kept(seen_on(world, asked))
    of_day = parties(seen).with_columns(day=c.treaty // world.treaties).join(asked.lazy(), on="day")
    return rows(seen, of_day, DAY_ASKED)


# As an engine.


def version():
    return pl.__version__


def load(folder):
    columns, treaties, states = engine.columns(folder)
    return World(stored(pl.DataFrame(columns).sort("treaty", "state", "id"), states), treaties, states)


def stored(facts, states):
    """The columns as they are kept. The order of choosing needs `known` no more: the facts come in its order."""
    facts = facts.with_columns(
        c("on", "known", "gone").cast(pl.Date),
        only(c.until >= 0, c.until.cast(pl.Date)).alias("until"),
        weight=(7 - c.said_by).cast(Int64) * 2**31 + c.id,
        pair=c.treaty * states + c.state,
        topic=(c.treaty * states + c.state) * 16 + c.duty,
    )
    return facts.drop("said_by")


def one(world, v, r):
    return rows_of_one(world, v, r).collect()


def count(answer):
    return answer.height


def groups(answer):
    return sums(answer.lazy()).collect().rows()


def sums(rows, *by):
    def days(name):
        return c(name).cast(Int32).cast(Int64).sum()

    facts = c("consent", "threshold", "applies", "grant", "request", "proof").cast(Int64)
    numbers = c("grants", "requests").cast(Int64)
    return rows.group_by(*by, "duty", "standing").agg(
        pl.len(), days("due"), days("confirmed"), facts=pl.sum_horizontal(facts.sum()), numbers=pl.sum_horizontal(numbers.sum())
    )


# Measured, processor seconds. 220 days at 10 000 facts: one by one 5.8; 10 at once 1.2, 44: 0.66, 110: 0.54, 220: 0.50.
# 5 days at 1 000 000 facts: one by one 3.0; 2 at once 4.6, 5: 4.4 (and 0.9 GB).
DAY_FACTS_AT_ONCE = 2_200_000


def sweep(world, days):
    """Day by day, or many days at once, whichever was the faster."""
    at_once = DAY_FACTS_AT_ONCE // world.facts.height
    if at_once < 2:
        return [sums(rows_of_one(world, v, v)).collect().rows() for v in days]
    return [groups for i in range(0, len(days), at_once) for groups in swept(world, days[i : i + at_once])]


def swept(world, days):
    of_day = [[] for _ in days]
    by_day = sums(rows_of_many(world, days).with_columns(day=c.treaty // world.treaties), "day")
    for day, *group in by_day.collect().iter_rows():
        of_day[day].append(group)
    return of_day


def states_with_consent(world, n):
    known = world.facts.filter(c.kind == 0).select("treaty", "state").unique().sort("treaty", "state").rows()
    return [known[i * len(known) // n] for i in range(n)]


def next_id(world):
    return world.facts.height


def add_fact(world, fact, v):
    """Adds the row as a chunk and asks anew for the State; of its treaty only the consents and the lists are read too."""
    new = pl.DataFrame([fact], schema=dict.fromkeys(engine.COLUMNS, Int32), orient="row")
    world.facts = world.facts.vstack(stored(new, world.states))
    pair = fact[1] * world.states + fact[2]
    seen = seen_by(world, v).filter(c.treaty == fact[1], (c.pair == pair) | c.kind.is_in([0, 10]))
    of_state = parties(seen).filter(c.pair == pair)
    return rows(seen, of_state, question_of(v)).collect().rows()


def dump(answer):
    ordered = answer.sort("treaty", "state", "duty", "period", "about")
    ordered = ordered.with_columns(c("due", "confirmed").cast(Int32).fill_null(0))
    return ordered.columns, ordered.iter_rows()


if __name__ == "__main__":
    engine.serve(sys.modules[__name__])
