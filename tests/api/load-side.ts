import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Desk } from '../../server/open-desk.ts';
import { targetKind } from '../../server/quotas/target-kind.ts';
import { postingKind } from '../../server/recovery/posting-kind.ts';
import { branchKind } from '../../server/roster/branch-kind.ts';
import { officerKind } from '../../server/roster/officer-kind.ts';
import { loadSideFile, type SideRequest } from '../../server/side-files/load-side-file.ts';
import type { SideKindId } from '../../server/side-files/side-kind.ts';

let files = 0;

/** Writes `content` into the desk's incoming folder and loads it as a side file of that kind. */
export function loadSide(
  desk: Desk,
  kind: SideKindId,
  content: string | Uint8Array,
  options: Partial<SideRequest> = {},
) {
  const path = join(desk.warehouse.incoming, `side-${files++}.csv`);
  writeFileSync(path, content);
  const request = { path, fileName: '文件.csv', ...options };
  if (kind === 'branches') return loadSideFile(desk, branchKind, request);
  if (kind === 'officers') return loadSideFile(desk, officerKind, request);
  if (kind === 'targets') return loadSideFile(desk, targetKind, request);
  return loadSideFile(desk, postingKind, request);
}
