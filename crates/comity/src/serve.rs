//! `comity serve`: the site for real people, on SQLite in a data folder or on PostgreSQL.

use std::sync::Arc;

use comity_app::Host;
use comity_app::ports::{Accounts, Answer, Clock, Journal, Letter, NotSent, Post};
use comity_web::post_office::PostOffice;
use comity_web::smtp::SmtpPost;
use comity_web::{Foundation, Settings, Site};

use crate::arguments::ServeArguments;
use crate::data_folder::DataFolder;
use crate::report::{self, Failure, counted};
use crate::serving::{MachineChance, MachineClock, listener, on_all_cores, until_told};
use crate::stores::{Work, key_of, with_stores};

pub(crate) fn run(arguments: &ServeArguments) -> Result<(), Failure> {
    on_all_cores(with_stores(&arguments.store, Serving(arguments)))
}

struct Serving<'a>(&'a ServeArguments);

impl Work for Serving<'_> {
    async fn on<J: Journal>(
        self,
        journal: J,
        accounts: Arc<dyn Accounts>,
        folder: &DataFolder,
    ) -> Result<(), Failure> {
        let Serving(arguments) = self;
        let post = post(arguments)?;
        let (listener, bound) = listener(arguments.listen).await?;
        let clock: Arc<dyn Clock> = Arc::new(MachineClock);
        let chance = Arc::new(MachineChance);
        let host = Host::new(
            journal,
            clock.clone(),
            chance.clone(),
            folder.holder(),
            key_of(folder),
        );
        let failed = host
            .open()
            .await
            .map_err(|error| Failure::Unusable("the records".to_owned(), error.to_string()))?;
        for (id, error) in &failed {
            tracing::error!(negotiation = id.as_str(), "cannot be opened: {error}");
        }
        let negotiations = host.negotiations();
        let settings = settings(arguments, bound);
        let address = settings.address.clone();
        tokio::spawn(PostOffice::new(accounts.clone(), clock.clone(), post).keep());
        let site = Site::new(Foundation {
            negotiations: negotiations.clone(),
            accounts,
            clock,
            chance,
            settings,
        });
        let count = negotiations.all().len();
        let open = counted(count, "negotiation is", "negotiations are");
        report::done(
            &format!("{open} open at {address}; end it with Ctrl-C"),
            &[],
        );
        tokio::spawn(host.keep(|id, error| {
            tracing::error!(negotiation = id.as_str(), "cannot be opened: {error}");
        }));
        until_told(listener, site).await;
        Ok(())
    }
}

fn settings(arguments: &ServeArguments, bound: std::net::SocketAddr) -> Settings {
    let address = arguments.store.address.as_deref();
    // Who reads the outbox can be anybody in it: only where nobody but this machine can ask, and
    // nobody stands in front who asks for others.
    let is_private = bound.ip().is_loopback() && address.is_none() && !arguments.behind_proxy;
    Settings {
        address: address.map_or_else(
            || format!("http://{bound}"),
            |it| it.trim_end_matches('/').to_owned(),
        ),
        local_outbox: is_private && arguments.smtp.is_none(),
        behind_proxy: arguments.behind_proxy,
        more_routes: &[],
    }
}

fn post(arguments: &ServeArguments) -> Result<Arc<dyn Post>, Failure> {
    let (Some(server), Some(from)) = (&arguments.smtp, &arguments.from) else {
        return Ok(Arc::new(ConsolePost));
    };
    let post = SmtpPost::new(server, from);
    let post = post.map_err(|error| Failure::Usage(format!("--smtp: {error}")))?;
    Ok(Arc::new(post))
}

/// Prints letters: for a site on one's own machine, and for trying it.
pub(crate) struct ConsolePost;

impl Post for ConsolePost {
    fn send<'a>(&'a self, letter: &'a Letter) -> Answer<'a, (), NotSent> {
        Box::pin(async move {
            report::letter(letter);
            Ok(())
        })
    }
}
