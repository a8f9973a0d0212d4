import { useTranslation } from 'react-i18next';
import { Card } from '../../components/Card.tsx';
import { DataTable } from '../../components/DataTable.tsx';
import type { DataColumn } from '../../components/table-columns.ts';
import { useSentence } from '../../lib/i18n.ts';
import { useFormat } from '../../lib/use-format.ts';
import { useShares } from './CreditRulesCard.tsx';
import type { Credit } from './credit-queries.ts';

type Version = Credit['versions'][number];

/** Every version of the rules: who set it, why, from which day, and what it changed. */
export function CreditVersionsCard({ credit }: { credit: Credit }) {
  const { t } = useTranslation('credit');
  const { date } = useFormat();
  const changes = useChanges(credit);
  const columns: DataColumn<Version>[] = [
    {
      id: 'from',
      header: t('versions.from'),
      value: (one) => one.effectiveFrom,
      cell: (one) => (one.no === 0 ? t('versions.beginning') : date(one.effectiveFrom)),
      width: 120,
    },
    {
      id: 'by',
      header: t('versions.by'),
      value: (one) => one.by ?? t('versions.first'),
      width: 112,
    },
    { id: 'reason', header: t('versions.reason'), value: (one) => one.reason, width: 240 },
    {
      id: 'change',
      header: t('versions.change'),
      value: changes,
      cell: (one) => <span data-tip={changes(one)}>{changes(one)}</span>,
      width: 420,
    },
    {
      id: 'setAt',
      header: t('versions.setAt'),
      kind: 'date',
      value: (one) => one.setAt?.slice(0, 10),
    },
  ];
  return (
    <Card
      title={t('versions.title', { count: credit.versions.length - 1 })}
      subtitle={t('versions.sub')}
      flush
    >
      <DataTable
        label={t('versions.label')}
        columns={columns.map((column) => ({ ...column, sortable: false }))}
        rows={[...credit.versions].reverse()}
        rowKey={(one) => String(one.no)}
      />
    </Card>
  );
}

/** The rules that a version has otherwise than the one before it. */
function useChanges({ versions, text }: Credit): (one: Version) => string {
  const { t } = useTranslation('credit');
  const say = useSentence();
  const shares = useShares();
  return (one) => {
    const before = versions[versions.indexOf(one) - 1];
    if (before === undefined) return '';
    const told = one.rules.filter(
      (rule, place) => JSON.stringify(rule) !== JSON.stringify(before.rules[place]),
    );
    if (told.length === 0) return t('versions.same');
    return told
      .map((rule) => `${say(text[rule.id].label)}: ${rule.isOn ? shares(rule) : t('rules.off')}`)
      .join('; ');
  };
}
