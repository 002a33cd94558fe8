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

duty-ccm-1-1-a = No use
duty-ccm-1-1-b = No making, getting, holding or passing on
duty-ccm-1-1-c = No help for others
duty-ccm-1-2 = The same for aircraft bomblets
duty-ccm-3-1 = Set stocks apart
duty-ccm-3-2 = Destroy stockpiles
duty-ccm-3-2-methods = Safe ways of destruction
duty-ccm-3-declaration = Declare stocks destroyed
duty-ccm-3-6 = Keep no more than the minimum
duty-ccm-3-7 = Hand over to States Parties only
duty-ccm-3-8 = Report on what is kept
duty-ccm-4-1-a = Clear remnants
duty-ccm-4-1-b = Clear later remnants
duty-ccm-4-1-c = Declare clearance complete
duty-ccm-4-2-a = Survey and record areas
duty-ccm-4-2-b = Plan the work and find means
duty-ccm-4-2-c = Mark and fence areas
duty-ccm-4-2-d = Do the clearance
duty-ccm-4-2-e = Warn people at risk
duty-ccm-4-3 = Heed mine action standards
duty-ccm-4-4 = Help where one has used
duty-ccm-5-1 = Assist victims
duty-ccm-5-1-data = Collect data on victims
duty-ccm-5-2-a = Assess victims’ needs
duty-ccm-5-2-b = Laws and policies for victims
duty-ccm-5-2-c = Plan and budget for victims
duty-ccm-5-2-d = Find means for victims
duty-ccm-5-2-e = No discrimination of victims
duty-ccm-5-2-f = Consult and involve victims
duty-ccm-5-2-g = Name a focal point for victims
duty-ccm-5-2-h = Good practice for victims
duty-ccm-6-2 = Help affected States
duty-ccm-6-3 = Exchange equipment and knowledge
duty-ccm-6-4 = Help with clearance
duty-ccm-6-5 = Help with stocks, marking and education
duty-ccm-6-6 = Urgent help after new use
duty-ccm-6-7 = Help for victims elsewhere
duty-ccm-6-8 = Help with recovery
duty-ccm-6-10 = Ease the work of helpers
duty-ccm-6-12 = Work together on agreed help
duty-ccm-7-1 = Initial report
duty-ccm-7-1-item-a = Report: national measures
duty-ccm-7-1-item-b = Report: stocks
duty-ccm-7-1-item-c = Report: technical data
duty-ccm-7-1-item-d = Report: production facilities
duty-ccm-7-1-item-e = Report: destruction programmes
duty-ccm-7-1-item-f = Report: what was destroyed
duty-ccm-7-1-item-g = Report: stocks found later
duty-ccm-7-1-item-h = Report: contaminated areas
duty-ccm-7-1-item-i = Report: clearance
duty-ccm-7-1-item-j = Report: warning and education
duty-ccm-7-1-item-k = Report: victims
duty-ccm-7-1-item-l = Report: contacts
duty-ccm-7-1-item-m = Report: own means
duty-ccm-7-1-item-n = Report: help given
duty-ccm-7-2 = Annual report
duty-ccm-8-1 = Consult and cooperate
duty-ccm-8-2 = Answer a request for clarification
duty-ccm-9 = Law made for the Convention
duty-ccm-9-any-measure = Any law said to be enough
duty-ccm-10-1 = Settle disputes in peace
duty-ccm-20-2-notice = Full notice of withdrawal
duty-ccm-21-1 = Encourage others to join
duty-ccm-21-2-notify = Tell others of its duties
duty-ccm-21-2-promote = Promote the norms
duty-ccm-21-2-discourage = Discourage use
duty-ccm-watch-silence = nothing heard for two years
duty-ccm-watch-no-progress = no progress reported for two years
duty-ccm-watch-mixed = one year silent, one without progress
duty-ccm-watch-retention = kept and not used
duty-ccm-watch-initial-report = no initial report
duty-ccm-watch-pace = too slow for the day
duty-ccm-watch-request-window = time to ask for more time
duty-ccm-watch-undeclared-stock = stocks seen, nothing declared
duty-ccm-watch-referral = who speaks with the State, and when

duty-mbt-1-1-a = No use
duty-mbt-1-1-b = No making, getting, holding or passing on
duty-mbt-1-1-c = No help for others
duty-mbt-1-2 = Destroy all mines
duty-mbt-3-1 = Keep no more than the minimum
duty-mbt-4 = Destroy stockpiles
duty-mbt-5-1 = Clear mined areas
duty-mbt-5-2-identify = Find mined areas
duty-mbt-5-2-marking = Mark and fence mined areas
duty-mbt-6-2 = Exchange equipment and knowledge
duty-mbt-6-3 = Help for victims and mine awareness
duty-mbt-6-4 = Help with clearance
duty-mbt-6-5 = Help with stocks
duty-mbt-6-6 = Share information on clearance
duty-mbt-6-8 = Work together on agreed help
duty-mbt-7-1 = Initial report
duty-mbt-7-1-item-a = Report: national measures
duty-mbt-7-1-item-b = Report: stocks
duty-mbt-7-1-item-c = Report: mined areas
duty-mbt-7-1-item-d = Report: mines kept or handed over
duty-mbt-7-1-item-e = Report: production facilities
duty-mbt-7-1-item-f = Report: destruction programmes
duty-mbt-7-1-item-g = Report: what was destroyed
duty-mbt-7-1-item-h = Report: technical data
duty-mbt-7-1-item-i = Report: warning
duty-mbt-7-2 = Annual report
duty-mbt-8-1 = Consult and cooperate
duty-mbt-8-2 = Answer a request for clarification
duty-mbt-8-7 = Work with a Meeting that looks into a matter
duty-mbt-8-11 = Receive a fact-finding mission
duty-mbt-8-13 = Let people speak with a mission
duty-mbt-8-14 = Give a mission access
duty-mbt-8-18 = Report on measures a Meeting asked for
duty-mbt-9 = Law made for the Treaty
duty-mbt-9-any-measure = Any law said to be enough
duty-mbt-10-1 = Settle disputes together
duty-mbt-20-2-notice = Full notice of withdrawal
duty-mbt-watch-silence = nothing heard for two years
duty-mbt-watch-no-progress = no progress reported for two years
duty-mbt-watch-mixed = one year silent, one without progress
duty-mbt-watch-initial-report = no initial report

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
list-or = { $first } or { $last }
list-comma = ,{" "}
source-undated = { $publisher }, undated, read { $read }

calendar-title = Days under the treaty
calendar-enters = the treaty enters into force
calendar-leaves = the withdrawal takes effect
calendar-due = { $duty }
calendar-report = Annual report covering { $year }
calendar-meeting = { $name } opens
calendar-by = { $what } ({ $when })
