//! `comity demo`: a lifelike negotiation in the browser, in memory, with a page to step into roles.

use std::sync::Arc;

use comity_app::script::Seeded;
use comity_demo::{Ground, begin};

use crate::arguments::DemoArguments;
use crate::report::{self, Failure, counted};
use crate::serving::{MachineChance, MachineClock, listener, on_all_cores, until_told};

pub(crate) fn run(arguments: &DemoArguments) -> Result<(), Failure> {
    on_all_cores(async {
        let (listener, bound) = listener(arguments.listen).await?;
        let ground = Ground {
            clock: Arc::new(MachineClock),
            chance: Arc::new(MachineChance),
            seed: Seeded::from_number(arguments.seed).bytes_for("demonstration"),
            address: format!("http://{bound}"),
        };
        let demo = begin(ground).await.map_err(|error| {
            Failure::Unusable("the demonstration".to_owned(), error.to_string())
        })?;
        let desk = demo.site.negotiations().get(&demo.negotiation);
        let entries = desk.map_or(0, |it| it.read().state.size());
        let entries = counted(
            usize::try_from(entries).unwrap_or(usize::MAX),
            "entry",
            "entries",
        );
        let summary = format!(
            "a negotiation of {entries} is open\n  choose a role: http://{bound}/step\n  \
             or watch:      http://{bound}/n/{}\n  key of its record: {}\n  end it with Ctrl-C",
            demo.negotiation, demo.verifier
        );
        report::done(&summary, &[]);
        tokio::spawn(demo.host.keep(|id, error| {
            tracing::error!(negotiation = id.as_str(), "cannot be opened: {error}");
        }));
        until_told(listener, demo.site).await;
        Ok(())
    })
}
