# Each rule read back as one sentence: what the machine has understood.

rule-membership-signatory = A State that has { $by } is a signatory from that day until it consents to be bound.
rule-membership-consent = A State that has { $by } has consented to be bound; it counts as a State Party from that day in the published lists, and is bound from entry into force.
rule-membership-provisional = A State that has { $by } applies the treaty provisionally until it enters into force for that State.
rule-entry-into-force = The treaty enters into force on the first day of the month that comes { $months } months after the month of the deposit; for the first { $threshold } States together, after the deposit of the { $threshold }th.
rule-withdrawal = The withdrawal takes effect { $after } after the depositary received the notice; that day is the first on which the State is no longer a party.
rule-deadline = { $bound } The duty falls due { $within } after entry into force for the State; the last day itself is in time. { $extended } It is fulfilled when it is on record that { $fulfilled }.
rule-deadline-binds-all = Every State Party is bound.
rule-deadline-binds-if = A State Party is bound where it is on record that { $kinds }.
rule-deadline-fixed = Nothing moves that day.
rule-deadline-extended = An extension under { $rule } moves that day.
rule-extension = A Meeting may move the day by up to { $most } at a time, on a request submitted at least { $notice } before it opens. What a Meeting granted is kept as granted; a deadline whose decision is not on record applies from the day of the source that names it.
rule-periodic = A report falls due every year on { $when } and covers the calendar year before; the last day itself is in time. { $first }
rule-periodic-first = The first covers the year in which the report under the rule before it fell due.
rule-periodic-first-by-reading = Which year is covered first is an open question; the reading used is told under { $reading }.
rule-no-progress-silence = While a duty under { $duties } is open, a warning is raised when for { $years } years running the report under { $reports } did not come, by evidence.
rule-no-progress-none = While a duty under { $duties } is open, a warning is raised when for { $years } years running it was reported that nothing was done.
rule-no-progress-both = While a duty under { $duties } is open, a warning is raised when of { $years } years running at least one was silent, by evidence, and for the others it was reported that nothing was done.
rule-retained-minimum = A warning is raised when what is kept stands unchanged in the reports of { $years } years running, or when a source says that none of it was used.
rule-overdue-watch = A warning is raised while the duty under { $duty } is overdue, on evidence.
