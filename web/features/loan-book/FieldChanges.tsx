import { useTranslation } from 'react-i18next';
import { Card } from '../../components/Card.tsx';
import { DataTable } from '../../components/DataTable.tsx';
import { useSentence } from '../../lib/i18n.ts';
import classes from './History.module.css';
import type { Comparison } from './history-queries.ts';

type Field = Comparison['fields'][number];

interface Props {
  fields: readonly Field[];
  shown: string | undefined;
  onShow: (field: string) => void;
}

/** The fields that differ: for how many loans and, for amounts, by how much. */
export function FieldChanges({ fields, shown, onShow }: Props) {
  const { t } = useTranslation('loanBook');
  const say = useSentence();
  return (
    <Card
      title={t('history.compare.fieldsTitle', { n: fields.length })}
      subtitle={t('history.compare.fieldsNote')}
      flush
    >
      <DataTable
        label={t('history.compare.fieldsLabel')}
        rows={fields}
        rowKey={({ field }) => field}
        sort={{ id: 'loans', desc: true }}
        onOpen={({ field }) => onShow(field)}
        maxHeight="320px"
        columns={[
          {
            id: 'field',
            header: t('history.compare.field'),
            width: 200,
            value: ({ label }) => say(label),
            cell: ({ field, label }) => (
              <span className={field === shown ? classes.shown : undefined}>{say(label)}</span>
            ),
          },
          {
            id: 'loans',
            header: t('history.compare.count'),
            kind: 'count',
            value: ({ loans }) => loans,
          },
          {
            id: 'before',
            header: t('history.compare.before'),
            kind: 'money',
            width: 140,
            value: ({ beforeFen }) => beforeFen,
          },
          {
            id: 'after',
            header: t('history.compare.after'),
            kind: 'money',
            width: 140,
            value: ({ afterFen }) => afterFen,
          },
          {
            id: 'difference',
            header: t('history.compare.difference'),
            kind: 'money',
            width: 140,
            value: ({ beforeFen, afterFen }) =>
              beforeFen === null || afterFen === null ? null : afterFen - beforeFen,
          },
        ]}
      />
    </Card>
  );
}
