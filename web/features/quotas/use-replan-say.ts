import { useTranslation } from 'react-i18next';
import type { Proposal } from '../../../server/quotas/propose-changes.ts';
import type { QuotaMove } from '../../../server/quotas/receipt.ts';
import { useFormat } from '../../lib/use-format.ts';
import type { Who } from './queries.ts';
import { shareOf } from './receipt-steps.ts';
import type { Change } from './replan-draft.ts';

const nameOf = ({ branch, officer }: Who) => `${branch} ${officer}`;

/** A colleague of the same branch by name alone. */
const takerOf = ({ branch, to }: Who & { to: Who }) =>
  to.branch === branch ? to.officer : nameOf(to);

/** Changes and moves of a re-plan as sentences. */
export function useReplanSay() {
  const { t } = useTranslation('replan');
  const format = useFormat();
  const comma = format.language === 'zh' ? '、' : ', ';

  const change = (own: Change): string => {
    const because = own.why ? t('say.because', { why: own.why }) : '';
    if (own.kind === 'target') {
      return t('say.target', { target: format.amountInText(own.targetFen) }) + because;
    }
    const day = format.date(own.on);
    if (own.kind === 'merge') {
      return t('say.merge', { who: own.branch, day, to: own.into }) + because;
    }
    const who = nameOf(own);
    if (own.kind === 'join') {
      const { percent } = own;
      const said =
        percent === undefined
          ? t('say.join', { who, day })
          : t('say.joinPart', { who, day, percent: String(percent) });
      return said + because;
    }
    if (own.kind === 'handover') {
      const words = { who, day, to: takerOf(own) };
      const { percent } = own;
      const said =
        percent === undefined
          ? t('say.handover', words)
          : t('say.handoverPart', { ...words, percent: String(percent) });
      return said + because;
    }
    const shares = own.shares?.map((one) => `${one.officer} ${one.percent}%`).join(comma);
    const said = (() => {
      if (own.kind === 'leave') {
        return shares ? t('say.leaveShares', { who, day, shares }) : t('say.leave', { who, day });
      }
      if (own.kind === 'move') {
        const words = { who, day, to: own.to };
        return shares ? t('say.moveShares', { ...words, shares }) : t('say.move', words);
      }
      const words = { who, day, until: format.date(own.to) };
      return shares ? t('say.absenceShares', { ...words, shares }) : t('say.absence', words);
    })();
    return said + because;
  };

  /** What the book, the assignments or the roster suggest, as what they say. */
  const proposal = ({ change: own, from, restFen, loans, balanceFen }: Proposal): string => {
    if (!('officer' in own)) return change(own);
    const words = {
      who: nameOf(own),
      day: format.date(own.on),
      rest: format.amountInText(restFen),
      loans: format.count(loans),
    };
    const isListed = from === 'roster';
    if (own.kind === 'leave') return t(isListed ? 'propose.leaveRoster' : 'propose.leave', words);
    if (own.kind === 'join') {
      const percent = String(own.percent ?? '');
      return isListed ? t('propose.joinRoster', { ...words, percent }) : t('propose.join', words);
    }
    if (own.kind === 'move') return t('propose.move', { ...words, to: own.to });
    if (own.kind === 'absence')
      return t('propose.absence', { ...words, until: format.date(own.to) });
    const balance = format.amountInText(balanceFen);
    return t('propose.handover', { ...words, to: takerOf(own), balance, count: loans });
  };

  const basis = ({ by, step }: QuotaMove): string => {
    const { numerator, denominator } = shareOf(step);
    return t(`by.${by}`, { share: format.percent(numerator, denominator, 1) });
  };

  /** A move as it concerns one of its two ends; amounts of a sheet are exact. */
  const moveFor = (move: QuotaMove, who: Who): string => {
    const isTo = move.to?.branch === who.branch && move.to.officer === who.officer;
    const words = {
      day: format.date(move.firstOn),
      kind: t(`kind.${move.kind}`),
      by: basis(move),
      amount: format.amountInText(move.amountFen, { digits: 2 }),
    };
    const because = move.why ? t('line.because', { why: move.why }) : '';
    if (isTo) {
      const said = move.from
        ? t('line.in', { ...words, from: move.from.officer })
        : t('line.more', words);
      return said + because;
    }
    const said = move.to ? t('line.out', { ...words, to: move.to.officer }) : t('line.less', words);
    return said + because;
  };
  return { change, proposal, basis, moveFor };
}
