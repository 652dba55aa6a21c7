import type { Command } from 'commander'
import type { TableBinding } from '../app/bound-tables.ts'
import type { Checked } from '../app/check.ts'
import { rulesIn } from '../app/rules/rules-in.ts'
import { dataText } from '../app/value-text.ts'
import { plural } from '../base/amount.ts'
import { hasErrors } from '../base/diagnostic.ts'
import { printable } from '../base/printable.ts'
import type { Settled } from '../base/refix.ts'
import type { Report } from '../base/report.ts'
import { placeOf, type Source } from '../base/source.ts'
import type { Context } from './context.ts'
import { countBySeverity, renderCosts, renderReport } from './diagnostics.ts'
import { exit } from './exit.ts'
import type { Io } from './io.ts'
import { choice, languageOption, lookupOption, nowOption, zoneOption } from './options.ts'
import { factLines } from './rule-facts.ts'

interface Options {
  readonly language?: string
  readonly lookup?: readonly TableBinding[]
  readonly fix?: boolean
  readonly data?: string[]
  readonly style?: string
  readonly zone?: string
  readonly now?: string
  readonly format: 'pretty' | 'json'
}

/** assay check */
export function addCheck(program: Command, { io, workbench, exitWith }: Context): void {
  program
    .command('check')
    .description('say what is wrong with queries, and fix what can be fixed')
    .argument('<files...>', 'files of queries, or - for standard input')
    .addOption(languageOption())
    .addOption(lookupOption())
    .option('--fix', 'write the fixed query back; for standard input, print it')
    .option('--data <paths...>', 'logs the queries are meant for, so that names of fields can be judged')
    .option('--style <id>', 'how these logs are presented to the query')
    .addOption(zoneOption())
    .addOption(nowOption())
    .addOption(choice('--format <format>', 'how findings are printed', ['pretty', 'json'], 'pretty'))
    .addHelpText('after', '\nThe exit code is 0 when there are only warnings and notes, 1 when there is an error.')
    .action(async (files: string[], options: Options) => {
      const reports: Told[] = []
      const tables = options.lookup === undefined ? undefined : await workbench.tables(options.lookup)
      for (const file of files) {
        const source = await workbench.readQuery(file, io.stdin)
        const profile =
          options.data === undefined ? undefined : await workbench.profile({ source, ...options, data: options.data })
        const { language, zone, now } = options
        const request = { source, language, profile, zone, now, tables }
        if (!options.fix) {
          reports.push(told(workbench.check(request)))
          continue
        }
        const settled = workbench.fix(request)
        const again = workbench.check({ ...request, source: settled.source })
        reports.push(told({ ...again, diagnostics: settled.remaining }))
        tellFixes(settled, source, io)
        if (file === '-') {
          if (options.format === 'pretty') await io.out(settled.source.text)
        } else if (settled.source.text !== source.text) await workbench.disk.write(file, settled.source.text)
      }
      if (options.format === 'json') await io.out(`${dataText(reports.flatMap(plainReport), 2)}\n`)
      else await printPretty(reports, io, options.fix === true && files.includes('-'))
      if (reports.some(r => hasErrors(r.diagnostics))) exitWith(exit.findings.code)
    })
}

/** What is said about a query. */
type Told = Report & Pick<Checked, 'costs'> & { readonly rules: ReturnType<typeof rulesIn> }

const told = (checked: Checked): Told => ({ ...checked, rules: rulesIn(checked.source, checked.language) })

/** Findings go to standard output, unless that carries the fixed query. */
async function printPretty(reports: readonly Told[], io: Io, outTaken: boolean): Promise<void> {
  const paint = outTaken ? io.paint.err : io.paint.out
  const parts = reports.map(
    report => renderReport(report, paint, io.width) + renderCosts(report, paint) + rulesOf(report, io),
  )
  const clean = reports.filter(r => r.diagnostics.length === 0 && r.costs.length === 0)
  const costs = reports.reduce((sum, r) => sum + r.costs.length, 0)
  const found = countBySeverity(reports.flatMap(r => r.diagnostics))
  const counted = [found, ...(costs > 0 ? [plural(costs, 'hint at cost', 'hints at cost')] : [])]
    .filter(Boolean)
    .join(', ')
  const summary =
    counted === ''
      ? paint.good(
          clean.length === 1
            ? `${printable(clean[0]?.source.name ?? '')}: nothing to say`
            : `${clean.length} queries: nothing to say`,
        )
      : `${counted} in ${plural(reports.length, 'file')}`
  const text = `${parts.join('')}${summary}\n`
  if (outTaken) io.err(text)
  else await io.out(text)
}

/** Whose rules they are that something was said of. */
function rulesOf({ rules, diagnostics }: Told, io: Io): string {
  if (diagnostics.length === 0) return ''
  const lines = rules.flatMap(({ facts }) => [
    io.paint.out.dim(printable(facts.title)),
    ...factLines(facts, io, facts.level === undefined ? [] : [`level ${facts.level}`]),
  ])
  return lines.length === 0 ? '' : `${lines.join('\n')}\n\n`
}

function tellFixes(settled: Settled, source: Source, io: Io): void {
  const { good, dim } = io.paint.err
  for (const { diagnostic, source: round } of settled.applied) {
    const { line } = placeOf(round, diagnostic.span.start)
    io.err(
      `${good('fixed')} ${printable(`${source.name}:${line} ${diagnostic.message}`)} ${dim(`[${diagnostic.code}]`)}\n`,
    )
  }
  if (settled.applied.length > 0) io.err('\n')
}

/** A diagnostic as plain data, with its place in the file. */
const plainReport = ({ source, diagnostics, costs, rules }: Told): object[] =>
  [...diagnostics, ...costs].map(({ span, also, fix, ...d }) => ({
    ...placeOf(source, span.start),
    end: endOf(source, span.end),
    ...d,
    ...aboutRule(rules, span.start),
    ...(also === undefined ? {} : { also: also.map(a => ({ ...placeOf(source, a.span.start), message: a.message })) }),
    ...(fix === undefined ? {} : { fix: fix.map(e => ({ start: e.span.start, end: e.span.end, text: e.text })) }),
    span,
  }))

/** The rule that a finding is about. */
function aboutRule(rules: Told['rules'], at: number): object {
  const found = rules.find(rule => at < rule.end)
  return found === undefined ? {} : { rule: found.facts }
}

const endOf = (source: Source, offset: number): { readonly line: number; readonly column: number } => {
  const { line, column } = placeOf(source, offset)
  return { line, column }
}
