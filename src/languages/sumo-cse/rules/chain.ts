import type { Column } from '../../../event/value.ts'
import type { Plan, Predicate, Scalar } from '../../../plan/plan.ts'
import { allOf, anyOf } from '../../sumo/lower/logic.ts'
import { entitiesOf } from './match.ts'
import { type Matching, matchingRecords, names } from './matching-records.ts'
import type { ChainRule } from './model.ts'
import { signalsOf } from './signals.ts'
import { conditionOf, int, placeOf, type RuleContext, say } from './texts.ts'
import { said } from './threshold.ts'
import { asColumn, firingWindows, type Windowed, within } from './windowed.ts'

const matchesStep = (i: number): Column => ({ name: `matches ${i + 1}`, type: 'bool' })
const countOf = (i: number): string => `matches of ${i + 1}`
/** The number of the record with which the last so many matches of the last step begin. */
const begin: Column = { name: 'begin of the last step', type: 'int' }

/**
 * A signal when each expression has as many matches as it needs within the window, for each entity and combination of the
 * group fields (docs/cse/rules/write-chain-rule.md). In order, the matches of the first expression come before those of the
 * second; the page allows no more than two then.
 */
export function chainSignals(context: RuleContext, rule: ChainRule): readonly Plan[] {
  const steps = rule.steps.map(({ expression }, i) => conditionOf(context, expression, `steps.${i}`))
  if (!steps.every(step => step !== undefined)) return []
  if (rule.ordered && steps.length > 2) {
    say(context, {
      code: 'sumo-cse/not-supported-yet',
      severity: 'error',
      message: `a chain of ${steps.length} expressions in order does not run here`,
      because: 'in order a chain has two expressions only (docs/cse/rules/write-chain-rule.md)',
      help: 'take two of them, or any order',
      span: placeOf(context, 'steps.2'),
    })
    return []
  }
  const more = steps.map((step, i) => ({ name: matchesStep(i).name, value: asColumn(step) }))
  const matching = matchingRecords(context, anyOf(steps), rule.groupBy, more)
  if (matching === undefined) return []
  return entitiesOf(matching.entities).map(entity => {
    const keys = [...matching.keys, ...(entity === undefined ? [] : [entity.column])]
    const windowed = rule.ordered ? inOrder(rule, matching, keys) : inAnyOrder(rule, matching, keys)
    return signalsOf(context.placed.rule, firingWindows(windowed), entity, matching.groups)
  })
}

const holds = (column: Column, name = column.name): Predicate => ({
  op: 'compare',
  is: 'eq',
  left: { op: 'field', name, type: 'bool' },
  right: { op: 'literal', type: 'bool', value: true },
})

const reached = (rule: ChainRule): Predicate =>
  allOf(
    rule.steps.map(({ limit }, i) => ({
      op: 'compare',
      is: 'ge',
      left: { op: 'field', name: countOf(i), type: 'int' },
      right: int(BigInt(limit)),
    })),
  )

function inAnyOrder(rule: ChainRule, matching: Matching, keys: readonly string[]): Windowed {
  const columns = rule.steps.map((_, i) => matchesStep(i))
  return {
    records: matching.plan,
    keys,
    windowMs: rule.window.ms,
    carried: said(matching).filter(c => !keys.includes(c.name)),
    counted: columns,
    aggregates: columns.map((column, i) => ({
      name: countOf(i),
      value: { fn: 'count', args: [], where: holds(column, within(column.name)) },
    })),
    fires: reached(rule),
  }
}

/**
 * A window ends with a match of the second expression. Its last so many matches begin at some record, as late as can be; the
 * matches of the first must come before that.
 */
function inOrder(rule: ChainRule, matching: Matching, keys: readonly string[]): Windowed {
  const [first, second] = [matchesStep(0), matchesStep(1)]
  const numbers: Scalar = { op: 'field', name: names.number, type: 'int' }
  const back = (rule.steps[1]?.limit ?? 1) - 1
  const records: Plan =
    back === 0
      ? { op: 'extend', input: matching.plan, columns: [{ name: begin.name, value: numbers }] }
      : {
          op: 'window',
          input: matching.plan,
          by: [...keys, second.name],
          columns: [{ name: begin.name, value: { fn: 'lag', args: [numbers], preceding: back, following: 0 } }],
        }
  const compareBegin = (is: 'lt' | 'ge'): Predicate => ({
    op: 'compare',
    is,
    left: { op: 'field', name: within(names.number), type: 'int' },
    right: { op: 'field', name: begin.name, type: 'int' },
  })
  return {
    records,
    keys,
    windowMs: rule.window.ms,
    ends: second.name,
    carried: [...said(matching).filter(c => !keys.includes(c.name)), begin],
    counted: [first, second],
    aggregates: [
      {
        name: countOf(0),
        value: { fn: 'count', args: [], where: allOf([holds(first, within(first.name)), compareBegin('lt')]) },
      },
      {
        name: countOf(1),
        value: { fn: 'count', args: [], where: allOf([holds(second, within(second.name)), compareBegin('ge')]) },
      },
    ],
    fires: reached(rule),
  }
}
