import { useTranslation } from 'react-i18next';
import type { Plan } from '../../../server/quotas/plan.ts';
import { Money } from '../../components/Money.tsx';
import { useFormat } from '../../lib/use-format.ts';
import { type MatrixShared, PlaceCell } from './PlaceCell.tsx';
import classes from './Quotas.module.css';
import { Verdict } from './Verdict.tsx';

interface Shared {
  shared: MatrixShared;
  /** The other tier's year of a line; undefined where the plan has one tier. */
  stretchOf: ((branch: string, officer?: string) => number | undefined) | undefined;
}

/** The stretch beside the guaranteed year, where there is one. */
function StretchCell({ fen, digits }: { fen: number | undefined; digits: number }) {
  return (
    <td className={classes.quiet}>
      <Money fen={fen ?? null} digits={digits} />
    </td>
  );
}

/** Quota ÷ pool and last year's recovery. */
export function Figures({
  own,
  digits,
}: {
  own: {
    collectableFen: number;
    pastFen: number | null;
    quotaFen: number;
    restFen?: number | undefined;
  };
  digits: number;
}) {
  const format = useFormat();
  return (
    <>
      <td data-tip={format.exactAmount(own.collectableFen)}>
        {format.percent(own.restFen ?? own.quotaFen, own.collectableFen, 0)}
      </td>
      <td className={classes.quiet}>
        <Money fen={own.pastFen} digits={Math.min(digits, 2)} />
      </td>
    </>
  );
}

/** A branch's line: its officers fold away under it, its year can be changed. */
export function BranchRow({
  own,
  isOpen,
  onToggle,
  shared,
  stretchOf,
}: Shared & { own: Plan['branches'][number]; isOpen: boolean; onToggle: () => void }) {
  const { branch } = own;
  const cell = { shared, who: branch };
  return (
    <tr className={`${classes.branch} ${isOpen ? classes.opened : ''}`}>
      <th scope="row">
        <button type="button" className={classes.name} aria-expanded={isOpen} onClick={onToggle}>
          <span aria-hidden="true">{isOpen ? '▾ ' : '▸ '}</span>
          {branch}{' '}
          <span className={classes.quiet} style={{ fontWeight: 400 }}>
            {own.officers}
          </span>
        </button>
      </th>
      {own.monthsFen.map((fen, m) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the index is the month
        <PlaceCell key={m} {...cell} isSum fen={fen} place={{ branch, month: m + 1 }} />
      ))}
      <PlaceCell {...cell} fen={own.quotaFen} place={{ branch }} />
      {stretchOf ? <StretchCell fen={stretchOf(branch)} digits={shared.digits} /> : null}
      <Figures own={own} digits={shared.digits} />
      <td>
        <Verdict of={own.feasibility} />
      </td>
    </tr>
  );
}

/** An officer's line: every month and the year can be changed in place. */
export function OfficerRow({
  own,
  at,
  isChosen,
  isIndented,
  onChoose,
  shared,
  stretchOf,
}: Shared & {
  own: Plan['officers'][number];
  /** Its place among the officers that are shown. */
  at: number;
  isChosen: boolean;
  isIndented: boolean;
  onChoose: () => void;
}) {
  const { branch, officer, presence } = own;
  const cell = { shared, at, who: officer };
  return (
    <tr className={`${classes.officer} ${isChosen ? classes.chosen : ''}`}>
      <th scope="row">
        <button
          type="button"
          className={`${classes.name} ${isIndented ? classes.indent : ''}`}
          aria-pressed={isChosen}
          onClick={onChoose}
        >
          {officer}
        </button>
      </th>
      {own.monthsFen.map((fen, m) => (
        <PlaceCell
          // biome-ignore lint/suspicious/noArrayIndexKey: the index is the month
          key={m}
          {...cell}
          fen={fen}
          place={{ branch, officer, month: m + 1 }}
          isAway={presence !== null && !presence.months.includes(m + 1)}
        />
      ))}
      <PlaceCell {...cell} fen={own.quotaFen} place={{ branch, officer }} />
      {stretchOf ? <StretchCell fen={stretchOf(branch, officer)} digits={shared.digits} /> : null}
      <Figures own={own} digits={shared.digits} />
      <td>
        <Verdict of={own.feasibility} />
      </td>
    </tr>
  );
}

/** What of a branch's quota is nobody's own: changed like an officer's line, without a pool or past. */
export function PoolRow({ own, shared, stretchOf }: Shared & { own: Plan['jointPools'][number] }) {
  const { t } = useTranslation('quotas');
  const format = useFormat();
  const name = t('matrix.jointPool', { share: format.percent(own.perMille, 1000, 0) });
  const place = { branch: own.branch, officer: '' };
  const cell = { shared, who: `${own.branch} ${name}` };
  return (
    <tr className={classes.officer}>
      <th scope="row">
        <span className={`${classes.indent} ${classes.quiet}`}>{name}</span>
      </th>
      {own.monthsFen.map((fen, m) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the index is the month
        <PlaceCell key={m} {...cell} fen={fen} place={{ ...place, month: m + 1 }} />
      ))}
      <PlaceCell {...cell} fen={own.quotaFen} place={place} />
      {stretchOf ? <StretchCell fen={stretchOf(own.branch, '')} digits={shared.digits} /> : null}
      <td>—</td>
      <td>—</td>
      <td />
    </tr>
  );
}
