//! `bind WASM FOLDER NAME [--parts] [--fast]`: makes of a wasm that cargo built what browsers load, as NAME in FOLDER. With
//! `--parts` it is cut at the functions that are fetched later; `--fast` keeps names and everything, for the inner loop.
use std::{
    env, fs,
    path::{Path, PathBuf},
};

use anyhow::{Result, anyhow, bail};
use walrus::{FunctionBuilder, FunctionKind, ModuleConfig, passes::gc};
use wasm_bindgen_cli_support::Bindgen;

/// Ways of taking a page over that ours does not go, by what is in the names of their functions. Every view brings them along
/// in its table, so that no linker can tell: a twelfth of the page.
const NEVER_CALLED: [&str; 2] = ["hydrate_async", "hydrate_from_template"];

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
        .remove_producers_section(!fast)
        // The parts find in the first one what they share with it by the linker's names.
        .keep_lld_exports(parts)
        .generate(&folder)?;
    if parts {
        fs::remove_file(&whole)?;
    }
    if !fast {
        for file in fs::read_dir(&folder)? {
            let file = file?.path();
            if file.extension().is_some_and(|kind| kind == "wasm") {
                thin(&file)?;
            }
        }
    }
    Ok(())
}

/// Leaves what is never called and the names out of a wasm.
fn thin(file: &Path) -> Result<()> {
    let mut config = ModuleConfig::new();
    config
        .generate_name_section(false)
        .generate_producers_section(false);
    let mut module = config.parse_file(file)?;
    let is_unused = |name: &str| NEVER_CALLED.iter().any(|part| name.contains(part));
    let unused: Vec<_> = module
        .funcs
        .iter_local()
        .map(|(id, _)| module.funcs.get(id))
        .filter(|function| function.name.as_deref().is_some_and(is_unused))
        .map(|function| (function.id(), function.ty()))
        .collect();
    for (function, shape) in unused {
        let (takes, gives) = module.types.params_results(shape);
        let (takes, gives) = (takes.to_vec(), gives.to_vec());
        let mut empty = FunctionBuilder::new(&mut module.types, &takes, &gives);
        empty.func_body().unreachable();
        let arguments = takes.iter().map(|kind| module.locals.add(*kind)).collect();
        module.funcs.get_mut(function).kind = FunctionKind::Local(empty.local_func(arguments));
    }
    gc::run(&mut module);
    module.emit_wasm_file(file)
}
