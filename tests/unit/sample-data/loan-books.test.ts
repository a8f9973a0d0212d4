import { describe, expect, test } from 'vitest';
import { generateBank, type SampleFile } from '../../../sample-data/generate-bank.ts';
import { column, fenOf, readCsv } from './read-csv.ts';

// A smaller bank than the sample: what holds must hold at any size.
const { files, truth } = generateBank({ loans: 2500 });
const books = files.filter(({ kind }) => kind === 'loan-book');
const of = (asOf: string): SampleFile => {
  const file = books.find((book) => book.asOf === asOf);
  if (file === undefined) throw new Error(`no book of ${asOf}`);
  return file;
};

type Row = {
  balance: number;
  paid: number;
  interest: number;
  dpd: number;
  extended: string;
  reason: string;
  npl: boolean;
  officer: string;
};
type Book = { asOf: string; rows: Map<string, Row> };

const TITLED = '2026-06-26';

function read(file: SampleFile): Book {
  const titled = file.asOf === TITLED;
  const text = new TextDecoder(titled ? 'gb18030' : 'utf-8').decode(file.bytes());
  let table = readCsv(text);
  if (titled)
    table = table.slice(
      4,
      table.findIndex(([first]) => first === '合计'),
    );
  const [headers = []] = table;
  const at = (name: string): number => column(headers, name);
  const scale = titled ? 10_000 : 1;
  const money = (cell: string | undefined): number => {
    const [whole = '0', rest = ''] = (cell ?? '').replaceAll(',', '').split('.');
    if (scale === 1) return fenOf(cell ?? '');
    const fen = Math.abs(Number(whole)) * 1_000_000 + Number(rest);
    return whole.startsWith('-') ? -fen : fen;
  };
  const [id, balance, paid, interest, dpd, extended, reason, risk, status, officer] = [
    at('借据号'),
    at('本金余额'),
    at('本期现金收回'),
    at('本期收回利息'),
    at('逾期天数'),
    at('展期到期日'),
    at('减少原因'),
    at('五级分类'),
    at('表内外标志'),
    at('客户经理'),
  ];
  const rows = new Map<string, Row>();
  for (const row of table.slice(titled ? 2 : 1)) {
    rows.set(row[id] ?? '', {
      balance: money(row[balance]),
      paid: money(row[paid]),
      interest: money(row[interest]),
      dpd: Number(row[dpd]),
      extended: (row[extended] ?? '').replaceAll('-', '/').replaceAll('/0', '/'),
      reason: row[reason] ?? '',
      npl: row[status] === '表内' && /次级|可疑|损失|[345]/.test(row[risk] ?? ''),
      officer: row[officer] ?? '',
    });
  }
  return { asOf: file.asOf ?? '', rows };
}

const elapsed = (from: string, to: string): number =>
  (Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / 86_400_000;
const plantedAt = (kinds: string[]): Set<string> =>
  new Set(
    truth.planted.filter(({ kind }) => kinds.includes(kind)).map((e) => `${e.loanId}${e.seenOn}`),
  );

describe('weekly books', () => {
  const all = books.map(read);

  test('a balance moves by the cash received, by a named reason, or by a planted event', () => {
    const damaged = new Set(
      truth.planted
        .filter(({ kind }) => /damaged|text-amount/.test(kind))
        .map(({ loanId }) => loanId),
    );
    const falls = plantedAt(['fall-without-posting']);
    const found: string[] = [];
    all.slice(1).forEach((book, index) => {
      for (const [id, row] of book.rows) {
        const before = all[index]?.rows.get(id);
        if (before === undefined || damaged.has(id)) continue;
        if (row.reason === '批量转让' || row.reason === '以物抵债') continue;
        if (before.balance - row.paid !== row.balance) found.push(`${id}${book.asOf}`);
      }
    });
    expect(found.sort()).toEqual([...falls].sort());
  });

  test('days past due grow by the days between books, unless paid, extended or planted', () => {
    const planted = plantedAt(['dpd-reset', 'early-upgrade', 'fall-without-posting']);
    const found: string[] = [];
    all.slice(1).forEach((book, index) => {
      const previous = all[index];
      if (previous === undefined) return;
      const days = elapsed(previous.asOf, book.asOf);
      for (const [id, row] of book.rows) {
        const before = previous.rows.get(id);
        if (before === undefined || before.dpd === 0 || row.dpd === before.dpd + days) continue;
        if (row.reason !== '' || row.paid + row.interest !== 0 || row.extended !== before.extended)
          continue;
        if (!planted.has(`${id}${book.asOf}`)) found.push(`${id}${book.asOf}`);
      }
    });
    expect(found).toEqual([]);
  });

  test('a loan leaves with a reason, unless it is a planted silent exit or a damaged row', () => {
    const excused = new Set(
      truth.planted.filter(({ kind }) => /silent|damaged/.test(kind)).map(({ loanId }) => loanId),
    );
    all.slice(1).forEach((book, index) => {
      for (const [id, before] of all[index]?.rows ?? []) {
        if (book.rows.has(id) || excused.has(id) || /E\+/.test(id)) continue;
        expect(before.balance, `${id} ${book.asOf}`).toBe(0);
        expect(before.reason).not.toBe('');
      }
    });
  });

  test('every book holds the loans and the NPL balance that the truth counts', () => {
    all.forEach((book, index) => {
      const snapshot = truth.snapshots[index];
      const damaged = truth.planted.some(
        (e) => e.seenOn === book.asOf && /damaged|duplicate-row|text/.test(e.kind),
      );
      if (snapshot === undefined || damaged) return;
      const npl = [...book.rows.values()].filter((row) => row.npl && row.balance > 0);
      expect(book.rows.size).toBe(snapshot.loans);
      expect(npl).toHaveLength(snapshot.nplLoans);
      expect(npl.reduce((sum, { balance }) => sum + balance, 0)).toBe(snapshot.nplBalance);
    });
  });

  test('officers named idle manage no loan', () => {
    const managers = new Set(
      all.flatMap((book) => [...book.rows.values()].map(({ officer }) => officer)),
    );
    for (const name of truth.idleOfficers) expect(managers.has(name)).toBe(false);
    const last = new Set([...(all.at(-1)?.rows.values() ?? [])].map(({ officer }) => officer));
    expect(last.has(truth.leftOfficer)).toBe(false);
    expect(managers.has(truth.leftOfficer)).toBe(true);
  });
});

describe('books unlike the others', () => {
  test('the 万元 book adds up to its own total row and to the truth, to the fen', () => {
    const text = new TextDecoder('gb18030', { fatal: true }).decode(of(TITLED).bytes());
    const table = readCsv(text);
    const headers = table[4] ?? [];
    const at = column(headers, '本金余额');
    const end = table.findIndex(([first]) => first === '合计');
    const fen = (cell = ''): number => Number(cell.replace('.', ''));
    const sum = table.slice(6, end).reduce((total, row) => total + fen(row[at]), 0);
    expect(table[0]?.[0]).toMatch(/^行名/);
    expect(table[5]?.[at]).toBe('万元');
    expect(sum).toBe(fen(table[end]?.[at]));
    expect(sum).toBe(truth.snapshots.find(({ asOf }) => asOf === TITLED)?.balance);
  });

  test('one book writes 2026/4/1 and thousands commas, another class codes', () => {
    const slashed = new TextDecoder().decode(of('2026-04-10').bytes());
    expect(slashed).toMatch(/,20\d\d\/[1-9]\d?\/[1-9]\d?,/);
    expect(slashed).toMatch(/"\d{1,3},\d{3}\.\d\d"/);
    const coded = readCsv(new TextDecoder().decode(of('2026-09-11').bytes()));
    const at = column(coded[0] ?? [], '五级分类');
    expect(new Set(coded.slice(1).map((row) => row[at]))).toEqual(
      new Set(['1', '2', '3', '4', '5']),
    );
  });

  test('two books carry rows to refuse, and the same loans are whole a week later', () => {
    const damage = truth.planted.filter(({ kind }) => /damaged|duplicate-row|text/.test(kind));
    expect(new Set(damage.map(({ seenOn }) => seenOn))).toEqual(
      new Set(['2026-03-13', '2026-08-14']),
    );
    const later = new Map<string, Book>();
    for (const { kind, loanId, seenOn } of damage) {
      const lines = new TextDecoder().decode(of(seenOn).bytes()).split('\r\n');
      const mine = lines.filter((line) => line.startsWith(`${loanId},`));
      expect(mine).toHaveLength({ 'damaged-id': 0, 'duplicate-row': 2 }[kind as string] ?? 1);
      const next = truth.asOfs[truth.asOfs.indexOf(seenOn) + 1] ?? '';
      const book = later.get(next) ?? read(of(next));
      later.set(next, book);
      expect(book.rows.get(loanId)?.balance).toBeGreaterThan(0);
    }
  });
});
