import { SegmentedControl, useMantineColorScheme } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useLanguage } from '../lib/i18n.ts';
import classes from './Shell.module.css';

const SCHEMES = [
  { value: 'light', sign: '☀' },
  { value: 'dark', sign: '☾' },
  { value: 'auto', sign: '◐' },
] as const;

/** Light, dark, or as the system. */
export function SwitchScheme() {
  const { t } = useTranslation('shell');
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  return (
    <SegmentedControl
      aria-label={t('switch.scheme')}
      value={colorScheme}
      onChange={(value) =>
        setColorScheme(SCHEMES.find((scheme) => scheme.value === value)?.value ?? 'auto')
      }
      data={SCHEMES.map(({ value, sign }) => ({
        value,
        label: (
          <span data-tip={t(`switch.${value}`)}>
            <span aria-hidden="true">{sign}</span>
            <span className="sr-only">{t(`switch.${value}`)}</span>
          </span>
        ),
      }))}
    />
  );
}

/** One click to the other language. */
export function SwitchLanguage() {
  const { t } = useTranslation('shell');
  const { language, setLanguage } = useLanguage();
  const other = language === 'zh' ? 'en' : 'zh';
  return (
    <button
      type="button"
      className={classes.language}
      lang={other === 'zh' ? 'zh-CN' : 'en'}
      onClick={() => setLanguage(other)}
    >
      {t('switch.language')}
    </button>
  );
}
