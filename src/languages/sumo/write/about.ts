import { printLogSource } from '../../../event/log-source.ts'
import type { Detection } from '../../detection.ts'

/** What the rule says of itself, as comments before the search: DRL 1.1 asks that the author goes wherever the rule goes. */
export function aboutLines({ about, logSource }: Detection, assumes: readonly string[]): string[] {
  const said: readonly (readonly [string, string | undefined])[] = [
    ['id', about.id],
    ['author', about.author],
    ['level', about.level],
    ['status', about.status],
    ['date', about.date],
    ['modified', about.modified],
    ['licence', about.license],
    ['tags', about.tags.length === 0 ? undefined : about.tags.join(', ')],
    ...about.references.map((reference): [string, string] => ['reference', reference]),
    ['log source', printLogSource(logSource)],
    ...assumes.map((assumption): [string, string] => ['assumes', assumption]),
  ]
  return [about.title, ...said.flatMap(([name, value]) => (value === undefined ? [] : [`${name}: ${value}`]))].map(
    line => `// ${oneLine(line)}`,
  )
}

/** Nothing of it may end the comment. */
const oneLine = (text: string): string => text.replace(/[\p{Cc}\u2028\u2029]+/gu, ' ').trim()
