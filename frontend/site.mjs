// Makes the site from what cargo built: `node frontend/site.mjs [--fast | --demo]` writes target/site, which the server
// carries.
// Each step is skipped while what it reads is unchanged, and a file is written only when its bytes change, so that
// cargo sees no change where there is none. --fast (of a debug build, for the inner loop) and --demo leave out wasm-opt and
// compression.

import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import { bundle } from 'lightningcss';

const fast = process.argv.includes('--fast');
const demo = process.argv.includes('--demo');
const quick = fast || demo;
const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const cargoTarget = process.env.CARGO_TARGET_DIR ?? join(root, 'target');
const site = join(root, 'target/site');
const steps = join(root, 'target/site-steps');

// V8 refuses the output of --all-features, so each feature is named.
const features = ['bulk-memory', 'bulk-memory-opt', 'nontrapping-float-to-int', 'sign-ext', 'mutable-globals', 'reference-types', 'multivalue', 'simd'];
const doors = [
  // wasm-opt -Oz would take five minutes to make it a sixth smaller unpacked, and a tenth larger as it is sent.
  { crate: 'frontend', name: 'external-contacts', profile: 'wasm-page', optimise: '', parts: true },
  { crate: 'import_worker', name: 'import-worker', profile: 'wasm-worker', optimise: '-O3' },
];

const filesOf = (folder) =>
  existsSync(folder)
    ? readdirSync(folder).flatMap((name) => {
        const path = join(folder, name);
        return statSync(path).isDirectory() ? filesOf(path) : [path];
      })
    : [];

/** What `make` gives for this `key`: made once, then read back from target/site-steps. */
function once(step, key, make) {
  const hash = createHash('sha256');
  for (const part of key) hash.update(part).update('\0');
  const folder = join(steps, step);
  const stamp = join(folder, '.key');
  const digest = hash.digest('hex');
  if (!existsSync(stamp) || readFileSync(stamp, 'utf8') !== digest) {
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(folder, { recursive: true });
    make(folder);
    writeFileSync(stamp, digest);
  }
  return filesOf(folder)
    .filter((path) => path !== stamp)
    .map((path) => ({ name: relative(folder, path), bytes: readFileSync(path) }));
}

const made = new Map();
// Cuts and binds a wasm: .ci/bind, which the Makefile has built.
const binder = join(cargoTarget, 'debug/bind');

const run = (program, ...options) => execFileSync(program, options, { stdio: 'inherit' });
const optimiser = join(root, 'frontend/node_modules/binaryen/bin/wasm-opt');

for (const { crate, name, profile, optimise, parts } of doors) {
  const compiled = join(cargoTarget, 'wasm32-unknown-unknown', fast ? 'debug' : demo ? 'demo' : profile, `${crate}.wasm`);
  const kind = fast ? '-fast' : demo ? '-demo' : '';
  const files = once(name + kind, [readFileSync(compiled), readFileSync(binder), optimise, features.join()], (folder) => {
    run(binder, compiled, folder, name, ...(parts ? ['--parts'] : []), ...(fast ? ['--fast'] : []));
    if (quick || !optimise) return;
    for (const wasm of filesOf(folder).filter((path) => path.endsWith('.wasm'))) {
      console.log(`wasm-opt ${optimise} ${relative(folder, wasm)}`);
      run(process.execPath, optimiser, optimise, ...features.map((feature) => `--enable-${feature}`), wasm, '-o', wasm);
    }
  });
  // Leptos looks for NAME.wasm, wasm-bindgen writes NAME_bg.wasm.
  for (const file of files) made.set(`pkg/${file.name.replace('_bg.wasm', '.wasm')}`, file.bytes);
  if (parts) {
    const later = files.map((file) => file.name).filter((file) => file.endsWith('.wasm') && file !== `${name}_bg.wasm`);
    made.set('pkg/parts.json', Buffer.from(JSON.stringify(later)));
  }
}

// The side panel has a style of its own, far smaller than that of the pages.
for (const [style, name] of [['main', 'pkg/external-contacts'], ['panel', 'embed/panel']]) {
  const filename = join(root, `style/${style}.css`);
  if (!existsSync(filename)) continue;
  const targets = { chrome: 123 << 16, firefox: 128 << 16, safari: (17 << 16) | (5 << 8) };
  made.set(`${name}.css`, bundle({ filename, minify: !quick, targets }).code);
}
const assets = join(root, 'frontend/assets');
// A script is sent without the lines that are for whoever reads it here.
const sent = (path) => {
  const bytes = readFileSync(path);
  return quick || !path.endsWith('.js') ? bytes : Buffer.from(bytes.toString().replaceAll(/^ *\/\/.*\n/gm, ''));
};
for (const path of filesOf(assets)) made.set(relative(assets, path), sent(path));
// Scripts take what messages may be from a module, as not every browser imports JSON.
const messages = JSON.parse(made.get('embed/messages.schema.json'));
made.set('embed/schema.js', Buffer.from(`export const schema = ${JSON.stringify(messages)};\n`));

// While developing, the page's own script vanishes when the server carries another build: time to load that.
const reload = `setInterval(async () => {
  const answer = await fetch(import.meta.url, { cache: 'no-store' }).catch(() => null);
  if (answer?.status === 404) location.reload();
}, 1000);
`;
if (fast) made.set('pkg/start.js', Buffer.concat([made.get('pkg/start.js'), Buffer.from(reload)]));

if (!quick) {
  for (const [name, bytes] of [...made]) {
    if (!/\.(wasm|js|ts|css|svg|txt|json|webmanifest)$/.test(name)) continue;
    for (const file of once(`packed/${name.replaceAll('/', '-')}`, [bytes], (folder) => {
      const quality = { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_LGWIN]: 22, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length };
      writeFileSync(join(folder, 'br'), brotliCompressSync(bytes, { params: quality }));
      writeFileSync(join(folder, 'gz'), gzipSync(bytes, { level: 9 }));
    })) made.set(`${name}.${file.name}`, file.bytes);
  }
}

let changed = 0;
for (const path of filesOf(site)) {
  if (!made.has(relative(site, path))) { rmSync(path); changed += 1; }
}
for (const [name, bytes] of made) {
  const path = join(site, name);
  if (existsSync(path) && readFileSync(path).equals(Buffer.from(bytes))) continue;
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, bytes);
  changed += 1;
}
const kilobytes = (...names) => Math.ceil(names.reduce((sum, name) => sum + (made.get(`${name}.br`) ?? made.get(name)).length, 0) / 1024);
const parts = JSON.parse(made.get('pkg/parts.json')).map((name) => `pkg/${name}`);
const panel = [...made.keys()].filter((name) => /^embed\/.*\.(js|css)$/.test(name));
const sizes = [
  `external-contacts.wasm ${kilobytes('pkg/external-contacts.wasm')} KB`,
  `its parts ${kilobytes(...parts)} KB`,
  `import-worker.wasm ${kilobytes('pkg/import-worker.wasm')} KB`,
  `the side panel ${kilobytes(...panel)} KB`,
];
console.log(`target/site: ${changed} files changed; ${quick ? 'not compressed' : 'brotli'}: ${sizes.join(', ')}`);
