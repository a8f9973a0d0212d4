import { useTranslation } from 'react-i18next';
import type { Receipt, SplitStep } from '../../../server/quotas/receipt.ts';
import { useFormat } from '../../lib/use-format.ts';
import { linesOf, type StepLines, shareOf } from './receipt-steps.ts';
import { useReplanSay } from './use-replan-say.ts';

interface Line {
  key: string;
  step: string;
  basis: string;
  fen: number;
  isSum?: boolean;
  isSigned?: boolean;
  /** Where the loans behind the figure are. */
  href?: string;
}

/** The receipt as lines of step, basis and amount. */
export function useReceiptLines(receipt: Receipt, loansHref?: string): Line[] {
  const { t } = useTranslation('quotas');
  const { t: replan } = useTranslation('replan');
  const say = useReplanSay();
  const format = useFormat();
  const category = t(`category.${receipt.category}`);
  const { branchStep, officerStep } = receipt;
  const share = (step: SplitStep) => {
    const { numerator, denominator } = shareOf(step);
    return format.percent(numerator, denominator, 2);
  };
  const value = (id: StepLines['components'][number]['id'], figure: number) =>
    id === 'headcount' || id === 'equal'
      ? format.count(figure)
      : format.amount(figure, { digits: 0 });
  const parts = (step: SplitStep, name: 'branchPart' | 'officerPart'): Line[] =>
    linesOf(step).components.map((part) => ({
      key: `${name}-${part.id}`,
      step: t(`receipt.${name}`, {
        name: t(`blend.${part.id}`),
        percent: format.percent(part.percentPerMille, 1000, 0),
      }),
      basis: t('receipt.of', {
        value: value(part.id, part.value),
        total: value(part.id, part.total),
        share: format.percent(part.value, part.total, 2),
      }),
      fen: part.amountFen,
    }));
  const times = (perMille: number) => format.number(perMille / 1000, 2);
  const isFull = ({ presence }: SplitStep) =>
    presence === null || (presence.months === 12 && presence.perMille === 1000);
  const presenceText = (step: SplitStep) =>
    step.presence === null
      ? ''
      : t('receipt.presenceBasis', {
          months: String(step.presence.months),
          fresh:
            step.presence.perMille === 1000
              ? ''
              : t('receipt.fresh', { factor: times(step.presence.perMille) }),
        });
  /** Before the rest is shared, and what presence made of the rest. */
  const startLines = (step: SplitStep, name: string): Line[] => {
    const { start } = step;
    if (start === null) return [];
    const source = format.amount(start.sourceFen, { digits: 2 });
    const presence = isFull(step) ? '' : ` × ${presenceText(step)}`;
    return [
      {
        key: `${name}-start`,
        step: t(`receipt.start.${start.kind}`),
        basis:
          (start.kind === 'growth'
            ? t('receipt.growthBasis', {
                source,
                times: format.number(1 + start.growthPerMille / 1000, 3),
                presence,
              })
            : t(start.kind === 'planned' ? 'receipt.plannedBasis' : 'receipt.minimumBasis', {
                source,
                presence,
              })) + (start.isShort ? t('receipt.short') : ''),
        fen: start.amountFen,
      },
    ];
  };
  const signed = (fen: number) => format.amount(fen, { digits: 2, signed: true });
  const branch = linesOf(branchStep);
  const own = linesOf(officerStep);
  const locked = receipt.months.filter((month) => month.isLocked);
  const bounds = [
    officerStep.bound
      ? t('receipt.boundsOwn', { bound: t(`bound.${officerStep.bound}`) })
      : own.boundsFen === 0
        ? t('receipt.boundsNone')
        : t('receipt.boundsOthers'),
    ...(locked.length > 0
      ? [
          t('receipt.boundsMonth', {
            months: locked.map((month) => format.monthName(month.month)).join(' '),
          }),
        ]
      : []),
  ];
  const tie = officerStep.tie
    ? t('receipt.tie', {
        way: officerStep.tie === 'up' ? t('receipt.tieUp') : t('receipt.tieDown'),
      })
    : '';
  const changeText = (change: Receipt['adjustments'][number]) =>
    t(change.isOwn ? 'receipt.editOwn' : 'receipt.editOthers', {
      no: String(change.no),
      who: change.officer ?? change.branch,
      when: change.month ? format.monthName(change.month) : t('matrix.year'),
      amount: format.amount(change.amountFen, { digits: 2 }),
      delta: signed(change.deltaFen),
    }) + (change.why ? t('receipt.because', { why: change.why }) : '');
  return [
    {
      key: 'bank',
      step: t('receipt.bankTarget'),
      basis: `${receipt.year} ${category}`,
      fen: branchStep.totalFen,
    },
    ...startLines(branchStep, 'branch'),
    ...parts(branchStep, 'branchPart'),
    {
      key: 'branch',
      step: t('receipt.branchTotal'),
      basis: t('receipt.branchBasis', {
        share: share(branchStep),
        rounding: signed(branch.roundingFen),
        bounds:
          branch.boundsFen === 0
            ? ''
            : t('receipt.branchBounds', { amount: signed(branch.boundsFen) }),
      }),
      fen: branchStep.resultFen,
      isSum: true,
    },
    ...(receipt.jointPool.perMille === 0
      ? []
      : [
          {
            key: 'joint',
            step: t('receipt.joint'),
            basis: t('receipt.jointBasis', {
              share: format.percent(receipt.jointPool.perMille, 1000, 1),
            }),
            fen: -receipt.jointPool.amountFen,
            isSigned: true,
          },
        ]),
    {
      key: 'pool',
      step: t('receipt.pool'),
      basis: t('receipt.poolBasis', {
        loans: format.count(receipt.pool.loans),
        balance: format.amount(receipt.pool.balanceFen, { digits: 0 }),
      }).concat(
        receipt.pool.assigned === 0
          ? ''
          : t('receipt.poolAssigned', { count: receipt.pool.assigned }),
      ),
      fen: receipt.pool.collectableFen,
      ...(loansHref === undefined ? {} : { href: loansHref }),
    },
    ...startLines(officerStep, 'officer'),
    ...parts(officerStep, 'officerPart'),
    ...(officerStep.presence === null
      ? []
      : [
          {
            key: 'presence',
            step: t('receipt.presence'),
            basis: isFull(officerStep) ? t('receipt.presenceOthers') : presenceText(officerStep),
            fen: own.presenceFen,
            isSigned: true,
          },
        ]),
    {
      key: 'blend',
      step: t('receipt.blend'),
      basis: t('receipt.blendBasis', {
        total: format.amount(
          officerStep.totalFen - (own.startFen > 0 ? (officerStep.start?.allFen ?? 0) : 0),
          { digits: 0 },
        ),
        share: share(officerStep),
      }),
      fen: own.idealFen,
    },
    {
      key: 'bounds',
      step: t('receipt.bounds'),
      basis: bounds.join(format.language === 'zh' ? ';' : '; '),
      fen: own.boundsFen,
      isSigned: true,
    },
    {
      key: 'rounding',
      step: t('receipt.rounding'),
      basis: t('receipt.roundingBasis', { unit: t(`unit.${receipt.unit}`) }) + tie,
      fen: own.roundingFen,
      isSigned: true,
    },
    ...(receipt.adjustments.length === 0
      ? []
      : [
          {
            key: 'edits',
            step: t('receipt.edits'),
            basis: receipt.adjustments.map(changeText).join(format.language === 'zh' ? ';' : '; '),
            fen: receipt.adjustments.reduce((sum, change) => sum + change.deltaFen, 0),
            isSigned: true,
          },
        ]),
    ...receipt.replans.map((entry, index) => ({
      key: `replan-${index}`,
      step: replan('line.step', { day: format.date(entry.effectiveOn) }),
      basis: [
        ...entry.moves.map((move) => say.moveFor(move, receipt)),
        ...entry.adjustments.map(changeText),
      ].join(format.language === 'zh' ? ';' : '; '),
      fen: entry.afterFen - entry.beforeFen,
      isSigned: true,
    })),
    { key: 'quota', step: t('receipt.quota'), basis: '', fen: receipt.quotaFen, isSum: true },
    ...(receipt.stretch === null
      ? []
      : [
          {
            key: 'stretch',
            step: t('receipt.stretch'),
            basis: t('receipt.stretchBasis', {
              bank: format.amount(receipt.stretch.bankFen, { digits: 0 }),
              guaranteed: format.amount(receipt.stretch.guaranteedFen, { digits: 0 }),
            }),
            fen: receipt.stretch.quotaFen,
          },
        ]),
  ];
}
