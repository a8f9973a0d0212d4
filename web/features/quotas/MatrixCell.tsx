import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Money } from '../../components/Money.tsx';
import { useFormat } from '../../lib/use-format.ts';
import { fenOfTyped, typedOfFen } from './draft.ts';
import classes from './Quotas.module.css';

interface Props {
  fen: number;
  digits: number;
  isLocked: boolean;
  /** What the cell is, for a reader of the screen. */
  label: string;
  /** Why it cannot be changed, where others can. */
  frozen: string | undefined;
  /** Where the cell is, for what is pasted into it: row among the officers, month or 0. */
  at?: { row: number; month: number } | undefined;
  /** A new amount fixes the cell; undefined releases it. Without it the amount cannot be changed. */
  onLock: ((fen: number | undefined) => void) | undefined;
}

/** One amount that can be edited in place, in the unit shown. What was typed is fixed; empty releases it. */
export function MatrixCell({ fen, digits, isLocked, frozen, label, at, onLock }: Props) {
  const { t } = useTranslation('quotas');
  const format = useFormat();
  const [typed, setTyped] = useState<string | undefined>();

  if (onLock === undefined) return <Money fen={fen} digits={digits} />;
  if (frozen !== undefined) {
    return (
      <span className={classes.frozen} data-tip={`${format.exactAmount(fen)} · ${frozen}`}>
        {format.amount(fen, { digits })}
        <span className="sr-only"> {frozen}</span>
      </span>
    );
  }
  const finish = () => {
    if (typed === undefined) return;
    const text = typed.replaceAll(/[,\s]/g, '');
    setTyped(undefined);
    if (text === '') {
      if (isLocked) onLock(undefined);
      return;
    }
    const next = fenOfTyped(text, format.unit);
    if (next !== undefined && (next !== fen || !isLocked)) onLock(next);
  };

  if (typed !== undefined) {
    return (
      <input
        // biome-ignore lint/a11y/noAutofocus: the person has just asked to type here
        autoFocus
        className={classes.input}
        inputMode="decimal"
        aria-label={label}
        value={typed}
        onChange={(event) => setTyped(event.currentTarget.value)}
        onFocus={(event) => event.currentTarget.select()}
        onBlur={() => (typed === typedOfFen(fen, format.unit) ? setTyped(undefined) : finish())}
        onKeyDown={(event) => {
          if (event.key === 'Enter') finish();
          if (event.key === 'Escape') setTyped(undefined);
        }}
      />
    );
  }
  return (
    <button
      type="button"
      className={isLocked ? `${classes.cell} ${classes.locked}` : classes.cell}
      aria-label={`${label}${isLocked ? ` ${t('matrix.locked')}` : ''}`}
      data-tip={`${format.exactAmount(fen)}${isLocked ? ` · ${t('matrix.locked')}` : ''}`}
      data-lock={isLocked ? t('matrix.lock') : undefined}
      data-row={at?.row}
      data-month={at?.month}
      onClick={() => setTyped(typedOfFen(fen, format.unit))}
    >
      {format.amount(fen, { digits })}
    </button>
  );
}
