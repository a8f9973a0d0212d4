import { useTranslation } from 'react-i18next';
import { Card } from '../../components/Card.tsx';
import { ExportButton } from '../../components/ExportButton.tsx';
import { HeatTable } from '../../components/HeatTable.tsx';
import type { DataColumn } from '../../components/table-columns.ts';
import { useHref } from '../../lib/filters.ts';
import { useFormat } from '../../lib/use-format.ts';
import type { Measure } from './MeasureSwitch.tsx';
import classes from './Movement.module.css';
import type { RollRates } from './movement-queries.ts';
import { useStateName } from './state-name.ts';

type Rate = RollRates['months'][number]['rates'][number] & { to: string };

/** Bands by months; a month without a book near enough to the start has no rate. */
export function RollsCard({ data, measure }: { data: RollRates; measure: Measure }) {
  const { t } = useTranslation('movement');
  const { amount, count, date, exactAmount, monthName, percent, unitName } = useFormat();
  const href = useHref();
  const nameOf = useStateName(data.states);
  const rates = data.months.flatMap(({ to, rates }) => rates.map((rate) => ({ ...rate, to })));
  const known = data.months.filter(({ rates }) => rates.some(({ from }) => from !== null));
  const share = (points: number | null) => (points === null ? null : points / 10_000);
  const csv: DataColumn<Rate>[] = [
    { id: 'band', header: t('rolls.corner'), value: (rate) => nameOf(rate.band) },
    { id: 'from', header: t('rolls.from'), kind: 'date', value: (rate) => rate.from },
    { id: 'to', header: t('rolls.to'), kind: 'date', value: (rate) => rate.to },
    { id: 'loans', header: t('rolls.loans'), kind: 'count', value: (rate) => rate.loans },
    {
      id: 'rolledLoans',
      header: t('rolls.rolledLoans'),
      kind: 'count',
      value: (rate) => rate.rolledLoans,
    },
    {
      id: 'loansBp',
      header: t('rolls.loansRate'),
      kind: 'percent',
      digits: 2,
      value: (rate) => share(rate.loansBp),
    },
    { id: 'fen', header: t('rolls.fen'), kind: 'money', value: (rate) => rate.fen },
    {
      id: 'rolledFen',
      header: t('rolls.rolledFen'),
      kind: 'money',
      value: (rate) => rate.rolledFen,
    },
    {
      id: 'fenBp',
      header: t('rolls.fenRate'),
      kind: 'percent',
      digits: 2,
      value: (rate) => share(rate.fenBp),
    },
  ];
  return (
    <Card
      title={t('rolls.title')}
      subtitle={t('rolls.cardSub', {
        measure: measure === 'loans' ? t('measure.loans') : unitName,
      })}
      actions={
        <ExportButton
          name={`roll-rates-${data.asOf}`}
          columns={csv}
          rows={rates.filter(({ from }) => from !== null)}
        />
      }
    >
      <HeatTable
        label={t('rolls.label')}
        corner={t('rolls.corner')}
        columns={known.map(({ to }) => ({
          id: to,
          label: <span data-tip={date(to)}>{monthName(Number(to.slice(5, 7)))}</span>,
        }))}
        rows={data.bands.map(({ id, lag }) => ({
          id,
          label: nameOf(id),
          tail: [{ value: null, text: t('rolls.days', { lag }) }],
        }))}
        tail={[t('rolls.lag')]}
        cell={(band, to) => {
          const rate = rates.find((each) => each.band === band && each.to === to);
          const points = rate && (measure === 'loans' ? rate.loansBp : rate.fenBp);
          if (rate?.from == null || points == null) return { value: null, text: '—' };
          const part = measure === 'loans' ? rate.rolledLoans : rate.rolledFen;
          const say = measure === 'loans' ? count : exactAmount;
          return {
            value: points,
            text: (
              <>
                {percent(points, 10_000)}
                <small className={classes.under}>
                  {measure === 'loans' ? count(part) : amount(part)}
                </small>
              </>
            ),
            tip: t('rolls.tip', {
              from: date(rate.from),
              to: date(to),
              rolled: say(part),
              all: say(rate[measure]),
            }),
            href: href(
              '/progress',
              {},
              { view: 'migration', part: 'rolls', measure, from: rate.from, to, row: band },
            ),
          };
        }}
      />
    </Card>
  );
}
