import { amendVerb } from './amend.ts';
import { backupVerb } from './backup.ts';
import { codesVerb } from './codes.ts';
import { importVerb } from './import.ts';
import { postingsVerb } from './postings.ts';
import { progressVerb } from './progress.ts';
import { qualityVerb } from './quality.ts';
import { quotaVerb } from './quota.ts';
import { rejectsVerb } from './rejects.ts';
import { restoreVerb } from './restore.ts';
import { rosterVerb } from './roster.ts';
import { segmentsVerb } from './segments.ts';
import { snapshotsVerb } from './snapshots.ts';
import { targetsVerb } from './targets.ts';
import type { Verb } from './verb.ts';

/** Every command, in the order of the year. */
export const VERBS: readonly Verb[] = [
  importVerb,
  codesVerb,
  snapshotsVerb,
  rejectsVerb,
  qualityVerb,
  amendVerb,
  restoreVerb,
  segmentsVerb,
  rosterVerb,
  postingsVerb,
  targetsVerb,
  quotaVerb,
  progressVerb,
  backupVerb,
];
