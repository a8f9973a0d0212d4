import { Button } from '@mantine/core';
import { useRef } from 'react';

/** A button that asks for one file: a table as text, a workbook or an archive. */
export function FileButton(props: {
  label: string;
  loading?: boolean;
  variant?: 'default' | 'filled';
  onFile: (file: File) => void;
}) {
  const { label, loading = false, variant = 'filled', onFile } = props;
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <Button variant={variant} loading={loading} onClick={() => input.current?.click()}>
        {label}
      </Button>
      <input
        ref={input}
        type="file"
        hidden
        accept=".csv,.tsv,.txt,.xlsx,.xlsm,.gz,text/csv,text/plain"
        aria-label={label}
        onChange={(event) => {
          const file = event.currentTarget.files?.[0];
          if (file) onFile(file);
          event.currentTarget.value = '';
        }}
      />
    </>
  );
}
