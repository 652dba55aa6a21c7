import { foldCase } from './functions/case.ts'
import { functions } from './functions/index.ts'
import type { Pattern } from './pattern.ts'
import type { Predicate, Scalar } from './plan.ts'
import { rewrite, visit } from './walk.ts'

// A list of texts that nearly always holds one is kept in two columns: the text where there is just one, the list in all other
// cases. A condition on some element is then mostly a condition on a text, which databases are made for.

/**
 * A list in columns: `text` is null where it is not exactly one present text, `list` where it is, or where it is missing.
 * `folded` is the text without its letter case (`casefold`), which conditions mostly leave out of account: they then need
 * not fold it again, each for itself.
 */
export interface LoneColumns {
  readonly text: string
  readonly folded: string
  readonly list: string
  /** Whether some row has it as a list. */
  readonly many: boolean
}

const column = (name: string, isList: boolean): Scalar => ({
  op: 'field',
  name,
  type: isList ? { list: 'string' } : 'string',
})

/** `present` of such a list. */
export function lonePresent({ text, list, many }: LoneColumns): Predicate {
  const one: Predicate = { op: 'present', of: column(text, false) }
  return many ? { op: 'or', args: [one, { op: 'present', of: column(list, true) }] } : one
}

/** `some` over such a list; undefined where its condition names an element in a way that cannot be told apart. */
export function loneSome(
  { as, where }: Predicate & { op: 'some' },
  { text, folded, list, many }: LoneColumns,
): Predicate | undefined {
  let shadowed = false
  visit(where, node => {
    shadowed ||= node.op === 'some' && node.as === as
  })
  if (shadowed) return undefined
  const isElement = (s: Scalar): boolean => s.op === 'field' && s.name === text
  const ofText = rewrite(where, {
    scalar: s => {
      if (s.op === 'field' && s.name === as) return column(text, false)
      const folds = s.op === 'call' && s.fn === 'fold_case' && s.args[0] !== undefined && isElement(s.args[0])
      return folds ? column(folded, false) : s
    },
    predicate: p =>
      p.op === 'match' && p.fold === 'casefold' && isElement(p.of)
        ? { ...p, of: column(folded, false), pattern: foldedPattern(p.pattern), fold: 'none' }
        : p,
  })
  const one: Predicate = isFalseOfNull(ofText, [text, folded])
    ? ofText
    : { op: 'and', args: [{ op: 'present', of: column(text, false) }, ofText] }
  return many ? { op: 'or', args: [one, { op: 'some', list: column(list, true), as, where }] } : one
}

const foldedPattern = (pattern: Pattern): Pattern =>
  pattern.map(part => ('text' in part ? { text: foldCase(part.text, 'casefold') } : part))

/** Whether a condition is false wherever these columns are null. May say no where it is. */
function isFalseOfNull(p: Predicate, name: readonly string[]): boolean {
  switch (p.op) {
    case 'never':
      return true
    case 'and':
      return p.args.some(arg => isFalseOfNull(arg, name))
    case 'or':
      return p.args.every(arg => isFalseOfNull(arg, name))
    case 'present':
    case 'match':
    case 'regex':
    case 'within':
      return isNullOfNull(p.of, name)
    case 'compare':
      return isNullOfNull(p.left, name) || isNullOfNull(p.right, name)
    case 'some':
      return isNullOfNull(p.list, name) || (!name.includes(p.as) && isFalseOfNull(p.where, name))
    default:
      return false
  }
}

function isNullOfNull(s: Scalar, name: readonly string[]): boolean {
  switch (s.op) {
    case 'field':
      return name.includes(s.name)
    case 'convert':
      return isNullOfNull(s.arg, name)
    case 'extract':
    case 'extract_all':
    case 'substitute':
      return isNullOfNull(s.of, name)
    case 'call':
      return functions[s.fn].nulls === 'strict' && s.args.some(arg => isNullOfNull(arg, name))
    default:
      return false
  }
}
