import type { Command } from 'commander'
import type { TableBinding } from '../app/bound-tables.ts'
import type { Proved } from '../app/prove.ts'
import { dataText } from '../app/value-text.ts'
import { verdictData } from '../app/verdict-data.ts'
import { hasErrors } from '../base/diagnostic.ts'
import type { Context } from './context.ts'
import { printReport } from './diagnostics.ts'
import { exit } from './exit.ts'
import { junit } from './junit.ts'
import { choice, engineOption, lookupOption } from './options.ts'
import { renderProof } from './proof-page.ts'
import { standardFolders } from './standard-folders.ts'

interface Options {
  readonly engine?: string
  readonly lookup?: readonly TableBinding[]
  readonly format: 'table' | 'json' | 'junit'
  readonly why?: boolean
}

/** assay prove */
export function addProve(program: Command, { io, workbench, exitWith }: Context): void {
  program
    .command('prove')
    .description('run what detection packages claim, and say what their queries really do')
    .argument(
      '[packages...]',
      'folders of packages; without, detections/ of this folder, else those that come with Assay',
    )
    .addOption(engineOption())
    .addOption(lookupOption())
    .addOption(choice('--format <format>', 'how the verdict is printed', ['table', 'json', 'junit'], 'table'))
    .option('--why', 'list the events behind every hit')
    .addHelpText('after', '\nThe exit code is 1 when a package does not do what it declares, or a test is invalid.')
    .action(async (packages: string[], options: Options) => {
      const folders = packages.length > 0 ? packages : await standardFolders({ io, workbench })
      const proofs: Proved[] = []
      for (const folder of await workbench.findPackages(folders)) {
        const proved = await workbench.prove(folder, options.engine, options.lookup)
        for (const report of proved.reports) printReport(report, io)
        if (options.format === 'table' && proved.verdict !== undefined)
          await io.out(renderProof(proved, { paint: io.paint.out, width: io.width, why: options.why ?? false }))
        proofs.push(proved)
      }
      if (options.format === 'json') await io.out(`${dataText(proofs.map(verdictData), 2)}\n`)
      if (options.format === 'junit') await io.out(junit(proofs))
      if (proofs.some(p => p.reports.some(r => hasErrors(r.diagnostics)))) exitWith(exit.refused.code)
      else if (proofs.some(p => p.verdict?.holds !== true)) exitWith(exit.findings.code)
    })
}
