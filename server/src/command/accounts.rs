//! The first accounts of an empty database, and the commands `staff` and `token`.
use std::io::BufRead;

use anyhow::{Context, bail};
use app::{
    error::Error,
    model::{
        Asker,
        staff::{self, roster},
        tokens,
    },
    who::{Action, Role, Scope},
    wire::staff::{StaffChange, StaffDraft},
};

use clap::Subcommand;

use crate::config::Settings;

#[derive(Subcommand)]
pub enum StaffCommand {
    /// Adds a member of staff and prints a password to begin with
    Add {
        email: String,
        #[arg(long, value_parser = clap::value_parser!(Role))]
        role: Role,
        /// The name that colleagues know; the part of the address before the @ when absent
        #[arg(long)]
        name: Option<String>,
        /// Read from the first line of standard input when `-`; made up and printed when absent
        #[arg(long)]
        password: Option<String>,
    },
    /// Closes an account: its name stays in every log, signing in is over; the last Administrator stays
    Close { email: String },
    /// Lists everybody
    List,
    /// Sets another password and prints it; all sessions of the account end
    Passwd {
        email: String,
        /// Read from the first line of standard input when `-`; made up and printed when absent
        #[arg(long)]
        password: Option<String>,
    },
}

#[derive(Subcommand)]
pub enum TokenCommand {
    /// Makes a token and prints it, this once
    Create {
        name: String,
        /// contacts:read, contacts:write, contacts:export, ingest, enquiries:read, administration; repeat it for more than one
        #[arg(long = "scope", required = true, value_delimiter = ',')]
        scopes: Vec<Scope>,
        /// For how many days it is good; for ever when absent
        #[arg(long)]
        days: Option<u16>,
    },
}

/// The password of the example accounts of `serve --demo`.
const DEMO_PASSWORD: &str = "external-contacts";
const DEMO_STAFF: [(&str, &str, Role); 3] = [
    ("demo@example.org", "Dana Demo", Role::Administrator),
    ("supervisor@example.org", "Sam Supervisor", Role::Supervisor),
    ("agent@example.org", "Alex Agent", Role::Agent),
];

/// Lets somebody into an empty database: the Administrator and the token of the settings, the example accounts, or
/// whoever opens the one-time link. Returns what to print.
pub async fn first(
    operator: &Asker,
    settings: &Settings,
    demo: bool,
) -> anyhow::Result<Vec<String>> {
    let mut say = Vec::new();
    if let Some(secret) = &settings.api_token
        && tokens::list(operator).await?.is_empty()
    {
        tokens::keep(operator, "API_TOKEN", Scope::ALL.to_vec(), None, secret).await?;
    }
    if let (Some(email), Some(password)) = (&settings.admin_email, &settings.admin_password) {
        let draft = StaffDraft::new(name_of(email), email, Role::Administrator);
        staff::add_first(operator, draft, password.clone())
            .await
            .context("ADMIN_EMAIL and ADMIN_PASSWORD")?;
    }
    if demo {
        for (email, name, role) in DEMO_STAFF {
            let added = staff::add(
                operator,
                StaffDraft::new(name, email, role),
                Some(DEMO_PASSWORD.into()),
            );
            match added.await {
                Ok(_) | Err(Error::Conflict(_)) => {}
                Err(error) => return Err(error.into()),
            }
        }
        let (email, ..) = DEMO_STAFF[0];
        say.push(format!(
            "Sign in as {email} with the password {DEMO_PASSWORD}"
        ));
    }
    if staff::is_empty(operator.read(Action::ReadStaff)?).await? {
        let secret = tokens::invite(operator).await?;
        say.push(format!(
            "Make the first Administrator at {}/sign-in?first={secret}",
            settings.address()
        ));
    }
    Ok(say)
}

/// `staff add`, `staff close`, `staff list`, `staff passwd`.
pub async fn staff(operator: &Asker, command: StaffCommand) -> anyhow::Result<()> {
    match command {
        StaffCommand::Add {
            email,
            role,
            name,
            password,
        } => {
            let (password, made_up) = chosen(password.as_deref())?;
            let draft = StaffDraft::new(name.as_deref().unwrap_or(name_of(&email)), &email, role);
            let staff = staff::add(operator, draft, Some(password.clone())).await?;
            println!("{} {} {}", staff.id, role.as_str(), staff.draft.email);
            if made_up {
                println!("password {password}");
            }
        }
        StaffCommand::Close { email } => {
            let change = StaffChange {
                active: Some(false),
                ..StaffChange::default()
            };
            let staff = staff::change(operator, found(operator, &email).await?, change).await?;
            println!("{} {} (left)", staff.id, staff.draft.email);
        }
        StaffCommand::List => {
            for staff in staff::list(operator).await? {
                let left = if staff.active { "" } else { " (left)" };
                println!(
                    "{} {} {} {}{left}",
                    staff.id,
                    staff.draft.role.as_str(),
                    staff.draft.email,
                    staff.draft.name
                );
            }
        }
        StaffCommand::Passwd { email, password } => {
            let (password, made_up) = chosen(password.as_deref())?;
            let change = StaffChange {
                password: Some(password.clone()),
                ..StaffChange::default()
            };
            let staff = staff::change(operator, found(operator, &email).await?, change).await?;
            println!("{} {}", staff.id, staff.draft.email);
            if made_up {
                println!("password {password}");
            }
        }
    }
    Ok(())
}

/// The account of an address.
async fn found(operator: &Asker, email: &str) -> anyhow::Result<uuid::Uuid> {
    match roster::id_of(operator, email).await {
        Err(Error::NotFound) => {
            bail!("No account has the address {email}. `staff list` lists all.")
        }
        found => Ok(found?),
    }
}

/// A password that is given, read from standard input, or made up; and whether it is made up.
fn chosen(given: Option<&str>) -> anyhow::Result<(String, bool)> {
    Ok(match given {
        None => (made_up(), true),
        Some("-") => {
            let mut line = String::new();
            std::io::stdin().lock().read_line(&mut line)?;
            (line.trim_end_matches(['\r', '\n']).to_owned(), false)
        }
        Some(given) => (given.to_owned(), false),
    })
}

/// `token create`.
pub async fn token(operator: &Asker, command: TokenCommand) -> anyhow::Result<()> {
    let TokenCommand::Create { name, scopes, days } = command;
    if scopes.is_empty() {
        bail!("Choose a scope with --scope.");
    }
    let (_, secret) = tokens::create(operator, &name, scopes, days).await?;
    println!("{secret}");
    Ok(())
}

fn name_of(email: &str) -> &str {
    email.split('@').next().unwrap_or(email)
}

/// A password of 100 random bits that can be read out.
fn made_up() -> String {
    const LETTERS: &[u8; 32] = b"abcdefghijkmnpqrstuvwxyz23456789";
    let random: u128 = rand::random();
    let letters: Vec<char> = (0..20)
        .map(|n| LETTERS[(random >> (5 * n)) as usize % 32] as char)
        .collect();
    letters
        .chunks(5)
        .map(|five| five.iter().collect::<String>())
        .collect::<Vec<_>>()
        .join("-")
}
