//! Makes the release binary follow the site that it carries. Debug builds read the site when they run, and need none.
use std::{env, path::Path};

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    if env::var("PROFILE").as_deref() != Ok("release") {
        return;
    }
    let site = "../target/site";
    if Path::new(site)
        .join("pkg/external-contacts.wasm.br")
        .exists()
    {
        println!("cargo::rerun-if-changed={site}");
    } else {
        println!(
            "cargo::error=the site is not built: `make build` builds it, and then the server around it"
        );
    }
}
