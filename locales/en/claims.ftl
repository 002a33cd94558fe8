# Published claims beside the register.

claims-title = Published claims
claims-lede = Each claim was turned into a question that facts and rules can answer. The verdict is computed: as known when the claim could be read, and as known by the day of this page.
claims-count = { $n } claims.
claims-list = Claims
claims-list-note = The claim in our words; the same count as known then and as known now.
claims-none = No claims are shipped for this treaty.
claims-of = { $n } claims of { $source }
claims-claim = Claim
claims-then = As known then
claims-now = As known now
claims-counted = Counted
claims-evidence = Rests on
claims-facts = { $n ->
    [one] { $n } fact
   *[other] { $n } facts
  }
claims-missing = Missing
claims-lacking = Named and not counted: { $names }.
claims-beyond = Counted and not named: { $names }.
claims-more = and { $n } more
claims-verdicts = Verdicts
claims-verdicts-note = How many, then and now.
claims-part = { $part }
claims-known-by = known by { $day }
claims-as-of = as of { $day }

verdict-reproduced = reproduced
verdict-nuanced = nuanced
verdict-contradicted = contradicted
verdict-not-derivable = not derivable
verdict-reproduced-told = The same is counted.
verdict-nuanced-told = Nearly, or in part, or with a reservation that is named.
verdict-contradicted-told = Otherwise, and what is on record establishes it.
verdict-not-derivable-told = What is on record does not tell.

claim-nothing-on-record = Nothing on record tells it.
claim-depends = It depends on { $n } that are not established.
claim-in-words = The claim has words for it; here is the number.
claim-goal-reached = What was aimed at was reached.
claim-goal-short = It was aimed at; it is { $short } short.
claim-as-much = As much is counted, or more.
claim-near = Nearly the same is counted.
claim-less = Less is counted.
claim-same = The same is counted.
claim-same-so-far = The same is counted; { $n } are not established.
claim-otherwise = Another number is counted.
claim-on-record = It is on record.
claim-same-day = The same day is on record.
claim-day-within = On record is { $day }, within which the day lies.
claim-other-day = On record is { $day }.
claim-only-own-source = Only the document that makes the claim says so.
claim-hedged = A source says about, more than or less than.
claim-text-not-seen = The text it is taken from was not seen whole.
claim-none-on-record = None is on record, which does not show that there was none.
claim-list-holds = On record it is there.
claim-all-named = All that are named are counted.
claim-same-list = The same list is counted.
claim-list-in-part = The lists agree in part.
claim-list-otherwise = Another list is counted.
claim-list-aside = For some of those named nothing is owed, by evidence.
claim-list-unknown = Nothing is known of those named.
claim-missing-facts = facts such as: { $kinds }
claim-missing-of = of { $n }, facts such as: { $kinds }
claim-missing-plan = a plan or an action adopted by then
claim-missing-typed-question = a typed question
