import { useTranslation } from 'react-i18next';
import { Card } from '../../components/Card.tsx';
import { DataTable } from '../../components/DataTable.tsx';
import { Money } from '../../components/Money.tsx';
import type { DataColumn } from '../../components/table-columns.ts';
import { useHref } from '../../lib/filters.ts';
import { useFormat } from '../../lib/use-format.ts';
import type { Credit, CreditUnit } from './credit-queries.ts';

/** Everybody's credit: by name in the ledger, by rule, and what of that was moved to or from them. */
export function CreditUnitsCard({ credit }: { credit: Credit }) {
  const { t } = useTranslation('credit');
  const { amountInText, unitName } = useFormat();
  const href = useHref();
  const officers = credit.units.filter(({ officer, ruleFen }) => officer !== null && ruleFen > 0);
  const [most] = [...officers].sort((a, b) => b.ruleFen - a.ruleFen);
  const sum = (value: (unit: CreditUnit) => number) =>
    credit.units.reduce((all, unit) => all + value(unit), 0);
  const money = (
    id: 'named' | 'byRule' | 'moved' | 'credited',
    value: (unit: CreditUnit) => number,
    signed = false,
  ): DataColumn<CreditUnit> => ({
    id,
    header: t(`units.${id}`),
    kind: 'money',
    value,
    cell: (unit) => <Money fen={value(unit)} signed={signed} />,
    width: 132,
  });
  const columns: DataColumn<CreditUnit>[] = [
    { id: 'branch', header: t('units.branch'), value: (unit) => unit.branch, width: 120 },
    {
      id: 'officer',
      header: t('units.officer'),
      value: (unit) => unit.officer ?? t('units.nobody'),
      width: 150,
    },
    money('named', (unit) => unit.namedFen),
    money('byRule', (unit) => unit.ruleFen, true),
    money('moved', (unit) => unit.movedFen, true),
    money('credited', (unit) => unit.namedFen + unit.ruleFen),
  ];
  return (
    <Card
      title={
        most
          ? t('units.title', { name: most.officer ?? '', amount: amountInText(most.ruleFen) })
          : t('units.titleNone')
      }
      subtitle={t('units.sub', { unit: unitName })}
      flush
    >
      <DataTable
        label={t('units.label')}
        columns={columns}
        rows={credit.units}
        rowKey={(unit) => `${unit.branch} ${unit.officer}`}
        rowHref={({ branch, officer }) =>
          href(
            '/progress',
            {
              ...(branch === null ? {} : { branch: [branch] }),
              ...(officer === null ? {} : { officer: [officer] }),
            },
            { view: 'credit' },
          )
        }
        sort={{ id: 'byRule', desc: true }}
        totals={{
          named: <Money fen={sum((unit) => unit.namedFen)} />,
          byRule: <Money fen={sum((unit) => unit.ruleFen)} signed />,
          moved: <Money fen={sum((unit) => unit.movedFen)} signed />,
          credited: <Money fen={sum((unit) => unit.namedFen + unit.ruleFen)} />,
        }}
        maxHeight="420px"
      />
    </Card>
  );
}
