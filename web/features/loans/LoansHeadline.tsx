import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { AppLink } from '../../components/AppLink.tsx';
import { Headline } from '../../components/Headline.tsx';
import { useHref } from '../../lib/filters.ts';
import { useFormat } from '../../lib/use-format.ts';
import type { LoanList } from './queries.ts';

interface Props {
  list: LoanList | undefined;
  search: string | undefined;
  actions: ReactNode;
}

/** Which loans: how many, how much, and how much of it does not perform. */
export function LoansHeadline({ list, search, actions }: Props) {
  const { t } = useTranslation('loans');
  const format = useFormat();
  const href = useHref();
  if (list === undefined) return <Headline actions={actions}>{t('title')}</Headline>;
  const { totals } = list;
  const found = search === undefined ? '' : `${t('headline.searched', { search })} · `;
  if (totals.loans === 0) return <Headline sub={found}>{t('headline.none')}</Headline>;
  const onBook = totals.balanceFen - totals.offBookFen;
  const unknown = totals.unknownPaidThisYear;
  const sub = {
    date: format.date(list.asOf),
    paid: format.amountInText(totals.paidThisYearFen),
    unknown: format.count(unknown),
  };
  return (
    <Headline
      actions={actions}
      sub={found + (unknown > 0 ? t('headline.subUnknown', sub) : t('headline.sub', sub))}
    >
      {t('headline.all', {
        loans: format.count(totals.loans),
        amount: format.amountInText(totals.balanceFen),
      })}
      {totals.onBookLoans > 0 ? (
        <AppLink href={href('/loans', { state: ['on_book'] })} style={{ color: 'var(--bad)' }}>
          {t(totals.onBookFen === onBook ? 'headline.nplAll' : 'headline.npl', {
            loans: format.count(totals.onBookLoans),
            amount: format.amountInText(totals.onBookFen),
            share: format.percent(totals.onBookFen, onBook),
          })}
        </AppLink>
      ) : (
        t('headline.noNpl')
      )}
      {totals.offBookLoans > 0 ? (
        <AppLink href={href('/loans', { state: ['off_book'] })} style={{ color: 'inherit' }}>
          {t('headline.offBook', {
            loans: format.count(totals.offBookLoans),
            amount: format.amountInText(totals.offBookFen),
          })}
        </AppLink>
      ) : (
        t('headline.noOffBook')
      )}
    </Headline>
  );
}
