import { TextInput } from '@mantine/core';

interface Props {
  who: string;
  note: string;
  labels: { who: string; note: string };
  onWho: (who: string) => void;
  onNote: (note: string) => void;
}

/** Under whose name something is done, and what is to be said of it. */
export function NameNote({ who, note, labels, onWho, onNote }: Props) {
  const field = (
    label: string,
    value: string,
    set: (next: string) => void,
    sizes: { w: number; maxLength: number },
  ) => (
    <TextInput
      size="xs"
      {...sizes}
      aria-label={label}
      placeholder={label}
      value={value}
      onChange={(event) => set(event.currentTarget.value)}
    />
  );
  return (
    <>
      {field(labels.who, who, onWho, { w: 120, maxLength: 40 })}
      {field(labels.note, note, onNote, { w: 200, maxLength: 500 })}
    </>
  );
}
