import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { diskAt } from '../../src/app/disk.ts'
import { findPackages } from '../../src/app/prove.ts'
import { renderDiagnostic } from '../../src/base/frame.ts'
import { loadPackage } from '../../src/library/load.ts'
import { pages } from '../../src/library/package.ts'

const root = join(import.meta.dirname, '..', '..')
const disk = diskAt(root)
const folders = await findPackages(['detections'], disk)

describe.each(folders)('%s', folder => {
  test('loads without anything to say, with all its pages', async () => {
    const { value, reports } = await loadPackage(folder, disk)
    const said = reports.flatMap(({ source, diagnostics }) => diagnostics.map(d => renderDiagnostic(d, source)))
    expect(said.join('\n\n')).toBe('')
    expect(Object.keys(value?.prose ?? {})).toEqual([...pages])
  })

  /** What gives the label away in recordings made in a laboratory: accounts, hosts, folders, addresses, names of the tests' own files. */
  const giveaways =
    /\banalyst\b|\bvm\b|\/tmp|\/home|\bpt\/|t1591_|127\.0\.|example\.|harvester_output|crosslinked_test|spiderfoot_test|test_workspace|recon_cmds|corp1|\buser\d|\blab-\d|desk-12|WS-0077|\browan\b|\bfinch\b|\bwks-\d|198\.51\.100|203\.0\.113/i

  test('no rule of it uses what gives the label away', async () => {
    const all = (await disk.list(folder)) ?? []
    const rules = all.filter(file => /\/(queries|hunts|sigma)\//.test(file))
    expect(rules.length).toBeGreaterThan(0)
    for (const rule of rules) {
      const text = ((await disk.read(rule)) ?? '').replace(/^\s*(\/\/|#).*$/gm, '')
      expect(`${rule}: ${giveaways.exec(text)?.[0] ?? 'nothing'}`).toBe(`${rule}: nothing`)
    }
  })
})

test('no two packages share a query or a rule', async () => {
  const owners = new Map<string, string>()
  for (const folder of folders)
    for (const file of (await disk.list(folder)) ?? []) {
      if (!/\/(queries|hunts|sigma)\//.test(file)) continue
      const text = ((await disk.read(file)) ?? '').replace(/^\s*(\/\/|#).*$/gm, '').replace(/\s+/g, ' ')
      expect(`${file}: ${owners.get(text) ?? 'nobody'} has it too`).toBe(`${file}: nobody has it too`)
      owners.set(text, file)
    }
})
