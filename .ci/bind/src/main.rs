//! `bind WASM FOLDER NAME [--parts] [--fast]`: makes of a wasm that cargo built what browsers load, as NAME in FOLDER. With
//! `--parts` it is cut at the functions that are fetched later; `--fast` keeps names, for the inner loop.
use std::{env, fs, path::PathBuf};

use anyhow::{Result, anyhow, bail};
use wasm_bindgen_cli_support::Bindgen;

fn main() -> Result<()> {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let [wasm, folder, name, options @ ..] = arguments.as_slice() else {
        bail!("bind WASM FOLDER NAME [--parts] [--fast]");
    };
    let [parts, fast] = ["--parts", "--fast"].map(|one| options.iter().any(|given| given == one));
    let folder = PathBuf::from(folder);
    let mut whole = PathBuf::from(wasm);
    if parts {
        let module = fs::read(&whole)?;
        let script = format!("./{name}.js");
        whole = folder.join(format!("{name}.wasm"));
        let mut cut = wasm_split_cli_support::Options::new(&module);
        cut.output_dir = &folder;
        cut.main_out_path = &whole;
        cut.main_module = &script;
        cut.target.web();
        wasm_split_cli_support::transform(cut).map_err(|error| anyhow!("{error:#}"))?;
    }
    Bindgen::new()
        .input_path(&whole)
        .out_name(name)
        .web(true)?
        .typescript(false)
        .omit_default_module_path(false)
        .keep_debug(fast)
        .remove_name_section(!fast)
        .remove_producers_section(!fast)
        // The parts find in the first one what they share with it by the linker's names.
        .keep_lld_exports(parts)
        .generate(&folder)?;
    if parts {
        fs::remove_file(&whole)?;
    }
    Ok(())
}
