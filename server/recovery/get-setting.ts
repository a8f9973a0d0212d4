import { z } from 'zod';
import type { Reader } from '../warehouse/warehouse.ts';
import { DEFAULTS, SETTINGS, type SettingName } from './settings.ts';

const row = z.object({ value: z.string() });

/** A setting as the bank last set it, or its default. */
export async function getSetting<Name extends SettingName>(
  reader: Reader,
  name: Name,
): Promise<z.infer<(typeof SETTINGS)[Name]>> {
  const [latest] = await reader.rows(
    row,
    'SELECT value FROM recovery_setting WHERE name = $1 ORDER BY setting_no DESC LIMIT 1',
    [name],
  );
  return SETTINGS[name].parse(latest === undefined ? DEFAULTS[name] : JSON.parse(latest.value));
}
