import type { Language } from './language.ts';
import type { Verb } from './verb.ts';

const TEXT = {
  zh: {
    title: '清收台命令行:与页面上相同的动作,可用于定时导入。',
    usage: '用法',
    commands: '命令',
    options: '选项',
    common: [
      ['--data DIR', '数据目录(默认 RECOUP_DATA 或 ./data);有正在运行的清收台时,请求交给它执行'],
      ['--json', '输出 JSON'],
      ['--lang zh|en', '语言'],
      ['--help', '显示帮助'],
    ],
    more: '每个命令的说明:recoup 命令 --help。成功时退出码为 0,被拒绝为 1,用法错误为 2。',
  },
  en: {
    title: 'Recoup on the command line: the same actions as the pages, for scheduled loads.',
    usage: 'Usage',
    commands: 'Commands',
    options: 'Options',
    common: [
      [
        '--data DIR',
        'data folder (RECOUP_DATA or ./data); a running Recoup is asked when there is one',
      ],
      ['--json', 'print JSON'],
      ['--lang zh|en', 'language'],
      ['--help', 'show this help'],
    ],
    more: 'More on each: recoup COMMAND --help. Exit status 0 on success, 1 when refused, 2 on wrong usage.',
  },
} as const;

function columns(rows: readonly (readonly [string, string])[]): string[] {
  const width = Math.max(...rows.map(([left]) => left.length)) + 2;
  return rows.map(([left, right]) => `  ${left.padEnd(width)}${right}`);
}

export function helpOfAll(verbs: readonly Verb[], language: Language): string {
  const text = TEXT[language];
  const rows = verbs.map(
    (verb) => [`${verb.name} ${verb.args}`.trim(), verb.says[language]] as const,
  );
  const options = columns(text.common.map(([left, right]) => [left, right] as const));
  return [
    text.title,
    '',
    `${text.usage}: recoup COMMAND …`,
    '',
    `${text.commands}:`,
    ...columns(rows),
    '',
    `${text.options}:`,
    ...options,
    '',
    text.more,
  ].join('\n');
}

export function helpFor(verb: Verb, language: Language): string {
  const text = TEXT[language];
  const own = Object.entries(verb.options).map(
    ([name, { value, says }]) => [`--${name}${value ? ` ${value}` : ''}`, says[language]] as const,
  );
  const common = text.common.map(([left, right]) => [left, right] as const);
  return [
    verb.says[language],
    '',
    `${text.usage}: recoup ${verb.name} ${verb.args} [${text.options}]`,
    '',
    `${text.options}:`,
    ...columns([...own, ...common]),
  ].join('\n');
}
