//! The second wasm: judges a contacts file in a Web Worker.
