# The page of all States.

states-title = States
states-lede = { $parties ->
    [one] { $parties } State Party
   *[other] { $parties } States Parties
  } to the { $treaty }{ $waiting ->
    [0] ,
   *[other] , for { $waiting } of which it is not yet in force,
  } { $signatories } signed and not yet joined, { $withdrawn } withdrawn, { $others } not joined: { $all } States in all.
states-caption = States: { $group }
states-status = Status
states-signed = Signed
states-consent = Deposited
states-in-force = In force since
states-duties = Duties
states-leaves = leaves { $day }
states-overdue = { $count } overdue
states-open = { $count } open
states-not-established = { $count } not established
states-nothing-open = nothing open
states-no-group = In no regional group
states-group-note = { $all ->
    [one] { $all } State
   *[other] { $all } States
  }: { $parties } consented, { $signatories } signed and not yet joined.
