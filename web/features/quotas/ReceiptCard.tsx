import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Receipt } from '../../../server/quotas/receipt.ts';
import { AppLink } from '../../components/AppLink.tsx';
import { Card } from '../../components/Card.tsx';
import { TypeDot } from '../../components/TypeDot.tsx';
import { useHref } from '../../lib/filters.ts';
import { useFormat } from '../../lib/use-format.ts';
import { PoolTable } from './PoolTable.tsx';
import shared from './Quotas.module.css';
import classes from './Receipt.module.css';
import { poolByType, poolByVintage } from './receipt-steps.ts';
import { useDigits } from './use-digits.ts';
import { useReceiptLines } from './use-receipt-lines.ts';

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

/** Why one officer's quota is what it is, as steps that add up; of a stored plan it can be
 * printed as a sheet to sign. */
export function ReceiptCard({
  receipt,
  onPrint,
}: {
  receipt: Receipt;
  onPrint: (() => void) | undefined;
}) {
  const { t } = useTranslation('quotas');
  const format = useFormat();
  const digits = useDigits(receipt.unit);
  const loans = useLoansHref(receipt);
  const lines = useReceiptLines(receipt, loans());
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
        holders:
          receipt.assignedOn === null
            ? t('receipt.byBook')
            : t('receipt.byAssignment', { day: format.date(receipt.assignedOn) }),
      })}
      actions={
        onPrint ? (
          <Button variant="subtle" size="compact-xs" onClick={onPrint}>
            {t('action.print')}
          </Button>
        ) : null
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
      <PoolTable
        caption={t('receipt.poolTitle')}
        head={t('receipt.type')}
        rows={poolByType(receipt).map((part) => ({
          ...part,
          key: part.type,
          name: <TypeDot id={part.type} />,
          href: loans(part.type),
        }))}
      />
      <PoolTable
        caption={t('receipt.vintage')}
        head={t('receipt.vintage')}
        rows={poolByVintage(receipt).map((part) => ({
          ...part,
          key: part.vintage,
          name: t(`receipt.vintages.${part.vintage}`, {
            factor: part.factor === null ? '—' : format.number(part.factor / 1000, 2),
          }),
        }))}
      />
      {receipt.pool.factors ? (
        <p className={shared.legend}>
          {t('receipt.newSince', { day: format.date(receipt.pool.factors.newSince) })}
        </p>
      ) : null}
    </Card>
  );
}
