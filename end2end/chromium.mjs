// Debian's Chromium, quiet: no sandbox inside containers, no requests of its own. Without a window of its own, where Debian
// has that, it shows a page the same in two thirds of the time.

import { existsSync } from 'node:fs';

const windowless = '/usr/bin/chromium-headless-shell';

export const chromium = {
  executablePath: process.env.CHROMIUM ?? (existsSync(windowless) ? windowless : '/usr/bin/chromium'),
  args: [
    '--no-sandbox',
    '--disable-gpu',
    '--disable-dev-shm-usage',
    '--disable-quic',
    '--no-first-run',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
  ],
};
