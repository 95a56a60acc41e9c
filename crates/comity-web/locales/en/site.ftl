skip = Skip to the page
sign-in = Sign in
sign-out = Sign out
outbox-title = Outbox
nav-negotiation = Negotiation
nav-person = You
nav-language = Language
nav-overview = Overview
nav-text = Text
nav-compilation = Compilation
nav-contributions = Inputs
nav-ledger = Objections
nav-calls = Calls
nav-delegations = Delegations
nav-record = Record
stage-label = Where the negotiation stands
stage-modalities = Modalities
stage-inputs = Call for inputs
stage-drafting = Drafting
stage-readings = Readings
stage-finalisation = Finalisation
stage-adopted = Adopted
stage-closed = Closed without agreement
stage-implementation = Implementation
stage-revision = { $number ->
    [0] Zero draft
   *[other] rev.{ $number }
}
stage-agreed = { $agreed } of { $all } provisions agreed
stage-objections = { $count ->
    [one] { $count } objection
   *[other] { $count } objections
}
stage-silence = Silence ends
acts-for = You act for { $name }
capacity-chair = the chair
capacity-secretariat = the secretariat
foot-record = Everything that is said here is kept in a public record that anyone can replay and verify.
home-title = Negotiations
home-what = Many parties write one text together, in the open and on equal footing, until they can all live with it.
home-delegations = { $count ->
    [one] { $count } delegation
   *[other] { $count } delegations
}
home-entries = { $count ->
    [one] { $count } entry in the record
   *[other] { $count } entries in the record
}
home-empty = No negotiation is open here yet.
overview-title = Overview
time-day = { $day } { $month } { $year }
time-minute = { $day } { $month } { $year }, { $clock } ({ $zone })
month-1 = January
month-2 = February
month-3 = March
month-4 = April
month-5 = May
month-6 = June
month-7 = July
month-8 = August
month-9 = September
month-10 = October
month-11 = November
month-12 = December
problem-not-found = There is no such page
    .do = Check the address, or begin at the front page.
problem-not-signed-in = Sign in first
    .do = This page is for people who take part. Everything else can be read without an account.
problem-not-allowed = This is not yours to do
    .do = Your capacity in this negotiation does not include it. The modalities say who may do it.
problem-foreign-form = The form was not taken
    .do = It came from another site, or the page was open since before you signed in. Go back, load the page anew, and send it again; what you typed is still in the form.
problem-too-large = This is too large
    .do = At most { $kilobytes } KB are taken at once. Go back, divide it, and send it in parts.
problem-too-slow = This took too long to arrive
    .do = Nothing was done. Go back and send it again; a file may be sent over a faster line, or in parts.
problem-too-often = Too many requests
    .do = Try again in { $seconds } seconds.
problem-link-is-over = This link no longer works
    .do = A link signs in once and for a short time. Ask for a new one.
problem-refused = The rules do not allow this now
    .do = Nothing has changed. The rule and the way on are below.
problem-not-understood = This could not be understood
    .do = Nothing has changed. Mend what is named here, and send it again.
problem-later = It could not be written
    .do = Nothing has changed. Send it again in a moment.
problem-uncertain = It may have been written
    .do = The answer was lost on its way, so nobody knows yet. Send it again in a moment: that is safe, for it is taken only once.
problem-typed = What you typed
problem-typed-what = It stands here so that you can copy it.
problem-typed-box = What you typed ({ $number })
problem-again = Send it again
problem-ours = Something is broken here
    .do = It is our fault, and nothing you did is lost that was confirmed. Those who run the site can find it by the number below.
words-withheld = [withheld]
problem-id = If you ask about this, name the number { $id }.
