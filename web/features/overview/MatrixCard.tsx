import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Card } from '../../components/Card.tsx';
import { ExportButton } from '../../components/ExportButton.tsx';
import { type HeatCell, HeatTable } from '../../components/HeatTable.tsx';
import { TypeDot } from '../../components/TypeDot.tsx';
import type { DataColumn } from '../../components/table-columns.ts';
import { type Filters, useFilters, useHref } from '../../lib/filters.ts';
import { useSentence } from '../../lib/i18n.ts';
import { isPicked, togglePick } from '../../lib/pick.ts';
import { useFormat } from '../../lib/use-format.ts';
import { evidenceQuery, type Matrix } from './queries.ts';

const UNDETERMINED = 'undetermined';

/**
 * Why they do not pay, by what would move them; every cell opens its loans. The undetermined are
 * not split by pain point: they say what they lack, as on the Triage page.
 */
export function MatrixCard({ matrix, isLinked }: { matrix: Matrix; isLinked: boolean }) {
  const { t } = useTranslation('overview');
  const { amount, exactAmount, percent, unitName } = useFormat();
  const href = useHref();
  const { filters, setFilters } = useFilters();
  const say = useSentence();
  const title = useFinding(matrix);
  const money = (fen: number, patch: Partial<Filters>): HeatCell => {
    const { state: _, ...pick } = { defaultType: undefined, painPoint: undefined, ...patch };
    const way = isLinked
      ? {
          pick: {
            isPicked: isPicked(filters, pick),
            onPick: () => setFilters(togglePick(filters, pick)),
          },
        }
      : { href: href('/loans', patch) };
    return {
      value: fen,
      text: fen === 0 ? '·' : amount(fen),
      tip: exactAmount(fen),
      ...(fen === 0 ? {} : way),
    };
  };
  const claims = { state: ['on_book', 'off_book'] };
  const share = (fen: number): HeatCell => ({
    value: null,
    text: percent(fen, matrix.total.balanceFen),
  });
  const lacking = useLacking();
  const typed = matrix.types.filter(({ code }) => code !== UNDETERMINED);
  const pains = matrix.painPoints.filter(({ code }) => code !== UNDETERMINED);
  const cellOf = (type: Matrix['types'][number], pain: string) =>
    type.cells.find((cell) => cell.painPoint === pain);
  const exported: DataColumn<Matrix['types'][number]>[] = [
    { id: 'type', header: t('matrix.corner'), value: (type) => say(type.label) },
    ...matrix.painPoints.map(
      ({ code, label }): DataColumn<Matrix['types'][number]> => ({
        ...{ id: code, header: say(label), kind: 'money' },
        value: (type) => cellOf(type, code)?.balanceFen ?? 0,
      }),
    ),
    {
      ...{ id: 'total', header: t('matrix.total'), kind: 'money' },
      value: (type) => type.balanceFen,
    },
  ];
  return (
    <Card
      title={title}
      subtitle={t('matrix.sub', { unit: unitName })}
      actions={
        <ExportButton name={`matrix-${matrix.asOf}`} columns={exported} rows={matrix.types} />
      }
    >
      <HeatTable
        label={t('matrix.label')}
        corner={t('matrix.corner')}
        columns={pains.map((pain) => ({ id: pain.code, label: say(pain.label) }))}
        rows={matrix.types.map((type) => ({
          id: type.code,
          label: <TypeDot id={type.code} label={type.label} unconfirmed={type.needsConfirmation} />,
          ...(type.code === UNDETERMINED ? { note: lacking } : {}),
          tail: [
            money(type.balanceFen, { ...claims, defaultType: [type.code] }),
            share(type.balanceFen),
          ],
        }))}
        cell={(type, pain) => {
          const row = typed.find(({ code }) => code === type);
          const cell = row && cellOf(row, pain);
          const patch = { ...claims, defaultType: [type], painPoint: [pain] };
          return cell && money(cell.balanceFen, patch);
        }}
        tail={[t('matrix.total'), t('matrix.share')]}
        totals={[
          ...pains.map(({ code }) =>
            money(
              typed.reduce((sum, type) => sum + (cellOf(type, code)?.balanceFen ?? 0), 0),
              { ...claims, defaultType: typed.map((type) => type.code), painPoint: [code] },
            ),
          ),
          money(matrix.total.balanceFen, claims),
          share(matrix.total.balanceFen),
        ]}
      />
    </Card>
  );
}

const NAMED = 3;

/** The fields that most of the undetermined lack, as a sentence; '' while unknown or none lacks. */
function useLacking(): string {
  const { t } = useTranslation('overview');
  const { percent } = useFormat();
  const say = useSentence();
  const { filters } = useFilters();
  const { data } = useQuery(evidenceQuery(filters));
  if (data === undefined || data.lacking.length === 0) return '';
  const fields = data.lacking
    .slice(0, NAMED)
    .map(({ label, missing, asked }) =>
      t('matrix.field', { name: say(label), share: percent(missing, asked, 0) }),
    );
  return t('matrix.lacking', { fields: fields.join(t('matrix.and')) });
}

/** The two largest cells among those that are determined on both sides. */
function useFinding(matrix: Matrix): string {
  const { t } = useTranslation('overview');
  const say = useSentence();
  const pains = new Map(matrix.painPoints.map((pain) => [pain.code, say(pain.label)]));
  const [first, second] = matrix.types
    .flatMap((type) =>
      type.cells.map((cell) => ({
        fen: type.code === UNDETERMINED || cell.painPoint === UNDETERMINED ? 0 : cell.balanceFen,
        name: t('matrix.pair', { type: say(type.label), pain: pains.get(cell.painPoint) ?? '' }),
      })),
    )
    .filter((cell) => cell.fen > 0)
    .sort((a, b) => b.fen - a.fen);
  if (first === undefined) return t('matrix.titleNone');
  if (second === undefined) return t('matrix.titleOne', { first: first.name });
  return t('matrix.title', { first: first.name, second: second.name });
}
