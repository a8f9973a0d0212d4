import { useEffect, useState } from 'react';
import classes from './TipLayer.module.css';

interface Tip {
  text: string;
  left: number;
  top: number;
  below: boolean;
}

/** What a cell holds, when its column is too narrow to show it. */
function cutText(cell: Element | null): string | undefined {
  if (!(cell instanceof HTMLTableCellElement) || cell.scrollWidth <= cell.clientWidth) return;
  return cell.textContent ?? undefined;
}

function tipOf(target: EventTarget | null): Tip | undefined {
  if (!(target instanceof Element)) return undefined;
  const holder =
    target.closest('[data-tip]') ??
    target.querySelector(':scope > [data-tip]') ??
    target.closest('td, th');
  const text = holder?.getAttribute('data-tip') ?? cutText(holder);
  if (!holder || !text) return undefined;
  const box = holder.getBoundingClientRect();
  const below = box.top < 48;
  const middle = box.left + box.width / 2;
  return {
    text,
    left: Math.min(Math.max(middle, 90), window.innerWidth - 90),
    top: below ? box.bottom + 6 : box.top - 6,
    below,
  };
}

/**
 * One tooltip for everything that carries `data-tip="…"`, and for table cells whose text is cut:
 * thousands of cells can have one at no cost. It shows on hover and on focus, and goes with Esc.
 */
export function TipLayer() {
  const [tip, setTip] = useState<Tip>();
  useEffect(() => {
    const show = (event: Event) => setTip(tipOf(event.target));
    const hide = () => setTip(undefined);
    const onKey = (event: KeyboardEvent) => {
      if (event.key === 'Escape') hide();
    };
    document.addEventListener('pointerover', show);
    document.addEventListener('focusin', show);
    document.addEventListener('focusout', hide);
    document.addEventListener('scroll', hide, true);
    document.addEventListener('keydown', onKey);
    return () => {
      document.removeEventListener('pointerover', show);
      document.removeEventListener('focusin', show);
      document.removeEventListener('focusout', hide);
      document.removeEventListener('scroll', hide, true);
      document.removeEventListener('keydown', onKey);
    };
  }, []);
  if (tip === undefined) return null;
  const { text, left, top, below } = tip;
  return (
    <div
      role="tooltip"
      className={below ? `${classes.tip} ${classes.below}` : classes.tip}
      style={{ left, top }}
    >
      {text}
    </div>
  );
}
