/** A tree of strings: sections of a page and the keys in them. */
export interface TextTree {
  readonly [key: string]: string | TextTree;
}

type SameShape<Tree> = {
  readonly [Key in keyof Tree]: Tree[Key] extends string ? string : SameShape<Tree[Key]>;
};

/**
 * A feature's words in both languages; `en` must have every key of `zh` and no other. For counts
 * write `key_one` and `key_other` in both (Chinese uses only `_other`).
 */
export function defineText<const Zh extends TextTree>(text: {
  zh: Zh;
  en: SameShape<NoInfer<Zh>>;
}): { zh: Zh; en: SameShape<Zh> } {
  return text;
}
