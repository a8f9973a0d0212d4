import { Select, TextInput } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useSentence } from '../../lib/i18n.ts';
import { useFormat } from '../../lib/use-format.ts';
import { facetsQuery, type RejectFilter } from './history-queries.ts';

interface Props {
  id: number;
  filter: RejectFilter;
  onChange: (filter: Partial<RejectFilter>) => void;
}

/** Which rejects are shown: by reason, by field, by a piece of their text. */
export function RejectFilters({ id, filter, onChange }: Props) {
  const { t } = useTranslation('loanBook');
  const say = useSentence();
  const { count } = useFormat();
  const facets = useQuery(facetsQuery(id)).data;
  const find = useDebouncedCallback((text: string) => onChange({ find: text || undefined }), 300);
  const choice = (value: string, name: string, rows: number) => ({
    value,
    label: t('history.rejects.choice', { name, rows: count(rows) }),
  });
  return (
    <>
      <Select
        aria-label={t('history.rejects.reason')}
        placeholder={t('history.rejects.anyReason')}
        size="xs"
        w={190}
        clearable
        value={filter.reason ?? null}
        onChange={(reason) => onChange({ reason: reason ?? undefined })}
        data={(facets?.reasons ?? []).map(({ code, label, rows }) =>
          choice(code, say(label), rows),
        )}
      />
      <Select
        aria-label={t('history.rejects.field')}
        placeholder={t('history.rejects.anyField')}
        size="xs"
        w={170}
        clearable
        value={filter.field ?? null}
        onChange={(field) => onChange({ field: field ?? undefined })}
        data={(facets?.fields ?? []).map((field) => choice(field.id, say(field.label), field.rows))}
      />
      <TextInput
        aria-label={t('history.rejects.find')}
        placeholder={t('history.rejects.find')}
        size="xs"
        w={160}
        defaultValue={filter.find ?? ''}
        onChange={(event) => find(event.currentTarget.value)}
      />
    </>
  );
}
