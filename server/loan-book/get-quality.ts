import { z } from 'zod';
import { isoDate } from '../calendar.ts';
import type { Sentence } from '../errors.ts';
import type { Reader, Warehouse } from '../warehouse/warehouse.ts';
import { CANONICAL_FIELDS } from './canonical-fields.ts';
import { fileLines } from './file-lines.ts';
import { getCleaning } from './get-cleaning.ts';
import { getSnapshotDetail } from './get-snapshots.ts';
import { type QualityFacts, qualityFacts } from './measure-quality.ts';
import { DAYS_LINES, findLine, SEVERITIES, type Severity, UNKNOWN_WORDS } from './quality-lines.ts';
import { ensureQuality } from './store-quality.ts';

const noteRow = z.object({
  line: z.string(),
  snapshotId: z.int(),
  asOf: isoDate,
  by: z.string(),
  note: z.string(),
  loans: z.int(),
  amountFen: z.int(),
  at: z.string(),
});
/** Who looked at a line and what they say of it, and how large the line was then. */
export type QualityNote = z.infer<typeof noteRow>;

/** One line of the report. `count` loans (rows for the file's own lines), `amountFen` over them. */
export interface ReportLine {
  id: string;
  severity: Severity;
  finding: Sentence;
  count: number | null;
  amountFen: number | null;
  /** What the amount is when it is not the balance. */
  amountIs: Sentence | null;
  /** Its loans can be listed under its id. */
  hasLoans: boolean;
  tab: 'rejects' | 'skipped' | null;
  /** The last note on this or an earlier book; `isOpen` again when the line is larger than then. */
  note: QualityNote | null;
  isOpen: boolean;
}

/** The last note on each line, of this snapshot's day or before. */
async function getNotes(reader: Reader, asOf: string): Promise<Map<string, QualityNote>> {
  const rows = await reader.rows(
    noteRow,
    `SELECT DISTINCT ON (n.line) n.line, n.snapshot_id AS "snapshotId", s.as_of AS "asOf",
       n.noted_by AS "by", n.note, n.loans, n.amount_fen AS "amountFen", n.noted_at AS "at"
     FROM quality_note n JOIN snapshot s ON s.id = n.snapshot_id
     WHERE s.as_of <= CAST($1 AS DATE) ORDER BY n.line, s.as_of DESC, n.note_no DESC`,
    [asOf],
  );
  return new Map(rows.map((row) => [row.line, row]));
}

/** What was looked at needs no second look unless there are more loans or more money. */
export function isWorse(
  now: { count: number | null; amountFen: number | null },
  then: { loans: number; amountFen: number },
): boolean {
  return (now.count ?? 0) > then.loans || Math.abs(now.amountFen ?? 0) > Math.abs(then.amountFen);
}

type Found = Omit<ReportLine, 'note' | 'isOpen'>;

function loanLines({ lines }: QualityFacts): { found: Found[]; clear: Found[] } {
  const all = lines.flatMap(({ id, loans, amountFen }): Found[] => {
    const line = findLine(id);
    if (line === undefined) return [];
    const { severity, finding, amountIs = null } = line;
    const count = { count: loans, amountFen, hasLoans: loans > 0, tab: null };
    return [{ id, severity, finding, amountIs, ...count }];
  });
  return {
    found: all.filter(({ count }) => count !== 0),
    clear: all.filter(({ count, severity }) => count === 0 && severity !== 'info'),
  };
}

const ORDER = [
  'days-reset',
  'silent-exit',
  'total-differs',
  'rejected',
  'class-unknown',
  'balance-changed',
  'return',
  'class-lag',
  'days-extended',
];
const rank = (id: string) => (ORDER.includes(id) ? ORDER.indexOf(id) : ORDER.length);
const weight = (line: Pick<ReportLine, 'severity'>) => SEVERITIES.indexOf(line.severity);

/** Days past due between two books: where every loan that has them in both went. */
function daysOf(facts: QualityFacts) {
  const lines = DAYS_LINES.flatMap(({ id, finding }) => {
    const line = facts.lines.find((one) => one.id === id);
    return line ? [{ id, finding, loans: line.loans, amountFen: line.amountFen }] : [];
  });
  return { loans: lines.reduce((sum, { loans }) => sum + loans, 0), lines };
}

/** Rejected rows by the fields that are a reason of theirs; a row counts for each of them. */
async function countRefused(reader: Reader, id: number, fields: readonly string[]) {
  if (fields.length === 0) return new Map<string, number>();
  // As `storeRejects` writes it; a quote within a raw cell is escaped there.
  const columns = fields.map(
    (field, i) => `count(*) FILTER (WHERE strpos(reasons, '"field":"${field}"') > 0) AS "r${i}"`,
  );
  const row = await reader.one(
    z.record(z.string(), z.int()),
    `SELECT ${columns.join(', ')} FROM reject WHERE snapshot_id = $1`,
    [id],
  );
  return new Map(fields.map((field, i) => [field, row[`r${i}`] ?? 0]));
}

/**
 * The quality report of a snapshot: `lines` as found, the gravest first; `clear` what was checked
 * and not found; how much is known of each field; balances by branch against the book before.
 * Amounts in fen. Refuses with 'snapshot-missing'.
 */
export async function getQuality(warehouse: Warehouse, id: number) {
  const snapshot = await getSnapshotDetail(warehouse, id);
  await ensureQuality(warehouse, id);
  const stored = await warehouse.one(
    z.object({ facts: z.string(), beforeId: z.int().nullable(), beforeOn: z.string().nullable() }),
    `SELECT q.facts, q.before_id AS "beforeId", b.as_of AS "beforeOn"
     FROM quality_report q LEFT JOIN snapshot b ON b.id = q.before_id WHERE q.snapshot_id = $1`,
    [id],
  );
  const facts = qualityFacts.parse(JSON.parse(stored.facts));
  const notes = await getNotes(warehouse, snapshot.asOf);
  const { found, clear } = loanLines(facts);
  const ofFile = fileLines(snapshot).map(
    (line): Found => ({ ...line, amountIs: null, hasLoans: false }),
  );
  const lines = [...found, ...ofFile]
    .map((line): ReportLine => {
      const note = notes.get(line.id) ?? null;
      const isOpen = line.severity !== 'info' && (note === null || isWorse(line, note));
      return { ...line, note, isOpen };
    })
    .sort((a, b) => weight(b) - weight(a) || rank(a.id) - rank(b.id));
  const mapped = new Set([
    ...snapshot.mapping.flatMap(({ field }) => field ?? []),
    ...Object.keys(snapshot.constants),
  ]);
  const inFile = CANONICAL_FIELDS.filter((field) => mapped.has(field.id));
  const refused = await countRefused(
    warehouse,
    id,
    inFile.map((field) => field.id),
  );
  const cleaning = await getCleaning(warehouse, id);
  const unknownWords = (field: string) =>
    facts.lines.find((line) => line.id === UNKNOWN_WORDS + field)?.loans ?? 0;
  return {
    snapshotId: id,
    asOf: snapshot.asOf,
    before:
      stored.beforeId === null || stored.beforeOn === null
        ? null
        : { id: stored.beforeId, asOf: stored.beforeOn },
    rowsRead: snapshot.rowsRead,
    open: lines.filter(({ isOpen }) => isOpen).length,
    lines,
    clear: clear.map(({ id, finding }) => ({ id, finding })),
    loans: facts.loans,
    claims: facts.claims,
    /**
     * Of which data rows of the file `cleaning` speaks: all (`isWhole`) or the first ones; null when
     * nothing was kept.
     */
    cleaned: cleaning && { rows: cleaning.rows, isWhole: cleaning.isWhole },
    /**
     * `unknownWords`: loans whose word no list knows. `refused`: rows rejected for this field.
     * `cleaning`: what became of these rows' cells, with examples; null for a stated constant.
     */
    fields: inFile.map(({ id: field, label }) => ({
      field,
      label,
      ...(facts.known[field] ?? { loans: 0, claims: 0 }),
      unknownWords: unknownWords(field),
      refused: refused.get(field) ?? 0,
      cleaning: cleaning?.fields.get(field) ?? null,
    })),
    lacking: CANONICAL_FIELDS.filter(({ id }) => !mapped.has(id)).map(({ label }) => label),
    days: daysOf(facts),
    branches: facts.branches,
  };
}
export type QualityReport = Awaited<ReturnType<typeof getQuality>>;
