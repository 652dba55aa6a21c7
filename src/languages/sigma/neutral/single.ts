import type { Predicate, Scalar } from '../../../plan/plan.ts'
import { rewrite } from '../../../plan/walk.ts'
import { thereColumn } from '../../detection.ts'
import { anyOf } from '../../kit/logic.ts'

type List = Scalar & { readonly op: 'field' }

/**
 * The condition for events whose fields hold one value each: what is asked of some value of a field is asked of the one, in a
 * column of text. Whether a field is there at all (`exists`), which a null does not change, is a column of its own.
 */
export const ofSingleValues = (where: Predicate, isField: (name: string) => boolean): Predicate =>
  rewrite(where, {
    predicate: node => {
      if (node.op === 'some' && isList(node.list) && isField(node.list.name)) {
        const value: Scalar = { op: 'field', name: node.list.name, type: 'string' }
        const { as } = node
        const where = rewrite(node.where, {
          scalar: s => (s.op === 'field' && s.name === as && s.type === 'string' ? value : s),
        })
        return where.at === undefined && node.at !== undefined ? { ...where, at: node.at } : where
      }
      if (node.op === 'present' && isList(node.of) && isField(node.of.name))
        return {
          op: 'compare',
          is: 'eq',
          left: { op: 'field', ...thereColumn(node.of.name) },
          right: { op: 'literal', type: 'bool', value: true },
          ...(node.at === undefined ? {} : { at: node.at }),
        }
      return node.op === 'or' ? withoutAbsent(node) : node
    },
  })

const isList = (of: Scalar): of is List => of.op === 'field' && typeof of.type === 'object'

/** A field that is not there has no value either, so that beside the second the first says nothing. */
function withoutAbsent(or: Predicate & { readonly op: 'and' | 'or' }): Predicate {
  const valueless = new Set<string>(
    or.args.flatMap(arg =>
      arg.op === 'not' && arg.arg.op === 'present' && arg.arg.of.op === 'field'
        ? [thereColumn(arg.arg.of.name).name]
        : [],
    ),
  )
  if (valueless.size === 0) return or
  const rest = or.args.filter(
    arg =>
      !(
        arg.op === 'not' &&
        arg.arg.op === 'compare' &&
        arg.arg.left.op === 'field' &&
        valueless.has(arg.arg.left.name)
      ),
  )
  return rest.length === or.args.length ? or : anyOf(rest, or.at)
}
