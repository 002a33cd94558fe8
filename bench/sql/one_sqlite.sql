-- All rows of one question, as MEANING.md tells it, for SQLite: statement by statement, into three tables of one view.
-- :v and :r: true on, known by. :year: the year of v. :speaks: the earliest confirmed that still speaks. :last: the last year due.
-- Days are numbers; the calendar is a table of days and a table of months. A pair is a treaty and a State in one number, a topic a
-- pair and a duty, a report a topic and a year. Of weight the larger is chosen; its low 31 bits are the id. An evidence is a day
-- and a weight in one number; the larger is better. What stands in braces is empty, or keeps to one State.

-- In force.
drop table if exists temp.parties;
create temp table parties (
  pair integer primary key, treaty integer, state integer, consent integer, threshold integer,
  month integer, in_force integer, initial integer, b integer, in_force_year integer);
insert into parties
with
consents as materialized (
  select treaty, state, pair, max(weight) & 2147483647 as consent, "on" from facts indexed by of_consents
  where kind = 0 and known <= :r and gone > :r {of_treaty}
  group by treaty, state),
decisive as materialized (
  select treaty, "on" as reached, consent as decisive
  from (select *, row_number() over (partition by treaty order by "on", consent) as place from consents)
  where place = 20),
entered as (
  select pair, treaty, state, consent, case when "on" <= reached then decisive else -1 end as threshold,
    (select month + 6 from days where day = max("on", reached)) as month
  from consents join decisive using (treaty))
select pair, treaty, state, consent, threshold, entered.month, first_day, first_day + 180, i.year, m.year
from entered join months m using (month) join days i on i.day = first_day + 180
where first_day <= :v {of_pair}
order by pair;

-- Duties 0 to 9.
drop table if exists temp.pending;
create temp table pending (topic integer primary key, requests integer, request integer, requested_on integer, requested integer);
insert into pending
select topic, count(*), max(id), max("on"), max(weight) from facts q indexed by of_requests
where kind = 5 and known <= :r and gone > :r and "on" <= :v {of_topic}
  and not exists (
    select 1 from facts g indexed by of_duties where g.topic = q.topic and kind in (1, 2, 6, 8, 9) and g.kind = 1
      and g."on" >= q."on" and g."on" <= :v and g.known <= :r and g.gone > :r)
group by topic;

drop table if exists temp.moved;
create temp table moved (
  topic integer primary key, grants integer, "grant" integer, until integer, last_until integer, done integer, first_done integer,
  evidence integer, implied integer, said integer);
insert into moved
select topic,
  sum(kind = 1 and "on" <= :v),
  max(case when kind = 1 and "on" <= :v then id end),
  max(case when kind = 1 and "on" <= :v then until end),
  max(case when kind = 1 then until end),
  max(case when kind = 2 and "on" <= :v then weight end),
  min(case when kind = 2 then "on" end),
  max(case when kind = 6 or (kind < 6 and "on" > :v) then (min("on", :v) << 34) | weight end),
  max(case when kind <= 6 then weight end),
  max(case when kind > 6 then weight * 2 + (kind = 8) end)
from facts indexed by of_duties
where kind in (1, 2, 6, 8, 9) and known <= :r and gone > :r {of_topic}
group by topic;

drop table if exists temp.deadlines;
create temp table deadlines (
  topic integer primary key, treaty integer, state integer, duty integer, standing integer, due integer, confirmed integer,
  consent integer, threshold integer, applies integer, "grant" integer, grants integer, request integer, requests integer,
  proof integer);
insert into deadlines
with
stated as (
  select pair * 16 + duty as topic, treaty, state, duty, consent, threshold, "grant", grants, request, requests, requested_on,
    done, first_done, evidence,
    max(m.first_day + days, ifnull(until, 0)) as due,
    max(m.first_day + days, ifnull(last_until, 0)) as latest,
    case when bound_all then -1 else ifnull(said >> 1, max(ifnull(implied, -1), ifnull(requested, -1))) end as why,
    case when bound_all then 1 when said is not null then said & 1
         when implied is not null or requested is not null then 1 end as does_apply
  from parties cross join duties cross join months m on m.month = parties.month + months
    left join moved on moved.topic = pair * 16 + duty
    left join pending on pending.topic = pair * 16 + duty),
ruled as (
  select *,
    case
      when does_apply is null then 2
      when not does_apply then 1
      when done is not null then case when first_done > latest and requests is null then 7 else 6 end
      when :v <= due then 3
      when requests is not null then case when requested_on >= :speaks then 4 else 2 end
      when evidence >> 34 > due and evidence >> 34 >= :speaks then 5
      else 2
    end as standing
  from stated)
select topic, treaty, state, duty, standing, due,
  case when standing not in (2, 4, 5) or does_apply is null then 0 when requests is not null then requested_on
       when evidence >> 34 > due then evidence >> 34 else 0 end,
  consent, threshold, case when why >= 0 then why & 2147483647 else -1 end,
  ifnull("grant", -1), ifnull(grants, 0), ifnull(request, -1), ifnull(requests, 0),
  case when standing >= 6 then done & 2147483647
       when standing in (2, 5) and does_apply and requests is null and evidence >> 34 > due then evidence & 2147483647
       else -1 end
from ruled;

-- Duties 10 and 11.
drop table if exists temp.awaited;
create temp table awaited (number integer primary key, duty integer, year integer, due integer);
insert into awaited select * from report_years where year between (select min(b) - 1 from parties) and :year - 1;

drop table if exists temp.listed;
create temp table listed (list integer primary key, best integer);
insert into listed
select treaty * 65536 + y.number, max((min("on", :v) << 34) | weight)
from facts indexed by of_lists join awaited y on y.number between facts.duty * 4096 + facts.year and facts.duty * 4096 + year_to
where kind = 10 and known <= :r and gone > :r {of_treaty}
group by 1;

drop table if exists temp.reports;
create temp table reports (report integer primary key, came integer, first_came integer, evidence integer);
insert into reports
select report,
  max(case when kind = 3 and "on" <= :v then weight end),
  min(case when kind = 3 then "on" end),
  max(case when kind = 7 or "on" > :v then (min("on", :v) << 34) | weight end)
from facts indexed by of_reports
where kind in (3, 7) and known <= :r and gone > :r {of_report}
group by report;

drop table if exists temp.yearly;
create temp table yearly (
  report integer primary key, treaty integer, state integer, duty integer, period integer, standing integer, due integer,
  confirmed integer, consent integer, threshold integer, proof integer);
insert into yearly
with
owed as (
  select pair * 65536 + number as report, treaty, state, duty, year, due, consent, threshold, year >= b as is_owed, came,
    first_came, max(ifnull(evidence, 0), ifnull(best, 0)) as evidence
  from parties cross join awaited
    left join reports on reports.report = pair * 65536 + number
    left join listed on list = treaty * 65536 + number
  where year >= b - (due > initial)),
ruled as (
  select *,
    case
      when not is_owed then 1
      when came is not null then case when first_came > due then 7 else 6 end
      when :v <= due then 3
      when evidence >> 34 > due and evidence >> 34 >= :speaks then 5
      else 2
    end as standing
  from owed)
select report, treaty, state, duty, year, standing, due * is_owed,
  case when standing in (2, 5) and evidence >> 34 > due then evidence >> 34 else 0 end, consent, threshold,
  case when standing >= 6 then came & 2147483647
       when standing in (2, 5) and evidence >> 34 > due then evidence & 2147483647 else -1 end
from ruled;

-- Duty 12.
drop table if exists temp.warnings;
create temp table warnings (
  topic integer primary key, treaty integer, state integer, about integer, standing integer, confirmed integer, applies integer,
  proof integer);
insert into warnings
with
progress as (
  select d.topic, d.treaty, d.state, d.duty, d.topic >> 4 as pair,
    max(case when year < :last and figure > 0 then weight end) as made_first,
    max(case when year < :last and figure = 0 then weight end) as none_first,
    max(case when year = :last and figure > 0 then weight end) as made_last,
    max(case when year = :last and figure = 0 then weight end) as none_last
  from deadlines d cross join parties p on p.pair = d.topic >> 4 left join facts f indexed by of_progress
    on f.topic = d.topic and f.kind = 4 and f.year between :last - 1 and :last and "on" <= :v and f.known <= :r and f.gone > :r
  where d.duty in (1, 2, 3) and (d.standing in (3, 4, 5) or (d.standing = 2 and d.applies >= 0)) and in_force_year < :last
  group by d.topic),
signs as (
  select progress.*, f.proof as source_first, l.proof as source_last,
    case when made_first is null and none_first is null and f.standing = 5 then f.confirmed end as silent_first,
    case when made_last is null and none_last is null and l.standing = 5 then l.confirmed end as silent_last,
    f.standing in (5, 6, 7) as shows_first, l.standing in (5, 6, 7) as shows_last
  from progress
    left join yearly f on f.report = (pair * 16 + 10) * 4096 + :last - 1
    left join yearly l on l.report = (pair * 16 + 10) * 4096 + :last)
select topic, treaty, state, duty,
  case when none_first is not null and none_last is not null and made_first is null and made_last is null then 9
       when coalesce(made_first, made_last, silent_first, silent_last) is not null then 10
       else 2 end,
  ifnull(min(ifnull(silent_first, silent_last), ifnull(silent_last, silent_first)), 0),
  ifnull(coalesce(made_first & 2147483647, none_first & 2147483647, case when shows_first then source_first end), -1),
  ifnull(coalesce(made_last & 2147483647, none_last & 2147483647, case when shows_last then source_last end), -1)
from signs;
