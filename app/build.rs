//! Turns `locales/` into compile-checked messages: a missing key in a language fails the build.
use leptos_i18n_build::{Config, ParseOptions, TranslationsInfos};
use std::{env, path::PathBuf};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-changed=../migrations"); // embedded by model/store.rs
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
        "workspace",
    ] {
        config = config.add_namespace(namespace)?;
    }
    let translations = TranslationsInfos::parse(config)?;
    translations.emit_diagnostics();
    translations.rerun_if_locales_changed();
    translations.generate_i18n_module(out)?;
    Ok(())
}
