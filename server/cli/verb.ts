import type { Send } from '../client/send.ts';
import type { Sentence } from '../errors.ts';

/** The values that `parseArgs` gave, by option name. */
export type Options = Readonly<Record<string, string | boolean | undefined>>;

export interface OptionSpec {
  type: 'string' | 'boolean';
  /** What stands for the value in the help, such as `YYYY-MM-DD`. */
  value?: string;
  says: Sentence;
}

/** What a verb has to work with. `say` prints for people; a verb's result is printed by the caller. */
export interface VerbContext {
  send: Send;
  options: Options;
  args: readonly string[];
  progress(line: string): void;
}

export interface Verb {
  name: string;
  /** Positional arguments as shown in the help, such as `FILE`. */
  args: string;
  says: Sentence;
  options: Readonly<Record<string, OptionSpec>>;
  /** Answers what `--json` prints; `lines` are what people read. */
  run(context: VerbContext): Promise<{ json: unknown; lines: string[] }>;
}

/** The words on the command line could not be understood. Exit status 2. */
export class UsageError extends Error {
  readonly says: Sentence;
  constructor(says: Sentence) {
    super(says.en);
    this.says = says;
  }
}

export function need(value: string | boolean | undefined, name: string): string {
  if (typeof value === 'string' && value !== '') return value;
  throw new UsageError({ zh: `缺少 ${name}。`, en: `${name} is missing.` });
}
