import { Button } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { Plan } from '../../../server/quotas/plan.ts';
import { ErrorState } from '../../components/ErrorState.tsx';
import type { PlanBody } from './draft.ts';
import { ImportDialog } from './ImportDialog.tsx';
import { removeFile, sendFile } from './queries.ts';

interface Props {
  body: PlanBody;
  plan: Plan;
  onChange: (next: PlanBody) => void;
}

/** Where a file of amounts comes in: chosen, sent, shown, and then applied or thrown away. */
export function ImportButton({ body, plan, onChange }: Props) {
  const { t } = useTranslation('quotas');
  const input = useRef<HTMLInputElement>(null);
  const send = useMutation({
    mutationFn: async (file: File) => ({ id: await sendFile(file), name: file.name }),
  });
  const close = () => {
    // What stays behind is emptied when the desk is opened again.
    if (send.data) removeFile(send.data.id).catch(() => undefined);
    send.reset();
  };
  return (
    <>
      <Button
        variant="subtle"
        size="compact-xs"
        className="no-print"
        loading={send.isPending}
        onClick={() => input.current?.click()}
      >
        {t('import.open')}
      </Button>
      <input
        ref={input}
        type="file"
        hidden
        accept=".xlsx,.xlsm,.csv,.tsv,.txt,.gz,text/csv,text/plain"
        aria-label={t('import.open')}
        onChange={(event) => {
          const file = event.currentTarget.files?.[0];
          if (file) send.mutate(file);
          event.currentTarget.value = '';
        }}
      />
      {send.error ? <ErrorState error={send.error} /> : null}
      {send.data ? (
        <ImportDialog
          uploadId={send.data.id}
          fileName={send.data.name}
          body={body}
          before={plan}
          onClose={close}
          onApply={(edits) => {
            onChange({ ...body, edits: [...body.edits, ...edits] });
            close();
          }}
        />
      ) : null}
    </>
  );
}
