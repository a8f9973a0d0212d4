import { SegmentedControl } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Plan } from '../../../server/quotas/plan.ts';
import { Card } from '../../components/Card.tsx';
import { Money } from '../../components/Money.tsx';
import { type Tone, toneColor } from '../../components/tone.ts';
import { useFormat } from '../../lib/use-format.ts';
import { type Effort, effortOf, milestones, outlook, seenYields } from './effort.ts';
import classes from './Quotas.module.css';

interface Props {
  branches: Plan['branches'];
  officers: Plan['officers'];
  /** Whose yields are compared with: the whole bank's, whatever is shown. */
  yieldsOf: Plan['officers'];
  isWhole: boolean;
}

const LOOK: Readonly<Record<Effort, { tone: Tone; sign: string }>> = {
  impossible: { tone: 'bad', sign: '✕ ' },
  heroic: { tone: 'orange', sign: '▲ ' },
  fair: { tone: 'quiet', sign: '' },
  soft: { tone: 'quiet', sign: '▽ ' },
  unknown: { tone: 'quiet', sign: '' },
};

/** Each quota beside what its pool yielded last year, and what must be in by when. */
export function EffortCard({ branches, officers, yieldsOf, isWhole }: Props) {
  const { t } = useTranslation('quotas');
  const format = useFormat();
  const [by, setBy] = useState<'branch' | 'officer'>('branch');
  const level = branches.length > 1 ? by : 'officer';
  const seen = seenYields(yieldsOf);
  const sum = (of: (own: Plan['branches'][number]) => number) =>
    branches.reduce((all, own) => all + of(own), 0);
  const range =
    seen &&
    outlook(
      sum((own) => own.balanceFen),
      seen,
    );
  const text = (fen: number) => format.amountInText(fen);
  const percent = (bp: number | undefined) =>
    bp === undefined ? '—' : format.percent(bp, 10_000, 1);
  const rows = (
    level === 'branch'
      ? branches.map((own) => ({ ...own, id: own.branch, name: own.branch }))
      : officers.map((own) => ({ ...own, id: `${own.branch} ${own.officer}`, name: own.officer }))
  ).sort((a, b) => b.quotaFen / (b.balanceFen || 1) - a.quotaFen / (a.balanceFen || 1));
  return (
    <Card
      flush
      title={
        range === undefined
          ? t('effort.titleUnknown')
          : t(isWhole ? 'effort.title' : 'effort.titleSome', {
              middle: text(range.middleFen),
              low: text(range.lowFen),
              high: text(range.highFen),
              target: text(sum((own) => own.quotaFen)),
            })
      }
      subtitle={
        seen === undefined
          ? t('effort.subUnknown')
          : t('effort.sub', {
              pools: String(seen.pools),
              lowYield: percent(seen.low),
              middleYield: percent(seen.middle),
              highYield: percent(seen.high),
              bestYield: percent(seen.best),
            })
      }
      actions={
        branches.length > 1 ? (
          <SegmentedControl
            aria-label={t('effort.name')}
            value={by}
            onChange={(value) => setBy(value === 'officer' ? 'officer' : 'branch')}
            data={[
              { value: 'branch', label: t('fair.byBranch') },
              { value: 'officer', label: t('fair.byOfficer') },
            ]}
          />
        ) : null
      }
    >
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard */}
      <section className={classes.scroll} aria-label={t('effort.name')} tabIndex={0}>
        <table className={classes.table}>
          <thead>
            <tr>
              <th scope="col">{t('effort.who')}</th>
              <th scope="col">
                {t('effort.quota')} ({format.unitName})
              </th>
              <th scope="col">{t('effort.claims')}</th>
              <th scope="col">{t('effort.asked')}</th>
              <th scope="col">{t('effort.past')}</th>
              {[3, 6, 9].map((month) => (
                <th key={month} scope="col">
                  {t('effort.by', { month: format.monthName(month) })}
                </th>
              ))}
              <th scope="col">{t('effort.flag')}</th>
            </tr>
          </thead>
          <tbody>
            {rows.map((own) => {
              const effort = effortOf(own, seen);
              const { tone, sign } = LOOK[effort];
              const [first, second, third, year] = milestones(own);
              return (
                <tr key={own.id} className={classes.officer}>
                  <th scope="row">{own.name}</th>
                  <td>
                    <Money fen={own.quotaFen} />
                  </td>
                  <td>
                    <Money fen={own.balanceFen} />
                  </td>
                  <td className={classes.strong}>{percent(year)}</td>
                  <td>{format.percent(own.pastFen, own.balanceFen)}</td>
                  <td>{percent(first)}</td>
                  <td>{percent(second)}</td>
                  <td>{percent(third)}</td>
                  <td style={{ color: toneColor(tone) }} data-tip={t(`effort.flagTips.${effort}`)}>
                    <span aria-hidden="true">{sign}</span>
                    {t(`effort.flags.${effort}`)}
                  </td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </section>
    </Card>
  );
}
