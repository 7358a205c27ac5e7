//! The program `musnad`: arguments in, the façade's answer out.
//!
//! Exit status: 0 when all went well, 1 when some input could not be read or the output not written, 2 when the command
//! line was wrong, 130 when Ctrl-C stopped it. Every complaint is one line on standard error, `musnad: FILE:LINE:COL: what: remedy`.

mod args;
mod commands;
mod output;
mod report;

use std::process::ExitCode;

use args::Command;
use output::Failure;

fn main() -> ExitCode {
    // Reading catches a panic, says which document it was, and goes on with the next; where it happened is for developers.
    if std::env::var_os("RUST_BACKTRACE").is_none() {
        std::panic::set_hook(Box::new(|_| {}));
    }
    let args = match args::parse() {
        Ok(args) => args,
        Err(failure) => return end(Err(failure)),
    };
    end(match args.command {
        Command::Read(read) => commands::read::run(read),
        Command::Add(add) => commands::add::run(add),
        Command::Search(search) => commands::search::run(&search),
        Command::Ask(ask) => commands::ask::run(&ask),
        Command::Quote(quote) => commands::quote::run(&quote),
        Command::Figures(figures) => commands::figures::run(&figures),
        Command::Verify(verify) => commands::verify::run(&verify),
        Command::Schema => commands::schema::run(),
    })
}

fn end(result: Result<(), Failure>) -> ExitCode {
    match result {
        Ok(()) | Err(Failure::ReaderGone) => ExitCode::SUCCESS,
        Err(Failure::Shown) => ExitCode::FAILURE,
        Err(Failure::Stopped) => ExitCode::from(130),
        Err(Failure::Output(message)) => {
            output::complain(&message);
            ExitCode::FAILURE
        }
        Err(Failure::Usage(message)) => {
            output::complain(&message);
            ExitCode::from(2)
        }
    }
}
