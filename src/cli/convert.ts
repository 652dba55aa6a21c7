import { mkdirSync } from 'node:fs'
import { join, resolve } from 'node:path'
import type { Command } from 'commander'
import type { Converted } from '../app/convert/convert.ts'
import { type ConvertTally, tallyConverted } from '../app/convert/tally.ts'
import { dataText } from '../app/value-text.ts'
import { InputError } from '../app/workbench.ts'
import { amount, plural } from '../base/amount.ts'
import { printable } from '../base/printable.ts'
import { placeOf } from '../base/source.ts'
import type { Context } from './context.ts'
import { verdictLines } from './convert-verdict.ts'
import { printReport } from './diagnostics.ts'
import { exit } from './exit.ts'
import type { Io } from './io.ts'
import { wholeNumber } from './options.ts'

interface Options {
  readonly to: string
  readonly prove?: boolean
  readonly events: number
  readonly seed: number
  readonly out?: string
  readonly import?: string
  readonly report?: boolean
  readonly json?: boolean
}

/** Rules whose refusals are shown one by one with their places; of more, only the reasons are counted. */
const shownRules = 5

/** Nothing stands before it, so that what ends in an error prints no half of an object. */
const jsonStart = '{"rules":['

/** assay convert */
export function addConvert(program: Command, { io, workbench, exitWith }: Context): void {
  program
    .command('convert')
    .description('write Sigma rules in another language, exactly or not at all, and prove that both say the same')
    .argument('<rules...>', 'files and folders of Sigma rules, or - for standard input')
    .requiredOption('--to <language>', 'what to write: sumo, sumo-cse or sigma')
    .option('--prove', 'read each output with its own frontend, and compare what it says with the rule')
    .option('--events <n>', 'events to generate where no proof is found', wholeNumber, 500)
    .option('--seed <n>', 'what the generated events depend on', wholeNumber, 1)
    .option('--out <folder>', 'write a file for each rule into this folder, instead of printing them')
    .option('--import <file>', 'write all rules into this one file, as the platform imports it (sumo-cse)')
    .option('--report', 'print how many rules were written, proved and refused, and no rules')
    .option('--json', 'print what became of each rule as JSON')
    .addHelpText(
      'after',
      '\nThe exit code is 0 when every rule was written, 1 when some were refused or an output was refuted, 2 when none was written.',
    )
    .action(async (rules: string[], options: Options) => {
      const { to, prove, events, seed, out, json, report } = options
      const silent = out !== undefined || options.import !== undefined || report === true
      const texts: string[] = []
      // that there is no such file is said before any work
      if (options.import !== undefined) workbench.importFile(to, [])
      const { see, tally } = tallyConverted()
      const names = new Set<string>()
      let unread = 0
      let printed = 0
      const later: Converted[] = []
      if (out !== undefined) mkdirSync(resolve(io.cwd, out), { recursive: true })
      const request = { rules, to, prove: prove ? { events, seed } : undefined }
      for await (const news of workbench.convert(request, io.stdin)) {
        if (news.is === 'unread') {
          unread++
          if (unread <= shownRules) printReport(news, io)
          continue
        }
        const { converted } = news
        see(converted)
        const { written } = converted
        const file = written === undefined || out === undefined ? undefined : fileName(converted, names)
        if (file !== undefined && out !== undefined && written !== undefined) {
          if (resolve(io.cwd, out, file) === resolve(io.cwd, converted.source.name))
            throw new InputError(
              `${join(out, file)} is a rule itself, and would be lost`,
              'name another folder with --out',
            )
          await workbench.disk.write(join(out, file), written.text)
        }
        if (options.import !== undefined && written !== undefined) texts.push(written.text)
        if (json && !report) await io.out(`${printed > 0 ? ',' : jsonStart}\n${dataText(plain(converted, file))}`)
        else if (!silent && !json && written !== undefined) await io.out(`${printed > 0 ? '\n' : ''}${written.text}`)
        if (json || written !== undefined) printed++
        if (!json && later.length <= shownRules) later.push(converted)
      }
      const totals = tally()
      if (options.import !== undefined) await workbench.disk.write(options.import, workbench.importFile(to, texts))
      const summary = { to, unread, ...totals }
      if (json)
        await io.out(
          report
            ? `${dataText(summary, 2)}\n`
            : `${printed > 0 ? '' : jsonStart}\n],\n"summary":${dataText(summary)}}\n`,
        )
      else if (report) await io.out(`${summaryLines(totals, unread, to, io.paint.out).join('\n')}\n`)
      else tell(later, totals, unread, options, io)
      exitWith(codeOf(totals, unread))
    })
}

function codeOf({ rules, converted, verdicts }: ConvertTally, unread: number): number {
  if (converted === 0) return exit.refused.code
  return converted < rules || unread > 0 || (verdicts['refuted'] ?? 0) > 0 ? exit.findings.code : exit.ok.code
}

/** The name of the rule's file with the ending of the target, and a number where it is taken. */
function fileName({ source, written }: Converted, taken: Set<string>): string {
  const base = (source.name.split(/[\\/]/).at(-1) ?? 'rule').replace(/\.ya?ml$/i, '') || 'rule'
  const ending = written?.extension ?? ''
  let name = `${base}${ending}`
  for (let i = 2; taken.has(name.toLowerCase()); i++) name = `${base}-${i}${ending}`
  taken.add(name.toLowerCase())
  return name
}

/** What became of a rule as plain data. */
const plain = ({ rule, source, written, diagnostics, equivalence }: Converted, file: string | undefined): object => ({
  ...rule,
  converted: written !== undefined,
  ...(file === undefined ? {} : { file }),
  ...(written === undefined ? {} : { text: written.text, assumes: written.assumes }),
  ...(equivalence === undefined ? {} : { proof: equivalence }),
  diagnostics: diagnostics.map(({ span, also: _also, fix: _fix, ...d }) => ({ ...placeOf(source, span.start), ...d })),
})

/** What happened, on standard error: of a few rules each, of many the numbers. */
function tell(rules: readonly Converted[], totals: ConvertTally, unread: number, { to }: Options, io: Io): void {
  const { strong } = io.paint.err
  if (totals.rules <= shownRules)
    for (const one of rules) {
      if (one.written === undefined) printReport({ source: one.source, diagnostics: one.diagnostics }, io)
      if (one.equivalence !== undefined) {
        const name = totals.rules > 1 ? `${strong(printable(one.rule.title))}: ` : ''
        io.err(verdictLines(one.equivalence, name, io))
      }
    }
  if (totals.rules > 1 || unread > 0 || totals.converted === 0)
    io.err(`${summaryLines(totals, unread, to, io.paint.err).join('\n')}\n`)
}

function summaryLines(totals: ConvertTally, unread: number, to: string, paint: Io['paint']['err']): string[] {
  const { dim, good, error } = paint
  return [
    `${(totals.converted === totals.rules ? good : (t: string) => t)(`${amount(totals.converted)} of ${plural(totals.rules, 'rule')} written in ${to}`)}${share(totals)}`,
    ...Object.entries(totals.verdicts).map(
      ([verdict, n]) => `  ${verdict === 'refuted' ? error(verdict) : verdict} ${dim(amount(n))}`,
    ),
    ...totals.refused.map(({ code, count }) => `  refused ${dim(`[${code}]`)} ${amount(count)}`),
    ...(unread > 0 ? [error(`${plural(unread, 'file')} with errors: \`assay check\` shows them`)] : []),
  ]
}

const share = ({ rules, converted }: ConvertTally): string =>
  rules > shownRules ? ` (${((100 * converted) / rules).toFixed(1)} %)` : ''
