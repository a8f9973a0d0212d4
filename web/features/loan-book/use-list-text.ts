import { useLanguage, useSentence } from '../../lib/i18n.ts';
import type { MappableField } from './queries.ts';

/** Names in a row, as the language writes them; long lists are cut. */
export function useListText() {
  const { language } = useLanguage();
  const say = useSentence();
  const names = (list: readonly string[], most = 8) => {
    const shown = list.slice(0, most).join(language === 'zh' ? '、' : ', ');
    return list.length > most ? `${shown} … (${list.length})` : shown;
  };
  return {
    names,
    labels: (fields: readonly Pick<MappableField, 'label'>[]) =>
      names(fields.map(({ label }) => say(label))),
  };
}
