import { isSign, isWord, type Parser, peek, skipStage, spanFrom, take } from '../parsing.ts'
import type { Scope } from '../syntax.ts'
import { spanOf } from './say.ts'

/** How far a `from` may stand behind its `select`, in words. */
const FAR = 60

/** `select a, b from t where …` in place of a scope: SQL as a whole; undefined where it is none. */
export function sqlSearch(p: Parser): Scope | undefined {
  const word = peek(p)
  if (p.depth > 0 || !isWord(word, 'select')) return undefined
  let from = 1
  while (from < FAR && !isWord(peek(p, from), 'from') && peek(p, from).kind !== 'end' && !isSign(peek(p, from), '|'))
    from++
  const table = peek(p, from + 1)
  if (!isWord(peek(p, from), 'from') || table.kind !== 'word') return undefined
  take(p, 'error')
  p.report.lost({
    code: 'sumo/sql',
    severity: 'error',
    message:
      '`select … from …` is SQL; a log search says first which messages are wanted, and then, after pipes, what to do with them',
    because: 'as it stands, these would be words to look for in the messages',
    help: `write for example \`_sourceCategory=${table.text.replace(/[^\w/.*-]/g, '')} | json auto | where x = "y" | count by z\``,
    span: spanOf(word),
  })
  skipStage(p)
  return { kind: 'scope-error', span: spanFrom(p, word.start) }
}
