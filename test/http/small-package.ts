import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

const detection = `
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
  - id: scanner
    title: A scanner
    language: sumo
    query: '* | json auto | where Image matches "*nmap" | count by User'
    reads: process events
    catches: [nmap]
    benign_hits: 0
specimens:
  - id: blog
    title: The query of a blog
    language: sumo
    query: '* | json auto | eval i = lower(Image) | where i matches "*nmap"'
    refused_with: [sumo/eval, sumo/lower]
    after_fix: { catches: [nmap], benign_hits: 0 }
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

const event = (image: string): string =>
  `${JSON.stringify({ EventCode: 1, UtcTime: '2026-01-02 03:04:05.000', Computer: 'web1', User: 'ann', Image: image })}\n`

const variants = `variants:
  - { id: again, of: nmap, kind: recorded, telemetry: [telemetry/scan.ndjson], caught_by: [scanner] }
`

/** Writes a detection package that holds, and gives its folder's name. */
export function writeSmallPackage(below: string): string {
  const files = {
    'detection.yaml': detection,
    'tests.yaml': tests,
    'variants.yaml': variants,
    'telemetry/scan.ndjson': event('/usr/bin/nmap'),
    'telemetry/quiet.ndjson': event('/usr/bin/ls'),
  }
  for (const [name, text] of Object.entries(files)) {
    const path = join(below, 'scanners', name)
    mkdirSync(dirname(path), { recursive: true })
    writeFileSync(path, text)
  }
  return 'scanners'
}
