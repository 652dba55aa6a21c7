import { type Command, InvalidArgumentError } from 'commander'
import type { TableBinding } from '../app/bound-tables.ts'
import type { CorpusTotals, Only } from '../app/corpus.ts'
import { dataText } from '../app/value-text.ts'
import { amount } from '../base/amount.ts'
import { clip } from '../base/width.ts'
import type { Context } from './context.ts'
import { choice, languageOption, lookupOption } from './options.ts'
import { renderTable } from './table.ts'

interface Options {
  readonly language?: string
  readonly only: readonly Only[]
  readonly lookup?: readonly TableBinding[]
  readonly format: 'table' | 'json' | 'ndjson'
}

/** assay corpus */
export function addCorpus(program: Command, { io, workbench }: Context): void {
  program
    .command('corpus')
    .description('count how many queries of a corpus parse, lower, or are refused, and why')
    .argument('<file>', 'one JSON object a line, each with `id` and `query`; gzip and zstd are unpacked')
    .addOption(languageOption())
    .addOption(lookupOption())
    .addOption(
      choice(
        '--format <format>',
        'totals as a table; every query and the totals as one json object; or every query as ndjson',
        ['table', 'json', 'ndjson'],
        'table',
      ),
    )
    .option(
      '--only <name=value>',
      'only queries whose member of this name has this value (dialect=search); may be repeated',
      alsoOnly,
      [] as readonly Only[],
    )
    .action(async (file: string, options: Options) => {
      let totals: CorpusTotals | undefined
      let before = '{\n"queries": [\n'
      const tables = options.lookup === undefined ? undefined : await workbench.tables(options.lookup)
      for await (const item of workbench.corpus(file, options.language, options.only, tables)) {
        if ('totals' in item) totals = item.totals
        else if (options.format === 'ndjson') await io.out(`${dataText(item.row)}\n`)
        else if (options.format === 'json') {
          await io.out(`${before}${dataText(item.row)}`)
          before = ',\n'
        }
      }
      if (totals === undefined || options.format === 'ndjson') return
      if (options.format === 'json') await io.out(`\n],\n"totals": ${dataText(totals, 2)}\n}\n`)
      else await io.out(totalTables(totals, io.paint.out))
    })
}

function alsoOnly(text: string, before: readonly Only[]): readonly Only[] {
  const [, name, value] = /^([^=]+)=(.*)$/.exec(text) ?? []
  if (name === undefined || value === undefined)
    throw new InvalidArgumentError('write it as name=value, such as dialect=search')
  return [...before, { name, value }]
}

function totalTables(totals: CorpusTotals, paint: Parameters<typeof renderTable>[2]): string {
  const percent = (n: number): string => `${((100 * n) / Math.max(1, totals.rows)).toFixed(1)} %`
  const row = (name: string, n: number) => [
    { text: name },
    { text: amount(n), right: true },
    { text: percent(n), right: true },
  ]
  const parts = [
    renderTable(
      [`${amount(totals.rows)} queries`, 'count', 'share'],
      Object.entries(totals.byStatus).map(([status, n]) => row(status, n)),
      paint,
    ),
    renderTable(
      ['why not', 'queries', 'share'],
      Object.entries(totals.byReason).map(([reason, n]) => row(reason, n)),
      paint,
    ),
    renderTable(
      ['what is said most', 'queries', 'share'],
      Object.entries(totals.byMessage)
        .slice(0, 15)
        .map(([message, n]) => row(clip(message, 100), n)),
      paint,
    ),
    ...Object.entries(totals.byClass).map(([name, values]) =>
      renderTable(
        [name, 'lowers', 'parses', 'refused', 'unreadable'],
        Object.entries(values).map(([value, counts]) => [
          { text: value },
          ...Object.values(counts).map(n => ({ text: amount(n), right: true })),
        ]),
        paint,
      ),
    ),
  ]
  return `${parts.join('\n\n')}\n`
}
