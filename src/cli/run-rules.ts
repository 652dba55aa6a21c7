import { type Hit, hitCells, hitColumns, hitLine, type RuleFacts } from '../app/rules/hit.ts'
import type { RulesDone, RulesRequest } from '../app/rules/run-rules.ts'
import { amount, plural } from '../base/amount.ts'
import { hasErrors } from '../base/diagnostic.ts'
import { printable } from '../base/printable.ts'
import type { Report } from '../base/report.ts'
import type { Context } from './context.ts'
import { printReport } from './diagnostics.ts'
import { exit } from './exit.ts'
import { rulePage } from './hit-page.ts'
import type { Io } from './io.ts'
import { printRead } from './read-summary.ts'
import { csvLineOf, type RowFormat } from './rows.ts'

/** Files whose warnings are shown one by one; of more, only errors are. */
const shownFiles = 5

/** Runs rules over data and prints their matches: as they are found, or, for people, grouped by rule with the gravest first. */
export async function runRules(
  request: RulesRequest,
  format: RowFormat,
  { io, workbench, exitWith }: Context,
): Promise<void> {
  const forPeople = format === 'table'
  const pages: { rule: RuleFacts; hits: readonly Hit[]; total: number }[] = []
  const reports: Report[] = []
  let begun = false
  if (format === 'csv') await io.out(csvLineOf(hitColumns))
  for await (const news of workbench.runRules(request, io.stdin)) {
    if (news.is === 'reports') {
      reports.push(...news.reports)
      printReports(news.reports, io)
    } else if (news.is === 'read') printRead(news.read, io, false)
    else if (news.is === 'done') {
      if (format === 'json') await io.out(begun ? '\n]\n' : '[]\n')
      if (forPeople) for (const page of inOrder(pages)) await io.out(`${rulePage(page, io)}\n`)
      finish(news, io, exitWith)
    } else if (forPeople) pages.push({ rule: news.rule, hits: news.hits.slice(0, shownHits), total: news.hits.length })
    else
      for (const text of pieces(news.rule, news.hits, format, begun)) {
        begun = true
        await io.out(text)
      }
  }
}

/** Matches of one rule that a page for people shows. */
const shownHits = 20

/** Lines per piece of output, so that many matches are never one string. */
const batch = 500

function* pieces(rule: RuleFacts, hits: readonly Hit[], format: RowFormat, begun: boolean): Generator<string> {
  for (let from = 0; from < hits.length; from += batch) {
    const part = hits.slice(from, from + batch)
    if (format === 'csv') yield part.map(hit => csvLineOf(hitCells(rule, hit))).join('')
    else if (format === 'ndjson') yield part.map(hit => `${hitLine(rule, hit)}\n`).join('')
    else yield (begun || from > 0 ? ',\n' : '[\n') + part.map(hit => hitLine(rule, hit)).join(',\n')
  }
}

const gravity = ['critical', 'high', 'medium', 'low', 'informational']

const inOrder = <T extends { readonly rule: RuleFacts }>(pages: readonly T[]): T[] => {
  const rank = ({ rule }: T): number => (gravity.indexOf(rule.level ?? '') + gravity.length + 1) % (gravity.length + 1)
  return [...pages].sort((a, b) => rank(a) - rank(b))
}

function printReports(reports: readonly Report[], io: Io): void {
  const few = reports.length <= shownFiles
  for (const { source, diagnostics } of reports)
    printReport({ source, diagnostics: few ? diagnostics : diagnostics.filter(d => d.severity === 'error') }, io)
  const hidden = few ? [] : reports.filter(({ diagnostics }) => !hasErrors(diagnostics))
  if (hidden.length > 0)
    io.err(
      `${io.paint.err.note('note')} ${plural(hidden.length, 'file')} of rules with warnings: \`assay check\` shows them\n`,
    )
}

function finish(
  { rules, refused, matched, hits, others, read }: RulesDone,
  io: Io,
  exitWith: (code: number) => void,
): void {
  const { dim, error } = io.paint.err
  const skipped = others.length === 0 ? '' : `, ${plural(others.length, 'file')} of YAML without a rule passed over`
  io.err(
    dim(
      `${plural(hits, 'match', 'matches')} of ${amount(matched)} of ${plural(rules, 'rule')} in ${plural(read.events, 'event')}${skipped}`,
    ),
  )
  io.err('\n')
  if (refused.length > 0) {
    const names = refused.slice(0, 5).map(name => printable(name))
    const rest = refused.length - names.length
    io.err(
      `${error('error')} ${plural(refused.length, 'file')} with rules that did not run: ${names.join(', ')}${rest > 0 ? ` and ${rest} more` : ''}\n`,
    )
  }
  if (rules === 0 || read.incomplete) exitWith(exit.refused.code)
  else if (refused.length > 0) exitWith(exit.findings.code)
}
