import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { sendToAddress } from '../../server/client/send.ts';
import { describeViolations, findViolations } from './axe.ts';
import { openBrowser } from './open-browser.ts';
import { loadSmallBank } from './open-desk.ts';
import { type ServedApp, serveApp } from './serve-app.ts';

const PAGES = ['/', '/loans', '/triage', '/quotas', '/progress', '/data'];
const PATHS_BY_KEY = {
  l: '/loans',
  t: '/triage',
  q: '/quotas',
  p: '/progress',
  d: '/data',
  o: '/',
};

let app: ServedApp;
let browser: Browser;
let context: BrowserContext;
let page: Page;
let complaints: string[];

beforeAll(async () => {
  [app, browser] = await Promise.all([serveApp(), openBrowser()]);
  await loadSmallBank(sendToAddress(app.address));
});

afterAll(async () => {
  await browser?.close();
  await app?.stop();
});

/** A page of its own; what it complains about is a failure of the test. */
async function open(options: Parameters<Browser['newContext']>[0] = {}) {
  context = await browser.newContext({ viewport: { width: 1440, height: 900 }, ...options });
  page = await context.newPage();
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text());
  });
}

const show = (path: string) => page.goto(app.address + path, { waitUntil: 'networkidle' });
const here = () => page.url().slice(app.address.length);

beforeEach(() => {
  complaints = [];
});

afterEach(async () => {
  await context.close();
  expect(complaints).toEqual([]);
});

describe('getting about', () => {
  beforeEach(() => open());

  test('g then a letter goes to every page, with the filters kept', async () => {
    await show('/?branch=城关支行');
    for (const [key, path] of Object.entries(PATHS_BY_KEY)) {
      await page.keyboard.press('g');
      await page.keyboard.press(key);
      await page.waitForURL((url) => url.pathname === path);
      expect(new URL(page.url()).searchParams.getAll('branch')).toEqual(['城关支行']);
      await page.getByRole('heading', { level: 1 }).waitFor();
    }
  });

  test('/ goes to the search box, Enter to the loans found, Back returns', async () => {
    await show('/triage');
    await page.keyboard.press('/');
    await page.keyboard.type('张');
    await page.keyboard.press('Enter');
    await page.waitForURL((url) => url.pathname === '/loans');
    expect(new URL(page.url()).searchParams.get('search')).toBe('张');
    await page.goBack();
    await page.waitForURL((url) => url.pathname === '/triage');
  });

  test('letters typed into a field go nowhere', async () => {
    await show('/triage');
    await page.keyboard.press('/');
    await page.keyboard.type('gl');
    expect(here()).toBe('/triage');
  });

  test('a filter is written into the address and Back takes it away', async () => {
    await show('/triage');
    await page.getByRole('button', { name: /^五级/ }).click();
    await page.getByRole('checkbox', { name: '可疑' }).check();
    await page.waitForURL((url) => url.searchParams.get('riskClass') === 'doubtful');
    await page.goBack();
    await page.waitForURL((url) => !url.searchParams.has('riskClass'));
  });

  test('an address that leads nowhere says so and offers a way on', async () => {
    await show('/nowhere');
    await page.getByText('没有这个页面').waitFor();
    await page.getByRole('link', { name: '回到总览' }).click();
    await page.waitForURL((url) => url.pathname === '/');
  });

  test('a link with a broken filter still opens', async () => {
    await show('/triage?asOf=yesterday&branch=');
    await page.getByRole('heading', { level: 1 }).waitFor();
  });
});

describe('language and appearance', () => {
  beforeEach(() => open());

  test('one click switches the language, and the next visit remembers it', async () => {
    await show('/');
    expect(await page.locator('html').getAttribute('lang')).toBe('zh-CN');
    await page.getByRole('button', { name: 'English' }).click();
    await page.getByRole('link', { name: /^Triage/ }).waitFor();
    await page.reload();
    await page.getByRole('link', { name: /^Triage/ }).waitFor();
    expect(await page.locator('html').getAttribute('lang')).toBe('en');
  });

  test('the chosen theme is remembered', async () => {
    await show('/');
    await page.locator('label', { hasText: '深色' }).click();
    await page.reload();
    const scheme = page.locator('html[data-mantine-color-scheme="dark"]');
    await scheme.waitFor();
  });
});

describe.each(['light', 'dark'] as const)('in the %s theme', (colorScheme) => {
  test('no page breaks WCAG 2.2 AA', async () => {
    await open({ colorScheme });
    for (const path of PAGES) {
      await show(path);
      expect(describeViolations(await findViolations(page)), path).toBe('');
    }
  });
});

test('an empty desk says what to do, and the button leads there', async () => {
  const empty = await serveApp();
  try {
    await open();
    await page.goto(`${empty.address}/triage`, { waitUntil: 'networkidle' });
    await page.getByRole('heading', { level: 1, name: '还没有导入贷款台账' }).waitFor();
    expect(describeViolations(await findViolations(page))).toBe('');
    // The page's own questions were asked while the desk's state was not yet known.
    complaints = complaints.filter((complaint) => !complaint.includes('404'));
    await page.getByRole('link', { name: '上传台账' }).click();
    await page.waitForURL((url) => url.pathname === '/data');
  } finally {
    await context.close();
    await empty.stop();
  }
});

test('on a phone no page is wider than the screen', async () => {
  await open({ viewport: { width: 390, height: 844 }, hasTouch: true });
  for (const path of PAGES) {
    await show(path);
    const width = await page.evaluate(() => document.documentElement.scrollWidth);
    expect(width, path).toBeLessThanOrEqual(390);
  }
});

test('on a phone the filters open from one button and Esc closes them', async () => {
  await open({ viewport: { width: 390, height: 844 } });
  await show('/triage');
  await page.getByRole('button', { name: /筛选/ }).click();
  await page.getByRole('dialog').waitFor();
  await page.keyboard.press('Escape');
  await page.getByRole('dialog').waitFor({ state: 'hidden' });
});
