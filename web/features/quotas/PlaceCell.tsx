import { useTranslation } from 'react-i18next';
import { useFormat } from '../../lib/use-format.ts';
import { CommentMark } from './CommentMark.tsx';
import comments from './Comments.module.css';
import type { findLocks, Place } from './draft.ts';
import { MatrixCell } from './MatrixCell.tsx';
import classes from './Quotas.module.css';
import type { MatrixComments } from './use-comments.ts';
import type { Frozen } from './use-frozen.ts';

/** What every cell of a matrix is told. */
export interface MatrixShared {
  digits: number;
  locks: ReturnType<typeof findLocks>;
  /** A new amount of a place; undefined releases it. Without it nothing can be changed. */
  onSet: ((place: Place, fen: number | undefined) => void) | undefined;
  frozen: Frozen;
  /** Undefined where no plan is saved. */
  comments: MatrixComments | undefined;
}

interface Props {
  shared: MatrixShared;
  place: Place;
  fen: number;
  /** Whose line it is. */
  who: string;
  /** Its row among the officers that are shown, for what is pasted into it. */
  at?: number | undefined;
  /** A sum of the lines under it: not for changing. */
  isSum?: boolean;
  /** Nobody is there: a sign instead of the amount. */
  isAway?: boolean;
}

/** A cell of the matrix: its amount, to change where it can be, and what was said of it. */
export function PlaceCell({ shared, place, fen, who, at, isSum, isAway }: Props) {
  const { t } = useTranslation('quotas');
  const format = useFormat();
  const { digits, locks, onSet } = shared;
  const { month } = place;
  const strong = month === undefined ? classes.strong : '';
  return (
    <td className={`${comments.place} ${strong}`}>
      {isAway ? (
        <span
          className={classes.quiet}
          data-tip={`${format.exactAmount(fen)} · ${t('matrix.away')}`}
        >
          ×<span className="sr-only">{t('matrix.away')}</span>
        </span>
      ) : (
        <MatrixCell
          fen={fen}
          digits={digits}
          isLocked={locks.has(place)}
          frozen={isSum ? undefined : shared.frozen(place)}
          label={t('matrix.edit', {
            who,
            when: month ? format.monthName(month) : t('matrix.year'),
            amount: format.amount(fen, { digits }),
          })}
          at={at === undefined ? undefined : { row: at, month: month ?? 0 }}
          onLock={isSum || onSet === undefined ? undefined : (next) => onSet(place, next)}
        />
      )}
      {shared.comments ? <CommentMark place={place} comments={shared.comments} /> : null}
    </td>
  );
}
