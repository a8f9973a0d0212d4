import { Button, NumberInput } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ErrorState } from '../../components/ErrorState.tsx';
import { api, ask } from '../../lib/api.ts';
import { slippedFromQuery } from './queries.ts';

const FEN_PER_WAN = 1_000_000;
const toFen = (wan: number | string | undefined) =>
  typeof wan === 'number' && wan > 0 ? Math.round(wan * FEN_PER_WAN) : null;

/** From what amount on a planned receipt is large enough to be an alert; set for the whole bank. */
export function SlippedFrom() {
  const { t } = useTranslation('progress');
  const client = useQueryClient();
  const { data, error } = useQuery(slippedFromQuery);
  const [typed, setTyped] = useState<number | string>();
  const set = useMutation({
    mutationFn: (fromFen: number) => ask(api.recovery['slipped-from'].$post({ json: { fromFen } })),
    onSuccess: () => client.invalidateQueries(),
  });
  const failure = error ?? set.error;
  const shown = typed ?? (data ? data.fromFen / FEN_PER_WAN : '');
  const wanted = toFen(shown);
  return (
    <form
      className="no-print"
      style={{ display: 'flex', alignItems: 'end', gap: 8 }}
      onSubmit={(event) => {
        event.preventDefault();
        if (wanted !== null) set.mutate(wanted);
      }}
    >
      <NumberInput
        label={t('alerts.slippedFrom')}
        value={shown}
        min={0}
        max={1_000_000}
        decimalScale={6}
        hideControls
        w={160}
        onChange={setTyped}
      />
      <Button
        type="submit"
        variant="default"
        loading={set.isPending}
        disabled={wanted === null || wanted === data?.fromFen}
      >
        {t('alerts.slippedSet')}
      </Button>
      {failure ? <ErrorState error={failure} /> : null}
    </form>
  );
}
