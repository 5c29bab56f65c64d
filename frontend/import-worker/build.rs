//! Keeps a workbook that unpacks without end from taking all of the machine's memory.
fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rustc-link-arg-cdylib=--max-memory=2147483648");
}
