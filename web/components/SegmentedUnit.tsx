import { SegmentedControl } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useUnit } from '../lib/use-format.ts';

const UNITS = ['yuan', 'wan', 'yi'] as const;

/** Chooses 元, 万元 or 亿元 for every amount on every page. */
export function SegmentedUnit() {
  const { t } = useTranslation('parts');
  const [unit, setUnit] = useUnit();
  return (
    <SegmentedControl
      aria-label={t('unit.label')}
      value={unit}
      onChange={(value) => setUnit(UNITS.find((known) => known === value) ?? 'wan')}
      data={UNITS.map((value) => ({ value, label: t(`unit.${value}`) }))}
    />
  );
}
