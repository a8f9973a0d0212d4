import { parseArgs } from 'node:util';
import { connect } from './cli/connect.ts';
import { helpFor, helpOfAll } from './cli/help.ts';
import { inLanguage, type Language, languageOf } from './cli/language.ts';
import { UsageError, type Verb } from './cli/verb.ts';
import { VERBS } from './cli/verbs.ts';
import { Refusal } from './errors.ts';

const COMMON = {
  data: { type: 'string' },
  json: { type: 'boolean' },
  lang: { type: 'string' },
  help: { type: 'boolean', short: 'h' },
} as const;

function wordsOf(verb: Verb, argv: string[]) {
  const options = Object.fromEntries(
    Object.entries(verb.options).map(([name, { type }]) => [name, { type }]),
  );
  try {
    return parseArgs({ args: argv, options: { ...options, ...COMMON }, allowPositionals: true });
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    throw new UsageError({ zh: `命令行无法识别:${message}`, en: message });
  }
}

async function runVerb(verb: Verb, argv: string[], language: Language): Promise<void> {
  const { values, positionals } = wordsOf(verb, argv);
  if (values.help) {
    console.log(helpFor(verb, language));
    return;
  }
  const folder = values.data ?? process.env['RECOUP_DATA'] ?? 'data';
  const { send, close } = await connect(folder);
  try {
    const progress = (line: string) => {
      if (process.stderr.isTTY) process.stderr.write(`\r\u001b[K${line}`);
    };
    const result = await verb.run({ send, options: values, args: positionals, progress });
    if (process.stderr.isTTY) process.stderr.write('\r\u001b[K');
    console.log(values.json ? JSON.stringify(result.json, null, 2) : result.lines.join('\n'));
  } finally {
    await close();
  }
}

function report(error: unknown, language: Language, asJson: boolean): number {
  if (error instanceof UsageError) {
    console.error(inLanguage(error.says, language));
    console.error(language === 'zh' ? '用法见 recoup --help。' : 'See recoup --help.');
    return 2;
  }
  if (error instanceof Refusal) {
    const { code, status, says, details } = error;
    if (asJson) console.error(JSON.stringify({ code, status, says, details }, null, 2));
    else for (const part of [says.happened, says.kept, says.next]) console.error(part[language]);
    return 1;
  }
  console.error(error);
  return 1;
}

async function main(argv: string[]): Promise<number> {
  const langAt = argv.indexOf('--lang');
  const language = languageOf(langAt >= 0 ? argv[langAt + 1] : undefined, process.env);
  const [name, ...rest] = argv;
  if (name === undefined || ['help', '--help', '-h'].includes(name)) {
    console.log(helpOfAll(VERBS, language));
    return name === undefined ? 2 : 0;
  }
  try {
    const verb = VERBS.find((one) => one.name === name);
    if (!verb)
      throw new UsageError({
        zh: `没有「${name}」这个命令。`,
        en: `There is no command "${name}".`,
      });
    await runVerb(verb, rest, language);
    return 0;
  } catch (error) {
    return report(error, language, argv.includes('--json'));
  }
}

process.exitCode = await main(process.argv.slice(2));
