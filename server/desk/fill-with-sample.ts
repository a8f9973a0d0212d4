import { generateBank, type SampleFile } from '../../sample-data/generate-bank.ts';
import { createApp } from '../app.ts';
import { importBook } from '../client/import-book.ts';
import { uploadBytes } from '../client/load-file.ts';
import { loadSideFile } from '../client/load-side-file.ts';
import { makePlan, type PlanWish } from '../client/make-plan.ts';
import { sendTo } from '../client/send.ts';
import type { Desk } from '../open-desk.ts';
import { getBank } from './get-bank.ts';
import { SAMPLE_SOURCE } from './sample-source.ts';

const SETTING = `INSERT INTO desk_setting VALUES ('bank', $1)
  ON CONFLICT (key) DO UPDATE SET value = excluded.value`;

/** The sample year as its manager planned it: on the opening book, by last year's months. */
const SAMPLE_PLANS: readonly PlanWish[] = [
  { category: 'tg-cash-on' as const, targetFen: 9_500_000_000 },
  { category: 'tg-cash-off' as const, targetFen: 2_500_000_000 },
].map((one) => ({
  ...one,
  year: 2026,
  unit: 'wan',
  basisAsOf: '2025-12-31',
  monthProfile: 'learned',
  name: '2026 年度清收任务',
}));

/** A line such as `[#####.....] 24/50 2026-05-29`. */
function bar(done: number, all: number, what: string): string {
  const full = Math.floor((done * 24) / all);
  return `[${'#'.repeat(full)}${'.'.repeat(24 - full)}] ${done}/${all} ${what}`;
}

/**
 * Fills an empty desk with the sample bank, the way a user would: its files are uploaded and
 * imported through the API, and the year's plan is published. Goes on where a fill was cut off
 * (the same bytes are the same snapshot); leaves a desk with any other data alone.
 */
export async function fillWithSample(desk: Desk, say: (line: string) => void): Promise<void> {
  const bank = await getBank(desk.warehouse);
  if (bank === 'own' || bank === 'sample') return;
  say('首次启动:正在生成并导入示范银行 · First start: making and loading the sample bank');
  await desk.warehouse.write((tx) => tx.run(SETTING, ['filling']));
  const { files } = generateBank();
  const send = sendTo(createApp(desk));
  const of = (kind: SampleFile['kind']) => files.filter((file) => file.kind === kind);
  const books = of('loan-book');
  const sides = [
    ...of('roster-branches').map((file) => ({ file, kind: 'branches' as const })),
    ...of('roster-officers').map((file) => ({ file, kind: 'officers' as const })),
    ...of('postings').map((file) => ({ file, kind: 'postings' as const })),
  ];
  const steps = books.length + sides.length + SAMPLE_PLANS.length;
  let done = 0;
  const step = (what: string) => say(bar(++done, steps, what));
  const rosterOn = books[0]?.asOf ?? '';
  const load = async ({ file, kind }: (typeof sides)[number]) => {
    const asOf = kind === 'postings' ? {} : { asOf: rosterOn };
    const uploadId = await uploadBytes(send, file.name, file.bytes());
    await loadSideFile(send, uploadId, { kind, sourceName: SAMPLE_SOURCE, ...asOf });
    step(file.name);
  };
  // The roster first: a book's officers are told against it.
  for (const side of sides.filter(({ kind }) => kind !== 'postings')) await load(side);
  for (const { name, asOf = '', bytes } of books) {
    const uploadId = await uploadBytes(send, name, bytes());
    await importBook(send, uploadId, { asOf, sourceName: SAMPLE_SOURCE });
    step(asOf);
  }
  for (const side of sides.filter(({ kind }) => kind === 'postings')) await load(side);
  for (const wish of SAMPLE_PLANS) {
    await makePlan(send, wish, { effectiveOn: '2026-01-05' });
    step(`${wish.year} ${wish.category}`);
  }
  await desk.warehouse.write((tx) => tx.run(SETTING, ['sample']));
}
