import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { AppLink } from '../../components/AppLink.tsx';
import { Columns } from '../../components/Card.tsx';
import { Loaded } from '../../components/Loaded.tsx';
import { PageSkeleton } from '../../components/PageSkeleton.tsx';
import { useFilters, useHref } from '../../lib/filters.ts';
import { ClocksCard } from './ClocksCard.tsx';
import { FieldsCard } from './FieldsCard.tsx';
import { GateList } from './GateList.tsx';
import { HistoryCard } from './HistoryCard.tsx';
import { LoanHeadline } from './LoanHeadline.tsx';
import { LoanTiles } from './LoanTiles.tsx';
import classes from './loans.module.css';
import { PainCard } from './PainCard.tsx';
import { loanQuery } from './queries.ts';
import { SettleCard } from './SettleCard.tsx';
import { WhyCard } from './WhyCard.tsx';

/** 户档: what about this borrower? Why the label, what is unknown, which clocks run. */
export function LoanPage() {
  const { t } = useTranslation('loans');
  const { loanId = '' } = useParams({ strict: false });
  const { filters } = useFilters();
  const href = useHref();
  const query = useQuery(loanQuery(loanId, filters.asOf));
  return (
    <>
      <AppLink href={href('/loans')} className={`${classes.back} no-print`}>
        ← {t('loan.back')}
      </AppLink>
      <Loaded query={query} skeleton={<PageSkeleton />}>
        {(loan) => {
          const { segment, clocks } = loan;
          return (
            <>
              <LoanHeadline loan={loan} />
              {segment && segment.gates.length > 0 ? <GateList gates={segment.gates} /> : null}
              <LoanTiles loan={loan} />
              {segment && clocks ? (
                <Columns template="minmax(0, 7fr) minmax(0, 5fr)">
                  <WhyCard segment={segment} />
                  <div className={classes.stack}>
                    {segment.settles.length > 0 ? <SettleCard settles={segment.settles} /> : null}
                    <ClocksCard clocks={clocks} />
                    <PainCard segment={segment} />
                  </div>
                </Columns>
              ) : null}
              <HistoryCard loan={loan} />
              <FieldsCard loan={loan} />
            </>
          );
        }}
      </Loaded>
    </>
  );
}
