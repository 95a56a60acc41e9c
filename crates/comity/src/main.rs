//! The program: arguments in, files read, one use of the library, files written.
//!
//! Never here: what a text or a proposal is. Exit codes: 0 done; 1 something could not be read
//! or used, and nothing was written; 2 the arguments make no sense.
//!
//! Start at [`arguments`], then one file for each command.

mod archive;
mod arguments;
mod balance;
mod bundle;
mod campaigns;
mod compile;
mod converge;
mod data_folder;
#[cfg(feature = "demo")]
mod demo;
mod diff;
mod export;
mod files;
mod findings;
mod inputs;
mod keygen;
mod lists;
mod merge;
mod new;
mod origins;
mod output;
mod prove;
mod rebase;
mod report;
mod run;
mod serve;
mod serving;
mod show;
mod stores;
mod verify;

use std::process::ExitCode;

use clap::{CommandFactory, Parser};

use arguments::{Command, Program};
use report::Failure;

fn main() -> ExitCode {
    let program = Program::parse();
    let done = match program.command {
        Command::Compile(arguments) => compile::run(&arguments),
        Command::Diff(arguments) => diff::run(&arguments),
        Command::Merge(arguments) => merge::run(&arguments),
        Command::Rebase(arguments) => rebase::run(&arguments),
        Command::Show(arguments) => show::run(&arguments),
        Command::Lists(arguments) => lists::run(&arguments),
        Command::Verify(arguments) => verify::run(&arguments),
        Command::Prove(arguments) => prove::run(&arguments),
        Command::Run(arguments) => run::run(&arguments),
        Command::New(arguments) => new::run(&arguments),
        Command::Serve(arguments) => serve::run(&arguments),
        #[cfg(feature = "demo")]
        Command::Demo(arguments) => demo::run(&arguments),
        Command::Converge(arguments) => converge::run(&arguments),
        Command::Campaigns(arguments) => campaigns::run(&arguments),
        Command::Origins(arguments) => origins::run(&arguments),
        Command::Balance(arguments) => balance::run(&arguments),
        Command::Keygen(arguments) => keygen::run(&arguments),
        Command::Completions { shell } => {
            // Made in memory first: a closed pipe is no reason to panic.
            let mut script = Vec::new();
            clap_complete::generate(shell, &mut Program::command(), "comity", &mut script);
            files::write(None, &script, false)
        }
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(Failure::Usage(message)) => Program::command()
            .error(clap::error::ErrorKind::ValueValidation, message)
            .exit(),
        // What is wrong stands in the answers that were written.
        Err(Failure::Answered) => ExitCode::from(1),
        Err(failure) => {
            report::failure(&failure);
            ExitCode::from(1)
        }
    }
}
