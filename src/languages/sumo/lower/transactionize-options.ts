import { didYouMean } from '../../../base/suggest.ts'
import type { Expr } from '../syntax.ts'
import type { TransactionizeOption, TransactionizeStage } from '../transaction-syntax.ts'
import { type Context, notRun, say } from './context.ts'

/** What a `transactionize` says of its groups; times in milliseconds. */
export interface Options {
  readonly maxSpan?: number
  readonly maxPause?: number
  readonly maxLogs?: number
  readonly startsWith?: Mark
  readonly endsWith?: Mark
  readonly keepOrphans?: boolean
}

/** A text that marks messages; `strict`: groups without such a message at their end are left out. */
export interface Mark {
  readonly text: string
  readonly strict: boolean
  readonly option: TransactionizeOption
}

type Name = keyof Options

/** How each option is written, for messages. */
const examples: Readonly<Record<Name, string>> = {
  maxSpan: 'maxSpan=10m',
  maxPause: 'maxPause=30s',
  maxLogs: 'maxLogs=100',
  startsWith: 'startsWith="login"',
  endsWith: 'endsWith="logout"',
  keepOrphans: 'keepOrphans=false',
}

const names = Object.keys(examples) as Name[]

/** The options of a stage, or undefined after saying what is wrong with one (T/transactionize-operator.md). */
export function optionsOf(context: Context, { options }: TransactionizeStage): Options | undefined {
  const found: { [N in Name]?: Options[N] } = {}
  let good = true
  for (const option of options) {
    const name = names.find(n => n.toLowerCase() === option.option.name.toLowerCase())
    if (name === undefined || found[name] !== undefined) {
      good = false
      sayUnknown(context, option, name)
      continue
    }
    const value = valueIn(name, option)
    if (value === undefined) {
      good = false
      sayWrong(context, name, option)
    } else Object.assign(found, { [name]: value })
  }
  return good ? (found as Options) : undefined
}

function valueIn(name: Name, option: TransactionizeOption): Options[Name] {
  const { value, strict } = option
  if (strict && name !== 'startsWith' && name !== 'endsWith') return undefined
  switch (name) {
    case 'maxSpan':
    case 'maxPause':
      return hasUnit(value) && value.kind === 'number' && Number.isSafeInteger(value.value) && value.value >= 0
        ? value.value
        : undefined
    case 'maxLogs':
      return value.kind === 'number' && Number.isSafeInteger(value.value) && value.value >= 1 && !hasUnit(value)
        ? value.value
        : undefined
    case 'startsWith':
    case 'endsWith':
      return value.kind === 'string' ? { text: value.text, strict, option } : undefined
    case 'keepOrphans':
      return value.kind === 'bool' ? value.value : undefined
  }
}

const hasUnit = (value: Expr): boolean => value.kind === 'number' && /[a-z]$/i.test(value.text)

function sayUnknown(context: Context, { option, span }: TransactionizeOption, twice: Name | undefined): void {
  say(context, {
    code: 'sumo/transactionize-option',
    severity: 'error',
    message:
      twice === undefined
        ? `\`transactionize\` has no option \`${option.name}\``
        : `\`${twice}\` is said twice, and only one can hold`,
    help: (twice === undefined ? didYouMean(option.name, names) : undefined) ?? `its options are ${names.join(', ')}`,
    span: twice === undefined ? option.span : span,
  })
}

function sayWrong(context: Context, name: Name, { value, span, strict }: TransactionizeOption): void {
  if (value.kind === 'parameter') {
    notRun(context, `a parameter as the value of \`${name}\``, value.span, 'no value is usual for it')
    return
  }
  const needs =
    strict && name !== 'startsWith' && name !== 'endsWith'
      ? '`strict` belongs to `startsWith` and `endsWith` only'
      : `this is no value of \`${name}\``
  say(context, {
    code: 'sumo/transactionize-option',
    severity: 'error',
    message: needs,
    help: `write it like \`${examples[name]}\``,
    span,
  })
}
