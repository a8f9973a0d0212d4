import type { Sentence } from '../errors.ts';

/** Collateral value as a percent of the balance: from `from` to below `to`. */
const RATIOS = [
  { id: 'under-50', to: 50, label: { zh: '50% 以下', en: 'Under 50%' } },
  { id: '50-100', to: 100, label: { zh: '50%–100%', en: '50–100%' } },
  { id: '100-150', to: 150, label: { zh: '100%–150%', en: '100–150%' } },
  { id: '150+', to: null, label: { zh: '150% 以上', en: '150% and over' } },
] as const;

/** Guarantees without collateral: what is not there has no value to be unknown. */
const UNSECURED = ['credit', 'guarantee', 'group_joint'];

/** Bands of collateral cover, from best to worst; a value that nobody gave is its own. */
export const COVERS: readonly { id: string; label: Sentence }[] = [
  ...RATIOS.map(({ id, label }) => ({ id, label })).toReversed(),
  { id: 'none', label: { zh: '无押品', en: 'No collateral' } },
  { id: 'unknown', label: { zh: '押品价值未填', en: 'Value not given' } },
];

/** SQL that names the cover of the loan `alias`, whose balance is above zero. */
export function coverSql(alias: string): string {
  const [value, balance] = [`${alias}.collateral_value_fen`, `${alias}.balance_fen`];
  const whens = RATIOS.filter(({ to }) => to !== null).map(
    ({ id, to }) => `WHEN ${value} * 100 < ${balance} * ${to} THEN '${id}'`,
  );
  return `CASE WHEN ${value} = 0 OR (${value} IS NULL AND ${alias}.guarantee_kind IN
      (${UNSECURED.map((kind) => `'${kind}'`).join(', ')})) THEN 'none'
    WHEN ${value} IS NULL THEN 'unknown' ${whens.join(' ')} ELSE '150+' END`;
}
