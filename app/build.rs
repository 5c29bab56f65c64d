//! Turns `locales/` into compile-checked messages: a missing key in a language fails the build.
use leptos_i18n_parser::parse_locales::{
    options::{Config, ParseOptions},
    parse_locales,
};
use std::{env, fs, path::PathBuf};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-changed=../migrations"); // embedded by model/database.rs
    let out = PathBuf::from(env::var("OUT_DIR")?).join("i18n");
    let mut config =
        Config::new("en")?.parse_options(ParseOptions::default().interpolate_display(true));
    for locale in ["zh-Hant", "zh-Hans"] {
        config = config.add_locale(locale)?;
    }
    for namespace in [
        "frame",
        "account",
        "sign_in",
        "contacts",
        "list",
        "contact",
        "record",
        "import",
        "bulk",
        "organise",
        "merge",
        "desk",
        "enquiries",
        "room",
        "transcript",
        "workspace",
        "panel",
        "settings",
        "staff",
        "webhooks",
        "permissions",
        "first_hour",
    ] {
        config = config.add_namespace(namespace)?;
    }
    let parsed = parse_locales(None, config)?;
    for warning in parsed.diag.warnings().iter() {
        println!("cargo::warning={warning}");
    }
    for error in parsed.diag.errors().iter() {
        println!("cargo::error={error}");
    }
    for path in parsed.tracked_files.iter().flatten() {
        println!("cargo::rerun-if-changed={path}");
    }
    let module = leptos_i18n_codegen::gen_code(&parsed, None, false, None, true)?;
    fs::create_dir_all(&out)?;
    // On lines of its own each: whatever asks where something stands reads its line from the beginning, and one line of four
    // megabytes took clippy nearly three minutes.
    fs::write(
        out.join("mod.rs"),
        prettyplease::unparse(&syn::parse2(module)?),
    )?;
    Ok(())
}
