// How the side panel sits in a page: small, at any width, by day and by night, as high as what it holds, and never with a
// contact of another conversation, however fast its host leads from one to the next.

import type { Page } from '@playwright/test';
import { article, button, drawn, expect, field, frameOf, heard, panel, press, show, tab, test, turn } from '../host';

test.use({ chapter: 'panel_frame' });

// SPEED S10 asks for 150 KB. The document is rendered by the server, so that no wasm comes with it; this keeps it from growing
// unseen.
const BUDGET = 60 * 1024;

test('the first load stays within its budget and comes packed', async ({ page, host, server, centre }) => {
  await centre.call('F-1');
  const sizes: Record<string, number> = {};
  const loose: string[] = [];
  page.on('requestfinished', async (request) => {
    const { origin, pathname } = new URL(request.url());
    if (origin !== server.url) return;
    // Reserved before it is known, so that nothing that was asked for is forgotten.
    sizes[pathname] ??= 0;
    const [response, { responseBodySize, responseHeadersSize }] = [await request.response(), await request.sizes()];
    sizes[pathname] += responseBodySize + responseHeadersSize;
    if (/\.(js|css)$/.test(pathname) && !response!.headers()['content-encoding']) loose.push(pathname);
  });
  await show(page, host, 'F-1');
  await expect.poll(() => Object.values(sizes).every((size) => size > 0) && '/embed/contact' in sizes).toBe(true);
  expect(Object.keys(sizes).filter((path) => !path.startsWith('/embed/'))).toEqual([]);
  expect(loose).toEqual([]);
  expect(Object.values(sizes).reduce((sum, size) => sum + size, 0), JSON.stringify(sizes, null, 2)).toBeLessThanOrEqual(BUDGET);
});

/** The host gives the panel so much room. */
const widen = (page: Page, width: number) =>
  page.locator('external-contact-panel').evaluate((element, width) => Object.assign((element as HTMLElement).style, { display: 'block', width: `${width}px` }), width);

/** How much further than its frame the panel reaches sideways. */
const beyond = async (page: Page) =>
  (await frameOf(page)).evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);

test('at every width it fits, by day, by night and in forced colours, also with names that have no end', async ({ page, host, centre, axe }) => {
  const long = 'Wolfeschlegelsteinhausenbergerdorffwelchevoralternwaren';
  await centre.call('F-2', 'ongoing', {
    first_name: long, company: `${long} ${long}`, labels: ['A label that is rather long for a label'],
    emails: [{ address: `${long.toLowerCase()}@a-domain-that-is-long-as-well.example.com` }],
  });
  await show(page, host, 'F-2');
  for (const width of [280, 320, 360, 420, 600]) {
    await widen(page, width);
    for (const name of ['Activity', 'Journey', 'Device', 'Profile']) {
      await tab(page, name).click();
      await expect(panel(page).getByRole('tabpanel', { name })).toBeVisible();
      expect(await beyond(page), `${name} at ${width} px`).toBeLessThanOrEqual(0);
    }
    await axe(page);
    await press(page, button(page, 'Edit'));
    await expect(field(page, 'Company')).toBeVisible();
    expect(await beyond(page), `the form at ${width} px`).toBeLessThanOrEqual(0);
    await axe(page);
    await press(page, button(page, 'Cancel'));
    await press(page, button(page, 'Find contact to merge'));
    await expect(panel(page).getByRole('searchbox')).toBeVisible();
    expect(await beyond(page), `the search at ${width} px`).toBeLessThanOrEqual(0);
    await press(page, button(page, 'Cancel'));
  }
  await widen(page, 320);
  for (const look of [{ colorScheme: 'dark' }, { colorScheme: 'light', forcedColors: 'active' }] as const) {
    await page.emulateMedia(look);
    expect(await beyond(page)).toBeLessThanOrEqual(0);
    await axe(page);
    await press(page, button(page, 'Edit'));
    await expect(field(page, 'Company')).toBeVisible();
    await axe(page);
    await press(page, button(page, 'Cancel'));
  }
  // The tab that is open stands out where all colours are the reader's.
  const edge = (name: string) => tab(page, name).evaluate((tab) => getComputedStyle(tab).borderBottomColor);
  expect(await edge('Profile')).not.toBe(await edge('Device'));
});

test('the buttons of a long form stay in sight and cover nothing that has the focus', async ({ page, host, centre }) => {
  await centre.call('F-3');
  await show(page, host, 'F-3');
  // A host that lets the panel be no higher than this has it scroll in itself.
  await page.locator('external-contact-panel').evaluate((element) => element.setAttribute('max-height', '400'));
  await widen(page, 320);
  await press(page, button(page, 'Edit'));
  await expect(button(page, 'Save')).toBeVisible();
  for (const part of await panel(page).locator('form summary').all()) await part.click();
  const fields = panel(page).locator('form[data-form=save] :is(input:not([type=hidden]), select)').locator('visible=true');
  const count = await fields.count();
  expect(count).toBeGreaterThan(15);
  await fields.first().focus();
  for (let n = 1; n < count; n += 1) {
    await page.keyboard.press('Tab');
    // What stands in the middle of it is it, or something within it.
    const seen = await (await frameOf(page)).evaluate(() => {
      const focused = document.activeElement!;
      const { left, top, width, height } = focused.getBoundingClientRect();
      const there = document.elementFromPoint(left + width / 2, top + height / 2);
      return !!there && (focused === there || focused.contains(there) || there.contains(focused));
    });
    expect(seen, `the stop ${n} of the form`).toBe(true);
  }
  await expect(button(page, 'Save')).toBeInViewport();
});

test('the frame is as high as the panel, and a change of it is told at most twice', async ({ page, host, centre }) => {
  await centre.call('F-4');
  await show(page, host, 'F-4');
  await widen(page, 320);
  await drawn(page, 30);
  const height = () => page.locator('external-contact-panel iframe').evaluate((frame) => frame.getBoundingClientRect().height);
  const holds = async () => (await frameOf(page)).evaluate(() => document.getElementById('root')!.getBoundingClientRect().height);
  const changes: (() => Promise<void>)[] = [
    () => tab(page, 'Device').click(),
    () => tab(page, 'Profile').click(),
    () => button(page, 'Edit').click(),
    () => button(page, 'Cancel').click(),
    () => widen(page, 280).then(() => {}),
  ];
  for (const [n, change] of changes.entries()) {
    const before = (await heard(page, 'resize')).length;
    await change();
    await expect.poll(async () => Math.abs((await height()) - (await holds()))).toBeLessThanOrEqual(1);
    await drawn(page, 30);
    const told = (await heard(page, 'resize')).slice(before);
    expect(told.length, `${JSON.stringify(told)} of change ${n}`).toBeLessThanOrEqual(2);
    // Nothing in the frame is left to be scrolled to.
    expect(await (await frameOf(page)).evaluate(() => document.documentElement.scrollHeight - document.documentElement.clientHeight)).toBeLessThanOrEqual(1);
  }
});

test('the style of a host that fights with its height begins no endless loop', async ({ page, host, centre }) => {
  await centre.call('F-5');
  await show(page, host, 'F-5');
  for (const content of [
    'external-contact-panel { display: flex; height: 50vh; zoom: 1.1 } iframe { max-width: 90% !important }',
    'external-contact-panel { display: block; width: 33.3vw; transform: scale(0.9) } * { box-sizing: content-box; border: 3px solid }',
    'external-contact-panel { display: grid; max-height: 200px; overflow: auto; zoom: 0.67 }',
  ]) {
    await page.addStyleTag({ content });
    await drawn(page, 120);
    const before = (await heard(page, 'resize')).length;
    await drawn(page, 120);
    expect((await heard(page, 'resize')).length, content).toBe(before);
    await expect(article(page, 'F-5')).toBeVisible();
  }
});

test('a hundred fast switches never show a contact of another conversation', async ({ page, host, centre }) => {
  const names = ['Anna', 'Berta', 'Clara'];
  for (const [n, name] of names.entries()) await centre.call(`S-${n}`, 'ongoing', { first_name: name, company: `Firm of ${name}` });
  // Answers come late, and not in the order in which they were asked for.
  let answers = 0;
  await page.route(/\/embed\/contact/, async (route) => {
    const answer = await route.fetch();
    await new Promise((resolve) => setTimeout(resolve, (37 * answers++) % 60));
    await route.fulfill({ response: answer }).catch(() => {});
  });
  // In the frame: which conversation was asked for last, heard before the panel hears it.
  await page.addInitScript(() => {
    if (window === top) return;
    const mixed: string[] = [];
    Object.assign(window, { mixed, wanted: undefined, looked: 0 });
    const state = window as unknown as { wanted?: string; looked: number };
    addEventListener('message', ({ ports }) =>
      ports[0]?.addEventListener('message', ({ data }) => {
        if (data?.type === 'enquiry') state.wanted = data.enquiry;
      }));
    const names = ['Anna', 'Berta', 'Clara'];
    const look = () => {
      const place = document.getElementById('place');
      if (place && state.wanted) {
        state.looked += 1;
        const text = place.textContent ?? '';
        const shown = place.querySelector('article');
        const own = names[Number(state.wanted.slice(2))];
        const strange = names.some((name) => name !== own && text.includes(name));
        const elsewhere = shown?.dataset.enquiry && shown.dataset.enquiry !== state.wanted;
        if (strange || elsewhere) mixed.push(`${state.wanted} asked for, shown: ${text.slice(0, 200)}`);
      }
      requestAnimationFrame(look);
    };
    requestAnimationFrame(look);
  });
  await show(page, host, 'S-0');
  await page.evaluate(async (names) => {
    const panel = document.querySelector('external-contact-panel')! as HTMLElement & { enquiry: string; hint?: object };
    for (let n = 1; n <= 100; n += 1) {
      Object.assign(panel, { hint: { name: names[n % 3] }, enquiry: `S-${n % 3}` });
      await new Promise((resolve) => setTimeout(resolve, (n * 7) % 40));
    }
  }, names);
  await expect(article(page, 'S-1')).toContainText('Firm of Berta');
  const { mixed, looked } = await (await frameOf(page)).evaluate(() => {
    const { mixed, looked } = window as unknown as { mixed: string[]; looked: number };
    return { mixed, looked };
  });
  expect(looked).toBeGreaterThan(50);
  expect(mixed).toEqual([]);
  await expect(panel(page).getByRole('heading', { level: 1 })).toHaveText('Berta S-1');
});

test('whoever is led to another conversation in the middle of a word that is being composed waits for nothing', async ({ page, host, centre }) => {
  await centre.call('F-9');
  await centre.call('F-10', 'ongoing', { company: 'Bolt' });
  await show(page, host, 'F-9');
  const note = panel(page).getByLabel('New note');
  await note.click();
  const session = await page.context().newCDPSession(page);
  await session.send('Input.imeSetComposition', { text: 'ni', selectionStart: 2, selectionEnd: 2 });
  await expect(note).toHaveValue('ni');
  await turn(page, 'F-10');
  await expect(article(page, 'F-10')).toContainText('Bolt', { timeout: 5000 });
  // Whoever had the focus in the panel has it at the name of who is shown by now.
  await expect(panel(page).getByRole('heading', { level: 1 })).toBeFocused();
  await turn(page, 'F-9');
  await expect(note).toHaveValue('ni');
});

test('the name that the host knows already stands there before the server has answered', async ({ page, host, centre }) => {
  await centre.call('F-6', 'ongoing', { first_name: 'Mei' });
  await centre.call('F-7', 'ongoing', { first_name: 'Tai' });
  await show(page, host, 'F-6');
  let answer = () => {};
  const held = new Promise<void>((resolve) => (answer = resolve));
  await page.route(/\/embed\/contact/, async (route) => {
    await held;
    await route.continue();
  });
  await turn(page, 'F-7', { name: 'Tai of the hint' });
  const waiting = panel(page).locator('article.waiting');
  await expect(waiting).toContainText('Tai of the hint');
  await expect(waiting).toHaveAttribute('aria-busy', 'true');
  await expect(panel(page).getByText('Mei')).toHaveCount(0);
  answer();
  await expect(panel(page).getByRole('heading', { level: 1 })).toHaveText('Tai F-7');
  await expect(waiting).toHaveCount(0);
});

test('it speaks the language of its host’s page, and is as light or dark as that', async ({ page, host, centre, axe }) => {
  await centre.call('F-8');
  await show(page, host, 'F-8');
  await page.locator('external-contact-panel').evaluate((element) => {
    element.setAttribute('language', 'zh-Hant');
    element.setAttribute('theme', 'dark');
  });
  await expect(panel(page).locator('html')).toHaveAttribute('lang', 'zh-Hant');
  await expect(panel(page).locator('html')).toHaveAttribute('data-theme', 'dark');
  await expect(article(page, 'F-8')).toBeVisible();
  await expect(tab(page, '個人檔案')).toBeVisible();
  await press(page, button(page, '編輯'));
  await expect(panel(page).locator('form[data-form=save]')).toBeVisible();
  await axe(page);
});
