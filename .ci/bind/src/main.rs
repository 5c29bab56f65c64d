//! `bind WASM FOLDER NAME [--parts] [--fast]`: makes of a wasm that cargo built what browsers load, as NAME in FOLDER. With
//! `--parts` it is cut at the functions that are fetched later; `--fast` keeps names and everything, for the inner loop.
use std::{
    collections::HashSet,
    env, fs,
    path::{Path, PathBuf},
};

use anyhow::{Result, anyhow, bail};
use walrus::{
    Function, FunctionBuilder, FunctionId, FunctionKind, ModuleConfig,
    ir::{Visitor, dfs_in_order},
    passes::gc,
};
use wasm_bindgen_cli_support::Bindgen;

/// What is in the names of functions that only take a page over bit by bit, while parts of it are fetched. Ours is taken over
/// in one go; but every view brings these along in its table, so that no linker can tell that nobody calls them.
const NEVER_CALLED: &str = "hydrate_async";

fn main() -> Result<()> {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let [wasm, folder, name, options @ ..] = arguments.as_slice() else {
        bail!("bind WASM FOLDER NAME [--parts] [--fast]");
    };
    let [parts, fast] = ["--parts", "--fast"].map(|one| options.iter().any(|given| given == one));
    let folder = PathBuf::from(folder);
    let mut whole = PathBuf::from(wasm);
    let unused = match fast {
        true => HashSet::new(),
        false => never_called(&whole)?,
    };
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
        // What is emptied is known by the compiler's names.
        .demangle(fast)
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
                thin(&file, &unused)?;
            }
        }
    }
    Ok(())
}

/// Leaves the names out of a wasm, and what is in these functions.
fn thin(file: &Path, unused: &HashSet<String>) -> Result<()> {
    let mut config = ModuleConfig::new();
    config
        .generate_name_section(false)
        .generate_producers_section(false);
    let mut module = config.parse_file(file)?;
    let is_unused = |function: &FunctionId| {
        let name = module.funcs.get(*function).name.as_ref();
        name.is_some_and(|name| unused.contains(name))
    };
    let local = module.funcs.iter_local().map(|(function, _)| function);
    let unused: Vec<FunctionId> = local.filter(is_unused).collect();
    for function in unused {
        let shape = module.funcs.get(function).ty();
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

/// The functions of that name that no other function calls, found before the wasm is cut, while all calls can be seen. The
/// compiler makes one of functions that do the same, and that one has the name of any of them.
fn never_called(whole: &Path) -> Result<HashSet<String>> {
    let module = ModuleConfig::new().parse_file(whole)?;
    let is_named = |function: &&Function| {
        let name = function.name.as_deref();
        name.is_some_and(|name| name.contains(NEVER_CALLED))
    };
    let named = module.funcs.iter().filter(is_named).map(Function::id);
    let mut unused: HashSet<FunctionId> = named.collect();
    loop {
        let mut used = CalledFunctions::default();
        for (function, local) in module.funcs.iter_local() {
            if !unused.contains(&function) {
                dfs_in_order(&mut used, local, local.entry_block());
            }
        }
        let before = unused.len();
        unused.retain(|function| !used.0.contains(function));
        if unused.len() == before {
            break;
        }
    }
    let name = |function| module.funcs.get(function).name.clone();
    Ok(unused.into_iter().filter_map(name).collect())
}

/// The functions that others name.
#[derive(Default)]
struct CalledFunctions(HashSet<FunctionId>);

impl<'i> Visitor<'i> for CalledFunctions {
    fn visit_function_id(&mut self, function: &FunctionId) {
        self.0.insert(*function);
    }
}
