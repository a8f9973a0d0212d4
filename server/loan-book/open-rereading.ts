import { z } from 'zod';
import type { Reader } from '../warehouse/warehouse.ts';
import { CANONICAL_FIELDS } from './canonical-fields.ts';
import type { DateOrder } from './clean-sql.ts';
import { countUnread } from './count-unread.ts';
import type { Layout } from './detect-layout.ts';
import { isPersonalHeader, maskDigits } from './mask-personal.ts';
import type { Mapping } from './match-header.ts';
import { type Facts, getFacts, readOptions } from './open-amendment.ts';
import { planLoad } from './plan-load.ts';
import { layoutUnknown } from './refuse-amendment.ts';
import { mappingInvalid } from './refuse-file.ts';
import { columnNotKept, fieldTaken } from './refuse-words.ts';
import { type RereadPlan, trialOfKept, yearLastTexts } from './reread-sql.ts';
import { type KnownOrder, type OrderEvidence, settleOrder, weigh } from './resolve-date-order.ts';
import { getSavedDateOrder } from './saved-date-order.ts';
import { mappingSchema } from './saved-mapping.ts';
import { fingerprintWords, getSavedWords } from './saved-words.ts';
import { restoreLayout, storedLayout } from './store-provenance.ts';
import { getReadWords } from './store-rereading.ts';

/** Kept columns of a snapshot, and the field that each is to fill. */
export type KeptColumns = Readonly<Record<string, string>>;

/** A snapshot that is ready to be read again. */
export interface Rereading {
  facts: Facts;
  layout: Layout;
  reread: RereadPlan;
  columns: KeptColumns;
  mapping: Mapping;
  options: string;
  dateOrder: DateOrder | undefined;
}

const FIELDS = new Map(CANONICAL_FIELDS.map((field) => [field.id, field]));
const unmappedRow = z.object({ unmapped: z.string() });
const textRow = z.object({ text: z.string() });

/** Refuses with 'column-not-kept', 'mapping-invalid' and 'field-taken'. */
async function refuseColumns(
  reader: Reader,
  id: number,
  columns: KeptColumns,
  taken: ReadonlySet<string | null>,
): Promise<void> {
  const { unmapped } = await reader.one(
    unmappedRow,
    'SELECT unmapped FROM snapshot WHERE id = $1',
    [id],
  );
  const kept = new Set(z.array(z.string()).parse(JSON.parse(unmapped)));
  const used = new Set(taken);
  for (const [column, fieldId] of Object.entries(columns)) {
    const field = FIELDS.get(fieldId);
    if (!kept.has(column)) throw columnNotKept(id, column);
    if (field === undefined) throw mappingInvalid(column, fieldId, 'unknown');
    if (used.has(fieldId)) throw fieldTaken(id, field);
    used.add(fieldId);
  }
}

/** The order of day and month for kept columns of dates, asked for only where they do not tell. */
async function settleKeptOrder(
  reader: Reader,
  id: number,
  columns: KeptColumns,
  known: KnownOrder,
): Promise<DateOrder | undefined> {
  const evidence: OrderEvidence[] = [];
  for (const [column, field] of Object.entries(columns)) {
    if (FIELDS.get(field)?.kind !== 'date') continue;
    const one: OrderEvidence = { column, dayFirst: false, monthFirst: false, samples: [] };
    for (const { text } of await reader.rows(textRow, yearLastTexts(id, column))) weigh(one, text);
    evidence.push(one);
  }
  return settleOrder(evidence, known);
}

/**
 * Settles what of a snapshot is read again, and how: by the newest code table of its source, its own
 * units, and the order of dates that its file had. Refuses with 'layout-unknown', 'column-not-kept',
 * 'mapping-invalid', 'field-taken' and as `settleOrder` does.
 */
export async function openRereading(
  reader: Reader,
  facts: Facts,
  request: { columns?: KeptColumns; dateOrder?: DateOrder },
): Promise<Rereading> {
  const { id, sourceName } = facts;
  const { columns = {} } = request;
  if (facts.layout === null) throw layoutUnknown(id);
  const layout = restoreLayout(storedLayout.parse(JSON.parse(facts.layout)), []);
  const before = mappingSchema.parse(JSON.parse(facts.mapping));
  const { words: _, ...options } = readOptions(facts.options);
  const { constants } = options;
  const taken = new Set([...Object.values(before), ...Object.keys(constants)]);
  await refuseColumns(reader, id, columns, taken);
  const readBy = options.dateOrder ?? undefined;
  const remembered = readBy ?? (await getSavedDateOrder(reader, sourceName));
  const known = { asked: request.dateOrder, remembered };
  const dateOrder = (await settleKeptOrder(reader, id, columns, known)) ?? readBy;
  const mapping: Mapping = { ...before, ...columns };
  const { words } = await getSavedWords(reader, sourceName);
  const plan = planLoad(layout, mapping, { constants, dateOrder, words });
  const old = await getReadWords(reader, facts);
  const was = planLoad(layout, before, { constants, words: old.words });
  const open = await countUnread(reader, id);
  const nameOf = (column: number) => layout.names[column] ?? '';
  const isAdded = (column: number) => nameOf(column) in columns;
  const fingerprint = fingerprintWords(words, Object.values(mapping));
  return {
    facts,
    layout,
    columns,
    mapping,
    dateOrder,
    options: JSON.stringify({
      ...options,
      dateOrder: dateOrder ?? null,
      ...(fingerprint === undefined ? {} : { words: fingerprint }),
    }),
    reread: {
      plan,
      added: plan.columns.filter(({ column }) => isAdded(column)),
      unread: plan.columns.filter(({ column, field }) => open.has(field.id) && !isAdded(column)),
      wasNamed: was.named.map(({ name, field }) => ({ name, column: field.column })),
    },
  };
}

const trialRow = z.object({
  filled: z.int(),
  read: z.int(),
  unread: z.int(),
  samples: z.array(z.string()),
});

/**
 * What would become of a kept column under a field, cell by cell, before anything is changed; texts
 * of personal fields are not shown.
 */
export async function tryKeptColumn(
  reader: Reader,
  id: number,
  {
    column,
    field,
    dateOrder,
  }: { column: string; field: string; dateOrder?: DateOrder | undefined },
) {
  const facts = await getFacts(reader, id);
  const columns = { [column]: field };
  const asked = dateOrder === undefined ? {} : { dateOrder };
  const { reread } = await openRereading(reader, facts, { columns, ...asked });
  const [planned] = reread.added;
  if (planned === undefined) throw columnNotKept(id, column);
  const { samples, ...counts } = await reader.one(trialRow, trialOfKept(reread.plan, planned, id));
  const isHidden = planned.field.personal === true || isPersonalHeader(column);
  return { ...counts, samples: isHidden ? [] : samples.map(maskDigits) };
}
