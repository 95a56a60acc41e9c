//! What a page answers with.

use askama::Template;
use axum::body::Body;
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use flate2::Compression;

use crate::assets::{gzipped, takes_gzip};
use crate::cache;
use crate::problem::Problem;

/// Below so many bytes a page fits into one packet as it is.
const MIN_PACKED_BYTES: usize = 1_400;

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
    /// A page that may be kept and sent again, to the same reader, for as long as nothing that it
    /// shows has changed. A page with a form that acts never may: its form carries a fresh key.
    Kept(String),
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
        Ok(Answer::Page {
            status,
            html: rendered(template)?,
        })
    }

    /// A page that may be kept and sent again: what it shows follows from the negotiation, the
    /// reader and the minute alone.
    ///
    /// # Errors
    /// Never with our templates: they write into memory.
    pub fn page_to_keep(template: &impl Template) -> Result<Answer, Problem> {
        Ok(Answer::Kept(rendered(template)?))
    }

    /// The same with a header.
    #[must_use]
    pub fn with(self, name: HeaderName, value: HeaderValue) -> Answer {
        let mut response = self.response(&HeaderMap::new());
        response.headers_mut().insert(name, value);
        Answer::Other(response)
    }

    /// Look there.
    ///
    /// # Errors
    /// Never: it is an answer.
    pub fn see_other(path: impl Into<String>) -> Result<Answer, Problem> {
        Ok(Answer::SeeOther(path.into()))
    }
}

fn rendered(template: &impl Template) -> Result<String, Problem> {
    let rendered = template.render();
    rendered.map_err(|error| Problem::Ours(format!("a page cannot be rendered: {error}")))
}

/// A page that is made for one answer, packed quickly where the browser takes that.
pub(crate) fn page(status: StatusCode, html: String, asked: &HeaderMap) -> Response {
    let packs = html.len() >= MIN_PACKED_BYTES && takes_gzip(asked);
    let mut response = match packs {
        true => Response::new(Body::from(gzipped(html.as_bytes(), Compression::fast()))),
        false => Response::new(Body::from(html)),
    };
    *response.status_mut() = status;
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, cache::HTML);
    if packs {
        let packing = HeaderValue::from_static("gzip");
        headers.insert(header::CONTENT_ENCODING, packing);
    }
    cache::say_for_whom(headers, true);
    response
}

impl Answer {
    /// The answer as a response to somebody who asked with these headers.
    pub(crate) fn response(self, asked: &HeaderMap) -> Response {
        match self {
            Answer::Page { status, html } => page(status, html, asked),
            Answer::Kept(html) => page(StatusCode::OK, html, asked),
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

impl IntoResponse for Answer {
    fn into_response(self) -> Response {
        self.response(&HeaderMap::new())
    }
}
