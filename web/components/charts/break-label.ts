/** The width of text in px, near enough: a Chinese character is as wide as it is high. */
function widthOf(text: string, size: number): number {
  return [...text].reduce((sum, one) => sum + (one > '\u2e7f' ? size : size * 0.56), 0);
}

/** A label on one line, or on two of about equal length when it is wider than `room`. */
export function breakLabel(label: string, room: number, size: number): string[] {
  if (widthOf(label, size) <= room - 4) return [label];
  const words = label.split(' ');
  if (words.length > 1) {
    const half = Math.ceil(words.length / 2);
    return [words.slice(0, half).join(' '), words.slice(half).join(' ')];
  }
  const half = Math.ceil([...label].length / 2);
  return [label.slice(0, half), label.slice(half)].filter((line) => line !== '');
}
