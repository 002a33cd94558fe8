# Words used on every page: standings, days, lengths, units, duties.

word-no-report-ever = no report ever
word-overdue-more-than-a-year = overdue more than a year
word-overdue = overdue
word-decision-not-on-record = decision not on record
word-due-today = due today
word-due-soon = due soon
word-extended = extended
word-running = running
word-not-established = not established
word-contested = contested
word-fulfilled-late = fulfilled late
word-fulfilled = fulfilled
word-not-applicable = nothing to do
word-not-bound = not bound
word-ended = no longer a party
word-signal = signal
word-no-signal = no signal

treaty-ccm = Convention on Cluster Munitions
treaty-mbt = Mine Ban Treaty

duty-ccm-3-2 = Destroy stockpiles
duty-ccm-4-1-a = Clear remnants
duty-ccm-7-1 = Initial report
duty-ccm-7-2 = Annual report
duty-ccm-watch-silence = nothing heard for two years
duty-ccm-watch-no-progress = no progress reported for two years
duty-ccm-watch-mixed = one year silent, one without progress
duty-ccm-watch-retention = kept and not used
duty-ccm-watch-initial-report = no initial report

status-not-joined = not joined
status-signatory = signed, not yet joined
status-consented = State Party, not yet in force
status-party = State Party
status-former = withdrew

group-African = African Group
group-Asia-Pacific = Asia-Pacific Group
group-EEG = Eastern European Group
group-GRULAC = Latin American and Caribbean Group
group-WEOG = Western European and Others Group
group-none = in no regional group

said-by-depositary = the depositary
said-by-meeting = a Meeting
said-by-state = the State
said-by-support-unit = the support unit
said-by-monitor = a monitor
said-by-press = the press

basis-seen = read in the source
basis-range = the source says “every year since”
basis-derived = inferred; the note says how

when-day = { $day } { $month } { $year }
when-day-of-year = { $day } { $month }
when-month = { $month } { $year }
when-range = { $start } to { $end }
when-since = on or after { $start }
month-1 = Jan
month-2 = Feb
month-3 = Mar
month-4 = Apr
month-5 = May
month-6 = Jun
month-7 = Jul
month-8 = Aug
month-9 = Sep
month-10 = Oct
month-11 = Nov
month-12 = Dec

length-years = { $n ->
    [one] { $n } year
   *[other] { $n } years
  }
length-months = { $n ->
    [one] { $n } month
   *[other] { $n } months
  }
length-days = { $n ->
    [one] { $n } day
   *[other] { $n } days
  }

number-group = ,
amount-more = more than{" "}
amount-less = less than{" "}
amount-about = about{" "}
unit-munitions = { $count ->
    [one] { $n } munition
   *[other] { $n } munitions
  }
unit-submunitions = { $count ->
    [one] { $n } submunition
   *[other] { $n } submunitions
  }
unit-items = { $count ->
    [one] { $n } item
   *[other] { $n } items
  }
unit-m2 = { $n } m²
unit-km2 = { $n } km²
unit-percent = { $n } %

list-and = { $first } and { $last }
list-comma = ,{" "}
source-undated = { $publisher }, undated, read { $read }

calendar-title = Days under the treaty
calendar-enters = the treaty enters into force
calendar-leaves = the withdrawal takes effect
calendar-due = { $duty }
calendar-report = Annual report covering { $year }
calendar-meeting = { $name } opens
calendar-by = { $what } ({ $when })
