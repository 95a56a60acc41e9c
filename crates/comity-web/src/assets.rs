//! The style sheet and the script, compressed once, under names that change with what is in them.

use std::io::Write as _;
use std::sync::LazyLock;

use axum::body::{Body, Bytes};
use axum::http::{HeaderMap, HeaderValue, header};
use axum::response::Response;
use flate2::Compression;
use flate2::write::GzEncoder;
use sha2::{Digest, Sha256};

/// The style sheet: that of provisions and that of the site.
pub(crate) static STYLE: LazyLock<Asset> = LazyLock::new(|| {
    let sheets = [
        comity_exchange::html::STYLE,
        include_str!("../assets/site.css"),
        include_str!("../assets/reading.css"),
        include_str!("../assets/acting.css"),
        include_str!("../assets/people.css"),
        include_str!("../assets/procedure.css"),
        include_str!("../assets/public.css"),
    ];
    let sheet = sheets.join("\n");
    Asset::new("comity", "css", "text/css; charset=utf-8", sheet)
});

/// The style sheet of the pages of findings, beside that of every page.
pub(crate) static FINDINGS_STYLE: LazyLock<Asset> = LazyLock::new(|| {
    let sheets = [
        comity_exchange::charts::CHART_STYLE,
        include_str!("../assets/findings.css"),
    ];
    let sheet = sheets.join("\n");
    Asset::new("findings", "css", "text/css; charset=utf-8", sheet)
});

/// The script.
pub(crate) static SCRIPT: LazyLock<Asset> = LazyLock::new(|| {
    let script = include_str!("../assets/site.js").to_owned();
    Asset::new("comity", "js", "text/javascript; charset=utf-8", script)
});

/// A file that belongs to the program.
pub(crate) struct Asset {
    /// Where it is.
    pub(crate) path: String,
    media_type: &'static str,
    plain: Bytes,
    gzipped: Bytes,
}

impl Asset {
    fn new(name: &str, ending: &str, media_type: &'static str, text: String) -> Asset {
        let digest = Sha256::digest(text.as_bytes());
        let mark = data_encoding::HEXLOWER.encode(&digest[..8]);
        Asset {
            path: format!("/assets/{name}-{mark}.{ending}"),
            media_type,
            gzipped: gzipped(text.as_bytes(), Compression::best()),
            plain: Bytes::from(text),
        }
    }

    /// The asset as a response that never has to be asked for again.
    pub(crate) fn response(&self, asked: &HeaderMap) -> Response {
        let takes_gzip = takes_gzip(asked);
        let body = if takes_gzip {
            &self.gzipped
        } else {
            &self.plain
        };
        let mut response = Response::new(Body::from(body.clone()));
        let headers = response.headers_mut();
        headers.insert(
            header::CONTENT_TYPE,
            HeaderValue::from_static(self.media_type),
        );
        let forever = HeaderValue::from_static("public, max-age=31536000, immutable");
        headers.insert(header::CACHE_CONTROL, forever);
        headers.insert(header::VARY, HeaderValue::from_static("accept-encoding"));
        if takes_gzip {
            headers.insert(header::CONTENT_ENCODING, HeaderValue::from_static("gzip"));
        }
        response
    }
}

/// Whether a browser takes compressed answers.
pub(crate) fn takes_gzip(asked: &HeaderMap) -> bool {
    let accepted = asked.get_all(header::ACCEPT_ENCODING).iter();
    let mut accepted = accepted.filter_map(|it| it.to_str().ok());
    accepted.any(|it| it.split(',').any(|one| one.trim().starts_with("gzip")))
}

/// Bytes, compressed.
pub(crate) fn gzipped(bytes: &[u8], level: Compression) -> Bytes {
    let mut encoder = GzEncoder::new(Vec::with_capacity(bytes.len() / 4 + 64), level);
    encoder
        .write_all(bytes)
        .expect("memory takes what is written to it");
    Bytes::from(
        encoder
            .finish()
            .expect("memory takes what is written to it"),
    )
}
