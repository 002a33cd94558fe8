-- All rows of one question, as MEANING.md tells it, for DuckDB.
-- $v and $r: true on, known by. $speaks: the earliest confirmed that still speaks. $last: the last year due.
-- facts.pair: treaty and State in one number. facts.weight: the larger is chosen; its low 31 bits are the id.
-- An evidence is a day and a weight in one number; the larger is better.
-- For many questions at once the comments between strokes and stars are opened, and what is given comes from a table of questions.
with
-- In force.
consents as (
  select /*v,*/ pair, arg_max("on", weight) as "on", fact_of(max(weight)) as consent, first(treaty) as treaty, first(state) as state
  from facts /*cross join questions*/ where kind = 0 and known <= $r and gone > $r
  group by /*v,*/ pair),
decisive as (
  select /*v,*/ treaty, "on" as reached, consent as decisive
  from (select *, row_number() over (partition by /*v,*/ treaty order by "on", consent) as place from consents)
  where place = 20),
entered as (
  select /*v,*/ pair, treaty, state, consent,
    case when "on" <= reached then decisive else -1 end as threshold,
    cast(date_trunc('month', greatest("on", reached)) + interval 6 month as date) as in_force
  from consents join decisive using (/*v,*/ treaty)),
parties as materialized (
  select *, in_force + 180 as initial, year(in_force + 180) as b from entered /*join questions using (v)*/ where in_force <= $v),

-- Duties 0 to 9.
moved as materialized (
  select /*v,*/ pair, duty,
    count(granted) as grants,
    max(case when granted then id end) as "grant",
    max(case when granted then "on" end) as granted_on,
    max(case when granted then until end) as until,
    max(case when kind = 1 then until end) as last_until,
    max(case when kind = 2 and "on" <= $v then weight end) as done,
    min(case when kind = 2 then "on" end) as first_done,
    max(case when kind = 6 or (kind < 6 and "on" > $v) then evidence(least("on", $v), weight) end) as evidence,
    max(case when kind <= 6 then weight end) as implied,
    max(case when kind > 6 then weight * 2 + cast(kind = 8 as bigint) end) as said
  from (select *, nullif(kind = 1 and "on" <= $v, false) as granted from facts /*cross join questions*/
        where duty between 0 and 9 and kind <> 4 and kind <> 5 and known <= $r and gone > $r)
  group by /*v,*/ pair, duty),
requested as (
  select /*v,*/ pair, duty, id, "on", weight from facts /*cross join questions*/
  where kind = 5 and known <= $r and gone > $r and "on" <= $v),
pending as (
  select /*v,*/ pair, duty, count(*) as requests, max(id) as request, max("on") as requested_on, max(weight) as requested
  from requested left join moved using (/*v,*/ pair, duty)
  where granted_on is null or granted_on < "on"
  group by /*v,*/ pair, duty),
stated as (
  select /*v, speaks, last,*/ pair, treaty, state, duty, in_force, consent, threshold,
    grants, "grant", done, first_done, evidence, requests, request, requested_on, until, last_until,
    cast(in_force + length as date) as base,
    case when bound_all then true
         when said is not null then said & 1 = 1
         when coalesce(implied, requested) is not null then true end as does_apply,
    case when not bound_all then coalesce(said >> 1, greatest(implied, requested)) end as why
  from parties cross join duties
    left join moved using (/*v,*/ pair, duty)
    left join pending using (/*v,*/ pair, duty)),
weighed as (
  select *, greatest(base, until) as due, greatest(base, last_until) as latest, day_of(evidence) as last_seen
  from stated),
deadlines as materialized (
  select *,
    case
      when does_apply is null then 2
      when not does_apply then 1
      when done is not null then case when first_done > latest and requests is null then 7 else 6 end
      when $v <= due then 3
      when requests is not null then case when requested_on >= $speaks then 4 else 2 end
      when last_seen > due and last_seen >= $speaks then 5
      else 2
    end as standing,
    does_apply and done is null and $v > due as past_due
  from weighed),

-- Duties 10 and 11.
reports as (
  select /*v,*/ pair, duty, year,
    max(case when kind = 3 and "on" <= $v then weight end) as came,
    min(case when kind = 3 then "on" end) as first_came,
    max(case when kind = 7 or "on" > $v then evidence(least("on", $v), weight) end) as evidence
  from facts /*cross join questions*/ where duty >= 10 and kind < 10 and known <= $r and gone > $r
  group by /*v,*/ pair, duty, year),
lists as (
  select /*v,*/ treaty, duty, covered as year, max(evidence(least("on", $v), weight)) as listed
  from (select *, unnest(range(year, year_to + 1)) as covered from facts where kind = 10) /*cross join questions*/
  where known <= $r and gone > $r
  group by /*v,*/ treaty, duty, covered),
years as (
  select /*v,*/ treaty, duty, year, due, listed
  from decisive cross join report_years left join lists using (/*v,*/ treaty, duty, year)
  where year < year($v)),
owed as (
  select /*v, speaks, last,*/ pair, treaty, state, duty, year, consent, threshold, due, first_came,
    year >= b as is_owed,
    case when year >= b then came end as came,
    greatest(evidence, listed) as best,
    day_of(greatest(evidence, listed)) as last_seen
  from parties join years using (/*v,*/ treaty) left join reports using (/*v,*/ pair, duty, year)
  where year >= b - cast(due > initial as integer)),
yearly as materialized (
  select *,
    case
      when not is_owed then 1
      when came is not null then case when first_came > due then 7 else 6 end
      when $v <= due then 3
      when last_seen > due and last_seen >= $speaks then 5
      else 2
    end as standing,
    is_owed and came is null and $v > due and last_seen > due as is_seen
  from owed),

-- Duty 12.
progress as (
  select /*v,*/ pair, duty,
    max(case when year < $last and figure > 0 then weight end) as made_first,
    max(case when year < $last and figure = 0 then weight end) as none_first,
    max(case when year = $last and figure > 0 then weight end) as made_last,
    max(case when year = $last and figure = 0 then weight end) as none_last
  from facts /*cross join questions*/
  where kind = 4 and year >= $last - 1 and year <= $last and figure >= 0 and "on" <= $v and known <= $r and gone > $r
  group by /*v,*/ pair, duty),
report_first as (
  select /*v,*/ pair, standing as standing_first, came as came_first, best as best_first
  from yearly where duty = 10 and year = $last - 1),
report_last as (
  select /*v,*/ pair, standing as standing_last, came as came_last, best as best_last
  from yearly where duty = 10 and year = $last),
open_duties as (
  select /*v,*/ pair, treaty, state, duty from deadlines
  where duty in (1, 2, 3) and (standing in (3, 4, 5) or (standing = 2 and does_apply)) and year(in_force) < $last),
signs as (
  select *,
    made_first is null and none_first is null and standing_first = 5 as silent_first,
    made_last is null and none_last is null and standing_last = 5 as silent_last
  from open_duties
    left join progress using (/*v,*/ pair, duty)
    left join report_first using (/*v,*/ pair)
    left join report_last using (/*v,*/ pair))

select /*v,*/ treaty, state, duty, 0 as period, -1 as about, standing, due,
  case when not past_due then null when requests is not null then requested_on when last_seen > due then last_seen end as confirmed,
  consent, threshold, coalesce(fact_of(why), -1) as applies,
  coalesce("grant", -1) as "grant", coalesce(grants, 0) as grants,
  coalesce(request, -1) as request, coalesce(requests, 0) as requests,
  case when does_apply and done is not null then fact_of(done)
       when past_due and requests is null and last_seen > due then fact_of(evidence) else -1 end as proof
from deadlines
union all
select /*v,*/ treaty, state, duty, year, -1, standing, case when is_owed then due end, case when is_seen then last_seen end,
  consent, threshold, -1, -1, 0, -1, 0,
  case when came is not null then fact_of(came) when is_seen then fact_of(best) else -1 end
from yearly
union all
select /*v,*/ treaty, state, 12, 0, duty,
  case when none_first is not null and none_last is not null and made_first is null and made_last is null then 9
       when made_first is not null or made_last is not null or silent_first or silent_last then 10
       else 2 end,
  null, least(case when silent_first then day_of(best_first) end, case when silent_last then day_of(best_last) end),
  -1, -1,
  coalesce(fact_of(coalesce(made_first, none_first, case when silent_first then best_first else came_first end)), -1),
  -1, 0, -1, 0,
  coalesce(fact_of(coalesce(made_last, none_last, case when silent_last then best_last else came_last end)), -1)
from signs
