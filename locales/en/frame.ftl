# What stands around every page.

frame-skip = Skip to the content
frame-menu = Menu
frame-main-menu = Main
frame-dates = Dates of this page
frame-true-on = The world on
frame-known-by = as known on
frame-from = From the world on
frame-to = to the world on
frame-show = Show
frame-earlier = You are reading an earlier day.
frame-latest = Latest day
frame-permanent = Permanent address
frame-all-pages = All pages
frame-how-to-read = How to read a standing
frame-treaties = Treaties
frame-about = About
frame-disclaimer = A finding on this site is computed from dated documents and a published rule. It is not a legal determination, and it never says more than its evidence.
frame-law = Law { $law }, { $entries } entries.

menu-overview = Overview
menu-overdue = Overdue
menu-states = States
menu-law = Law
menu-watch = Early warnings
menu-requests = More time
menu-plans = Plans
menu-universalization = Universalization
menu-norm = Norm
menu-claims = Claims
menu-weigh = Tests
menu-changes = Changes
menu-corrections = Corrections
menu-data = Data

word-fulfilled-told = fulfilled, or on time
word-fulfilled-late-told = fulfilled late: after the last day in time
word-running-told = running: the day is still to come
word-not-applicable-told = nothing to do, by evidence
word-due-soon-told = due soon: 90 days or less
word-due-today-told = due today: the last day
word-overdue-told = overdue
word-overdue-more-than-a-year-told = overdue more than a year
word-no-report-ever-told = no report ever
word-decision-not-on-record-told = decision not on record
word-extended-told = extended
word-not-established-told = not established: no finding
word-contested-told = contested: both answers shown
word-signal-told = signal: a question to the State, not a finding

standing-late-by = late by { $time }
standing-last-confirmed = overdue when last confirmed, { $day }
standing-undecided-once = decision not on record when last confirmed, { $day }
standing-passed = the day passed { $time } ago
standing-left = { $time } left
standing-before = before: { $word }
standing-days-range = { $least } to { $most } days

column-state = State
column-standing = Standing
column-due = Due day
column-why = Why
column-source = Source
why = Why
nothing = –

missing-title = Not found
missing-title-unreadable = The address cannot be read
missing-page = There is no page at this address.
missing-state = There is no State “{ $name }” in the register. States are named by their three-letter code, e.g. per, or by their name.
missing-article = There is no article or rule “{ $name }” in the book.
missing-finding = There is no finding under “{ $name }” for this State and these days.
missing-fact = There is no fact “{ $name }” in the register.
missing-treaty = There is no treaty “{ $name }” in the book.
missing-day-goes-back = The day goes back, from { $from } to { $to }. The second day may be the first one or a later one.
missing-known-goes-back = The day by which facts are known goes back, from { $from } to { $to }. The second may be the first one or a later one.
missing-unreadable = { $what }
missing-back = Back to the overview

home-title = Treaties
home-heading = Agreements must be kept
home-lede = What every State owes under a treaty, by when, whether it has been done, and how we know.
home-counts = { $parties } States Parties, { $signatories } signed and not yet joined.
home-open = Open

explanation-reasons = Reasons
explanation-reasons-note = From the conclusion down to rules, facts and documents.
explanation-days = The same duty on other days
explanation-days-note = The days on which something changes.
explanation-read-for = If the page is read for
explanation-years = Other years
explanation-beside = Other sources
explanation-beside-note = They stay beside what is used. The higher rank is used, then the later publication.
explanation-change = What would change it
ground-because = because
ground-rule = rule
ground-fact = fact
ground-silence = silence
ground-reading = reading

fact-one = One fact
fact-row = The row
fact-row-note = As it stands in the register.
fact-what = What
fact-true = True on
fact-period = For the year
fact-until-day = Until
fact-about = About
fact-amounts = Figures
fact-said-by = Said by
fact-source = Source
fact-published = Published
fact-collected = Read
fact-known-from = Known from
fact-basis = How sure
fact-note = Note
fact-entry = Entry
fact-corrected = Corrected
fact-replacement = What is held instead

corrections-title = Corrections
corrections-lede = Nothing is changed or deleted. A correction is entered beside what was wrong, with its reason and its evidence.
corrections-list = Corrections made
corrections-none = None so far.
corrections-day = Known from
corrections-fact = Fact
corrections-reason = Why
corrections-evidence = Evidence

data-title = Data
data-lede = { $count } facts are known by this day. Every page is also data: add .json or .csv to its address.
data-take = Take the data
data-take-note = For the two dates above.
data-facts-csv = Every fact, CSV
data-facts-json = Every fact, JSON
data-states-csv = States and their status, CSV
data-findings-csv = Every finding, CSV
data-changes-csv = What changed in the last year, CSV
data-calendar = Days to come, iCalendar
data-kinds = Kinds of fact
data-kinds-note = What the register speaks of.
data-kind = Kind
data-means = Meaning
data-rows = Rows

law-title = The law
law-lede = Each paragraph in plain words, with the rule the machine computes by and the sentence in which it reads that rule back.
law-open = Read the article
law-machine-reads = The machine reads:
law-every-state = Every State
law-rule = The rule, as the machine is given it
law-quiet = { $count ->
    [one] One State with nothing to do, or of which nothing is established
   *[other] { $count } States with nothing to do, or of which nothing is established
  }
law-last-year = The report covering { $year }, and every one overdue.
law-readings = Readings
law-readings-note = Where the text can be read in more than one way. A default is a way to count, not a statement of law.
law-question = Question
law-used = Used
law-compared = compared with the others
binding-treaty = treaty law
binding-decision = decision of a Meeting
binding-political = political commitment
binding-standard = standard
binding-proposed = proposed; binds nobody
