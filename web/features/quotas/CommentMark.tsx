import { Popover } from '@mantine/core';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './Comments.module.css';
import { CommentsOfPlace } from './CommentsOfPlace.tsx';
import type { Place } from './draft.ts';
import type { MatrixComments } from './use-comments.ts';
import { usePlaceName } from './use-place-name.ts';

interface Props {
  place: Place;
  comments: MatrixComments;
}

/**
 * The corner of a cell that carries comments, and on hover of one that could: it opens what was said
 * and a line to add to it. It is there whether or not the amount can be changed. Empty corners are
 * not on the way of the Tab key: Shift+F2 on a cell opens its corner, as in a spreadsheet.
 */
export function CommentMark({ place, comments }: Props) {
  const { t } = useTranslation('quotas');
  const placeName = usePlaceName();
  const [isOpen, setOpen] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  const said = comments.of(place);
  const last = said.at(-1);
  if (last === undefined && !comments.canAdd) return null;
  const close = () => {
    setOpen(false);
    button.current?.focus();
  };
  return (
    <>
      <button
        ref={button}
        type="button"
        className={`${classes.mark} ${last ? '' : classes.empty} no-print`}
        tabIndex={last ? 0 : -1}
        aria-haspopup="dialog"
        aria-expanded={isOpen}
        aria-label={
          last
            ? t('comment.mark', { place: placeName(place), count: said.length })
            : t('comment.addTo', { place: placeName(place) })
        }
        data-comment=""
        data-tip={last ? `${last.who}: ${last.note}` : t('comment.tip')}
        onClick={() => (isOpen ? close() : setOpen(true))}
      />
      {isOpen ? (
        <Popover
          opened
          onChange={close}
          position="bottom-start"
          width={320}
          trapFocus
          withRoles={false}
        >
          <Popover.Target>
            <span className={classes.anchor} />
          </Popover.Target>
          <Popover.Dropdown p={12} role="dialog" aria-label={placeName(place)}>
            <CommentsOfPlace {...{ place, comments, said }} />
          </Popover.Dropdown>
        </Popover>
      ) : null}
    </>
  );
}
