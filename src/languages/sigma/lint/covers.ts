import { foldCase } from '../../../plan/functions/case.ts'
import type { Group, Item, Test, TextPart } from '../detection/model.ts'

// Whether whatever fulfils one thing fulfils another, as far as can be told from how they are written: a yes is sure.

type Unit = string | 'any' | 'run'

/** A pattern as single characters and wildcards; characters stand with a mark, so that none is taken for a wildcard. */
function unitsOf(parts: readonly TextPart[], cased: boolean): Unit[] | undefined {
  const units: Unit[] = []
  for (const part of parts) {
    if ('oneOf' in part) return undefined
    if ('any' in part) units.push(part.any === 'run' ? 'run' : 'any')
    else for (const c of foldCase(part.text, cased ? 'none' : 'casefold')) units.push(`=${c}`)
  }
  return units
}

/** Work that one comparison of patterns may take. */
const most = 200_000

/** Whether every text that fits the second pattern fits the first, by a match of the first against the second as it is written. */
function coversUnits(wide: readonly Unit[], narrow: readonly Unit[]): boolean {
  if (wide.length * narrow.length > most) return false
  // reached[i]: the first i units of `wide` fit what was seen of `narrow`
  let reached = new Array<boolean>(wide.length + 1).fill(false)
  reached[0] = true
  for (let i = 0; i < wide.length && wide[i] === 'run'; i++) reached[i + 1] = true
  for (const unit of narrow) {
    const next = new Array<boolean>(wide.length + 1).fill(false)
    for (let i = 0; i < wide.length; i++) {
      const w = wide[i]
      if (w === 'run') next[i + 1] = Boolean(next[i]) || Boolean(reached[i + 1])
      else next[i + 1] = Boolean(reached[i]) && unit !== 'run' && (w === 'any' || w === unit)
      if (w === 'run' && reached[i]) next[i + 1] = true
    }
    for (let i = 0; i < wide.length; i++) if (wide[i] === 'run' && next[i]) next[i + 1] = true
    reached = next
  }
  return Boolean(reached[wide.length])
}

/** Whether every value that passes the second test passes the first. */
export function covers(wide: Test, narrow: Test): boolean {
  if (wide.is === 'any') return wide.of.some(one => covers(one, narrow))
  if (narrow.is === 'any') return narrow.of.every(one => covers(wide, one))
  if (wide.is === 'null' && narrow.is === 'null') return true
  const [a, b] = [asText(wide), asText(narrow)]
  if (a === undefined || b === undefined || (a.cased && !b.cased)) return false
  if (!mayCover(a.parts, b.parts, a.cased)) return false
  const [outer, inner] = [unitsOf(a.parts, a.cased), unitsOf(b.parts, a.cased)]
  return outer !== undefined && inner !== undefined && coversUnits(outer, inner)
}

/** A first look, which most pairs do not pass: each literal text of the first has to stand in one of the second. */
function mayCover(wide: readonly TextPart[], narrow: readonly TextPart[], cased: boolean): boolean {
  const texts = literalsOf(narrow, cased)
  return literalsOf(wide, cased).every(text => texts.some(other => other.includes(text)))
}

const literals = new WeakMap<readonly TextPart[], readonly [folded: string[], exact: string[]]>()

function literalsOf(parts: readonly TextPart[], cased: boolean): readonly string[] {
  const before = literals.get(parts)
  if (before !== undefined) return before[cased ? 1 : 0]
  const exact = parts.flatMap(part => ('text' in part ? [part.text] : []))
  const made = [exact.map(text => foldCase(text, 'casefold')), exact] as const
  literals.set(parts, made)
  return made[cased ? 1 : 0]
}

const numbers = new WeakMap<Test, readonly TextPart[]>()

function asText(test: Test): { readonly parts: readonly TextPart[]; readonly cased: boolean } | undefined {
  if (test.is === 'text') return test
  if (test.is !== 'exact') return undefined
  const before = numbers.get(test)
  const parts = before ?? [{ text: test.text }]
  if (before === undefined) numbers.set(test, parts)
  return { parts, cased: false }
}

/** Whether every event that the first selects the second selects too. */
export function implies(a: Group, b: Group): boolean {
  if (b.is === 'and') return b.of.every(part => implies(a, part))
  if (a.is === 'or') return a.of.every(part => implies(part, b))
  if (b.is === 'or') return b.of.some(part => implies(a, part))
  if (a.is === 'and') return a.of.some(part => implies(part, b))
  return a.is === 'item' && b.is === 'item' && impliesItem(a.item, b.item)
}

function impliesItem(a: Item, b: Item): boolean {
  if (a.field !== b.field || a.part !== b.part || a.negated || b.negated) return false
  if (a.field === undefined) return false
  const holds = (test: Test): boolean =>
    a.link === 'all' ? a.tests.some(has => covers(test, has)) : a.tests.every(has => covers(test, has))
  if (b.link === 'all') return b.tests.every(holds)
  return a.link === 'all' ? b.tests.some(holds) : a.tests.every(has => b.tests.some(test => covers(test, has)))
}
