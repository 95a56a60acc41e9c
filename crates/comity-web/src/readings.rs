//! Readings: the text of a negotiation as pages show it, made once for each state that is
//! published and kept until the next one.
//!
//! What is costly is made from the revision and its proposals alone, so it outlives acts that
//! touch neither: a position that somebody takes compiles nothing anew. Never here: what depends on
//! who reads, but for the language.
//!
//! Start at [`Readings::of`], then [`Compiled::sheet`].

use std::collections::HashMap;
use std::sync::{Arc, Mutex, Weak};

use comity_app::looking_back::{MAX_ENTRIES_BACK, Trail, look_back};
use comity_app::ports::NegotiationId;
use comity_app::views::compilation::{CompilationView, NoCompilation, compilation};
use comity_app::{Desk, Published};
use comity_exchange::html::Embedding;
use comity_procedure::State;
use comity_procedure::ids::Language;
use comity_text::{ProvisionId, Tokenizer};
use tokio::sync::Semaphore;

use crate::problem::Problem;
use crate::sheets::{Sheet, SheetName, redlined, translation};
use crate::visit::{Room, Visit};

/// The readings of the negotiations that are open here.
#[derive(Default)]
pub(crate) struct Readings {
    rooms: Mutex<HashMap<NegotiationId, Arc<Slot>>>,
}

#[derive(Default)]
struct Slot {
    reading: Mutex<Option<Arc<Reading>>>,
    trail: tokio::sync::Mutex<Walked>,
}

/// The trail of the last entries, as far as somebody asked for it.
#[derive(Default)]
struct Walked {
    from: u64,
    to: u64,
    trail: Vec<Trail>,
}

/// The text of a negotiation as it stands.
pub(crate) struct Reading {
    /// A pointer that still has its place in memory is never given to another.
    basis: Weak<Published>,
    /// The text with every proposal in it, or why there is none.
    pub(crate) compiled: Result<Arc<Compiled>, NoCompilation>,
}

/// The text with every proposal in it, and its provisions as HTML.
pub(crate) struct Compiled {
    /// The state that it was made from, or an earlier one that has the same text and proposals.
    state: State,
    /// Where the negotiation is on the site.
    path: String,
    /// The revision with its proposals.
    pub(crate) view: CompilationView,
    sheets: Mutex<HashMap<SheetName, Arc<Sheet>>>,
}

impl Readings {
    /// The text as it stands for a visit.
    ///
    /// # Errors
    /// When making it failed by our fault.
    pub(crate) async fn of(&self, visit: &Visit) -> Result<Arc<Reading>, Problem> {
        let room = visit.room();
        let slot = self.slot(room.desk.id());
        if let Some(found) = slot.found(&room.published) {
            return Ok(found);
        }
        let (published, path) = (room.published.clone(), room.at(""));
        // Others are answered meanwhile.
        tokio::task::spawn_blocking(move || slot.make(&published, path))
            .await
            .map_err(|fault| Problem::Ours(fault.to_string()))
    }

    /// What the entries from `since` on bear on; `None` where that is too long ago to be told.
    ///
    /// # Errors
    /// When the record cannot be read.
    pub(crate) async fn trail(
        &self,
        room: &Room,
        since: u64,
    ) -> Result<Option<Vec<Trail>>, Problem> {
        let size = room.state().size();
        if since.saturating_add(MAX_ENTRIES_BACK) < size {
            return Ok(None);
        }
        let slot = self.slot(room.desk.id());
        let mut walked = slot.trail.lock().await;
        walked.walk(&room.desk, room.state(), since).await?;
        let trail = walked.trail.iter();
        let wanted = trail.filter(|it| it.entry >= since && it.entry < size);
        Ok(Some(wanted.cloned().collect()))
    }

    fn slot(&self, id: &NegotiationId) -> Arc<Slot> {
        let mut rooms = self.rooms.lock().expect("nobody panics while holding it");
        rooms.entry(id.clone()).or_default().clone()
    }
}

impl Slot {
    fn found(&self, published: &Arc<Published>) -> Option<Arc<Reading>> {
        let held = self.reading.lock().unwrap_or_else(|it| it.into_inner());
        held.clone().filter(|it| it.is_of(published))
    }

    /// Whoever comes while it is made waits for it rather than making it again.
    fn make(&self, published: &Arc<Published>, path: String) -> Arc<Reading> {
        let mut held = self.reading.lock().unwrap_or_else(|it| it.into_inner());
        if let Some(found) = held.as_ref().filter(|it| it.is_of(published)) {
            return found.clone();
        }
        let state = &published.state;
        let before = held.as_ref().and_then(|it| it.compiled.as_ref().ok());
        let compiled = match before.filter(|it| it.is_still(state)) {
            Some(same) => Ok(same.clone()),
            None => Compiled::new(state, path).map(Arc::new),
        };
        let reading = Arc::new(Reading {
            basis: Arc::downgrade(published),
            compiled,
        });
        // A visit that was begun before others acted must not turn back what all see.
        let newer = held
            .as_ref()
            .and_then(|it| it.basis.upgrade())
            .is_some_and(|it| it.state.size() > state.size());
        if !newer {
            *held = Some(reading.clone());
        }
        reading
    }
}

impl Walked {
    async fn walk(&mut self, desk: &Desk, state: &State, since: u64) -> Result<(), Problem> {
        let size = state.size();
        if self.from == self.to || since < self.from {
            let end = if self.from == self.to {
                size
            } else {
                self.from
            };
            let mut earlier = look_back(desk, state, since..end).await?;
            earlier.append(&mut self.trail);
            self.trail = earlier;
            self.from = since;
            self.to = self.to.max(end);
        }
        if self.to < size {
            let later = look_back(desk, state, self.to..size).await?;
            self.trail.extend(later);
            self.to = size;
        }
        let earliest = size.saturating_sub(MAX_ENTRIES_BACK);
        if self.from < earliest {
            self.trail.retain(|it| it.entry >= earliest);
            self.from = earliest;
        }
        Ok(())
    }
}

impl Reading {
    fn is_of(&self, published: &Arc<Published>) -> bool {
        Weak::ptr_eq(&self.basis, &Arc::downgrade(published))
    }
}

impl Compiled {
    fn new(state: &State, path: String) -> Result<Compiled, NoCompilation> {
        Ok(Compiled {
            view: compilation(state)?,
            state: state.clone(),
            path,
            sheets: Mutex::default(),
        })
    }

    /// Whether a state has the same text and proposals. What both states have in common is the
    /// same in memory, so that this costs a look at each proposal and no more.
    fn is_still(&self, state: &State) -> bool {
        let entry = |state: &State| state.current().map(|it| it.entry);
        let before = &self.state;
        entry(before) == entry(state)
            && before.ending() == state.ending()
            && before.proposals() == state.proposals()
            && before.translations() == state.translations()
            && before.delegations() == state.delegations()
            && before.redacted().size() == state.redacted().size()
            && before.modalities() == state.modalities()
    }

    /// The provisions as HTML, made when the first one asks.
    ///
    /// # Errors
    /// When making them failed by our fault.
    pub(crate) async fn sheet(self: &Arc<Self>, name: SheetName) -> Result<Arc<Sheet>, Problem> {
        if let Some(found) = self.held().get(&name) {
            return Ok(found.clone());
        }
        let compiled = self.clone();
        tokio::task::spawn_blocking(move || compiled.make(name))
            .await
            .map_err(|fault| Problem::Ours(fault.to_string()))
    }

    fn make(&self, name: SheetName) -> Arc<Sheet> {
        let mut sheets = self.held();
        if let Some(found) = sheets.get(&name) {
            return found.clone();
        }
        let embedding = Embedding {
            translation: name
                .text
                .as_ref()
                .map(|language| translation(&self.state, &self.view, language, name.words)),
            ..self.embedding(name.words.tag, name.reasons)
        };
        let tokenizer = Tokenizer::default();
        let sheet = redlined(&tokenizer, |redline| {
            Sheet::new(&self.view.compilation, name.words, embedding, redline)
        });
        let sheet = Arc::new(sheet);
        sheets.insert(name, sheet.clone());
        sheet
    }

    /// How provisions of this negotiation stand in pages of a language.
    pub(crate) fn embedding(&self, page: &str, reasons: bool) -> Embedding {
        embedding(&self.state, &self.path, page, reasons)
    }

    /// The index of a provision in the compilation.
    pub(crate) fn position(&self, id: &ProvisionId) -> Option<usize> {
        let provisions = &self.view.compilation.provisions;
        provisions.iter().position(|it| it.id == *id)
    }

    fn held(&self) -> std::sync::MutexGuard<'_, HashMap<SheetName, Arc<Sheet>>> {
        self.sheets.lock().unwrap_or_else(|it| it.into_inner())
    }
}

/// The most documents that are read at one time: more would wait for the same processors, each
/// with all of its memory.
const MAX_ASIDE: usize = 4;

static ASIDE: Semaphore = Semaphore::const_new(MAX_ASIDE);

/// Does what takes long where nobody else waits behind it.
///
/// # Errors
/// When it failed by our fault.
pub(crate) async fn aside<T: Send + 'static>(
    work: impl FnOnce() -> T + Send + 'static,
) -> Result<T, Problem> {
    let seat = ASIDE.acquire().await.expect("nobody closes it");
    let done = tokio::task::spawn_blocking(move || {
        let _seat = seat;
        work()
    });
    done.await.map_err(|fault| Problem::Ours(fault.to_string()))
}

/// How provisions of a negotiation stand in pages of a language.
pub(crate) fn embedding(state: &State, path: &str, page: &str, reasons: bool) -> Embedding {
    let working = state.modalities().working_language();
    Embedding {
        proposals: format!("{path}/proposals/"),
        provisions: format!("{path}/text/"),
        text_language: working
            .map(Language::as_str)
            .filter(|tag| *tag != page)
            .map(str::to_owned),
        reasons,
        translation: None,
    }
}
