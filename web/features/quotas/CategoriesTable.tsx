import { useTranslation } from 'react-i18next';
import type { ByCategory, CategoryColumn } from '../../../server/quotas/get-by-category.ts';
import type { CategoryAmounts, CategoryLine } from '../../../server/quotas/lay-categories.ts';
import { AppLink } from '../../components/AppLink.tsx';
import { Card } from '../../components/Card.tsx';
import { ExportButton } from '../../components/ExportButton.tsx';
import { Money } from '../../components/Money.tsx';
import type { DataColumn } from '../../components/table-columns.ts';
import { useFilters, useHref } from '../../lib/filters.ts';
import { useSentence } from '../../lib/i18n.ts';
import { useFormat } from '../../lib/use-format.ts';
import { stateKey } from './PlanVersions.tsx';
import classes from './Quotas.module.css';
import { useDigits } from './use-digits.ts';

/** A column with its place among the cells of a line. */
interface Placed {
  column: CategoryColumn;
  at: number;
}
type Line = CategoryAmounts & { branch: string | null; officer: string | null };

/** Officer × category with the subtotals of branches; the cash categories are added, no others. */
export function CategoriesTable({ found }: { found: ByCategory }) {
  const { t } = useTranslation('categories');
  const { t: quotas } = useTranslation('quotas');
  const format = useFormat();
  const say = useSentence();
  const href = useHref();
  const { filters } = useFilters();
  const digits = useDigits(...found.columns.flatMap(({ plan }) => plan?.unit ?? []));
  const year = String(found.year);
  const isWhole = filters.branch === undefined && filters.officer === undefined;
  const cash = found.columns.filter((column) => column.isCash);
  const hasCash = cash.length > 1;
  // The cash categories come first: their sum stands after the last of them.
  const columns = found.columns.map((column, at) => ({ column, at }));
  const before = columns.filter(({ column }) => column.isCash);
  const after = columns.filter(({ column }) => !column.isCash);

  const planHref = (column: CategoryColumn, line: Line) => {
    if (column.from === 'file') return undefined;
    const own = { year, category: column.category };
    if (column.plan === null) return href('/quotas', {}, own);
    const who = line.officer ? { atBranch: line.branch ?? undefined, who: line.officer } : {};
    return href('/quotas', line.branch === null ? {} : { branch: [line.branch] }, {
      ...own,
      plan: String(column.plan.id),
      ...who,
    });
  };
  const cell = (line: Line, { column, at }: Placed) => {
    const fen = line.cells[at] ?? null;
    const to = fen === null ? undefined : planHref(column, line);
    const money = <Money fen={fen} digits={column.plan ? digits : 2} />;
    return <td key={column.category}>{to ? <AppLink href={to}>{money}</AppLink> : money}</td>;
  };
  const cells = (line: Line) => (
    <>
      {before.map((own) => cell(line, own))}
      {hasCash ? (
        <td className={classes.strong}>
          <Money fen={line.cashFen} digits={digits} />
        </td>
      ) : null}
      {after.map((own) => cell(line, own))}
    </>
  );
  const head = ({ column }: Placed) => {
    const { plan, from } = column;
    const state = plan
      ? plan.version === null
        ? t('draft', { id: String(plan.id) })
        : t('version', {
            version: String(plan.version),
            state: quotas(`state.${stateKey(plan.status)}`),
          })
      : t(from === 'file' ? 'file' : 'target');
    const to = planHref(column, { branch: null, officer: null, cells: [], cashFen: null });
    return (
      <th key={column.category} scope="col">
        <span data-tip={from === 'file' ? t('asTold') : undefined}>{say(column.name)}</span>
        <br />
        {to ? (
          <AppLink href={to} data-tip={plan?.name || undefined}>
            {state}
          </AppLink>
        ) : (
          state
        )}
      </th>
    );
  };
  const nameOf = (line: Line) => (line.officer === '' ? t('jointPool') : line.officer);
  const bank: Line = { ...found.bank, branch: null, officer: null };
  const money = (header: string, id: string, value: (line: Line) => number | null) =>
    ({ id, header, kind: 'money', value }) as const;
  const exported: DataColumn<Line>[] = [
    { id: 'branch', header: t('branch'), value: (line) => line.branch ?? totalName },
    {
      id: 'officer',
      header: t('officer'),
      value: (line) => (line.branch === null ? '' : (nameOf(line) ?? t('subtotal'))),
    },
    ...before.map(({ column, at }) =>
      money(say(column.name), column.category, (line) => line.cells[at] ?? null),
    ),
    ...(hasCash ? [money(t('cash'), 'cash', (line: Line) => line.cashFen)] : []),
    ...after.map(({ column, at }) =>
      money(say(column.name), column.category, (line) => line.cells[at] ?? null),
    ),
  ];
  const totalName = t(isWhole ? 'total' : 'partTotal');
  const asked = found.lines.flatMap((line) =>
    line.officer && line.cashFen !== null ? [{ name: line.officer, fen: line.cashFen }] : [],
  );
  asked.sort((a, b) => b.fen - a.fen);
  const [most, least] = [asked[0], asked.at(-1)];
  const title =
    most === undefined || least === undefined || most === least
      ? t('cardNone')
      : t('card', {
          ...{ most: most.name, mostAmount: format.amountInText(most.fen, { digits }) },
          ...{ least: least.name, leastAmount: format.amountInText(least.fen, { digits }) },
        });
  return (
    <Card
      flush
      title={title}
      subtitle={t('cardNote', { unit: format.unitName })}
      actions={
        <ExportButton
          name={t('export', { year })}
          columns={exported}
          rows={[...found.lines, bank]}
        />
      }
    >
      <div className={classes.scroll}>
        <table className={`${classes.table} ${classes.categories}`}>
          <thead>
            <tr>
              <th scope="col">{t('who')}</th>
              {before.map(head)}
              {hasCash ? (
                <th scope="col">
                  <span data-tip={cash.map((column) => say(column.name)).join(' + ')}>
                    {t('cash')}
                  </span>
                </th>
              ) : null}
              {after.map(head)}
            </tr>
          </thead>
          <tbody>
            {found.lines.map((line: CategoryLine) => (
              <tr
                key={JSON.stringify([line.branch, line.officer])}
                className={
                  line.officer === null ? `${classes.branch} ${classes.opened}` : classes.officer
                }
              >
                <th scope="row">
                  {line.officer === null ? (
                    line.branch
                  ) : (
                    <span className={`${classes.indent} ${line.officer ? '' : classes.quiet}`}>
                      {nameOf(line)}
                    </span>
                  )}
                </th>
                {cells(line)}
              </tr>
            ))}
          </tbody>
          <tfoot className={classes.still}>
            <tr>
              <th scope="row">{totalName}</th>
              {cells(bank)}
            </tr>
          </tfoot>
        </table>
      </div>
    </Card>
  );
}
