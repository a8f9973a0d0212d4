import { headerMatcher } from '../loan-book/match-header.ts';
import { insertRows } from '../side-files/insert-rows.ts';
import { type SideKind, sideField } from '../side-files/side-kind.ts';
import { copyVersion } from './copy-version.ts';
import { readActive, rejectSharedKeys } from './settle-lines.ts';

export interface BranchLine {
  code: string | null;
  name: string;
  parent: string | null;
  kind: string | null;
  activeFrom: string | null;
  activeTo: string | null;
}

const required = { required: true };

const FIELDS = [
  sideField(
    'branch_code',
    'text',
    '机构号',
    'Branch code',
    '机构号|机构编号|机构代码|机构编码|支行号|网点号|branch code|branch id|branch no',
  ),
  sideField(
    'branch_name',
    'text',
    '机构名称',
    'Branch name',
    '机构名称|机构|支行名称|支行|网点名称|网点|机构全称|branch name|branch',
    required,
  ),
  sideField(
    'parent',
    'text',
    '上级机构',
    'Parent branch',
    '上级机构|上级机构名称|上级机构号|上级机构编号|管辖机构|所属机构|主管机构|parent branch|parent',
  ),
  sideField(
    'branch_kind',
    'text',
    '机构类型',
    'Branch kind',
    '机构类型|机构类别|机构级别|机构层级|类型|branch kind|branch type|level',
  ),
  sideField(
    'active_from',
    'date',
    '启用日期',
    'Active from',
    '启用日期|成立日期|开业日期|生效日期|开始日期|active from|opened on|valid from',
  ),
  sideField(
    'active_to',
    'date',
    '停用日期',
    'Active to',
    '停用日期|撤销日期|失效日期|终止日期|结束日期|active to|closed on|valid to',
  ),
];

const TABLE = {
  table: 'roster_branch',
  columns: {
    ...{ file_id: 'BIGINT', line_no: 'BIGINT', code: 'VARCHAR', name: 'VARCHAR' },
    ...{ parent: 'VARCHAR', kind: 'VARCHAR', active_from: 'DATE', active_to: 'DATE' },
  },
};

/** The bank's branches (机构名册): code, name, parent, kind, and the days they are open. */
export const branchKind: SideKind<BranchLine> = {
  id: 'branches',
  label: { zh: '机构名册', en: 'Roster of branches' },
  sourceName: '机构名册',
  fields: FIELDS,
  matcher: headerMatcher(FIELDS),
  key: 'branch_name',
  readRow: (row) => ({
    code: row.identifier('branch_code'),
    name: row.needed('branch_name'),
    parent: row.text('parent'),
    kind: row.text('branch_kind'),
    ...readActive(row),
  }),
  async settle(_reader, lines) {
    const byCode = rejectSharedKeys(lines, 'branch_code', ({ code }) => code);
    const byName = rejectSharedKeys(byCode.lines, 'branch_name', ({ name }) => name);
    return { lines: byName.lines, rejects: [...byCode.rejects, ...byName.rejects] };
  },
  amounts: () => ({}),
  async store(tx, file, lines) {
    await insertRows(
      tx,
      file.incoming,
      TABLE,
      lines.map(({ lineNo, line }) => [
        ...[file.id, lineNo, line.code, line.name, line.parent, line.kind],
        ...[line.activeFrom, line.activeTo],
      ]),
    );
    await copyVersion(tx, TABLE, file);
  },
};
