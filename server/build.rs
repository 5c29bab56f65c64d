//! Makes the release binary follow the site that it carries. Debug builds read the site when they run, and need none.
use std::{env, path::Path};

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    if env::var("PROFILE").as_deref() != Ok("release") {
        return;
    }
    let site = "../target/site";
    // A demo's is not packed.
    let page = |ending| format!("{site}/pkg/external-contacts.wasm{ending}");
    if [".br", ""]
        .iter()
        .any(|ending| Path::new(&page(ending)).exists())
    {
        println!("cargo::rerun-if-changed={site}");
    } else {
        println!(
            "cargo::error=the site is not built: `make build` builds it, and then the server around it"
        );
    }
}
