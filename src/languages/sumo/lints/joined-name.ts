import type { Diagnostic } from '../../../base/diagnostic.ts'
import { suggest } from '../../../base/suggest.ts'
import type { Name } from '../syntax.ts'
import { writeName } from '../text.ts'

/** `where t1.a = 1` or `where a = 1` after a join, where the field is called `t1_a` (S/join.md); `joined` are all there are. */
export function joinedName(joined: readonly string[], { name, span }: Name): Diagnostic {
  const key = name.toLowerCase()
  const dotted = joined.filter(field => field.toLowerCase() === key.replace('.', '_'))
  const own = joined.filter(field => field.toLowerCase().endsWith(`_${key}`))
  const meant = dotted.length > 0 ? dotted : own.length > 0 ? own : suggest(name, joined)
  const [only, ...others] = [...meant]
  const certain = only !== undefined && others.length === 0 && dotted.length + own.length > 0
  return {
    code: 'sumo/joined-name',
    severity: 'error',
    message: `there is no field \`${name}\` after the join`,
    because: 'a join names each field by its table and an underscore: `a` of `t1` is `t1_a`',
    help:
      only === undefined
        ? `the fields here are ${joined.slice(0, 12).join(', ')}${joined.length > 12 ? ', …' : ''}`
        : `did you mean ${meant.map(n => `\`${writeName(n)}\``).join(' or ')}?`,
    span,
    ...(certain ? { fix: [{ span, text: writeName(only) }] } : {}),
  }
}
