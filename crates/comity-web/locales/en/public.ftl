# Words of the pages: public.
home-for = Comity is for everyone who has to agree on one text: governments, companies, civil society, engineers and scholars, who come in by the same door and have the same standing. Whoever only wants to follow needs no account, and whoever doubts can replay every step.
home-promises = What holds here
home-footing = Equal footing
    .why = One door, one form, one timer. No list is ordered by size or support.
home-lost = Nothing is lost
    .why = Every word that was tabled stays findable with its author, from the first input to the final text.
home-replay = Nobody has to be trusted
    .why = The record is public, only grows, and is signed. Anyone can replay it and get the same text.
home-consensus = Consensus through consultation
    .why = Objections are answered, not counted. A call closes when nobody is left unheard.
stages-label = Stages of the negotiation
step-done = Past:
step-now = Now:
step-ahead = To come:
open-title = What is open
open-nothing = No call is open and no deadline runs.
open-silence = Silence procedure
open-call = Call
open-on-whole = on the whole text
open-on-provisions = { $count ->
    [0] on the modalities
    [one] on { $count } provision
   *[other] on { $count } provisions
}
open-closes = closes
open-inputs = Inputs are called for: send one in
open-accreditation = Accreditation announced
open-proposals = { $count ->
    [one] { $count } proposal stands
   *[other] { $count } proposals stand
}
open-objections = { $count ->
    [one] { $count } objection has not ended
   *[other] { $count } objections have not ended
}
open-contributions = { $count ->
    [one] { $count } input, and what became of it
   *[other] { $count } inputs, and what became of them
}
agreed-title = What is agreed
agreed-sentence = { $agreed } of { $all } provisions are agreed ad referendum.
agreed-read = Read the text
agreed-adopted = The text is adopted: read it
agreed-no-text = No text has been tabled yet.
mark-agreed = agreed
mark-called = under a call
mark-open = open
recent-title = What was done last
recent-all = The whole record
heard-title = Who is heard
heard-note = Of each constituency, how many have taken part in which way. A full bar: all of them.
heard-table = As a table
heard-caption = Who is heard, by constituency
heard-constituency = Constituency
heard-all = All
heard-inputs = Inputs
heard-proposals = Proposals
heard-positions = Positions
heard-statements = Statements
constituency-government = Governments
constituency-intergovernmental = Intergovernmental
constituency-private-sector = Private sector
constituency-civil-society = Civil society
constituency-technical-community = Technical community
constituency-academia = Academia
record-lead = Every act, in the order in which it was taken. Nothing is ever removed or changed.
record-head = Where the record stands
record-entries = Entries
record-origin = Name of the log
record-key = Key of the log
record-bundle = Download the record
record-checkpoint = Checkpoint
record-acts = Acts, the last one first
record-pages = More entries
record-newer = Newer
record-older = Older
record-signed = signed by the delegation
entry-title = Entry { $number }
entry-before = Entry { $number }, before it
entry-after = Entry { $number }, after it
entry-at = Taken
entry-signed = Signed
entry-by-delegation = by the delegation, with its own key
entry-by-server = not by the delegation; the signed head of the log attests it
entry-texts = Its texts
entry-texts-note = The entry holds only the names of texts: hashes, salted so that nobody can guess a text from its name. These are the texts.
entry-withheld = This text has been withheld by a recorded act. The entry stays as it was, and so does its hash.
entry-kept = The entry as it is kept
entry-kept-note = Only spaces and line ends were added, so that it can be read. The bytes themselves are below.
entry-proof = Download the proof
entry-bytes = Download the bytes
entry-how = The proof shows that exactly these bytes stand in the log, without anyone having to fetch the rest:
verify-title = How to verify
verify-lead = You need not believe this site. The record is replayed on your own machine: every act is decided again by the rules, and every hash is computed again. It needs no network.
verify-command = Command
verify-fetch = Fetch the record
verify-fetch-how = It is one archive with all entries, all texts and the signed head.
verify-key = Know the key
verify-key-how = This is the public key of the log. Take it once from a place that you trust, such as a circular of the secretariat, and keep it.
verify-run = Replay it
verify-run-how = The program answers line by line, and names the first entry that is wrong if one is.
verify-again = Come again later
verify-again-how = Keep a checkpoint. With it, a later record has to hold everything that you saw, unchanged.
verify-answers = What the answers mean
verify-consistent = Hashes, tree and rules agree: whoever replays the entries gets the text and the outcome that are shown here.
verify-authentic = The head was signed with the key that you gave.
verify-not-rolled-back = Nothing that stood in your checkpoint was taken back or changed.
verify-acts = How many acts delegations signed with their own keys, and how many the log alone attests.
verify-not-us = The format is open. Its description comes with the program, and a second verifier, written independently, reads the same log: { $origin }.
adopted-title = Adopted text
adopted-adopted = Adopted
adopted-closed = Closed without agreement
adopted-open = Under negotiation
adopted-not-yet = No text has been adopted yet.
adopted-text = The text
adopted-statements = Statements
adopted-revision = Came with
adopted-hash = Hash of the text
statement-kind-general = Statement
statement-kind-explanation-of-position = Explanation of position
statement-kind-reservation = Reservation
statement-kind-dissociation = Dissociation
statement-kind-right-of-reply = Right of reply
way-title = How it came to be
way-opened = { $count ->
    [one] opened; { $count } party takes part
   *[other] opened; { $count } parties take part
}
way-inputs = { $count ->
    [one] { $count } input
   *[other] { $count } inputs
} with { $passages ->
    [one] { $passages } passage
   *[other] { $passages } passages
}, of which { $taken } taken up in whole or in part
way-proposals = { $count ->
    [one] { $count } proposal
   *[other] { $count } proposals
}
way-objections = { $count ->
    [0] No objections
    [one] { $count } objection, with its answer
   *[other] { $count } objections, with their answers
}
way-call = call { $call }
way-consensus = consensus
way-no-consensus = no consensus
live-changed = The page now shows entry { $number } of the record.
live-waits = Something has changed where you are writing. It is shown when you leave the field.
live-lost = The connection is lost. What you type is kept here.
live-back = The connection is back.
live-kept = What you typed before is in the form again.
live-copied = The address of this place is copied.
doer-chair = The chair
doer-secretariat = The secretariat
doer-clock = The clock
doer-for = { $name } for { $other }
act-withheld = { $who } did something whose words have been withheld
act-open = { $who } opened the negotiation
act-accredit = { $who } announced { $thing }
act-oppose-accreditation = { $who } opposed the accreditation of { $thing }
act-settle-accreditation = { $who } settled the accreditation of { $thing }: { $how ->
    [yes] admitted
   *[other] not admitted
}
act-name-delegate = { $who } named a delegate
act-remove-delegate = { $who } removed a delegate
act-form-coalition = { $who } formed { $thing }
act-join-coalition = { $who } joined { $thing }
act-leave-coalition = { $who } left { $thing }
act-open-stage = { $who } opened a stage: { $thing }
act-contribute = { $who } sent the input { $thing }, { $count ->
    [one] { $count } passage
   *[other] { $count } passages
}
act-dispose = { $who } said what became of a passage of { $thing }: { $how ->
    [taken-up] taken up
    [taken-up-in-part] taken up in part
    [noted] noted
   *[other] not taken up
}
act-contest-carriage = { $who } contests that { $thing } was said in its name
act-confirm-carriage = { $who } confirms that { $thing } was said in its name
act-table-text = { $who } tabled the { $thing }, { $count ->
    [one] { $count } provision
   *[other] { $count } provisions
}
act-propose = { $who } proposed { $thing }
act-co-sponsor = { $who } joined { $thing }
act-leave-proposal = { $who } left { $thing }
act-revise-proposal = { $who } revised { $thing }
act-withdraw-proposal = { $who } withdrew { $thing }
act-merge-proposals = { $who } brought { $count } proposals together in { $thing }
act-validate-merge = { $who } finds its proposal { $how ->
    [yes] reflected
   *[other] not reflected
} in { $thing }
act-table-revision = { $who } tabled { $thing }; { $count ->
    [0] no proposal accepted
    [one] { $count } proposal accepted in whole or in part
   *[other] { $count } proposals accepted in whole or in part
}
act-take-position = { $who } on { $thing }: { $how ->
    [support] supports it
    [no-objection] no objection
    [can-live-with] can live with it
    [abstain] abstains
   *[recuse] takes no part in it
}
act-clear-position = { $who } took back its position on { $thing }
act-object = { $who } objected to { $thing }
act-answer-objection = { $who } answered the objection { $thing }
act-end-objection = { $who } ended its objection { $thing }: { $how ->
    [accommodated] accommodated
   *[withdrawn] withdrawn
}
act-sustain-objection = { $who } sustains its objection { $thing }
act-open-call = { $who } opened { $how ->
    [silence] the silence procedure
   *[explicit] the call
} { $thing }
act-break-silence = { $who } broke the silence of { $thing }
act-lift-break = { $who } lifted its break of { $thing }: { $how ->
    [accommodated] accommodated
   *[withdrawn] withdrawn
}
act-close-call = { $who } closed the call { $thing }
act-cancel-call = { $who } took back the call { $thing }
act-strike = { $how ->
    [accreditation] The time to oppose the accreditation of { $thing } is over
   *[call] The time of the call { $thing } is over
}
act-reopen-provision = { $who } reopened { $thing }
act-adopt = { $who } recorded the adoption of { $thing }
act-close-without-agreement = { $who } closed the negotiation without agreement
act-state = { $who }: { $how ->
    [general] statement
    [explanation-of-position] explanation of position
    [reservation] reservation
    [dissociation] dissociation
   *[right-of-reply] right of reply
} { $thing }
act-translate = { $who } translated { $count ->
    [one] { $count } provision
   *[other] { $count } provisions
} into { $thing }
act-redact = { $who } withheld { $count ->
    [one] { $count } text
   *[other] { $count } texts
}
