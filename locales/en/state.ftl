# The page of one State.

state-status-party = { $status }, in force since { $since }. { $group }.
state-status-leaving = { $status }, in force since { $since }; has given notice of withdrawal, no longer a party from { $leaves }. { $group }.
state-status-consented = { $status }: it enters into force on { $since }. { $group }.
state-status-signatory = Signed on { $signed }, not yet joined. { $group }.
state-status-former = Withdrew: a party from { $since }, no longer one from { $leaves }. { $group }.
state-status-not-joined = Neither signed nor joined. { $group }.

state-lede-none-overdue = Nothing that { $state } owes is overdue on the evidence on record.
state-lede-overdue = { $count ->
    [one] One duty of { $state } is overdue on evidence: { $duties }.
   *[other] { $count } duties of { $state } are overdue on evidence: { $duties }.
  }
state-lede-no-report-ever = No report by { $state } has ever come, on the evidence on record: { $duties }.
state-lede-undecided = The day has passed, more time was asked for and no decision is on record: { $duties }.
state-lede-contested = Contested, because readings of the law differ: { $duties }.
state-lede-once = Overdue when last confirmed, not established since: { $duties }.
state-lede-unknown = Not established: { $duties }.
state-lede-party = The { $treaty } has been in force for { $state } since { $since }.
state-lede-consented = { $state } has consented to be bound by the { $treaty }, which enters into force for it on { $since }; no time limit runs yet.
state-lede-provisional = Until then it applies the treaty provisionally, as declared on { $day }.
state-lede-signatory = { $state } signed the { $treaty } on { $signed } and has not joined: no duty is computed for it.
state-lede-former = { $state } is no longer a party to the { $treaty } since { $leaves }; what it owed is kept as it stood.
state-lede-not-joined = { $state } has neither signed nor joined the { $treaty }, as far as the depositary’s list on record goes.
state-duty-years = { $duty } ({ $years })
state-years = { $first }–{ $last }

state-timeline = Timeline
state-timeline-scroll = Timeline, scrolls sideways
state-timeline-caption = Timeline of { $state }. The list of dates follows.
state-timeline-key = Reports: filled green in time, green ring late, filled red overdue on evidence, broken ring not established, dark ring still to come.
state-timeline-imprecise = Where only a month or a year is on record, its middle is marked.
state-row-status = Status
state-row-reports = Reports
state-mark-signed = signed { $day }
state-mark-consent = deposited { $day }
state-mark-in-force = in force { $day }
state-mark-left = no longer a party { $day }
state-mark-done = done { $day }
state-mark-asked = asked { $day }
state-mark-extended = extended to { $day }
state-mark-first-report = first, { $day }
state-same-list = The same as a list of dates
state-same-table = The same as a table
state-list-in-force = in force
state-list-leaves = no longer a party from this day
state-list-duty = { $duty }: { $word }; due { $due }
state-list-first = { $duty }: the day the treaty itself sets
state-computed = computed

state-duties = Duties and standing
state-duties-note = One line for each duty the treaty can place on this State, and for each warning that stands.
state-duties-caption = Duties of { $state }
state-duty = Duty
state-day = Day that counts
state-day-every = { $count } years, see reports by year
state-due = due
state-ask-by = a request in time by
state-due-if = if there is, due
state-done = done { $day }
state-done-undated = done, day not on record
state-said = { $kind }, says { $who } ({ $time })
state-note-applies = nothing on record says whether there is anything to do
state-note-silence = nothing on record says that it was done, or that it was not
state-note-reopened = something was found after completion; the text sets no new day
state-note-timing = whether in time cannot be told from the days on record
state-note-early = { $time } before the last day
state-note-confirmed = evidence up to { $day }
state-note-reading = another reading of the law asks for this report

state-extensions = Extensions
state-extensions-note = Every request and decision on record, in the order of days.
state-extensions-text = The text allows up to { $most } at a time, asked for at least { $before } before the meeting that decides.
state-extensions-text-any-time = The text allows up to { $most } at a time, and sets no time by which it is asked for.
state-extensions-first = The day the treaty itself sets: { $day }.
state-extensions-caption = More time for { $state }: { $duty }
state-step = Step
state-step-day = Day
state-step-until = Asked or decided until
state-step-text = Beside the text
state-step-named = decision not on record; named by { $day }
state-step-granted = { $time } more; the text allows { $most } at a time
state-step-beyond = { $time } beyond what the text allows at a time
state-step-late = { $days ->
    [one] one day
   *[other] { $days } days
  } after { $last }, the last day in time for the next meeting on record

state-reports = Reports by year
state-reports-note = By the calendar year covered. Each leads to its reasons.
state-reports-scroll = Table of years, scrolls sideways
state-reports-caption = Reports of { $state } by calendar year covered
state-reports-year = for the year
state-reports-late = days late
state-reports-initial = initial
state-reports-in-time = in time
state-reports-came = came
state-reports-legend-late = fulfilled late, by so many days
state-reports-today = today
state-reports-left = { $days } left

state-stocks = Stocks
state-stocks-note = Broken line: the number declared.
state-stocks-caption = Stocks of { $state }
state-munitions = Cluster munitions
state-submunitions = Submunitions
state-declared = declared
state-declared-on = declared, { $time }
state-destroyed = destroyed { $time }
state-sum = these years together
state-total = in all by { $time }
state-figures-disagree = figures disagree
state-sum-beyond = The yearly figures on record add up to { $sum }, { $more } more than the { $declared } declared. A figure was corrected in a source that is not on record here, or one of them is wrong.
state-total-beyond = Sources put what was destroyed in all at { $sum }, { $more } more than the { $declared } declared. The notes in the table may say why.
state-time = For
state-figure = Figure
state-used = Used
state-used-yes = yes
state-used-no = beside
state-no-day = no day given

state-land = Land released
state-land-note = Each kind by itself: kinds and sources are never added together.
state-land-caption = Land of { $state } by year
state-land-part = A figure may cover part of a year, or land with other ordnance too; the notes in the table say so.
state-land-zero = { $kind }: none, sources say, for { $times }.
state-land-released = Released, not told apart
state-land-cleared = Cleared
state-land-reduced = Reduced by technical survey
state-land-cancelled = Cancelled by non-technical survey

state-retained = Kept for training
state-retained-note = Numbers kept for training and research, at the end of a year or on a day.
state-retained-caption = Kept by { $state } for training and research

state-continuing = Continuing duties, steps and prohibitions
state-continuing-note = Without a day of their own, so that nothing here is overdue unless an event set a day. Kept apart, never one score.
state-continuing-caption = Continuing duties of { $state }
state-continuing-said = What is on record
state-continuing-silent = { $count } more, of which nothing is on record
continuing-shown = shown
continuing-underway = under way
continuing-missing = said not to be there
continuing-in-force = in force

state-voices = Who said what
state-voices-note = Our own summaries, not quotations; newest first. Acts and the coming of reports stand in their own sections.
state-voices-own = What { $state } said
state-voices-others = What others said
state-voices-silent = Nothing on record.
state-voices-more = { $count } earlier
state-voices-used = used for: { $duties }
state-said-about = { $says } ({ $duty })
state-said-when = { $says }, { $time }
state-said-until = { $says }, until { $until }
state-said-day = { $says }: { $until }
state-said-amounts = { $says }: { $amounts }

state-acts = Dates and acts
state-in-force = In force
state-leaves = No longer a party from
state-agrees = agrees:
state-differs = prints { $day }:
state-next = Next days
