import { z } from 'zod';
import type { IsoDate } from '../calendar.ts';
import { headerMatcher } from '../loan-book/match-header.ts';
import { insertRows } from '../side-files/insert-rows.ts';
import { type Placed, type SideKind, type SideReject, sideField } from '../side-files/side-kind.ts';
import type { Reader } from '../warehouse/warehouse.ts';
import { copyVersion } from './copy-version.ts';
import { getBranchesOn } from './get-branches-on.ts';
import { type Leave, readCapacity, readLeaves } from './read-leaves.ts';
import { readActive, rejectSharedKeys } from './settle-lines.ts';

export interface OfficerLine {
  code: string | null;
  name: string;
  branch: string;
  kind: string | null;
  activeFrom: string | null;
  activeTo: string | null;
  capacityBp: number | null;
  leaves: Leave[];
}

const required = { required: true };

const FIELDS = [
  sideField(
    'officer_code',
    'text',
    '工号',
    'Officer code',
    '工号|员工号|员工编号|员工代码|人员编号|柜员号|客户经理号|客户经理编号|客户经理工号|officer code|employee id|staff no|staff id',
  ),
  sideField(
    'officer_name',
    'text',
    '姓名',
    'Officer name',
    '姓名|员工姓名|客户经理姓名|清收员姓名|客户经理|清收员|人员姓名|officer name|name|officer',
    required,
  ),
  sideField(
    'branch',
    'text',
    '所属机构',
    'Branch',
    '机构名称|所属机构|机构|支行|支行名称|所属支行|所在机构|网点|机构号|机构编号|branch name|branch|branch code',
    required,
  ),
  sideField(
    'officer_kind',
    'text',
    '岗位',
    'Position',
    '岗位|岗位名称|职务|职位|人员类别|人员类型|position|role|job title',
  ),
  sideField(
    'active_from',
    'date',
    '启用日期',
    'Active from',
    '启用日期|到岗日期|入职日期|上岗日期|任职日期|生效日期|active from|start date|valid from',
  ),
  sideField(
    'active_to',
    'date',
    '停用日期',
    'Active to',
    '停用日期|离岗日期|离职日期|调离日期|失效日期|active to|end date|valid to',
  ),
  sideField(
    'capacity',
    'number',
    '产能系数',
    'Capacity',
    '产能系数|产能|工作量系数|能力系数|折算人数|capacity|fte',
  ),
  sideField(
    'leave',
    'text',
    '请假期间',
    'Leave',
    '请假期间|休假期间|请假|休假|产假|离岗期间|leave|leave periods',
  ),
  sideField('leave_from', 'date', '请假开始', 'Leave from', '请假开始|请假起|休假开始|leave from'),
  sideField('leave_to', 'date', '请假结束', 'Leave to', '请假结束|请假止|休假结束|leave to'),
];

const TABLE = {
  table: 'roster_officer',
  columns: {
    ...{ file_id: 'BIGINT', line_no: 'BIGINT', code: 'VARCHAR', name: 'VARCHAR' },
    ...{ branch: 'VARCHAR', kind: 'VARCHAR', active_from: 'DATE', active_to: 'DATE' },
    ...{ capacity_bp: 'INTEGER', leaves: 'VARCHAR' },
  },
};

/**
 * Puts the branch's name where the file has its code, and rejects branches that are not known. Where
 * neither a roster nor a loan book names any, every branch is taken as it stands.
 */
async function settleBranches(
  reader: Reader,
  lines: readonly Placed<OfficerLine>[],
  asOf: IsoDate,
): Promise<{ lines: Placed<OfficerLine>[]; rejects: SideReject[] }> {
  const { branches } = await getBranchesOn(reader, asOf);
  const byWord = new Map<string, Set<string>>();
  const say = (word: string | null, name: string) => {
    if (word !== null) byWord.set(word, (byWord.get(word) ?? new Set()).add(name));
  };
  for (const { code, name } of branches) {
    say(name, name);
    say(code, name);
  }
  const settled: Placed<OfficerLine>[] = [];
  const rejects: SideReject[] = [];
  for (const one of lines) {
    const { rowNo, lineNo, raw, line } = one;
    const names = [...(byWord.get(line.branch) ?? [])];
    const [name] = names;
    if (branches.length === 0) settled.push(one);
    else if (name !== undefined && names.length === 1) {
      settled.push({ ...one, line: { ...line, branch: name } });
    } else {
      const code = name === undefined ? 'branch-unknown' : 'branch-ambiguous';
      rejects.push({ rowNo, lineNo, raw, reasons: [{ field: 'branch', code, raw: line.branch }] });
    }
  }
  return { lines: settled, rejects };
}

/** The bank's collecting officers (人员名册): who works where, since when, and how much. */
export const officerKind: SideKind<OfficerLine> = {
  id: 'officers',
  label: { zh: '人员名册', en: 'Roster of officers' },
  sourceName: '人员名册',
  fields: FIELDS,
  matcher: headerMatcher(FIELDS),
  key: 'officer_name',
  readRow(row) {
    const capacityBp = readCapacity(row.cell('capacity'));
    if (capacityBp === undefined) {
      row.refuse('capacity', 'capacity-unreadable', row.cell('capacity'));
    }
    const said = row.cell('leave');
    const from = row.day('leave_from');
    const to = row.day('leave_to');
    const leaves = readLeaves(said);
    if (leaves === undefined) row.refuse('leave', 'leave-unreadable', said);
    if ((from === null) !== (to === null) || (from !== null && to !== null && to < from)) {
      row.refuse('leave_to', 'leave-unreadable', `${from ?? '—'} – ${to ?? '—'}`);
    }
    return {
      code: row.identifier('officer_code'),
      name: row.needed('officer_name'),
      branch: row.needed('branch'),
      kind: row.text('officer_kind'),
      ...readActive(row),
      capacityBp: capacityBp ?? null,
      leaves: [...(leaves ?? []), ...(from !== null && to !== null ? [{ from, to }] : [])],
    };
  },
  async settle(reader, lines, { asOf }) {
    const placed = await settleBranches(reader, lines, asOf);
    const byCode = rejectSharedKeys(placed.lines, 'officer_code', ({ code }) => code);
    // Without a code a person is told by name and branch.
    const byName = rejectSharedKeys(byCode.lines, 'officer_name', ({ code, name, branch }) =>
      code === null ? JSON.stringify([branch, name]) : null,
    );
    return {
      lines: byName.lines,
      rejects: [...placed.rejects, ...byCode.rejects, ...byName.rejects],
    };
  },
  amounts: () => ({}),
  async store(tx, file, lines) {
    await insertRows(
      tx,
      file.incoming,
      TABLE,
      lines.map(({ lineNo, line }) => [
        ...[file.id, lineNo, line.code, line.name, line.branch, line.kind],
        ...[line.activeFrom, line.activeTo, line.capacityBp],
        line.leaves.length === 0 ? null : JSON.stringify(line.leaves),
      ]),
    );
    await copyVersion(tx, TABLE, file);
  },
};

export const leavesText = z
  .string()
  .nullable()
  .transform((text): Leave[] =>
    text === null
      ? []
      : z.array(z.object({ from: z.string(), to: z.string() })).parse(JSON.parse(text)),
  );
