import type { Placed, Settled, SideReject } from '../side-files/side-kind.ts';
import type { SideRow } from '../side-files/side-row.ts';

/** The days that a row is in force; refused when the last is before the first. */
export function readActive(row: SideRow): { activeFrom: string | null; activeTo: string | null } {
  const activeFrom = row.day('active_from');
  const activeTo = row.day('active_to');
  if (activeFrom !== null && activeTo !== null && activeTo < activeFrom) {
    row.refuse('active_to', 'to-before-from', activeTo);
  }
  return { activeFrom, activeTo };
}

/**
 * Rejects what stands twice. The same line again is a duplicate of the first; lines that share a key
 * and differ are all rejected, because nobody can tell which is meant.
 */
export function rejectSharedKeys<Line>(
  lines: readonly Placed<Line>[],
  field: string,
  keyOf: (line: Line) => string | null,
): Settled<Line> {
  const groups = new Map<string, Placed<Line>[]>();
  for (const one of lines) {
    const key = keyOf(one.line);
    if (key !== null) groups.set(key, [...(groups.get(key) ?? []), one]);
  }
  const rejects: SideReject[] = [];
  const rejected = new Set<Placed<Line>>();
  const reject = (one: Placed<Line>, code: string, other: Placed<Line>) => {
    const { rowNo, lineNo, raw } = one;
    rejected.add(one);
    rejects.push({ rowNo, lineNo, raw, reasons: [{ field, code, raw: String(other.lineNo) }] });
  };
  for (const [first, ...others] of groups.values()) {
    if (first === undefined) continue;
    const differs = others.find(({ line }) => JSON.stringify(line) !== JSON.stringify(first.line));
    if (differs) reject(first, 'code-of-two', differs);
    for (const other of others) reject(other, differs ? 'code-of-two' : 'duplicate', first);
  }
  return { lines: lines.filter((one) => !rejected.has(one)), rejects };
}
