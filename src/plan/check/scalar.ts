import type { Span } from '../../base/span.ts'
import { printType, sameType, type Type } from '../../event/value.ts'
import { canConvert } from '../convert.ts'
import type { PlanFunction } from '../functions/function.ts'
import { functions } from '../functions/index.ts'
import { isLiteralOf } from '../literal.ts'
import type { Scalar } from '../plan.ts'
import type { Regex } from '../regex/regex.ts'
import { captures } from '../regex/walk.ts'
import { checkPredicate } from './predicate.ts'
import { lookUp, problem, type Scope, within } from './problem.ts'

type Of<Op extends Scalar['op']> = Extract<Scalar, { op: Op }>

/** The type of an expression, or undefined after something in it was reported. */
export function checkScalar(scalar: Scalar, outer: Scope): Type | undefined {
  const scope = within(outer, scalar.at)
  switch (scalar.op) {
    case 'field':
      return checkField(scalar, scope)
    case 'literal':
      return checkLiteral(scalar, scope)
    case 'call':
      return checkCall(scalar, scope)
    case 'convert':
      return checkConvert(scalar, scope)
    case 'extract':
      return checkExtract(scalar, scope)
    case 'extract_all':
      return checkExtractAll(scalar, scope)
    case 'substitute':
      return checkSubstitute(scalar, scope)
    case 'truth':
      checkPredicate(scalar.whenTrue, scope)
      checkPredicate(scalar.whenFalse, scope)
      return 'bool'
  }
}

/** Checks that an expression has a type, whatever else it may be. */
export function expectType(scalar: Scalar, wanted: Type, scope: Scope, by: string): void {
  const type = checkScalar(scalar, scope)
  if (type !== undefined && !sameType(type, wanted))
    problem(
      scope,
      scalar.at,
      'plan/type-mismatch',
      `${by} takes ${printType(wanted)}, and this is ${printType(type)}`,
      canConvert(type, wanted) ? `convert it: convert(…, ${printType(wanted)})` : undefined,
    )
}

function checkField({ name, type, at }: Of<'field'>, scope: Scope): Type | undefined {
  const known = lookUp(scope, at, name)
  if (known === undefined || sameType(known, type)) return known
  problem(
    scope,
    at,
    'plan/type-mismatch',
    `\`${name}\` is read as ${printType(type)}, and it is ${printType(known)} here`,
  )
  return undefined
}

function checkLiteral({ type, value, at }: Of<'literal'>, scope: Scope): Type | undefined {
  if (isLiteralOf(value, type)) return type
  problem(scope, at, 'plan/bad-literal', `this is not a value of type ${printType(type)}`)
  return undefined
}

function checkCall({ fn, args, at }: Of<'call'>, scope: Scope): Type | undefined {
  const { result, signature, literal }: PlanFunction = functions[fn]
  const types = args.map(a => checkScalar(a, scope))
  if (types.includes(undefined)) return undefined
  const known = types.filter(t => t !== undefined)
  const type = result(known)
  if (type === undefined) {
    const given = known.map(printType).join(', ')
    problem(scope, at, 'plan/wrong-arguments', `\`${fn}\` does not take (${given})`, `it takes ${signature}`)
    return undefined
  }
  return checkWritten(fn, args, literal, within(scope, at)) ? type : undefined
}

/** Whether the argument that must be a literal is one that fits, or else reports it. */
export function checkWritten(
  fn: string,
  args: readonly Scalar[],
  literal: PlanFunction['literal'],
  scope: Scope,
): boolean {
  const must = literal === undefined ? undefined : args[literal.argument]
  if (literal === undefined || must === undefined) return true
  const wrong =
    must.op === 'literal' ? literal.problem(must.value) : 'it must be written out: it cannot come from the data'
  if (wrong === undefined) return true
  problem(scope, must.at, 'plan/bad-argument', `this argument of \`${fn}\` does not fit`, wrong)
  return false
}

function checkConvert({ arg, to, at }: Of<'convert'>, scope: Scope): Type | undefined {
  const from = checkScalar(arg, scope)
  if (from === undefined || canConvert(from, to)) return to
  problem(scope, at, 'plan/no-conversion', `there is no conversion from ${printType(from)} to ${printType(to)}`)
  return undefined
}

function checkExtract({ of, regex, group, at }: Of<'extract'>, scope: Scope): Type | undefined {
  expectType(of, 'string', scope, '`extract`')
  return checkGroup(group, regex, at, scope) ? 'string' : undefined
}

function checkExtractAll({ of, regex, group, until, at }: Of<'extract_all'>, scope: Scope): Type | undefined {
  expectType(of, 'string', scope, '`extract_all`')
  return checkGroup(group, regex, at, scope) && checkGroup(until ?? 0, regex, at, scope)
    ? { list: 'string' }
    : undefined
}

function checkGroup(group: number, regex: Regex, at: Span | undefined, scope: Scope): boolean {
  const groups = captures(regex).length
  if (Number.isInteger(group) && group >= 0 && group <= groups) return true
  const has = groups === 0 ? 'no groups' : `${groups} ${groups === 1 ? 'group' : 'groups'}`
  problem(scope, at, 'plan/no-such-group', `there is no group ${group}: the regex has ${has}`)
  return false
}

/** How many groups of a match a replacement can name: the engines' own replacements have one digit for them. */
const MOST_GROUPS = 9

function checkSubstitute({ of, regex, by, at }: Of<'substitute'>, scope: Scope): Type | undefined {
  expectType(of, 'string', scope, '`substitute`')
  const groups = [...new Set(by.filter(piece => typeof piece === 'number'))]
  if (!groups.every(group => checkGroup(group, regex, at, scope))) return undefined
  if (groups.filter(group => group > 0).length <= MOST_GROUPS) return 'string'
  problem(scope, at, 'plan/too-many-groups', `a replacement names ${MOST_GROUPS} groups at most`)
  return undefined
}
