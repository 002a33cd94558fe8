# The reasons of a finding, from the conclusion down to rule and fact.

conclusion-not-bound = The treaty does not bind { $state } on this day, so { $duty } is not owed.
conclusion-not-applicable = { $state } has nothing to do under { $duty }: evidence on record says so.
conclusion-unknown = Whether { $state } has done this is not established: { $duty }.
conclusion-unknown-applies = Whether { $state } has anything to do under { $duty } is not established.
conclusion-running = { $state } has until { $due }, that day included: { $duty }.
conclusion-undecided = The day has passed on { $due } and { $state } had asked for more time; no decision is on record: { $duty }.
conclusion-undecided-once = The day passed on { $due } with a request for more time on record, last confirmed on { $confirmed }. How it stands since then is not established: { $duty }.
conclusion-overdue = Deadline passed: { $state }, { $duty }, due { $due }, overdue since { $since }.
conclusion-overdue-once = Overdue when last confirmed on { $confirmed }; how it stands since then is not established: { $state }, { $duty }, due { $due }.
conclusion-met = { $state } has done this in time: { $duty }.
conclusion-met-timing-open = { $state } has done this: { $duty }. Whether in time cannot be told from the days on record.
conclusion-met-undated = { $state } has done this: { $duty }. The source gives no day.
conclusion-met-late = { $state } has done this after the day: { $duty }, due { $due }, done { $since }.
conclusion-reopened = Something was found after the duty had been fulfilled; the text sets no new day: { $state }, { $duty }.
conclusion-ended = { $state } is no longer a party; what it owed is kept as it stood. Before: { $before }
conclusion-ended-plain = { $state } is no longer a party.
conclusion-other-reading = By the reading used, no report covering { $year } is owed by { $state }; another reading asks for one.
conclusion-raised = A question to { $state }: { $watch }.
conclusion-clear = No warning: { $watch }, { $state }.

reason-never-joined = { $state } has neither signed nor consented, as far as the depositary's list on record goes.
reason-not-joined-yet = { $state } had neither signed nor consented by this day.
reason-nothing = somebody
reason-signatory = { $state } is a signatory and has not consented to be bound.
reason-consented = { $state } has consented; the treaty enters into force for it on { $day }.
reason-party = The treaty has been in force for { $state } since { $day }.
reason-former = { $state } was a party from { $day }; its withdrawal took effect on { $leaves }.
reason-threshold = The deposit that brought the treaty into force: { $state }, { $on }. This State had deposited by then.
reason-applies = There is something to do.
reason-applies-not = There is nothing to do.
reason-applies-unknown = Nothing on record says whether there is anything to do.
reason-due = It falls due on { $day }.
reason-due-extended = It falls due on { $day }, as extended.
reason-day-computed = In force from { $start }; the day the text sets: { $day }.
reason-moved = A Meeting moved the day to { $until } (decision: { $on }).
reason-moved-named = A source names { $until } as the day; the decision behind it is not on record.
reason-decision-undated = A decision of { $on } moved the day to { $until }; on which day it was taken is not on record.
warning-beyond = The Meeting moved the day to { $until }: { $days } beyond the longest single extension of the text. It is kept as granted.
warning-request-late = The request of { $made } came { $days ->
    [one] one day
   *[other] { $days } days
  } after the last day in time for the next meeting on record ({ $last }).
reason-pending = More time was asked for and no decision is on record.
reason-done = It is done.
reason-done-first = It was done a first time; what was found afterwards has no day set by the text.
reason-reopened = Something was found after it was done.
reason-received = The report came.
reason-not-asked = The reading used asks for no report covering this year.
reason-silence = Nothing on record says that it was done, or that it was not. Silence of the register is not silence of the State.
reason-named-later = A later source names a deadline that reaches this day; when that decision was taken is not on record.
reason-evidence-statement = A source says that nothing had come; this speaks up to { $confirmed }.
reason-evidence-list = A source says that its list is complete, and it is not on the list; this speaks up to { $confirmed }.
reason-evidence-late-act = It was done, or the day was moved, only later; so it had not been done by { $confirmed }.
reading-found-after = The text sets no new day for what is found after completion.
reading-first-report = By the other reading a report covering { $year } fell due on { $day }.
beside-lower-rank = { $what }: not used, who says it ranks lower
beside-older = { $what }: not used, its source is older
beside-same = { $what }: says it too
beside-day-agrees = The source prints { $printed } as the due day; the same as computed.
beside-day-differs = The source prints { $printed } as the due day; computed: { $computed }. The computed day is used.
year-made = { $year }: something was done.
year-none = { $year }: it is reported that nothing was done.
year-silent = { $year }: the report had not come.
year-heard = { $year }: the report came; what it says of progress is not on record.
year-unknown = { $year }: not established.

change-joins = The State consents to be bound.
change-found = A document shows that there was something to do after all.
change-corrected = A correction of the day on record, with the document that shows it.
change-done = A document shows that it is done.
change-day-passes = The day passes, and evidence shows that it had not been done.
change-done-by-document = A document shows that it was done, and when.
change-evidence-missing = A source says that it had not been done on a day after the due day.
change-decision = The decision of a Meeting on a request for more time.
change-depositary = The depositary corrects the day of deposit: every day above is computed again.
change-withdraws = The State withdraws: nothing new falls due from the day of effect on; this is kept as it stands.
change-report-comes = The report arrives, or proof that it was received earlier.
change-received-earlier = Proof that the report was received, and when.
change-list-complete = The support unit states that its list of reports received is complete.
change-reading = Another reading of the law is adopted.
change-progress = A report or another source shows progress in one of these years.
change-duty-closes = The duty is fulfilled.
change-retention-used = A report shows that some of what is kept was used.
change-retention-zero = A report shows that nothing is kept.

fact-on = { $kind }, { $on }
fact-on-for = { $kind } for { $period }, { $on }
fact-for = { $kind } for { $period }
fact-on-until = { $kind }, { $on }, until { $until }
fact-until = { $kind }: { $until }
fact-plain = { $kind }

explain-beside = What other sources say, beside what is used

# Duties without a day of their own.
conclusion-conduct-shown = It is on record that { $state } does this: { $duty }.
conclusion-conduct-shown-once = It was on record up to { $confirmed } that { $state } does this; the statement is too old to speak for this day: { $duty }.
conclusion-conduct-underway = { $state } has begun, or does part of it: { $duty }.
conclusion-conduct-missing = A source says that this was not there yet in { $state }: { $duty }. It has no day, so that nothing is overdue.
conclusion-step-waits = For { $state } a clock is announced, and when it started is not established: { $duty }.
conclusion-step-no-day = For { $state } the step is open, and the meeting that sets its day is not on record yet: { $duty }.
conclusion-prohibition = In force for { $state }: { $duty }. What is on record beside it is for people to judge.
reason-conduct-shown = A source says that it is done.
reason-conduct-underway = A source says that it is begun, or done in part.
reason-conduct-missing = A source says that it was not there.
reason-conduct-silence = Nothing on record says whether it is done. Silence of the register is not silence of the State.
reason-step-starts = This event started the clock.
reason-step-waits = This announces a clock; nothing on record establishes when it started.
reason-step-no-day = No later meeting is on record.
reason-prohibition-beside = On record beside it; what it means is not for a machine to say.
reason-prohibition-nothing = Nothing is on record beside it.
fact-noted = { $what }: { $note }
change-measure-shown = A document comes that says it is done, begun or not there.
