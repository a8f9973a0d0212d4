/** A binary heap: `pop` gives the item that `isBefore` puts first. */
export interface Heap<Item> {
  push(item: Item): void;
  pop(): Item | undefined;
}

export function createHeap<Item>(isBefore: (a: Item, b: Item) => boolean): Heap<Item> {
  const items: Item[] = [];
  const swapIfBefore = (child: number, parent: number): boolean => {
    const a = items[child];
    const b = items[parent];
    if (a === undefined || b === undefined || !isBefore(a, b)) return false;
    items[child] = b;
    items[parent] = a;
    return true;
  };
  return {
    push(item) {
      let at = items.push(item) - 1;
      while (at > 0 && swapIfBefore(at, (at - 1) >> 1)) at = (at - 1) >> 1;
    },
    pop() {
      const first = items[0];
      const last = items.pop();
      if (first === undefined || last === undefined || items.length === 0) return first;
      items[0] = last;
      for (let at = 0; ; ) {
        const left = 2 * at + 1;
        const a = items[left];
        const b = items[left + 1];
        if (a === undefined) return first;
        const child = b !== undefined && isBefore(b, a) ? left + 1 : left;
        if (!swapIfBefore(child, at)) return first;
        at = child;
      }
    },
  };
}
