# What is overdue on evidence, and what is kept apart from it.

overdue-title = Overdue
overdue-no-duties = The book holds no duty with a day to count for this treaty yet.
overdue-lede = { $n ->
    [one] One duty of one State is overdue on evidence on { $day }: { $state }, { $duty }, for { $time }.
   *[other] { $n } duties of { $states ->
      [one] one State
     *[other] { $states } States
    } are overdue on evidence on { $day }. The longest: { $state }, { $duty }, for { $time }.
  }
overdue-narrowed = Only { $what }:
overdue-lede-none = No duty is overdue on { $day } on evidence that still speaks.
overdue-lede-undecided = { $n ->
    [one] One deadline has passed with a request for more time on record and no decision.
   *[other] { $n } deadlines have passed with a request for more time on record and no decision.
  }
overdue-lede-once = { $n ->
    [one] One duty was overdue when last confirmed; how it stands since then is not established.
   *[other] { $n } duties of { $states ->
      [one] one State
     *[other] { $states } States
    } were overdue when last confirmed; how they stand since then is not established.
  }

overdue-filter = Narrow the page
overdue-filter-duty = Duty
overdue-filter-group = Regional group
overdue-filter-all-duties = All duties
overdue-filter-all-groups = All groups
overdue-filter-do = Filter
overdue-filter-clear = Show all

overdue-board = Overdue on evidence
overdue-board-note = A duty stands here only where a document shows that it was not done. Open a due day to see the chain of dates that leads to it. The last day itself is in time.
overdue-undecided = Decision not on record
overdue-undecided-note = The day has passed, more time was asked for, and no decision is on record. Whether the day was moved cannot be told.
overdue-once = Overdue when last confirmed
overdue-once-note = The evidence is older than the age the book allows it. How it stands today is not established. The latest first.
overdue-caption = { $what }, { $day }

overdue-due = Due day, and how it was reached
overdue-evidence = Last evidence
overdue-nothing = nothing overdue on evidence
overdue-terms = { $cited }: { $length } after entry into force
overdue-terms-extendable = { $cited }: { $length } after entry into force, or the day to which it was extended
overdue-terms-yearly = { $cited }: { $day } of each year, for the year before
overdue-and-more = and { $n } more
overdue-reports-for = Why, for
overdue-late-up-to = late by up to { $time }
overdue-request-of = a request on record, { $day }
overdue-speaks = speaks up to { $day }
overdue-asked = more time asked for, to { $day }

overdue-chain-deposit = consent to be bound deposited
overdue-chain-threshold = { $state } deposits: the treaty can enter into force
overdue-chain-in-force = in force for the State
overdue-chain-later = { $length } later
overdue-chain-first = the day the text sets
overdue-chain-moved = as extended:
overdue-chain-last-day = last day in time
overdue-chain-report = report covering { $year }:
overdue-chain-for = for { $year }
overdue-chain-until = until { $day }
overdue-chain-asked = { $time } after the last day in time

overdue-silent = Not established
overdue-silent-note = Silence of the register is not silence of the State. The day has passed; nothing on record says that it was done, or that it was not.
overdue-was-due = Was due
overdue-may-not-apply = { $duty }: of { $n ->
    [one] one State Party
   *[other] { $n } States Parties
  } nothing on record says whether there is anything to do.
overdue-blank = { $duty }: the day has passed for { $n } States Parties, and nothing is on record of any of them.
overdue-blank-yearly = { $duty }: the days of { $n } reports have passed, and nothing is on record of any of them.
overdue-years = { $duty }, year by year
overdue-years-note = Every report whose day has passed, by the year it covers.
overdue-year = Year covered
overdue-received = on record
overdue-years-link = every State under this rule

overdue-printed = Where published lists differ
overdue-printed-note = The register computes from the depositary’s dates and keeps a printed day as what its source says. { $n } printed days could be checked; { $agree } agree.
overdue-printed-list = The source that prints most of them: { $source }, { $n } days, of which { $agree } agree.
overdue-printed-day = Printed
overdue-computed-day = Computed
overdue-difference = Difference
overdue-effect = Effect
overdue-reasons = Reasons
overdue-effect-named = The source named the State late on { $day }, { $time } before the report was due.
overdue-effect-late = Done late by either day.
overdue-effect-in-time = Done in time by either day.
overdue-effect-in-time-computed = Done late by the printed day, in time by the computed one.
overdue-effect-late-computed = Done in time by the printed day, late by the computed one.
overdue-effect-passed = Passed by either day.
overdue-effect-to-come = To come by either day.
overdue-effect-to-come-computed = Passed by the printed day, still in time by the computed one.
overdue-effect-passed-computed = In time by the printed day, passed by the computed one.
