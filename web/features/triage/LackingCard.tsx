import { useTranslation } from 'react-i18next';
import { BarList } from '../../components/BarList.tsx';
import { Card } from '../../components/Card.tsx';
import { useSentence } from '../../lib/i18n.ts';
import { useFormat } from '../../lib/use-format.ts';
import type { Evidence } from './queries.ts';

const SHOWN = 8;

/** Which fields the undetermined lack most: where an hour of work settles most cases. */
export function LackingCard({ evidence }: { evidence: Evidence }) {
  const { t } = useTranslation('triage');
  const say = useSentence();
  const format = useFormat();
  const { undetermined, lacking } = evidence;
  const [most] = lacking;
  if (undetermined.loans === 0 || most === undefined)
    return <Card title={t('lacking.titleNone')} />;
  return (
    <Card
      title={t('lacking.title', {
        share: format.percent(most.missing, most.asked, 0),
        field: say(most.label),
      })}
      subtitle={t('lacking.subtitle', { loans: format.count(undetermined.loans) })}
    >
      <BarList
        label={t('lacking.label')}
        items={lacking.slice(0, SHOWN).map(({ field, label, missing, asked }) => ({
          id: field,
          label: say(label),
          value: missing / asked,
          text: format.percent(missing, asked, 0),
          tip: t('lacking.tip', { missing: format.count(missing), asked: format.count(asked) }),
          tone: 'quiet' as const,
        }))}
      />
    </Card>
  );
}
