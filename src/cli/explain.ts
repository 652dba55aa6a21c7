import type { Command } from 'commander'
import type { Explained, Explanation } from '../app/rules/explain.ts'
import { parseLogSource } from '../app/rules/log-source.ts'
import { dataText } from '../app/value-text.ts'
import { hasErrors } from '../base/diagnostic.ts'
import { printable } from '../base/printable.ts'
import { clipMiddle, widthOf } from '../base/width.ts'
import type { Context } from './context.ts'
import { printReport } from './diagnostics.ts'
import { exit } from './exit.ts'
import { plainJson } from './hit-page.ts'
import type { Io } from './io.ts'
import { choice, wholeNumber } from './options.ts'
import { factLines } from './rule-facts.ts'

interface Options {
  readonly event: string
  readonly line?: number
  readonly logSource?: string
  readonly year?: number
  readonly format: 'tree' | 'json'
}

/** assay explain */
export function addExplain(program: Command, { io, workbench, exitWith }: Context): void {
  program
    .command('explain')
    .description('show why a rule matches an event, or why it does not')
    .argument('<rule>', 'the file of the rule, or - for standard input')
    .requiredOption('--event <file>', 'a file with the event')
    .option('--line <number>', 'the line on which the event begins (default: the first event)', wholeNumber)
    .option('--log-source <parts>', 'what log the event is from: product=windows,category=process_creation')
    .option('--year <year>', 'the year of logs that write none (default: this year)', wholeNumber)
    .addOption(choice('--format <format>', 'how it is printed', ['tree', 'json'], 'tree'))
    .addHelpText(
      'after',
      '\nThe exit code is 0 when a rule matches, 1 when none does, 2 when no rule can be explained.',
    )
    .action(async (path: string, options: Options) => {
      const source = await workbench.readQuery(path, io.stdin)
      const logSource = options.logSource === undefined ? undefined : parseLogSource(options.logSource)
      const { reports, explanations } = await workbench.explain({ ...options, sources: [source], logSource })
      for (const report of reports) printReport(report, io)
      if (options.format === 'json') await io.out(`${dataText(explanations.map(plainData), 2)}\n`)
      else for (const explanation of explanations) await io.out(`${treeOf(explanation, io)}\n`)
      if (explanations.length === 0 || reports.some(r => hasErrors(r.diagnostics))) exitWith(exit.refused.code)
      else if (!explanations.some(e => e.matches)) exitWith(exit.findings.code)
    })
}

/** An explanation as data, in which values are what they are and not their text. */
const plainData = ({ rule, event, matches, why }: Explanation) => ({ ...rule, event, matches, why: nodeData(why) })

function nodeData({ label, holds, value, by, of }: Explained): unknown {
  const read: unknown = value === undefined ? undefined : JSON.parse(value)
  return { label, holds, value: read, by, of: of.length === 0 ? undefined : of.map(nodeData) }
}

const standardWidth = 120

function treeOf({ rule, event, matches, why }: Explanation, io: Io): string {
  const { good, error, strong } = io.paint.out
  const verdict = matches ? good('matches') : error('does not match')
  return [
    `${strong(printable(rule.title))} ${verdict} ${printable(`${event.file}:${event.line}`)}`,
    ...factLines(rule, io, rule.level === undefined ? [] : [`level ${rule.level}`]),
    ...why.of.flatMap(part => nodeLines(part, 1, io)),
    '',
  ].join('\n')
}

function nodeLines({ label, holds, value, by = [], of }: Explained, depth: number, io: Io): string[] {
  const { good, error, dim } = io.paint.out
  const width = (io.width ?? standardWidth) - depth * 2
  const sign = holds ? good('✓') : error('✗')
  const pad = '  '.repeat(depth)
  const lines = [`${pad}${sign} ${clipMiddle(printable(label), Math.max(16, width - 2))}`]
  if (of.length === 0) {
    const decided = by.length === 0 ? '' : `  by ${by.slice(0, 3).join(', ')}`
    const shown = value === undefined ? 'the event has no such field' : `has ${plainJson(value)}`
    const room = Math.max(16, width - 4 - Math.min(widthOf(decided), 40))
    lines.push(dim(`${pad}    ${clipMiddle(printable(shown), room)}${clipMiddle(printable(decided), 40)}`))
  }
  return [...lines, ...of.flatMap(part => nodeLines(part, depth + 1, io))]
}
