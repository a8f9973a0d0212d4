import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { generateBank } from '../../sample-data/generate-bank.ts';
import { pageQuestions } from '../../server/page-questions.ts';
import { REMEMBERED_ROOMS } from '../../server/remember-answers.ts';
import { shellText } from '../../web/app/text.ts';
import { overviewText } from '../../web/features/overview/text.ts';
import { describeViolations, findViolations } from './axe.ts';
import {
  LANGUAGES,
  loadSmallBank,
  type OpenDesk,
  openDesk,
  publishSmallPlan,
  type Visit,
} from './open-desk.ts';

let desk: OpenDesk;
let routes: string[];
let data: string[];

/** Columns whose cells are a bank's own words. What is coded is not among them: it is translated. */
const OWN_WORDS = [
  '客户名称',
  '机构名称',
  '客户经理',
  '第一责任人',
  '乡镇',
  '行政村',
  '产品名称',
  '保证人',
  '合同号',
  '法定代表人',
  '抵押物类型',
  '时效中断证据',
  '职业',
  '资金实际用途',
  '备注',
];

/** Every text of the bank's own that a page may show, longest first. */
function wordsOfTheBank(): string[] {
  const { files } = generateBank({ loans: 400 });
  const known = new Set(files.map(({ name }) => name));
  for (const file of files) {
    if (!file.name.endsWith('_20261120.csv') && !file.name.endsWith('_20251231.csv')) continue;
    const [header = '', ...lines] = Buffer.from(file.bytes())
      .toString('utf8')
      .replace('﻿', '')
      .split('\r\n');
    const places = OWN_WORDS.map((name) => header.split(',').indexOf(name));
    for (const line of lines) {
      const cells = line.split(',');
      for (const place of places) known.add(cells[place] ?? '');
    }
    if (file.name.endsWith('_20261120.csv')) for (const name of header.split(',')) known.add(name);
  }
  return [...known].filter((text) => text.length > 1).sort((a, b) => b.length - a.length);
}

beforeAll(async () => {
  desk = await openDesk();
  await loadSmallBank(desk.send);
  await publishSmallPlan(desk.send);
  const sources = await desk.get(z.array(z.string()), '/api/loan-book/sources');
  data = [...wordsOfTheBank(), ...sources];
  const list = z.looseObject({ rows: z.array(z.looseObject({ loanId: z.string() })) });
  const first = async (path: string) =>
    encodeURIComponent((await desk.get(list, path)).rows[0]?.loanId ?? '');
  const settled = await first('/api/loans?state=on_book&defaultType=incapable&limit=1');
  const open = await first('/api/loans?state=on_book&defaultType=undetermined&limit=1');
  routes = [
    '/',
    '/loans',
    '/loans?group=branch',
    `/loans/${settled}`,
    `/loans/${open}`,
    '/triage',
    '/quotas?year=2026',
    '/progress',
    '/progress?view=forecast',
    '/progress?view=bridge',
    '/progress?view=migration',
    '/progress?view=migration&kind=days&measure=loans',
    '/progress?view=migration&part=rolls',
    '/progress?view=migration&part=cures',
    '/progress?view=recovery',
    '/progress?view=dormancy&weeks=4',
    '/progress?view=villages',
    '/progress?view=reconciliation',
    '/progress?view=alerts',
    '/data',
  ];
});
afterAll(() => desk?.close());

async function ready(page: Page): Promise<void> {
  await page.getByRole('heading', { level: 1 }).waitFor();
  await page.evaluate(() => document.fonts.ready.then(() => undefined));
}

/** Every text a person sees or hears on the page: words, labels, hints, tips. */
function textsOn(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const found: string[] = [];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const holder = node.parentElement?.closest('script,style,noscript,[lang="zh-CN"]');
      if (!holder || holder === document.documentElement) found.push(node.textContent ?? '');
    }
    for (const one of document.body.querySelectorAll('*')) {
      for (const name of ['aria-label', 'placeholder', 'title', 'alt', 'data-tip']) {
        found.push(one.getAttribute(name) ?? '');
      }
    }
    return found.map((text) => text.trim()).filter((text) => text !== '');
  });
}

/** When the page scrolls sideways: how wide it is, and what reaches beyond the screen. */
function overflowing(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const limit = window.innerWidth;
    const width = document.documentElement.scrollWidth;
    if (width <= limit) return [];
    const beyond = [...document.body.querySelectorAll('*')]
      .filter((one) => Math.abs(one.getBoundingClientRect().right - width) < 1)
      .map(
        (one) => `${one.tagName} ${one.getAttribute('class')} "${one.textContent?.slice(0, 40)}"`,
      );
    return [`${width} wide`, ...beyond];
  });
}

/** A key that no text was found for stands as it is: `matrix.title`; a value not given as `{{x}}`. */
const KEY =
  /(?:^|\s)[a-z][a-zA-Z]*(?:\.[a-z][a-zA-Z]*)+(?:$|\s)|\{\{|\bundefined\b|\bNaN\b|\[object/;

describe('what a page asks first', () => {
  /** Of one plan, loan or pair of books: known only when the page has been told of it. */
  const OF_ONE = /\/(?:plans|receipts|loans)\/[^?]|\/villages\/loans|[?&]from=/;
  const sorted = (path: string) => {
    const { pathname, searchParams } = new URL(path, 'http://127.0.0.1');
    searchParams.sort();
    return `${pathname}?${searchParams}`;
  };

  test('is among what the desk makes before it is asked', async () => {
    const { today } = await desk.get(z.object({ today: z.string() }), '/api/desk');
    const made = new Set(pageQuestions(today, []).map(sorted));
    const { page, show, end } = await desk.visit();
    const other = new Set<string>();
    page.on('request', (request) => {
      const { pathname, search } = new URL(request.url());
      const isMade = REMEMBERED_ROOMS.some((room) => pathname.startsWith(`/api/${room}`));
      if (!isMade || request.method() !== 'GET' || OF_ONE.test(pathname + search)) return;
      if (!made.has(sorted(pathname + search))) other.add(pathname + search);
    });
    for (const path of routes.filter((one) => /^\/(?:\w*$|progress\?view=\w+$)/.test(one))) {
      await show(path);
      await ready(page);
      await page.waitForLoadState('networkidle');
    }
    await end();
    expect([...other]).toEqual([]);
  });
});

describe.each(LANGUAGES)('every page, in %s', (language) => {
  describe.each(['light', 'dark'] as const)('in the %s theme', (colorScheme) => {
    let visit: Visit;
    beforeAll(async () => {
      visit = await desk.visit({ language, colorScheme });
    });
    afterAll(() => visit?.end());

    test('nobody is shut out: no page breaks WCAG 2.2 AA', async () => {
      const found: Record<string, string> = {};
      for (const path of routes) {
        await visit.show(path);
        await ready(visit.page);
        const said = describeViolations(await findViolations(visit.page));
        if (said !== '') found[path] = said;
      }
      expect(found).toEqual({});
    });
  });

  test('no page is wider than a phone', async () => {
    const visit = await desk.visit({ language, width: 390, height: 844 });
    const wide: Record<string, string[]> = {};
    for (const path of routes) {
      await visit.show(path);
      await ready(visit.page);
      const found = await overflowing(visit.page);
      if (found.length > 0) wide[path] = found;
    }
    expect(wide).toEqual({});
    await visit.end();
  });

  test('at 1280×720 the Overview shows its sentence and its five tiles without scrolling', async () => {
    const visit = await desk.visit({ language, width: 1280, height: 720 });
    await visit.show('/');
    const main = visit.page.getByRole('main');
    const parts = [visit.page.getByRole('heading', { level: 1 })];
    for (const name of ['npl', 'target', 'achieved', 'pace', 'weekly'] as const) {
      parts.push(
        main.getByRole('link').filter({ hasText: overviewText[language].tile[name] }).first(),
      );
    }
    for (const part of parts) {
      const box = await part.boundingBox();
      expect(box?.y).toBeGreaterThanOrEqual(0);
      expect((box?.y ?? 720) + (box?.height ?? 720)).toBeLessThanOrEqual(720);
    }
    await visit.end();
  });

  test('on paper the menu, the filters and the buttons are left out', async () => {
    const visit = await desk.visit({ language });
    await visit.show('/');
    const menu = visit.page.getByRole('navigation', { name: shellText[language].nav.label });
    await menu.waitFor();
    await visit.page.emulateMedia({ media: 'print' });
    await menu.waitFor({ state: 'hidden' });
    await visit.page.getByRole('searchbox').waitFor({ state: 'hidden' });
    expect(await visit.page.getByRole('heading', { level: 1 }).isVisible()).toBe(true);
    await visit.end();
  });
});

test('the switch leaves no word of the other language, and no word without a text, behind', async () => {
  const visit = await desk.visit({ language: 'zh' });
  const { page } = visit;
  const left: Record<string, string[]> = {};
  for (const path of routes) {
    await visit.show(path);
    await ready(page);
    const chinese = (await textsOn(page)).filter((text) => KEY.test(text));
    await page.getByRole('button', { name: shellText.zh.switch.language, exact: true }).click();
    await page.locator('html[lang=en]').waitFor();
    const english = (await textsOn(page)).filter((text) => {
      const rest = data.reduce((all, one) => all.replaceAll(one, ''), text);
      return KEY.test(text) || /[㐀-鿿]/.test(rest.replaceAll(EXPECTED, ''));
    });
    const found = [...new Set([...chinese, ...english])];
    if (found.length > 0) left[path] = found.slice(0, 40);
    await page.getByRole('button', { name: shellText.en.switch.language, exact: true }).click();
    await page.locator('html[lang="zh-CN"]').waitFor();
  }
  expect(left).toEqual({});
  await visit.end();
});

/** The product's own name, the units' own names, and a name with its middle masked. */
const EXPECTED = /清收台|[万亿]元|[㐀-鿿]?\*+[㐀-鿿]?/g;
