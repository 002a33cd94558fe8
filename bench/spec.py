"""The specification: MEANING.md in plain Python, sentence by sentence.

In flow the facts, out flow the rows. Written to be held beside MEANING.md, not to be fast; standard library only.
A day is a whole number, counted from 1970-01-01; the calendar is asked through the three functions below.
"""

from array import array
from collections import defaultdict
from datetime import date
from pathlib import Path
from typing import NamedTuple
import sys

EPOCH = date(1970, 1, 1).toordinal()

CONSENT, GRANTED, DONE, REPORT, PROGRESS, REQUESTED, NOT_DONE, NO_REPORT, DECLARED, NONE, COMPLETE = range(11)
NOT_APPLICABLE, UNKNOWN, RUNNING, UNDECIDED, OVERDUE, MET, MET_LATE = range(1, 8)
RAISED, CLEAR = 9, 10

# How long after entry into force; where None, 180 days.
YEARS = [None, 8, 10, 4, 5, 2, 3, 6, 1, 12]
BOUND_WHO_DECLARED = {1, 2, 3, 6, 9}
REPORT_DUE = {10: (4, 30), 11: (5, 31)}
WARNING = 12
WATCHED = [1, 2, 3]
DECISIVE = 20


class Fact(NamedTuple):
    id: int
    treaty: int
    state: int
    kind: int
    duty: int
    year: int
    year_to: int
    on: int
    until: int
    known: int
    gone: int
    said_by: int
    figure: int


class Row(NamedTuple):
    treaty: int
    state: int
    duty: int
    period: int = 0
    about: int = -1
    standing: int = 0
    due: int = 0
    confirmed: int = 0
    consent: int = -1
    threshold: int = -1
    applies: int = -1
    grant: int = -1
    grants: int = 0
    request: int = -1
    requests: int = 0
    proof: int = -1


# The calendar.


def day(year, month, day_of_month):
    return date(year, month, day_of_month).toordinal() - EPOCH


def as_date(a_day):
    return date.fromordinal(a_day + EPOCH)


def plus_years(a_day, years):
    d = as_date(a_day)
    if (d.month, d.day) == (2, 29) and not is_leap(d.year + years):
        return day(d.year + years, 2, 28)
    return day(d.year + years, d.month, d.day)


def is_leap(year):
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)


def first_of_month_six_months_after(a_day):
    d = as_date(a_day)
    months = d.year * 12 + d.month - 1 + 6
    return day(months // 12, months % 12 + 1, 1)


# The question.


class Question(NamedTuple):
    """True on the day `v`, known by the day `r`."""

    v: int
    r: int


def counts(fact, r):
    return fact.known <= r < fact.gone


def order(fact):
    return (fact.said_by, -fact.known, -fact.id)


def chosen(facts):
    return min(facts, key=order, default=None)


def speaks(confirmed, v):
    return v <= plus_years(confirmed, 2)


# In force.


class Party(NamedTuple):
    treaty: int
    state: int
    in_force: int
    consent: int
    threshold: int


def parties(consents, v):
    """The States of one treaty that have rows, from its consents that count."""
    of_state = defaultdict(list)
    for fact in consents:
        of_state[fact.state].append(fact)
    ordered = sorted((chosen(facts) for facts in of_state.values()), key=lambda fact: (fact.on, fact.id))
    if len(ordered) < DECISIVE:
        return []
    decisive = ordered[DECISIVE - 1]
    entered = [party(consent, decisive) for consent in ordered]
    return sorted((p for p in entered if p.in_force <= v), key=lambda p: p.state)


def party(consent, decisive):
    if consent.on <= decisive.on:
        in_force, threshold = first_of_month_six_months_after(decisive.on), decisive.id
    else:
        in_force, threshold = first_of_month_six_months_after(consent.on), -1
    return Party(consent.treaty, consent.state, in_force, consent.id, threshold)


# Evidence.


class Evidence(NamedTuple):
    confirmed: int
    fact: Fact


def statements(facts, due, v):
    return [Evidence(min(f.on, v), f) for f in facts if f.on > due]


def only_later(facts, v):
    return [Evidence(v, f) for f in facts if f.on > v]


def best(evidence):
    return min(evidence, key=lambda e: (-e.confirmed, order(e.fact)), default=None)


def overdue_or_unknown(found, v):
    """The standing, `confirmed` and `proof` that the evidence leads to."""
    if found is None:
        return UNKNOWN, 0, -1
    return (OVERDUE if speaks(found.confirmed, v) else UNKNOWN), found.confirmed, found.fact.id


# Duties 0 to 9.


def base_of(duty, in_force):
    return in_force + 180 if YEARS[duty] is None else plus_years(in_force, YEARS[duty])


class Grants(NamedTuple):
    """What was granted and asked of one duty."""

    granted: list
    later: list
    pending: list


def grants(about, duty, v):
    granted = [f for f in about[duty, GRANTED] if f.on <= v]
    later = [f for f in about[duty, GRANTED] if f.on > v]
    requested = [f for f in about[duty, REQUESTED] if f.on <= v]
    pending = [f for f in requested if not any(g.on >= f.on for g in granted)]
    return Grants(granted, later, pending)


def applies(about, duty, more_time):
    """Whether there is something to do (yes, no, or None where it is not known), and the fact that says so."""
    if duty not in BOUND_WHO_DECLARED:
        return True, None
    said = chosen(about[duty, DECLARED] + about[duty, NONE])
    if said is not None:
        return said.kind == DECLARED, said
    implied = chosen(about[duty, DONE] + about[duty, NOT_DONE] + more_time.granted + more_time.later + more_time.pending)
    return (True if implied else None), implied


def deadline(about, party, duty, v):
    """The row of one of the duties 0 to 9, and whether the duty is open."""
    base = base_of(duty, party.in_force)
    more_time = grants(about, duty, v)
    due = max([base] + [f.until for f in more_time.granted])
    does_apply, why = applies(about, duty, more_time)
    if does_apply is None:
        standing, confirmed, proof = UNKNOWN, 0, -1
    elif not does_apply:
        standing, confirmed, proof = NOT_APPLICABLE, 0, -1
    else:
        standing, confirmed, proof = decided(about, duty, Times(base, due, v), more_time)
    is_open = standing in (RUNNING, UNDECIDED, OVERDUE) or (standing == UNKNOWN and bool(does_apply))
    row = Row(
        party.treaty,
        party.state,
        duty,
        standing=standing,
        due=due,
        confirmed=confirmed,
        consent=party.consent,
        threshold=party.threshold,
        applies=-1 if why is None else why.id,
        grant=last_id(more_time.granted),
        grants=len(more_time.granted),
        request=last_id(more_time.pending),
        requests=len(more_time.pending),
        proof=proof,
    )
    return row, is_open


def last_id(facts):
    return max((f.id for f in facts), default=-1)


class Times(NamedTuple):
    base: int
    due: int
    v: int


def decided(about, duty, times, more_time):
    """The standing, `confirmed` and `proof` of a duty that applies."""
    v = times.v
    done = [f for f in about[duty, DONE] if f.on <= v]
    if done:
        proof = chosen(done)
        latest = max([times.base] + [f.until for f in more_time.granted + more_time.later])
        late = proof.on > latest and not more_time.pending and not any(f.on <= latest for f in done)
        return (MET_LATE if late else MET), 0, proof.id
    if v <= times.due:
        return RUNNING, 0, -1
    if more_time.pending:
        confirmed = max(f.on for f in more_time.pending)
        return (UNDECIDED if speaks(confirmed, v) else UNKNOWN), confirmed, -1
    evidence = statements(about[duty, NOT_DONE], times.due, v)
    evidence += only_later(about[duty, DONE] + more_time.later, v)
    return overdue_or_unknown(best(evidence), v)


# Duties 10 and 11.


def report_due(duty, year):
    return day(year + 1, *REPORT_DUE[duty])


def reports(about, lists, party, duty, v):
    """The rows of one of the duties 10 and 11, a row a year."""
    initial = base_of(0, party.in_force)
    year_b = as_date(initial).year
    year_a = year_b - 1 if report_due(duty, year_b - 1) > initial else year_b
    for year in range(min(year_a, year_b), as_date(v).year):
        row = Row(party.treaty, party.state, duty, year, consent=party.consent, threshold=party.threshold)
        if year < year_b:
            yield row._replace(standing=NOT_APPLICABLE)
        else:
            due = report_due(duty, year)
            standing, confirmed, proof = reported(about, lists, (duty, year), Times(due, due, v))
            yield row._replace(standing=standing, due=due, confirmed=confirmed, proof=proof)


def reported(about, lists, duty_and_year, times):
    """The standing, `confirmed` and `proof` of one year's report."""
    (duty, year), due, v = duty_and_year, times.due, times.v
    received = [f for f in about[duty, REPORT] if f.year == year]
    came = [f for f in received if f.on <= v]
    if came:
        proof = chosen(came)
        late = proof.on > due and not any(f.on <= due for f in came)
        return (MET_LATE if late else MET), 0, proof.id
    if v <= due:
        return RUNNING, 0, -1
    evidence = statements([f for f in about[duty, NO_REPORT] if f.year == year], due, v)
    evidence += statements([f for f in lists if f.duty == duty and f.year <= year <= f.year_to], due, v)
    evidence += only_later(received, v)
    return overdue_or_unknown(best(evidence), v)


# Duty 12: the warning.


def last_year_due(v):
    year = as_date(v).year - 1
    return year if report_due(10, year) < v else year - 1


class Sign(NamedTuple):
    """What one year showed: made, none, silent, heard or unknown; and the fact it rests on."""

    shows: str
    source: int = -1
    confirmed: int = 0


def sign(about, watched, report, v):
    """The sign of one year, from its progress facts and its row of duty 10 (None where there is no such row)."""
    year, report = report
    progress = [f for f in about[watched, PROGRESS] if f.year == year and f.on <= v]
    made = chosen([f for f in progress if f.figure > 0])
    if made:
        return Sign("made", made.id)
    none = chosen([f for f in progress if f.figure == 0])
    if none:
        return Sign("none", none.id)
    if report is not None and report.standing == OVERDUE:
        return Sign("silent", report.proof, report.confirmed)
    if report is not None and report.standing in (MET, MET_LATE):
        return Sign("heard", report.proof)
    return Sign("unknown")


def warning(about, party, watched, report_of_year, v):
    """The row of duty 12 for one of the duties watched, or none."""
    last = last_year_due(v)
    if last - 1 < as_date(party.in_force).year:
        return None
    signs = [sign(about, watched, (year, report_of_year.get(year)), v) for year in (last - 1, last)]
    shown = [s.shows for s in signs]
    if shown == ["none", "none"]:
        standing = RAISED
    elif "silent" in shown or "made" in shown:
        standing = CLEAR
    else:
        standing = UNKNOWN
    confirmed = min((s.confirmed for s in signs if s.shows == "silent"), default=0)
    first, last = signs
    return Row(
        party.treaty,
        party.state,
        WARNING,
        about=watched,
        standing=standing,
        confirmed=confirmed,
        applies=first.source,
        proof=last.source,
    )


# All rows.


class Register:
    """All facts ever entered, by treaty and State; what is about no State is kept under −1."""

    def __init__(self, facts):
        self.facts = defaultdict(list)
        self.consents = defaultdict(list)
        for fact in facts:
            self.add(fact)

    def add(self, fact):
        self.facts[fact.treaty, fact.state].append(fact)
        if fact.kind == CONSENT:
            self.consents[fact.treaty].append(fact)


def rows(register, question):
    """Every row, in order."""
    for treaty in sorted(register.consents):
        yield from rows_of_treaty(register, question, treaty)


def rows_of_treaty(register, question, treaty, only_state=None):
    v, r = question
    consents = [f for f in register.consents[treaty] if counts(f, r)]
    lists = [f for f in register.facts[treaty, -1] if counts(f, r) and f.kind == COMPLETE]
    for party in parties(consents, v):
        if only_state in (None, party.state):
            yield from rows_of_state(register, question, party, lists)


def rows_of_state(register, question, party, lists):
    v, r = question
    about = defaultdict(list)
    for fact in register.facts[party.treaty, party.state]:
        if counts(fact, r):
            about[fact.duty, fact.kind].append(fact)
    deadlines = [deadline(about, party, duty, v) for duty in range(10)]
    yield from (row for row, _ in deadlines)
    of_report = {duty: list(reports(about, lists, party, duty, v)) for duty in REPORT_DUE}
    yield from of_report[10]
    yield from of_report[11]
    report_of_year = {row.period: row for row in of_report[10]}
    warnings = (warning(about, party, duty, report_of_year, v) for duty in WATCHED if deadlines[duty][1])
    yield from (row for row in warnings if row is not None)


# As an engine: the functions that `engine.serve` calls.

NAME = "python"


def version():
    return sys.version.split()[0]


def load(folder):
    numbers = array("i")
    numbers.frombytes((Path(folder) / "facts.bin").read_bytes())
    if sys.byteorder == "big":
        numbers.byteswap()
    n = numbers[0]
    columns = [numbers[4 + n * c : 4 + n * (c + 1)] for c in range(len(Fact._fields))]
    return Register(map(Fact, *columns))


def one(register, v, r):
    return list(rows(register, Question(v, r)))


def count(answer):
    return len(answer)


def groups(answer):
    sums = defaultdict(lambda: [0] * 5)
    for row in answer:
        of_group = sums[row.duty, row.standing]
        of_group[0] += 1
        of_group[1] += row.due
        of_group[2] += row.confirmed
        of_group[3] += row.consent + row.threshold + row.applies + row.grant + row.request + row.proof
        of_group[4] += row.grants + row.requests
    return [(*key, *of_group) for key, of_group in sums.items()]


def sweep(register, days):
    return [groups(one(register, v, v)) for v in days]


def dump(answer):
    return Row._fields, answer


def states_with_consent(register, n):
    known = sorted({(f.treaty, f.state) for facts in register.consents.values() for f in facts})
    return [known[i * len(known) // n] for i in range(n)]


def next_id(register):
    return sum(len(facts) for facts in register.facts.values())


def add_fact(register, fact, v):
    register.add(Fact(*fact))
    return list(rows_of_treaty(register, Question(v, v), fact[1], only_state=fact[2]))


if __name__ == "__main__":
    import engine

    engine.serve(sys.modules[__name__])
