import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { AppLink } from '../../components/AppLink.tsx';
import { Card } from '../../components/Card.tsx';
import { type HeatCell, HeatTable } from '../../components/HeatTable.tsx';
import { TypeDot } from '../../components/TypeDot.tsx';
import { useFilters, useHref } from '../../lib/filters.ts';
import { useSentence } from '../../lib/i18n.ts';
import { useFormat } from '../../lib/use-format.ts';
import classes from './MatrixCard.module.css';
import { evidenceQuery, type Matrix } from './queries.ts';

const UNDETERMINED = 'undetermined';

/** Why they do not pay, by what would move them; every cell opens its loans. */
export function MatrixCard({ matrix }: { matrix: Matrix }) {
  const { t } = useTranslation('overview');
  const { amount, exactAmount, percent, unitName } = useFormat();
  const href = useHref();
  const say = useSentence();
  const title = useFinding(matrix);
  const money = (fen: number, patch: Parameters<typeof href>[1]): HeatCell => ({
    value: fen,
    text: fen === 0 ? '·' : amount(fen),
    tip: exactAmount(fen),
    ...(fen === 0 ? {} : { href: href('/loans', patch) }),
  });
  const claims = { state: ['on_book', 'off_book'] };
  const share = (fen: number): HeatCell => ({
    value: null,
    text: percent(fen, matrix.total.balanceFen),
  });
  const byType = new Map(matrix.types.map((type) => [type.code, type]));
  return (
    <Card title={title} subtitle={t('matrix.sub', { unit: unitName })}>
      <HeatTable
        label={t('matrix.label')}
        corner={t('matrix.corner')}
        columns={matrix.painPoints.map((pain) => ({ id: pain.code, label: say(pain.label) }))}
        rows={matrix.types.map((type) => ({
          id: type.code,
          label: <TypeDot id={type.code} label={type.label} unconfirmed={type.needsConfirmation} />,
          tail: [
            money(type.balanceFen, { ...claims, defaultType: [type.code] }),
            share(type.balanceFen),
          ],
        }))}
        cell={(type, pain) => {
          const cell = byType.get(type)?.cells.find((each) => each.painPoint === pain);
          const patch = { ...claims, defaultType: [type], painPoint: [pain] };
          return cell && money(cell.balanceFen, patch);
        }}
        tail={[t('matrix.total'), t('matrix.share')]}
        totals={[
          ...matrix.painPoints.map((pain) =>
            money(pain.balanceFen, { ...claims, painPoint: [pain.code] }),
          ),
          money(matrix.total.balanceFen, claims),
          share(matrix.total.balanceFen),
        ]}
      />
      <Lacking matrix={matrix} />
    </Card>
  );
}

const NAMED = 3;

/** Which fields would settle most of the undetermined. */
function Lacking({ matrix }: { matrix: Matrix }) {
  const { t } = useTranslation('overview');
  const { amountInText, percent } = useFormat();
  const say = useSentence();
  const href = useHref();
  const { filters } = useFilters();
  const { data } = useQuery(evidenceQuery(filters));
  if (data === undefined || data.undetermined.loans === 0) return null;
  const { loans, balanceFen } = data.undetermined;
  const fields = data.lacking
    .slice(0, NAMED)
    .map(({ label, missing, asked }) =>
      t('matrix.field', { name: say(label), share: percent(missing, asked, 0) }),
    )
    .join(t('matrix.and'));
  return (
    <p className={classes.lacking}>
      <AppLink href={href('/triage', {}, { tab: 'evidence' })}>
        {t('matrix.undetermined', {
          count: loans,
          amount: amountInText(balanceFen),
          share: percent(balanceFen, matrix.total.balanceFen),
          fields,
        })}
      </AppLink>
    </p>
  );
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
