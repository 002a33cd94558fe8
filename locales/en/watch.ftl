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
watch-saw-overdue = due { $due }, late by { $time }
watch-confirmed = Speaks up to

watch-sign-silence = Silence: documents show that no report came. Nobody said that nothing was done.
watch-sign-none = A reported zero: the State or a source says that nothing was done. The State was heard.
watch-sign-both = One and the other: a year of silence, shown by documents, and a year reported with nothing done.
watch-sign-retained = Figures in reports: what is kept stays the same, or a source says that none was used.
watch-sign-overdue = A duty overdue, on evidence.

watch-rules = Every rule
watch-rules-note = For each rule, how many signals are raised, how many questions cannot be answered, and how many have no signal.
watch-rule = Rule
watch-rests-on = What it rests on
watch-unknown = Not established: the register cannot tell whether there is a signal. That is no signal, and no all-clear.
