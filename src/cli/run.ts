import type { Command } from 'commander'
import type { Ran } from '../app/run.ts'
import { printableLines } from '../base/printable.ts'
import type { Context } from './context.ts'
import { printReport } from './diagnostics.ts'
import { exit } from './exit.ts'
import type { Io } from './io.ts'
import {
  choice,
  engineOption,
  fromOption,
  languageOption,
  nowOption,
  toOption,
  wholeNumber,
  withParameter,
  zoneOption,
} from './options.ts'
import { plural, printRead } from './read-summary.ts'
import { printRows, type RowFormat, rowFormats } from './rows.ts'

interface Options {
  readonly data: string[]
  readonly language?: string
  readonly engine?: string
  readonly style?: string
  readonly year?: number
  readonly table?: boolean
  readonly param?: Readonly<Record<string, string>>
  readonly from?: string
  readonly to?: string
  readonly zone?: string
  readonly now?: string
  readonly format: RowFormat
  readonly explain?: boolean
  readonly why?: boolean
}

/** assay run */
export function addRun(program: Command, { io, workbench, exitWith }: Context): void {
  program
    .command('run')
    .description('run a query over files of logs and print its rows')
    .argument('<query>', 'the file of the query, or - for standard input')
    .requiredOption('--data <paths...>', 'logs: files, or folders of them (links to folders are not followed)')
    .addOption(languageOption())
    .addOption(engineOption())
    .option('--style <id>', 'how events are presented to the query')
    .addOption(choice('--format <format>', 'how rows are printed', rowFormats, 'table'))
    .option('--table', 'read NDJSON as a table with one column per key, as Parquet is always read')
    .option('--year <year>', 'the year of logs that write none (default: this year)', wholeNumber)
    .option('--param <name=value>', 'a value for the parameter {{name}} of the query; may be repeated', withParameter)
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
    .action(async (query: string, options: Options) => {
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
      if (answer.read.incomplete) exitWith(exit.refused.code)
      if (answer.rows.length === 0 && options.format === 'table') return
      const columns = options.why
        ? [...answer.columns, { name: 'why', type: { list: 'string' } } as const]
        : answer.columns
      const rows = answer.rows.map(row => (options.why ? [...row.values, places(answer, row)] : row.values))
      for (const text of printRows(columns, rows, options.format, io.paint.out, io.width)) await io.out(text)
    })
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
