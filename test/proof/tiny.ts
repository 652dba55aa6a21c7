import { referenceEngine } from '../../src/engines/reference/index.ts'
import type { Event } from '../../src/event/event.ts'
import type { Value } from '../../src/event/value.ts'
import { languages } from '../../src/languages/index.ts'
import { platforms } from '../../src/platforms/index.ts'
import type { World } from '../../src/proof/world.ts'

/** An event at a second of 2026. */
export const event = (category: string, second: number, fields: Record<string, Value>, line = 1): Event => ({
  origin: { file: 'tiny.log', line },
  time: BigInt(Date.UTC(2026, 0, 1)) * 1000n + BigInt(second * 1_000_000),
  logSource: { category, product: 'linux', service: 'sysmon' },
  fields,
  raw: undefined,
})

/** A world with telemetry by name and a clock that ticks a millisecond a look. */
export function worldOf(files: Readonly<Record<string, readonly Event[]>>): World {
  let ms = 0
  return {
    engine: referenceEngine,
    speaks(id) {
      const language = languages.find(l => l.id === id)
      const platform = platforms.find(p => p.id === id)
      return language && platform && { language, platform }
    },
    async *read({ paths }) {
      for (const path of paths) yield { events: files[path] ?? [], problems: [] }
    },
    now: () => ms++,
  }
}
