# The norm beyond the parties: use, casualties, votes, producers and stockpiles outside, as sources tell it.

norm-title = The norm
norm-lede = What sources say, on { $day }, of use, casualties, votes in the General Assembly, and of production, stocks and transfers outside the Convention.
norm-claims = Every report here is a claim by its source. “Reported use” means that a source reports it; “alleged” that it could not confirm it. A denial stands beside what it denies. Nothing on record is not the same as nothing.
norm-nothing = Nothing is on record by this day.

norm-use = Use
norm-use-note = By episode, the latest first. An episode is the register’s name for a place and a time; the days are those of which its sources speak. Each word in a row is said by the source behind it.
norm-use-more = { $n ->
    [one] One more episode
   *[other] { $n } more episodes
  }
norm-use-general = { $n ->
    [one] One statement about use in general
   *[other] { $n } statements about use in general
  }
norm-episode = Where, when
norm-reported = Reported use by
norm-alleged = Alleged, not confirmed
norm-denied = Denied by
norm-condemned = Condemned by
norm-no-territory = No State named as the place
norm-no-day = no day given
norm-by-others = not by a State, or by nobody named
norm-according = according to
norm-statements = { $n ->
    [one] What the source says
   *[other] What { $n } sources say
  }
norm-condemned-by = { $n ->
    [one] one State
   *[other] { $n } States
  }

norm-casualties = Casualties
norm-casualties-note = The figure used for a period is the one of the higher rank, then of the later publication. Every other figure published for the same period stands beside it. Figures of different scopes are never added.
norm-world = The world
norm-by-state = { $n ->
    [one] One State with figures
   *[other] { $n } States with figures
  }
norm-by-state-show = Show them, by State and year
norm-scopes = Casualties of cluster munitions and casualties of all mines and remnants together are two scopes. A year without a row is a year nobody is on record for, not a year without casualties.
norm-scope = Scope
norm-scope-cluster-munition = of cluster munitions
norm-scope-all-ordnance = of all mines and remnants
norm-period = Year
norm-figure = Figure used
norm-size = Size
norm-beside = Beside it
norm-revised = another figure was published
norm-unit-casualties = { $n } casualties
norm-unit-killed = { $n } killed
norm-unit-injured = { $n } injured
norm-unit-attacks = { $n } in attacks
norm-unit-remnants = { $n } from remnants
norm-unit-children = { $n } children
norm-unit-adults = { $n } adults
norm-unit-women = { $n } women
norm-unit-men = { $n } men
norm-unit-civilians = { $n } civilians
norm-unit-percent = { $n } %
norm-unit-states = { $n } States
norm-unit-reports = { $n } reports
norm-unit-days = { $n } days
norm-unit-yes = { $n } yes
norm-unit-no = { $n } no
norm-unit-abstained = { $n } abstained
norm-unit-CHF = { $n } Swiss francs

norm-shares = Shares
norm-shares-note = The part of a State in a world total, only where both count the same thing for the same years, of the same edition where there is one. Both numbers are shown.
norm-mixed = of different editions
norm-shares-none = No share is derivable from what is on record.
norm-window = Years
norm-share = Share
norm-part = Of the State
norm-whole = Of the world
norm-percent = { $n } %
norm-not-derivable = not derivable
norm-not-derivable-n = { $n ->
    [one] One share is not derivable
   *[other] { $n } shares are not derivable
  }
norm-why = Why
norm-missing-years-without-figure = some years of the window have no figure for the State
norm-missing-different-counts = the State’s figure and the world’s count different things, or one is not an exact number

norm-votes = Votes
norm-votes-note = Totals counted from the votes on record beside every printed total. A State without a row was absent, did not vote, or its row was lost: never an abstention.
norm-votes-all = Every vote of every State
norm-about-treaty = Resolutions on the Convention
norm-about-treaty-note = Those that the book names as being about the Convention itself.
norm-others = Other resolutions that speak of cluster munitions
norm-others-note = Resolutions on other matters that speak of cluster munitions.
norm-resolution = Resolution
norm-day = Day
norm-vote = Vote
norm-counted = Counted
norm-printed = Printed
norm-no-or-abstained = Against, abstained
norm-counts = { $yes } yes, { $no } no, { $abstained } abstained
norm-yes = { $n } yes
norm-no = { $n } no
norm-abstained = { $n } abstained
norm-word-yes = yes
norm-word-no = no
norm-word-abstained = abstained
norm-differs = { $vote }: { $printed } printed, { $counted } counted
norm-without-vote = adopted, no totals printed
norm-no-row = no row: absent, not voting, or lost
norm-no-row-short = no row
norm-no-votes-held = no vote of any State is on record

norm-votes-title = Votes in the General Assembly
norm-votes-lede = Resolutions on the Convention, and others that speak of cluster munitions: how each State voted, as far as its vote is on record.
norm-votes-missing = “No row” means absent, not voting, or lost. It is never an abstention.
norm-minority = Against or abstaining
norm-minority-n = { $n } States voted against or abstained at least once in { $of } resolutions
norm-every-state = Every State

norm-outside = Outside the Convention
norm-outside-note = States that are no party on the day and that a source names, the source used first. A list is what one source named at one time; lists differ in what they count.
norm-outside-production = Production
norm-outside-production-n = { $n ->
    [one] One State outside is said to produce, or to keep the right to.
   *[other] { $n } States outside are said to produce, or to keep the right to.
  }
norm-outside-stocks = Stocks
norm-outside-stocks-n = { $n ->
    [one] One State outside is said to hold stocks.
   *[other] { $n } States outside are said to hold stocks.
  }
norm-outside-transfer = Transfers
norm-outside-transfer-n = { $n ->
    [one] One State outside is said to have transferred or received, at some time.
   *[other] { $n } States outside are said to have transferred or received, at some time.
  }
norm-outside-who = Who, according to whom
norm-says = What is said
norm-lists = Lists, in the order of their days
norm-listed = Named
norm-joined-since = Parties on this day
norm-still-outside = Outside on this day
norm-printed-figures = Numbers that sources print for the world:
figure-producers-ever = States that ever produced
figure-producers-outside = producers outside
figure-stockpilers-ever = States that ever held stocks
figure-stockpilers-outside = States outside with stocks
