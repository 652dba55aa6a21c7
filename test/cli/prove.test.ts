import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { widthOf } from '../../src/base/width.ts'
import { openSession, processes } from './session.ts'

const session = openSession()
afterAll(() => session.remove())

const detection = (
  catches: string,
  text = '* | json auto | where Image matches "*nmap" and EventCode = 1 | count by User',
) => `
id: scanners
name: Scanners
title: A scanner runs
severity: low
status: experimental
author: Assay maintainers
created: '2026-01-31'
modified: '2026-01-31'
attack:
  version: '18.1'
  tactic: { id: TA0043, name: Reconnaissance }
  technique: { id: T1595, name: Active Scanning }
  reference: https://attack.mitre.org/techniques/T1595/
queries:
  - { id: scanner, title: A scanner, language: sumo, query: '${text}', reads: process events, catches: [${catches}], benign_hits: 0 }
specimens:
  - id: blog
    title: The query of a blog
    language: sumo
    query: '* | json auto | eval i = lower(Image) | where i matches "*NMAP"'
    refused_with: []
baseline:
  - { id: quiet, title: A quiet minute, kind: constructed, telemetry: [telemetry/quiet.ndjson] }
`
const tests = `
attack_technique: T1595
display_name: Active Scanning
atomic_tests:
  - name: nmap scans a host
    description: it scans
    supported_platforms: [linux]
    executor: { name: sh, command: nmap }
    assay:
      id: nmap
      telemetry: [telemetry/scan.ndjson]
      expects:
        - { says: nmap runs, where: { 'Image|endswith': /nmap } }
`
const variants = `variants:
  - { id: again, of: nmap, kind: recorded, telemetry: [telemetry/scan.ndjson], caught_by: [scanner] }
`
beforeAll(() => {
  for (const [folder, text] of [
    ['detections/good', detection('nmap').replace('refused_with: []', 'refused_with: [sumo/foreign-operator]')],
    ['other/misses', detection('nmap', '* | json auto | where Image = "x" | count by User')],
    ['other/broken', detection('nmap').replace('severity: low', 'severity: nothing')],
  ] as const) {
    session.put(`${folder}/detection.yaml`, text)
    session.put(`${folder}/tests.yaml`, tests)
    session.put(`${folder}/variants.yaml`, variants)
    session.put(`${folder}/telemetry/scan.ndjson`, processes)
    session.put(`${folder}/telemetry/quiet.ndjson`, processes.split('\n').slice(1, 2).join('\n'))
  }
})

describe('assay prove', () => {
  test('without a name, proves the packages of this folder', async () => {
    const { out } = await session.assay(['prove'])
    expect(out).toContain('T1595 Active Scanning: A scanner runs')
    expect(out).toMatch(/nmap scans a host +│ ● 1 event +│ ✗ .*\n +│ [\d.]+ ms/)
    expect(out).toMatch(/benign telemetry +│ 0 rows/)
    expect(out).toContain('Variants: 1 of 1 caught as declared')
    expect(out).toMatch(/as published: refused/)
  })

  test('exit code 1 and the reason when a query misses what is declared', async () => {
    const { out, code } = await session.assay(['prove', 'other/misses'])
    expect(out).toContain('missed: scanner is silent for nmap, which it declares to catch')
    expect(code).toBe(1)
  })

  test('a variant that is missed is counted, told and fails', async () => {
    const { out, code } = await session.assay(['prove', 'other/misses'])
    expect(out).toContain('Variants: 0 of 1 caught as declared')
    expect(out).toContain('✗ again, a variant of nmap: scanner silent')
    expect(code).toBe(1)
  })

  test.each([60, 80, 100, 120, 200])('the page fits into %d columns', async width => {
    const { out } = await session.assay(['prove', 'detections', '--why'], '', width)
    for (const line of out.split('\n')) expect(widthOf(line)).toBeLessThanOrEqual(width)
    expect(out).not.toMatch(/^[^`]*nmap scans…/m)
  })

  test('exit code 2 and the place when the package cannot be read', async () => {
    const { err, code } = await session.assay(['prove', 'other/broken'])
    expect(err).toContain('other/broken/detection.yaml:5:11')
    expect(code).toBe(2)
  })

  test('json is data, with places', async () => {
    const { out } = await session.assay(['prove', 'other/misses', '--format', 'json', '--engine', 'reference'])
    const [proof] = JSON.parse(out)
    expect(proof).toMatchObject({ id: 'scanners', holds: false, engine: 'reference' })
    expect(proof.queries[0].cells[0]).toMatchObject({ of: 'nmap', fires: false, rows: 0 })
    expect(proof.specimens[0].published.diagnostics[0]).toMatchObject({ line: 21, severity: 'error' })
  })

  test('junit has a case for each declaration', async () => {
    const { out } = await session.assay(['prove', 'other/misses', '--format', 'junit'])
    expect(out).toMatch(/^<\?xml version="1.0" encoding="UTF-8"\?>\n<testsuites>/)
    expect(out).toMatch(
      /<testcase classname="scanner" name="fires for nmap" [^>]*>\n +<failure message="scanner is silent/,
    )
    expect(out).toMatch(/<testcase classname="tests" name="nmap is valid" time="0.000"\/>/)
  })

  test('why lists the events behind every hit', async () => {
    const { out } = await session.assay(['prove', 'detections', '--why'])
    expect(out).toContain('nmap -sV 10.0.0.1')
    expect(out).toContain('telemetry/scan.ndjson:1')
  })
})
