import type { Command } from 'commander'
import type { Formatted } from '../app/format.ts'
import { plural } from '../base/amount.ts'
import { printable } from '../base/printable.ts'
import type { Context } from './context.ts'
import { printReport } from './diagnostics.ts'
import { exit } from './exit.ts'
import type { Io } from './io.ts'
import { languageOption } from './options.ts'

interface Options {
  readonly language?: string
  readonly check?: boolean
  readonly write?: boolean
}

/** assay format */
export function addFormat(program: Command, { io, workbench, exitWith }: Context): void {
  program
    .command('format')
    .description('lay queries out in the one way that everybody reads; their meaning and comments stay')
    .argument('<files...>', 'files of queries, or - for standard input')
    .addOption(languageOption())
    .option('--check', 'write nothing; list the files that are laid out in another way')
    .option('--write', 'write the files back, instead of printing them')
    .addHelpText(
      'after',
      '\nThe exit code is 0 when all is well, 1 when --check finds a file, 2 when a query cannot be parsed; such a file stays as it is.',
    )
    .action(async (files: string[], options: Options, command: Command) => {
      if (options.check && options.write)
        command.error('error: --check writes nothing, so --write has no place beside it')
      const all: Formatted[] = []
      for (const file of files) {
        const source = await workbench.readQuery(file, io.stdin)
        const formatted = workbench.format({ source, language: options.language })
        all.push(formatted)
        if (formatted.text === undefined) printReport(formatted, io)
        else if (!options.check && (!options.write || file === '-')) await io.out(formatted.text)
        else if (isOther(formatted)) {
          if (options.write) await workbench.disk.write(file, formatted.text)
          await io.out(`${printable(source.name)}\n`)
        }
      }
      if (options.check || options.write || all.some(f => f.text === undefined)) tell(all, options, io)
      if (all.some(f => f.text === undefined)) exitWith(exit.refused.code)
      else if (options.check && all.some(isOther)) exitWith(exit.findings.code)
    })
}

const isOther = ({ source, text }: Formatted): boolean => text !== undefined && text !== source.text

/** What happened, in one line on standard error. */
function tell(all: readonly Formatted[], { check, write }: Options, io: Io): void {
  const { error, good } = io.paint.err
  const refused = all.filter(f => f.text === undefined).length
  const others = all.filter(isOther).length
  const right = all.length - refused - others
  const parts = [
    ...(check && others > 0 ? [error(`${plural(others, 'file')} to lay out (\`assay format --write\` does it)`)] : []),
    ...(write && others > 0 ? [good(`${plural(others, 'file')} laid out`)] : []),
    ...((check || write) && right > 0 ? [`${plural(right, 'file')} right as before`] : []),
    ...(refused > 0 ? [error(`${plural(refused, 'file')} not touched, for a query that cannot be parsed`)] : []),
  ]
  io.err(`${parts.join(', ')}\n`)
}
