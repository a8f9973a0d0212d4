import { useTranslation } from 'react-i18next';
import type { Plan } from '../../../server/quotas/plan.ts';
import { Money } from '../../components/Money.tsx';
import { useFormat } from '../../lib/use-format.ts';
import type { findLocks, Place } from './draft.ts';
import { MatrixCell } from './MatrixCell.tsx';
import classes from './Quotas.module.css';
import { Verdict } from './Verdict.tsx';

interface Shared {
  digits: number;
  locks: ReturnType<typeof findLocks>;
  /** A new amount of a place; undefined releases it. Without it nothing can be changed. */
  onSet: ((place: Place, fen: number | undefined) => void) | undefined;
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
  digits,
  locks,
  onSet,
  stretchOf,
}: Shared & { own: Plan['branches'][number]; isOpen: boolean; onToggle: () => void }) {
  const { t } = useTranslation('quotas');
  const format = useFormat();
  const place = { branch: own.branch };
  return (
    <tr className={`${classes.branch} ${isOpen ? classes.opened : ''}`}>
      <th scope="row">
        <button type="button" className={classes.name} aria-expanded={isOpen} onClick={onToggle}>
          <span aria-hidden="true">{isOpen ? '▾ ' : '▸ '}</span>
          {own.branch}{' '}
          <span className={classes.quiet} style={{ fontWeight: 400 }}>
            {own.officers}
          </span>
        </button>
      </th>
      {own.monthsFen.map((fen, m) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the index is the month
        <td key={m}>
          <Money fen={fen} digits={digits} />
        </td>
      ))}
      <td className={classes.strong}>
        <MatrixCell
          fen={own.quotaFen}
          digits={digits}
          isLocked={locks.has(place)}
          label={t('matrix.edit', {
            who: own.branch,
            when: t('matrix.year'),
            amount: format.amount(own.quotaFen, { digits }),
          })}
          onLock={onSet && ((next) => onSet(place, next))}
        />
      </td>
      {stretchOf ? <StretchCell fen={stretchOf(own.branch)} digits={digits} /> : null}
      <Figures own={own} digits={digits} />
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
  digits,
  locks,
  onSet,
  stretchOf,
}: Shared & {
  own: Plan['officers'][number];
  /** Its place among the officers that are shown. */
  at: number;
  isChosen: boolean;
  isIndented: boolean;
  onChoose: () => void;
}) {
  const { t } = useTranslation('quotas');
  const format = useFormat();
  const cell = (fen: number, month: number | undefined) => {
    const place: Place = {
      branch: own.branch,
      officer: own.officer,
      ...(month === undefined ? {} : { month }),
    };
    return (
      <MatrixCell
        fen={fen}
        digits={digits}
        isLocked={locks.has(place)}
        label={t('matrix.edit', {
          who: own.officer,
          when: month ? format.monthName(month) : t('matrix.year'),
          amount: format.amount(fen, { digits }),
        })}
        at={{ row: at, month: month ?? 0 }}
        onLock={onSet && ((next) => onSet(place, next))}
      />
    );
  };
  return (
    <tr className={`${classes.officer} ${isChosen ? classes.chosen : ''}`}>
      <th scope="row">
        <button
          type="button"
          className={`${classes.name} ${isIndented ? classes.indent : ''}`}
          aria-pressed={isChosen}
          onClick={onChoose}
        >
          {own.officer}
        </button>
      </th>
      {own.monthsFen.map((fen, m) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the index is the month
        <td key={m}>
          {own.presence === null || own.presence.months.includes(m + 1) ? (
            cell(fen, m + 1)
          ) : (
            <span
              className={classes.quiet}
              data-tip={`${format.exactAmount(fen)} · ${t('matrix.away')}`}
            >
              ×<span className="sr-only">{t('matrix.away')}</span>
            </span>
          )}
        </td>
      ))}
      <td className={classes.strong}>{cell(own.quotaFen, undefined)}</td>
      {stretchOf ? <StretchCell fen={stretchOf(own.branch, own.officer)} digits={digits} /> : null}
      <Figures own={own} digits={digits} />
      <td>
        <Verdict of={own.feasibility} />
      </td>
    </tr>
  );
}

/** What of a branch's quota is nobody's own: changed like an officer's line, without a pool or past. */
export function PoolRow({
  own,
  digits,
  locks,
  onSet,
  stretchOf,
}: Shared & { own: Plan['jointPools'][number] }) {
  const { t } = useTranslation('quotas');
  const format = useFormat();
  const name = t('matrix.jointPool', { share: format.percent(own.perMille, 1000, 0) });
  const cell = (fen: number, month: number | undefined) => {
    const place: Place = {
      branch: own.branch,
      officer: '',
      ...(month === undefined ? {} : { month }),
    };
    return (
      <MatrixCell
        fen={fen}
        digits={digits}
        isLocked={locks.has(place)}
        label={t('matrix.edit', {
          who: `${own.branch} ${name}`,
          when: month ? format.monthName(month) : t('matrix.year'),
          amount: format.amount(fen, { digits }),
        })}
        onLock={onSet && ((next) => onSet(place, next))}
      />
    );
  };
  return (
    <tr className={classes.officer}>
      <th scope="row">
        <span className={`${classes.indent} ${classes.quiet}`}>{name}</span>
      </th>
      {own.monthsFen.map((fen, m) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the index is the month
        <td key={m}>{cell(fen, m + 1)}</td>
      ))}
      <td className={classes.strong}>{cell(own.quotaFen, undefined)}</td>
      {stretchOf ? <StretchCell fen={stretchOf(own.branch, '')} digits={digits} /> : null}
      <td>—</td>
      <td>—</td>
      <td />
    </tr>
  );
}
