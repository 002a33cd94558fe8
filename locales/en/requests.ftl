# Requests for more time, laid beside the text. Arithmetic and lists; a person judges.

requests-title = Requests for more time
requests-no-rules = The book holds no rule by which a day can be moved under this treaty yet.
requests-lede-none = No request for more time is on record on { $day }.
requests-lede = { $n ->
    [one] One request for more time is on record on { $day }.
   *[other] { $n } requests for more time, of { $states ->
      [one] one State
     *[other] { $states } States
    }, are on record on { $day }.
  } { $ontime ->
    [0] None came nine months or more before its meeting as far as the days are known
    [one] One came nine months or more before its meeting
   *[other] { $ontime } came nine months or more before their meeting
  }, { $late } later; of { $open } it cannot be told. { $pending ->
    [0] On each of them a decision, or a source that names a later deadline, is on record.
    [one] On one of them no decision is on record.
   *[other] On { $pending } of them no decision is on record.
  }
requests-late-note = A late request is considered like any other: the text sets the nine months, and practice has decided late requests too.
requests-filter = Narrow the page
requests-filter-article = Article
requests-filter-all = All articles
requests-pending = No decision on record
requests-pending-note = Requests on which neither a decision nor a later deadline is on record. A decision may have been taken; the register does not hold it.
requests-all = Every request
requests-all-note = Newest first. Needed: what was left, divided by each pace then on record. Items: what the text asks a request to contain; an item is lacking only where a source says so.
requests-request = State, year of request
requests-submitted = Submitted
requests-asked = Asked
requests-needed = Years needed
requests-items = Items answered
requests-decision = Decision
requests-meeting = Meeting
requests-in-force = Day in force
requests-passed = Since it passed
requests-until = until { $day }

request-article = Article { $article }
request-article-duty = Article { $article }: { $duty }
request-named = { $state }, { $year }
request-title = { $named }: more time under Article { $article }
request-lede-asked = Asked for { $time } more, until { $until }.
request-lede-not-told = How much time was asked for is not on record.
request-lede-on-time = The request came in time.
request-lede-late = The request came after the last day in time, and is considered all the same.
request-lede-time-none = The text sets no time by which it had to come.
request-lede-time-open = Whether it came in time cannot be told.
request-lede-granted = More time was granted until { $until }.
request-lede-granted-shorter = Less was granted: until { $until }.
request-lede-refused = More time was refused.
request-lede-named = A source names { $until } as the deadline; the decision behind it is not on record.
request-lede-not-on-record = No decision is on record.

request-dates = To the meeting
request-dates-note = A month or a year stands at its first day.
request-dates-scroll = The days of the request, scrolls sideways
request-point = { $what } { $day }
request-point-received = received
request-point-submitted = submitted
request-point-also = also dated
request-point-last-day = last day in time
request-point-opens = { $meeting } opens
request-point-in-force = day in force
request-point-decided = decided
request-point-until = asked until

request-asked-and-needed = Asked and needed
request-asked-and-needed-scroll = Years asked and years needed, scrolls sideways
request-strictly = { $rule }: never more than the years strictly necessary. No machine decides what that is.
request-no-single-number = No single number is the answer. The register shows the arithmetic and leaves the word “necessary” to the meeting.
request-asked = Asked
request-most = the most that one request may ask
request-year = { $n } year
request-years = { $n } years
request-years-range = { $least } to { $most } years
request-years-or-no-end = { $least } years or more, with no end by one reckoning
request-no-end = no end
request-no-end-told = no end: nothing was done in these years
request-not-assessable = not assessable
request-left = What was left:
request-left-of = figure of
request-left-stated = as the request states it,
request-as-known = Figures count here that were known by { $day }, when the request was weighed.
request-left-old = The figure of what was left is more than two years older.
request-why-neither = Not assessable: neither what was left nor any pace is on record for that time.
request-why-remaining = Not assessable: what was left is not on record for that time.
request-why-pace = Not assessable: no pace of a whole year is on record for that time.
request-pace-of-year = At the pace of { $year }
request-pace-median = At the median of { $years }
request-pace-mean = At the mean of { $years }
request-pace-planned = Reckoned with { $amount } a year
request-pace-planned-day = As planned, to a stated day
request-arithmetic = The arithmetic
request-way = Way of reckoning
request-a-year = In a year
request-years-column = Years
request-questions = Questions a person may want to ask
request-flag-asked-the-most = Exactly the most that the text allows at a time was asked for. Is every year needed?
request-flag-over-the-most = More was asked for ({ $asked }) than the text allows at a time.
request-flag-more-than-planned = More was asked for ({ $asked }) than the pace planned needs. What are the other years for?
request-flag-less-than-reckoned = By every reckoning on record the work takes longer ({ $needed }) than what was asked for ({ $asked }). Will a further request follow, or does the plan say how the pace rises?
request-flag-no-yearly-targets = A source says that the request sets no targets for each year.
request-flag-faster-without-funding = The pace planned is more than twice the one observed, and a source says that no new funding is in sight.

request-tests = Formal tests
request-tests-note = Days and lengths beside the text.
request-test = Test
request-result = Result
request-reckoning = Reckoning
request-test-time = Nine months before the meeting
request-test-expiry = Before the day in force has passed
request-test-length = Not longer than { $most }
request-test-necessary = Not longer than strictly necessary
request-test-number = First or further request
request-on-time = on time, { $days } to spare
request-late = { $days } late
request-timing-none = no time is set
request-timing-open = not established
request-yes = yes
request-no = no
request-yes-the-most = yes, exactly the most
request-for-people = for people to judge
request-reckoned-no-time = { $meeting } opens { $opens }; the text sets no time before it.
request-reckoned-time = { $meeting } opens { $opens }, so by { $last }.
request-received-on = Received { $day }.
request-submitted-on = Submitted { $day }.
request-submitted-in = No day of submission is on record; only { $day }.
request-also-on = Also dated { $day }.
request-no-submission = No day of submission is on record.
request-no-meeting = No meeting after the request is on record.
request-next-meeting = It is the next meeting after the request; no analysis and no decision on its days is on record.
request-otherwise = Counted from the day first set, the last day is { $day }, and the answer is another (AMB-16).
request-late-considered = A late request is considered all the same.
request-in-force = Day in force:
request-no-day-in-force = The day in force is not known.
request-until-not-on-record = Until when more time was asked for is not on record.
request-until-differs = Another source has { $day } ({ $source }).
request-from-to = { $from } to { $until }: { $asked }.
request-necessary-not-assessable = The years needed cannot be reckoned from what is on record.
request-necessary-more = More was asked for than the pace planned needs; see the range above.
request-necessary-less = Less was asked for than by any reckoning on record; see the range above.
request-necessary-no-end = At the pace on record the work has no end; see above.
request-necessary-range = See the range above.
request-first = first on record
request-further = number { $n } on record
request-number-note = An earlier request that no source on record tells of is not counted.

request-complete = Completeness
request-complete-note = A person ticks these on reading the request; the register never guesses. { $n } of { $of } answered by what is on record.
request-answered-of = { $n } of { $of }
request-said-to-lack = said to lack { $items }
request-called-incomplete = called incomplete by a source
request-item = Item
request-mark-costed-plan = Action 20
request-mark-risk-education = Proposed
request-mark-exceptional-circumstances = 3(3)
request-what = What it asks
request-in-it = In the request
request-read = What was read
request-found = answered
request-lacking = said to lack
request-beyond = Beyond the text
request-beyond-note = Not items of the treaty text. A costed yearly plan is a commitment of action 20 of the Lausanne Action Plan; a risk education plan was proposed in 2020; exceptional circumstances are asked of a further request under Article 3(3), and people judge them (AMB-19).
request-item-ccm-3-4-a = how long
request-item-ccm-3-4-b = why, with the money and means there are or that are needed, and exceptional circumstances where they apply
request-item-ccm-3-4-c = the plan: how and when destruction will be finished
request-item-ccm-3-4-d = what was held at entry into force, and found since
request-item-ccm-3-4-e = what was destroyed in the eight years
request-item-ccm-3-4-f = what remains, and how much will be destroyed each year
request-item-ccm-4-6-a = how long
request-item-ccm-4-6-b = why, with the money and means there are and that are needed
request-item-ccm-4-6-c = what was done, and how the work to come is prepared
request-item-ccm-4-6-d = the land with remnants at entry into force, and found since
request-item-ccm-4-6-e = the land cleared since
request-item-ccm-4-6-f = the land that remains
request-item-ccm-4-6-g = what stood in the way and may do so again
request-item-ccm-4-6-h = what it means for people, society, economy and environment
request-item-ccm-4-6-i = anything else that matters
request-item-ccm-4-8 = what was done in the extension before
request-item-ccm-request-costed-plan = a detailed plan for several years, with its costs
request-item-ccm-request-risk-education = a plan for risk education
request-item-ccm-request-exceptional-circumstances = exceptional circumstances stated

request-decision = Decision
request-decision-note = A decision counts from its own day, however it was taken (AMB-04). The days between stay in the history.
request-decision-granted = granted
request-decision-granted-shorter = granted, for less
request-decision-refused = refused
request-decision-named = later deadline named
request-decision-not-on-record = not on record
request-decided-until = Deadline moved to
request-named-until = Deadline named
request-decided-on = Decided
request-modality = How
request-modality-at-meeting = on the days of { $meeting }
request-modality-between-meetings = on no day of a meeting
request-gap = Passed undecided
request-gap-closed = after the day in force, from { $from } to the day before the decision
request-gap-named = after the day in force, from { $from } to some day before the source that names the later deadline
request-gap-goes-on = since { $from }, and no decision is on record yet

request-earlier = Earlier requests
request-earlier-note = Under the same article, newest first, as known on { $day }.
request-earlier-none = It is the first request on record under this article.
request-earlier-years = Years asked: place { $place } of { $of }, the longest first; the median of the earlier ones is { $median }.
request-earlier-items = Items answered by what is on record: place { $place } of { $of }; the median of the earlier ones is { $median }.
request-earlier-time = Of the { $n } earlier, { $ontime } came in time and { $late } late; of { $open } it cannot be told.
request-earlier-decisions = { $granted } were granted, { $shorter } for less than asked, { $refused } refused; of { $named } a later deadline is named without its decision; on { $none } nothing is on record.

request-beside = Laid beside the text:

request-said = Who said what
request-said-note = Our own summaries, not quotations, in the order of days.

missing-request = There is no request for more time “{ $name }” on these days. Requests are named by State, article and year, e.g. deu-4-2019.
