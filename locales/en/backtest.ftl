# Would the warnings have come in time? Held against what became of the deadlines.

backtest-title = Would the warnings have come in time?
backtest-lede = { $n ->
    [0] No deadline has been missed, moved or left open yet.
    [one] One deadline was missed, moved or is open past its day. Warnings raised by that day: { $hits }; only afterwards: { $late }; never: { $misses }. Raised by that day because of what was reported, and not because of the calendar: { $conduct }.
   *[other] { $n } deadlines were missed, moved or are open past their day. Warnings raised by that day: { $hits }; only afterwards: { $late }; never: { $misses }. Raised by that day because of what was reported, and not because of the calendar: { $conduct }.
  } { $alarms ->
    [0] Of those kept in time, none had a warning.
    [one] Of those kept in time, one had a warning all the same; { $quiet } had none.
   *[other] Of those kept in time, { $alarms } had a warning all the same; { $quiet } had none.
  }
backtest-how = Every day since the treaty entered into force is walked with what was known on that day. The first day on which a warning about a deadline was raised is set beside what became of the deadline, with all that is known by the day of this page.

backtest-watches = Warning by warning
backtest-watches-note = Raised in time: by the day the text sets, before any extension. The lead is counted to that day.
backtest-watch = Warning
backtest-hits = Raised in time
backtest-too-late = Raised too late
backtest-misses = Never raised
backtest-false-alarms = Raised, and kept in time
backtest-median = Median lead
backtest-together = all together, the first that was raised
backtest-on-conduct = all but the one that looks only at the calendar

backtest-cases = Missed, moved or open past the day
backtest-cases-note = One row for each deadline that can be moved. “Never raised” is an answer too.
backtest-cases-none = None so far.
backtest-false = Raised, and kept in time all the same
backtest-false-note = A warning is a question. Here the answer was good; whether the question helped cannot be told from dates.
backtest-false-none = None so far.
backtest-day = Day set by the text
backtest-outcome = What became of it
backtest-first = First warning
backtest-lead = Lead
backtest-also = Later ones
backtest-never = never raised
backtest-lead-before = { $time } before
backtest-lead-after = { $time } after
backtest-outcome-met-late = done after the day
backtest-outcome-overdue = overdue, on evidence
backtest-outcome-undecided = day passed, decision not on record
backtest-outcome-extended = moved by an extension
backtest-outcome-not-established = day passed, not established
backtest-outcome-met-in-time = done in time

backtest-limits = What this cannot show
backtest-limit-known = What was known on a day is what this register can show to have been public on it. A source without a day of publication counts as known from the day on which it was read for the register, so many a warning that could have been raised does not show here; and what was published late was not known.
backtest-limit-record = The register is not complete. A year of which nothing is on record raises nothing, a meeting is known from the day on which it opened unless a source shows otherwise, and a deadline about which nothing is on record is not counted at all.
backtest-limit-calendar = The warning about the time to ask looks only at the day, and at whether anything is left to do and asked for. So it is raised for every duty that is open so late, always about as long before the day, and it does not tell the States that will need more time from those that will finish. The others look at what was reported.
backtest-limit-cause = Dates do not show causes. A deadline that was moved may have been moved well, and a State that finished in time after a warning may have finished because of it.
backtest-limit-tuned = The rules were written when these years were over. How they do in years to come is not told by how they would have done.
