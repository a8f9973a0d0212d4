import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { AppLink } from '../../components/AppLink.tsx';
import { useFormat } from '../../lib/use-format.ts';
import shared from './Quotas.module.css';
import classes from './Receipt.module.css';

interface Row {
  key: string;
  name: ReactNode;
  loans: number;
  balanceFen: number;
  collectableFen: number;
  /** Where the loans are. */
  href?: string;
}

/** A receipt's pool, part by part: loans, claims, and what they are expected to yield. */
export function PoolTable({
  caption,
  head,
  rows,
}: {
  caption: string;
  head: string;
  rows: readonly Row[];
}) {
  const { t } = useTranslation('quotas');
  const format = useFormat();
  const money = (fen: number) => (
    <td data-tip={format.exactAmount(fen)}>
      {format.amount(fen, { digits: format.unit === 'yuan' ? 0 : 2 })}
    </td>
  );
  return (
    <table className={`${classes.steps} ${shared.block}`}>
      <caption className="sr-only">{caption}</caption>
      <thead>
        <tr>
          <th scope="col">{head}</th>
          <th scope="col">{t('receipt.loans')}</th>
          <th scope="col">{t('receipt.balance')}</th>
          <th scope="col">{t('receipt.rate')}</th>
          <th scope="col">{t('receipt.collectable')}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map(({ key, name, loans, balanceFen, collectableFen, href }) => (
          <tr key={key}>
            <td>{name}</td>
            <td>
              {href ? <AppLink href={href}>{format.count(loans)}</AppLink> : format.count(loans)}
            </td>
            {money(balanceFen)}
            <td>{format.percent(collectableFen, balanceFen, 0)}</td>
            {money(collectableFen)}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
