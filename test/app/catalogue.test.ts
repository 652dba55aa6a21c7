import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { unzipSync } from 'fflate'
import { beforeAll, describe, expect, test } from 'vitest'
import type { BuiltCatalogue } from '../../src/app/catalogue/catalogue.ts'
import type { Detection, WhyNode } from '../../src/app/catalogue/model.ts'
import { catalogue, detection } from '../../src/app/catalogue/schema.ts'
import { diskAt } from '../../src/app/disk.ts'
import { findPackages, type Proved } from '../../src/app/prove.ts'
import { createWorkbench } from '../../src/app/workbench.ts'
import { cacaoProblems } from './cacao-rules.ts'

// One proof of every shipped package, and all that is said of it: what it declares, and what its pages show.

const root = join(import.meta.dirname, '..', '..')
const folders = await findPackages(['detections'], diskAt(root))
const proofs: Proved[] = []
const told: number[] = []
let built: BuiltCatalogue
let page: Detection

beforeAll(async () => {
  const workbench = createWorkbench({
    cwd: root,
    now: () => performance.now(),
    time: 1_795_600_000_000_000n,
    year: 2026,
    tempFolder: tmpdir(),
  })
  built = await workbench.catalogue(folders, {
    version: '1.2.3',
    onProgress: p => told.push(p.done),
    onProved: proved => proofs.push(proved),
  })
  const found = built.detections.get('T1591.002')
  if (found === undefined) throw new Error('the first package is missing')
  page = found
}, 600_000)

describe.each(folders)('%s', folder => {
  test('does what it declares, on every variant too, and every line of its telemetry is read', () => {
    const verdict = proofs.find(p => p.folder === folder)?.verdict
    expect(verdict?.differences).toEqual([])
    const read = [...(verdict?.tests ?? []), ...(verdict?.baseline ?? []), ...(verdict?.variants ?? [])]
    expect(read.length).toBeGreaterThan(0)
    expect(read.flatMap(part => part.problems)).toEqual([])
  })

  test('every query is told, coloured and can be downloaded; the playbook is valid CACAO', () => {
    const [id = '', detection] = [...built.detections].find(([, d]) => folder.endsWith(`/${d.folder}`)) ?? []
    expect(detection).toBeDefined()
    const downloads = built.downloads.get(id) ?? []
    for (const query of [...(detection?.queries ?? []), ...(detection?.hunts ?? [])]) {
      expect(query.tokens.map(t => t.text).join('')).toBe(query.text)
      expect(query.stages.length).toBeGreaterThan(0)
      const name = query.file.split('/').at(-1)
      expect(new TextDecoder().decode(downloads.find(d => d.name === name)?.bytes)).toBe(query.text)
    }
    const cacao = downloads.find(d => d.name === `${id}.cacao.json`)
    expect(cacaoProblems(JSON.parse(new TextDecoder().decode(cacao?.bytes)))).toEqual([])
    expect(detection?.history.length).toBeGreaterThan(0)
    expect(detection?.playbook.steps.length).toBeGreaterThan(0)
    expect(detection?.investigation.length).toBeGreaterThan(0)
  })
})

describe('the catalogue', () => {
  test('is what its schemas say, with nothing beside', () => {
    const plain = (data: unknown): unknown => JSON.parse(JSON.stringify(data))
    expect(catalogue.parse(plain(built.catalogue))).toEqual(plain(built.catalogue))
    for (const found of built.detections.values()) expect(detection.parse(plain(found))).toEqual(plain(found))
    expect(JSON.stringify([built.catalogue, ...built.detections.values()])).not.toContain(root)
  })

  test('counts what is proven, and tells how far it is', () => {
    const { counts, detections, assay, provedAt } = built.catalogue
    expect(counts).toEqual({ proven: folders.length, refuted: 0, unproven: 0 })
    expect(detections).toHaveLength(folders.length)
    expect([assay, provedAt]).toEqual(['1.2.3', '2026-11-25T09:46:40.000000Z'])
    expect(told).toEqual([...folders.keys(), folders.length])
  })

  test('is plain data', () => {
    expect(JSON.parse(JSON.stringify(built.catalogue))).toEqual(built.catalogue)
    expect(() => JSON.stringify(page)).not.toThrow()
  })

  test('has all of ATT&CK, with what is proven in its place', () => {
    const { attack } = built.catalogue
    expect(attack.version).toBe('18.1')
    expect(attack.notice).toContain('The MITRE Corporation')
    expect(attack.tactics).toHaveLength(14)
    const [reconnaissance] = attack.tactics
    expect(reconnaissance?.id).toBe('TA0043')
    const above = reconnaissance?.techniques.find(t => t.id === 'T1591')
    const own = above?.subtechniques.find(t => t.id === 'T1591.002')
    expect(own).toMatchObject({
      name: 'Business Relationships',
      detections: ['T1591.002'],
      procedures: { total: 5, caught: 5 },
    })
    expect(above?.procedures.total).toBeGreaterThanOrEqual(5)
    expect(attack.tactics.at(-1)?.techniques.every(t => t.procedures.total === 0)).toBe(true)
  })

  test('finds a detection by its technique, its data source and the text of its queries', () => {
    const { words } = built.catalogue.detections.find(d => d.id === 'T1591.002') ?? { words: '' }
    for (const word of ['t1591.002', 'relationships', 'process', 'theharvester', 'crosslinked', 'isblank'])
      expect(words.split(' '), word).toContain(word)
    expect(words.length).toBeLessThanOrEqual(6000)
  })
})

describe('the page of T1591.002', () => {
  test('shows each procedure as it was run, with its arguments filled in', () => {
    const [first] = page.tests
    expect(first).toMatchObject({ id: 'theharvester', valid: true, executor: 'bash', elevated: false })
    expect(first?.command).toBe(
      'theHarvester -d example.com -l 200 -b crtsh,dnsdumpster,hackertarget -f /tmp/harvester_output_test',
    )
    expect(first?.expectations.every(e => e.satisfied)).toBe(true)
  })

  test('opens a cell to the events behind it, with why each is one', () => {
    const cell = page.queries.find(q => q.id === 'osint-tools')?.cells.find(c => c.of === 'theharvester')
    expect(cell).toMatchObject({ expected: true, fires: true, rows: 1, eventCount: 2 })
    const [event] = cell?.events ?? []
    expect(event?.file).toBe('telemetry/theharvester/sysmon.log')
    expect(event?.raw).toContain('theHarvester')
    expect(event?.fields.find(f => f.name === 'CommandLine')?.value).toContain('theHarvester -d example.com')
    expect(event?.why.length).toBeGreaterThan(10)
    expect(event?.why.every(step => step.kept)).toBe(true)
    const scope = event?.why[0]?.tree
    expect(scope?.children.map(c => c.holds)).toEqual([true, false, false, false])
    expect(scope?.children[0]?.values).toEqual([{ name: '_sourceCategory', value: '"linux/sysmon"' }])
  })

  test('explains a hit of a rule, and of a correlation', () => {
    const rule = page.queries.find(q => q.id === 'sigma-osint-tool')?.cells.find(c => c.of === 'crosslinked')
    const [why] = rule?.events[0]?.why ?? []
    expect(why).toMatchObject({ text: 'OSINT Tool Started With A Target', kept: true })
    // each item has its place, so that the page shows on the text what held
    const text = page.queries.find(q => q.id === 'sigma-osint-tool')?.text
    const leaves = (node: WhyNode): WhyNode[] => (node.children.length === 0 ? [node] : node.children.flatMap(leaves))
    const held = leaves(why?.tree as WhyNode).filter(leaf => leaf.holds && leaf.start !== undefined)
    expect(held.length).toBeGreaterThan(0)
    for (const leaf of held) expect(text?.slice(leaf.start, leaf.end)).toMatch(/^CommandLine\|/)
    const burst = page.queries.find(q => q.id === 'sigma-osint-dns')?.cells.find(c => c.of === 'theharvester')
    expect(burst?.events[0]?.why.map(s => [s.text, s.kept])).toEqual([
      ['OSINT Source Looked Up', true],
      ['Several OSINT Sources Looked Up At Once', true],
    ])
  })

  test('has the places of thresholds and lists that can be moved', () => {
    const text = (name: string): string | undefined => {
      const { place, query } = page.parameters.find(p => p.name === name) ?? {}
      return place && page.queries.find(q => q.id === query)?.text.slice(place.start, place.end)
    }
    expect(text('MinimumPages')).toBe('5')
    expect(text('OsintAllowedUsers')).toBe('"nobody-is-allowed-yet"')
    // words inside a regex cannot be moved one by one
    expect(text('PartnerPages')).toBeUndefined()
  })

  test('gives every operator and function its help', () => {
    const pieces = page.queries.flatMap(q => q.tokens)
    expect(pieces.filter(p => ['keyword', 'operator', 'function'].includes(p.kind) && p.help === undefined)).toEqual([])
    expect(pieces.find(p => p.text === 'isBlank')).toMatchObject({
      page: 'https://help.sumologic.com/docs/search/search-query-language/search-operators/isnull-isempty-isblank/',
    })
    expect(pieces.find(p => p.text === 'CommandLine|re|i')?.help).toContain('regular expression')
  })

  test('derives its confidence from what was measured', () => {
    const { confidence } = page
    expect(confidence.score).toBe(Math.round(confidence.factors.reduce((sum, f) => sum + f.points, 0)))
    expect(confidence.factors.reduce((sum, f) => sum + f.of, 0)).toBe(100)
    expect(confidence.factors[0]).toMatchObject({ points: 35, of: 35 })
    expect(confidence.level).toBe(confidence.score >= 70 ? 'high' : confidence.score >= 40 ? 'medium' : 'low')
  })

  test('reads the playbook and the guide as steps', () => {
    expect(page.playbook.steps[1]).toMatchObject({ title: "Is it somebody's work?", who: 'analyst', minutes: 5 })
    expect(page.playbook.more.map(m => m.title)).toEqual(['Evidence to keep', 'Closing'])
    expect(page.investigation[2]?.runs).toEqual(['tool-words'])
  })

  test('packs the same package into the same bytes', () => {
    const zip = built.downloads.get('T1591.002')?.find(d => d.name === 'T1591.002.zip')
    const files = unzipSync(zip?.bytes ?? new Uint8Array())
    const name = 'T1591.002-business-relationships/detection.yaml'
    expect(new TextDecoder().decode(files[name])).toContain('id: T1591.002-business-relationships')
    // the date of the first entry is the first that a zip can say
    expect(zip?.bytes.slice(10, 14)).toEqual(new Uint8Array([0, 0, 0x21, 0]))
  })

  test('offers rules with what their licence asks for', () => {
    const rules = built.downloads.get('T1591.002')?.filter(d => d.name.endsWith('.yml')) ?? []
    expect(rules).toHaveLength(4)
    for (const rule of rules)
      for (const key of ['title', 'id', 'author', 'license', 'references', 'date'])
        expect(new TextDecoder().decode(rule.bytes)).toMatch(new RegExp(`^${key}:`, 'm'))
  })
})
