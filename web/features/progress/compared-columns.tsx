import type { TFunction } from 'i18next';
import { type DataColumn, ofBp } from '../../components/table-columns.ts';
import type { Format } from '../../lib/use-format.ts';
import type { ComparedUnit, ProgressRow } from './queries.ts';

/** A unit of the ranking with its place and what explains its pace; cards have no place. */
export interface RankedRow extends ProgressRow {
  rank: number | null;
  compared: ComparedUnit | undefined;
}

const keyOf = (one: Pick<ProgressRow, 'branch' | 'officer'>) =>
  JSON.stringify([one.branch, one.officer]);

/**
 * The rows with what explains them. Officers are put in order of pace, best first, then those who
 * have no pace and those who hold mostly cards, who are not ranked on amount.
 */
export function rankRows(
  rows: readonly ProgressRow[],
  compared: readonly ComparedUnit[],
  isRanked: boolean,
): RankedRow[] {
  const known = new Map(compared.map((one) => [keyOf(one), one]));
  const all = rows.map((row) => ({ ...row, rank: null, compared: known.get(keyOf(row)) }));
  if (!isRanked) return all;
  const hasPlace = (row: RankedRow) => row.paceBp !== null && row.compared?.isCards !== true;
  const placed = all.filter(hasPlace).sort((a, b) => (b.paceBp ?? 0) - (a.paceBp ?? 0));
  const others = all.filter((row) => !hasPlace(row));
  return [...placed.map((row, index) => ({ ...row, rank: index + 1 })), ...others];
}

const HIGH_BP = 9000;

/** Feasibility, like for like, streaks and conduct. */
export function comparedColumns(
  t: TFunction<'progress'>,
  { percent, number }: Pick<Format, 'percent' | 'number'>,
): DataColumn<RankedRow>[] {
  const streak = ({ compared }: RankedRow) => {
    if (compared === undefined) return '—';
    const { aheadWeeks, behindWeeks, dryWeeks } = compared;
    const said = [
      aheadWeeks > 0 ? t('compared.ahead', { count: aheadWeeks }) : '',
      behindWeeks > 0 ? t('compared.behind', { count: behindWeeks }) : '',
      dryWeeks > 0 ? t('compared.dry', { count: dryWeeks }) : '',
    ].filter((part) => part !== '');
    return said.length === 0 ? '—' : <span data-tip={said.join(' · ')}>{said.join(' · ')}</span>;
  };
  return [
    {
      id: 'likeForLike',
      header: t('compared.likeForLike'),
      hint: t('compared.tipLikeForLike'),
      kind: 'percent',
      value: (row) => ofBp(row.compared?.likeForLikeBp),
      cell: ({ compared }) =>
        typeof compared?.likeForLikeBp === 'number' ? number(compared.likeForLikeBp / 10_000) : '—',
      width: 92,
    },
    {
      id: 'feasibility',
      header: t('compared.feasibility'),
      hint: t('compared.tipFeasibility'),
      kind: 'percent',
      value: (row) => ofBp(row.compared?.feasibilityBp),
      cell: ({ compared }) => {
        if (typeof compared?.feasibilityBp !== 'number') return '—';
        const shown = percent(compared.feasibilityBp, 10_000, 0);
        return compared.feasibilityBp > HIGH_BP ? <strong>▲ {shown}</strong> : shown;
      },
      width: 88,
    },
    {
      id: 'streak',
      header: t('compared.streak'),
      hint: t('compared.tipStreak'),
      value: (row) => (row.compared?.aheadWeeks ?? 0) - (row.compared?.behindWeeks ?? 0),
      cell: streak,
      width: 176,
      hidden: true,
    },
    {
      id: 'conduct',
      header: t('compared.conduct'),
      hint: t('compared.tipConduct'),
      value: (row) => row.compared?.complaints,
      cell: ({ compared }) =>
        typeof compared?.complaints === 'number'
          ? t('compared.complaints', {
              count: compared.complaints,
              known: compared.complaintsKnown,
            })
          : t('compared.unknown'),
      width: 132,
      hidden: true,
    },
  ];
}
