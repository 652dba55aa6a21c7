import { expect, test } from 'vitest'
import { junit } from '../../src/cli/junit.ts'
import { loadPackage } from '../../src/library/load.ts'
import { prove } from '../../src/proof/prove.ts'
import { event, worldOf } from '../proof/tiny.ts'

const hostile = '<&"\'>]]>\u0000\u001b\ud800\r\n\t\u{1f4a3}'

const detection = (image: string) => `
id: p
name: p
title: p
severity: low
status: s
author: a
created: '2026-01-31'
modified: '2026-01-31'
attack:
  version: '18.1'
  tactic: { id: TA0043, name: R }
  technique: { id: T1, name: T }
  reference: https://example.org
queries:
  - { id: q, title: q, language: sumo, query: '* | json auto | where Image = "${image}"', reads: r, catches: [one], benign_hits: 0 }
baseline:
  - { id: calm, title: calm, kind: recorded, telemetry: [calm] }
`
const tests = `
attack_technique: T1
display_name: T
atomic_tests:
  - name: one
    description: d
    supported_platforms: [linux]
    executor: { name: sh }
    assay: { id: one, telemetry: [scan], expects: [{ says: ${JSON.stringify(hostile)}, where: { Image: nmap } }] }
`
const variants = 'variants: [{ id: again, of: one, kind: recorded, telemetry: [again], caught_by: [q] }]'
const nmap = event('process_creation', 0, { EventCode: 1n, Image: 'nmap' })
const ls = event('process_creation', 0, { EventCode: 1n, Image: hostile })

async function report(image: string, files: Record<string, readonly ReturnType<typeof event>[]>) {
  const texts: Record<string, string> = {
    'p/detection.yaml': detection(image),
    'p/tests.yaml': tests,
    'p/variants.yaml': variants,
  }
  const { value, reports } = await loadPackage('p', {
    read: async path => texts[path],
    list: async path => [path],
  })
  if (value === undefined) throw new Error(JSON.stringify(reports))
  const world = worldOf(Object.fromEntries(Object.entries(files).map(([name, events]) => [`p/${name}`, events])))
  const verdict = await prove(value.claims, world)
  return { xml: junit([{ folder: 'p', package: value, verdict, reports }]), verdict }
}

const failed = (xml: string): string[] =>
  [...xml.matchAll(/ name="([^"]*)"[^>]*>\s*<failure/g)].map(match => match[1] ?? '')

test('a package that holds has a case for each declaration, none of which fails', async () => {
  const { xml } = await report('nmap', { scan: [nmap], calm: [ls], again: [nmap] })
  expect([...xml.matchAll(/<testcase [^>]* name="([^"]*)"/g)].map(match => match[1])).toEqual([
    'one is valid',
    'calm is read',
    'fires for one',
    'benign telemetry',
    'again is caught by q',
  ])
  expect(failed(xml)).toEqual([])
})

test.each([
  [
    'a missed test and variant',
    'other',
    { scan: [nmap], calm: [ls], again: [nmap] },
    ['fires for one', 'again is caught by q'],
  ],
  ['benign rows', 'nmap', { scan: [nmap], calm: [nmap], again: [nmap] }, ['benign telemetry']],
  ['an invalid test', 'nmap', { scan: [ls], calm: [ls], again: [nmap] }, ['one is valid', 'fires for one']],
  ['a variant without events', 'nmap', { scan: [nmap], calm: [ls], again: [] }, ['again is caught by q']],
])('%s fails the cases it is about, and every difference is in some case', async (_, image, files, cases) => {
  const { xml, verdict } = await report(image, files)
  expect(failed(xml)).toEqual(cases)
  expect(verdict.holds).toBe(false)
})

test('hostile text is well-formed XML', async () => {
  const { xml } = await report('nmap', { scan: [ls], calm: [ls], again: [nmap] })
  expect(xml).toContain('&lt;&amp;&quot;')
  expect(xml).toContain('&#13;&#10;&#9;\u{1f4a3}')
  expect(xml).not.toMatch(/[\u0000-\u0008\u000b-\u001f]|\p{Surrogate}/u)
  for (const [, value] of xml.matchAll(/="([^"]*)"/g)) expect(value).not.toMatch(/[<&](?!(lt|gt|amp|quot|#\d+);)/)
})
