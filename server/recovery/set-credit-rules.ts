import { z } from 'zod';
import type { IsoDate } from '../calendar.ts';
import { NOTHING_CHANGED, Refusal } from '../errors.ts';
import type { RoomDeps } from '../warehouse/room-deps.ts';
import { creditPostings } from './credit-postings.ts';
import type { CreditChange } from './credit-rules.ts';
import { saveSetting } from './save-setting.ts';

const alreadyCredited = (last: IsoDate) =>
  new Refusal(
    'already-credited',
    409,
    {
      happened: {
        zh: `截至 ${last} 的收回已按规则计功,新规则不能从更早的日期起生效。`,
        en: `Money up to ${last} is credited already, so a new rule cannot take effect before that.`,
      },
      kept: NOTHING_CHANGED,
      next: {
        zh: `请把生效日期改为 ${last} 之后的日期。`,
        en: `Let it take effect after ${last}.`,
      },
    },
    { last },
  );

/**
 * Sets the rules of credit from a day on, with who and why, and credits what waited for them. What
 * is credited stays as it is: refuses with 'already-credited' a day by which a rule has credited.
 */
export async function setCreditRules(
  { warehouse, clock }: RoomDeps,
  { rules, ...setBy }: CreditChange,
): Promise<void> {
  await warehouse.write(async (tx) => {
    const { last } = await tx.one(
      z.object({ last: z.string().nullable() }),
      'SELECT max(posted_on) AS last FROM credit',
    );
    if (last !== null && setBy.effectiveFrom <= last) throw alreadyCredited(last);
    await saveSetting(tx, 'credit-rules', rules, clock.now(), setBy);
    await creditPostings(tx, warehouse.incoming, clock.now());
  });
}
