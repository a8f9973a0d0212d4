import { z } from 'zod';
import { type Explanation, NOTHING_CHANGED, Refusal } from '../errors.ts';
import { getUpload } from '../loan-book/uploads.ts';
import type { RoomDeps } from '../warehouse/room-deps.ts';
import { getBuiltPlan } from './get-built-plan.ts';
import { importEdits, yearOfLine } from './import-edits.ts';
import { POOL_LABEL, POOL_NAME } from './joint-pool.ts';
import { matchOfficers } from './match-officers.ts';
import { linesOf } from './matrix-csv.ts';
import { absorber, type PlanEdit } from './plan-edit.ts';
import { planRequest } from './plan-request.ts';
import { countQuotaHeaders } from './quota-columns.ts';
import { SHOWN_UNITS } from './read-amount.ts';
import { type FileProblem, type QuotaFile, readQuotaFile } from './read-quota-file.ts';
import { readTable } from './read-table.ts';

/** A file of amounts for the plan of a request, and who takes the difference. */
export const amountsImport = planRequest.extend({
  uploadId: z.string(),
  /** What the file counts in; without it what the file says. */
  fileUnit: z.enum(SHOWN_UNITS).optional(),
  absorb: absorber,
  why: z.string().trim().max(200).default(''),
});

export interface ImportedAmounts extends Pick<QuotaFile, 'unit' | 'totals' | 'ignored'> {
  fileName: string;
  sheet: string | null;
  /** Officers of the file who were found. */
  officers: number;
  /** Whether lines give whole years: then only the branch or the bank can take the difference. */
  hasYears: boolean;
  /** What does not fit, at most 200; while there is any, no change is proposed. */
  problems: FileProblem[];
  problemCount: number;
  /** The changes that make the plan what the file says; none when it is so already. */
  edits: PlanEdit[];
  /** Why the plan cannot hold what the file says while this one takes the difference. */
  refused: { code: string; says: Explanation } | null;
}

const PROBLEMS_SHOWN = 200;

/**
 * Reads an uploaded file as amounts of a plan and answers the changes by hand that it would take;
 * stores nothing. Refuses a file that is no table of quotas.
 */
export async function importAmounts(
  { warehouse, clock }: RoomDeps,
  asked: z.infer<typeof amountsImport>,
): Promise<ImportedAmounts> {
  const { uploadId, fileUnit, absorb, why, ...request } = asked;
  const upload = await getUpload(warehouse, uploadId);
  const table = await readTable(warehouse, upload, countQuotaHeaders);
  const { plan, planWith } = await getBuiltPlan(warehouse, request, clock.today());
  const { year, unit } = request;
  const file = readQuotaFile(table.records, { year, unit, fileUnit });
  const found = matchOfficers(file.lines, {
    officers: plan.branches.flatMap((own) => linesOf(plan, own.branch)),
    withoutLoans: plan.withoutLoans,
  });
  const matched = found.matched.map((line) =>
    line.officer === POOL_LABEL ? { ...line, officer: POOL_NAME } : line,
  );
  const problems = [...file.problems, ...found.problems].sort((a, b) => a.row - b.row);
  if (file.lines.length === 0 && problems.length === 0) throw noAmounts(upload.fileName);
  return {
    fileName: upload.fileName,
    sheet: table.sheet,
    unit: file.unit,
    totals: file.totals,
    ignored: file.ignored,
    officers: matched.length,
    hasYears: matched.some((line) => yearOfLine(line) !== undefined),
    problems: problems.slice(0, PROBLEMS_SHOWN),
    problemCount: problems.length,
    ...(problems.length > 0
      ? { edits: [], refused: null }
      : tryEdits(() => importEdits(matched, { absorb, why }, planWith))),
  };
}

/** A refusal leaves the rest of the answer as it is: somebody else may take the difference. */
function tryEdits(make: () => PlanEdit[]): Pick<ImportedAmounts, 'edits' | 'refused'> {
  try {
    return { edits: make(), refused: null };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return { edits: [], refused: { code: error.code, says: error.says } };
  }
}

function noAmounts(fileName: string): Refusal {
  return new Refusal('quota-file-empty', 422, {
    happened: {
      zh: `「${fileName}」的表头下面没有金额。`,
      en: `"${fileName}" holds no amounts under its header.`,
    },
    kept: NOTHING_CHANGED,
    next: { zh: '请填好金额后重新导入。', en: 'Fill in the amounts and import it again.' },
  });
}
