import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { loanBookText } from '../../web/features/loan-book/text.ts';
import { describeViolations, findViolations } from './axe.ts';
import { fill, LANGUAGES, type OpenDesk, openDesk, type Visit } from './open-desk.ts';

const book = (day: string, isWider = false) => {
  const more = (cell: string) => (isWider ? `,${cell}` : '');
  const lines = [
    `借据号,机构名称,客户经理,本金余额${more('五级分类')}`,
    `A,城关支行,吉雨,900.00${more('次级')}`,
    `B,河西支行,周敏,800.00${more('可疑')}`,
  ];
  const buffer = Buffer.from(`${lines.join('\n')}\n`);
  return { name: `台账_${day}.csv`, mimeType: 'text/csv', buffer };
};
const snapshots = z.array(z.looseObject({ asOf: z.string(), rowsLoaded: z.int() }));

describe.each(LANGUAGES)('a year of books comes in at once, in %s', (language) => {
  const words = loanBookText[language];
  let desk: OpenDesk;
  let visit: Visit;

  beforeAll(async () => {
    desk = await openDesk();
    visit = await desk.visit({ language });
    await visit.show('/data');
  });
  afterAll(async () => {
    await visit?.end();
    await desk?.close();
  });

  const days = async () =>
    (await desk.get(snapshots, '/api/loan-book/snapshots')).map((s) => s.asOf);
  const waiting = (count: number) =>
    visit.page
      .getByRole('heading', {
        name: fill(count === 1 ? words.waiting.title_one : words.waiting.title_other, { count }),
      })
      .waitFor();
  const go = () => visit.page.getByRole('button', { name: words.prepare.go, exact: true });
  const prepares = (name: string) =>
    visit.page.getByRole('heading', { name: new RegExp(name) }).waitFor();

  test('the first is checked, by name; the others wait and can be taken away', async () => {
    const files = [book('20260717'), book('20260703'), book('20260710'), book('20260724')];
    await visit.page.setInputFiles(`input[aria-label="${words.drop.choose}"]`, files);
    await prepares('台账_20260703');
    await waiting(3);
    await visit.page
      .getByRole('button', { name: fill(words.waiting.dropLabel, { file: '台账_20260724.csv' }) })
      .click();
    await waiting(2);
    expect(await days()).toEqual([]);
    expect(describeViolations(await findViolations(visit.page))).toBe('');
  });

  test('after it those about which nothing is to be asked are loaded without a stop', async () => {
    await go().click();
    await expect.poll(days).toEqual(['2026-07-17', '2026-07-10', '2026-07-03']);
  });

  test('one whose columns have changed stops and waits', async () => {
    const files = [book('20260731'), book('20260807', true)];
    await visit.page.setInputFiles(`input[aria-label="${words.drop.choose}"]`, files);
    await prepares('台账_20260731');
    await go().click();
    await prepares('台账_20260807');
    await visit.page.getByText(words.prepare.saved).waitFor();
    expect(await days()).toHaveLength(4);
    await go().click();
    await expect.poll(days).toHaveLength(5);
  });
});
