/** Very many texts in little memory: as UTF-8 in one buffer, made into a string when asked for. */
export class StringTable {
  private bytes = Buffer.allocUnsafe(65_536);
  private size = 0;
  private ends = new Uint32Array(1024);
  private count = 0;

  push(text: string): void {
    const room = this.size + text.length * 3;
    if (room > this.bytes.length) {
      const bigger = Buffer.allocUnsafe(Math.max(this.bytes.length * 2, room));
      this.bytes.copy(bigger, 0, 0, this.size);
      this.bytes = bigger;
    }
    if (this.count === this.ends.length) {
      const bigger = new Uint32Array(this.ends.length * 2);
      bigger.set(this.ends);
      this.ends = bigger;
    }
    this.size += this.bytes.write(text, this.size, 'utf8');
    this.ends[this.count++] = this.size;
  }

  /** The text of that number, from 0; empty when there is none. */
  get(index: number): string {
    const end = this.ends[index];
    if (!(index >= 0 && index < this.count) || end === undefined) return '';
    return this.bytes.toString('utf8', index === 0 ? 0 : this.ends[index - 1], end);
  }
}
