import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Receipt, SplitStep } from '../../../server/quotas/receipt.ts';
import { AppLink } from '../../components/AppLink.tsx';
import { Card } from '../../components/Card.tsx';
import { TypeDot } from '../../components/TypeDot.tsx';
import { useHref } from '../../lib/filters.ts';
import { useFormat } from '../../lib/use-format.ts';
import shared from './Quotas.module.css';
import classes from './Receipt.module.css';
import { linesOf, poolByType, type StepLines, shareOf } from './receipt-steps.ts';
import { useDigits } from './use-digits.ts';

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

const STATES = {
  'tg-cash-on': ['on_book'],
  'tg-cash-off': ['off_book'],
  'tg-interest': ['on_book', 'off_book'],
  'tg-upgrade': ['on_book'],
} as const satisfies Readonly<Record<Receipt['category'], readonly string[]>>;

/** The officer's loans of the category in the book that the plan stands on. */
function useLoansHref(receipt: Receipt): (defaultType?: string) => string {
  const href = useHref();
  return (defaultType) =>
    href('/loans', {
      asOf: receipt.basisAsOf,
      branch: [receipt.branch],
      officer: [receipt.officer],
      state: [...STATES[receipt.category]],
      ...(defaultType === undefined ? {} : { defaultType: [defaultType] }),
    });
}

/** Prints the receipt alone: the page's print styles hide the rest while this mark stands. */
function printReceipt() {
  document.documentElement.dataset['print'] = 'receipt';
  window.print();
  delete document.documentElement.dataset['print'];
}

/** The receipt as lines of step, basis and amount. */
function useLines(receipt: Receipt, loansHref: string): Line[] {
  const { t } = useTranslation('quotas');
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
  return [
    {
      key: 'bank',
      step: t('receipt.bankTarget'),
      basis: `${receipt.year} ${category}`,
      fen: branchStep.totalFen,
    },
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
    {
      key: 'pool',
      step: t('receipt.pool'),
      basis: t('receipt.poolBasis', {
        loans: format.count(receipt.pool.loans),
        balance: format.amount(receipt.pool.balanceFen, { digits: 0 }),
      }),
      fen: receipt.pool.collectableFen,
      href: loansHref,
    },
    ...parts(officerStep, 'officerPart'),
    {
      key: 'blend',
      step: t('receipt.blend'),
      basis: t('receipt.blendBasis', {
        total: format.amount(officerStep.totalFen, { digits: 0 }),
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
    { key: 'quota', step: t('receipt.quota'), basis: '', fen: receipt.quotaFen, isSum: true },
  ];
}

/** Why one officer's quota is what it is, as steps that add up; prints as a sheet to sign. */
export function ReceiptCard({ receipt }: { receipt: Receipt }) {
  const { t } = useTranslation('quotas');
  const format = useFormat();
  const digits = useDigits(receipt.unit);
  const loans = useLoansHref(receipt);
  const lines = useLines(receipt, loans());
  const category = t(`category.${receipt.category}`);
  return (
    <Card
      title={t('receipt.title', {
        officer: receipt.officer,
        quota: format.amountInText(receipt.quotaFen, { digits }),
      })}
      subtitle={t('receipt.sub', {
        branch: receipt.branch,
        year: String(receipt.year),
        category,
        day: format.date(receipt.basisAsOf),
      })}
      actions={
        <Button variant="subtle" size="compact-xs" onClick={printReceipt}>
          {t('action.print')}
        </Button>
      }
    >
      <table className={classes.steps}>
        <thead>
          <tr>
            <th scope="col">{t('receipt.step')}</th>
            <th scope="col">{t('receipt.basis')}</th>
            <th scope="col">{t('receipt.amount', { unit: format.unitName })}</th>
          </tr>
        </thead>
        <tbody>
          {lines.map((line) => (
            <tr key={line.key} className={line.isSum ? classes.sum : ''}>
              <td>{line.step}</td>
              <td className={line.isSum ? '' : classes.basis}>
                {line.href ? <AppLink href={line.href}>{line.basis}</AppLink> : line.basis}
              </td>
              <td data-tip={format.exactAmount(line.fen)}>
                {format.amount(line.fen, {
                  digits: line.isSum ? digits : format.unit === 'yuan' ? 0 : 2,
                  signed: line.isSigned ?? false,
                })}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <p className={`${shared.legend} ${shared.block}`}>
        {t('receipt.months')} ·{' '}
        {t('receipt.monthsBasis', {
          season: t(`season.${receipt.profile.kind}`),
        })}
      </p>
      <div className={classes.months}>
        {receipt.months.map((month) => (
          <div key={month.month}>
            <span>{format.monthName(month.month)}</span>
            <span
              className={month.isLocked ? shared.locked : ''}
              data-tip={format.exactAmount(month.amountFen)}
            >
              {format.amount(month.amountFen, { digits })}
            </span>
          </div>
        ))}
      </div>
      <table className={`${classes.steps} ${shared.block}`}>
        <caption className="sr-only">{t('receipt.poolTitle')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('receipt.type')}</th>
            <th scope="col">{t('receipt.loans')}</th>
            <th scope="col">{t('receipt.balance')}</th>
            <th scope="col">{t('receipt.rate')}</th>
            <th scope="col">{t('receipt.collectable')}</th>
          </tr>
        </thead>
        <tbody>
          {poolByType(receipt).map((part) => (
            <tr key={part.type}>
              <td>
                <TypeDot id={part.type} />
              </td>
              <td>
                <AppLink href={loans(part.type)}>{format.count(part.loans)}</AppLink>
              </td>
              <td data-tip={format.exactAmount(part.balanceFen)}>
                {format.amount(part.balanceFen, { digits: format.unit === 'yuan' ? 0 : 2 })}
              </td>
              <td>{format.percent(part.collectableFen, part.balanceFen, 0)}</td>
              <td data-tip={format.exactAmount(part.collectableFen)}>
                {format.amount(part.collectableFen, { digits: format.unit === 'yuan' ? 0 : 2 })}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <p className={classes.sign}>{t('receipt.sign')}</p>
    </Card>
  );
}
