import { z } from 'zod'
import { components } from './shared.ts'

/** A member of a request or an answer, for people. */
export interface Field {
  readonly name: string
  /** `text`, `number`, `list of Row`. */
  readonly type: string
  readonly required: boolean
  readonly says: string | undefined
}

interface Schema {
  readonly type?: string
  readonly $ref?: string
  readonly const?: unknown
  readonly enum?: readonly unknown[]
  readonly items?: Schema
  readonly properties?: Readonly<Record<string, Schema>>
  readonly required?: readonly string[]
  readonly anyOf?: readonly Schema[]
  readonly oneOf?: readonly Schema[]
  readonly description?: string
  readonly maximum?: number
  readonly maxLength?: number
}

const schemas = (): Readonly<Record<string, Schema>> =>
  z.toJSONSchema(components, { uri: id => id, io: 'input' }).schemas as unknown as Readonly<Record<string, Schema>>

/** The members of a schema that has a name, as its description says them. */
export function fieldsOf(schema: z.ZodType): readonly Field[] {
  const all = schemas()
  const id = components.get(schema)?.id ?? ''
  const { properties = {}, required = [] } = all[id] ?? {}
  return Object.entries(properties).map(([name, member]) => ({
    name,
    type: typeOf(member),
    required: required.includes(name),
    says: member.description ?? (member.$ref === undefined ? undefined : all[member.$ref]?.description),
  }))
}

const plain: Readonly<Record<string, string>> = { string: 'text', integer: 'whole number', boolean: 'true or false' }

function typeOf(schema: Schema): string {
  const { type, $ref, items, enum: values, anyOf, oneOf } = schema
  if ($ref !== undefined) return $ref
  if ('const' in schema) return JSON.stringify(schema.const)
  if (values !== undefined) return values.map(value => JSON.stringify(value)).join(' or ')
  if (type === 'array') return items === undefined ? 'list' : `list of ${typeOf(items)}`
  const parts = anyOf ?? oneOf
  if (parts !== undefined) return [...new Set(parts.map(typeOf))].join(' or ')
  return plain[type ?? ''] ?? type ?? 'any value'
}
