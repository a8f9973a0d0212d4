import { Button } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { fetchRaw } from '../lib/api.ts';
import { saveBlob } from '../lib/download.ts';
import { ErrorState } from './ErrorState.tsx';

export interface DownloadLinkProps {
  /** An address of ours that answers a file. */
  href: string;
  /** The file's name, used when the server names none. */
  name: string;
  children: ReactNode;
}

/** Downloads a file of ours; a refusal is shown as its sentences instead of being saved as a file. */
export function DownloadLink({ href, name, children }: DownloadLinkProps) {
  const [state, setState] = useState<{ busy: boolean; error?: unknown }>({ busy: false });
  const start = async () => {
    setState({ busy: true });
    try {
      const response = await fetchRaw(href);
      const given = /filename\*=UTF-8''([^;]+)/i.exec(
        response.headers.get('content-disposition') ?? '',
      )?.[1];
      saveBlob(await response.blob(), given ? decodeURIComponent(given) : name);
      setState({ busy: false });
    } catch (error) {
      setState({ busy: false, error });
    }
  };
  return (
    <>
      <Button variant="default" onClick={start} loading={state.busy}>
        {children}
      </Button>
      {state.error ? <ErrorState error={state.error} /> : null}
    </>
  );
}
