# Words of the pages that are read: the text, a provision, a proposal, a revision, the compilation.

read-text-title = Text
read-provisions = Provisions
read-leaps = Parts of the text
read-marks = Where each provision stands
read-pages = Pages
read-page-before = Previous page
read-page-after = Next page
read-page-of = Page { $page } of { $all }
read-part-preamble = Preamble
read-part-operative = Operative part
read-nothing-shown = There is nothing to show with this choice.
read-no-text = No text has been tabled yet. The inputs can be read meanwhile.
read-no-text-dropped = The negotiation closed without agreement, and by its modalities no text remains. Its record does.
read-see-contributions = Read the inputs
read-entry = entry { $entry }
read-withheld = These words are withheld.
read-comma = , {""}
read-until = until

read-text-languages = Language of the text
read-working-language = (negotiated)
read-translation-missing = Not translated yet. The words under negotiation stand here.
read-translation-stale = The words under negotiation have changed since this was translated.
read-translation-withheld = The words of this translation are withheld.
read-leap-stale = of an earlier text

read-since-visit = { $count ->
    [one] { $count } provision has changed since your last visit
   *[other] { $count } provisions have changed since your last visit
}
read-since-entry = { $count ->
    [one] { $count } provision has changed since entry { $entry }
   *[other] { $count } provisions have changed since entry { $entry }
}
read-since-nothing = No provision has changed since your last visit.
read-since-nothing-entry = No provision has changed since entry { $entry }.
read-since-long-ago = So much has been recorded since entry { $entry } that the changes are not told one by one. Read the text anew.
read-since-only = show only those
read-since-all = show all
read-new = New:
read-news-words = words
read-news-proposals = proposals
read-news-positions = positions
read-news-objections = objections
read-news-calls = calls
read-news-translation = translation

read-status-open = Open
read-status-objection = Objection standing
read-status-call = Under call
read-status-agreed = Agreed ad ref
read-status-adopted = Adopted
read-status-proposed = Proposed
read-see-call = see the call
read-proposals = { $count ->
    [0] no proposals
    [one] { $count } proposal
   *[other] { $count } proposals
}
read-conflicts = { $count ->
    [0] no conflicts
    [one] { $count } conflict
   *[other] { $count } conflicts
}
read-by-delegations = { $count ->
    [one] by { $count } delegation
   *[other] by { $count } delegations
}
read-more-objections = { $count ->
    [one] and { $count } more objection
   *[other] and { $count } more objections
}
read-propose = Propose
read-positions = Positions
read-history = History

read-propose-new = Propose a new provision
read-propose-change = Propose a change
read-take-position = Take a position
read-object = Object
read-propose-later = Proposals are not made at this stage. The modalities say when they are.
read-stands-no-longer = This provision stands no longer in the text. What was said and asked of it is below.
read-history-since = history since the first input
read-neighbours = Provisions before and after
read-addressees = Who is to act
read-addressee-states = States
read-addressee-providers = Providers
read-addressee-operators = Operators
read-addressee-everyone = Everyone
read-positions-on = Positions on { $name }
read-positions-when-it-stands = Positions are taken on provisions of the text. This one is only proposed: take a position on the proposal.
read-positions-on-proposals = On the proposals for it
read-held = { $count ->
    [one] { $count } position
   *[other] { $count } positions
}
read-silent = Those who have said nothing
read-lapsed = lapsed: the text has changed since
read-stance-support = Support
read-stance-no-objection = No objection
read-stance-can-live-with = Can live with
read-stance-abstain = Abstain
read-stance-object = Object
read-stance-recuse = Recused
read-stance-lapsed = Lapsed
read-stance-silent = Silent

read-objections = Objections and answers
read-no-objections = Nobody objects here.
read-remedy = A text that would clear it
read-answer = The chair answers
read-objection-open = Objects, not answered yet
read-objection-addressed = Objects, answered
read-objection-sustained = Upholds the objection
read-objection-accommodated = Accommodated
read-objection-withdrawn = Withdrawn

read-call-explicit = Call
read-call-silence = Silence procedure
read-call-open = not ended
read-call-agreed = agreed by it
read-call-not-agreed = not agreed by it
read-call-cancelled = taken back
read-call-broken = Silence broken by

read-history-empty = Nothing has been said or asked of this provision since it was tabled.
read-history-input = { $who } in { $input }
read-history-proposal = { $who } proposes { $proposal }
read-history-version = { $proposal } as its version { $version }
read-history-objection = { $who } objects
read-history-brought = Brought by { $revision }
read-history-changed = Changed by { $revision }
read-history-dropped = Dropped by { $revision }
read-disposed-taken-up = Taken up
read-disposed-in-part = Taken up in part
read-disposed-noted = Noted
read-disposed-not-taken-up = Not taken up
read-fate-accepted = accepted
read-fate-carried = carried to the next revision
read-fate-satisfied = satisfied: the next revision says it
read-fate-conflicting = in conflict: the same words were changed by { $with }
read-fate-suppressed = orphaned: the provision was suppressed
read-fate-container = orphaned: the provision that was to contain it was suppressed
read-fate-join-target = orphaned: the provision that was to take its words up was suppressed
read-fate-dependent = orphaned: another change that it needs was not carried

read-by-chair = The chair
read-by-secretariat = The secretariat
read-by-unknown = A delegation that the record does not name
read-carried-by = carried by
read-proposal-title = Proposal { $id }
read-proposal-words = What it asks for
read-proposal-live = Stands
read-proposal-needs-repair = Waits for repair by its sponsors
read-proposal-taken-up = Taken up in
read-proposal-merged = Merged into
read-proposal-withdrawn = Withdrawn
read-proposal-withheld = Words of this proposal are withheld; what stands here is not all that it asks for.
read-against-base = Against the words of { $revision }
read-asks-nothing-now = This version asks for nothing that can be shown against its revision. Choose another version below.
read-rationale = Rationale
read-sponsors = Sponsors
read-written-by = Put into words by
read-sponsors-now = Sponsored by
read-sponsors-lapsed = Sponsored an earlier version
read-sponsors-left = Contributed and left
read-collisions = Collisions
read-no-collisions = Nothing else that is proposed now collides with it.
read-variant-of = It amends the new words of
read-variants = Its new words are amended by
read-merge = Consolidation
read-consolidated-in = It is consolidated in
read-reflected = Reflected, say
read-not-reflected = Not reflected, says
read-waiting = Not said yet by
read-validate-reason = Why, if it is not reflected
read-say-reflected = Our proposal is reflected
read-say-not-reflected = It is not reflected
read-join = Join the sponsors
read-leave = Leave the sponsors
read-withdraw = Withdraw
read-revise = Revise
read-versions = Versions and what became of them
read-version = version { $number }
read-made-to = made to { $revision }
read-carried-to = carried to { $revision }

read-revisions = Revisions
read-revision-stands = This is the text that stands.
read-revision-old = A later text stands now.
read-hash = Hash of the text
read-hash-withheld = Words of this revision are withheld, so its hash cannot be shown.
read-files = Take it along:

read-filters = What is shown
read-filter-delegation = Proposals of
read-filter-all = all delegations
read-filter-open = open provisions only
read-filter-changed = changed since entry { $entry }
read-filter-show = Show
read-shown = { $count ->
    [one] { $count } provision shown
   *[other] { $count } provisions shown
}
read-conflicts-heading = Conflicts
read-no-conflicts = No two proposals for these provisions exclude each other.
read-remarks = Proposals that are not in it, or not whole
read-remark-nothing-carried = It was made to an earlier revision, and nothing of it found a place in this one.
read-remark-needs-repair = Some of its changes found no place in this revision; its sponsors can repair it.
read-remark-withheld = Words of it are withheld; what stands here is not all it asks for.
read-file-source = { $negotiation }, revision { $revision }, { $size } entries
