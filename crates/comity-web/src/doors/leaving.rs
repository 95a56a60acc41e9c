//! Leaving: on this machine, or on every one.

use std::sync::Arc;

use axum::http::header;

use crate::answer::Answer;
use crate::problem::Problem;
use crate::sessions;
use crate::visit::Visit;

/// Signs the person out here.
pub(crate) async fn here(visit: Arc<Visit>) -> Result<Answer, Problem> {
    if let Some(person) = &visit.reader.person {
        sessions::end(&visit.site, person).await?;
    }
    Ok(Answer::see_other("/")?.with(header::SET_COOKIE, sessions::no_cookie()))
}

/// Signs the person out everywhere.
pub(crate) async fn everywhere(visit: Arc<Visit>) -> Result<Answer, Problem> {
    if let Some(person) = &visit.reader.person {
        sessions::end_all(&visit.site, person.account.id).await?;
    }
    Ok(Answer::see_other("/")?.with(header::SET_COOKIE, sessions::no_cookie()))
}
