# The overview of one treaty: counts, days to come, early warnings, how many States stand where.

overview-title = Overview: { $treaty }
overview-heading = { $treaty ->
    [ccm] Who promised what on cluster munitions, what is due, and how we know
   *[other] Who promised what under the { $name }, what is due, and how we know
  }
overview-lede = { $treaty ->
    [ccm] Servanda keeps the dated documents of the 2008 Convention, computes from them what each State owes on any day, and shows the reason for every answer.
   *[other] Servanda keeps the dated documents of the treaty, computes from them what each State owes on any day, and shows the reason for every answer.
  }
overview-changes = What changed in the last year

# The headline counts. $rule is the rule's name with hyphens: a count may be worded for one rule; the others get the general words.
overview-join = ;{" "}
overview-parties = States Parties
overview-in-force = { $n } in force
overview-enters = { $state } from { $day }
overview-signatories = signed, not yet joined
overview-signed = { $years ->
    [0] signed in { $first }
   *[other] signed { $first } to { $last }
  }
overview-open = { $rule ->
    [ccm-3-2] stockpile deadlines open
    [ccm-4-1-a] clearance deadlines open
   *[other] { $duty }: deadlines open
  }
overview-late = { $rule ->
    [ccm-7-1] initial reports overdue on evidence
   *[other] { $duty }: overdue on evidence
  }
overview-reports = { $rule ->
    [ccm-7-2] annual reports for { $year } on record
   *[other] { $duty }, { $year }: on record
  }
overview-reports-course = Reports on record by the year they cover
overview-of-due = of { $n } due
overview-overdue = { $n } overdue on evidence
overview-undecided = { $n } passed, decision not on record
overview-not-established = { $n } not established
overview-once = { $n } overdue when last confirmed
overview-course = { $what } at each year end: { $from } in { $first }, { $to } in { $last }
overview-course-years = { $what }: { $from } for { $first }, { $to } for { $last }

overview-next = Next deadlines
overview-next-note = The year to come, computed from deposit dates and from decisions on record.
overview-day = Day
overview-who = Who
overview-what = What
overview-states-parties = { $n ->
    [one] { $n } State Party
   *[other] { $n } States Parties
  }
overview-asked = more time asked for
overview-today = today
overview-in = in { $time }
overview-next-more = { $n ->
    [one] One more day stands in the calendar file.
   *[other] { $n } more stand in the calendar file.
  }
overview-next-passed = { $n ->
    [one] One deadline is not in this list: it has passed with a request for more time on record, and no decision.
   *[other] { $n } deadlines are not in this list: they have passed with a request for more time on record, and no decision.
  }
overview-next-passed-link = What has passed
overview-calendar = Calendar file (iCalendar)

overview-signals = Early warnings
overview-signals-note = A signal is a question to the State, for a person to look at. It says nothing about compliance.
overview-signals-none = No signal is raised on evidence that still speaks.
overview-signals-all = { $n ->
    [0] Every rule, and what is not established
    [one] The signal, and what is not established
   *[other] All { $n } signals, and what is not established
  }

overview-standings = How many stand where
overview-standings-note = Each State Party once for every duty, as far as the register tells. What only another reading of the law asks for is not counted.
overview-duty = Duty
overview-duty-year = { $duty }, covering { $year }
overview-duty-all-years = { $duty }, all years
overview-may-not-apply = { $duty }: of the { $all } not established, for { $n } nothing on record says whether there is anything to do.

overview-ground = What this rests on
overview-ground-note = As known on the second of the two days.
overview-ground-counts = { $facts } facts from { $documents ->
    [one] one document
   *[other] { $documents } documents
  } are known.
overview-ground-depositary = The latest document of the depositary is of { $day }.
overview-ground-any = The latest other document that is dated to the day is of { $day }.
overview-ground-data = The facts, to take away
