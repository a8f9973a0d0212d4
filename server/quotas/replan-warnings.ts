import type { ReplanSources } from './build-replan.ts';
import { officerKey } from './officer-bounds.ts';
import { firstOpenMonth } from './open-months.ts';
import type { Plan } from './plan.ts';
import type { PlanWarning } from './plan-warnings.ts';
import type { ReplanWish } from './replan-wish.ts';

const NAMES_SHOWN = 5;

function names(list: readonly { officer: string }[], language: 'zh' | 'en'): string {
  const shown = list.slice(0, NAMES_SHOWN).map((own) => own.officer);
  const rest = list.length - shown.length;
  if (language === 'zh') return shown.join('、') + (rest > 0 ? `等 ${list.length} 人` : '');
  return shown.join(', ') + (rest > 0 ? ` and ${rest} more` : '');
}

/** What should be known before a re-plan is published; none of it stops it. */
export function replanWarnings(
  wish: ReplanWish,
  { handovers, officers: pools, today, base }: ReplanSources,
  officers: Plan['officers'],
): PlanWarning[] {
  const warnings: PlanWarning[] = [];
  const warn = (code: string, zh: string, en: string) => warnings.push({ code, says: { zh, en } });
  const first = firstOpenMonth(wish.effectiveOn, wish.partMonth);
  const now = today.startsWith(`${base.year}-`) ? Number(today.slice(5, 7)) : 13;
  if (wish.changes.length > 0 && first < now) {
    const span = first === now - 1 ? `${first}` : `${first}–${now - 1}`;
    warn(
      'months-over',
      `生效日在过去:${span} 月已经结束,它们的任务会被事后改动。`,
      `The effective day has passed: the quotas of months ${span}, which are over, change after the fact.`,
    );
  }
  const tooMuch = officers.filter(
    (own) => own.feasibility === 'high' || own.feasibility === 'impossible',
  );
  if (tooMuch.length > 0) {
    warn(
      'above-pool',
      `${tooMuch.length} 人余下的任务超过其可收池的九成:${names(tooMuch, 'zh')}。`,
      `What is left to collect is above nine tenths of the pool for ${tooMuch.length}: ${names(tooMuch, 'en')}.`,
    );
  }
  for (const change of wish.changes) {
    if (change.kind !== 'leave') continue;
    const still = handovers
      .filter(
        ({ from, to }) =>
          officerKey(from) === officerKey(change) && officerKey(to) === officerKey(change),
      )
      .reduce((sum, own) => sum + own.loans, 0);
    if (still === 0) continue;
    warn(
      'loans-still-held',
      `最新台账里${change.officer}名下还有 ${still} 笔贷款没有转出。`,
      `In the latest book ${still} loans are still in the name of ${change.officer}.`,
    );
  }
  const planned = new Set(officers.filter((own) => (own.restFen ?? 0) > 0).map(officerKey));
  const without = pools.filter((own) => own.balanceFen > 0 && !planned.has(officerKey(own)));
  if (without.length > 0) {
    warn(
      'holders-without-quota',
      `${without.length} 人持有本类别贷款却没有余下的任务:${names(without, 'zh')}。`,
      `${without.length} hold loans of this category and have no quota left: ${names(without, 'en')}.`,
    );
  }
  return warnings;
}
