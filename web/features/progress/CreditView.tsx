import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import * as z from 'zod/mini';
import { Headline, Say } from '../../components/Headline.tsx';
import { Loaded } from '../../components/Loaded.tsx';
import { PageSkeleton } from '../../components/PageSkeleton.tsx';
import { useFilters, usePageSearch } from '../../lib/filters.ts';
import { useFormat } from '../../lib/use-format.ts';
import { CreditLinesCard } from './CreditLinesCard.tsx';
import { CreditRulesCard } from './CreditRulesCard.tsx';
import { CreditUnitsCard } from './CreditUnitsCard.tsx';
import { CreditVersionsCard } from './CreditVersionsCard.tsx';
import { type Credit, creditQuery, KINDS } from './credit-queries.ts';
import { ViewBar } from './ViewBar.tsx';

const ownSearch = z.object({ rule: z.catch(z.optional(z.enum(KINDS)), undefined) });

/** Whose is the money that the ledger says nobody collected? */
export function CreditView() {
  const { filters } = useFilters();
  const [{ rule }] = usePageSearch(ownSearch);
  const credit = useQuery(creditQuery(filters));
  return (
    <Loaded query={credit} skeleton={<PageSkeleton />}>
      {(data) => (
        <>
          <CreditHeadline credit={data} />
          <ViewBar />
          <CreditRulesCard credit={data} />
          {rule ? <CreditLinesCard rule={rule} credit={data} /> : null}
          <CreditUnitsCard credit={data} />
          {data.versions.length > 1 ? <CreditVersionsCard credit={data} /> : null}
        </>
      )}
    </Loaded>
  );
}

function CreditHeadline({ credit }: { credit: Credit }) {
  const { t } = useTranslation('credit');
  const { amountInText, count, date } = useFormat();
  const { applied, waiting, named, movedFen, snapshot } = credit;
  const day = date(snapshot.asOf);
  const lines = applied.reduce((sum, one) => sum + one.lines, 0);
  const fen = applied.reduce((sum, one) => sum + one.principalFen, 0);
  const sub = t('headline.sub', {
    day,
    lines: count(named.lines),
    amount: amountInText(named.principalFen),
  });
  const waits = t('headline.waiting', {
    lines: count(waiting.lines),
    amount: amountInText(waiting.principalFen),
  });
  if (lines === 0 && waiting.lines === 0)
    return <Headline sub={sub}>{t('headline.none', { day })}</Headline>;
  return (
    <Headline sub={sub}>
      {t('headline.some', { lines: count(lines), amount: amountInText(fen) })}
      {movedFen > 0 ? (
        <Say tone="brand">{t('headline.moved', { amount: amountInText(movedFen) })}</Say>
      ) : (
        t('headline.still')
      )}
      {waiting.lines > 0 ? <Say tone="amber">{waits}</Say> : null}
      {t('headline.end')}
    </Headline>
  );
}
