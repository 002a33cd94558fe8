# Early warnings: questions to a State, for a person to look at.

watch-title = Early warnings
watch-lede = { $n ->
    [0] No signal is raised on { $day } on evidence that still speaks.
    [one] One signal is raised on { $day }.
   *[other] { $n } signals are raised on { $day }, for { $states ->
      [one] one State
     *[other] { $states } States
    }.
  }
watch-question = A signal is a question to the State, for a person to look at. It says nothing about compliance, and nothing is sent to anybody because of it. A signal for silence and a signal for a reported zero are two different things and stand apart.
watch-no-rules = The book holds no rule for early warnings under this treaty yet.

watch-signal = Signal
watch-saw = What the register saw
watch-backtest = Would the warnings have come in time?
watch-saw-window = last day in time for a request: { $day }; none on record
watch-saw-window-passed = the last day in time for a request was { $day }; none on record
watch-saw-overdue = due { $due }, late by { $time }
watch-confirmed = Speaks up to

watch-sign-silence = Silence: documents show that no report came. Nobody said that nothing was done.
watch-sign-none = A reported zero: the State or a source says that nothing was done. The State was heard.
watch-sign-both = One and the other: a year of silence, shown by documents, and a year reported with nothing done.
watch-sign-retained = Figures in reports: what is kept stays the same, or a source says that none was used.
watch-sign-pace = Figures in reports: at the pace of the last reported years, what is left would not be done by the day.
watch-sign-window = A day that comes near: a request for more time is submitted nine months before the meeting, and none is on record.
watch-sign-undeclared = A source that lists the State as holding stocks, or believes that it does, and no declaration of the State.
watch-sign-overdue = A duty overdue, on evidence.

watch-rules = Every rule
watch-rules-note = For each rule, how many signals are raised, how many questions cannot be answered, and how many have no signal.
watch-rule = Rule
watch-rests-on = What it rests on
watch-unknown = Not established: the register cannot tell whether there is a signal. That is no signal, and no all-clear.

# The ladder: each step is an act of a person.
watch-step = Step, and whose turn it is
watch-ladder = Who speaks with the State
watch-ladder-none = No signal raised on this day has steps.
watch-ladder-note = How many raised signals stand on each step. A step is taken by a person and recorded with its document; nothing happens by itself.
watch-ladder-step = Step
watch-ladder-count = Signals
watch-ladder-next = Whose turn it is
watch-step-raised = raised, no act on record
watch-step-engaged = taken up by the Coordinators
watch-step-referred = referred to { $to }
watch-step-closed = closed by a person
watch-step-since = since { $day }
watch-next-engage = the Coordinators, to speak with the State
watch-next-wait = the State, until { $day }
watch-next-refer = the Coordinators, to refer it to { $to }
watch-next-address = { $to }
watch-next-rest = nobody until { $day }
