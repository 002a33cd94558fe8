# What changed between two days, and why.

changes-title = What changed between two days
changes-lede = From { $from }, as known on { $fromknown }, to { $on }, as known on { $known }: { $world ->
    [0] no standing
    [one] one standing
   *[other] { $world } standings
  } changed because the world moved on, { $learned ->
    [0] none
    [one] one
   *[other] { $learned }
  } because we learned something, and { $moved ->
    [0] no day was moved.
    [one] one day was moved.
   *[other] { $moved } days were moved.
  }
changes-lede-routine = { $n ->
    [one] One of these changes is routine and folded away: a reporting year that began, or an early warning without a signal, before and after.
   *[other] { $n } of these changes are routine and folded away: reporting years that began, and early warnings without a signal, before and after.
  }
changes-lede-none = From { $from }, as known on { $fromknown }, to { $on }, as known on { $known }: nothing changed.

changes-learned = What we learned about { $day }
changes-learned-note = How that day looked as known on { $fromknown }, and how it looks as known on { $known }. The world is the same; a document came to light.
changes-learned-none = Nothing.
changes-learned-part = what we learned
changes-happened = What happened
changes-happened-note = From { $day } to { $on }, both as known on { $known }: something was done or decided, or a day passed.
changes-happened-none = Nothing.
changes-happened-part = what happened
changes-moved = Days that were moved
changes-moved-note = It stands as it stood; the day in force is another.
changes-moved-none = None.
changes-caption = { $what }: { $part }

changes-overdue = Overdue on evidence
changes-undecided = Decision not on record
changes-done = Fulfilled
changes-raised = Early warnings raised
changes-lowered = Early warnings no longer raised
changes-faded = Not established any more
changes-nothing-to-do = Nothing to do, by evidence
changes-running = Running
changes-new = New duties
changes-ended = No longer a party
changes-gone = Duties no longer owed
changes-report = Reports on record
changes-routine = Routine
changes-routine-count = { $n ->
    [one] One change is routine
   *[other] { $n } changes are routine
  }

changes-duty = Duty
changes-turn = Before and after
changes-days = Day before and after
changes-by = Made by
changes-states = States
changes-states-count = { $n ->
    [one] { $n } State:
   *[other] { $n } States:
  }
changes-due = due { $day }
changes-then = then
changes-not-yet = not yet
changes-no-longer = no longer
changes-by-a-day = a day passed
changes-by-age = what showed it grew too old
changes-cause-learned = learned since
