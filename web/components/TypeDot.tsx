import { useTranslation } from 'react-i18next';
import { useSentence } from '../lib/i18n.ts';
import type { Sentence } from '../lib/sentence.ts';

export const DEFAULT_TYPE_IDS = [
  'incapable',
  'habitual',
  'bystander',
  'opportunist',
  'disputer',
  'evader',
  'undetermined',
] as const;

export type DefaultTypeId = (typeof DEFAULT_TYPE_IDS)[number];

/** The id when it is one of the six types, else 'undetermined'. */
export function asDefaultType(id: string | null | undefined): DefaultTypeId {
  return DEFAULT_TYPE_IDS.find((known) => known === id) ?? 'undetermined';
}

/** The one colour of a default type, everywhere. */
export function typeColor(id: string | null | undefined): string {
  return `var(--type-${asDefaultType(id)})`;
}

export interface TypeDotProps {
  id: string | null | undefined;
  /** The server's own label; without it the usual name of the type. */
  label?: Sentence;
  /** A proposed evader: marked with an asterisk until somebody confirms it. */
  unconfirmed?: boolean;
}

/** A default type: its coloured square and its name. */
export function TypeDot({ id, label, unconfirmed = false }: TypeDotProps) {
  const { t } = useTranslation('parts');
  const say = useSentence();
  return (
    <span style={{ whiteSpace: 'nowrap' }}>
      <span
        aria-hidden="true"
        style={{
          display: 'inline-block',
          width: 8,
          height: 8,
          marginInlineEnd: 8,
          borderRadius: 2,
          background: typeColor(id),
        }}
      />
      {label ? say(label) : t(`type.${asDefaultType(id)}`)}
      {unconfirmed ? '*' : ''}
    </span>
  );
}
