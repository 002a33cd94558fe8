# What is counted over a window of days, and how each one stands to the count.

measured-of = { $number } of { $whole }
measured-nothing = not established
measured-percent = { $share } %
measured-percent-range = { $least } to { $most } %
measured-target = { $number } against { $target }
measured-short = { $short } short
measured-reached = reached

counted-party = State Party
counted-signatory = signatory
counted-joined = joined
counted-in-time = in time
counted-late = late
counted-missing = overdue
counted-undecided = decision not on record
counted-running = day still to come
counted-raised = signal
counted-clear = no signal
counted-nothing-to-do = nothing to do
counted-left = no longer a party
counted-unknown = not established
counted-held = said so
counted-not-held = said otherwise
counted-nothing-said = nothing on record
counted-day-imprecise = day not precise enough
counted-happened = on record
counted-said-none = said none
counted-figure = figure
counted-printed = printed by a source
counted-meeting = held
counted-missed = day passed
counted-extended = day moved
counted-asked = asked for more time
counted-falls = day in the window
counted-falls-done = day in the window, done
counted-asked-years = asked, in years
counted-asked-not-told = asked, length not told
counted-no-request = no request on record

unit-states = { $count ->
    [one] { $n } State
   *[other] { $n } States
  }
unit-reports = { $count ->
    [one] { $n } report
   *[other] { $n } reports
  }
unit-requests = { $count ->
    [one] { $n } request
   *[other] { $n } requests
  }
unit-casualties = { $count ->
    [one] { $n } casualty
   *[other] { $n } casualties
  }
unit-days = { $count ->
    [one] { $n } day
   *[other] { $n } days
  }
unit-year = { $n }
unit-killed = { $n } killed
unit-injured = { $n } injured
unit-attacks = { $n } from attacks
unit-remnants = { $n } from remnants
unit-children = { $count ->
    [one] { $n } child
   *[other] { $n } children
  }
unit-adults = { $n } adults
unit-women = { $n } women
unit-men = { $n } men
unit-civilians = { $n } civilians
unit-yes = { $n } in favour
unit-no = { $n } against
unit-abstained = { $n } abstained
unit-CHF = CHF { $n }
