# Readings of the law: which one is used, and what another one gives

reading-read-as = { $question } Read here as { $letter }: { $words }
readings-by = by
readings-due = due { $day }
readings-note = Read otherwise than by default:
readings-profile = profile { $name }
readings-default = Read by default
explanation-otherwise = By another reading:
explanation-otherwise-title = By another reading
explanation-otherwise-note = The same facts on the same days, with one open question of law read the other way. Which reading is right is not for a register to say.
explanation-as-read = As read here
explanation-read-as = { $id } read as { $letter }
explanation-nothing-owed = By this reading there is nothing to tell of.
law-computed = Findings are computed by { $letters }.
law-only-told = Told, not computed.
law-changes = { $count ->
    [0] It changes no finding of this day.
    [one] It changes one finding of this day.
   *[other] It changes { $count } findings of this day.
  }
law-read-as = Read everything by { $letter }
law-profiles = Profiles
law-profiles-note = Several choices under one name. What a profile does not name is read by default.
law-profile = Profile
law-choices = Choices
law-profile-all-default = every question by default
law-profile-read = Read everything by this profile
contested-title = Where readings of the law differ
contested-lede = { $count ->
    [0] On this day no finding depends on which reading of an open question of law is taken.
    [one] On this day one finding depends on which reading of an open question of law is taken.
   *[other] On this day { $count } findings depend on which reading of an open question of law is taken.
  } Both results stand side by side.
contested-read = As read here, { $letter }:
contested-other = The other reading, { $letter }:
contested-by = By { $letter }
contested-none = No finding of this day differs.
changes-contested = Readings differ, or no longer
changes-contested-note = It stands as it stood; what changed is whether another reading of the law gives another answer.
changes-contested-none = None.
changes-contested-no-longer = readings no longer differ
