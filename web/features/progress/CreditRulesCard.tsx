import { Button } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Card } from '../../components/Card.tsx';
import { DataTable } from '../../components/DataTable.tsx';
import { Money } from '../../components/Money.tsx';
import type { DataColumn } from '../../components/table-columns.ts';
import { useHref } from '../../lib/filters.ts';
import { useSentence } from '../../lib/i18n.ts';
import { useFormat } from '../../lib/use-format.ts';
import { CreditRulesForm } from './CreditRulesForm.tsx';
import type { Credit, CreditKind, Rule } from './credit-queries.ts';

interface Line {
  id: CreditKind | 'named';
  label: string;
  holds: string;
  shares: string;
  mark: string | null;
  lines: number;
  fen: number;
  movedFen: number | null;
}

/** How a rule shares, in words: 管户人 60% · 机构 40%. */
export function useShares(): (rule: Rule) => string {
  const { t } = useTranslation('credit');
  const { percent } = useFormat();
  return ({ shares }) =>
    shares
      .filter((one) => one.percent > 0)
      .map(({ to, name, percent: part }) =>
        t('share', { who: name || t(`to.${to}`), percent: percent(part, 100, 0) }),
      )
      .join(t('joiner'));
}

/** The rules in force, in order, with where each applied; a row opens its lines. */
export function CreditRulesCard({ credit }: { credit: Credit }) {
  const { t } = useTranslation('credit');
  const { count, date } = useFormat();
  const say = useSentence();
  const href = useHref();
  const shares = useShares();
  const [isEditing, setEditing] = useState(false);
  const current = credit.versions.find(({ no }) => no === credit.current);
  const of = (rule: string) => credit.applied.find((one) => one.rule === rule);
  const rows: Line[] = [
    ...(current?.rules ?? []).map((rule): Line => {
      const { label, holds, mark } = credit.text[rule.id];
      const days = rule.days === null ? '' : ` (${t('rules.days', { days: rule.days })})`;
      return {
        ...{ id: rule.id, label: say(label), holds: say(holds) + days, mark },
        shares: rule.isOn ? shares(rule) : t('rules.off'),
        lines: of(rule.id)?.lines ?? 0,
        fen: of(rule.id)?.principalFen ?? 0,
        movedFen: of(rule.id)?.movedFen ?? 0,
      };
    }),
    {
      ...{ id: 'reversal', label: t('rules.reversal'), holds: t('rules.reversalHolds') },
      ...{ shares: '', mark: null, movedFen: null },
      lines: of('reversal')?.lines ?? 0,
      fen: of('reversal')?.principalFen ?? 0,
    },
    {
      ...{ id: 'waiting', label: t('rules.waiting'), holds: t('rules.waitingHolds') },
      ...{ shares: '', mark: null, movedFen: null },
      lines: credit.waiting.lines,
      fen: credit.waiting.principalFen,
    },
    {
      ...{ id: 'named', label: t('rules.named'), holds: t('rules.namedHolds') },
      ...{ shares: '', mark: null, movedFen: null },
      lines: credit.named.lines,
      fen: credit.named.principalFen,
    },
  ];
  const columns: DataColumn<Line>[] = [
    { id: 'rule', header: t('rules.rule'), value: (row) => row.label, width: 116 },
    {
      id: 'holds',
      header: t('rules.holds'),
      value: (row) => row.holds,
      cell: (row) => <span data-tip={row.holds}>{row.holds}</span>,
      width: 380,
    },
    { id: 'shares', header: t('rules.shares'), value: (row) => row.shares, width: 190 },
    {
      id: 'mark',
      header: t('rules.mark'),
      value: (row) => row.mark,
      cell: (row) => (row.mark === null ? null : <abbr data-tip={t('rules.D')}>{row.mark}</abbr>),
      width: 64,
    },
    { id: 'lines', header: t('rules.lines'), kind: 'count', value: (row) => row.lines, width: 72 },
    { id: 'amount', header: t('rules.amount'), kind: 'money', value: (row) => row.fen },
    { id: 'moved', header: t('rules.moved'), kind: 'money', value: (row) => row.movedFen },
  ];
  const sum = (value: (row: Line) => number | null) =>
    rows.reduce((all, row) => all + (value(row) ?? 0), 0);
  const title =
    credit.current === 0 || current === undefined
      ? t('rules.titleFirst')
      : t('rules.title', { from: date(current.effectiveFrom) });
  return (
    <Card
      title={title}
      subtitle={t('rules.sub')}
      flush
      actions={
        <Button size="compact-sm" variant="default" onClick={() => setEditing(true)}>
          {t('rules.edit')}
        </Button>
      }
    >
      <DataTable
        label={t('rules.label')}
        columns={columns.map((column) => ({ ...column, sortable: false }))}
        rows={rows}
        rowKey={(row) => row.id}
        rowHref={(row) =>
          href(
            '/progress',
            {},
            row.id === 'named'
              ? { view: 'ranking', by: 'officer' }
              : { view: 'credit', rule: row.id },
          )
        }
        totalsLabel={t('rules.total')}
        totals={{
          lines: count(sum((row) => row.lines)),
          amount: <Money fen={sum((row) => row.fen)} />,
          moved: <Money fen={sum((row) => row.movedFen)} />,
        }}
      />
      {isEditing && current ? (
        <CreditRulesForm
          rules={current.rules}
          creditedUntil={credit.creditedUntil}
          text={credit.text}
          onClose={() => setEditing(false)}
        />
      ) : null}
    </Card>
  );
}
