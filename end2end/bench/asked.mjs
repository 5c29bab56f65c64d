// What the Import page says to its worker, so that a bench can say the same to a worker of its own.

import { alive } from '../server.mjs';

/** Opens /check with a small file; `globalThis.asked` is then what the page told its worker. */
export async function askAsThePage(page) {
  await page.addInitScript(() => {
    const send = Worker.prototype.postMessage;
    Worker.prototype.postMessage = function (message, ...rest) {
      if (Array.isArray(message) && message[0].includes('"judge"')) globalThis.asked = message[0];
      return send.call(this, message, ...rest);
    };
  });
  await page.goto('/check');
  await alive(page);
  const [chooser] = await Promise.all([page.waitForEvent('filechooser'), page.getByRole('button', { name: 'Browse' }).click()]);
  await chooser.setFiles({ name: 'small.csv', mimeType: 'text/csv', buffer: Buffer.from('Last name\r\nChan\r\n') });
  await page.waitForFunction(() => globalThis.asked);
}
