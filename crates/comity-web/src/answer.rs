//! What a page answers with.

use askama::Template;
use axum::body::Body;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};

use crate::problem::Problem;

/// What a page answers with.
#[derive(Debug)]
pub enum Answer {
    /// A page.
    Page {
        /// Its status: that of a form that was not taken is not 200.
        status: StatusCode,
        /// The whole of it.
        html: String,
    },
    /// Look there: what was sent has been taken.
    SeeOther(String),
    /// A file to keep.
    File {
        /// How it is to be called.
        name: String,
        /// Its media type.
        media_type: &'static str,
        /// What is in it.
        body: Body,
    },
    /// Anything else, made by hand.
    Other(Response),
}

impl Answer {
    /// A page from its template.
    ///
    /// # Errors
    /// Never with our templates: they write into memory.
    pub fn page(template: &impl Template) -> Result<Answer, Problem> {
        Answer::page_with(StatusCode::OK, template)
    }

    /// A page with another status.
    ///
    /// # Errors
    /// Never with our templates: they write into memory.
    pub fn page_with(status: StatusCode, template: &impl Template) -> Result<Answer, Problem> {
        let html = template
            .render()
            .map_err(|error| Problem::Ours(format!("a page cannot be rendered: {error}")))?;
        Ok(Answer::Page { status, html })
    }

    /// Look there.
    ///
    /// # Errors
    /// Never: it is an answer.
    pub fn see_other(path: impl Into<String>) -> Result<Answer, Problem> {
        Ok(Answer::SeeOther(path.into()))
    }
}

impl IntoResponse for Answer {
    fn into_response(self) -> Response {
        match self {
            Answer::Page { status, html } => (
                status,
                [(header::CONTENT_TYPE, "text/html; charset=utf-8")],
                html,
            )
                .into_response(),
            Answer::SeeOther(path) => {
                (StatusCode::SEE_OTHER, [(header::LOCATION, path)]).into_response()
            }
            Answer::File {
                name,
                media_type,
                body,
            } => {
                let disposition = format!("attachment; filename=\"{name}\"");
                let mut response = Response::new(body);
                let headers = response.headers_mut();
                headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(media_type));
                if let Ok(value) = HeaderValue::from_str(&disposition) {
                    headers.insert(header::CONTENT_DISPOSITION, value);
                }
                response
            }
            Answer::Other(response) => response,
        }
    }
}
