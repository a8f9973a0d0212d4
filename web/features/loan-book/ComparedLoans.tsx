import { useTranslation } from 'react-i18next';
import { Card } from '../../components/Card.tsx';
import { DataTable } from '../../components/DataTable.tsx';
import type { DataColumn } from '../../components/table-columns.ts';
import { usePagedRows } from '../../components/use-paged-rows.ts';
import { useHref } from '../../lib/filters.ts';
import { useSentence } from '../../lib/i18n.ts';
import { useFormat } from '../../lib/use-format.ts';
import { type ComparedLoan, type Comparison, fetchComparedLoans } from './history-queries.ts';

interface Props {
  comparison: Comparison;
  /** 'added', 'gone' or a field. */
  change: string;
}

/** The loans behind one kind of difference, before and after, the largest first. */
export function ComparedLoans({ comparison, change }: Props) {
  const { t } = useTranslation('loanBook');
  const say = useSentence();
  const { count } = useFormat();
  const href = useHref();
  const { from, to, fields, added, gone } = comparison;
  const field = fields.find((one) => one.field === change);
  const rows = usePagedRows<ComparedLoan>({
    queryKey: ['loans', 'comparison-loans', from.id, to.id, change],
    fetchPage: (page) => fetchComparedLoans({ from: from.id, to: to.id }, change, page),
  });
  const title = field
    ? t('history.compare.loansTitle', { field: say(field.label), n: count(field.loans) })
    : change === 'added'
      ? t('history.compare.addedTitle', { n: count(added.loans) })
      : t('history.compare.goneTitle', { n: count(gone.loans) });
  const day = change === 'gone' ? from.asOf : to.asOf;
  return (
    <Card title={title} subtitle={t('history.compare.loansNote')} flush>
      <DataTable
        label={t('history.compare.loansLabel')}
        rows={rows}
        rowKey={({ loanId }) => loanId}
        rowHref={({ loanId }) => href(`/loans/${encodeURIComponent(loanId)}`, { asOf: day })}
        maxHeight="520px"
        columns={useColumns(field?.kind)}
      />
    </Card>
  );
}

const fenOf = ({ value }: ComparedLoan['before']) => (typeof value === 'number' ? value : null);

function useColumns(kind: string | undefined): DataColumn<ComparedLoan>[] {
  const { t } = useTranslation('loanBook');
  const say = useSentence();
  const { exactAmount } = useFormat();
  const isAmount = kind === undefined || kind === 'amount';
  const shown = ({ value, text }: ComparedLoan['before']) => {
    if (text !== null) return say(text);
    return typeof value === 'boolean' ? t(`history.compare.${value ? 'yes' : 'no'}`) : value;
  };
  const side = (name: 'before' | 'after'): DataColumn<ComparedLoan> => ({
    id: name,
    header: t(`history.compare.${name}`),
    kind: isAmount || kind === 'integer' ? 'count' : 'text',
    width: 160,
    sortable: false,
    value: (row) => shown(row[name]),
    // To the fen: in 万元 a change of a few yuan would read as none.
    ...(isAmount ? { cell: (row) => exactAmount(fenOf(row[name])) } : {}),
  });
  const text = (
    id: string,
    header: string,
    value: (row: ComparedLoan) => string | null,
  ): DataColumn<ComparedLoan> => ({ id, header, width: 150, sortable: false, value });
  return [
    { ...text('loanId', t('history.compare.loan'), ({ loanId }) => loanId), width: 200 },
    side('before'),
    side('after'),
    text('branch', t('history.compare.branch'), ({ branch }) => branch),
    text('officer', t('history.compare.officer'), ({ officer }) => officer),
    {
      id: 'balance',
      header: t('history.compare.balance'),
      kind: 'money',
      width: 132,
      sortable: false,
      value: ({ balanceAfterFen, balanceBeforeFen }) => balanceAfterFen ?? balanceBeforeFen,
    },
  ];
}
