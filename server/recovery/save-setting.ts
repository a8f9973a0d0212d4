import type { z } from 'zod';
import type { RoomDeps } from '../warehouse/room-deps.ts';
import type { SETTINGS, SettingName } from './settings.ts';

/** Appends what a setting is from now on; earlier ones are kept. */
export async function saveSetting<Name extends SettingName>(
  { warehouse, clock }: RoomDeps,
  name: Name,
  value: z.infer<(typeof SETTINGS)[Name]>,
): Promise<void> {
  await warehouse.write((tx) =>
    tx.run(
      `INSERT INTO recovery_setting (setting_no, name, value, set_at)
       VALUES (nextval('recovery_setting_seq'), $1, $2, CAST($3 AS TIMESTAMP))`,
      [name, JSON.stringify(value), clock.now()],
    ),
  );
}
