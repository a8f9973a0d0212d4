import * as z from 'zod/mini';

/** Text that belongs to data (errors, rules, labels of codes) travels in both languages. */
export const sentence = z.object({ zh: z.string(), en: z.string() });

export type Sentence = z.infer<typeof sentence>;

/** What an error tells its reader: what happened, what was kept, what to do. */
export const explanation = z.object({ happened: sentence, kept: sentence, next: sentence });

export type Explanation = z.infer<typeof explanation>;
