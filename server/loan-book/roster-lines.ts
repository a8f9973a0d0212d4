import type { IsoDate } from '../calendar.ts';
import type { QualityLine } from './quality-lines.ts';

/**
 * The file of the roster that speaks for a day: the latest as of that day or before, else the first
 * there is; of several of one day the one that was loaded last. NULL without a roster.
 */
export const rosterFileSql = (kind: 'branches' | 'officers', day: IsoDate): string =>
  `(SELECT f.id FROM side_file f WHERE f.kind = '${kind}'
    ORDER BY CASE WHEN f.as_of <= CAST('${day}' AS DATE) THEN 0 ELSE 1 END,
      CASE WHEN f.as_of <= CAST('${day}' AS DATE) THEN f.as_of END DESC, f.as_of, f.id DESC LIMIT 1)`;

/** Names of the roster's officers, of those who work on that day or of all. */
const rosterNames = (day: IsoDate, which: 'all' | 'working') =>
  `(SELECT r.name FROM roster_officer r WHERE r.file_id = ${rosterFileSql('officers', day)}${
    which === 'all'
      ? ''
      : ` AND (r.active_from IS NULL OR r.active_from <= CAST('${day}' AS DATE))
          AND (r.active_to IS NULL OR r.active_to >= CAST('${day}' AS DATE))`
  })`;

const HAS_ROSTER = 'EXISTS (SELECT 1 FROM roster_officer)';

/** What a roster says about who holds the loans; nothing where the bank has loaded none. */
export const ROSTER_LINES: readonly QualityLine[] = [
  {
    id: 'officer-not-in-roster',
    severity: 'look',
    over: 'loan',
    finding: {
      zh: '管户人不在人员名册里:任务分不到人',
      en: 'The officer is not in the roster: no quota can be given',
    },
    where: ({ asOf }) =>
      `officer IS NOT NULL AND ${HAS_ROSTER} AND officer NOT IN ${rosterNames(asOf, 'all')}`,
    detail: () => 'officer',
    order: 'officer',
  },
  {
    id: 'officer-not-working',
    severity: 'look',
    over: 'loan',
    finding: {
      zh: '管户人已停用或尚未启用:名下的贷款没有人管',
      en: 'The officer has left or has not begun: nobody is working these loans',
    },
    where: ({ asOf }) =>
      `officer IN ${rosterNames(asOf, 'all')} AND officer NOT IN ${rosterNames(asOf, 'working')}`,
    detail: () => 'officer',
    order: 'officer',
  },
];
