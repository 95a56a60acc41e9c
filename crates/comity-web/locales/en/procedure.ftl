# Words of the pages: procedure.

# Things one can point at.
place-gone = { $name } (no longer in the text)
place-proposal = Proposal { $id }
place-contribution = Input { $id }
place-statement = Statement { $id }
place-entry = Entry { $number }
place-citation = Entry { $entry } of { $origin }
place-call = Call { $id }
place-objection = Objection { $id }
place-unknown-party = A delegation that the record does not know
speaks-for = on behalf of
list-sign = ,
unlabelled-title = Title
unlabelled-heading = Heading
unlabelled-preambular = Preambular paragraph
unlabelled-operative = Operative paragraph
unlabelled-article = Article
unlabelled-paragraph = Paragraph
unlabelled-item = Item
unlabelled-annex = Annex
unlabelled-cell = Cell
unlabelled-footnote = Note

# Fields and lists.
field-title = Title
field-language = Language, as a tag such as en or ar
field-behalf = In whose name
behalf-own = Our own
field-reason = Why
field-reason-optional = Why, if you wish to say
field-remedy = A text that would clear it
field-kind = Kind
filter-all = All
filter-constituency = Constituency
filter-delegation = Delegation
filter-undisposed = Only those with passages that wait for an answer
filter-apply = Show
list-more = More
table-constituency = Constituency
table-contributions = Inputs
table-passages = Passages
links-provisions = Provisions
links-proposals = Proposals
not-at-this-stage = Not at this stage: the modalities open it at another one. What you write here stays in the form.
draft-save = Save draft
draft-kept = This is the draft that you saved. Nobody else has seen it.
faster-title = Somebody was faster

# What waits.
waiting-title = What needs you
waiting-none = Nothing waits for you.
waiting-until = until
waiting-silence = { $name }: silence means that you go along
waiting-silence-unseen = { $name }: a silence procedure that your delegation has not seen yet
waiting-repair = { $name }: changes of your proposal found no place in the new text
waiting-join-anew = { $name }: a proposal that you sponsored was revised; join it anew if you still stand behind it
waiting-validate = Is your proposal { $name } reflected in what consolidates it?
waiting-answered = Your objection to { $name } was answered
waiting-answered-changed = What your objection to { $name } is on has changed
waiting-lapsed = Your position on { $name } lapsed with its text
waiting-carried = { $name } was said in your name. Did you say so?
waiting-unanswered = An objection to { $name } waits for an answer
waiting-undisposed = { $count ->
    [one] { $name }: { $count } passage waits for a disposition
   *[other] { $name }: { $count } passages wait for a disposition
}
waiting-close = { $name } is an explicit call that you can close
waiting-contested = The accreditation of { $name } is contested
waiting-stale = { $count ->
    [one] { $name }: { $count } provision is behind the text
   *[other] { $name }: { $count } provisions are behind the text
}
waiting-first-text = No text has been tabled yet
waiting-adoption = Everything is agreed: the text can be adopted
waiting-stage = The next stage is { $name }

# Contributions.
inputs-title = Inputs
inputs-what = Every written input, in the order in which it came, and what became of each of its passages.
inputs-send = Send an input
inputs-dispose-next = Go through the passages that wait
inputs-by-constituency = By constituency
inputs-count = { $count ->
    [0] No inputs
    [one] { $count } input
   *[other] { $count } inputs
}
inputs-none = There is none of these.
inputs-passages = { $count ->
    [one] { $count } passage
   *[other] { $count } passages
}
disposition-taken-up = Taken up
disposition-taken-up-in-part = Taken up in part
disposition-noted = Noted
disposition-not-taken-up = Not taken up
disposition-none = Not answered yet
passage-on = On
passage-seen-in = To be seen in
contribution-became = What became of each passage
carriage-title = Said in your name
carriage-unconfirmed = Carried for an organisation, which has not said whether it said so
carriage-confirmed = Carried for an organisation, which confirms it
carriage-contested = Carried for an organisation, which contests it
carriage-ask = This was said in the name of your organisation.
carriage-confirm = We confirm it
carriage-contest = We contest it
carriage-contest-send = Contest it
carriage-back = Back
send-title = Send an input
send-what = Each passage gets an answer of its own: what became of it, why, and where that can be seen.
send-later = Inputs are not open at this stage. You can write, and keep a draft.
send-passage = Passage { $number }
send-words = What it says
send-on = On which provision, if on one
send-on-nothing = None in particular
send-add = Add a passage
send-from-file = From a file
send-file = A document (.docx, .md or .txt)
send-read = Read it into passages
send-send = Send
dispose-title = Say what became of it
dispose-again = Say it anew
dispose-what = What became of it
dispose-link = Where that can be seen
dispose-choose = Choose
dispose-entry = Or the number of an entry of the record
dispose-send = Record it
dispose-and-next = Record it and go on to the next
dispose-skip = Leave it and go on to the next
faster-dispose = What stands now is above; what you wrote is below. Send it again to say it anew.
problem-no-link = Nothing is named where it can be seen
    .do = Choose a provision or a proposal, or name an entry of the record.

# The ledger.
ledger-title = Objections
ledger-what = Every objection with its reason, the text that would clear it, the answers to it, and where it stands. Objections are answered, not counted.
ledger-raised = Raised
ledger-open = Not ended
ledger-count = { $open } of { $all } not ended
ledger-show-open = Only those that have not ended
ledger-show-all = All
ledger-none = There is none.
objection-title = Objection { $id }
objection-to = to
objection-broke = by breaking the silence of
objection-open = Open
objection-addressed = Answered
objection-sustained = Sustained
objection-accommodated = Accommodated
objection-withdrawn = Withdrawn
objection-reason = Reason
objection-remedy = Would be cleared by
objection-answer = Answer of the chair
objection-why-sustained = Why it is sustained
objection-why-accommodated = Why it ended
objection-why-withdrawn = Why it ended
objection-text-changed = The text has changed since it was raised or last sustained.
objection-in-the-way = It stands in the way of agreement.
answer-title = Answer
answer-words = The chair’s answer
answer-send = Answer
end-title = End your objection
end-how = How it ends
ending-accommodated = Accommodated: the text now meets it
ending-withdrawn = Withdrawn: it is not upheld
end-send = End it
sustain-title = Sustain your objection
sustain-send = Sustain it

# Calls.
calls-title = Calls
calls-what = Tests of consensus. A silence procedure asks until its deadline; whoever is silent goes along.
calls-open = Open
calls-open-none = No call is open.
calls-ended = Ended
calls-ended-none = No call has ended yet.
call-title = Call { $id }
call-asks-whole = Adoption of the whole text ({ $number ->
    [0] zero draft
   *[other] rev.{ $number }
})
call-asks-modalities = Other modalities
call-kind-explicit = Explicit call
call-kind-silence = Silence procedure
call-waits = Opens later
call-open = Open
call-agreed = Agreed
call-part = Agreed in part
call-none = Not agreed
call-cancelled = Cancelled
call-opens = Opens
call-opened = Opened
call-closes = Closes
call-deadline = Deadline
call-breaks = { $count ->
    [one] Broken by { $count } delegation
   *[other] Broken by { $count } delegations
}
call-again-of = Issued again after
left-minutes = { $minutes ->
    [one] { $minutes } minute left
   *[other] { $minutes } minutes left
}
left-hours = { $hours ->
    [one] { $hours } hour left
   *[other] { $hours } hours left
}
left-days = { $days ->
    [one] { $days } day left
   *[other] { $days } days left
}
left-days-hours = { $days ->
    [one] { $days } day
   *[other] { $days } days
} and { $hours ->
    [one] { $hours } hour
   *[other] { $hours } hours
} left
call-outcome = Outcome
call-agreed-on = Agreed:
call-not-agreed-on = Not agreed:
call-reissue = Issue it again
call-explicit-how = This call has no silence to break. Whoever does not agree objects to the provision.
call-broken-by = Who has broken the silence
call-broken-by-none = Nobody.
call-broke = broke the silence
call-asked-words = What is asked, in the words of the call
call-whole-show = { $count ->
    [one] { $count } provision
   *[other] All { $count } provisions
}
call-words-changed = The text says something else now.
call-objected-by = Objected to by
lift-title = Lift your break
lift-send = Lift it
break-title = Break the silence
break-what = A break names the provisions it is about, says why, and gives a text that would clear it.
break-provisions = Provisions
break-send = Break the silence
call-end-title = End the call
call-close-what = The outcome follows from the ledger and is recorded when you close it.
call-close-send = Close it and state the outcome
call-cancel-title = Take it back
call-cancel-send = Cancel the call
call-heard = Seen by { $seen } of { $asked } delegations
call-seen = Seen
call-seen-of = { $seen } of { $asked }
call-has-seen = seen
call-not-seen = not seen yet
call-otherwise = What would be otherwise
call-otherwise-member = Rule
call-otherwise-now = In force until then
call-otherwise-then = If nobody objects
call-otherwise-whole = The modalities that are asked for, whole
open-call-title = Open a call
open-call-what = A silence procedure lasts { $hours } hours at least; issued again after a break, { $again }.
open-call-again = This issues { $id } again, after it was broken.
open-call-blocked = { $count ->
    [one] { $count } provision cannot be called: an objection to it has not been answered.
   *[other] { $count } provisions cannot be called: objections to them have not been answered.
}
open-call-kind = How it is answered
open-call-until = How long
open-call-hours = Hours of silence
open-call-closes = Or until a moment of your own clock
open-call-asks = What it asks
open-call-provisions = The provisions that are ticked below
open-call-whole = Adoption of the whole text ({ $number ->
    [0] zero draft
   *[other] rev.{ $number }
})
open-call-whole-later = (at the stage of finalisation)
open-call-modalities = Other modalities, as they are written below
open-call-modalities-write = The modalities, to be written otherwise
open-call-modalities-text = Write them as they should be. They are asked for at least as long as a silence, and hold when the call ends with consensus.
open-call-modalities-same = These are the modalities that are in force
    .do = Write what is to be otherwise, and send it again.
open-call-send = Open the call
provision-open = Open
provision-called = Under a call
provision-agreed = Agreed ad referendum
provision-proposals = { $count ->
    [one] { $count } live proposal
   *[other] { $count } live proposals
}
provision-unanswered = Not answered:
provision-in-the-way = In the way:
problem-no-moment = The time at which it closes could not be read
    .do = Write it as a date and a time of day, or give hours instead.
problem-no-hours = The number of hours could not be read
    .do = Write a whole number.

# Statements.
statements-title = Statements
statements-what = Explanations of position, reservations, dissociations and replies, in the words of those who made them.
statements-none = Nobody has made a statement yet.
statement-general = General statement
statement-explanation-of-position = Explanation of position
statement-reservation = Reservation
statement-dissociation = Dissociation
statement-right-of-reply = Right of reply
statement-on = on
statement-reply = Reply
make-statement-title = Make a statement
make-statement-what = A statement stands on the record in your words. An explanation, a reservation or a dissociation names what it is about.
make-statement-words = What you wish to say
make-statement-on = What it is about
make-statement-send = Make the statement

# The chair and the secretariat.
chair-title = Chair and secretariat
chair-what = What waits for you, and the acts that move the whole negotiation.
chair-no-text = No text has been tabled yet; it is tabled at the stages of drafting and readings.
chair-to-carry = { $count ->
    [0] No proposals stand to be accepted.
    [one] { $count } proposal stands to be accepted.
   *[other] { $count } proposals stand to be accepted.
}
chair-revise-later = The next revision is tabled at the stages of readings and finalisation.
chair-translate = Translate into { $language }
chair-stage = Stage
chair-stage-now = The negotiation is at:
chair-stage-open = Open the stage “{ $stage }”
chair-stage-back = Go back to an earlier stage
chair-stage-back-send = Go back
adopt-title = Adoption
adopt-free = Every provision is agreed and nothing stands in the way.
adopt-send = Adopt the text ({ $number ->
    [0] zero draft
   *[other] rev.{ $number }
})
adopt-in-the-way = { $count ->
    [0] Nothing of the text is in the way.
    [one] { $count } provision is still in the way.
   *[other] { $count } provisions are still in the way.
}
adopt-calls = Open calls:
adopt-not-agreed = Not agreed
adopt-later = The text is adopted at the stage of finalisation.
reopen-title = Reopen a provision
reopen-which = Which one
reopen-send = Reopen it
close-title = End without agreement
close-what = Close the negotiation without agreement
close-send = Close without agreement
table-title = Table the first text
table-what = Paste the text or choose a file. You see what was read before it is tabled; it is tabled once.
table-words = The text, as Markdown or as plain paragraphs
table-file = Or a document (.docx, .md or .txt)
table-look = See how it is read
table-send = Table it
table-read = { $count ->
    [one] { $count } provision was read
   *[other] { $count } provisions were read
}
translate-title = Translation
translate-behind = { $count ->
    [0] No provision is behind the text.
    [one] { $count } provision is behind the text.
   *[other] { $count } provisions are behind the text.
}
translate-whole = The translation is of the text that stands.
translate-show-all = Show all provisions
translate-words = { $name } in this language
translate-still = It is still right for the new text
translate-send = Record the translations
translation-missing = Missing
translation-stale = Of an earlier text
translation-current = Of the text that stands
revision-title = Table the next revision
revision-what = It is made from the proposals to { $number ->
    [0] the zero draft
   *[other] rev.{ $number }
}. Choose whole proposals or single changes; then see what would come of it for everybody.
revision-none = No proposals stand to be accepted.
revision-whole = Whole proposals
revision-single = Single changes, provision by provision
revision-changes = { $count ->
    [one] { $count } change
   *[other] { $count } changes
}
revision-excludes = Excludes
revision-look = See what would come of it
revision-look-again = See it anew
revision-reason = Why these
revision-send = Table the revision
revision-unseen = This is not what you looked at
    .do = A proposal has been given other words, or you have chosen otherwise since. What would be tabled now is below: look at it, and table it if it is what you mean.
faster-revision = Another revision has been tabled since this page was made. Your choice is kept where it still stands; look at it again before you table it.
support-sponsors = sponsor it,
support-along = go along,
support-object = object
kind-of-add = ADD
kind-of-mod = MOD
kind-of-sup = SUP
kind-of-move = MOVE
kind-of-noc = NOC
preview-of-choice = What would come of it
preview-excluded = These exclude each other; choose one of them:
preview-against = against
preview-does-not-fit = These changes do not go together.
preview-of-nothing = Nothing is chosen that would change the text.
preview-fates = What becomes of every proposal
fate-accepted = Accepted
fate-carried = Carried
fate-satisfied = Satisfied
fate-conflicting = Conflicting
fate-orphaned = Orphaned
orphan-suppressed = The provision is suppressed.
orphan-container-suppressed = The provision that was to contain it is suppressed.
orphan-join-target-suppressed = The provision that was to take its words up is suppressed.
orphan-dependent = Another change of the same proposal, which it needs, is not carried.
translate-turn = What is not sent is lost when the page is turned.
