import { useQuery } from '@tanstack/react-query';
import { useSearch } from '@tanstack/react-router';
import { createContext, useContext } from 'react';
import { useTranslation } from 'react-i18next';
import { api, ask } from '../lib/api.ts';
import { useFormat } from '../lib/use-format.ts';
import { useFilterWords } from './filter-choices.ts';

/** Where the figures of a page come from, in words; the loan books where nothing is said. */
export const ExportSource = createContext<string | undefined>(undefined);

const textOf = (element: Element | null | undefined) => element?.textContent?.trim() ?? '';

/** What a part of a page is about: the finding of the card it is in, else the page's headline. */
function findingOf(part: Element | null): { title: string; about: string } {
  const card = part?.closest('section');
  const title = textOf(card?.querySelector('h2'));
  if (title !== '') return { title, about: textOf(card?.querySelector('h2 + p')) };
  const page = part?.ownerDocument.querySelector('header h1') ?? null;
  return { title: textOf(page), about: textOf(page?.nextElementSibling) };
}

export interface ExportHead {
  title: string;
  about: string;
  /** Everything but title and about: bank, filter, day, source, the day it was made. */
  lines: [string, string][];
}

/**
 * What must stand on anything that leaves a page, table or picture: whose it is, the finding, the
 * filter in words, the day it speaks of, its source, and the day it was made.
 */
export function useExportHead(): (part: Element | null) => ExportHead {
  const { t } = useTranslation('parts');
  const { date } = useFormat();
  const { words, asOf } = useFilterWords();
  const source = useContext(ExportSource) ?? t('export.books');
  const search: { search?: unknown } = useSearch({ strict: false });
  const { data: desk } = useQuery({
    queryKey: ['desk'],
    queryFn: ({ signal }) => ask(api.desk.$get({}, { init: { signal } })),
  });
  const bank = desk?.bank === 'own' ? (desk.name ?? t('export.own')) : t('export.sample');
  const searched = typeof search.search === 'string' ? search.search : '';
  return (part) => ({
    ...findingOf(part),
    lines: [
      [t('export.bank'), bank],
      [t('export.filter'), words],
      ...(searched === '' ? [] : ([[t('export.search'), searched]] as [string, string][])),
      [t('export.asOf'), date(asOf)],
      [t('export.source'), source],
      [t('export.made'), date(desk?.today)],
    ],
  });
}
