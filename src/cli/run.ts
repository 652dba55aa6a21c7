import type { Command } from 'commander'
import type { TableBinding } from '../app/bound-tables.ts'
import { parseLogSource } from '../app/rules/log-source.ts'
import type { Ran } from '../app/run.ts'
import { InputError } from '../app/workbench.ts'
import { plural } from '../base/amount.ts'
import { printable, printableLines } from '../base/printable.ts'
import type { Context } from './context.ts'
import { printReport } from './diagnostics.ts'
import { exit } from './exit.ts'
import type { Io } from './io.ts'
import {
  choice,
  engineOption,
  fromOption,
  languageOption,
  lookupOption,
  nowOption,
  saveOption,
  toOption,
  wholeNumber,
  withParameter,
  zoneOption,
} from './options.ts'
import { printRead } from './read-summary.ts'
import { printRows, type RowFormat, rowFormats } from './rows.ts'
import { runRules } from './run-rules.ts'

interface Options {
  readonly data: string[]
  readonly language?: string
  readonly engine?: string
  readonly style?: string
  readonly logSource?: string
  readonly year?: number
  readonly table?: boolean
  readonly param?: Readonly<Record<string, string>>
  readonly lookup?: readonly TableBinding[]
  readonly save?: readonly TableBinding[]
  readonly from?: string
  readonly to?: string
  readonly zone?: string
  readonly now?: string
  readonly format: RowFormat
  readonly explain?: boolean
  readonly why?: boolean
}

/** assay run */
export function addRun(program: Command, context: Context): void {
  const { io, workbench, exitWith } = context
  program
    .command('run')
    .description('run a query over files of logs and print its rows, or rules and print their matches')
    .argument('<query...>', 'the file of the query, or - for standard input; or rules: files and folders of them')
    .requiredOption('--data <paths...>', 'logs: files, or folders of them (links to folders are not followed)')
    .addOption(languageOption())
    .addOption(engineOption())
    .option('--style <id>', 'how events are presented to the query')
    .addOption(choice('--format <format>', 'how rows are printed', rowFormats, 'table'))
    .option('--table', 'read NDJSON as a table with one column per key, as Parquet is always read')
    .option(
      '--log-source <parts>',
      'for rules: what log all events are from: product=windows,category=process_creation',
    )
    .option('--year <year>', 'the year of logs that write none (default: this year)', wholeNumber)
    .option('--param <name=value>', 'a value for the parameter {{name}} of the query; may be repeated', withParameter)
    .addOption(lookupOption())
    .addOption(saveOption())
    .addOption(fromOption())
    .addOption(toOption())
    .addOption(zoneOption())
    .addOption(nowOption())
    .option(
      '--explain',
      'print the plan that was understood and what the engine runs, before the rows, on standard error',
    )
    .option('--why', 'say for each row where the events behind it were read')
    .addHelpText(
      'after',
      `
Formats: json is one array of objects, ndjson one object a line; keys are in the order of the columns, integers keep every
digit, times are ISO 8601, and NaN and Infinity are strings. With --why each row has one more column, \`why\`: file:line.`,
    )
    .action(async (queries: string[], options: Options) => {
      if (await areRules(queries, options.language, workbench)) {
        expectNoQueryOptions(options)
        const logSource = options.logSource === undefined ? undefined : parseLogSource(options.logSource)
        return runRules({ ...options, rules: queries, logSource }, options.format, context)
      }
      const query = onlyQuery(queries, options)
      const source = await workbench.readQuery(query, io.stdin)
      const answer = await workbench.run({ ...options, source, why: options.why ?? false })
      printReport(answer, io)
      if (answer.refused) return exitWith(exit.refused.code)
      if (options.explain) printExplained(answer, io)
      printRead(answer.read, io, answer.rows.length === 0)
      if (answer.timeless > 0)
        io.err(
          `${io.paint.err.note('note')} not searched, since they do not say when: ${plural(answer.timeless, 'event')}\n`,
        )
      if (answer.saved !== undefined) printSaved(answer.saved, io)
      if (answer.unsaved)
        io.err(`${io.paint.err.warning('warning')} nothing was saved, since not all of the data was read\n`)
      if (answer.read.incomplete) exitWith(exit.refused.code)
      if (answer.rows.length === 0 && options.format === 'table') return
      const columns = options.why
        ? [...answer.columns, { name: 'why', type: { list: 'string' } } as const]
        : answer.columns
      const rows = answer.rows.map(row => (options.why ? [...row.values, places(answer, row)] : row.values))
      for (const text of printRows(columns, rows, options.format, io.paint.out, io.width)) await io.out(text)
    })
}

/** Rules are told by their names, all of them; a query is of one file. */
async function areRules(
  paths: readonly string[],
  language: string | undefined,
  { holdsRules }: Context['workbench'],
): Promise<boolean> {
  if (language !== undefined) return language === 'sigma'
  const kinds: boolean[] = []
  for (const path of paths) kinds.push(await holdsRules(path))
  if (kinds.some(is => is) && !kinds.every(is => is))
    throw new InputError('rules and queries cannot be run together', 'give them to two runs')
  return kinds.every(is => is)
}

/** Options that say something to a query only; nothing that is asked for is passed over in silence. */
function expectNoQueryOptions(options: Options): void {
  for (const name of ['style', 'from', 'to', 'zone', 'now', 'param', 'lookup', 'save', 'explain'] as const)
    if (options[name] !== undefined)
      throw new InputError(`--${name} is for queries, and these are rules`, 'leave it out, or run a query')
}

function onlyQuery([query = '', ...more]: readonly string[], { logSource }: Options): string {
  if (more.length > 0) throw new InputError(`there are ${more.length + 1} queries`, 'only rules run many at once')
  if (logSource !== undefined)
    throw new InputError('--log-source is for rules', 'a query says itself which logs it searches')
  return query
}

function printSaved({ file, rows, left }: NonNullable<Ran['saved']>, io: Io): void {
  const without = left.length === 0 ? '' : `, without ${left.join(', ')}, which the table does not have`
  io.err(`${io.paint.err.note('note')} saved ${plural(rows, 'row')} in ${printable(`${file}${without}`)}\n`)
}

const places = (answer: Ran, row: Ran['rows'][number]): string[] =>
  answer.origins(row).map(origin => `${origin.file}:${origin.line}`)

function printExplained({ explained, ms }: Ran, io: Io): void {
  const { strong, dim } = io.paint.err
  io.err(`${strong('plan')}\n${printableLines(explained.plan.trimEnd())}\n\n`)
  if (explained.text !== undefined)
    io.err(`${strong(explained.engine)}\n${printableLines(explained.text.trimEnd())}\n\n`)
  io.err(`${dim(`ran in ${ms.toFixed(1)} ms on ${explained.engine}`)}\n\n`)
}
