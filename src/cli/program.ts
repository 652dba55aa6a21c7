import { Command, CommanderError } from 'commander'
import { createWorkbench, InputError, isExpected } from '../app/workbench.ts'
import { messageOf } from '../base/message-of.ts'
import { printableLines } from '../base/printable.ts'
import { addCheck } from './check.ts'
import { addConvert } from './convert.ts'
import { addCorpus } from './corpus.ts'
import { exit, exitTable } from './exit.ts'
import { addExplain } from './explain.ts'
import { addFormat } from './format.ts'
import { ClosedPipe, type Io } from './io.ts'
import { addProve } from './prove.ts'
import { addRun } from './run.ts'
import { addServe } from './serve.ts'
import { addSite } from './site.ts'
import { version } from './version.ts'

/**
 * Runs one command line and gives its exit code. Nothing the user hands in makes it reject: what cannot be used is told
 * on standard error in a sentence.
 */
export async function main(argv: readonly string[], io: Io): Promise<number> {
  let code: number = exit.ok.code
  const program = new Command('assay')
    .description(
      'Proves security detections: parses SIEM queries, runs them here on real telemetry, says what they catch.',
    )
    .version(version)
    .exitOverride()
    .showHelpAfterError('(see `assay --help`)')
    .addHelpText('after', `\n${exitTable()}`)
    .configureOutput({ writeOut: text => void pending.push(io.out(text)), writeErr: text => io.err(text) })
  const pending: Promise<void>[] = []
  const context = {
    io,
    workbench: createWorkbench(io),
    exitWith: (chosen: number) => {
      code = chosen
    },
  }
  for (const add of [addProve, addRun, addExplain, addCheck, addFormat, addConvert, addCorpus, addSite, addServe])
    add(program, context)
  try {
    await program.parseAsync([...argv], { from: 'user' })
    await Promise.all(pending)
    return code
  } catch (error) {
    await Promise.allSettled(pending)
    return afterError(error, io)
  }
}

function afterError(error: unknown, io: Io): number {
  if (error instanceof ClosedPipe) return exit.ok.code
  // Commander has printed its message; help and version are no errors.
  if (error instanceof CommanderError) return error.exitCode === 0 ? exit.ok.code : exit.refused.code
  const { error: red, good } = io.paint.err
  if (isExpected(error)) {
    io.err(`${red('error')} ${printableLines(error.message)}\n`)
    if (error instanceof InputError && error.help !== undefined)
      io.err(`${good('help')}  ${printableLines(error.help)}\n`)
    return exit.refused.code
  }
  io.err(`${red('error')} Assay itself failed: ${printableLines(messageOf(error))}\n`)
  io.err('      This is a bug. Please report it with the command and, if you may, the files.\n')
  return exit.bug.code
}
