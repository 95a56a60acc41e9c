//! What has changed since: since an entry that the address names, or since the reader's last visit.

use std::collections::{BTreeMap, BTreeSet};

use comity_app::views::changes::News;
use comity_text::ProvisionId;

use crate::problem::Problem;
use crate::visit::Visit;

/// What has changed since some entry.
pub(crate) struct Since {
    /// How long the record was then; `None` where the reader is here for the first time.
    pub(crate) entry: Option<u64>,
    /// Whether the address names it.
    pub(crate) asked: bool,
    /// Whether only what has changed is to be shown.
    pub(crate) only: bool,
    /// What has changed; `None` where it is too long ago to be told.
    pub(crate) news: Option<BTreeMap<ProvisionId, BTreeSet<News>>>,
}

impl Since {
    /// What has changed for a visit: `?since=ENTRY`, else since the last visit.
    ///
    /// # Errors
    /// When the accounts or the record cannot be read.
    pub(crate) async fn of(visit: &Visit) -> Result<Since, Problem> {
        let size = visit.room().state().size();
        let asked = visit.query.given("since").and_then(|it| it.parse().ok());
        // The visit is remembered although the address asks for something else.
        let last = visit.last_visit().await?;
        let entry = asked.or(last).filter(|it| *it <= size);
        let mut since = Since {
            entry,
            asked: asked.is_some(),
            only: visit.query.get("only") == "changed" && entry.is_some(),
            news: Some(BTreeMap::new()),
        };
        let Some(entry) = entry else {
            return Ok(since);
        };
        let trail = visit.site.readings().trail(visit.room(), entry).await?;
        since.news = trail.map(|trail| {
            let mut news: BTreeMap<ProvisionId, BTreeSet<News>> = BTreeMap::new();
            for (id, what) in trail.into_iter().flat_map(|it| it.on) {
                news.entry(id).or_default().insert(what);
            }
            news
        });
        Ok(since)
    }

    /// How many of some provisions have changed.
    pub(crate) fn count<'p>(&self, provisions: impl Iterator<Item = &'p ProvisionId>) -> usize {
        let Some(news) = &self.news else {
            return 0;
        };
        provisions.filter(|it| news.contains_key(*it)).count()
    }

    /// Whether a provision is to be shown.
    pub(crate) fn shows(&self, id: &ProvisionId) -> bool {
        !self.only || self.news.as_ref().is_none_or(|it| it.contains_key(id))
    }
}
