import { useTranslation } from 'react-i18next';
import { Card } from '../../components/Card.tsx';
import { DataTable } from '../../components/DataTable.tsx';
import { Money } from '../../components/Money.tsx';
import { PaceBadge } from '../../components/PaceBadge.tsx';
import { SignedBar } from '../../components/SignedBar.tsx';
import { type DataColumn, ofBp } from '../../components/table-columns.ts';
import { paceBand } from '../../components/tone.ts';
import { NOT_GIVEN, useFilters, useHref } from '../../lib/filters.ts';
import { isPicked, togglePick } from '../../lib/pick.ts';
import { useFormat } from '../../lib/use-format.ts';
import { largestGaps } from './find-gap.ts';
import type { BranchRow, Overview } from './queries.ts';

/** Which branches make the gap; a bar to the left is behind. */
export function BranchesCard({
  progress,
  isLinked,
}: {
  progress: Overview['progress'];
  isLinked: boolean;
}) {
  const { t } = useTranslation('overview');
  const { count, percent, unitName } = useFormat();
  const href = useHref();
  const { filters, setFilters } = useFilters();
  const pickOf = ({ branch }: BranchRow) => ({ branch: [branch ?? NOT_GIVEN] });
  const { rows, total } = progress;
  const isUnknown = total.source === 'none';
  // The gap is shown as what is missing: below zero is behind, as in the picture of the plan.
  const standing = (row: BranchRow) => (row.gapFen === null ? null : 0 - row.gapFen);
  const values = rows.map((row) => standing(row) ?? 0);
  const [low, high] = [Math.min(0, ...values), Math.max(0, ...values)];
  const name = (row: BranchRow) => row.branch ?? t('branches.unknown');
  const title = (() => {
    const gaps = largestGaps(rows);
    const mostOf = (value: (row: BranchRow) => number | null) =>
      [...rows].sort((a, b) => (value(b) ?? 0) - (value(a) ?? 0))[0];
    if (isUnknown) {
      const most = mostOf((row) => row.heldFen);
      const share = percent(most?.heldFen, total.heldFen, 0);
      return t('branches.mostHeld', { name: most ? name(most) : '', share });
    }
    if (total.gapFen === null) {
      const most = mostOf((row) => row.achievedFen);
      if (most === undefined || (most.achievedFen ?? 0) <= 0) return t('branches.none');
      const share = percent(most.achievedFen, total.achievedFen, 0);
      return t('branches.noPlan', { name: name(most), share });
    }
    if (gaps.rows.length === 0) return t('branches.ahead');
    const names = gaps.rows.map(name).join(t('branches.and'));
    return t('branches.title', { names, share: percent(gaps.shareBp, 10_000, 0) });
  })();
  // 'count' keeps the unit out of the headers: it stands in the subtitle, and room is short.
  const money = (
    id: 'target' | 'achieved' | 'held',
    value: (row: BranchRow) => number | null,
    width: number,
  ): DataColumn<BranchRow> => ({
    id,
    header: t(`branches.${id}`),
    kind: 'count',
    exported: { kind: 'money' },
    value,
    cell: (row) => <Money fen={value(row)} />,
    width,
  });
  const branch: DataColumn<BranchRow> = {
    id: 'branch',
    header: t('branches.branch'),
    value: name,
    width: 84,
  };
  const target = money('target', (row) => row.targetFen, 66);
  const holding: DataColumn<BranchRow>[] = [
    branch,
    ...(total.targetFen === null ? [] : [target]),
    {
      id: 'loans',
      header: t('branches.loans'),
      kind: 'count',
      value: (row) => row.heldLoans,
      width: 84,
    },
    money('held', (row) => row.heldFen, 90),
  ];
  const standings: DataColumn<BranchRow>[] = [
    branch,
    target,
    money('achieved', (row) => row.achievedFen, 90),
    {
      id: 'pace',
      header: t('branches.pace'),
      kind: 'count',
      value: (row) => ofBp(row.paceBp),
      exported: { kind: 'percent' },
      cell: (row) => <PaceBadge pace={row.paceBp === null ? null : row.paceBp / 10_000} />,
      width: 68,
    },
    {
      id: 'gap',
      header: t('branches.gap'),
      kind: 'count',
      exported: { kind: 'money' },
      value: standing,
      cell: (row) => <Money fen={standing(row)} signed />,
      width: 64,
    },
    {
      id: 'bar',
      header: t('branches.bar'),
      value: standing,
      sortable: false,
      exported: false,
      cell: (row) => (
        <SignedBar
          value={standing(row) ?? 0}
          low={low}
          high={high}
          tone={row.paceBp === null ? 'quiet' : paceBand(row.paceBp / 10_000)}
        />
      ),
      width: 64,
    },
  ];
  return (
    <Card
      title={title}
      subtitle={t(isUnknown ? 'branches.subUnknown' : 'branches.sub', { unit: unitName })}
      flush
    >
      <DataTable
        label={t('branches.label')}
        columns={isUnknown ? holding : standings}
        rows={rows}
        rowKey={(row) => row.branch ?? ''}
        {...(isLinked
          ? {
              onOpen: (row: BranchRow) => setFilters(togglePick(filters, pickOf(row))),
              isPicked: (row: BranchRow) => isPicked(filters, pickOf(row)),
            }
          : {
              rowHref: (row: BranchRow) =>
                href('/progress', row.branch === null ? {} : { branch: [row.branch] }, {
                  by: 'officer',
                }),
            })}
        totals={{
          target: <Money fen={total.targetFen} />,
          achieved: <Money fen={total.achievedFen} />,
          pace: <PaceBadge pace={total.paceBp === null ? null : total.paceBp / 10_000} />,
          loans: count(total.heldLoans),
          held: <Money fen={total.heldFen} />,
          gap: <Money fen={total.gapFen === null ? null : 0 - total.gapFen} signed />,
        }}
      />
    </Card>
  );
}
