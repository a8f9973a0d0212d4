import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Card } from '../../components/Card.tsx';
import { DataTable } from '../../components/DataTable.tsx';
import { EmptyState } from '../../components/EmptyState.tsx';
import { Loaded } from '../../components/Loaded.tsx';
import { Money } from '../../components/Money.tsx';
import type { DataColumn } from '../../components/table-columns.ts';
import { useFilters, useHref } from '../../lib/filters.ts';
import { useSentence } from '../../lib/i18n.ts';
import { useFormat } from '../../lib/use-format.ts';
import {
  type Credit,
  type CreditKind,
  type CreditPart,
  creditLinesQuery,
} from './credit-queries.ts';

/** The ledger lines that a rule credited, a row for everybody's part; a row opens its loan. */
export function CreditLinesCard({ rule, credit }: { rule: CreditKind; credit: Credit }) {
  const { t } = useTranslation('credit');
  const { amountInText, count } = useFormat();
  const { filters } = useFilters();
  const href = useHref();
  const say = useSentence();
  const found = useQuery(creditLinesQuery(filters, rule));
  const name =
    rule === 'waiting' || rule === 'reversal' ? t(`rules.${rule}`) : say(credit.text[rule].label);
  const columns: DataColumn<CreditPart>[] = [
    { id: 'loan', header: t('lines.loan'), value: (row) => row.loanId, width: 176 },
    { id: 'day', header: t('lines.day'), kind: 'date', value: (row) => row.postedOn },
    { id: 'branch', header: t('lines.branch'), value: (row) => row.branch, width: 96 },
    { id: 'method', header: t('lines.method'), value: (row) => row.method, width: 96 },
    {
      ...{ id: 'line', header: t('lines.line'), kind: 'money', digits: 2 },
      value: (row) => row.linePrincipalFen,
    },
    {
      id: 'who',
      header: t('lines.who'),
      value: (row) => row.officer ?? t('units.nobody'),
      width: 140,
    },
    {
      ...{ id: 'share', header: t('lines.share'), kind: 'percent', digits: 0 },
      value: (row) => row.shareBp / 10_000,
    },
    {
      ...{ id: 'amount', header: t('lines.amount'), kind: 'money', digits: 2 },
      value: (row) => row.principalFen,
    },
  ];
  return (
    <Loaded query={found}>
      {(rows) => {
        const fen = rows.reduce((sum, row) => sum + row.principalFen, 0);
        return (
          <Card
            title={t('lines.title', {
              rule: name,
              lines: count(new Set(rows.map(({ ref }) => ref)).size),
              amount: amountInText(fen),
            })}
            subtitle={t('lines.sub')}
            flush
          >
            <DataTable
              label={t('lines.label')}
              columns={columns}
              rows={rows}
              rowKey={(row) => `${row.ref} ${row.officer}`}
              rowHref={(row) => href(`/loans/${encodeURIComponent(row.loanId)}`)}
              totals={{ amount: <Money fen={fen} digits={2} /> }}
              empty={<EmptyState title={t('lines.none')} />}
              maxHeight="420px"
            />
          </Card>
        );
      }}
    </Loaded>
  );
}
