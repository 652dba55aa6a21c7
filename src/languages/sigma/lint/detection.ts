import type { Condition } from '../detection/condition.ts'
import type { Group, Item } from '../detection/model.ts'
import { type Report, warn } from '../report.ts'
import type { Filter, Identifier, Rule } from '../rule/model.ts'
import { covers, implies } from './covers.ts'

/** Values of one item that are compared with one another; the time is the square of their number. */
const mostValues = 150

/** What a detection says in vain: selections that no condition uses, values that others cover, filters that swallow what they filter. */
export function lintDetection(document: Rule | Filter, report: Report): void {
  const { identifiers } = document
  const conditions = document.kind === 'rule' ? document.conditions : [document.condition]
  const used = new Set(conditions.flatMap(namesIn))
  for (const { name, span, group } of identifiers.values()) {
    if (!used.has(name))
      warn(report, 'unused-selection', span, `no condition uses \`${name}\``, {
        because: 'what it asks plays no part',
        help: `add it to the condition, or take it away`,
      })
    for (const item of itemsIn(group)) lintValues(item, report)
  }
  for (const condition of conditions) lintSwallowed(condition, identifiers, report)
}

const namesIn = (condition: Condition): readonly string[] => {
  if (condition.is === 'identifier') return [condition.name]
  if (condition.is === 'of') return condition.names
  return condition.is === 'not' ? namesIn(condition.of) : condition.of.flatMap(namesIn)
}

const itemsIn = (group: Group): readonly Item[] => (group.is === 'item' ? [group.item] : group.of.flatMap(itemsIn))

/** Of values that are any, one that another covers adds nothing; of values that are all, the one that covers another does. */
function lintValues({ tests, link }: Item, report: Report): void {
  if (tests.length > mostValues) return
  const idle = new Set<number>()
  for (const [i, test] of tests.entries()) {
    const by = tests.findIndex(
      (other, j) => i !== j && !idle.has(j) && (link === 'any' ? covers(other, test) : covers(test, other)),
    )
    const other = tests[by]
    if (other === undefined) continue
    // of two that say the same, the second one is idle
    if (by > i && (link === 'any' ? covers(test, other) : covers(other, test))) continue
    idle.add(i)
    warn(
      report,
      'covered-value',
      test.span,
      link === 'any'
        ? 'another value already finds all that this one finds'
        : 'another value already asks for what this one asks',
      {
        because: 'it changes nothing, and the next reader will look for a reason',
        help: 'take it away',
        also: [{ span: other.span, message: 'this one' }],
      },
    )
  }
}

/** Of parts that all have to hold, one that selects only what another one rules out leaves nothing. */
function lintSwallowed(condition: Condition, identifiers: ReadonlyMap<string, Identifier>, report: Report): void {
  if (condition.is === 'not') lintSwallowed(condition.of, identifiers, report)
  if (condition.is !== 'and' && condition.is !== 'or') return
  for (const part of condition.of) lintSwallowed(part, identifiers, report)
  if (condition.is === 'or') return
  const selecting = condition.of.flatMap(part => asGroup(part, identifiers) ?? [])
  for (const part of condition.of) {
    if (part.is !== 'not') continue
    const ruledOut = asGroup(part.of, identifiers)
    if (ruledOut === undefined || !selecting.some(group => implies(group, ruledOut))) continue
    warn(report, 'swallowed', part.span, 'this rules out all that the rest of the condition selects', {
      because: 'the rule can never match',
      help: 'narrow the filter down, or take it away',
    })
  }
}

/** What a part of a condition selects, where it has no `not` in it. */
function asGroup(condition: Condition, identifiers: ReadonlyMap<string, Identifier>): Group | undefined {
  const { span } = condition
  if (condition.is === 'identifier') return identifiers.get(condition.name)?.group
  if (condition.is === 'not') return undefined
  const of =
    condition.is === 'of'
      ? condition.names.map(name => identifiers.get(name)?.group)
      : condition.of.map(part => asGroup(part, identifiers))
  if (!of.every(group => group !== undefined) || of.length === 0) return undefined
  const is = condition.is === 'of' ? (condition.quantifier === 'all' ? 'and' : 'or') : condition.is
  return { is, of, span }
}
