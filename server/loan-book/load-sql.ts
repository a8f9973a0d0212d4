import { CANONICAL_FIELDS, type FieldKind } from './canonical-fields.ts';
import {
  type CleanSql,
  cleanAmount,
  cleanDate,
  cleanIdentifier,
  cleanInteger,
  cleanPlainIdentifier,
  cleanText,
  cleanWord,
  readCsvSql,
  sqlText,
  trimmed,
} from './clean-sql.ts';
import { TRIM_AROUND } from './code-words.ts';
import { NPL_CLASSES } from './codes.ts';
import { joinNames, keptCells, nameOf } from './kept-sql.ts';
import { isPlainForm } from './plain-form-sql.ts';
import { IDENTIFIER_FIELDS, type LoadPlan, type PlannedColumn } from './plan-load.ts';
import { CNY_WORDS } from './read-words.ts';
import { type TypedKind, typedKinds } from './type-rows.ts';

export function cleanColumn(planned: PlannedColumn, plan: LoadPlan): CleanSql {
  const { field, column } = planned;
  switch (field.kind) {
    case 'amount':
      return cleanAmount(column, planned.unit);
    case 'date':
      return cleanDate(column, plan.dateOrder);
    case 'integer':
      return cleanInteger(column);
    case 'code':
    case 'flag':
      return cleanWord(column, planned.seenWords, planned.words, TRIM_AROUND);
    case 'text':
      return IDENTIFIER_FIELDS.has(field.id) ? cleanIdentifier(column) : cleanText(column);
  }
}

export const CURRENCY = (value: string) =>
  `CASE WHEN ${value} IS NULL OR ${value} IN (${CNY_WORDS.map(sqlText).join(', ')}) THEN 'CNY' ELSE upper(${value}) END`;

const NPL = `risk_class IN (${NPL_CLASSES.map((each) => `'${each}'`).join(', ')})`;

/** Paid, sold or taken in goods: listed once more with nothing left on it, whatever its class. */
const SETTLED = `balance_fen = 0 AND coalesce(interest_on_book_fen, 0) = 0
  AND coalesce(interest_off_book_fen, 0) = 0 AND coalesce(penalty_interest_fen, 0) = 0`;

/** What non-performing means (`tables.ts`); a book status that is not known counts as on book. */
export const NPL_STATE = `CASE WHEN ${SETTLED} THEN NULL WHEN book_status IN ('written_off', 'swapped') THEN 'off_book'
  WHEN book_status = 'transferred' THEN NULL WHEN ${NPL} THEN 'on_book' END`;

const floor = (loss: number, doubtful: number) =>
  `CASE WHEN days_past_due > ${loss} THEN 'loss' WHEN days_past_due > ${doubtful} THEN 'doubtful'
  WHEN days_past_due > 90 THEN 'substandard' WHEN days_past_due >= 1 THEN 'special_mention'
  ELSE 'pass' END`;

/** 商业银行金融资产风险分类办法 7–9 by days past due; cards by 信用卡业务监督管理办法 92. */
export const CLASS_FLOOR = `CASE WHEN days_past_due IS NULL THEN NULL
  WHEN product = 'credit_card' THEN ${floor(180, 120)} ELSE ${floor(360, 270)} END`;

/** Where the owner's ID number is whole it says the year of birth; a mapped column wins. */
export const BIRTH_YEAR = `coalesce(birth_year, CASE WHEN strlen(id_number) = 18 AND regexp_full_match(id_number, '[0-9]{6}(19|20)[0-9]{9}[0-9Xx]') THEN CAST(substr(id_number, 7, 4) AS INTEGER) END)`;

export interface InsertHow {
  /** False for text with line breaks in cells, which cannot be cut anywhere. */
  parallel: boolean;
  /** For rows that the judge has looked at: every rule, and no suspicion of a total row. */
  trusting: boolean;
}

/** The SQL texts of one load; `path` is a file that `RecordScanner` wrote. */
export interface LoadSql {
  /** Loads every row that is right. Rows that are not are left out, whatever the reason. */
  insert(path: string, snapshotId: number, how: InsertHow): string;
  /** Loads a file of rows that `RowTyper` wrote: all of them, for they are right. */
  insertTyped(path: string, snapshotId: number): string;
  /** The `rowNo` of every row of the file that is not in `loan`. */
  leftOut(path: string, snapshotId: number, how: Pick<InsertHow, 'parallel'>): string;
  /** How many rows `insert` would load. */
  count(path: string, how: InsertHow): string;
  /**
   * Says of every row: `rowNo`, `balanceFen` (NULL if unread), `missing` (required fields without
   * a value) and `unread`, pairs of a field and its raw text as a JSON array.
   */
  explain(path: string): string;
  /**
   * What became of the cells: `column`, `state`, how many (`count`), and of those that were read as
   * something else than they say the most frequent `spellings`, each with an example (`raw`, and
   * `value` as text: fen, ISO day, code), how many cells it has (`count`) and its first `row`.
   * States: 'blank'; 'none', text that means nothing; 'plain' (see `isPlainForm`); 'changed', any
   * other text that was read; 'unread'. Of all rows of the file, by every rule; or of those that
   * `insert` has loaded into `loadedInto`, by the rules that it loaded them by.
   */
  cells(path: string, loadedInto?: number): string;
}

interface Column {
  planned: PlannedColumn;
  sql: CleanSql;
}

type Stage = 't' | 'f' | 'n' | 'g';

/** What `RowTyper` writes, by kind. */
const TYPES: Readonly<Record<TypedKind, string>> = {
  spare: 'VARCHAR',
  raw: 'VARCHAR',
  text: 'VARCHAR',
  identifier: 'VARCHAR',
  code: 'VARCHAR',
  flag: 'BOOLEAN',
  amount: 'BIGINT',
  integer: 'INTEGER',
  date: 'DATE',
};

/** Reads a file through the cleaning stages: its cells `c…` and every field under its column name. */
function cleanedRows(
  plan: LoadPlan,
  columns: readonly Column[],
  stages: readonly Stage[],
  typed?: readonly TypedKind[],
) {
  const { layout } = plan;
  const stage = (name: Stage) =>
    columns
      .map(({ planned, sql }) =>
        sql[name] === undefined ? '' : `, ${sql[name]} AS ${name}${planned.column}`,
      )
      .join('\n');
  const values = new Map(plan.constants.map(([field, value]) => [field.id, sqlText(value)]));
  for (const { planned, sql } of columns) values.set(planned.field.id, sql.value);
  const list = CANONICAL_FIELDS.map((field) => {
    const value = values.get(field.id) ?? 'NULL';
    return `${field.id === 'currency' ? CURRENCY(value) : value} AS ${field.column}`;
  }).join(',\n');
  return (path: string, parallel: boolean) => {
    const types = typed?.map((kind) => TYPES[kind]) ?? Array(layout.width).fill('VARCHAR');
    const cells = readCsvSql(path, types, layout.delimiter, parallel);
    const source = stages.reduce((from, name) => `(SELECT *${stage(name)} FROM ${from})`, cells);
    return `(SELECT *, ${list} FROM ${source})`;
  };
}

interface Unread {
  field: string;
  column: number;
  when: string;
}

const isWord = (kind: FieldKind) => kind === 'code' || kind === 'flag';

function unreadCells(columns: readonly Column[], words: boolean): Unread[] {
  return columns
    .filter(({ planned: { field } }) => isWord(field.kind) === words)
    .map(({ planned: { field, column }, sql }) => ({
      field: field.id,
      column,
      when: sql.bad(field.column),
    }))
    .filter(({ when }) => when !== 'FALSE');
}

const pairs = (list: readonly Unread[]) =>
  `to_json(list_filter([${list
    .map(
      ({ field, column, when }) =>
        `CASE WHEN ${when} THEN {'field': ${sqlText(field)}, 'raw': c${column}} END`,
    )
    .join(', ')}], lambda pair: pair IS NOT NULL))`;

function extraCells({ extra, named }: LoadPlan): string {
  return keptCells([...extra, ...named].map(({ name, column }) => ({ name, cell: `c${column}` })));
}

/** Of one column and state, as many spellings as could be shown, and some to be added up. */
const SPELLINGS = 8;

const REQUIRED = CANONICAL_FIELDS.filter((field) => field.required);

export function buildLoadSql(plan: LoadPlan): LoadSql {
  const whole = plan.columns.map((planned) => ({ planned, sql: cleanColumn(planned, plan) }));
  // A plain column of the fast statement knows the usual forms only; the rest is left to the judge.
  const fast = whole.map(({ planned, sql }): Column => {
    const { f, t } = sql;
    if (planned.isPlain && IDENTIFIER_FIELDS.has(planned.field.id)) {
      return { planned, sql: cleanPlainIdentifier(planned.column) };
    }
    if (!planned.isPlain || f === undefined) return { planned, sql };
    const bad = (value: string) => `(${value} IS NULL AND c${planned.column} IS NOT NULL)`;
    return { planned, sql: { ...(t ? { t } : {}), f, value: `f${planned.column}`, bad } };
  });
  const stages: readonly Stage[] = ['t', 'f', 'n', 'g'];
  const rightRows = (path: string, { parallel, trusting }: InsertHow) => {
    const columns = trusting ? whole : fast;
    const right = [
      ...REQUIRED.map(({ column }) => `${column} IS NOT NULL`),
      ...unreadCells(columns, false).map(({ when }) => `NOT (${when})`),
      ...(trusting
        ? []
        : [
            ...unreadCells(
              columns.filter(({ planned }) => planned.isPlain),
              true,
            ).map(({ when }) => `NOT (${when})`),
            `NOT contains(loan_id, '计')`,
            `NOT CASE WHEN loan_id >= 'A' THEN contains(lower(loan_id), 'total') ELSE FALSE END`,
          ]),
    ];
    // `random()` keeps the optimiser from pushing the filter down, which would clean all cells twice.
    return `(SELECT * FROM (SELECT *, ${right.join('\n AND ')} AND random() >= 0 AS is_right
      FROM ${cleanedRows(plan, columns, stages)(path, parallel)}) WHERE is_right)`;
  };
  // Columns that the file says nothing of are left to their default, NULL: they would be sorted too.
  const has = new Set([
    ...plan.columns.map(({ field }) => field.id),
    ...plan.constants.map(([field]) => field.id),
    'currency',
    'birth_year',
  ]);
  const filled = CANONICAL_FIELDS.filter(({ id }) => has.has(id)).map(({ column }) => column);
  const insert = (snapshotId: number, rows: string, unread: string) => {
    const called = new Map(plan.named.map(({ field }) => [field.column, nameOf(field.column)]));
    const list = filled.map((column) =>
      column === 'birth_year' ? BIRTH_YEAR : (called.get(column) ?? column),
    );
    return `INSERT INTO loan (snapshot_id, row_no, line_no, ${filled.join(', ')}, npl_state, class_floor, extra, unread)
      SELECT ${snapshotId}, r, l, ${list.join(', ')}, ${NPL_STATE}, ${CLASS_FLOOR}, ${extraCells(plan)}, ${unread}
      FROM ${rows}${plan.named.map((one) => joinNames(one)).join('')} ORDER BY branch, officer`;
  };
  return {
    count(path, how) {
      return `SELECT count(*) AS "loaded" FROM ${rightRows(path, how)}`;
    },
    leftOut(path, snapshotId, { parallel }) {
      const types = Array<string>(plan.layout.width).fill('VARCHAR');
      return `SELECT r AS "rowNo" FROM ${readCsvSql(path, types, plan.layout.delimiter, parallel)} file
        WHERE NOT EXISTS (SELECT 1 FROM loan WHERE snapshot_id = ${snapshotId} AND row_no = r)`;
    },
    insert(path, snapshotId, how) {
      const unknown = unreadCells(
        how.trusting ? whole : fast.filter(({ planned }) => !planned.isPlain),
        true,
      );
      const unread =
        unknown.length === 0
          ? 'NULL'
          : `CASE WHEN ${unknown.map(({ when }) => when).join(' OR ')} THEN ${pairs(unknown)} END`;
      return insert(snapshotId, rightRows(path, how), unread);
    },
    insertTyped(path, snapshotId) {
      const columns = plan.columns.map((planned): Column => {
        return { planned, sql: { value: `c${planned.column}`, bad: () => 'FALSE' } };
      });
      return insert(
        snapshotId,
        cleanedRows(plan, columns, [], typedKinds(plan))(path, true),
        'NULL',
      );
    },
    explain(path) {
      const missing = REQUIRED.map(
        ({ id, column }) => `CASE WHEN ${column} IS NULL THEN ${sqlText(id)} END`,
      ).join(', ');
      const bad = unreadCells(whole, false);
      return `SELECT r AS "rowNo", balance_fen AS "balanceFen",
          list_filter([${missing}], lambda field: field IS NOT NULL) AS "missing",
          ${bad.length === 0 ? `'[]'` : `CAST(${pairs(bad)} AS VARCHAR)`} AS "unread"
        FROM ${cleanedRows(plan, whole, stages)(path, false)} ORDER BY r`;
    },
    cells(path, loadedInto) {
      const columns = loadedInto === undefined ? whole : fast;
      const cells = columns.map(({ planned, sql }) => {
        const { column, field } = planned;
        const [cell, value] = [`c${column}`, field.column];
        // Digits tell one code from another; in anything else they are what differs within a spelling.
        const spelling = isWord(field.kind)
          ? cell
          : `regexp_replace(${cell}, '[0-9０-９]+', '0', 'g')`;
        // A name that the bank's code table gives is no other spelling.
        const isNamed = plan.named.some((one) => one.column === column);
        const isPlain = isNamed ? 'TRUE' : isPlainForm(planned, value);
        return `{'column': ${column}, 'raw': ${cell}, 'value': CAST(${value} AS VARCHAR), 'spelling': ${spelling},
          'state': CASE WHEN coalesce(${trimmed(cell)}, '') = '' THEN 'blank' WHEN ${sql.bad(value)} THEN 'unread'
            WHEN ${value} IS NULL THEN 'none' WHEN ${isPlain} THEN 'plain' ELSE 'changed' END}`;
      });
      const loaded =
        loadedInto === undefined
          ? ''
          : `WHERE r IN (SELECT row_no FROM loan WHERE snapshot_id = ${loadedInto})`;
      return `SELECT "column", state, CAST(sum(n) AS BIGINT) AS "count",
          coalesce(list({'raw': raw, 'value': value, 'count': n, 'row': first} ORDER BY n DESC, first)
            FILTER (WHERE state IN ('none', 'changed')), [])[1:${SPELLINGS}] AS "spellings"
        FROM (SELECT "column", state, count(*) AS n, min(r) AS first, arg_min(raw, r) AS raw, arg_min(value, r) AS value
          FROM (SELECT r, unnest([${cells.join(',\n')}], recursive := true)
            FROM ${cleanedRows(plan, columns, stages)(path, false)} ${loaded})
          GROUP BY "column", state, CASE WHEN state IN ('none', 'changed') THEN spelling END)
        GROUP BY "column", state`;
    },
  };
}
