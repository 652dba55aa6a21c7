import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { diskAt } from '../../src/app/disk.ts'
import { findPackages } from '../../src/app/prove.ts'
import { renderDiagnostic } from '../../src/base/frame.ts'
import { loadPackage } from '../../src/library/load.ts'
import { pages } from '../../src/library/package.ts'

const disk = diskAt(join(import.meta.dirname, '..', '..'))
const folders = await findPackages(['detections'], disk)

describe.each(folders)('%s', folder => {
  test('loads without anything to say, with all its pages', async () => {
    const { value, reports } = await loadPackage(folder, disk)
    const said = reports.flatMap(({ source, diagnostics }) => diagnostics.map(d => renderDiagnostic(d, source)))
    expect(said.join('\n\n')).toBe('')
    expect(Object.keys(value?.prose ?? {})).toEqual([...pages])
  })
})
