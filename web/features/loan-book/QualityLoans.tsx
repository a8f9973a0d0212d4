import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { DataTable } from '../../components/DataTable.tsx';
import { DownloadLink } from '../../components/DownloadLink.tsx';
import { ErrorState } from '../../components/ErrorState.tsx';
import { Money } from '../../components/Money.tsx';
import type { DataColumn } from '../../components/table-columns.ts';
import { usePagedRows } from '../../components/use-paged-rows.ts';
import { useHref } from '../../lib/filters.ts';
import { useSentence } from '../../lib/i18n.ts';
import { stringifySearch } from '../../lib/search.ts';
import { useFormat } from '../../lib/use-format.ts';
import classes from './Quality.module.css';
import {
  fetchQualityLoans,
  type OpenLine,
  type QualityLoan,
  qualityLoansQuery,
} from './quality-queries.ts';

/** The server's order is the line's own. */
const still = { sortable: false } as const;
const idOf = ({ loanId }: QualityLoan) => loanId;

interface Props {
  id: number;
  open: OpenLine;
  onClose: () => void;
}

/** The loans behind one line of the report, with the line's own sum below. */
export function QualityLoans({ id, open, onClose }: Props) {
  const { t } = useTranslation('loanBook');
  const { count, language } = useFormat();
  const say = useSentence();
  const href = useHref();
  const head = useQuery(qualityLoansQuery(id, open));
  const rows = usePagedRows<QualityLoan>({
    queryKey: ['loan-book', 'quality-loans', id, open.line, open.branch ?? null],
    fetchPage: async (page) => {
      const { rows, total } = await fetchQualityLoans(id, open, page);
      return { rows, total: total.loans };
    },
  });
  if (head.error) return <ErrorState error={head.error} />;
  if (!head.data) return null;
  const { finding, over, total, before, asOf, amountIs } = head.data;
  const of = open.branch === undefined ? say(finding) : `${open.branch} · ${say(finding)}`;
  const title = t('quality.loansTitle', { finding: of, n: count(total.loans) });
  const search = stringifySearch({ language, branch: open.branch });
  const beforeColumns: DataColumn<QualityLoan>[] = [
    {
      id: 'daysBefore',
      header: t('quality.daysBefore'),
      kind: 'count',
      width: 110,
      ...still,
      value: ({ daysBefore }) => daysBefore,
    },
    {
      id: 'balanceBeforeFen',
      header: t('quality.balanceBefore'),
      kind: 'money',
      ...still,
      value: ({ balanceBeforeFen }) => balanceBeforeFen,
    },
  ];
  return (
    <section className={classes.loans} aria-label={title}>
      <h4 className={classes.subtitle}>{title}</h4>
      <DataTable
        exported={false}
        label={title}
        rows={rows}
        rowKey={({ loanId }) => loanId}
        rowHref={({ loanId, isListed }) =>
          href(`/loans/${encodeURIComponent(loanId)}`, {
            asOf: isListed ? asOf : before?.asOf,
          })
        }
        maxHeight="420px"
        totals={{ amountFen: <Money fen={total.amountFen} /> }}
        totalsLabel={t('quality.loansTotal')}
        toolbar={
          <>
            <DownloadLink
              href={`/api/loan-book/snapshots/${id}/quality/${open.line}/loans.csv${search}`}
              name={`quality-${id}.csv`}
            >
              {t('quality.download')}
            </DownloadLink>
            <Button variant="default" onClick={onClose}>
              {t('quality.close')}
            </Button>
          </>
        }
        columns={[
          { id: 'loanId', header: t('quality.loan'), width: 190, ...still, value: idOf },
          { id: 'branch', header: t('quality.branch'), ...still, value: ({ branch }) => branch },
          {
            id: 'officer',
            header: t('quality.officer'),
            width: 88,
            ...still,
            value: ({ officer }) => officer,
          },
          {
            id: 'amountFen',
            header: amountIs ? say(amountIs) : t('quality.listAmount'),
            kind: 'money',
            ...still,
            value: ({ amountFen }) => amountFen,
          },
          ...(over === 'pair' ? beforeColumns : []),
          {
            id: 'days',
            header: t('quality.days'),
            kind: 'count',
            ...still,
            value: ({ days }) => days,
          },
          {
            id: 'balanceFen',
            header: t('quality.balance'),
            kind: 'money',
            ...still,
            value: ({ balanceFen }) => balanceFen,
          },
          {
            id: 'detail',
            header: t('quality.evidence'),
            width: 180,
            ...still,
            value: ({ detail, isRejected }) =>
              isRejected ? `${detail ?? ''} ${t('quality.isRejected')}`.trim() : detail,
          },
        ]}
      />
    </section>
  );
}
