import { z } from 'zod';
import { NOTHING_CHANGED, Refusal } from '../errors.ts';
import type { RoomDeps } from '../warehouse/room-deps.ts';
import { getQuality, type QualityReport } from './get-quality.ts';

export const acknowledgement = z.object({
  by: z.string().trim().min(1).max(50),
  note: z.string().trim().max(500).default(''),
});

const lineMissing = (line: string) =>
  new Refusal('quality-line-missing', 404, {
    happened: {
      zh: `这份快照的数据质量报告里没有「${line}」。`,
      en: `This snapshot's quality report has no line "${line}".`,
    },
    kept: NOTHING_CHANGED,
    next: { zh: '请刷新页面后再看。', en: 'Reload the page and look again.' },
  });

/**
 * Notes that somebody has looked at a line of a snapshot's report: name, note, time, and how large
 * the line is now. Refuses with 'quality-line-missing'; answers the report as it then stands.
 */
export async function acknowledgeLine(
  { warehouse, clock }: RoomDeps,
  id: number,
  lineId: string,
  { by, note }: z.infer<typeof acknowledgement>,
): Promise<QualityReport> {
  const { lines } = await getQuality(warehouse, id);
  const line = lines.find((one) => one.id === lineId);
  if (line === undefined) throw lineMissing(lineId);
  await warehouse.write((tx) =>
    tx.run(
      `INSERT INTO quality_note (note_no, snapshot_id, line, noted_by, note, loans, amount_fen, noted_at)
       VALUES (nextval('quality_note_seq'), $1, $2, $3, $4, $5, $6, CAST($7 AS TIMESTAMP))`,
      [id, lineId, by, note, line.count ?? 0, line.amountFen ?? 0, clock.now()],
    ),
  );
  return getQuality(warehouse, id);
}
