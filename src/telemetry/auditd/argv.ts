import type { Value } from '../../event/value.ts'

/** No Linux passes more arguments than this in one event. */
const most = 1_000_000

/** Collects the arguments of an execve from the fields of its EXECVE records. */
export interface Arguments {
  take(name: string, value: Value): void
  all(): readonly string[]
}

/**
 * A long argument is cut over several fields, `a1[0]=`, `a1[1]=`, …, and a long list over several records; an argument
 * that was lost is empty.
 */
export function collectArguments(): Arguments {
  const whole: string[] = []
  const parts = new Map<number, Map<number, string>>()
  let count = 0
  return {
    take(name, value) {
      if (name === 'argc' && typeof value === 'bigint') count = Number(value)
      if (name.charCodeAt(0) !== 97 || typeof value !== 'string') return
      const bracket = name.indexOf('[')
      const index = Number(bracket < 0 ? name.slice(1) : name.slice(1, bracket))
      if (!Number.isInteger(index) || index < 0 || index >= most) return
      if (bracket < 0) whole[index] = value
      else {
        const cut = parts.get(index) ?? new Map<number, string>()
        cut.set(Number(name.slice(bracket + 1, -1)), value)
        parts.set(index, cut)
      }
    },
    all() {
      for (const [index, cut] of parts)
        whole[index] = [...cut]
          .sort(([a], [b]) => a - b)
          .map(([, text]) => text)
          .join('')
      // `argc` is the log's word, which may be wrong: it makes some empty arguments, never a million
      const length = Math.max(whole.length, Math.min(count, whole.length + 16))
      return Array.from({ length }, (_, i) => whole[i] ?? '')
    },
  }
}
