import { CIVIL_CODE_SINCE, GUARANTEED_KINDS, SUED_STAGES } from './guarantee-clock.ts';
import { NO_PROOF, THREE_YEARS_SINCE } from './limitation-clock.ts';

const list = (codes: readonly string[]) => codes.map((code) => `'${code}'`).join(', ');
const years = (day: string, n: number) => `CAST(${day} + INTERVAL ${n} YEAR AS DATE)`;

const due = `coalesce(CASE WHEN l.extended_to < l.matures_on THEN l.matures_on END,
  l.extended_to, l.matures_on)`;

const rule = `CASE
  WHEN l.enforcement_on IS NOT NULL OR l.court_stage IN ('enforcing', 'terminated_round')
    THEN 'enforced'
  WHEN l.judgment_on IS NOT NULL THEN 'enforcement'
  WHEN l.court_stage IN ('judged', 'closed') THEN 'unknown'
  WHEN l.court_stage IN ('filed', 'trial') THEN 'in_suit'
  WHEN ${due} IS NULL THEN 'unknown'
  WHEN ${due} < DATE '${THREE_YEARS_SINCE}' THEN 'legal_review'
  WHEN l.last_interrupted_on > ${due} THEN 'interruption'
  ELSE 'maturity' END`;

const proven = `coalesce(trim(l.interrupt_proof) NOT IN (${list(NO_PROOF)}), FALSE)`;

const guarantee = `CASE
  WHEN NOT (coalesce(l.guarantee_kind IN (${list(GUARANTEED_KINDS)}), FALSE)
    OR l.guarantor IS NOT NULL) THEN 'none'
  WHEN l.court_stage IN (${list(SUED_STAGES)}) THEN 'in_suit'
  WHEN l.guarantee_ends_on IS NOT NULL
    AND (l.matures_on IS NULL OR l.guarantee_ends_on > l.matures_on) THEN 'agreed'
  WHEN l.matures_on IS NULL THEN 'unknown'
  WHEN l.disbursed_on < DATE '${CIVIL_CODE_SINCE}' THEN 'legal_review'
  ELSE 'six_months' END`;

/** limitation-clock.ts and guarantee-clock.ts over `l`, for all loans at once; tests hold them equal. */
export const CLOCK_COLUMNS = `
  ${rule} AS limitation_clock,
  CASE ${rule}
    WHEN 'enforcement' THEN ${years('l.judgment_on', 2)}
    WHEN 'interruption' THEN ${years('l.last_interrupted_on', 3)}
    WHEN 'maturity' THEN ${years(due, 3)} END AS limitation_ends_on,
  CASE ${rule}
    WHEN 'enforcement' THEN ${years('l.judgment_on', 2)}
    WHEN 'interruption' THEN CASE WHEN ${proven} THEN ${years('l.last_interrupted_on', 3)}
      ELSE ${years(due, 3)} END
    WHEN 'maturity' THEN ${years(due, 3)} END AS limitation_proven_ends_on,
  CASE ${rule}
    WHEN 'enforcement' THEN TRUE
    WHEN 'interruption' THEN ${proven}
    WHEN 'maturity' THEN TRUE END AS limitation_proven,
  ${guarantee} AS guarantee_clock,
  CASE ${guarantee}
    WHEN 'agreed' THEN l.guarantee_ends_on
    WHEN 'six_months' THEN CAST(l.matures_on + INTERVAL 6 MONTH AS DATE)
  END AS guarantee_lapses_on`;
