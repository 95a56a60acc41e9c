//! What a document with tracked changes says, before it is written: paragraphs, who inserts,
//! deletes or moves which words, and the remarks for what tracked changes cannot say.
//!
//! Rejecting everything gives the base, paragraph by paragraph; that holds by construction,
//! since every word of the base is written once as kept, deleted or moved from, and every other
//! word as inserted or moved to.
//!
//! Start at [`Plan::of`].

use std::collections::HashMap;

use comity_text::compile::{CompiledProvision, Piece, Region};
use comity_text::{Compilation, Text};

use super::attribution::Attribution;
use super::moves::{Join, Travel, is_suppressed, join};
use super::paragraph::Setting;
use super::run::{as_written, is_east_asian};
use crate::notice::Notice;

/// What tracked changes say of words or of a paragraph mark, with the author.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Mark {
    /// They stay.
    Plain,
    /// They come.
    Inserted(String),
    /// They go.
    Deleted(String),
    /// They go to another place.
    MovedFrom(String),
    /// They come from another place.
    MovedTo(String),
    /// The first author inserts them, the second deletes them.
    Withdrawn(String, String),
}

impl Mark {
    /// Whether it is there once every change is rejected.
    pub(super) fn is_rejected_text(&self) -> bool {
        matches!(self, Mark::Plain | Mark::Deleted(_) | Mark::MovedFrom(_))
    }

    /// Whether it is there once every change is accepted.
    pub(super) fn is_accepted_text(&self) -> bool {
        matches!(self, Mark::Plain | Mark::Inserted(_) | Mark::MovedTo(_))
    }
}

/// A part of a paragraph.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Part {
    /// Words without a break.
    Words(Text, Mark),
    /// Here begins what a remark is about.
    RemarkStart(usize),
    /// Here it ends; the remark goes with such words.
    RemarkEnd(usize, Mark),
}

/// The side of a move that a paragraph shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Side {
    /// The old place.
    From,
    /// The new place.
    To,
}

/// The ends of what is moved: which side, the provision, and who moves it.
pub(super) type MoveEnd = Option<(Side, usize, String)>;

/// A paragraph.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct TrackedParagraph {
    /// How it is set.
    pub setting: Setting,
    /// What stands in it.
    pub parts: Vec<Part>,
    /// What is said of its mark.
    pub mark: Mark,
    /// The move that begins with it.
    pub opens: MoveEnd,
    /// The move that ends with it.
    pub closes: MoveEnd,
}

/// A remark: an author and what they say.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Remark {
    /// Who says it.
    pub author: String,
    /// Paragraphs of text.
    pub lines: Vec<String>,
}

/// A document with tracked changes.
#[derive(Debug, Default)]
pub(super) struct Plan {
    /// Its paragraphs.
    pub paragraphs: Vec<TrackedParagraph>,
    /// Its remarks.
    pub remarks: Vec<Remark>,
    /// The labels that number paragraphs.
    pub labels: Vec<String>,
}

impl Plan {
    /// The document that a compilation gives.
    pub(super) fn of(compilation: &Compilation, notices: &[Notice]) -> Plan {
        let names = Attribution::new(compilation);
        let mut planner = Planner {
            travel: Travel::of(compilation, &names),
            names,
            compilation,
            plan: Plan::default(),
            reasoned: vec![false; compilation.proposals.len()],
            lists: HashMap::new(),
            open: Vec::new(),
        };
        let mut joined = false;
        for (at, provision) in compilation.provisions.iter().enumerate() {
            planner.arrivals(at);
            let next = join(compilation, &planner.travel, at);
            let joins_next = next.is_some();
            planner.provision(at, provision, joined, next);
            joined = joins_next;
        }
        planner.arrivals(compilation.provisions.len());
        planner.remark_on_the_whole(notices);
        planner.plan
    }

    /// The paragraphs once every change is rejected, and once every change is accepted.
    pub(super) fn texts(&self) -> (Vec<String>, Vec<String>) {
        (
            self.text_where(Mark::is_rejected_text),
            self.text_where(Mark::is_accepted_text),
        )
    }

    fn text_where(&self, stays: fn(&Mark) -> bool) -> Vec<String> {
        let mut out = Vec::new();
        let mut open = String::new();
        for paragraph in &self.paragraphs {
            for part in &paragraph.parts {
                if let Part::Words(text, mark) = part
                    && stays(mark)
                {
                    open.push_str(&as_written(text.as_str()));
                }
            }
            if stays(&paragraph.mark) {
                out.push(std::mem::take(&mut open));
            }
        }
        if !open.is_empty() {
            out.push(open);
        }
        out
    }
}

struct Planner<'a> {
    names: Attribution<'a>,
    compilation: &'a Compilation,
    travel: Travel,
    plan: Plan,
    /// The proposals whose rationale has been said.
    reasoned: Vec<bool>,
    /// The number of the list that says a label.
    lists: HashMap<String, usize>,
    /// The parts of the paragraph being planned.
    open: Vec<Part>,
}

/// What happens to the words of a provision that no region touches, and how it is set.
struct Ground {
    mark: Mark,
    setting: Setting,
    /// Words that others insert into a provision that goes; they hold its paragraph.
    leftover: bool,
}

impl Planner<'_> {
    fn author(&self, proposals: &[usize]) -> String {
        self.names.author(proposals).0
    }

    fn provision(
        &mut self,
        at: usize,
        provision: &CompiledProvision,
        joined: bool,
        next: Option<Join>,
    ) {
        let mut ground = Ground {
            mark: self.ground(at, provision, joined),
            setting: self.numbered_setting(provision),
            leftover: false,
        };
        let from = self.plan.paragraphs.len();
        let remarks = self.remarks_on_provision(at, provision, joined);
        self.start(&remarks);
        for (index, piece) in provision.pieces.iter().enumerate() {
            let last = index + 1 == provision.pieces.len();
            match (piece, &next) {
                (Piece::Text(text), _) => self.words(text, &ground.mark, &ground.setting),
                (Piece::Region(region), Some(join)) if last => {
                    self.seam(region, join, &mut ground);
                }
                (Piece::Region(region), _) => self.region(at, region, &mut ground),
            }
        }
        self.end(&remarks, &ground.mark);
        let mark = match (&next, &ground.mark) {
            (Some(join), _) => Mark::Deleted(self.author(&join.proposals)),
            (None, Mark::Deleted(_) | Mark::MovedFrom(_)) if ground.leftover => Mark::Plain,
            (None, Mark::Withdrawn(by, _)) if ground.leftover => Mark::Inserted(by.clone()),
            (None, mark) => mark.clone(),
        };
        self.close(&ground.setting, mark);
        if let Mark::MovedFrom(author) = ground.mark {
            self.mark_move(from, (Side::From, at, author));
        }
    }

    fn ground(&self, at: usize, provision: &CompiledProvision, joined: bool) -> Mark {
        let added = (!provision.added_by.is_empty()).then(|| self.author(&provision.added_by));
        let gone =
            (is_suppressed(provision) && !joined).then(|| self.author(&provision.suppressed_by));
        match (added, gone, &self.travel.carried_by[at]) {
            (Some(added), Some(gone), _) => Mark::Withdrawn(added, gone),
            (Some(added), None, _) => Mark::Inserted(added),
            (None, Some(gone), _) => Mark::Deleted(gone),
            (None, None, Some(movers)) => Mark::MovedFrom(self.author(movers)),
            (None, None, None) => Mark::Plain,
        }
    }

    fn numbered_setting(&mut self, provision: &CompiledProvision) -> Setting {
        let mut setting = self.names.setting(provision);
        if !provision.label.is_empty() {
            let labels = &mut self.plan.labels;
            let label = provision.label.clone();
            setting.list = *self.lists.entry(label).or_insert_with_key(|label| {
                labels.push(label.clone());
                labels.len()
            });
        }
        setting
    }

    /// Words with one mark; breaks in them become paragraph marks with that mark.
    fn words(&mut self, text: &Text, mark: &Mark, setting: &Setting) {
        if mark.is_rejected_text() {
            // A text of the base holds no break; one that does is shown as a line break.
            self.push_words(text.clone(), mark);
            return;
        }
        for (at, part) in text.split_at_breaks().into_iter().enumerate() {
            if at > 0 {
                self.close(setting, mark.clone());
            }
            self.push_words(part, mark);
        }
    }

    fn push_words(&mut self, text: Text, mark: &Mark) {
        if !text.is_empty() {
            self.open.push(Part::Words(text, mark.clone()));
        }
    }

    fn close(&mut self, setting: &Setting, mark: Mark) {
        self.plan.paragraphs.push(TrackedParagraph {
            setting: setting.clone(),
            parts: std::mem::take(&mut self.open),
            mark,
            opens: None,
            closes: None,
        });
    }

    fn region(&mut self, at: usize, region: &Region, ground: &mut Ground) {
        let remarks = self.remarks_on_region(region);
        self.start(&remarks);
        let along = self.travel.takes_along(at, region);
        let base = match (region.alternatives.first(), &ground.mark) {
            (None, mark) => mark.clone(),
            (_, mark @ (Mark::Withdrawn(..) | Mark::MovedTo(_))) => mark.clone(),
            (Some(first), Mark::Inserted(by)) => {
                Mark::Withdrawn(by.clone(), self.author(&first.proposals))
            }
            (_, mark @ Mark::MovedFrom(_)) if along => mark.clone(),
            (Some(first), _) => Mark::Deleted(self.author(&first.proposals)),
        };
        self.words(&region.base, &base, &ground.setting);
        if !along {
            self.alternatives(region, ground);
        }
        self.end(&remarks, &ground.mark);
    }

    fn alternatives(&mut self, region: &Region, ground: &mut Ground) {
        let mut before: Option<char> = None;
        for alternative in &region.alternatives {
            let string = alternative.text.as_str();
            let Some(first) = string.chars().next() else {
                continue;
            };
            let mark = Mark::Inserted(self.author(&alternative.proposals));
            if before.is_some_and(|before| run_together(before, first)) {
                self.push_words(Text::plain(" "), &mark);
            }
            self.words(&alternative.text, &mark, &ground.setting);
            before = string.chars().next_back();
            ground.leftover = true;
        }
    }

    /// The region that ends a provision with the words of the next, which are not repeated.
    fn seam(&mut self, region: &Region, join: &Join, ground: &mut Ground) {
        let remarks = self.remarks_on_region(region);
        self.start(&remarks);
        let author = self.author(&join.proposals);
        if region.base == join.seam {
            self.words(&region.base, &Mark::Plain, &ground.setting);
        } else {
            let gone = Mark::Deleted(author.clone());
            self.words(&region.base, &gone, &ground.setting);
            self.words(&join.seam, &Mark::Inserted(author), &ground.setting);
        }
        self.end(&remarks, &Mark::Plain);
    }

    /// The provisions that are moved to a place in reading order.
    fn arrivals(&mut self, place: usize) {
        for at in self.travel.arrivals[place].clone() {
            let provision = &self.compilation.provisions[at];
            let movers = self.travel.carried_by[at].clone().unwrap_or_default();
            let author = self.author(&movers);
            let mark = Mark::MovedTo(author.clone());
            let setting = self.numbered_setting(provision);
            let from = self.plan.paragraphs.len();
            for piece in &provision.pieces {
                match piece {
                    Piece::Text(text) => self.push_words(text.clone(), &mark),
                    Piece::Region(region) if self.travel.takes_along(at, region) => {
                        let inserted = Mark::Inserted(author.clone());
                        self.words(&region.alternatives[0].text, &inserted, &setting);
                    }
                    Piece::Region(region) => self.push_words(region.base.clone(), &mark),
                }
            }
            self.close(&setting, mark);
            self.mark_move(from, (Side::To, at, author));
        }
    }

    fn mark_move(&mut self, from: usize, end: (Side, usize, String)) {
        self.plan.paragraphs[from].opens = Some(end.clone());
        let last = self.plan.paragraphs.len() - 1;
        self.plan.paragraphs[last].closes = Some(end);
    }

    fn start(&mut self, remarks: &[usize]) {
        let starts = remarks.iter().map(|id| Part::RemarkStart(*id));
        self.open.extend(starts);
    }

    fn end(&mut self, remarks: &[usize], mark: &Mark) {
        let ends = remarks.iter().map(|id| Part::RemarkEnd(*id, mark.clone()));
        self.open.extend(ends);
    }
}

impl Planner<'_> {
    fn remark(&mut self, proposals: &[usize], line: String) -> usize {
        let author = self.author(proposals);
        self.remark_by(author, vec![line])
    }

    fn remark_by(&mut self, author: String, lines: Vec<String>) -> usize {
        self.plan.remarks.push(Remark { author, lines });
        self.plan.remarks.len() - 1
    }

    fn all(&self, proposals: &[usize]) -> String {
        self.names.sponsors(proposals).join(", ")
    }

    /// The reasons of proposals, each once in the document, where they first ask for something,
    /// and all names where the author of a tracked change has no room for them.
    fn remarks_on_group(&mut self, proposals: &[usize]) -> Vec<usize> {
        let mut out = Vec::new();
        if !self.names.author(proposals).1 {
            let line = format!("proposed by: {}", self.all(proposals));
            out.push(self.remark(proposals, line));
        }
        for at in proposals {
            let Some(proposal) = self.compilation.proposals.get(*at) else {
                continue;
            };
            if !self.reasoned[*at] && !proposal.rationale.is_empty() {
                self.reasoned[*at] = true;
                out.push(self.remark(&[*at], proposal.rationale.clone()));
            }
        }
        out
    }

    fn remarks_on_region(&mut self, region: &Region) -> Vec<usize> {
        let mut out = Vec::new();
        if !region.keep.is_empty() {
            let line = format!("keep: {}", self.all(&region.keep));
            out.push(self.remark(&region.keep, line));
            out.extend(self.remarks_on_group(&region.keep));
        }
        for (at, alternative) in region.alternatives.iter().enumerate() {
            let who = &alternative.proposals;
            if let Some(amended) = alternative.variant_of {
                let line = format!("amends the words of {}", self.all(&[amended]));
                out.push(self.remark(who, line));
            }
            if at > 0 && alternative.text.is_empty() {
                let line = format!("delete: {}", self.all(who));
                out.push(self.remark(who, line));
            }
            out.extend(self.remarks_on_group(who));
        }
        out
    }

    fn remarks_on_provision(
        &mut self,
        at: usize,
        provision: &CompiledProvision,
        joined: bool,
    ) -> Vec<usize> {
        let mut lines: Vec<(&Vec<usize>, String)> = Vec::new();
        let has_regions = provision
            .pieces
            .iter()
            .any(|piece| matches!(piece, Piece::Region(_)));
        if let Some(rival) = &provision.alt_of {
            let who = &provision.added_by;
            let line = format!("in place of {}", self.names.reference(rival));
            lines.push((who, format!("{line}: {}", self.all(who))));
        }
        if is_suppressed(provision) && has_regions {
            let who = &provision.suppressed_by;
            lines.push((who, format!("delete the whole: {}", self.all(who))));
        }
        for (target, who) in provision.joined_into.iter().filter(|_| !joined) {
            let line = format!("join with {}", self.names.reference(target));
            lines.push((who, format!("{line}: {}", self.all(who))));
        }
        let shown = usize::from(self.travel.roots[at]);
        for (place, who) in provision.moves.iter().skip(shown) {
            let line = format!("move {}", self.names.place(place));
            lines.push((who, format!("{line}: {}", self.all(who))));
        }
        if !provision.keep.is_empty() {
            let who = &provision.keep;
            lines.push((who, format!("keep as is: {}", self.all(who))));
        }
        let mut out = Vec::new();
        for (who, line) in lines {
            out.push(self.remark(who, line));
        }
        let moves = provision.moves.iter().map(|one| &one.1);
        let groups = [
            &provision.added_by,
            &provision.suppressed_by,
            &provision.keep,
        ];
        for who in groups.into_iter().chain(moves) {
            out.extend(self.remarks_on_group(who));
        }
        out
    }

    /// Reasons of proposals that ask for nothing in the text, and the notices, stand at the
    /// first paragraph.
    fn remark_on_the_whole(&mut self, notices: &[Notice]) {
        let everyone: Vec<usize> = (0..self.compilation.proposals.len()).collect();
        let mut remarks = Vec::new();
        for at in everyone {
            let silent = self.compilation.proposals[at].rationale.is_empty();
            if !self.reasoned[at] && !silent {
                remarks.extend(self.remarks_on_group(&[at]));
            }
        }
        if !notices.is_empty() {
            let lines = notices
                .iter()
                .map(|one| format!("{}, {}: {}", one.source, one.place, one.message))
                .collect();
            remarks.push(self.remark_by("Comity".to_owned(), lines));
        }
        if remarks.is_empty() {
            return;
        }
        if self.plan.paragraphs.is_empty() {
            // A paragraph that holds the remarks and stays in neither text.
            let comity = "Comity".to_owned();
            let mark = Mark::Withdrawn(comity.clone(), comity);
            self.close(&Setting::default(), mark);
        }
        let first = &mut self.plan.paragraphs[0];
        let starts = remarks.iter().map(|id| Part::RemarkStart(*id));
        first.parts.splice(0..0, starts);
        let mark = first.mark.clone();
        let ends = remarks.iter().map(|id| Part::RemarkEnd(*id, mark.clone()));
        first.parts.extend(ends);
    }
}

/// Whether two outcomes side by side need a space between them to be read.
fn run_together(before: char, after: char) -> bool {
    let closes = before.is_alphanumeric() || ".,;:!?)]}”’»".contains(before);
    closes && after.is_alphanumeric() && !is_east_asian(before) && !is_east_asian(after)
}
