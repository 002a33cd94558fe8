# Universalization: States Parties against what they set themselves, and the States outside.

universalization-title = Universalization
universalization-lede = { $parties } States Parties on { $day }. { $signatories ->
    [one] One State has
   *[other] { $signatories } States have
  } signed and not yet joined, { $others } have done neither{ $former ->
    [0] .
    [one] , and one withdrew.
   *[other] , and { $former } withdrew.
  }

universalization-targets = What was set
universalization-targets-note = Numbers that States Parties set themselves, counted by deposit as the depositary does, less withdrawals in effect. They bind nobody.
universalization-set = What was set
universalization-by = By
universalization-count = Counted
universalization-short = Short by
universalization-new-parties = New parties
universalization-counted-on = on { $day }
universalization-reached = reached
universalization-was-short = { $n } short
universalization-is-short = { $n } to go
universalization-after = after { $day }

universalization-chart = States Parties by the end of each year
universalization-chart-said = States Parties: { $from } on { $first }, { $to } on { $last }.
universalization-chart-now = { $n } parties
universalization-chart-target = { $n } by { $by }
universalization-same-table = The same as a table
universalization-day = Day
universalization-parties = States Parties
universalization-change = Change
universalization-size = Size

universalization-new = New parties since
universalization-new-note = States whose consent was deposited after a day, or after the closing day of a meeting, and which are parties on the day of this page.
universalization-since = A day, or a meeting
universalization-since-do = Count
universalization-since-clear = Clear
universalization-since-none = Write a day, such as 2016-10-03, or a meeting, such as 1RC.
universalization-since-unread = “{ $text }” is neither a day nor a meeting known by the day of this page. Write a day, such as 2016-10-03, or the short name of a meeting, such as 1RC.
universalization-since-day = { $n ->
    [0] Nobody became a party after { $since } and by { $on }.
    [one] One State became a party after { $since } and by { $on }: { $names }.
   *[other] { $n } States became parties after { $since } and by { $on }: { $names }.
  }
universalization-since-meeting = { $n ->
    [0] Nobody became a party after { $meeting } closed on { $since } and by { $on }.
    [one] One State became a party after { $meeting } closed on { $since } and by { $on }: { $names }.
   *[other] { $n } States became parties after { $meeting } closed on { $since } and by { $on }: { $names }.
  }

universalization-next = Whom to speak with next
universalization-next-note = A suggestion to people, from the weights below and what is on record. It is no ranking of merit. A yes gives points or takes some; unknown gives none and is named. Equals stand by name.
universalization-next-nobody = No State outside is in this choice.
universalization-next-more = { $n ->
    [one] One more State
   *[other] { $n } more States
  }
universalization-points = Points
universalization-yes = What gives or takes them
universalization-unknown = Unknown
universalization-otherwise = sources differ
universalization-sources = { $n } sources
universalization-neighbours-of = { $n } of { $of } others in { $region }
universalization-votes-of = { $n } of { $of } on record
universalization-filter = Which States
universalization-filter-group = Regional group
universalization-filter-region = Region
universalization-all-groups = All groups
universalization-all-regions = All regions

universalization-weights = The weights
universalization-weights-note = They stand in the book. Whoever reads them otherwise writes other numbers there, and the order follows.
universalization-factor = Factor
universalization-means = What a yes means
universalization-states = States
universalization-answer = Answer
universalization-rests = Rests on
universalization-sum = Together

universalization-outside = What is on record
universalization-outside-note = Each State outside, with what sources say: one row of each kind, the latest. Nothing on record is not the same as nothing.
universalization-signed = { $n ->
    [one] One State has signed and not yet joined
   *[other] { $n } States have signed and not yet joined
  }
universalization-former = { $n ->
    [one] One State withdrew
   *[other] { $n } States withdrew
  }
universalization-neither = { $n ->
    [one] One State has neither signed nor joined
   *[other] { $n } States have neither signed nor joined
  }
universalization-neither-show = Show them, by region
universalization-signed-on = signed
universalization-votes = Votes
universalization-elsewhere = Other treaty
universalization-near = Neighbours that are parties
universalization-record = On record
universalization-no-row = no row
universalization-casualties = { $n ->
    [one] one row about casualties
   *[other] { $n } rows about casualties
  }
universalization-nothing = nothing on record

factor-signed = has signed
factor-step = took a step towards consent
factor-every-vote = always voted for
factor-last-vote = last voted for
factor-against = voted against
factor-mine-ban = party to the Mine Ban Treaty
factor-neighbours = neighbours are parties
factor-moratorium = declared a moratorium
factor-no-production = does not produce
factor-stocks = said to hold stocks
factor-use = reported use

answer-yes = yes
answer-no = no
answer-unknown = unknown

dossier-title = { $state }: for a visit
dossier-lede = { $state } and the { $treaty } on { $day }: { $status }.
dossier-claims = What follows is what sources say, each with its source. A report is a claim by whoever made it.
dossier-state = Its duties and what it did are on its own page.
dossier-status = Where it stands
dossier-status-note = Its acts towards this treaty, and what it is to the others.
dossier-points = Points, one by one
dossier-points-note = Each factor of the book with its answer and what it rests on. A suggestion to people.
dossier-votes = Votes on the Convention
dossier-votes-note = Resolutions of the General Assembly on the Convention. No row means absent, not voting, or lost; never an abstention.
dossier-all-votes = Every vote of every State
dossier-steps = Steps and words about joining
dossier-moratorium = Moratoria
dossier-production = Production
dossier-stocks = Stocks
dossier-transfer = Transfers
dossier-use = Use, as reported, alleged or denied
dossier-condemned = Use it condemned
dossier-views = How it reads the treaty
dossier-casualties = Casualties
dossier-neighbours = Neighbours
dossier-neighbours-note = The other States of its sub-region, as the United Nations divide the world for statistics.
dossier-near-parties = { $n ->
    [one] One is a State Party
   *[other] { $n } are States Parties
  }
dossier-near-others = { $n ->
    [one] One is outside
   *[other] { $n } are outside
  }
