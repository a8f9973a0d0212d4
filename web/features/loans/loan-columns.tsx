import { useMediaQuery } from '@mantine/hooks';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { TypeDot } from '../../components/TypeDot.tsx';
import type { DataColumn } from '../../components/table-columns.ts';
import { useFormat } from '../../lib/use-format.ts';
import classes from './loans.module.css';
import type { LoanRow } from './queries.ts';
import { type CodedField, useLabels } from './use-labels.ts';

type Column = DataColumn<LoanRow>;

/** The columns of the explorer; ids are the server's sort keys. */
export function useLoanColumns(): readonly Column[] {
  const { t } = useTranslation('loans');
  const label = useLabels();
  const { date, language } = useFormat();
  const narrow = useMediaQuery('(max-width: 640px)') === true;
  return useMemo(() => {
    const text = (id: 'branch' | 'officer' | 'township', width: number): Column => ({
      id,
      header: t(`column.${id}`),
      value: (row) => row[id],
      width,
    });
    const coded = (
      id: CodedField & ('product' | 'bookStatus' | 'guaranteeKind' | 'contactState' | 'courtStage'),
      width: number,
    ): Column => ({
      id,
      header: t(`column.${id}`),
      value: (row) => label(id, row[id]),
      width,
    });
    const money = (
      id: 'balanceFen' | 'paidThisYearFen' | 'principalOriginalFen' | 'overduePrincipalFen',
    ): Column => ({
      id,
      header: t(`column.${id}`),
      kind: 'money',
      value: (row) => row[id],
      width: 120,
    });
    const day = (
      id: 'lastPaidOn' | 'disbursedOn' | 'maturesOn' | 'defaultedOn' | 'lastContactOn',
    ): Column => ({ id, header: t(`column.${id}`), kind: 'date', value: (row) => row[id] });
    const hidden = (column: Column): Column => ({ ...column, hidden: true });
    return [
      {
        id: 'loanId',
        header: t('column.loanId'),
        value: (row) => row.loanId,
        width: 164,
      },
      {
        id: 'borrowerName',
        header: t('column.borrowerName'),
        value: (row) => row.borrowerName,
        sortable: false,
        // On a phone the balance must be in sight beside the number
        width: narrow ? 84 : 196,
      },
      narrow ? { ...money('balanceFen'), width: 104 } : money('balanceFen'),
      {
        id: 'daysPastDue',
        header: t('column.daysPastDue'),
        kind: 'count',
        value: (row) => row.daysPastDue,
      },
      {
        id: 'riskClass',
        header: t('column.riskClass'),
        hint: t('hint.riskClass'),
        value: (row) => label('riskClass', row.riskClass),
        cell: (row) => (
          <>
            {label('riskClass', row.riskClass) ?? '—'}
            {row.classLag ? (
              <span
                className={classes.lag}
                data-tip={t('lag', { class: label('riskClass', row.classFloor) ?? '' })}
              >
                {' '}
                ▲
              </span>
            ) : null}
          </>
        ),
        width: 96,
      },
      {
        id: 'defaultType',
        header: t('column.defaultType'),
        hint: t('hint.defaultType'),
        value: (row) => label('defaultType', row.defaultType),
        cell: (row) => {
          if (row.defaultType === null) return <span className={classes.quiet}>—</span>;
          const leads = row.defaultType === 'undetermined' && row.leadingType !== null;
          return (
            <>
              <TypeDot id={row.defaultType} unconfirmed={row.defaultType === 'evader'} />
              {leads ? (
                <span className={classes.quiet}>
                  {' '}
                  {t('leads', { type: label('defaultType', row.leadingType) ?? '' })}
                </span>
              ) : null}
            </>
          );
        },
        width: language === 'zh' ? 176 : 232,
      },
      {
        id: 'painPoint',
        header: t('column.painPoint'),
        value: (row) => label('painPoint', row.painPoint),
        width: 124,
      },
      text('branch', 88),
      text('officer', 76),
      coded('product', 136),
      {
        id: 'interestFen',
        header: t('column.interestFen'),
        hint: t('hint.interestFen'),
        kind: 'money',
        value: (row) => row.interestFen,
        width: 132,
      },
      {
        id: 'knownPredicates',
        header: t('column.evidence'),
        hint: t('hint.evidence'),
        kind: 'percent',
        digits: 0,
        value: (row) =>
          row.knownPredicates === null || row.allPredicates === null
            ? null
            : row.knownPredicates / row.allPredicates,
        width: 92,
      },
      money('paidThisYearFen'),
      day('lastPaidOn'),
      coded('contactState', 88),
      {
        id: 'limitationEndsOn',
        header: t('column.limitationEndsOn'),
        hint: t('hint.limitationEndsOn'),
        kind: 'date',
        value: (row) => row.limitationEndsOn,
        cell: (row) => (
          <>
            {date(row.limitationEndsOn)}
            {row.limitationProven === false ? (
              <span className={classes.lag} data-tip={t('unproven')}>
                {' '}
                ?
              </span>
            ) : null}
          </>
        ),
        width: 116,
      },
      hidden({
        id: 'guaranteeLapsesOn',
        header: t('column.guaranteeLapsesOn'),
        kind: 'date',
        value: (row) => row.guaranteeLapsesOn,
      }),
      hidden(coded('courtStage', 88)),
      hidden(coded('guaranteeKind', 72)),
      hidden(coded('bookStatus', 84)),
      hidden(text('township', 84)),
      hidden({
        id: 'collateralValueFen',
        header: t('column.collateral'),
        hint: t('hint.collateral'),
        kind: 'percent',
        digits: 0,
        value: (row) =>
          row.collateralValueFen === null || !row.balanceFen
            ? null
            : row.collateralValueFen / row.balanceFen,
      }),
      hidden(money('principalOriginalFen')),
      hidden(money('overduePrincipalFen')),
      hidden({
        id: 'brokenPromises',
        header: t('column.brokenPromises'),
        kind: 'count',
        value: (row) => row.brokenPromises,
      }),
      hidden(day('disbursedOn')),
      hidden(day('maturesOn')),
      hidden(day('defaultedOn')),
      hidden(day('lastContactOn')),
    ];
  }, [t, label, date, language, narrow]);
}
