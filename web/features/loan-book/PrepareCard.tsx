import { Button, Checkbox } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Card } from '../../components/Card.tsx';
import { ErrorState } from '../../components/ErrorState.tsx';
import { Loaded } from '../../components/Loaded.tsx';
import { bytes } from '../../lib/format.ts';
import { ChoicesForm } from './ChoicesForm.tsx';
import classes from './DataPage.module.css';
import { asOfOf, choose, type Draft, discard, fieldOf, load } from './draft.ts';
import { MappingTable } from './MappingTable.tsx';
import { PreviewTable } from './PreviewTable.tsx';
import { bankQuery, type Field, type FileLayout, fieldsQuery, layoutQuery } from './queries.ts';
import type { Preview } from './read-preview.ts';
import { useListText } from './use-list-text.ts';

/** A chosen file before it is sent: what it seems to be, and every guess to be corrected. */
export function PrepareCard({ draft }: { draft: Draft }) {
  const { t } = useTranslation('loanBook');
  const title = t('prepare.title', { file: draft.file.name, size: bytes(draft.file.size) });
  const { preview } = draft;
  const actions = (
    <Button variant="default" onClick={discard}>
      {t('drop.discard')}
    </Button>
  );
  if (!preview?.isText) {
    return (
      <Card title={title} actions={actions}>
        {draft.error ? (
          <ErrorState error={draft.error} />
        ) : (
          <p className={classes.quiet}>{t('drop.reading')}</p>
        )}
      </Card>
    );
  }
  return <Prepared draft={draft} preview={preview} title={title} />;
}

function Prepared({ draft, preview, title }: { draft: Draft; preview: Preview; title: string }) {
  const { sourceName } = draft.choices;
  const layout = useQuery(layoutQuery(preview.records, preview.delimiter, sourceName));
  const fields = useQuery(fieldsQuery());
  return (
    <Loaded query={layout}>
      {(found) => (
        <Loaded query={fields}>
          {(known) => (
            <Settle draft={draft} preview={preview} layout={found} fields={known} title={title} />
          )}
        </Loaded>
      )}
    </Loaded>
  );
}

const DELIMITER_NAMES = { ',': 'comma', '\t': 'tab', ';': 'semicolon', '|': 'bar' } as const;
const UNITS = ['yuan', 'yuan_1000', 'wan', 'yuan_1000000', 'yi'] as const;

function Settle(props: {
  draft: Draft;
  preview: Preview;
  layout: FileLayout;
  fields: readonly Field[];
  title: string;
}) {
  const { draft, preview, layout, fields } = props;
  const { t } = useTranslation('loanBook');
  const client = useQueryClient();
  const isSample = useQuery(bankQuery()).data?.bank === 'sample';
  const { choices } = draft;
  const used = new Map<string, string>();
  for (const { name, field } of layout.columns) {
    const to = fieldOf(choices, name, field);
    if (to !== null) used.set(to, name);
  }
  const missing = fields.filter(({ id, required }) => required && !used.has(id));
  const open = missing.filter(({ id }) => !choices.constants[id]?.trim());
  const asOf = asOfOf(draft, layout);
  const needsOrder = layout.dateOrder === 'ambiguous' && choices.dateOrder === undefined;
  const balanceUnit = layout.columns.find(({ name }) => name === used.get('balance'))?.unit;
  const unit = UNITS.find((one) => one === (balanceUnit ?? layout.unit)) ?? 'yuan';
  const isReady = open.length === 0 && asOf !== undefined && !needsOrder;
  const facts = t('prepare.facts', {
    encoding: preview.encoding.toUpperCase(),
    delimiter: t(`delimiter.${DELIMITER_NAMES[preview.delimiter]}`),
    line: layout.headerIndex + 1,
    unit: t(`unit.${unit}`),
  });
  return (
    <Card
      title={props.title}
      subtitle={facts}
      actions={
        <>
          <Button variant="default" onClick={discard}>
            {t('drop.discard')}
          </Button>
          <Button disabled={!isReady} onClick={() => void load(layout, client, isSample)}>
            {draft.error ? t('prepare.retry') : t('prepare.go')}
          </Button>
        </>
      }
    >
      <div className={classes.stack}>
        {draft.error ? <ErrorState error={draft.error} /> : null}
        <ChoicesForm draft={draft} preview={preview} layout={layout} missing={missing} />
        {isSample ? (
          <Checkbox
            label={t('prepare.replaceSample')}
            description={t('prepare.replaceSampleNote')}
            checked={choices.replaceSample}
            onChange={(event) => choose({ replaceSample: event.currentTarget.checked })}
          />
        ) : null}
        <Readiness layout={layout} open={open} />
        <PreviewTable layout={layout} />
        <MappingTable layout={layout} fields={fields} choices={choices} used={used} />
      </div>
    </Card>
  );
}

function Readiness({ layout, open }: { layout: FileLayout; open: readonly Field[] }) {
  const { t } = useTranslation('loanBook');
  const { names, labels } = useListText();
  const { difference } = layout;
  const changes = difference
    ? [
        difference.added.length > 0 ? t('prepare.added', { names: names(difference.added) }) : '',
        difference.removed.length > 0
          ? t('prepare.removed', { names: names(difference.removed) })
          : '',
      ].filter((text) => text !== '')
    : [];
  return (
    <ul className={classes.notes}>
      <li data-tone={open.length > 0 ? 'bad' : 'good'}>
        {open.length > 0 ? t('prepare.missing', { fields: labels(open) }) : t('prepare.ready')}
      </li>
      {layout.savedVersion === null ? null : <li data-tone="good">{t('prepare.saved')}</li>}
      {changes.length > 0 ? (
        <li data-tone="amber">{t('prepare.changed', { changes: changes.join(' · ') })}</li>
      ) : null}
    </ul>
  );
}
