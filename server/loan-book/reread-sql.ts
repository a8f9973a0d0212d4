import { CANONICAL_FIELDS } from './canonical-fields.ts';
import { type CleanSql, sqlText } from './clean-sql.ts';
import { joinNames, keptCell, keptCells, nameOf } from './kept-sql.ts';
import { BIRTH_YEAR, CLASS_FLOOR, CURRENCY, cleanColumn, NPL_STATE } from './load-sql.ts';
import type { LoadPlan, PlannedColumn } from './plan-load.ts';

/** What of a loaded snapshot is read again. */
export interface RereadPlan {
  /** As the file would be read now. */
  plan: LoadPlan;
  /** Columns that were kept and get a field: read from the text that was kept. */
  added: readonly PlannedColumn[];
  /** Columns with cells that nothing knew: those are read again. */
  unread: readonly PlannedColumn[];
  /** Text columns that were shown by names before, by column name. */
  wasNamed: readonly { name: string; column: string }[];
}

const DERIVED = ['npl_state', 'class_floor', 'extra', 'unread'] as const;
const STAGES = ['t', 'f', 'n', 'g'] as const;

const unreadText = (field: string) =>
  `list_filter(from_json(unread, '[{"field":"VARCHAR","raw":"VARCHAR"}]'), lambda pair: pair.field = ${sqlText(field)})[1].raw`;

interface Column {
  planned: PlannedColumn;
  sql: CleanSql;
  isAdded: boolean;
}

/** A snapshot's loans with the text of the columns that are read again, through the cleaning stages. */
function cleaned(snapshotId: number, columns: readonly Column[], plan: LoadPlan): string {
  const cells = columns.map(({ planned, isAdded }) => {
    const name = plan.layout.names[planned.column] ?? '';
    const text = isAdded ? keptCell('extra', name) : unreadText(planned.field.id);
    return `, ${text} AS c${planned.column}`;
  });
  const source = `(SELECT *${cells.join('')} FROM loan WHERE snapshot_id = ${snapshotId})`;
  const staged = STAGES.reduce((from, stage) => {
    const list = columns.map(({ planned, sql }) =>
      sql[stage] === undefined ? '' : `, ${sql[stage]} AS ${stage}${planned.column}`,
    );
    return `(SELECT *${list.join('')} FROM ${from})`;
  }, source);
  const values = columns.map(({ planned: { column }, sql }) => `, ${sql.value} AS v${column}`);
  const bad = columns.map(
    ({ planned: { column }, sql }) => `, ${sql.bad(`v${column}`)} AS b${column}`,
  );
  return `(SELECT *${bad.join('')} FROM (SELECT *${values.join('')} FROM ${staged}))`;
}

function columnsOf({ plan, added, unread }: Pick<RereadPlan, 'plan' | 'added' | 'unread'>) {
  const all = [
    ...added.map((planned) => ({ planned, isAdded: true })),
    ...unread.map((planned) => ({ planned, isAdded: false })),
  ];
  // In the order of the file, as a load lists what it could not read.
  return all
    .sort((a, b) => a.planned.column - b.planned.column)
    .map((one): Column => ({ ...one, sql: cleanColumn(one.planned, plan) }));
}

/**
 * The statement that writes the loans of `from` as those of `to`, read as `reread` says and by the
 * rules that load a file. Every loan stays a loan: a cell of a kept column that cannot be read is
 * listed in `unread` with its text, and the field is unknown.
 */
export function rereadLoans(reread: RereadPlan, from: number, to: number): string {
  const { plan, added, wasNamed } = reread;
  const columns = columnsOf(reread);
  const replaced = columns.map(({ planned: { field, column }, isAdded }) => {
    const value = `CASE WHEN NOT b${column} THEN v${column} END`;
    const read = field.id === 'currency' ? CURRENCY(value) : value;
    return `${isAdded ? read : `coalesce(${field.column}, ${read})`} AS ${field.column}`;
  });
  // A name makes way for the code it stood for, before the code is looked up again.
  const codes = wasNamed.map(
    ({ name, column }) => `coalesce(${keptCell('extra', name)}, ${column}) AS ${column}`,
  );
  const change = [...replaced, ...codes];
  const source = cleaned(from, columns, plan);
  const rows =
    change.length === 0 ? source : `(SELECT * REPLACE (${change.join(', ')}) FROM ${source})`;
  const isKept =
    added.length === 0 &&
    plan.named.length === wasNamed.length &&
    plan.named.every(({ name }) => wasNamed.some((one) => one.name === name));
  const extra = isKept
    ? 'extra'
    : keptCells([
        ...plan.extra.map(({ name }) => ({ name, cell: keptCell('extra', name) })),
        ...plan.named.map(({ name, field }) => ({ name, cell: field.column })),
      ]);
  const pairs = columns.map(
    ({ planned: { field, column } }) =>
      `CASE WHEN b${column} THEN {'field': ${sqlText(field.id)}, 'raw': c${column}} END`,
  );
  const anyBad = columns.map(({ planned: { column } }) => `b${column}`).join(' OR ');
  const unread =
    columns.length === 0
      ? 'unread'
      : `CASE WHEN ${anyBad} THEN to_json(list_filter([${pairs.join(', ')}], lambda pair: pair IS NOT NULL)) END`;
  const called = new Map(plan.named.map(({ field }) => [field.column, nameOf(field.column)]));
  const values = CANONICAL_FIELDS.map(({ column }) =>
    column === 'birth_year' ? BIRTH_YEAR : (called.get(column) ?? column),
  );
  return `INSERT INTO loan (snapshot_id, row_no, line_no, ${CANONICAL_FIELDS.map(({ column }) => column).join(', ')}, ${DERIVED.join(', ')})
    SELECT ${to}, row_no, line_no, ${values.join(', ')}, ${NPL_STATE}, ${CLASS_FLOOR}, ${extra}, ${unread}
    FROM ${rows}${plan.named.map((one) => joinNames(one)).join('')} ORDER BY branch, officer`;
}

/** How many loans of two versions of a snapshot differ in what was read again. */
export function countReread(reread: RereadPlan, from: number, to: number): string {
  const { plan, added, unread, wasNamed } = reread;
  const columns = new Set([
    ...[...added, ...unread].map(({ field }) => field.column),
    ...plan.named.map(({ field }) => field.column),
    ...wasNamed.map(({ column }) => column),
  ]);
  const differs = [...columns].map((column) => `o.${column} IS DISTINCT FROM n.${column}`);
  return `SELECT count(*) AS "count" FROM loan o JOIN loan n ON n.row_no = o.row_no
    WHERE o.snapshot_id = ${from} AND n.snapshot_id = ${to} AND (${differs.join(' OR ') || 'FALSE'})`;
}

/** How the cells of one kept column would be read: filled ones, unread ones, and some of those. */
export function trialOfKept(plan: LoadPlan, planned: PlannedColumn, snapshotId: number): string {
  const columns = columnsOf({ plan, added: [planned], unread: [] });
  const { column } = planned;
  return `SELECT count(c${column}) AS "filled", count(*) FILTER (WHERE b${column}) AS "unread",
      count(*) FILTER (WHERE NOT b${column} AND v${column} IS NOT NULL) AS "read",
      coalesce(list(DISTINCT c${column}) FILTER (WHERE b${column}), [])[1:5] AS "samples"
    FROM ${cleaned(snapshotId, columns, plan)}`;
}

/** Texts of a kept column that look like dates with the year last, each once. */
export const yearLastTexts = (snapshotId: number, name: string): string =>
  `SELECT DISTINCT text FROM (SELECT ${keptCell('extra', name)} AS text FROM loan WHERE snapshot_id = ${snapshotId})
   WHERE regexp_matches(text, '[0-9]{1,2}[/.-][0-9]{1,2}[/.-][0-9]{2}')`;
