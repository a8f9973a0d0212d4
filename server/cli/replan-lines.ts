import type { Replanned } from '../client/make-replan.ts';
import type { ReplanChange } from '../quotas/replan-wish.ts';
import { tableLines, yuan } from './lines.ts';

const KINDS: Readonly<Record<ReplanChange['kind'], string>> = {
  leave: '离岗 leaves',
  join: '加入 joins',
  move: '调动 moves',
  handover: '移交 hands over',
  absence: '请假 is away',
  merge: '合并 merges',
  target: '改目标 target',
};

/** A change as cells: what, who, from when, and to whom or how much. */
function cellsOf(change: ReplanChange): string[] {
  const kind = KINDS[change.kind];
  if (change.kind === 'target') return [kind, '', '', yuan(change.targetFen)];
  if (change.kind === 'merge') return [kind, change.branch, change.on, change.into];
  const who = `${change.branch} ${change.officer}`;
  if (change.kind === 'handover')
    return [kind, who, change.on, `${change.to.branch} ${change.to.officer}`];
  if (change.kind === 'join')
    return [kind, who, change.on, change.percent === undefined ? '' : `${change.percent}%`];
  return [kind, who, change.on, change.kind === 'leave' ? '' : change.to];
}

/** A re-plan as people read it: its changes, whose quota they change, and whether it is in force. */
export function replanLines(made: Replanned): string[] {
  const { changes, difference, targetFen, published } = made;
  const start = `现行第 ${made.baseVersion ?? '—'} 版 version in force · plan ${made.basePlanId}`;
  if (changes.length === 0) {
    return [start, '台账、分派和名册与方案一致,没有变动。Nothing has changed since.'];
  }
  return [
    start,
    `变动 changes: ${changes.length}`,
    ...tableLines(changes.map(cellsOf)),
    '',
    ...tableLines([
      ['机构 branch', '清收员 officer', '原任务 before', '新任务 after', '增减 change'],
      ...difference.map((own) => [
        own.branch,
        own.officer,
        yuan(own.beforeFen),
        yuan(own.afterFen),
        yuan(own.afterFen - own.beforeFen),
      ]),
    ]),
    `全行 bank: ${yuan(targetFen.before)} → ${yuan(targetFen.after)}`,
    published === null
      ? '未保存;加 --publish 发布。Nothing was stored; add --publish to put it in force.'
      : `已发布第 ${published.version ?? '—'} 版 published · plan ${published.id}`,
  ];
}
