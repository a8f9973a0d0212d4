import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { ShownAssignment, ShownMove } from '../../../server/quotas/make-assignment.ts';
import { Card } from '../../components/Card.tsx';
import { DataTable } from '../../components/DataTable.tsx';
import type { DataColumn } from '../../components/table-columns.ts';
import { useHref } from '../../lib/filters.ts';
import type { Conflict } from './assign-draft.ts';

interface Props {
  answer: ShownAssignment;
  onKeep: (loanIds: string[]) => void;
  /** The one who was to take a borrower's loans may not. */
  onAvoid: (conflict: Conflict) => void;
}

type Unplaced = ShownAssignment['unplaced'][number];

/** The loans that change hands, each a door to the loan; what nobody may take comes first. */
export function AssignMoves({ answer, onKeep, onAvoid }: Props) {
  const { t } = useTranslation('assignment');
  const href = useHref();
  const amount = t('moves.amount');
  const loansOf = (borrower: string) =>
    answer.moves.filter((move) => move.borrower === borrower).map((move) => move.loanId);
  const lost: DataColumn<Unplaced>[] = [
    { id: 'loan', header: t('moves.loan'), value: (own) => own.loanId, width: 180 },
    { id: 'borrower', header: t('moves.borrower'), value: (own) => own.borrowerName },
    { id: 'branch', header: t('officers.branch'), value: (own) => own.branch },
    { id: 'officer', header: t('lost.officer'), value: (own) => own.officer },
    { id: 'amount', header: amount, kind: 'money', value: (own) => own.amountFen },
  ];
  const columns: DataColumn<ShownMove>[] = [
    { id: 'loan', header: t('moves.loan'), value: (own) => own.loanId, width: 180 },
    { id: 'borrower', header: t('moves.borrower'), value: (own) => own.borrowerName, width: 130 },
    { id: 'branch', header: t('officers.branch'), value: (own) => own.branch, width: 110 },
    { id: 'from', header: t('moves.from'), value: (own) => own.from?.officer ?? null, width: 110 },
    { id: 'to', header: t('moves.to'), value: (own) => own.to.officer, width: 110 },
    { id: 'amount', header: amount, kind: 'money', value: (own) => own.amountFen },
    {
      id: 'reason',
      header: t('moves.reason'),
      value: (own) => t(`reason.${own.reason}`),
      width: 200,
    },
    {
      id: 'act',
      header: t('moves.act'),
      sortable: false,
      width: 170,
      value: () => null,
      cell: (own) => (
        <>
          {own.reason === 'balance' ? (
            <Button
              variant="subtle"
              size="compact-xs"
              onClick={() => onKeep(loansOf(own.borrower))}
            >
              {t('moves.keep')}
            </Button>
          ) : null}
          <Button
            variant="subtle"
            size="compact-xs"
            data-tip={t('moves.avoidTip', { officer: own.to.officer })}
            onClick={() => onAvoid({ ...own.to, borrower: own.borrower })}
          >
            {t('moves.avoid')}
          </Button>
        </>
      ),
    },
  ];
  return (
    <>
      {answer.unplaced.length > 0 ? (
        <Card title={t('lost.title', { count: answer.unplaced.length })} flush>
          <DataTable
            label={t('lost.title', { count: answer.unplaced.length })}
            columns={lost}
            rows={answer.unplaced}
            rowKey={(own) => own.loanId}
            rowHref={(own) => href(`/loans/${encodeURIComponent(own.loanId)}`)}
          />
        </Card>
      ) : null}
      <Card title={t('moves.title', { count: answer.moves.length })} flush>
        <DataTable
          id="assign-moves"
          label={t('moves.title', { count: answer.moves.length })}
          columns={columns}
          rows={answer.moves}
          rowKey={(own) => own.loanId}
          rowHref={(own) => href(`/loans/${encodeURIComponent(own.loanId)}`)}
          maxHeight="480px"
        />
      </Card>
    </>
  );
}
