import {
  type CSSVariablesResolver,
  createTheme,
  defaultVariantColorsResolver,
  type MantineColorsTuple,
  type VariantColorsResolver,
} from '@mantine/core';

const brand: MantineColorsTuple = [
  '#e0f2f0',
  '#c5e6e3',
  '#9fd5d0',
  '#74c2bb',
  '#4fc4bb',
  '#2a9b94',
  '#0b7a75',
  '#096560',
  '#07514d',
  '#053d3a',
];

const gray: MantineColorsTuple = [
  '#f6f7f8',
  '#f1f4f5',
  '#e9edf0',
  '#e3e7eb',
  '#cdd5dc',
  '#7d8a96',
  '#5f6d7b',
  '#516070',
  '#2b3843',
  '#16202a',
];

/** Mantine reads its dark palette by place: 0 ink, 2 dimmed, 4 lines, 5–6 raised, 7 body. */
const dark: MantineColorsTuple = [
  '#e6edf2',
  '#c3ced6',
  '#a5b4c0',
  '#8b9aa6',
  '#34434d',
  '#223039',
  '#1c272e',
  '#172026',
  '#121a1f',
  '#0f1519',
];

/** Text on the brand's colour is white in the light theme and near black in the dark one. */
const variantColorResolver: VariantColorsResolver = (input) => {
  const colors = defaultVariantColorsResolver(input);
  const isBrand = input.color === undefined || input.color === 'brand';
  return isBrand && input.variant === 'filled' ? { ...colors, color: 'var(--on-brand)' } : colors;
};

const control = { size: 'sm' };

/** The theme of Mantine's parts: type 11–24, controls 32 high, radius 6, spacing in 4s. */
export const theme = createTheme({
  fontFamily: 'var(--font)',
  headings: { fontFamily: 'var(--font)', fontWeight: '700' },
  primaryColor: 'brand',
  primaryShade: { light: 6, dark: 4 },
  colors: { brand, gray, dark },
  black: '#16202a',
  defaultRadius: 'sm',
  radius: { xs: '4px', sm: '6px', md: '8px', lg: '8px', xl: '8px' },
  spacing: { xs: '4px', sm: '8px', md: '12px', lg: '16px', xl: '24px' },
  fontSizes: {
    xs: '0.75rem',
    sm: '0.8125rem',
    md: '0.875rem',
    lg: '1rem',
    xl: '1.25rem',
  },
  shadows: { md: 'var(--shadow)' },
  autoContrast: true,
  variantColorResolver,
  respectReducedMotion: true,
  cursorType: 'pointer',
  components: {
    Button: { defaultProps: { size: 'xs' } },
    TextInput: { defaultProps: control },
    NumberInput: { defaultProps: control },
    Select: { defaultProps: control },
    MultiSelect: { defaultProps: control },
    Textarea: { defaultProps: control },
    SegmentedControl: { defaultProps: { size: 'xs' } },
    Modal: { defaultProps: { centered: true } },
    Checkbox: { defaultProps: { radius: 'xs' } },
    Popover: { defaultProps: { shadow: 'md' } },
    Menu: { defaultProps: { shadow: 'md' } },
    Tooltip: { defaultProps: { openDelay: 200 } },
  },
});

/** Mantine's own colours on our tokens; its dimmed and placeholder fail WCAG 2.2 AA otherwise. */
export const cssVariables: CSSVariablesResolver = () => {
  const shared = {
    '--mantine-color-body': 'var(--card)',
    '--mantine-color-text': 'var(--ink)',
    '--mantine-color-dimmed': 'var(--ink-2)',
    '--mantine-color-placeholder': 'var(--ink-2)',
    '--mantine-color-error': 'var(--bad)',
    '--mantine-color-anchor': 'var(--brand)',
    '--mantine-color-default': 'var(--card)',
    '--mantine-color-default-hover': 'var(--hover)',
    '--mantine-color-default-color': 'var(--ink)',
    '--mantine-color-default-border': 'var(--line)',
    '--mantine-primary-color-filled': 'var(--brand)',
    '--mantine-primary-color-filled-hover': 'var(--brand-hover)',
    '--mantine-primary-color-light': 'var(--brand-weak)',
    '--mantine-primary-color-light-hover': 'var(--brand-weak)',
    '--mantine-primary-color-light-color': 'var(--on-brand-weak)',
    '--mantine-primary-color-contrast': 'var(--on-brand)',
    '--mantine-color-brand-filled': 'var(--brand)',
    '--mantine-color-brand-filled-hover': 'var(--brand-hover)',
    '--mantine-color-brand-light': 'var(--brand-weak)',
    '--mantine-color-brand-light-hover': 'var(--brand-weak)',
    '--mantine-color-brand-light-color': 'var(--on-brand-weak)',
    '--mantine-color-brand-outline': 'var(--brand)',
  };
  return { variables: {}, light: shared, dark: shared };
};
