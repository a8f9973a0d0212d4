import { z } from 'zod';
import type { IsoDate } from '../calendar.ts';
import { type Explanation, Refusal } from '../errors.ts';
import { CANONICAL_FIELDS, type CanonicalField } from '../loan-book/canonical-fields.ts';
import { getSnapshot } from '../loan-book/get-snapshot.ts';
import { isPersonalHeader } from '../loan-book/mask-personal.ts';
import { explainClocks } from '../triage/explain-clocks.ts';
import { explainLoan, segmentDetail } from '../triage/explain-loan.ts';
import { FACTS } from '../triage/rules/facts.ts';
import type { Reader } from '../warehouse/warehouse.ts';
import { getHistory } from './get-history.ts';
import { fieldValue, sayValue } from './say-field.ts';

const row = z.record(z.string(), fieldValue);
type Row = z.infer<typeof row>;

const text = (found: Row[string] | undefined): string | null =>
  typeof found === 'string' && found !== '' ? found : null;

function fieldOf(field: CanonicalField, loan: Row) {
  const { id, kind, label, personal = false } = field;
  const said = sayValue(field, loan[field.column] ?? null, text(loan['borrower_kind']));
  return { id, kind, label, personal, ...said };
}

const extraCells = z.record(z.string(), z.string().nullable());

/** Columns that Recoup does not know, by their header; what may be personal is not shown. */
function extraOf(loan: Row) {
  const found = text(loan['extra']);
  if (found === null) return [];
  return Object.entries(extraCells.parse(JSON.parse(found))).flatMap(([header, cell]) => {
    if (cell === null || cell.trim() === '') return [];
    return [{ header, text: isPersonalHeader(header) ? null : cell }];
  });
}

function missing(loanId: string, asOf: IsoDate): Refusal {
  const says: Explanation = {
    happened: {
      zh: `${asOf} 的台账里没有借据 ${loanId}。`,
      en: `The loan book of ${asOf} has no loan ${loanId}.`,
    },
    kept: { zh: '数据没有变化。', en: 'Nothing has changed.' },
    next: {
      zh: '它可能已结清、已转让或尚未发放:请换一个数据日期。',
      en: 'It may be settled, transferred or not yet granted: choose another date.',
    },
  };
  return new Refusal('no-such-loan', 404, says);
}

/**
 * One loan as of a day: its fields with personal data masked, why it carries its label, its clocks
 * and its history over all snapshots until then. `segment` is null for a performing loan. Refuses
 * with 'no-such-loan' when the book of that day does not hold it.
 */
export async function getLoan(reader: Reader, loanId: string, asOf?: IsoDate) {
  const snapshot = await getSnapshot(reader, asOf);
  const [loan] = await reader.rows(
    row,
    `SELECT l.*, s.gates, s.detail FROM loan l
     LEFT JOIN segment s ON s.snapshot_id = l.snapshot_id AND s.loan_id = l.loan_id
     WHERE l.snapshot_id = $1 AND l.loan_id = $2`,
    [snapshot.id, loanId],
  );
  if (loan === undefined) throw missing(loanId, snapshot.asOf);
  const granted = {
    principalFen: z
      .int()
      .nullable()
      .parse(loan['principal_original_fen'] ?? null),
    disbursedOn: text(loan['disbursed_on']),
  };
  const history = await getHistory(reader, loanId, granted, snapshot.asOf);
  return {
    asOf: snapshot.asOf,
    loanId,
    nplState: text(loan['npl_state']),
    classFloor: text(loan['class_floor']),
    lineNo: loan['line_no'] ?? null,
    fields: CANONICAL_FIELDS.map((field) => fieldOf(field, loan)),
    segment: segmentOf(loan),
    clocks: loan['npl_state'] === null ? null : explainClocks(clockFacts(loan), snapshot.asOf),
    history,
    extra: extraOf(loan),
  };
}

function segmentOf(loan: Row) {
  const detail = text(loan['detail']);
  if (detail === null) return null;
  const facts: Record<string, Row[string]> = Object.fromEntries(
    [...FACTS.values()].flatMap(({ id, column }) =>
      column === undefined ? [] : [[id, loan[column] ?? null]],
    ),
  );
  Object.assign(facts, segmentDetail.parse(JSON.parse(detail)).facts);
  return explainLoan(facts, text(loan['gates']) ?? '');
}

const clockFacts = (loan: Row) => ({
  maturesOn: text(loan['matures_on']),
  extendedTo: text(loan['extended_to']),
  lastInterruptedOn: text(loan['last_interrupted_on']),
  interruptProof: text(loan['interrupt_proof']),
  courtStage: text(loan['court_stage']),
  judgmentOn: text(loan['judgment_on']),
  enforcementOn: text(loan['enforcement_on']),
  guaranteeKind: text(loan['guarantee_kind']),
  guarantor: text(loan['guarantor']),
  guaranteeEndsOn: text(loan['guarantee_ends_on']),
  disbursedOn: text(loan['disbursed_on']),
});
