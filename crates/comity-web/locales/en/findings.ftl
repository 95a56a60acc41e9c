# Words of the pages of findings.
nav-findings = Findings
findings-pages = Findings
findings-agreement = Where agreement lies
findings-origins = Whose words these are
findings-balance = Who is heard
findings-campaigns = What came in often
findings-trouble = These numbers cannot be made:
agreement-what = What delegations have said of each text, in numbers. They decide nothing: whether a text can be agreed follows from the objections that stand in its way.
agreement-counts = { $positions ->
    [one] { $positions } position
   *[other] { $positions } positions
} of { $delegations ->
    [one] { $delegations } delegation
   *[other] { $delegations } delegations
} on { $texts ->
    [one] { $texts } text
   *[other] { $texts } texts
} count; those on words that have changed since do not.
agreement-none = No delegation has taken a position on the text as it stands, so there is nothing to count.
agreement-none-of-these = No position has been taken on any of these.
agreement-on-all = All texts
agreement-on-provisions = Provisions
agreement-on-proposals = Proposals
ground-title = Common ground
ground-what = How far all can live with a text: of each constituency the share that can live with it, times the share that does not object; then the geometric mean over the constituencies that have taken positions, so that none decides by its size. To support, to have no objection and to be able to live with it count alike. Only who has spoken on a text is counted, and half a voice is added for it and half against: one voice is little certainty, so a number is never 0 and stays well below 1 until many have spoken. A constituency of which nobody has counts as undecided. The texts stand in reading order.
ground-said = { $agree } can live with it, { $object ->
    [0] none objects
    [one] { $object } objects
   *[other] { $object } object
}
ground-text = Text
ground-among-constituencies = Among constituencies
ground-at-least = Agree at least, where fewest do
ground-among-groups = Among opinion groups
ground-everyone = Everyone as one
strip-key = The bar: all constituencies together, from 0 to 1. Above it, a tick for each constituency that has spoken; those that stand in one place are one tick. Below it, where all have spoken, what the share that agrees is at least in the constituency where that is lowest, with nine chances in ten.
opinion-title = Opinion groups
opinion-groups = { $count ->
    [one] Delegations stand together in { $count } group
   *[other] Delegations stand together in { $count } groups
}, and they are found again without some of the delegations or of their positions. Groups have letters in the order of the map, not by their size.
opinion-not-stable = Delegations can be parted into { $count } groups, but with some delegations or positions fewer they would be parted otherwise. So no groups are named.
opinion-too-few = There are no groups: { $placed ->
    [one] { $placed } delegation
   *[other] { $placed } delegations
} took positions on enough texts ({ $needed }) to be placed, and parting them needs ten.
opinion-nothing-varies = There are no groups: no delegation differs from another.
opinion-none-stand-out = There are no groups: no way of parting the delegations stands out from one by chance and is that of random halves of them too.
opinion-group = Group { $letter }
opinion-delegation = Delegation
opinion-of = Group
opinion-map = Near each other are delegations that took much the same positions
opinion-axis = component { $number } · { $share } % of all differences
opinion-first = First component
opinion-second = Second component
opinion-nothing-particular = It differs from the others on no single text.
opinion-agrees = { $count } of { $all } can live with
opinion-disagrees = { $count } of { $all } object to
slates-title = Texts that stand for everyone
slates-what = A few texts in which delegations of every mind find what they can live with, in reading order. Those with the most common ground may all be of one mind; the two other rules give each group of like-minded delegations its part.
slate-phragmen = By Phragmén's rule
slate-proportional = By proportional approval
slate-common-ground = Those with the most common ground
slate-holds = No group of { $size } or more delegations that can live with a text in common is left out (EJR+).
slate-violated = A group finds fewer than its part (EJR+): { $count ->
    [one] { $count } delegation can live with { $text } and finds
   *[other] { $count } delegations can live with { $text } and find
} fewer than { $level } of theirs.
slate-covered = { $covered } of { $all } delegations ({ $percent } %) can live with at least one.
slate-worst = Nearest to being left out: { $count ->
    [one] { $count } that can live with { $text } and finds
   *[other] { $count } that can live with { $text } and find
} fewer than { $level } of theirs.
making-title = How these numbers are made
making-what = They follow from the record up to entry { $entry } and from nothing else.
making-seeded = Whatever is drawn by lot is drawn from the seed below, so that the same input gives the same numbers, bit for bit.
making-no-chance = Nothing is drawn by lot, so the same input gives the same numbers, bit for bit.
making-command = With these files, this command of the program makes them again:
making-version = Version
making-seed = Seed
making-input-hash = Hash of the input
origins-what = For each word of the text, the earliest input that has it in a passage of at least six words in common. Sharing words proves no copying: two who quote a third share words too.
origins-counts = { $words ->
    [one] { $words } word
   *[other] { $words } words
} of revision { $revision }
origins-contributions = said first in contributions
origins-first-text = first in the text as it was tabled
origins-proposals = first in proposals
origins-nobody = found in nothing that was handed in
origins-share = { $words } ({ $percent } %)
origins-text = The text
origins-how = What a contribution or a proposal said first is underlined, with a number for it. What is not underlined came with the text as it was first tabled, is too short a run to be found, or stands in nothing that could be compared.
origins-words = { $words ->
    [one] { $words } word
   *[other] { $words } words
}
in-text-title = In the text
in-text-sentence = { $standing ->
    [0] No passage of at least six words of it stands in the text.
   *[other] { $standing } of its { $all } words stand in the text{ $repeated ->
        [0] .
       *[other] , some of them in several places.
    } { $first ->
        [0] All of them were said before.
        [one] { $first } word of the text is first from it.
       *[other] { $first } words of the text are first from it.
    }
}
in-text-words = { $words ->
    [one] { $words } word in common
   *[other] { $words } words in common
}
alike-others = { $count ->
    [one] { $count } other input says much the same
   *[other] { $count } other inputs say much the same
}
campaigns-what = Inputs in nearly the same words, read once. The text shown is the most typical one. Nearness in words does not see meaning: who turned a “support” into an “oppose” stands here too, so read what each says otherwise. They stand in the order of the record.
campaigns-counts = { $inputs ->
    [one] { $inputs } input
   *[other] { $inputs } inputs
}, { $texts ->
    [one] { $texts } text
   *[other] { $texts } texts
} to read, { $often ->
    [0] none that came more than once
   *[other] { $often } that came more than once
}
campaigns-none = No input has been sent in.
campaign-count = { $count } inputs, { $copies ->
    [one] one of them in these very words
   *[other] { $copies } of them in these very words
}
campaign-same = in these very words
campaign-own = In its own words:
campaign-more = { $count ->
    [one] { $count } more is named
   *[other] { $count } more are named
} by the command below.
balance-what = What { $count ->
    [one] the one delegation, observer or organisation
   *[other] each of the { $count } delegations, observers and organisations
} has done, and how it compares with who takes part. It is a mirror, and judges nobody: some have more to say on one subject than on another. What is said for a coalition counts for who spoke; observers and organisations take part, though they propose through others.
balance-none = Nobody is accredited yet.
balance-beside-presence = Beside who takes part
balance-how = A group's share of what was done beside its share of all who are accredited: 1, in the middle, is an even part, 2 is twice that. The line shows what chance could have made of it, with 95 chances in 100; where it crosses the middle, the part could be even. A track runs from an eighth to eight times; an arrow goes on beyond it.
balance-by-constituency = By constituency
balance-by-region = By region
balance-by-status = By development status
balance-present = Presence
balance-contributions = Contributions
balance-proposals = Proposals made or joined
balance-words = Words written
balance-taken-up = Words of the text, said first
balance-not-said = not said
balance-nothing = Nobody has done any of it.
balance-index = Index
balance-low = From
balance-high = To
balance-count = Count
balance-of-all = Of all
balance-of-present = Of all who take part
balance-parties = Parties
balance-share = { $percent } %
balance-evenness = How evenly it is spread
balance-evenness-how = On the diagonal all would have done the same. The further a curve hangs below it, the fewer have done most. Gini is the part of the half-square that hangs between them: 0 where all did the same, near 1 where one did it all. Theil is 0 where all did the same and grows with what a few did.
balance-lorenz = What those who did least did together, of all
balance-along = parties, those who did least first
balance-counted = What is counted
balance-mean = Mean
balance-gini = Gini
balance-theil = Theil
ground-spoken = { $spoken } of { $all } constituencies have spoken
ground-objecting = objections from
ground-table = Common ground as a table
agreement-ledger = The ledger has them.
opinion-shows = The map shows { $share } % of what they differ in; near each other does not mean of one mind. Where points lie close there is no room for every number; the table has the place of each. Its directions, the components, are those in which the positions differ most.
opinion-key = Who is who on the map
opinion-table = The map as a table
making-too-long = Too long to be compared, and left out:
making-from-bundle = The program makes these files from the record too, so that nobody has to trust this site; and later, when the files here have gone on with the record.
making-bundle = The record as one file
making-from-bundle-commands = Commands to type, which make the files from the record
origins-as-tabled = The text as it was first tabled
campaigns-none-compared = No input has words that can be compared.
campaigns-withheld = { $count ->
    [one] { $count } more has no words to read: they are withheld.
   *[other] { $count } more have no words to read: they are withheld.
}
balance-region = Region
balance-status = Development status
balance-unknown = Whose words stand in the text cannot be said at the moment, so it is not counted.
balance-table = How evenly it is spread, as a table
heard-more = Who is heard, in numbers
origins-said-too = { $count ->
    [one] { $count } other contributed some of them too
   *[other] { $count } others contributed some of them too
}
origins-withheld = { $count ->
    [one] Words of { $count } contribution are withheld and compared with nothing
   *[other] Words of { $count } contributions are withheld and compared with nothing
}: what they said first counts as said by whoever said it next.
campaign-changes = Where the words differ:
campaign-more-changes = { $count ->
    [one] { $count } more change
   *[other] { $count } more changes
}
campaigns-in-part = { $count ->
    [one] { $count } has words that are withheld, and is
   *[other] { $count } have words that are withheld, and are
} compared by the others.
